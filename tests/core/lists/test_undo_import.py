"""An import taken back: exactly, but for what happened since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from tests.core.given import DAY, DISPOSITIONS, HOUR, LONDON, NOW, Book, number, person
from tui.core.books import Books
from tui.core.call.attempt import Attempt, CallList, DoNotCall, Touch
from tui.core.lists.imported import Imported, Span, last, mark, members
from tui.core.lists.undo_import import TakeBack
from tui.core.people.contact import Contact
from tui.core.people.merging import merge
from tui.core.ports import Batch
from tui.core.queue.standing import Standing
from tui.core.request import Change, Done, Impossible, TakeIn, carry_out, in_one

OLD = person(1, account="Acme", notes="likes tea")
FULLER = replace(
    OLD,
    role="Buyer",
    notes="likes tea\nfrom the fair",
    numbers=(*OLD.numbers, number("+447700900101", "mobile")),
    fields={"Employees": "50"},
)


def newcomers(many: int = 3) -> tuple[Contact, ...]:
    return tuple(person(id, list="fair") for id in range(2, 2 + many))


def books(book: Book) -> Books:
    return Books(book.store, book.store.new_id, DISPOSITIONS, LONDON)


def take_in(
    book: Book, new: Iterable[Contact] = (), changed: Iterable[Change] = (), name: str = "fair"
) -> None:
    ids = book.store.ids(Contact)
    lists = (CallList(0, name, file=f"{name}.csv", imported=book.now),)
    done = carry_out(TakeIn(tuple(new), tuple(changed), lists, max(ids, default=0)), books(book))
    assert isinstance(done, Done)
    book.store.apply(done.batch)


def take_back(book: Book) -> str:
    newest = last(book.store)
    assert newest
    back = TakeBack(book.store, newest)
    while back.read(2):
        pass
    done = in_one(back.done(books(book), book.now))
    assert isinstance(done, Done)
    book.store.apply(done.batch)
    return done.said


def people(book: Book) -> dict[int, Contact]:
    return {contact.id: contact for contact in book.store.all(Contact)}


@pytest.fixture
def book() -> Book:
    book = Book()
    book.put(OLD)
    return book


def test_everything_is_as_it_was(book: Book) -> None:
    take_in(book, newcomers(), [Change(OLD, FULLER)])
    assert len(people(book)) == 4
    assert people(book)[1] == FULLER
    said = take_back(book)
    assert people(book) == {1: OLD}
    assert not book.store.all(CallList)
    assert not book.store.all(Standing)
    assert said == "The import of fair.csv is undone: 3 people are gone, 1 is as before"
    assert last(book.store) is None


def test_what_is_kept_of_somebody_changed_is_only_what_was_changed(book: Book) -> None:
    take_in(book, (), [Change(OLD, FULLER)])
    (imported,) = book.store.all(Imported)
    (filled,) = imported.filled
    assert (filled.before.name, filled.before.account, filled.after.account) == ("", "", "")
    assert (filled.before.notes, filled.after.role) == ("likes tea", "Buyer")


def test_who_was_called_dealt_with_or_changed_since_stays_and_it_is_said(book: Book) -> None:
    take_in(book, newcomers(6))
    book.settle(book.begin(2), "no-answer")
    book.commit(3, Batch((Touch(1, 3, NOW, "e-mail"),)))
    book.put(replace(people(book)[4], notes="rang the front desk"))
    book.put(person(90, referred_by=5))
    said = take_back(book)
    assert set(people(book)) == {1, 2, 3, 4, 5, 90}
    assert "2 people are gone" in said
    assert "4 stay (3 called or dealt with since, 1 changed by you since)" in said
    assert [one.name for one in book.store.all(CallList)] == ["fair"], "somebody is still on it"
    assert book.store.of_contact(Attempt, 2)


def test_a_do_not_call_of_a_file_stays(book: Book) -> None:
    forbidden = replace(person(2, list="fair"), do_not_call="DNC in the list")
    take_in(book, [forbidden], [Change(OLD, replace(FULLER, do_not_call="DNC in the list"))])
    said = take_back(book)
    assert people(book)[2].do_not_call
    assert people(book)[1] == replace(OLD, do_not_call="DNC in the list")
    assert "1 stay" in said
    assert "not to be called" in said


def test_a_number_that_was_dialed_and_words_written_since_stay(book: Book) -> None:
    take_in(book, (), [Change(OLD, FULLER)])
    book.settle(book.begin(1, number="+447700900101"), "no-answer")
    book.put(replace(people(book)[1], notes=FULLER.notes + "\nback in May", role="Head buyer"))
    take_back(book)
    now = people(book)[1]
    assert [n.e164 for n in now.numbers] == [OLD.numbers[0].e164, "+447700900101"]
    assert (now.notes, now.role, now.fields) == ("likes tea\nback in May", "Head buyer", {})


def test_a_renewed_list_is_the_earlier_one_again_with_its_purpose(book: Book) -> None:
    take_in(book, newcomers(1))
    first = book.store.all(CallList)
    (before,) = first
    book.now += DAY
    take_in(book, [person(9, list="fair")])
    book.put(replace(book.store.get(CallList, before.id), purpose="reactivate"))  # type: ignore[type-var]
    take_back(book)
    assert list(book.store.all(CallList)) == [replace(before, purpose="reactivate")]
    assert set(people(book)) == {1, 2}
    take_back(book)
    assert people(book) == {1: OLD}, "then the one before it"


def test_only_the_newest_can_be_taken_back(book: Book) -> None:
    take_in(book, newcomers(1))
    first = last(book.store)
    assert first
    back = TakeBack(book.store, first)
    back.read(10)
    book.now += HOUR
    take_in(book, [person(9)], name="other")
    assert isinstance(in_one(back.done(books(book), book.now)), Impossible)


def test_a_call_that_came_while_it_was_looked_at_keeps_its_person(book: Book) -> None:
    take_in(book, newcomers(2))
    newest = last(book.store)
    assert newest
    back = TakeBack(book.store, newest)
    while back.read(5):
        pass
    book.settle(book.begin(3), "no-answer")
    done = in_one(back.done(books(book), book.now))
    assert isinstance(done, Done)
    book.store.apply(done.batch)
    assert set(people(book)) == {1, 3}


def test_somebody_merged_since_is_gone_into_the_other_who_stays(book: Book) -> None:
    take_in(book, newcomers(2))
    done = merge(books(book), 2, 3, book.now)
    assert isinstance(done, Done)
    book.store.apply(done.batch)
    take_back(book)
    assert set(people(book)) == {1, 2}


def test_somebody_forbidden_since_stays_forbidden(book: Book) -> None:
    take_in(book, newcomers(1))
    book.commit(2, Batch((DoNotCall(1, NOW, contact=2),)))
    take_back(book)
    assert 2 in people(book)


def test_the_ids_of_the_new_are_kept_as_spans(book: Book) -> None:
    book.put(person(5))
    take_in(book, newcomers(3))
    newest = last(book.store)
    assert newest
    assert newest.new == (Span(6, 3),)
    assert [id for id, _ in members(newest)] == [6, 7, 8]
    assert newest.people == 3
    assert all(mark(people(book)[id]) == was for id, was in members(newest))


@pytest.mark.parametrize(
    "change", [{"notes": "x"}, {"do_not_call": "x"}, {"fields": {"a": "b"}}, {"numbers": ()}, {"role": "x"}]
)
def test_every_change_changes_the_mark(change: dict[str, Any]) -> None:
    assert mark(OLD) != mark(replace(OLD, **change))
