"""What every call keeps, whatever an engine says."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.dialer.conformance import to_the_end
from tests.dialer.engines import Engine
from tui.core.clock import FakeClock
from tui.core.ports import By, Cap, DialRefused, DialState, DialTrouble, Outcome
from tui.dialer.line import Limits, Line, Wire

NUMBER = "+15555550100"
ALL = ~Cap.NONE


class Call:
    """A line with its engine and a clock that stands still."""

    def __init__(self, can: Cap = ALL, limits: Limits | None = None, **engine: object) -> None:
        self.clock, self.engine = FakeClock(), Engine(**engine)  # type: ignore[arg-type]
        self.line = Line(NUMBER, can, self.engine, self.clock, limits or Limits())

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.line.look()

    async def end(self) -> tuple[str, By]:
        heard = await to_the_end(self.line)
        return heard.end.outcome, heard.end.by


async def test_states_never_go_back_and_there_is_one_end() -> None:
    line = Call().line
    for state in (
        DialState.RINGING,
        DialState.PROGRESS,
        DialState.RINGING,
        DialState.ANSWERED,
        DialState.RINGING,
    ):
        line.reached(state)
    line.end(Outcome.ANSWERED, By.THEM)
    line.end(Outcome.FAILED)
    line.reached(DialState.ANSWERED)
    heard = await to_the_end(line)
    assert heard.states == [DialState.DIALING, DialState.RINGING, DialState.ANSWERED, DialState.ENDED]
    assert heard.end.by is By.THEM


async def test_every_listener_hears_all_of_it_in_time_or_late() -> None:
    line = Call().line
    early = asyncio.create_task(to_the_end(line))
    line.reached(DialState.RINGING, "180 Ringing")
    await asyncio.sleep(0)
    line.end(Outcome.BUSY, By.THEM, cause="sip:486", words="486 Busy Here")
    assert await early == await to_the_end(line)
    assert (await early).end.cause == "sip:486"


@pytest.mark.parametrize("said", [Outcome.CANCELED, Outcome.UNKNOWN, Outcome.NO_ANSWER, Outcome.BUSY])
async def test_a_talk_ends_as_a_talk(said: Outcome) -> None:
    call = Call()
    call.line.reached(DialState.ANSWERED)
    call.line.end(said, By.THEM)
    assert await call.end() == ("answered", By.THEM)


async def test_a_server_that_does_not_reply() -> None:
    call = Call()
    call.wait(5.9)
    assert not call.line.ended
    call.wait(0.2)
    await asyncio.sleep(0)
    assert call.engine.asked == ["hang up"]
    call.line.end(Outcome.CANCELED)
    assert await call.end() == ("unreachable", By.LIMIT)


async def test_it_rings_long_enough_counted_from_the_first_ring() -> None:
    call = Call()
    call.wait(5)
    call.line.reached(DialState.PROGRESS)
    call.wait(30)
    call.line.reached(DialState.RINGING)
    call.wait(14.9)
    assert call.engine.asked == []
    call.wait(0.2)
    await asyncio.sleep(0)
    assert call.engine.asked == ["hang up"]
    call.line.end(Outcome.FAILED)
    assert await call.end() == ("no-answer", By.LIMIT)


async def test_no_limit_in_a_talk_nor_while_the_reps_own_phone_rings() -> None:
    call = Call()
    call.line.heard()
    call.wait(3600)
    call.line.reached(DialState.RINGING)
    call.wait(40)
    call.line.reached(DialState.ANSWERED)
    call.wait(36000)
    assert not call.line.ended
    assert call.engine.asked == []


async def test_a_phone_that_tells_nothing_is_never_given_up() -> None:
    call = Call(Cap.NONE)
    call.wait(36000)
    assert not call.line.ended
    await call.line.hang_up()
    assert await call.end() == ("unknown", By.REP)
    assert call.engine.asked == []


async def test_a_phone_that_only_hangs_up_concludes_nothing() -> None:
    call = Call(Cap.HANG_UP)
    call.wait(36000)
    await call.line.hang_up()
    assert await call.end() == ("unknown", By.REP)
    assert call.engine.asked == ["hang up"]


async def test_our_hang_up_ends_it_and_is_asked_once() -> None:
    call = Call()
    call.line.reached(DialState.RINGING)
    await call.line.hang_up()
    await call.line.hang_up()
    call.line.end(Outcome.CANCELED, By.NETWORK)
    assert await call.end() == ("canceled", By.REP)
    assert call.engine.asked == ["hang up"]


async def test_the_next_call_waits_for_one_that_was_hung_up_and_for_no_other() -> None:
    """Dialed on at once, the phone refused: the call before was not quite over."""
    call = Call()
    with pytest.raises(DialRefused, match="A call is on already"):
        await call.line.make_way()
    await call.line.hang_up()
    next_one = asyncio.create_task(call.line.make_way())
    await asyncio.sleep(0)
    assert not next_one.done()
    call.line.end(Outcome.CANCELED, By.REP)
    await next_one
    await call.line.make_way()


async def test_an_answer_that_crosses_our_hang_up_is_an_answer() -> None:
    call = Call()
    await call.line.hang_up()
    call.line.reached(DialState.ANSWERED)
    call.line.end(Outcome.CANCELED)
    assert await call.end() == ("answered", By.REP)


async def test_what_they_did_before_our_hang_up_arrived_counts() -> None:
    call = Call()
    await call.line.hang_up()
    call.line.end(Outcome.BUSY, By.THEM)
    assert await call.end() == ("busy", By.THEM)


async def test_an_engine_that_never_says_that_it_hung_up() -> None:
    call = Call()
    call.line.reached(DialState.ANSWERED)
    await call.line.hang_up()
    call.wait(4.9)
    assert not call.line.ended
    call.wait(0.2)
    heard = await to_the_end(call.line)
    assert heard.end.outcome == "answered"
    assert heard.end.trouble
    assert heard.end.trouble.safe == "They may still be on the line."


@pytest.mark.parametrize("engine", [{"fails": ConnectionResetError()}, {"hangs": True}])
async def test_an_engine_that_cannot_hang_up(engine: dict[str, object]) -> None:
    call = Call(limits=Limits(action=0.05), **engine)
    await call.line.hang_up()
    heard = await to_the_end(call.line)
    assert (heard.end.outcome, heard.end.by) == ("canceled", By.REP)
    assert heard.end.trouble


@pytest.mark.parametrize("engine", [{"fails": BrokenPipeError()}, {"hangs": True}])
async def test_an_action_that_fails_is_a_sentence_and_the_call_goes_on(engine: dict[str, object]) -> None:
    line = Call(limits=Limits(action=0.05), **engine).line
    for work in (line.press("1"), line.mute(True), line.hold(False), line.play(Path(__file__))):
        with pytest.raises(DialTrouble):
            await work
    assert not line.ended


async def test_what_a_phone_cannot_do_is_not_asked_of_it(tmp_path: Path) -> None:
    call = Call(Cap.ANSWER | Cap.END | Cap.HANG_UP)
    for work in (call.line.press("1"), call.line.mute(True), call.line.hold(True), call.line.play(tmp_path)):
        await work
    assert call.engine.asked == []


@pytest.mark.parametrize("digits", ["", "1 2", "1\r\nAction: Originate", "a", "1" * 65, "１"])
async def test_only_tones_are_sent(digits: str) -> None:
    call = Call()
    with pytest.raises(DialRefused):
        await call.line.press(digits)
    assert call.engine.asked == []


async def test_a_recording_that_is_gone(tmp_path: Path) -> None:
    call = Call()
    with pytest.raises(DialTrouble, match="not there any more"):
        await call.line.play(tmp_path / "hello.wav")
    assert call.engine.asked == []


@pytest.mark.parametrize(
    "number", ["", "911", "+1 555 555 0100", "+15555550100\n", "+0123456789", "sip:+15555550100"]
)
async def test_a_line_to_no_number_is_not_made(number: str) -> None:
    with pytest.raises(DialRefused):
        Line(number, ALL, Wire(), FakeClock(), Limits())
