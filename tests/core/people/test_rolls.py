"""The call lists in numbers."""

from __future__ import annotations

from dataclasses import replace

from tests.core.given import DAY, DISPOSITIONS, NOW, Book, person
from tui.core.call.attempt import CallList, DoNotCall
from tui.core.call.purpose import of_list, purpose_of
from tui.core.people.contact import Contact
from tui.core.people.rolls import Rolls
from tui.core.ports import Batch
from tui.core.queue.standing import Standing


def rolls(book: Book, slice: int = 1) -> dict[str, tuple[int, int, int, int]]:
    judge = book.judge()
    counted = Rolls(book.store, DISPOSITIONS, lambda contact: bool(judge.numbers(contact)))
    while counted.read(slice):
        pass
    assert (counted.unread, counted.uncounted) == (0, 0)
    return {r.name: (r.people, r.callable, r.called, r.conversations) for r in counted.rolls}


def test_people_callable_called_and_conversations() -> None:
    book = Book()
    book.put(
        *(person(id, list="fair") for id in range(1, 5)),
        replace(person(5, list="fair"), numbers=()),
        replace(person(6, list="fair"), do_not_call="asked"),
        person(7, list="old"),
        person(8),
        CallList(1, "fair", imported=NOW),
        CallList(2, "old", imported=NOW - DAY),
        CallList(3, "empty", imported=NOW - DAY * 2),
    )
    book.commit(4, Batch((DoNotCall(1, NOW, contact=4),)))
    book.settle(book.begin(1), "no-answer")
    book.settle(book.begin(1), "conversation")
    book.settle(book.begin(2), "gatekeeper")
    found = rolls(book)
    assert found == {"fair": (6, 3, 2, 1), "old": (1, 1, 0, 0), "empty": (0, 0, 0, 0), "": (1, 1, 0, 0)}
    assert list(found) == ["fair", "old", "empty", ""], "the newest first, people of no list last"
    assert rolls(book, 100) == found


def test_a_list_nobody_made_a_record_of_counts_too() -> None:
    book = Book()
    book.put(person(1, list="by hand"))
    assert rolls(book) == {"by hand": (1, 1, 0, 0)}


def test_the_purpose_of_a_list_holds_for_everybody_on_it_without_their_own() -> None:
    book = Book()
    book.put(CallList(1, "fair", purpose="reactivate"), CallList(2, "plain"))
    fresh = Standing(1)

    def purpose(contact: Contact, standing: Standing = fresh) -> str:
        return purpose_of(contact, standing, of_list(book.store, contact.list), NOW)

    assert purpose(person(1, list="fair")) == "reactivate"
    assert purpose(replace(person(1, list="fair"), purpose="tell")) == "tell"
    assert purpose(person(1, list="plain")) == purpose(person(1)) == "win"
    assert purpose(person(1, list="fair"), replace(fresh, connects=1)) == "reactivate"
    assert purpose(person(1), replace(fresh, connects=1)) == "follow-up"
    assert of_list(book.store, "nowhere") == ""
