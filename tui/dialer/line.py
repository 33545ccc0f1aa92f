"""What every call keeps, whatever rings it. A backend only posts what its engine says.

`Line` makes the promises of `PhoneCall` once for all backends: states that never go back, exactly one end,
history for late listeners, our own time limits, a hang-up that ends the call even where the engine is dead,
and no fault of an engine that reaches the rep as anything but a sentence.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Coroutine
from dataclasses import dataclass
from pathlib import Path

from tui.core.clock import Clock
from tui.core.ports import By, Cap, DialEvent, DialRefused, DialState, DialTrouble, Outcome, Trouble

_ORDER = {state: at for at, state in enumerate(DialState)}
_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_TONES = re.compile(r"[0-9A-D*#,]{1,64}\Z")
#: What an engine says of a call that we ended ourselves: the reason is ours.
_OUR_END = {Outcome.CANCELED, Outcome.UNKNOWN, Outcome.NO_ANSWER, Outcome.FAILED}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long we wait, in seconds; 0: for ever."""

    reply: float = 6.0
    """From the dial to the first reply of the network. A dead server is silent for half a minute."""
    ring: float = 45.0
    """From the first ring (or word of the network) to the answer."""
    hang_up: float = 5.0
    """From our hang-up to the engine's word that it is over; then it is over for us."""
    action: float = 5.0
    """For tones, mute, hold, play and the hang-up itself to be taken."""


class Wire:
    """The engine's end of one call. A backend overrides what its capabilities promise.

    Each may raise DialTrouble or OSError, nothing else; each is given `Limits.action` seconds.
    """

    async def hang_up(self) -> None:
        """Ask the engine to end the call; its end is posted to the line when it comes."""
        raise NotImplementedError

    async def press(self, digits: str) -> None:
        """Send tones. They are checked already."""
        raise NotImplementedError

    async def mute(self, on: bool) -> None:
        """Switch the microphone."""
        raise NotImplementedError

    async def hold(self, on: bool) -> None:
        """Hold the line."""
        raise NotImplementedError

    async def play(self, path: Path) -> None:
        """Begin to play a file. It exists."""
        raise NotImplementedError


def only_e164(e164: str) -> None:
    """The last look before an engine: an empty number makes one redial, a line break injects headers
    (the gate has looked before). Raises DialRefused."""
    if not _E164.match(e164):
        raise DialRefused("That is no full phone number. Nothing was dialed.")


