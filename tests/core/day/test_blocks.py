"""A power hour: calls made, time left, pauses, and what came of it."""

import pytest

from tests.core.given import DAY, DISPOSITIONS, HOUR, LONDON, MINUTE, NOW, Book, meant
from tui.core.call.attempt import Attempt, Block
from tui.core.day.blocks import Running, began_since, calls_of, came_of, counts, left_open, standing_time
from tui.core.ports import Batch

BLOCK = Block(1, NOW, calls=20, minutes=60)


def test_time_runs_from_its_start() -> None:
    assert Running(BLOCK).left(NOW + 20 * MINUTE) == 40 * 60
    assert Running(BLOCK).left(NOW + 61 * MINUTE) == -60


def test_a_pause_stands_still_and_is_added_up() -> None:
    running = Running(BLOCK)
    for minute in (10, 30):
        paused = running.toggled(NOW + minute * MINUTE)
        assert paused.left(NOW + minute * MINUTE) == paused.left(NOW + minute * MINUTE + 3 * HOUR)
        running = paused.toggled(NOW + (minute + 5) * MINUTE)
    assert (running.block.paused, running.block.stopped) == (600, None)
    assert running.left(NOW + 40 * MINUTE) == 30 * 60


@pytest.mark.parametrize(
    ("done", "minutes", "over"),
    [(19, 59, False), (20, 1, True), (0, 60, True), (25, 70, True), (0, 0, False)],
)
def test_it_is_over_when_the_calls_are_made_or_the_time_is_up(done: int, minutes: int, over: bool) -> None:
    assert Running(BLOCK).over(done, NOW + minutes * MINUTE) is over


def test_its_calls_are_its_own_outbound_ones_newest_first() -> None:
    book = Book()
    before, other = book.begin(started=NOW - MINUTE, block=1), book.begin(block=0)
    first, inbound, forgotten = book.begin(block=1), book.begin(block=1, inbound=True), book.begin(block=1)
    last = book.begin(block=1)
    assert (before.id, other.id, inbound.id) == (1, 2, 4)
    book.store.apply(Batch(drops=((Attempt, forgotten.id),)))
    assert calls_of(book.store, BLOCK) == [last, first]


def test_no_call_yet() -> None:
    assert calls_of(Book().store, BLOCK) == []


def test_one_of_minutes_ends_by_the_clock_alone_and_just_three_by_its_calls_alone() -> None:
    minutes, three = Block(1, NOW, 0, 60, kind="minutes"), Block(1, NOW, 3, 0, kind="three")
    assert not Running(minutes).over(99, NOW + 59 * MINUTE)
    assert Running(minutes).over(0, NOW + 60 * MINUTE)
    assert not Running(three).over(2, NOW + 9 * HOUR)
    assert Running(three).over(3, NOW)


def test_what_counts_depends_on_what_the_block_is_for() -> None:
    book = Book()
    book.begin(contact=1, started=NOW - DAY)
    again, first = book.begin(contact=1, purpose="win"), book.begin(contact=2, purpose="collect")
    new, collect = Block(1, NOW, 20, 60, kind="new"), Block(1, NOW, 20, 60, kind="purpose", purpose="collect")
    assert [counts(book.store, new, c) for c in (again, first)] == [False, True]
    assert [counts(book.store, collect, c) for c in (again, first)] == [False, True]
    assert counts(book.store, BLOCK, again)


def test_a_new_person_called_twice_in_a_block_counts_once() -> None:
    book = Book()
    first, second = book.begin(started=NOW), book.begin(started=NOW + MINUTE)
    new = Block(1, NOW, 20, 60, kind="new")
    assert [counts(book.store, new, c) for c in (first, second)] == [True, False]


def test_a_block_that_was_left_stood_still_since_its_last_call() -> None:
    book = Book()
    book.put(BLOCK)
    book.begin(started=NOW + 5 * MINUTE, ended=NOW + 6 * MINUTE, block=1)
    found = left_open(book.store, NOW + HOUR)
    assert found
    assert found.stopped == NOW + 6 * MINUTE
    assert Running(found).toggled(NOW + HOUR).left(NOW + HOUR) == 54 * 60


def test_one_without_a_call_stood_still_from_the_beginning() -> None:
    book = Book()
    book.put(BLOCK)
    found = left_open(book.store, NOW + HOUR)
    assert found
    assert found.stopped == NOW


@pytest.mark.parametrize("hours", [-1, 12])
def test_one_of_tomorrow_or_of_half_a_day_ago_is_not_gone_on_with(hours: int) -> None:
    book = Book()
    book.put(BLOCK)
    assert left_open(book.store, NOW + hours * HOUR) is None


def test_the_blocks_since_a_moment_without_just_three() -> None:
    book = Book()
    blocks = [Block(n, NOW + n * HOUR, 20, 60, kind="three" if n == 3 else "calls") for n in range(1, 5)]
    book.put(*blocks)
    assert [b.id for b in began_since(book.store, NOW + 2 * HOUR)] == [4, 2]


def test_the_daily_time_is_by_the_reps_clock() -> None:
    assert standing_time("09:30", NOW, LONDON) == NOW + 30 * MINUTE
    assert standing_time("", NOW, LONDON) is None


def test_what_came_of_a_block() -> None:
    book, asked = Book(), meant()
    talked = book.begin(block=1, prep=20.0, started=NOW, answered=NOW, ended=NOW + MINUTE)
    book.settle(talked, "meeting", asked, kept=True, right="asked for it")
    book.settle(book.begin(contact=2, block=1), "no-answer")
    came = came_of(book.store, BLOCK, DISPOSITIONS)
    assert (came.dials, came.counted, came.conversations, came.meetings) == (2, 2, 1, 1)
    assert (came.kept, came.asked, came.right) == (1, 1, "asked for it")
    assert (came.spent.prep, came.spent.talk) == (20.0, 60.0)
