"""A deadline that is asked, and can rest."""

import pytest

from tui.core.countdown import Countdown


@pytest.mark.parametrize(
    ("now", "shown", "over"),
    [
        (100, 20, False),
        (100.1, 20, False),
        (101, 19, False),
        (119.9, 1, False),
        (120, 0, True),
        (121.5, -1, True),
    ],
)
def test_whole_seconds_zero_only_when_it_is_over(now: float, shown: int, over: bool) -> None:
    countdown = Countdown.start(20, 100)
    assert (countdown.shown(now), countdown.over(now)) == (shown, over)


def test_resting_time_does_not_count() -> None:
    rested = Countdown.start(20, 100).rest(105)
    assert (rested.resting, rested.remaining(9999), rested.over(9999)) == (True, 15, False)
    running = rested.resume(1000)
    assert (running.resting, running.remaining(1010), running.over(1015)) == (False, 5, True)


def test_resting_twice_is_resting_once() -> None:
    rested = Countdown.start(20, 100).rest(105)
    assert rested.rest(110) is rested
    running = rested.resume(110)
    assert running.resume(115) is running


def test_overtime_rests_too() -> None:
    assert Countdown.start(20, 100).rest(125).resume(200).remaining(200) == -5
