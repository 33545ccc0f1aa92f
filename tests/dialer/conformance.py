"""What every way to dial keeps. A backend's test class inherits `Conformance` and gives it a `bench`.

    class TestAsterisk(Conformance):
        @pytest.fixture
        async def bench(self) -> AsyncIterator[Bench]:
            async with ami_stand_in() as bench:
                yield bench

A bench puts somebody at the other end who behaves as a scenario says. What it cannot stage is not tried:
leave it out of `scenarios`. Nothing here sleeps; what never comes fails after `PATIENCE` seconds.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Protocol

import pytest

from tui.core.ports import By, Cap, Dialer, DialEvent, DialRefused, DialState, PhoneCall
from tui.dialer.line import Limits

#: Far more than anything takes on a busy machine.
PATIENCE = 30.0
NUMBER = "+15555550100"
ORDER = list(DialState)

#: What the other end does → how the call ends, and by whom (None: the backend need not know).
ENDS: dict[str, tuple[str, By | None]] = {
    "answer-bye": ("answered", By.THEM),
    "busy": ("busy", None),
    "no-answer": ("no-answer", None),
    "declined": ("declined", None),
    "invalid": ("invalid", None),
    "blocked": ("blocked", None),
    "unreachable": ("unreachable", None),
}
#: And: `answer` (rings, answers, stays), `ring` (rings for ever), `silent` (never replies), `dies` (answers,
#: then the engine is gone).


class Bench(Protocol):
    """A dialer with somebody at the other end."""

    dialer: Dialer
    scenarios: frozenset[str]
    """Which of `ENDS`, `answer`, `ring`, `silent` and `dies` it can stage."""

    async def dial(self, scenario: str, limits: Limits | None = None) -> PhoneCall:
        """Call somebody (NUMBER) who behaves so; `limits` instead of the usual ones."""
        ...

    def sent(self) -> int:
        """How many calls have gone out to the other end until now."""
        ...


@dataclass(frozen=True)
class Heard:
    """A call listened to from its beginning to its end."""

    events: tuple[DialEvent, ...]

    @property
    def states(self) -> list[DialState]:
        return [event.state for event in self.events]

    @property
    def end(self) -> DialEvent:
        return self.events[-1]


async def until(call: PhoneCall, state: DialState) -> list[DialEvent]:
    """Listen from the beginning until the call is in that state, or over."""
    heard = []
    async with asyncio.timeout(PATIENCE):
        async for event in call.events():
            heard.append(event)
            if event.state is state:
                break
    assert heard[-1].state is state, f"it never came to {state}: {heard}"
    return heard


async def to_the_end(call: PhoneCall) -> Heard:
    """Everything, and that it is in order."""
    heard = Heard(tuple(await until(call, DialState.ENDED)))
    assert heard.states[0] is DialState.DIALING
    assert heard.states == sorted(set(heard.states), key=ORDER.index), "a state came twice, or went back"
    assert [e.mono for e in heard.events] == sorted(e.mono for e in heard.events)
    assert all(not event.outcome for event in heard.events[:-1])
    assert heard.end.outcome
    return heard


class Conformance:
    """Inherit it, give it a `bench`."""

    @staticmethod
    def _stages(bench: Bench, scenario: str) -> None:
        if scenario not in bench.scenarios:
            pytest.skip(f"{bench.dialer.name} cannot stage {scenario}")

    @pytest.mark.parametrize("scenario", ENDS)
    async def test_the_end_says_what_came_of_it(self, bench: Bench, scenario: str) -> None:
        self._stages(bench, scenario)
        heard = await to_the_end(await bench.dial(scenario))
        outcome, by = ENDS[scenario]
        assert heard.end.outcome == outcome
        assert by is None or heard.end.by is by
        assert (DialState.ANSWERED in heard.states) == (outcome == "answered")

    async def test_a_late_listener_hears_everything(self, bench: Bench) -> None:
        self._stages(bench, "answer-bye")
        call = await bench.dial("answer-bye")
        first, again = await to_the_end(call), await to_the_end(call)
        assert first == again

    async def test_we_hang_up_a_talk(self, bench: Bench) -> None:
        self._stages(bench, "answer")
        call = await bench.dial("answer")
        await until(call, DialState.ANSWERED)
        await call.hang_up()
        await call.hang_up()
        heard = await to_the_end(call)
        assert (heard.end.outcome, heard.end.by, heard.end.trouble) == ("answered", By.REP, None)

    async def test_we_hang_up_while_it_rings(self, bench: Bench) -> None:
        self._stages(bench, "ring")
        call = await bench.dial("ring")
        await until(call, DialState.RINGING)
        await call.hang_up()
        heard = await to_the_end(call)
        assert (heard.end.outcome, heard.end.by) == ("canceled", By.REP)

    async def test_we_hang_up_at_once(self, bench: Bench) -> None:
        self._stages(bench, "ring")
        call = await bench.dial("ring")
        await call.hang_up()
        assert (await to_the_end(call)).end.outcome == "canceled"

    async def test_it_rings_long_enough(self, bench: Bench) -> None:
        self._stages(bench, "ring")
        heard = await to_the_end(await bench.dial("ring", Limits(ring=0.3)))
        assert (heard.end.outcome, heard.end.by) == ("no-answer", By.LIMIT)

    async def test_nobody_replies(self, bench: Bench) -> None:
        self._stages(bench, "silent")
        heard = await to_the_end(await bench.dial("silent", Limits(reply=0.3)))
        assert (heard.end.outcome, heard.end.by) == ("unreachable", By.LIMIT)

    async def test_the_engine_dies_in_the_call(self, bench: Bench) -> None:
        self._stages(bench, "dies")
        heard = await to_the_end(await bench.dial("dies"))
        assert heard.end.outcome == "failed"
        assert heard.end.trouble
        assert heard.end.trouble.safe

    async def test_after_the_end_nothing_does_anything(self, bench: Bench) -> None:
        self._stages(bench, "answer-bye")
        call = await bench.dial("answer-bye")
        await to_the_end(call)
        await call.hang_up()
        await call.press("1")
        await call.mute(True)
        await call.hold(True)
        assert (await to_the_end(call)).end.outcome == "answered"

    async def test_what_it_can_do_it_does_in_a_talk(self, bench: Bench) -> None:
        self._stages(bench, "answer")
        call = await bench.dial("answer")
        await until(call, DialState.ANSWERED)
        if Cap.DIGITS in call.capabilities:
            await call.press("2#")
        if Cap.MUTE in call.capabilities:
            await call.mute(True)
            await call.mute(False)
        if Cap.HOLD in call.capabilities:
            await call.hold(True)
            await call.hold(False)
        await call.hang_up()
        assert (await to_the_end(call)).end.outcome == "answered"

    async def test_a_call_after_a_call(self, bench: Bench) -> None:
        self._stages(bench, "busy")
        for _ in range(3):
            assert (await to_the_end(await bench.dial("busy"))).end.outcome == "busy"

    @pytest.mark.parametrize(
        "number",
        ["", "911", "15555550100", "+1555\r\nX-Evil: 1", "+15555550100\n", "+1 555 555 0100", "tel:+1555"],
    )
    async def test_only_full_numbers_are_dialed(self, bench: Bench, number: str) -> None:
        before = bench.sent()
        with pytest.raises(DialRefused):
            await bench.dialer.dial(number)
        assert bench.sent() == before

    async def test_closing_ends_the_call(self, bench: Bench) -> None:
        self._stages(bench, "answer")
        call = await bench.dial("answer")
        await until(call, DialState.ANSWERED)
        async with asyncio.timeout(PATIENCE):
            await bench.dialer.close()
            await bench.dialer.close()
        await to_the_end(call)
