"""The ramp: from twenty to forty, by what was really done."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, LONDON, NOW
from tui.core.call.attempt import Block
from tui.core.day.ramp import target

WEEK = 7 * DAY


def block(weeks_ago: int, calls: int, kind: str = "calls", day: int = 0) -> Block:
    return Block(1, NOW - weeks_ago * WEEK + day * DAY, calls, 60, kind=kind)


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ([], 20),
        ([(block(1, 20), 20)], 22),
        ([(block(1, 22), 22), (block(1, 22, day=1), 22)], 24),
        ([(block(1, 24), 24), (block(1, 24, day=1), 18)], 21),
        ([(block(1, 24), 2)], 20),
        ([(block(1, 40), 40)], 40),
        ([(block(1, 39), 39)], 40),
        ([(block(3, 24), 24)], 26),
        ([(block(2, 24), 24), (block(1, 24), 23)], 23),
        ([(block(0, 30), 30)], 20),
        ([(block(1, 0, "minutes"), 12), (block(1, 3, "three"), 3)], 20),
        ([(block(1, 20), 35)], 22),
    ],
)
def test_the_number_of_calls_of_this_week(before: list[tuple[Block, int]], meant: int) -> None:
    assert target(before, NOW, LONDON, first=20) == meant


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 60), st.integers(0, 80)), max_size=12))
def test_never_above_forty_and_never_more_than_a_tenth_on(weeks: list[tuple[int, int, int]]) -> None:
    blocks = [(block(week, calls), made) for week, calls, made in weeks]
    meant = target(blocks, NOW, LONDON, first=20)
    assert 20 <= meant <= 40
    if blocks:
        newest = min(week for week, _, _ in weeks)
        last = [(calls, made) for week, calls, made in weeks if week == newest]
        each = sum(calls for calls, _ in last) // len(last)
        assert meant <= max(20, each + each // 10)
        if any(made < calls for calls, made in last):
            assert meant <= max(20, each), "never more after a week that fell short"


def test_a_week_begins_on_monday_by_the_reps_clock() -> None:
    sunday = Block(1, NOW - timedelta(hours=9, minutes=1), 20, 60)
    assert target([(sunday, 20)], NOW, LONDON, first=20) == 22
