"""Results of the cards: counted in slices, once each, and kept up to date meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, Met
from tui.core.call.tally import Results, Tally
from tui.core.ports import Batch

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def call(id: int, *met: Met) -> Attempt:
    return Attempt(id, 1, "+447700900123", NOW, met=met)


CALLS = (call(1, Met("a", True)), call(2), call(3, Met("a"), Met("b", False)), call(4, Met("a", False)))


def test_all_of_them_in_slices() -> None:
    tally = Tally(MemoryStore(Batch(CALLS)))
    assert (tally.unread, tally.whole) == (4, 4)
    assert tally.read(3)
    assert tally.of("a") == Results(met=2, worked=0, failed=1), "newest first"
    assert not tally.read(3)
    assert tally.of("a") == Results(met=3, worked=1, failed=1)
    assert tally.of("a").unsaid == 1
    assert tally.of("b") == Results(met=1, failed=1)
    assert tally.of("nobody met it") == Results()


def test_what_is_saved_counts_once_before_and_after_it_is_read() -> None:
    store = MemoryStore(Batch(CALLS))
    tally = Tally(store)
    for batch in (
        Batch((call(1, Met("a", False)),)),  # not read yet
        Batch((call(5, Met("b")),)),  # new
        Batch((call(5, Met("b", True)),)),  # and what came of it
    ):
        store.apply(batch)
        tally.saved(batch)
    while tally.read(1):
        pass
    assert tally.of("a") == Results(met=3, worked=0, failed=2)
    assert tally.of("b") == Results(met=2, worked=1, failed=1)
    tally.saved(Batch(drops=((Attempt, 5),)))
    assert tally.of("b") == Results(met=1, worked=0, failed=1)
