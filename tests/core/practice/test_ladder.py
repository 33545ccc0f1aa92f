"""The ladder goes up by what was done, however it felt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tui.core.practice.ladder import STEPS, Climbed, climbed, offered, under_way
from tui.core.practice.practice import Rung

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def rung(number: int, id: int = 1, *, done: bool = True, **more: Any) -> Rung:
    given = {"predicted": 7, "actual": 4} | more
    return Rung(id, number, NOW + timedelta(minutes=id), **given, done=NOW if done else None)


def test_ten_steps_each_with_its_number() -> None:
    assert [step.number for step in STEPS] == list(range(1, 11))
    assert len({step.name for step in STEPS}) == 10


@pytest.mark.parametrize(
    ("rungs", "number"),
    [
        ([], 1),
        ([rung(1)], 2),
        ([rung(1, actual=10)], 2),  # it was as bad as can be, and it was done
        ([rung(1, actual=None)], 2),
        ([rung(1, done=False)], 1),
        ([rung(1), rung(2, 2, done=False)], 2),
        ([rung(4), rung(1, 2)], 5),  # back to an easy one
        ([rung(10)], 10),
        ([rung(99)], 10),  # a file edited by hand
        ([rung(-3)], 1),
    ],
)
def test_the_next_one_is_offered_because_one_was_done(rungs: list[Rung], number: int) -> None:
    assert offered(rungs).number == number


def test_what_is_under_way() -> None:
    assert under_way([]) is None
    assert under_way([rung(1, 1, done=False), rung(2, 2)]) is None  # left, and another was done since
    begun = rung(2, 3, done=False)
    assert under_way([rung(1, 1), begun]) == begun


def test_how_a_step_went() -> None:
    rungs = [rung(3, 1, predicted=8, actual=5), rung(3, 2, predicted=6, actual=2), rung(3, 3, actual=None)]
    assert climbed(rungs, 3) == Climbed(2, 7.0, 3.5)
    assert climbed([*rungs, rung(4, done=False)], 4) is None
