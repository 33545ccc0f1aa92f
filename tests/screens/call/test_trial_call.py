"""The phone before the first real call."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.desk import Desk, MakeDesk
from tests.dialer.engines import FakePhone
from tui.core.call.attempt import Attempt
from tui.core.clock import Clock
from tui.core.ports import By, Cap, DialState, DialTrouble, Outcome
from tui.screens.call.trial_call import TestCall
from tui.screens.queue.queue import QueueScreen
from tui.wiring import Services

NUMBER = "+442079460999"


#: A phone that speaks through this computer's microphone.
CAN = ~Cap.NONE & ~Cap.OWN_FIRST


class Devices:
    """A microphone into which the test speaks; `told` is None while nobody measures."""

    def __init__(self) -> None:
        self.told: Callable[[float], None] | None = None

    def say(self, share: float) -> None:
        assert self.told, "nobody measures"
        self.told(share)

    async def measure(self, services: Services, level: Callable[[float], None]) -> str:
        self.told = level
        self.over: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        try:
            return await self.over
        finally:
            self.told = None


@pytest.fixture(autouse=True)
def devices(monkeypatch: pytest.MonkeyPatch) -> Devices:
    made = Devices()

    async def measure(services: Services, level: Callable[[float], None]) -> str:
        return await made.measure(services, level)

    monkeypatch.setattr(Services, "measure", measure)
    return made


def computers(clock: Clock) -> FakePhone:
    return FakePhone(clock, CAN)


def phone(d: Desk) -> FakePhone:
    found = d.app.services.dialer
    assert isinstance(found, FakePhone)
    return found


async def hear(d: Desk, pilot: Pilot[None]) -> None:
    for _ in range(5):
        await asyncio.sleep(0)
    await d.done(pilot)


async def until(d: Desk, pilot: Pilot[None], text: str) -> None:
    """Until it stands on screen."""
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
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen, QueueScreen)


async def test_how_loud_the_microphone_is(desk: MakeDesk, devices: Devices) -> None:
    d = desk(phone_of=computers)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        assert "Microphone is being opened…" in d.text
        devices.say(0.5)
        await d.done(pilot)
        assert "Microphone ██████████████████░░  good" in d.text
        devices.say(0.01)
        await d.done(pilot)
        assert "Microphone ███████░░░░░░░░░░│░░  good" in d.text
        await d.pass_time(pilot, 4)
        devices.say(0.01)
        await d.done(pilot)
        assert "░  quiet: nearer, or turn it up" in d.text
        devices.say(1.0)
        await d.done(pilot)
        assert "████████████████████  too loud: turn it down" in d.text
        await d.press(pilot, "escape")
        assert devices.told is None


async def test_a_microphone_that_gives_nothing_at_all_is_told(desk: MakeDesk, devices: Devices) -> None:
    d = desk(phone_of=computers)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        devices.say(0.0)
        await d.done(pilot)
        assert "silent: say something" in d.text
        await d.pass_time(pilot, 4)
        devices.say(0.0)
        await d.done(pilot)
        assert "silent: nothing comes." in d.text
        assert "Is it muted, or not allowed for this terminal?" in " ".join(d.text.split())


async def test_no_microphone_is_a_sentence_and_looked_for_again(desk: MakeDesk, devices: Devices) -> None:
    d = desk(phone_of=computers)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        devices.over.set_result("The microphone cannot be opened.")
        await hear(d, pilot)
        assert "Microphone The microphone cannot be opened." in d.text
        assert devices.told is None
        await d.press(pilot, "r")
        await hear(d, pilot)
        devices.say(0.5)
        await d.done(pilot)
        assert "good" in d.text


async def test_the_test_call_has_the_microphone_for_itself(desk: MakeDesk, devices: Devices) -> None:
    d = desk(phone_of=computers, test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        devices.say(0.5)
        await d.press(pilot, "enter")
        assert devices.told is None
        assert "the call has it; its level comes back afterwards" in d.text
        phone(d).line.end(Outcome.CANCELED, By.REP)
        await hear(d, pilot)
        devices.say(0.5)
        await d.done(pilot)
        assert "░░  good" in d.text


async def test_the_rep_hears_how_they_sound(
    desk: MakeDesk, devices: Devices, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def echo(services: Services, seconds: float, speak_now: Callable[[], None]) -> str:
        assert devices.told is None  # the level has let go of the microphone
        speak_now()
        return await played

    monkeypatch.setattr(Services, "echo", echo)
    d = desk(phone_of=computers, test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        assert "p hear yourself" in d.text
        await d.press(pilot, "p")
        assert "Speak now, for three seconds; then you hear yourself." in d.text
        assert "Microphone is recorded, and played back" in d.text
        assert "p hear yourself" not in d.text
        await d.press(pilot, "enter", "p")  # one thing at a time
        assert phone(d).lines == []
        played.set_result("")
        await hear(d, pilot)
        assert "That is how you sound." in d.text
        devices.say(0.5)
        await d.done(pilot)
        assert "good" in d.text


@pytest.mark.parametrize("able", [~Cap.NONE, Cap.HANG_UP])
async def test_the_microphone_of_another_phone_is_left_alone(
    desk: MakeDesk, devices: Devices, able: Cap
) -> None:
    d = desk(phone_of=lambda clock: FakePhone(clock, able))
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        assert "the phone's own: nothing of it is heard here" in d.text
        assert devices.told is None
        assert "hear yourself" not in d.text


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


async def test_nothing_is_opened_beside_a_test_call(desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the pager nobody hears that it is over, nor when it has lasted long enough."""
    monkeypatch.setenv("PAGER", "false")
    d = desk(phone_of=FakePhone, test_number=NUMBER)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "v", "enter", "f3")
        assert "The line is open: the app stays here until the call is over." in d.text
        phone(d).line.end(Outcome.CANCELED, By.REP)
        await hear(d, pilot)
        await d.press(pilot, "f3")
        assert "The line is open" not in d.text
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


async def test_the_line_under_the_head_grows_with_the_window(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "v")
        await hear(d, pilot)
        await pilot.resize_terminal(100, 30)
        await d.done(pilot)
        assert "─" * 100 in d.text
