"""Goals: only dials count, days off ask for nothing, and nothing is claimed early."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, DEFAULTS, DISPOSITIONS, HOUR, LONDON, NOW, call
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.day.goals import CONVERSATIONS, DIALS, NEW, Goals, Made, streak, truth
from tui.core.ports import Batch

MONDAY = date(2026, 11, 23)
TUESDAY, SUNDAY = MONDAY + DAY, MONDAY - DAY
LUNCH = ((time(9), time(12)), (time(13), time(17)))


def made(goals: Goals, *records: object, today: date = MONDAY, back: int = 0) -> Made:
    store = MemoryStore(Batch(records))  # type: ignore[arg-type]
    return Made(store, goals, DISPOSITIONS, DEFAULTS.purposes, LONDON, today, back * DAY)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), LONDON)


# ------------------------------------------------------------------------------------------------ the goal


def test_a_day_off_asks_for_nothing_and_half_a_day_for_half() -> None:
    goals = Goals(31, off=((TUESDAY, TUESDAY + DAY),), half=((MONDAY, MONDAY),))
    days = [MONDAY + n * DAY for n in range(7)]
    assert [goals.of_day(DIALS, day) for day in days] == [16, 0, 0, 31, 31, 0, 0]
    assert goals.of_week(DIALS, SUNDAY + 3 * DAY) == 78


def test_a_goal_of_the_week_shrinks_with_its_days() -> None:
    goals = Goals(30, 4, week_dials=100, week_conversations=10, off=((TUESDAY, TUESDAY),))
    assert goals.of_week(DIALS, MONDAY) == 80
    assert goals.of_week(CONVERSATIONS, MONDAY) == 8
    assert Goals(30, 4).of_week(CONVERSATIONS, MONDAY) == 20
    assert Goals(30, days=frozenset(), week_dials=100).of_week(DIALS, MONDAY) == 0


def test_the_hours_of_half_a_day_are_the_first_half() -> None:
    goals = Goals(hours=LUNCH, half=((MONDAY, MONDAY),), off=((SUNDAY, SUNDAY),))
    assert goals.hours_of(MONDAY) == ((time(9), time(12)), (time(13), time(13, 30)))
    assert goals.hours_of(TUESDAY) == LUNCH
    assert goals.hours_of(SUNDAY) == ()
    assert Goals(hours=((time(20), time.max),)).hours_of(TUESDAY) == ((time(20), time.max),)


# --------------------------------------------------------------------------------------------- what was done


def test_only_what_was_dialed_counts() -> None:
    calls = (
        call(1, disposition="no-answer"),
        call(2, disposition="conversation"),
        call(3, disposition="conversation", inbound=True),
        call(4),
    )
    count = made(Goals(), *calls)
    assert (count.of_day(MONDAY)[DIALS], count.of_day(MONDAY)[CONVERSATIONS]) == (3, 1)
    assert count.of_week(MONDAY)[DIALS] == 3
    assert count.of_day(TUESDAY).get(DIALS, 0) == 0


def test_only_successful_ones_when_that_is_chosen() -> None:
    calls = (
        call(1, disposition="meeting"),
        call(2, disposition="conversation"),
        call(3, disposition="conversation", purpose="bad-news"),
    )
    count = made(Goals(successful=True), *calls)
    assert (count.of_day(MONDAY)[DIALS], count.of_day(MONDAY)[CONVERSATIONS]) == (2, 3)


def test_purposes_and_new_people_beside() -> None:
    goals = Goals(also=(("collect", 4), (NEW, 2)))
    calls = (
        call(1, contact=1, started=NOW - 30 * DAY),
        call(2, contact=1),
        call(3, contact=2, purpose="collect"),
        call(4, contact=2, started=NOW + HOUR),
    )
    of_day = made(goals, *calls).of_day(MONDAY)
    assert (of_day[DIALS], of_day["collect"], of_day[NEW]) == (3, 1, 1)
    assert (goals.of_day("collect", MONDAY), goals.of_day(NEW, MONDAY)) == (4, 2)


def test_a_day_is_the_reps() -> None:
    count = made(Goals(), call(1, started=NOW - timedelta(hours=9, seconds=1)))
    assert not count.of_day(MONDAY)
    assert made(Goals(), call(1, started=NOW - 9 * HOUR)).of_day(MONDAY)[DIALS] == 1


_CALLS = st.builds(
    lambda id, hours, came, inbound: call(
        id, contact=id % 3, started=NOW + hours * HOUR, disposition=came, inbound=inbound
    ),
    st.integers(1, 8),
    st.integers(-80, 80),
    st.sampled_from(["", "no-answer", "conversation", "meeting", "gone"]),
    st.booleans(),
)


@given(st.lists(st.one_of(_CALLS, st.integers(1, 8)), max_size=25), st.booleans())
def test_what_is_saved_counts_at_once_as_if_it_were_read_again(
    changes: list[Attempt | int], successful: bool
) -> None:
    store = MemoryStore()
    goals = Goals(successful=successful)
    count = Made(store, goals, DISPOSITIONS, DEFAULTS.purposes, LONDON, MONDAY)
    for change in changes:
        batch = Batch((change,)) if isinstance(change, Attempt) else Batch(drops=((Attempt, change),))
        store.apply(batch)
        count.saved(batch)
    fresh = Made(store, goals, DISPOSITIONS, DEFAULTS.purposes, LONDON, MONDAY)
    for day in (MONDAY + n * DAY for n in range(-7, 7)):
        assert +Counter(count.of_day(day)) == +Counter(fresh.of_day(day))
        assert +Counter(count.of_week(day)) == +Counter(fresh.of_week(day))
        assert count.first(day) == fresh.first(day)


# ----------------------------------------------------------------------------------------- the days before


def test_yesterday_is_the_last_day_there_was_a_goal_or_a_dial() -> None:
    friday = NOW - 3 * DAY
    calls = [call(n, started=friday + n * HOUR, disposition="conversation") for n in range(1, 4)]
    forms = [Reflection(n, 1, friday, kept=kept) for n, kept in ((1, True), (2, False), (3, None))]
    count = made(Goals(), *calls)
    store = MemoryStore(Batch((*calls, *forms)))
    found = truth(store, count, MONDAY, LONDON)
    assert found is not None
    assert (found.day, found.made[DIALS], found.asked, found.kept) == (MONDAY - 3 * DAY, 3, 2, 1)


def test_a_day_without_a_dial_is_told_too_but_not_to_a_newcomer() -> None:
    assert made(Goals()).last_day(MONDAY) is None
    thursday = call(1, started=NOW - 4 * DAY)
    assert made(Goals(), call(1)).last_day(MONDAY) is None
    assert made(Goals(), thursday).last_day(MONDAY) == MONDAY - 3 * DAY
    assert made(Goals(), thursday, back=7).last_day(MONDAY) == MONDAY - 3 * DAY
    assert made(Goals(), call(1, started=NOW - 2 * DAY)).last_day(MONDAY) == MONDAY - 2 * DAY


def test_days_off_end_no_streak_and_today_is_not_over() -> None:
    goals = replace(Goals(1), off=((MONDAY - 3 * DAY, MONDAY - 3 * DAY),))
    calls = [call(n, started=NOW - n * DAY) for n in (4, 5, 7)]
    count = made(goals, *calls, back=20)
    assert streak(goals, count, MONDAY) == 2
    assert streak(goals, made(goals, *calls, call(9), back=20), MONDAY) == 3
