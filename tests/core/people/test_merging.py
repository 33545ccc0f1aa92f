"""Two contacts that are one person: made one, parted again, and nothing lost on either way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.core.given import DAY, DISPOSITIONS, HOUR, LONDON, NOW, Book, number, person
from tui.core.books import Books
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip, Touch
from tui.core.call.reflection import Draft, Form, Reflection
from tui.core.people.contact import Contact, Merged
from tui.core.people.merging import Apart, merge, merges, part
from tui.core.ports import Batch
from tui.core.queue.queue import Queue
from tui.core.queue.standing import Standing
from tui.core.request import Done, Impossible

MOBILE = number("+447700900102", "mobile")


@pytest.fixture
def book() -> Book:
    book = Book(now=NOW + HOUR)
    book.put(
        person(1, account="Acme", notes="likes tea", added=NOW),
        person(2, MOBILE, role="Buyer", email="p@x.example", notes="rang in May", added=NOW - DAY),
        person(3, referred_by=2),
    )
    return book


def books(book: Book) -> Books:
    return Books(book.store, book.store.new_id, DISPOSITIONS, LONDON)


def merged(book: Book, kept: int = 1, other: int = 2) -> Merged:
    done = merge(books(book), kept, other, book.now)
    assert isinstance(done, Done)
    book.store.apply(done.batch)
    return merges(book.store)[0]


def parted(book: Book, merge: Merged) -> None:
    done = part(books(book), merge, book.now)
    assert isinstance(done, Done)
    book.store.apply(done.batch)


def contact(book: Book, id: int) -> Contact:
    found = book.store.get(Contact, id)
    assert found
    return found


def everything(book: Book) -> set[str]:
    kinds: tuple[Any, ...] = (
        Contact, Attempt, Standing, Draft, Reflection, Callback, Promise, Touch, Skip, DoNotCall,
    )  # fmt: skip
    return {repr(record) for kind in kinds for record in book.store.all(kind)}


def a_history(book: Book) -> None:
    """Calls of both, and one of every kind that hangs on the second."""
    for id in (1, 2):
        book.settle(book.begin(id), "conversation", right="asked first", next="listen")
    book.settle(book.begin(2), "call-back", when="tomorrow 10:30")
    book.begin(2)
    records = (
        Promise(1, 2, 1, "does it fit?", NOW + DAY, NOW),
        Touch(1, 2, NOW, "e-mail"),
        Skip(1, 2, NOW - DAY),
        DoNotCall(1, NOW, "+447700900102", 2, why="not this number"),
        Draft(4, 2, NOW, Form(line="half"), listed=True),
    )
    book.commit(2, Batch(records))


def test_one_contact_has_the_words_and_numbers_of_both(book: Book) -> None:
    merged(book)
    one = contact(book, 1)
    assert (one.name, one.account, one.role, one.email) == ("Person 1", "Acme", "Buyer", "p@x.example")
    assert [n.e164 for n in one.numbers] == ["+442079460101", "+447700900102"]
    assert one.notes == "likes tea\nrang in May"
    assert (one.fields["other name"], one.added) == ("Person 2", NOW - DAY)
    assert book.store.get(Contact, 2) is None
    assert contact(book, 3).referred_by == 1


def test_everything_that_hangs_on_the_other_moves(book: Book) -> None:
    a_history(book)
    kinds: tuple[Any, ...] = (Attempt, Reflection, Callback, Promise, Touch, Skip, DoNotCall, Draft)
    before = {kind: len(book.store.all(kind)) for kind in kinds}
    merged(book)
    for kind in kinds:
        assert {record.contact for record in book.store.all(kind)} == {1}, kind
        assert len(book.store.all(kind)) == before[kind] == len(book.store.of_contact(kind, 1)), kind
    standing = book.standing(1)
    assert (standing.connects, standing.callback is not None) == (3, True)
    assert book.store.get(Standing, 2) is None


def test_nobody_stands_in_the_queue_twice(book: Book) -> None:
    queue = Queue.begin(book.judge(), book.now, most=None)
    assert {place.contact for place in queue.items} == {1, 2, 3}
    merged(book)
    queue.update([1, 2, 3], book.now)
    assert {place.contact for place in queue.items} == {1, 3}
    assert queue.get(2) is None


def test_parting_is_exact(book: Book) -> None:
    a_history(book)
    before = everything(book)
    parted(book, merged(book))
    assert everything(book) == before
    assert merges(book.store) == []
    assert (2, 1) in Apart.of(book.store)


def test_what_the_rep_did_in_between_stays(book: Book) -> None:
    note = merged(book)
    book.put(
        replace(
            contact(book, 1),
            role="Head buyer",
            notes=contact(book, 1).notes + "\nprefers mail",
            numbers=(*contact(book, 1).numbers, number("+442079460199")),
        )
    )
    book.now += HOUR
    called = book.settle(book.begin(1), "conversation")
    parted(book, note)
    one = contact(book, 1)
    assert (one.role, one.notes) == ("Head buyer", "likes tea\nprefers mail")
    assert [n.e164 for n in one.numbers] == ["+442079460101", "+442079460199"]
    assert "other name" not in one.fields
    assert book.attempt(called.id).contact == 1
    assert contact(book, 2) == note.gone


def test_who_said_no_while_they_were_one_may_be_either(book: Book) -> None:
    note = merged(book)
    book.commit(1, Batch((DoNotCall(book.store.new_id(DoNotCall), book.now, "", 1, why="asked"),)))
    book.put(replace(contact(book, 1), do_not_call="said in a list"))
    parted(book, note)
    for id in (1, 2):
        assert book.standing(id).do_not_call == "asked"
        assert contact(book, id).do_not_call == "said in a list"


@pytest.mark.parametrize("forbidden", [1, 2])
def test_a_do_not_call_of_either_holds_for_both(book: Book, forbidden: int) -> None:
    book.put(replace(contact(book, forbidden), do_not_call="asked in writing"))
    book.commit(forbidden, Batch((DoNotCall(1, NOW, "", forbidden, why="said so"),)))
    merged(book)
    assert contact(book, 1).do_not_call == "asked in writing"
    assert book.standing(1).do_not_call == "said so"


def test_a_chain_is_parted_from_its_end(book: Book) -> None:
    before = [contact(book, id) for id in (1, 2, 3)]
    first = merged(book, 2, 3)
    second = merged(book, 1, 2)
    early = part(books(book), first, book.now)
    assert isinstance(early, Impossible)
    assert "part those first" in early.why
    parted(book, second)
    parted(book, first)
    assert [contact(book, id) for id in (1, 2, 3)] == before


def test_two_added_to_one_are_parted_newest_first(book: Book) -> None:
    first, second = merged(book, 1, 2), merged(book, 1, 3)
    early = part(books(book), first, book.now)
    assert isinstance(early, Impossible)
    parted(book, second)
    parted(book, first)
    assert [c.id for c in book.store.all(Contact)] == [1, 2, 3]
    for note in book.store.all(Merged):
        assert isinstance(part(books(book), note, book.now), Impossible)


@pytest.mark.parametrize(("kept", "other"), [(1, 1), (1, 9), (9, 1)])
def test_who_is_not_here_cannot_be_merged(book: Book, kept: int, other: int) -> None:
    assert isinstance(merge(books(book), kept, other, book.now), Impossible)
