"""Several people of one company."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.core.given import DAY, HOUR, NOW, POLICY, Book, person
from tui.core.call.attempt import Callback
from tui.core.people.accounts import MOST, Reach, affected, moved, reach
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Held, Place


@pytest.fixture
def book() -> Book:
    """Three people of Acme, spelled as people spell, and one of another company."""
    book = Book()
    book.put(
        person(1, account="Acme", role="Buyer"),
        person(2, account="ACME ", role="Head of IT"),
        person(3, account="acme", role="Driver"),
        person(4, account="Bolt"),
    )
    return book


def rule(book: Book, id: int, after: timedelta = timedelta()) -> str:
    contact = book.store.get(Contact, id)
    assert contact
    verdict = book.judge().place(contact, book.now + after)
    return verdict.rule if isinstance(verdict, Held) else ""


def test_no_second_person_of_an_account_within_two_hours(book: Book) -> None:
    book.settle(book.begin(1), "no-answer")
    assert [rule(book, id) for id in (2, 3, 4)] == ["account just called"] * 2 + [""]
    contact = book.store.get(Contact, 2)
    assert contact
    held = book.judge().place(contact, book.now)
    assert held.why == "Person 1 of the same account was called Mon 09:00"
    assert [rule(book, 2, 2 * HOUR - timedelta(seconds=1)), rule(book, 2, 2 * HOUR)] == [
        "account just called",
        "",
    ]
    book.policy = replace(POLICY, account_gap=timedelta())
    assert rule(book, 2) == ""


def test_an_account_rests_after_a_meeting_and_the_undo_ends_that(book: Book) -> None:
    call = book.settle(book.begin(1), "meeting")
    assert rule(book, 2, DAY) == rule(book, 2, 14 * DAY - HOUR) == "account paused"
    assert rule(book, 2, 14 * DAY) == rule(book, 4, DAY) == ""
    book.undo(call)
    assert rule(book, 2, DAY) == ""


def test_what_was_agreed_and_who_was_named_are_not_held_by_their_account(book: Book) -> None:
    book.settle(book.begin(1), "meeting")
    book.put(person(5, account="Acme", referred_by=1))
    book.commit(2, Batch((Callback(1, 2, "?", "Europe/London", NOW, NOW),)))
    assert [rule(book, id) for id in (2, 3, 5)] == ["", "account paused", ""]


def test_a_name_that_very_many_have_is_no_company() -> None:
    book = Book()
    book.put(*(person(id, account="self-employed") for id in range(1, MOST + 2)))
    book.settle(book.begin(1), "no-answer")
    assert rule(book, 2) == ""
    assert affected(book.store, [1]) == {1}


def test_a_result_moves_the_colleagues_in_the_queue(book: Book) -> None:
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    attempt = book.begin(1)
    queue.update(moved(book.store, Batch((attempt, book.standing(1)))), NOW)
    assert [isinstance(queue.get(id), Place) for id in (1, 2, 3, 4)] == [False, False, False, True]
    queue.tick(NOW + 2 * HOUR)
    assert [isinstance(queue.get(id), Place) for id in (1, 2, 3, 4)] == [False, True, True, True]


def test_who_moves_to_another_company_moves_both(book: Book) -> None:
    book.begin(1)
    change = Batch((person(1, account="Bolt"),))
    before = moved(book.store, change)
    book.store.apply(change)
    assert before | moved(book.store, change) == {1, 2, 3, 4}


def test_people_whom_nothing_happened_to_move_nobody(book: Book) -> None:
    new = person(9, account="Acme")
    book.put(new)
    assert moved(book.store, Batch((new,))) == {9}


def test_who_has_not_been_tried_and_which_roles_are_missing(book: Book) -> None:
    book.put(person(5, account="Acme", do_not_call="asked"))
    book.settle(book.begin(3), "gatekeeper")
    book.now += HOUR
    book.settle(book.begin(1), "no-answer")
    contact = book.store.get(Contact, 1)
    assert contact
    assert reach(book.store, contact, ("it", "Buyer", "Finance")) == Reach((1, 3), (2,), ("Finance",))
    assert reach(book.store, person(7)) == Reach((), (), ())


@pytest.mark.parametrize(
    ("wanted", "role", "there"),
    [
        ("IT", "Head of IT", True),
        ("IT", "Credit", False),
        ("operation", "Chief Operations Officer", True),
        ("head of sales", "Sales, head of", True),
        ("finance", "", False),
        ("Käufer", "Kaufer", True),
    ],
)
def test_a_role_is_there_by_its_words(book: Book, wanted: str, role: str, there: bool) -> None:
    book.put(person(20, account="Solo", role=role))
    contact = book.store.get(Contact, 20)
    assert contact
    assert reach(book.store, contact, [wanted]).missing == (() if there else (wanted,))
