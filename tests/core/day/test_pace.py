"""The pace: by working hours, calm, and nothing is claimed early."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import LONDON
from tui.core.day.goals import Goals
from tui.core.day.pace import pace

TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 22)
LUNCH = ((time(9), time(12)), (time(13), time(17)))


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


@pytest.mark.parametrize(
    ("dials", "now", "words"),
    [
        (0, at(8, 0), ""),
        (0, at(9, 29), ""),
        (0, at(9, 30), "7 h 30 left"),
        (0, at(16, 15), "45 minutes left"),
        (2, at(9, 30), "on pace"),
        (1, at(10, 0), "2 behind the pace"),
        (12, at(12, 0), "on pace · there by about 16:30"),
        (10, at(12, 0), "1 behind the pace · about 26 by 17:00"),
        (30, at(12, 0), "the goal is reached"),
        (28, at(17, 0), "the day's hours are over"),
        (28, at(22, 0), "the day's hours are over"),
        (0, at(11, 0, SUNDAY), ""),
    ],
)
def test_the_pace_in_words(dials: int, now: datetime, words: str) -> None:
    assert pace(Goals(30), dials, at(9) if dials else None, now).words == words


def test_whoever_begins_late_is_told_by_the_time_since() -> None:
    assert pace(Goals(30), 10, at(13), at(14)).words == "8 behind the pace · there by about 16:00"
    assert pace(Goals(30), 10, at(13, 40), at(14)).words == "8 behind the pace", "twenty minutes say nothing"


def test_an_early_birds_minutes_count() -> None:
    assert pace(Goals(30), 10, at(8), at(9, 30)).words == "on pace · there by about 12:30"


def test_nobody_works_at_lunch() -> None:
    goals = Goals(28, hours=LUNCH)
    assert pace(goals, 12, at(9), at(12)).words == "on pace · there by about 17:00"
    assert pace(goals, 12, at(9), at(12, 45)).words == "on pace · there by about 17:00"


def test_no_goal_no_pace() -> None:
    assert pace(Goals(0), 3, at(9), at(12)).words == ""


@given(st.integers(0, 60), st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1), st.booleans())
def test_the_pace_claims_nothing_that_cannot_be(dials: int, first: int, now: int, lunch: bool) -> None:
    goals = Goals(30, hours=LUNCH) if lunch else Goals(30)
    moments = sorted((first, now))
    began, moment = (at(minutes // 60, minutes % 60) for minutes in moments)
    found = pace(goals, dials, began if dials else None, moment)
    assert (found.state == "reached") == (dials >= 30)
    if found.reaches:
        assert dials >= 5
        assert moment <= found.reaches <= at(17)
    if found.comes_to:
        assert dials <= found.comes_to < 30
