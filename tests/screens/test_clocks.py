"""Clocks that jump while a call is made: set back an hour, a day ahead, a night of sleep.

What is measured comes from the clock that only goes forward, and a jump alone dials, drops and saves nothing.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.desk import MakeDesk
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.call.states import Calling, Choosing, Reflecting

JUMPS = [
    timedelta(hours=-1),
    timedelta(hours=1),
    timedelta(days=1),
    timedelta(seconds=-0.4),
    timedelta(days=-400),
]


@pytest.mark.parametrize("jump", JUMPS, ids=str)
async def test_the_wall_clock_is_set_in_a_call_and_in_its_form(jump: timedelta, desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space")
        await d.pass_time(pilot, 5)
        d.clock._start += jump
        await d.pass_time(pilot, 5)
        assert isinstance(d.app.runner.state, Calling)
        await d.press(pilot, "h")
        await d.pass_time(pilot, 1)
        d.clock._start -= 2 * jump
        await d.press(pilot, "1")
        await d.type(pilot, "asked first")
        await d.pass_time(pilot, 10)
        assert isinstance(d.app.runner.state, Reflecting), "the form ended before its time"
        await d.pass_time(pilot, 14)
        assert isinstance(d.app.runner.state, Choosing), "the form did not end"
    (attempt,) = d.store.all(Attempt)
    assert attempt.talk is not None
    assert 9 < attempt.talk < 14
    assert [reflection.right for reflection in d.store.all(Reflection)] == ["asked first"]


async def test_a_night_of_sleep_in_a_call_and_in_its_form(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space")
        d.clock.advance(8 * 3600)
        d.app.tick()
        await d.done(pilot)
        assert isinstance(d.app.runner.state, Calling)
        assert "This computer slept for 480 min." in d.text
        await d.press(pilot, "h", "1")
        await d.type(pilot, "still here")
        d.clock.advance(8 * 3600)
        d.app.tick()
        await d.done(pilot)
        assert isinstance(d.app.runner.state, Choosing)
    assert [reflection.right for reflection in d.store.all(Reflection)] == ["still here"]
    assert len(list(d.store.all(Attempt))) == 1, "nobody was dialed by it"
