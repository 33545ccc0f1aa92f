"""Clocks: one that is told, one that is set."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tui.core.clock import FakeClock, SetClock, SystemClock


def test_a_told_clock_moves_only_when_told() -> None:
    clock = FakeClock(datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris")))
    first = clock.now()
    assert (first.utc, first.utc.tzinfo, first.mono) == (datetime(2026, 11, 23, 9, 0, tzinfo=UTC), UTC, 0)
    assert clock.now() == first
    clock.advance(90)
    assert (clock.now().utc - first.utc, clock.now().mono) == (timedelta(seconds=90), 90)


def test_the_computers_clock_is_aware_and_never_measures_backwards() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert first.utc.tzinfo is UTC
    assert second.mono >= first.mono


def test_a_set_clock_reads_what_it_was_set_to_and_goes_on() -> None:
    start = datetime(2020, 2, 29, 12, 0, tzinfo=UTC)
    clock = SetClock(start)
    first, second = clock.now(), clock.now()
    assert start <= first.utc <= second.utc
    assert first.utc.year == 2020