class Line:
    """One call, as the app sees it. Make it before the engine is asked: an end may come at once.

    The backend calls `reached`, `heard` and `end`; the app everything else. All in one event loop.
    """

    def __init__(self, e164: str, capabilities: Cap, wire: Wire, clock: Clock, limits: Limits) -> None:
        only_e164(e164)
        self.e164, self.capabilities, self.limits = e164, capabilities, limits
        self._wire, self._clock = wire, clock
        self._history: list[DialEvent] = []
        self._listeners: list[asyncio.Queue[DialEvent]] = []
        self._gave_up: tuple[Outcome, By] | None = None
        """Why we asked for the end; None: we did not."""
        self._due: tuple[float, asyncio.TimerHandle] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._push(DialEvent(DialState.DIALING, mono=self._now))
        if self._watched:
            self._wait(limits.reply)

    # ------------------------------------------------------------------------------- for the backend

    def reached(self, state: DialState, words: str = "") -> None:
        """The engine says how far it is. What is behind us already changes nothing."""
        if self.ended or state is DialState.ENDED or _ORDER[state] <= _ORDER[self.state]:
            return
        rang = self.state in {DialState.PROGRESS, DialState.RINGING}
        self._push(DialEvent(state, words=words, mono=self._now))
        if self._gave_up:  # only the limit of the hang-up counts now
            return
        if state is DialState.ANSWERED:
            self._rest()
        elif not rang and self._watched:  # early words, then ringing: one limit for both
            self._wait(self.limits.ring)

    def heard(self) -> None:
        """Somebody is at work on it (the rep's own phone rings first): no limit until something rings."""
        if self.state is DialState.DIALING and not self._gave_up:
            self._rest()

    def end(
        self,
        outcome: Outcome,
        by: By = By.UNKNOWN,
        *,
        cause: str = "",
        words: str = "",
        trouble: Trouble | None = None,
    ) -> None:
        """It is over. The first end counts; its outcome is put right by what we know."""
        if self.ended:
            return
        if self._gave_up and (self.answered or outcome in _OUR_END):
            outcome, by = self._gave_up
            if Cap.ANSWER not in self.capabilities:  # they may have answered, for all we know
                outcome = Outcome.UNKNOWN
        if self.answered and outcome is not Outcome.FAILED:
            outcome = Outcome.ANSWERED  # whatever an engine calls the end of a talk
        self._rest()
        self._push(DialEvent(DialState.ENDED, outcome, words, by, cause, self._now, trouble))

    # ------------------------------------------------------------------------------------ for the app

    @property
    def state(self) -> DialState:
        """How far it is."""
        return self._history[-1].state

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self.state is DialState.ENDED

    @property
    def answered(self) -> bool:
        """Whether it was ever answered."""
        return any(event.state is DialState.ANSWERED for event in self._history)

    async def events(self) -> AsyncIterator[DialEvent]:
        """Everything from the beginning, up to the end. Any number of listeners, at any time."""
        queue: asyncio.Queue[DialEvent] = asyncio.Queue()
        for event in self._history:
            queue.put_nowait(event)
        self._listeners.append(queue)
        try:
            while True:
                event = await queue.get()
                yield event
                if event.state is DialState.ENDED:
                    return
        finally:
            self._listeners.remove(queue)

    async def make_way(self) -> None:
        """For the next call: one that was hung up is waited for. Raises DialRefused for one that goes on."""
        if not self.ended and self._gave_up is None:
            raise DialRefused("A call is on already. Hang up first; nothing was dialed.")
        await self.over()

    async def over(self) -> DialEvent:
        """Wait for the end."""
        async for event in self.events():
            last = event
        return last

    async def hang_up(self) -> None:
        """End it. Never raises: what goes wrong is said with the end."""
        await self._give_up(Outcome.CANCELED, By.REP)

    async def press(self, digits: str) -> None:
        """Send tones. Raises DialRefused for what is none, and DialTrouble."""
        if not _TONES.match(digits):
            raise DialRefused("Tones are the digits, * and #. Nothing was sent.")
        if self._can(Cap.DIGITS):
            await self._do(self._wire.press(digits), "The tones were not sent.")

    async def mute(self, on: bool) -> None:
        """Switch the microphone. Raises DialTrouble."""
        if self._can(Cap.MUTE):
            await self._do(self._wire.mute(on), "The microphone was not switched.")

    async def hold(self, on: bool) -> None:
        """Hold the line. Raises DialTrouble."""
        if self._can(Cap.HOLD):
            failed = "The call was not put on hold." if on else "The call is on hold still."
            await self._do(self._wire.hold(on), failed)

    async def play(self, file: str) -> None:
        """Play a recording. Raises DialTrouble."""
        path = Path(file)
        if self._can(Cap.PLAY):
            if not path.is_file():
                raise DialTrouble("The recording is not there any more.", "Nothing was played.")
            await self._do(self._wire.play(path), "The recording was not played.")

    def look(self) -> None:
        """Look at the clock: what is due is done. It comes by itself; tests and a time jump ask for it."""
        if self._due is None:
            return
        due, timer = self._due
        timer.cancel()
        if (left := due - self._now) > 0:
            self._due = due, asyncio.get_running_loop().call_later(left, self.look)
            return
        self._due = None
        if self._gave_up:
            self._end_without_engine()
        elif self.state is DialState.DIALING:
            self._later(self._give_up(Outcome.UNREACHABLE, By.LIMIT))
        else:
            self._later(self._give_up(Outcome.NO_ANSWER, By.LIMIT))

    # ------------------------------------------------------------------------------------------ inside

    @property
    def _now(self) -> float:
        return self._clock.now().mono

    @property
    def _watched(self) -> bool:
        """Only a phone that tells and hangs up can be waited for."""
        return (Cap.ANSWER | Cap.END | Cap.HANG_UP) in self.capabilities

    def _can(self, cap: Cap) -> bool:
        return cap in self.capabilities and not self.ended

    def _push(self, event: DialEvent) -> None:
        self._history.append(event)
        for queue in self._listeners:
            queue.put_nowait(event)

    def _wait(self, seconds: float) -> None:
        self._rest()
        if seconds:
            timer = asyncio.get_running_loop().call_later(seconds, self.look)
            self._due = self._now + seconds, timer

    def _rest(self) -> None:
        if self._due:
            self._due[1].cancel()
            self._due = None

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _give_up(self, outcome: Outcome, by: By) -> None:
        if self.ended or self._gave_up:
            return
        self._gave_up = outcome, by
        if Cap.HANG_UP not in self.capabilities:  # the rep ends it there, and says so here
            self._gave_up = None
            self.end(Outcome.UNKNOWN, By.REP)
            return
        self._wait(self.limits.hang_up)
        try:
            await self._do(self._wire.hang_up(), "The phone did not hang up.")
        except DialTrouble:
            self._end_without_engine()
        else:
            if Cap.END not in self.capabilities:  # nobody will say so
                self.end(Outcome.UNKNOWN, by)

    def _end_without_engine(self) -> None:
        there = "They may still be on the line." if self.answered else "It may still ring there."
        trouble = Trouble(
            "The phone did not say that it hung up.", there, "Hang up on it, too, if it goes on."
        )
        self.end(Outcome.CANCELED, By.REP, trouble=trouble)

    async def _do(self, work: Awaitable[None], failed: str) -> None:
        """An action, bounded; whatever an engine throws becomes a sentence."""
        try:
            async with asyncio.timeout(self.limits.action or None):
                await work
        except TimeoutError:
            raise DialTrouble(failed, "The phone did not reply in time. The call goes on.") from None
        except OSError as error:
            raise DialTrouble(failed, f"The phone is not there ({type(error).__name__}).") from error
