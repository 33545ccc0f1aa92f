"""The call on phones of all kinds: what is shown and offered is what the phone can do."""

from __future__ import annotations

import asyncio
import math
import struct
import wave
from pathlib import Path

import pytest
import segno
from textual.pilot import Pilot

from tests.desk import DANA, Desk, MakeDesk
from tests.dialer.engines import FakePhone
from tui.core.call.attempt import Attempt
from tui.core.call.states import Calling, Reflecting
from tui.core.ports import By, Cap, DialState, DialTrouble, Outcome, Trouble
from tui.dialer.recordings import USUAL
from tui.screens.call.call import CallScreen
from tui.screens.call.reflection_keys import ReflectScreen
from tui.screens.queue.queue import QueueScreen


def phone(d: Desk) -> FakePhone:
    found = d.app.services.dialer
    assert isinstance(found, FakePhone)
    return found


async def hear(d: Desk, pilot: Pilot[None]) -> None:
    """Until what the phone said is on screen."""
    for _ in range(5):
        await asyncio.sleep(0)
    await d.done(pilot)


def code_on_screen(d: Desk) -> list[list[bool]]:
    """The dark squares of the code, as a camera sees them: each cell has one above the other."""
    rows = d.text.splitlines()
    first = next(y for y, row in enumerate(rows) if "█▀▀▀▀▀█" in row)
    left = rows[first].index("█▀▀▀▀▀█")
    width = rows[first].rindex("█▀▀▀▀▀█") + 7 - left
    found: list[list[bool]] = []
    for row in rows[first : first + math.ceil(width / 2)]:
        cells = row[left : left + width].ljust(width)
        found += [[c in "▀█" for c in cells], [c in "▄█" for c in cells]]
    return found[:width]


# --------------------------------------------------------------------------------------- the rep's own mobile


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40)])
async def test_with_only_a_mobile_phone_no_digit_is_typed(desk: MakeDesk, size: tuple[int, int]) -> None:
    """enter, scan, space, talk, h."""
    d = desk()
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "enter")
        wanted = segno.make(f"tel:{DANA.numbers[0].e164}", error="l", micro=False)
        assert code_on_screen(d) == [[bool(c) for c in row] for row in wanted.matrix]
        assert "scan it with your phone" in d.text
        await d.press(pilot, "space")
        await d.pass_time(pilot, 90)
        await d.press(pilot, "h")
        assert isinstance(d.app.screen, ReflectScreen)
        (attempt,) = d.store.all(Attempt)
        assert attempt.number == DANA.numbers[0].e164
        assert attempt.talk == pytest.approx(90.4, abs=1)
        assert (attempt.outcome, attempt.rang) == (
            "",
            None,
        )  # of a phone that tells nothing, nothing is made up


async def test_the_code_is_black_on_white_with_room_around_it(desk: MakeDesk) -> None:
    """Cameras need both, whatever the theme."""
    d = desk(theme="offhook-light")
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter")
        strips = [s for y in range(24) for s in d.app.screen._compositor.render_strips()[y]]
        coded = [
            s for s in strips if s.style and s.style.bgcolor and s.style.bgcolor.triplet == (255, 255, 255)
        ]
        square = len(segno.make(f"tel:{DANA.numbers[0].e164}", error="l", micro=False).matrix)
        assert {len(s.text) for s in coded} == {square + 4}
        assert len(coded) == math.ceil((square + 4) / 2)
        assert all(s.style and s.style.color and s.style.color.triplet == (0, 0, 0) for s in coded)


