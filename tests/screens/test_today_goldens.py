"""Today as text, at two sizes, on five kinds of day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.desk import BEN, DANA, NOW, PEOPLE, MakeDesk
from tests.golden import golden
from tui.core.call.attempt import Attempt, Callback, Promise
from tui.core.call.reflection import Intention, Reflection
from tui.core.day.roots import Doubt, SelfCheck

_DAY = timedelta(days=1)
_MADE = NOW - _DAY
_WHY = "So Mia can stay in her school"
_MEANT = Intention(1, "ask before I explain", _MADE, 901)
_LATE = Callback(1, DANA.id, "2026-11-24T10:10", "Europe/London", NOW - timedelta(minutes=20), _MADE)
_OWED = Promise(1, BEN.id, 0, "does it do SSO?", NOW + timedelta(minutes=15), _MADE)
_DOUBT = Doubt(
    1, "whether they deliver in March", "Ines", "ask for the dates", NOW + timedelta(hours=5), _MADE
)
_CHECKED = SelfCheck(1, NOW - 50 * _DAY, {"glad": "4"}, NOW - 50 * _DAY, ("offer",))


def dials(many: int, began: datetime, first: int = 1) -> list[Attempt]:
    """One each four minutes; every fifth is a conversation."""
    return [
        Attempt(
            first + n, DANA.id, "+447700900123", began + n * timedelta(minutes=4), prep=30.0,
            answered=None if n % 5 else began + n * timedelta(minutes=4, seconds=5),
            ended=began + n * timedelta(minutes=4) + timedelta(seconds=70),
            disposition="no-answer" if n % 5 else "conversation",
        )
        for n in range(many)
    ]  # fmt: skip


_YESTERDAY = dials(28, NOW - _DAY - timedelta(hours=1))
_SAID = [Reflection(call.id, DANA.id, call.started, kept=call.id % 3 > 0) for call in _YESTERDAY[::5]]
_THIS_MORNING = NOW - timedelta(minutes=85)

#: Kind of day → what is there, and the settings.
DAYS: Mapping[str, tuple[list[Any], dict[str, Any]]] = {
    "first": ([], {}),
    "fresh": ([*_YESTERDAY, *_SAID, _MEANT, _OWED], {"why": _WHY, "block_at": "11:00"}),
    "going": (
        [*_YESTERDAY, *_SAID, _MEANT, _LATE, _OWED, _DOUBT, _CHECKED, *dials(14, _THIS_MORNING, 101)],
        {"why": _WHY, "goal_conversations": 6, "goal_for": ("win 20", "new 5")},
    ),
    "behind": ([*_YESTERDAY, *dials(5, _THIS_MORNING, 101)], {"goal": 60}),
    "done": ([*dials(30, NOW - timedelta(hours=2), 101)], {"why": _WHY, "streak": True}),
}


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
@pytest.mark.parametrize("day", DAYS)
async def test_golden(day: str, size: tuple[int, int], desk: MakeDesk) -> None:
    records, settings = DAYS[day]
    d = desk(() if day == "first" else PEOPLE, *records, **settings)
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "1")
        await d.pass_time(pilot, 1)
        await golden(d, pilot, f"today-{day}")
