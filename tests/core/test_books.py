"""The rep's day, where clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.core.given import DISPOSITIONS
from tests.memory import MemoryStore
from tui.core.books import Books


@pytest.mark.parametrize(
    ("zone", "now", "began", "hours"),
    [
        ("Europe/London", datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC), 24),
        ("Europe/London", datetime(2026, 10, 25, 10, tzinfo=UTC), datetime(2026, 10, 24, 23, tzinfo=UTC), 25),
        ("Europe/London", datetime(2026, 3, 29, 10, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC), 23),
        # In Havana the first hour of 1 November comes twice; this is the half of its second one.
        (
            "America/Havana",
            datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
            datetime(2026, 11, 1, 4, tzinfo=UTC),
            25,
        ),
        # … and that of 8 March never comes.
        ("America/Havana", datetime(2026, 3, 8, 12, tzinfo=UTC), datetime(2026, 3, 8, 5, tzinfo=UTC), 23),
    ],
)
def test_a_day_of_the_rep_has_the_hours_their_clock_gives_it(
    zone: str, now: datetime, began: datetime, hours: int
) -> None:
    store = MemoryStore()
    books = Books(store, store.new_id, DISPOSITIONS, ZoneInfo(zone))
    assert books.day_began(now) == began
    assert (books.day_ends(now) - began).total_seconds() == hours * 3600