async def test_the_number_is_a_link_and_is_copied_by_a_key(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space")
        strips = [s for row in d.app.screen._compositor.render_strips() for s in row]
        links = {s.style.link for s in strips if s.style and s.style.link}
        assert links == {f"tel:{DANA.numbers[0].e164}"}
        await d.press(pilot, "y")
        assert d.app.clipboard == DANA.numbers[0].e164


# ------------------------------------------------------------------------------------------ one that tells


@pytest.mark.parametrize("first", [False, True])
async def test_where_the_own_phone_rings_first_that_is_said_until_it_is_picked_up(
    desk: MakeDesk, first: bool
) -> None:
    d = desk(phone_of=FakePhone)
    phone(d).capabilities = ~Cap.NONE if first else ~Cap.OWN_FIRST
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter")
        assert ("Pick up your own phone" in d.text) == first
        phone(d).lines[-1].reached(DialState.RINGING)
        await hear(d, pilot)
        assert "Pick up your own phone" not in d.text


async def test_a_phone_that_tells_needs_no_key_from_ring_to_form(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        assert "scan it" not in d.text  # it is dialed already
        assert "they answered" not in d.text
        line = phone(d).line
        line.reached(DialState.RINGING)
        await hear(d, pilot)
        assert "ringing" in d.text
        await d.pass_time(pilot, 7)
        line.reached(DialState.ANSWERED)
        await hear(d, pilot)
        await d.pass_time(pilot, 60)
        assert "talking  1:00" in d.text
        line.end(Outcome.ANSWERED, By.THEM)
        await hear(d, pilot)
        assert isinstance(d.app.screen, ReflectScreen)
        attempt = d.app.runner.state.attempt if isinstance(d.app.runner.state, Reflecting) else None
        assert attempt
        assert (attempt.talked, attempt.ended_by) == (60, "them")
        assert attempt.rang == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize(
    ("outcome", "result"),
    [
        (Outcome.BUSY, "busy"),
        (Outcome.NO_ANSWER, "no-answer"),
        (Outcome.DECLINED, "no-answer"),
        (Outcome.BLOCKED, "no-connection"),
        (Outcome.INVALID, "out-of-service"),
        (Outcome.UNREACHABLE, "no-connection"),
    ],
)
async def test_what_the_phone_knows_is_saved_by_enter(desk: MakeDesk, outcome: Outcome, result: str) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        phone(d).line.end(outcome, By.THEM)
        await hear(d, pilot)
        await d.pass_time(pilot, 1)
        await d.press(pilot, "enter")
        (attempt,) = d.store.all(Attempt)
        assert (attempt.disposition, attempt.outcome) == (result, str(outcome))
        assert isinstance(d.app.screen, QueueScreen)


async def test_a_number_that_is_none_is_not_offered_again(desk: MakeDesk) -> None:
    d = desk((DANA,), phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        phone(d).line.end(Outcome.INVALID, By.NETWORK)
        await hear(d, pilot)
        await d.pass_time(pilot, 1)
        await d.press(pilot, "enter")
        left = [n.e164 for n in d.app.runner.queue.judge.numbers(DANA)]
        assert left == [DANA.numbers[1].e164]


# --------------------------------------------------------------------------------------------- in the call


async def talking(d: Desk, pilot: Pilot[None]) -> FakePhone:
    await d.press(pilot, "enter")
    phone(d).line.reached(DialState.ANSWERED)
    await hear(d, pilot)
    return phone(d)


async def test_mute_and_hold_are_shown_when_the_phone_has_done_them(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        line = await talking(d, pilot)
        await d.press(pilot, "m")
        assert "muted  talking" in d.text
        await d.press(pilot, "p")
        assert "muted, on hold  talking" in d.text
        await d.press(pilot, "m", "p")
        assert "muted" not in d.text
        assert line.asked == [("mute", True), ("hold", True), ("mute", False), ("hold", False)]
        line.engines[-1].fails = BrokenPipeError()
        await d.press(pilot, "m")
        assert "The microphone was not switched." in d.text
        assert "muted" not in d.text


async def test_a_key_pressed_twice_in_a_hurry_switches_on_and_off(desk: MakeDesk) -> None:
    """It switched on twice, and showed the microphone as open."""
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        line = await talking(d, pilot)
        screen = d.app.screen
        assert isinstance(screen, CallScreen)
        screen.action_mute()
        screen.action_mute()
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "phone"])
        await d.done(pilot)
        assert line.asked == [("mute", True), ("mute", False)]
        assert "muted" not in d.text


async def test_a_program_that_dials_needs_no_code_and_is_told_by_keys(desk: MakeDesk) -> None:
    d = desk(phone_of=lambda clock: FakePhone(clock, Cap.NONE))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        assert "scan it" not in d.text
        assert "space they answered" in d.text
        await d.press(pilot, "space", "h")
        assert isinstance(d.app.screen, ReflectScreen)


async def test_keys_a_phone_cannot_do_are_not_offered(desk: MakeDesk) -> None:
    d = desk(phone_of=lambda clock: FakePhone(clock, Cap.ANSWER | Cap.END | Cap.HANG_UP))
    async with d.app.run_test(size=(120, 40)) as pilot:
        line = await talking(d, pilot)
        screen = d.app.screen
        assert isinstance(screen, CallScreen)
        offered = {action.id for action in screen.live_keys()}
        assert not offered & {"call.mute", "call.hold", "call.digits", "call.leave", "call.answered"}
        await d.press(pilot, "m", "p", "d", "l")
        assert line.asked == []
        assert "A phone does that itself." in d.text


async def test_tones_are_remembered_and_offered_step_by_step(desk: MakeDesk) -> None:
    d = desk((DANA,), phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        first = await talking(d, pilot)
        for digits in ("2", "1"):
            await d.press(pilot, "d")
            await d.type(pilot, digits)
            await d.press(pilot, "enter")
            assert f"Sent {digits}" in d.text
        assert first.asked == ["2", "1"]
        await d.press(pilot, "h", "7")
        (attempt,) = d.store.all(Attempt)
        assert attempt.digits == "2 1"
        await d.app.runner.undo(attempt)
        d.clock.advance(86400)
        await d.pass_time(pilot, 1)
        again = await talking(d, pilot)
        await d.press(pilot, "d")
        assert "Last time: 2, then 1" in d.text
        await d.press(pilot, "enter", "d", "enter", "d")
        assert again.asked == ["2", "1"]
        await d.type(pilot, "x")
        await d.press(pilot, "enter")
        assert "Digits, * and # only." in d.text
        await d.press(pilot, "escape")
        assert again.asked == ["2", "1"]


def record(folder: Path, seconds: float = 4.0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with wave.open(str(folder / f"{USUAL}.wav"), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(
            b"".join(
                struct.pack("<h", int(9000 * math.sin(i / 8) * math.sin(i / 900)))
                for i in range(int(8000 * seconds))
            )
        )


async def test_a_voicemail_is_played_after_a_key_and_never_without(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk((DANA,), phone_of=FakePhone)
    record(tmp_path / "recordings")
    async with d.app.run_test(size=(100, 30)) as pilot:
        line = await talking(d, pilot)
        await d.press(pilot, "v")
        assert "l plays the one you recorded." in d.text
        assert line.asked == []
        await d.press(pilot, "l")
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "phone"])
        await d.done(pilot)
        (path,) = line.asked
        assert isinstance(path, Path)
        with wave.open(str(path)) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8000)
        assert "Your voicemail is playing: 0:04." in d.text
        line.line.end(Outcome.ANSWERED, By.REP)  # some phones end the call with the recording
        await hear(d, pilot)
        assert isinstance(d.app.runner.state, Reflecting)
        assert d.app.runner.state.preset == "voicemail-left"


async def test_without_a_recording_the_key_says_where_it_belongs(desk: MakeDesk) -> None:
    d = desk((DANA,), phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        line = await talking(d, pilot)
        await d.press(pilot, "l")
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "phone"])
        await d.done(pilot)
        assert "There is no recording of yours yet" in d.text
        assert line.asked == []


# -------------------------------------------------------------------------------------------------- trouble


async def test_what_stands_in_the_way_is_told_at_the_start_and_the_call_is_made_by_hand(
    desk: MakeDesk,
) -> None:
    def broken(clock: object) -> FakePhone:
        made = FakePhone(clock)  # type: ignore[arg-type]
        made.broken = DialTrouble("sip.example.com refused the password.", todo="Look at password_command.")
        return made

    d = desk(phone_of=broken)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await hear(d, pilot)
        await d.pass_time(pilot, 2)
        assert "sip.example.com refused the password." in d.text
        await d.press(pilot, "enter")
        assert "refused the password" in d.text
        assert "Call by hand: the number is on the screen" in " ".join(d.text.split())
        assert "scan it with your phone" in d.text
        await d.press(pilot, "space")
        await d.pass_time(pilot, 20)
        await d.press(pilot, "h", "1", "ctrl+s")
        (attempt,) = d.store.all(Attempt)
        assert attempt.disposition == "conversation"


async def test_an_engine_that_dies_leaves_the_call_open(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        line = await talking(d, pilot)
        gone = Trouble("The phone has stopped.", "They may still be on the line.", "h when it is over.")
        line.line.end(Outcome.FAILED, trouble=gone)
        await hear(d, pilot)
        assert isinstance(d.app.screen, CallScreen)
        assert "The phone has stopped." in d.text
        assert isinstance(d.app.runner.state, Calling)
        offered = {action.id for action in d.app.screen.live_keys()}
        assert "call.mute" not in offered
        await d.press(pilot, "h")
        assert isinstance(d.app.screen, ReflectScreen)


async def test_quitting_in_a_call_asks_and_says_that_the_phone_hangs_up(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await talking(d, pilot)
        await d.press(pilot, "ctrl+q")
        assert "A call is open. Quit?" in d.text
        assert "hang up and quit; the call waits as unfinished" in d.text
        await d.press(pilot, "escape")
        assert isinstance(d.app.runner.state, Calling)


async def test_a_night_of_sleep_in_a_call_is_told(desk: MakeDesk) -> None:
    d = desk(phone_of=FakePhone)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await talking(d, pilot)
        await d.pass_time(pilot, 2)
        d.clock.advance(3600)
        await d.pass_time(pilot, 1)
        assert "This computer slept for 60 min." in d.text
