"""When somebody is tried again: pure questions to a few moments."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, HOUR, LONDON, NOW, PLANS
from tui.core.queue.rotation import (
    REMEMBERED,
    Plan,
    all_rested,
    capped,
    daypart,
    free_from,
    next_daypart,
    novelty,
    on_hold,
    same_time,
)
from tui.core.queue.standing import Standing, Tried

APART = timedelta(hours=2)
PLAN = Plan("p", "plan", (20, 44), tries=3, days=10, pause_days=30)
SECOND = timedelta(seconds=1)


# ------------------------------------------------------------------------------------------- times of day


@pytest.mark.parametrize(
    ("later", "hit"),
    [
        (timedelta(), True), (2 * HOUR - SECOND, True), (2 * HOUR, False),
        (DAY - 2 * HOUR - SECOND, False), (DAY - 2 * HOUR, True), (3 * DAY, True), (7 * DAY, False),
    ],
)  # fmt: skip
def test_two_hours_around_a_try(later: timedelta, hit: bool) -> None:
    """At the very second it begins it holds, so that nobody judged then stays free (the year found it)."""
    assert (same_time([NOW], LONDON, NOW + later, APART)[0] == NOW) is hit


def test_midnight_is_no_border() -> None:
    late = NOW.replace(hour=23)
    assert same_time([late], LONDON, late + 1.5 * HOUR, APART)[0] == late
    assert same_time([late], LONDON, late + 2 * HOUR, APART)[0] is None


def test_the_clock_on_the_wall_counts_over_a_change_of_clocks() -> None:
    summer = datetime(2026, 10, 23, 8, tzinfo=UTC)  # nine in London
    winter = datetime(2026, 10, 26, 11, tzinfo=UTC)  # eleven
    assert same_time([summer], LONDON, winter, APART)[0] is None
    assert same_time([summer], LONDON, winter - SECOND, APART)[0] == summer


moments = st.integers(0, 365 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + seconds * SECOND
)


@given(
    st.lists(moments, min_size=1, max_size=4),
    moments,
    st.sampled_from(["Europe/London", "Asia/Kolkata", "America/New_York", "Pacific/Chatham"]),
)
def test_nothing_changes_before_the_turn_that_is_told(
    missed: list[datetime], now: datetime, zone: str
) -> None:
    """But in the hours of the night in which a clock is changed: nobody is called then."""
    place = ZoneInfo(zone)
    missed = [now - (abs(now - at) % (9 * DAY)) for at in missed]
    hit, turn = same_time(missed, place, now, APART)
    if turn is None:
        assert hit is None
        return
    assert turn > now
    between = now + (turn - now) / 2
    offsets = {at.astimezone(place).utcoffset() for at in (now, turn, now - DAY, now + DAY)}
    if len(offsets) == 1:
        assert (same_time(missed, place, between, APART)[0] is None) is (hit is None)
    assert turn - now <= max(REMEMBERED, DAY)


@given(moments, moments)
def test_free_again_is_told_to_the_minute(missed: datetime, now: datetime) -> None:
    now = missed + abs(now - missed) % (6 * DAY)
    if same_time([missed], LONDON, now, APART)[0]:
        free = free_from(missed, LONDON, now, APART)
        assert (
            free.time() == (missed.astimezone(LONDON) + APART).time()
            or free.utcoffset() != missed.astimezone(LONDON).utcoffset()
        )
        assert free > now - HOUR


@pytest.mark.parametrize(
    ("hour", "part", "next_"),
    [(8, "morning", 12), (11, "morning", 12), (12, "midday", 14), (16, "afternoon", 17), (20, "evening", 24)],
)  # fmt: skip
def test_the_parts_of_a_day(hour: int, part: str, next_: int) -> None:
    now = NOW.replace(hour=hour)
    assert daypart(now) == part
    assert next_daypart(LONDON, now) == NOW.replace(hour=0) + next_ * HOUR


def test_another_part_of_the_day_is_new_and_another_weekday_half_so() -> None:
    assert novelty([NOW], LONDON, NOW + DAY + 4 * HOUR) == 0
    assert novelty([NOW], LONDON, NOW + DAY) == 1
    assert novelty([NOW], LONDON, NOW + 7 * DAY) == 2
    assert novelty([], LONDON, NOW) == 0


# -------------------------------------------------------------------------------------------------- plans


def test_a_plan_rests_longer_and_longer() -> None:
    assert [PLAN.rest(n) / HOUR for n in (1, 2, 3, 9)] == [20, 44, 44, 44]


def test_a_plan_is_done_by_tries_or_by_days() -> None:
    tries = [NOW, NOW + DAY, NOW + 3 * DAY]
    assert PLAN.done(tries[:2]) == NOW + 10 * DAY
    assert PLAN.done(tries) == NOW + 3 * DAY
    assert PLAN.again(tries) == NOW + 33 * DAY


def test_a_round_begins_anew_after_the_pause() -> None:
    tries = [NOW, NOW + DAY, NOW + 40 * DAY]
    assert PLAN.round(tries, NOW + 41 * DAY) == [NOW + 40 * DAY]
    assert PLAN.round(tries[:2], NOW + 30 * DAY) == tries[:2]
    assert PLAN.round(tries[:2], NOW + 31 * DAY) == []
    assert PLAN.round([], NOW) == []


def test_the_days_of_a_plan_are_counted_anew_when_all_numbers_have_rested() -> None:
    week = [NOW, NOW + DAY, NOW + 3 * DAY]
    plan = Plan("p", "p", (20,), 6, 10, 90)
    assert plan.done(week, 30 * DAY) == NOW + 10 * DAY
    assert plan.done(week, 30 * DAY, NOW + 33 * DAY) == NOW + 43 * DAY, "from the end of the rest"
    later = [*week, NOW + 34 * DAY]
    assert plan.done(later, 30 * DAY) == NOW + 44 * DAY, "from the first try after it"
    assert plan.done(later) == NOW + 10 * DAY, "where numbers never rest"
    assert plan.done([*week[:2], NOW + 34 * DAY], 30 * DAY) == NOW + 10 * DAY, "two tries rest no number"
    assert plan.done([*later, *later[-1:] * 2], 30 * DAY) == NOW + 34 * DAY, "all tries are made"
    beside = [*week, NOW + 20 * DAY, NOW + 25 * DAY]  # another number, while the first one rested
    assert plan.done(beside, 30 * DAY, NOW + 33 * DAY) == NOW + 30 * DAY, "a week without a try is no rest"


def test_all_rest_when_each_does() -> None:
    days = (NOW, NOW + DAY, NOW + 2 * DAY)
    one, two = Tried("+1", 3, "", (), days), Tried("+2", 3, "", (), tuple(day + DAY for day in days))
    both = Standing(1, numbers=(one, two))
    assert all_rested(["+1", "+2"], both, 30 * DAY) == NOW + 32 * DAY, "the first that may be rung again"
    assert all_rested(["+1", "+3"], both, 30 * DAY) is None
    assert all_rested([], both, 30 * DAY) is None
    assert all_rested(["+1"], both, timedelta()) is None


def test_every_plan_that_is_shipped_ends() -> None:
    assert {plan.id for plan in PLANS.values()} == {"gentle", "normal", "persistent"}
    assert all(plan.tries <= 12 and plan.days <= 60 for plan in PLANS.values())


# ------------------------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("failed", "until"),
    [
        ((NOW, NOW + DAY), None),
        ((NOW, NOW + DAY, NOW + 2 * DAY), NOW + 32 * DAY),
        ((NOW, NOW + DAY, NOW + 30 * DAY), None),
    ],
)
def test_three_days_without_anybody(failed: tuple[datetime, ...], until: datetime | None) -> None:
    assert on_hold(Tried("+1", 3, "", (), failed), 30 * DAY) == until
    assert on_hold(Tried("+1", 3, "", (), failed), timedelta()) is None


def test_a_cap_is_over_any_24_hours() -> None:
    dials = [NOW, NOW + HOUR, NOW + 2 * HOUR]
    assert capped(dials, 3, NOW + 3 * HOUR) == NOW + DAY
    assert capped(dials, 3, NOW + DAY - SECOND) == NOW + DAY
    assert capped(dials, 3, NOW + DAY) is None
    assert capped(dials, 2, NOW + DAY) == NOW + DAY + HOUR
    assert capped(dials, 0, NOW) is None
    assert capped(dials, 3, NOW - DAY) == NOW + DAY, "a clock set back frees nothing"
