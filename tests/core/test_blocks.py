"""A power hour: calls made, time left, pauses, and its summary."""

import pytest

from tests.core.given import DISPOSITIONS, HOUR, MINUTE, NOW, Book, call
from tui.core.attempt import Attempt, Block
from tui.core.blocks import Running, calls_of, summary
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
    assert (running.block.paused, running.paused_at) == (600, None)
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


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ([], "0 calls"),
        (["no-answer"], "1 call"),
        (["no-answer", "conversation", "", "unknown-one"], "4 calls, 1 conversation"),
        (["meeting", "demo", "conversation", "dnc-person"], "4 calls, 3 conversations, 2 meetings"),
    ],
)
def test_the_summary_counts_what_came_of_them(results: list[str], said: str) -> None:
    assert summary([call(n, disposition=d) for n, d in enumerate(results, 1)], DISPOSITIONS) == said
