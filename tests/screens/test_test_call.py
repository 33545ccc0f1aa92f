"""The phone before the first real call."""

from __future__ import annotations

import asyncio

import pytest
from textual.pilot import Pilot

from tests.desk import Desk, MakeDesk
from tests.dialer.engines import FakePhone
from tui.core.attempt import Attempt
from tui.core.clock import Clock
from tui.core.ports import By, Cap, DialState, DialTrouble, Outcome
from tui.screens.queue import QueueScreen
from tui.screens.test_call import TestCall
from tui.wiring import Services

NUMBER = "+442079460999"


@pytest.fixture(autouse=True)
def _no_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Services, "microphone", lambda services: "speaks, listens")


def phone(d: Desk) -> FakePhone:
    found = d.app.services.dialer
    assert isinstance(found, FakePhone)
    return found


async def hear(d: Desk, pilot: Pilot[None]) -> None:
    for _ in range(5):
        await asyncio.sleep(0)
    await d.done(pilot)


async def until(d: Desk, pilot: Pilot[None], text: str) -> None:
    """Until it stands on screen: sound devices are asked in a thread."""
    async with asyncio.timeout(30):
        while text not in d.text:
            await d.done(pilot)
            await asyncio.sleep(0.01)


async def test_what_the_phone_can_and_that_it_is_ready(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        assert "Phone      a phone" in d.text
        assert "says when it rings, says when they answer" in d.text
        assert "Ready      yes" in d.text
        await until(d, pilot, "speaks, listens")
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen, QueueScreen)


async def test_the_reps_own_phone_tells_nothing_and_is_always_ready(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        assert "your own phone" in d.text
        assert "tells nothing: your keys say how the call goes" in d.text
        assert "Ready      yes" in d.text


async def test_what_stands_in_the_way_and_asked_again(desk: MakeDesk) -> None:
    def broken(clock: Clock) -> FakePhone:
        made = FakePhone(clock)
        made.broken = DialTrouble("No microphone can be opened.", "", "Plug a headset in.")
        return made

    d = desk(phone_of=broken, test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        assert "In the way No microphone can be opened." in d.text
        assert "Plug a headset in." in d.text
        await d.press(pilot, "enter")
        assert "No microphone can be opened. Plug a headset in." in d.text
        phone(d).broken = None
        await d.press(pilot, "r")
        await hear(d, pilot)
        assert "Ready      yes" in d.text


async def test_a_test_call_is_shown_step_by_step_and_is_no_attempt(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone, test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v", "enter")
        line = phone(d).line
        assert line.e164 == NUMBER
        await d.pass_time(pilot, 2)
        line.reached(DialState.RINGING)
        await hear(d, pilot)
        await d.pass_time(pilot, 3)
        line.reached(DialState.ANSWERED)
        await hear(d, pilot)
        assert "answered" in d.text
        await d.press(pilot, "enter")  # not a second one
        assert len(phone(d).lines) == 1
        await d.press(pilot, "h")
        assert phone(d).asked == ["hang up"]
        line.end(Outcome.CANCELED, By.REP)
        await hear(d, pilot)
        assert "over: answered, by you" in d.text
        assert not d.store.all(Attempt)
        assert d.app.runner.dials_today() == 0
        await d.press(pilot, "escape")


async def test_leaving_ends_the_test_call(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone, test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v", "enter", "escape")
        assert phone(d).asked == ["hang up"]
        assert isinstance(d.app.screen, QueueScreen)


async def test_a_number_is_asked_for_checked_and_kept(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone, country="GB")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v", "n")
        await d.type(pilot, "999")
        await d.press(pilot, "enter")
        assert "That is no number to dial: an emergency number." in d.text
        await d.press(pilot, "backspace", "backspace", "backspace")
        await d.type(pilot, "020 7946 0999")
        await d.press(pilot, "enter")
        await until(d, pilot, f"The test call rings {NUMBER}.")
        await d.press(pilot, "enter")
        assert phone(d).line.e164 == NUMBER


async def test_the_gate_is_asked_for_a_test_call_too(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone, test_number="+449098790000")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v", "enter")
        assert "is never dialed: a premium rate number. Nothing was dialed." in d.text
        assert phone(d).lines == []


async def test_a_phone_that_only_hangs_up_is_ended_by_key(desk: MakeDesk) -> None:
    d = desk(phone_of=lambda clock: FakePhone(clock, Cap.HANG_UP), test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v", "enter")
        assert "Your keys say how it goes" in d.text
        await d.press(pilot, "h")
        await hear(d, pilot)
        assert "over: unknown, by you" in d.text
        assert isinstance(d.app.screen, TestCall)
