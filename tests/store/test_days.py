"""The days on which somebody was called: what the figures are read by."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.core.given import NOW, call
from tests.store.test_check import put_now
from tui.core.call.attempt import Attempt
from tui.core.ports import Batch, Store
from tui.store.store import open_store

DAY = timedelta(days=1)
CALLS = (
    call(1, started=NOW),
    call(2, started=NOW - DAY),
    call(3, started=NOW),
    call(4, started=NOW - 9 * DAY),
)


async def test_days_with_a_call_oldest_first(store: Store) -> None:
    assert store.days() == []
    await store.commit(Batch(CALLS))
    assert store.days() == ["2026-11-14", "2026-11-22", "2026-11-23"]
    assert [sorted(store.on_day(day)) for day in store.days()] == [[4], [2], [1, 3]]
    assert store.on_day("2026-11-21") == []


async def test_a_day_whose_only_call_is_gone_is_none(store: Store) -> None:
    await store.commit(Batch(CALLS))
    await store.commit(Batch((call(4, started=NOW),), ((Attempt, 2),)))
    assert store.days() == ["2026-11-23"]
    assert sorted(store.on_day("2026-11-23")) == [1, 3, 4]


def test_the_same_after_a_new_start(path: Path) -> None:
    for records in (CALLS, ()):
        store = open_store(path)
        put_now(store, *records)
        assert store.days() == ["2026-11-14", "2026-11-22", "2026-11-23"]
        store.close()
