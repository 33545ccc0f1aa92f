"""A queue that begins with its first page: what it shows is what it would show if it knew everybody."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.core.crowd import assert_fresh, crowd, happens
from tests.core.given import DAY, HOUR, MINUTE, NEW_YORK, NOW, POLICY, Book, number, person
from tests.memory import CountingStore
from tui.core.call.attempt import Callback
from tui.core.call.changes import Changes
from tui.core.people.contact import Contact
from tui.core.people.listed import Listed
from tui.core.ports import Batch
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Held, Place


@pytest.fixture
def book() -> Book:
    """Three hundred people in London, on a Monday morning."""
    book = Book(CountingStore())
    book.put(*(person(id) for id in range(1, 301)))
    return book


def whole(book: Book, judge: Judge | None = None) -> Queue:
    return Queue(judge or book.judge(), book.store.all(Contact), book.now)


def begun(book: Book, page: int = 10) -> Queue:
    queue = Queue.begin(book.judge(), book.now, page)
    assert queue.unseen
    return queue


def shown(queue: Queue) -> list[tuple[object, ...]]:
    """What is certain, as far as it is seen."""
    return [(p.key, p.contact, p.why, p.number, p.due) for p in queue.items[: queue.certain]]


def agree(book: Book, contact: int, due: datetime) -> None:
    made = Callback(book.store.new_id(Callback), contact, "?", "Europe/London", due, book.now)
    book.commit(contact, Batch((made,)))


# ---------------------------------------------------------------------------------------- the first page


def test_the_first_page_is_right_and_reads_few(book: Book) -> None:
    agree(book, 290, NOW - MINUTE)
    agree(book, 250, NOW + HOUR)
    book.put(person(270, referred_by=7))
    book.store.read.clear()
    queue = begun(book)
    assert len(book.store.ids_of(Contact)) <= 15
    assert queue.certain >= 10
    assert [p.contact for p in queue.items[:4]] == [290, 270, 1, 2]
    assert shown(queue) == shown(whole(book))[: queue.certain]
    assert queue.sure == 2
    assert (queue.seen, queue.unseen, queue.seen + queue.unseen) == (13, 287, 300)


def test_a_page_is_looked_for_behind_those_who_are_held(book: Book) -> None:
    for id in range(1, 101):
        book.settle(book.begin(id), "not-interested")
    queue = begun(book)
    assert [p.contact for p in queue.items[: queue.certain]] == list(range(101, 111))


def test_nobody_waits_until_everybody_who_is_held_was_looked_at(book: Book) -> None:
    for id in range(1, 291):
        book.settle(book.begin(id), "not-interested")
    queue = Queue.begin(book.judge(), NOW, 10, most=50)
    assert (queue.certain, queue.seen) == (0, 50)


def test_the_very_first_is_found_however_far_behind(book: Book) -> None:
    for id in range(1, 300):
        book.settle(book.begin(id), "not-interested")
    queue = Queue.begin(book.judge(), NOW, 1, most=None)
    assert [p.contact for p in queue.items] == [300]


def test_a_small_list_is_whole_at_once() -> None:
    book = Book()
    book.put(*(person(id) for id in range(1, 8)))
    queue = Queue.begin(book.judge(), NOW)
    assert (queue.unseen, queue.certain) == (0, 7)
    assert [p.contact for p in queue.items] == list(range(1, 8))


def test_who_was_skipped_is_not_certain_before_the_list_is(book: Book) -> None:
    for id in range(1, 11):
        book.commit(id, Changes(book.by, id).skip())
    queue = Queue.begin(book.judge(), NOW, 10, most=10)
    assert (queue.certain, queue.seen) == (0, 10)
    queue.grow(NOW, 300)
    assert [p.contact for p in queue.items] == [*range(11, 301), *range(1, 11)]
    assert queue.certain == 300


# ------------------------------------------------------------------------------- what happens in the meantime


def test_somebody_not_looked_at_is_judged_on_the_spot_and_only_then(book: Book) -> None:
    queue = begun(book)
    book.commit(200, Changes(book.by, 200).forbid())
    forbidden, fine = queue.get(200), queue.get(201)
    assert isinstance(forbidden, Held)
    assert isinstance(fine, Place)
    assert (queue.get(999), queue.index(201), queue.unseen) == (None, -1, 290)


def test_a_time_agreed_with_somebody_not_looked_at_is_on_top_at_once(book: Book) -> None:
    queue = begun(book)
    agree(book, 200, NOW)
    queue.update([200], NOW)
    assert (queue.items[0].contact, queue.index(200), queue.certain) == (200, 0, 11)
    queue.grow(NOW, 300)
    assert [p.contact for p in queue.items].count(200) == 1
    assert_fresh_in_london(queue, book)


def test_who_is_held_when_their_turn_comes_is_held(book: Book) -> None:
    queue = begun(book)
    book.commit(200, Changes(book.by, 200).forbid())
    queue.grow(NOW, 300)
    assert isinstance(queue.get(200), Held)
    assert (queue.index(200), len(queue), queue.unseen) == (-1, 299, 0)


def test_somebody_new_and_somebody_gone(book: Book) -> None:
    queue = begun(book)
    book.put(person(301), person(302, referred_by=1))
    book.store.apply(Batch(drops=((Contact, 150), (Contact, 160))))
    queue.update([301, 302, 160], NOW)
    assert (queue.items[0].contact, queue.get(150)) == (302, None)
    queue.grow(NOW, 1000)
    assert queue.unseen == 0
    assert_fresh_in_london(queue, book)


def test_time_that_passes_moves_those_who_were_looked_at(book: Book) -> None:
    agree(book, 290, NOW + HOUR)
    queue = begun(book)
    book.now += HOUR
    assert queue.tick(book.now)
    assert queue.items[0].contact == 290
    queue.grow(book.now, 300)
    assert_fresh_in_london(queue, book)


def assert_fresh_in_london(queue: Queue, book: Book) -> None:
    fresh = whole(book)
    assert shown(queue) == shown(fresh)
    assert set(queue.held) == set(fresh.held)


def test_the_list_is_put_into_its_whole_order_when_everybody_was_looked_at(book: Book) -> None:
    book.put(person(300, number("+447700900300", "mobile")), person(7, number("+447700900007", "mobile")))
    queue = begun(book)
    assert [p.contact for p in queue.items[:3]] == [7, 1, 2], "each slice in its right order"
    queue.grow(NOW, 289)
    assert (queue.items[0].contact, queue.items[queue.certain - 1].contact) == (7, 299)
    queue.grow(NOW, 1)
    assert [p.contact for p in queue.items[:3]] == [7, 300, 1]
    assert queue.sure == queue.certain == 300


def test_who_is_the_very_first_of_all_is_found_without_reading_each_account_anew(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    accounts = Judge.accounts
    monkeypatch.setattr(Judge, "accounts", lambda judge: asked.append(judge) or accounts(judge))
    assert Queue.begin(book.judge(), book.now, 1, most=None).items == whole(book).items
    assert len(asked) <= 12


def test_lists_that_come_first_are_looked_at_first() -> None:
    book = Book(CountingStore(), policy=replace(POLICY, lists_first=("Fair", "Web"), warm_lists=("Asked",)))
    book.put(*(person(id, list={90: "Web", 95: "Fair", 99: "Asked"}.get(id, "")) for id in range(1, 101)))
    queue = begun(book)
    assert [(p.contact, p.why) for p in queue.items[:4]] == [
        (99, "asked to be called"), (95, "Fair, first try"), (90, "Web, first try"), (1, "first try"),
    ]  # fmt: skip
    assert len(book.store.ids_of(Contact)) <= 10
    assert Queue.begin(book.judge(), NOW, 1, most=None).unseen == 99
    assert Queue.begin(book.judge(), NOW, 2, most=None).unseen == 0, (
        "who is the first of the list takes everybody"
    )


def test_another_policy_judges_everybody_again(book: Book) -> None:
    queue = whole(book)
    book.policy = replace(POLICY, lists_first=("Fair",))
    book.put(person(200, list="Fair"))
    queue.renew(book.judge(), NOW)
    while queue.unseen:
        queue.grow(NOW, 100)
    assert [p.contact for p in queue.items[:2]] == [200, 1]


@pytest.mark.parametrize("seed", range(12))
def test_at_each_slice_the_top_is_that_of_a_whole_queue_and_what_is_shown_stands(seed: int) -> None:
    chance = random.Random(seed)
    book = Book(now=datetime(2026, 10, 22, 6, 0, tzinfo=NOW.tzinfo))
    contacts = crowd(chance, 120)
    book.put(*contacts)
    for contact in chance.sample(contacts, 40):
        happens(book, chance, contact)
    judge = book.judge(NEW_YORK)
    queue = Queue.begin(judge, book.now, page=chance.randrange(1, 8), most=chance.randrange(1, 60))
    while queue.unseen:
        for contact in chance.sample(contacts, chance.randrange(3)):
            happens(book, chance, contact)
            queue.update([contact.id], book.now)
        book.now += timedelta(seconds=chance.choice((0, 1, 60, 900)))
        queue.tick(book.now)
        before = shown(queue)
        queue.grow(book.now, chance.randrange(6))
        fresh = whole(book, judge)
        assert shown(queue)[: queue.sure] == shown(fresh)[: queue.sure]
        if queue.unseen:
            assert shown(queue)[: len(before)] == before
        assert queue.seen + queue.unseen == len(contacts)
        for contact in contacts:
            now, then = queue.get(contact.id), fresh.get(contact.id)
            assert now
            assert then
            assert (type(now), now.why) == (type(then), then.why)
    assert_fresh(queue, book)


def test_when_the_next_one_opens_is_asked_anew_of_those_who_came() -> None:
    book = Book(now=NOW.replace(hour=22))
    book.put(*(person(id) for id in range(1, 11)), person(11, number("+81312345678", zone="Asia/Tokyo")))
    queue = Queue.begin(book.judge(), book.now, 5, most=10)
    assert (queue.unseen, queue.next_opens()) == (1, NOW.replace(day=24, hour=8))
    queue.grow(book.now, 1)
    assert queue.next_opens() == NOW.replace(hour=23)


def test_rows_of_anybody_are_looked_at_when_they_are_asked_for(book: Book) -> None:
    queue = begun(book)
    book.store.read.clear()
    rows = Listed(queue, [1, 200, 299, 999])
    assert (len(rows), book.store.ids_of(Contact)) == (4, set())
    assert [rows[1].contact, rows[3].why] == [200, "no longer here"]
    assert book.store.ids_of(Contact) == {200}
    assert (rows.index(299), rows.index(5)) == (2, -1)


def test_a_day_later_nothing_that_was_looked_at_is_forgotten(book: Book) -> None:
    queue = begun(book)
    book.now += DAY
    queue.grow(book.now, 300)
    queue.tick(book.now)
    assert_fresh_in_london(queue, book)


def test_of_very_many_who_came_together_only_those_who_can_be_next_are_looked_at(book: Book) -> None:
    queue = whole(book)
    came = range(1001, 1601)
    book.put(*(person(id, referred_by=7 if id == 1500 else 0) for id in came))
    agree(book, 1400, NOW - MINUTE)
    book.store.read.clear()
    queue.update({3, *came}, book.now)
    assert set(book.store.ids_of(Contact)) <= {3, 7, 1400, 1500}
    assert queue.unseen == 598
    assert [p.contact for p in queue.items[:3]] == [1400, 1500, 1]
    assert queue.certain == len(queue.items)
    while queue.unseen:
        queue.grow(book.now, 100)
    assert_fresh_in_london(queue, book)


# ---------------------------------------------------------------------------------------------- and in time


def after(times: int) -> Callable[[], bool]:
    """It is enough when asked so often."""
    asked = iter(range(times - 1, -1, -1))
    return lambda: not next(asked)


def test_a_slice_ends_when_it_is_enough_and_the_whole_is_the_same(book: Book) -> None:
    queue = begun(book)
    seen = queue.seen
    queue.grow(NOW, 200, after(3))
    assert queue.seen - seen == 24
    queue.grow(NOW, 200, after(1))
    assert queue.seen - seen == 32, "some in any case"
    queue.grow(NOW, 5, after(9))
    assert queue.seen - seen == 37, "never more than were asked for"
    while queue.unseen:
        queue.grow(NOW, 200, after(1))
    assert shown(queue) == shown(whole(book))


def test_a_tick_ends_when_it_is_enough_and_the_rest_is_overdue(book: Book) -> None:
    book.now = NOW.replace(hour=7, minute=59)
    queue = whole(book)
    assert (len(queue), queue.overdue(book.now)) == (0, False)
    book.now += MINUTE
    assert queue.tick(book.now, after(2))
    assert (len(queue), queue.overdue(book.now)) == (16, True)
    assert [p.contact for p in queue.items] == list(range(1, 17))
    while queue.tick(book.now, after(5)):
        pass
    assert (len(queue), queue.overdue(book.now)) == (300, False)
    assert shown(queue) == shown(whole(book))
    assert not queue.tick(book.now, after(1))
