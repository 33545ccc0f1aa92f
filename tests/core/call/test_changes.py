"""Changes beside a call: each one batch, safe to print, and none of it counts as a call."""

import pytest

from tests.core.given import DAY, HOUR, NOW, Book, number, person
from tui.core.call.attempt import Callback, DoNotCall, Promise, Skip, Touch
from tui.core.call.changes import MEDIA, SKIP_REASONS, Changes, flaw
from tui.core.call.changes import person as typed
from tui.core.hours.when import read
from tui.core.queue.standing import Standing


@pytest.fixture
def book() -> Book:
    book = Book()
    book.put(person(1))
    return book


@pytest.fixture
def changes(book: Book) -> Changes:
    return Changes(book.by, 1)


def test_a_skip_is_a_skip_and_no_dial(book: Book, changes: Changes) -> None:
    book.commit(1, changes.skip("rather not"))
    assert list(book.store.all(Skip)) == [Skip(1, 1, NOW, "rather not")]
    assert book.standing() == Standing(1, skipped=NOW)


def test_a_touch_never_counts_as_a_call(book: Book, changes: Changes) -> None:
    book.commit(1, changes.touch("e-mail", "sent the \x1b[31msheet"))
    assert list(book.store.all(Touch)) == [Touch(1, 1, NOW, "e-mail", "sent the sheet")]
    assert book.standing() == Standing(1)


def test_a_callback_takes_the_place_of_the_one_before(book: Book, changes: Changes) -> None:
    for words in ("fri 9", "fri 10"):
        book.commit(1, changes.callback(read(words, NOW, book.place)))
    first, second = book.store.all(Callback)
    assert (first.done, second.done) == (NOW, None)
    assert (second.wall, second.zone, second.due) == (
        "2026-11-27T10:00",
        "Europe/London",
        NOW + 4 * DAY + HOUR,
    )
    assert book.standing().callback == second.due


def test_a_promise_is_owed(book: Book, changes: Changes) -> None:
    book.commit(1, changes.promise("delivery\nto \x07Leeds?", NOW + DAY, 7))
    assert list(book.store.all(Promise)) == [Promise(1, 1, 7, "delivery to Leeds?", NOW + DAY, NOW)]
    assert book.standing().promise == NOW + DAY


@pytest.mark.parametrize("e164", ["", "+442079460101"])
def test_do_not_call_is_written_down_and_so_is_lifting_it(book: Book, changes: Changes, e164: str) -> None:
    book.commit(1, changes.forbid(e164))
    assert bool(book.standing().do_not_call) is not bool(e164)
    assert (book.store.do_not_call(e164) is not None) is bool(e164)
    book.now += HOUR
    book.commit(1, Changes(book.by, 1).lift())
    (entry,) = book.store.all(DoNotCall)
    assert (entry.at, entry.lifted) == (NOW, NOW + HOUR)
    assert (book.standing().do_not_call, book.store.do_not_call(e164)) == ("", None)


def test_lifting_is_for_this_person_only_and_is_not_done_twice(book: Book, changes: Changes) -> None:
    book.put(DoNotCall(7, NOW, contact=2), DoNotCall(8, NOW, "+442079460101"))
    book.put(DoNotCall(9, NOW, contact=1, lifted=NOW - DAY))
    assert changes.lift().puts == ()


def test_keys_and_ids_are_each_there_once() -> None:
    for table in (MEDIA, SKIP_REASONS):
        for column in range(3):
            assert len({row[column] for row in table}) == len(table)


# -------------------------------------------------------------------------------------- people typed in

FILLED = {
    "name": " Dana\x1b[31m Reyes ",
    "account": "Acme",
    "numbers": "020 7946 0101, +1 202 555 0101",
    "notes": "one\ntwo",
}


def test_a_new_person() -> None:
    made = typed(5, FILLED, "GB")
    assert (made.id, made.name, made.account, made.notes) == (5, "Dana Reyes", "Acme", "one\ntwo")
    assert [n.e164 for n in made.numbers] == ["+442079460101", "+12025550101"]


def test_an_edit_leaves_alone_what_was_not_asked() -> None:
    known = number("+442079460101", "mobile")
    base = person(5, known, do_not_call="asked", referred_by=3, role="buyer")
    made = typed(0, {"name": "Dana", "numbers": "+442079460101, 020 7946 0102"}, "GB", base)
    assert (made.id, made.do_not_call, made.referred_by, made.role) == (5, "asked", 3, "buyer")
    assert made.numbers[0] is known
    assert typed(0, {"name": "Dana"}, "GB", base).numbers == (known,)
    assert typed(0, {"numbers": ""}, "GB", base).numbers == ()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (FILLED, ""),
        ({"account": "Acme"}, ""),
        ({}, "A name or an account, please."),
        ({"name": "", "account": "", "email": "a@b.c"}, "A name or an account, please."),
    ],
)
def test_what_is_wrong_with_a_form(fields: dict[str, str], wrong: str) -> None:
    assert flaw(fields, "GB") == wrong


@pytest.mark.parametrize("raw", ["999", "12\x1b[31m34", "ask Dana"])
def test_a_number_that_cannot_be_dialed_is_said_with_the_reason(raw: str) -> None:
    said = flaw({"name": "Dana", "numbers": raw}, "GB")
    assert said.endswith(".")
    assert "\x1b" not in said
    assert ": " in said
