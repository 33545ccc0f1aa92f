"""The phone of a session: what is rung and heard, and what becomes of everything an engine may throw.

It decides nothing. It asks the gate, posts what the phone says, and turns every fault into a sentence.

Over 300 lines: whatever may ring somebody, or leave them ringing, is in one place.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tui.core.call.attempt import Attempt
from tui.core.call.events import DialFailed, Event, PhoneSaid, PhoneTrouble, Played, Pressed, Slept
from tui.core.call.gate import Allowed, Gate
from tui.core.call.states import Calling, Choosing, Stage, State
from tui.core.clock import Moment
from tui.core.people.contact import Contact
from tui.core.ports import (
    Cap,
    Dialer,
    DialEvent,
    DialRefused,
    DialTrouble,
    Outcome,
    PhoneCall,
    Shelf,
    Trouble,
)
from tui.core.queue.queue import Queue

R = TypeVar("R")

#: A step of the clock of so many seconds between two ticks: the computer slept.
_NAP = 60.0
#: Seconds an engine gets to end.
_CLOSE = 10.0
#: A switchboard may be everybody's number; what was sent there is looked for with so many of them.
_MOST_SHARING = 50
_BY_HAND = "Call by hand: the number is on the screen, and {call.hang-up} ends it here."


class Session(Protocol):
    """What the phone knows of the session (the runner)."""

    state: State
    queue: Queue

    @property
    def store(self) -> Shelf:
        """Who is called."""
        ...

    @property
    def now(self) -> Moment:
        """The present moment."""
        ...

    def post(self, event: Event) -> None:
        """Something happened."""
        ...


class Phone:
    """The phone the rep chose, and their own behind it."""

    def __init__(
        self,
        session: Session,
        dialer: Dialer,
        spare: Dialer,
        trouble: Trouble | None,
        gate: Gate,
        note: Callable[[Exception], object],
    ) -> None:
        """`spare`: the rep's own, for when the other one cannot. `note` keeps a fault of an engine."""
        self.dialer = dialer
        self.trouble = trouble
        """Why it is not the one the rep chose."""
        self._session, self._spare, self._gate, self._note = session, spare, gate, note
        self._call: PhoneCall | None = None
        self._trial: PhoneCall | None = None
        """The last test call."""
        self._turn = asyncio.Lock()
        """The phone is asked for one call at a time."""
        self._lost = False
        """The phone fell away in this call: the rep goes on by their own."""
        self._hung_up: asyncio.Task[str] | None = None
        """The last hang-up: the phone is asked to end a call before it gets another."""
        self._seen: Moment | None = None  # when the session last heard of the time, in a call
        self._tasks: set[asyncio.Task[Any]] = set()

    # ------------------------------------------------------------------------------------ what it is, and can

    @property
    def capabilities(self) -> Cap:
        """What the phone of the call can do; between calls what it will."""
        if self._call and not self._lost:
            return self._call.capabilities
        state = self._session.state
        came_in = isinstance(state, Calling) and state.attempt.inbound  # on the rep's own phone
        return Cap.NONE if self._lost or came_in else self.dialer.capabilities

    def allow(self, allowed: Allowed) -> None:
        """Other choices of the rep about what may be called; what was dialed in this hour stays known."""
        self._gate.allowed = allowed

    @property
    def by_hand(self) -> bool:
        """Whether the rep dials: on their own phone by choice, or because the other one cannot."""
        return self._lost or self.dialer.name == self._spare.name

    async def open(self) -> Trouble | None:
        """Get ready, so that the first call need not wait. Returns what stands in the way."""
        try:
            await self.dialer.open()
        except DialTrouble as error:
            return error.trouble
        except Exception as error:  # noqa: BLE001  # whatever an engine throws: it is told, and the rest goes on
            return self._unforeseen(error)
        return None

    async def check(self) -> list[Trouble]:
        """What stands in the way of a call now, asked of the phone; nothing rings."""
        chosen = [self.trouble] if self.trouble else []
        try:
            return [*chosen, *await self.dialer.check()]
        except Exception as error:  # noqa: BLE001  # whatever an engine throws: it is told
            return [*chosen, self._unforeseen(error)]

    async def close(self) -> None:
        """The session ends: whatever is on the line goes with it, also where closing alone ends nothing."""

        async def end() -> None:
            async with asyncio.timeout(_CLOSE):
                if self._hung_up:
                    await asyncio.wait({self._hung_up}, timeout=_CLOSE / 2)
                for call in filter(None, (self._call, self._trial)):
                    await self._asked(call.hang_up())
                await self.dialer.close()

        await self._asked(end())
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # ----------------------------------------------------------------------------------------------- a call

    def dial(self, attempt: Attempt) -> None:
        """Ring the attempt's number and listen, beside everything else."""
        self._later(self._dial(attempt))

    def _later(self, work: Coroutine[Any, Any, R]) -> asyncio.Task[R]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _dial(self, attempt: Attempt) -> None:
        self._lost = False
        try:
            async with self._turn:
                call = await self._ring(attempt)
        except DialRefused as refusal:
            if self._is_on(attempt):
                self._session.post(DialFailed(str(refusal)))
            return
        if call is None:
            return
        try:
            async for event in call.events():
                self._heard(attempt, event)
        except Exception as error:  # noqa: BLE001  # the call may go on: it can be hung up, and the rep must hear
            self._in_trouble(attempt, self._unforeseen(error))
        else:
            if self._call is call:
                self._call = None

    async def _ring(self, attempt: Attempt) -> PhoneCall | None:
        """The call, on the rep's own phone where the other cannot; None: it was given up before anything
        rang. Raises DialRefused."""
        if self._hung_up:
            await self._hung_up
        trouble = await self.open()  # signing in may take half a minute
        if not self._is_on(attempt):
            return None
        session = self._session
        contact, busy = session.store.get(Contact, attempt.contact), self._call is not None
        if refused := self._gate.refuse(session.queue.judge, contact, attempt, session.now, busy=busy):
            raise DialRefused(refused)
        call, trouble = await self._rung(attempt.number, trouble)
        if self._is_on(attempt):
            self._call = call
        else:  # hung up before there was anything to hang up
            await self._asked(call.hang_up())
        if trouble:
            todo = " ".join(filter(None, (trouble.todo, _BY_HAND)))
            self._in_trouble(attempt, replace(trouble, todo=todo))
        return call

    async def _rung(self, e164: str, trouble: Trouble | None) -> tuple[PhoneCall, Trouble | None]:
        """The call; where it is on the rep's own phone, also why. Raises DialRefused."""
        if trouble is None:
            try:
                return await self.dialer.dial(e164), None
            except DialRefused:
                raise
            except DialTrouble as error:
                trouble = error.trouble
            except Exception as error:  # noqa: BLE001  # whatever an engine throws: the rep goes on by hand
                trouble = self._unforeseen(error)
        return await self._spare.dial(e164), trouble

    async def try_out(self, e164: str) -> PhoneCall:
        """A test call: to nobody of the lists, and no attempt. Raises DialRefused and DialTrouble."""
        session = self._session
        refused = self._gate.refuse_test(session.queue.judge, e164, session.now)
        if not isinstance(session.state, Choosing):
            refused = "A call is open. Nothing was dialed: end it first."
        if refused:
            raise DialRefused(refused)
        trial = self._later(self._tried(e164))
        try:
            return await asyncio.shield(trial)
        except asyncio.CancelledError:  # whoever asked is gone: nobody is left on the line
            self._hung_up = self._later(self._asked(self._left(trial)))
            raise

    async def _tried(self, e164: str) -> PhoneCall:
        try:
            async with self._turn:
                self._trial = await self.dialer.dial(e164)
                return self._trial
        except (DialRefused, DialTrouble):
            raise
        except Exception as error:  # whatever an engine throws
            found = self._unforeseen(error)
            raise DialTrouble(found.happened, found.safe, found.todo) from error

    async def _left(self, trial: asyncio.Task[PhoneCall]) -> None:
        await (await trial).hang_up()

    def hang_up_trial(self) -> None:
        """End the test call, where there is one, whoever waits for it."""
        if self._trial:
            self._hung_up = self._later(self._asked(self._trial.hang_up()))

    def _heard(self, attempt: Attempt, event: DialEvent) -> None:
        if self._is_on(attempt):  # the next call must not hear of the end of this one
            if event.outcome == Outcome.FAILED and event.trouble:
                self._call, self._lost = None, True
            self._session.post(PhoneSaid(event))
        elif event.trouble:  # but of a phone that did not hang up the rep must
            self._session.post(PhoneTrouble(event.trouble))

    def _in_trouble(self, attempt: Attempt, trouble: Trouble) -> None:
        if self._is_on(attempt):
            self._lost = True
            self._session.post(PhoneTrouble(trouble, lost=True))

    def _unforeseen(self, error: Exception) -> Trouble:
        """An engine's own fault, as far as it can be told: never its message, which may hold anything."""
        self._note(error)
        happened = f"The phone had a fault of its own ({type(error).__name__})."
        return Trouble(happened, "Nothing you wrote is lost.")

    def _is_on(self, attempt: Attempt) -> bool:
        """Whether this is the call under way."""
        state = self._session.state
        return (
            isinstance(state, Calling) and state.attempt.id == attempt.id and state.stage is not Stage.ENDING
        )

    # ------------------------------------------------------------------------------------------- in the call

    def hang_up(self) -> None:
        """End the call, where there is one. It is over for the session already, so nothing waits for it."""
        if self._call:
            call, self._call = self._call, None
            self._hung_up = self._later(self._asked(call.hang_up()))

    async def mute(self, on: bool) -> str:
        """Switch the microphone of the call, where there is one. Returns why not, as a sentence."""
        return await self._asked(self._call.mute(on)) if self._call else ""

    async def hold(self, on: bool) -> str:
        """Hold the call, where there is one. Returns why not, as a sentence."""
        return await self._asked(self._call.hold(on)) if self._call else ""

    async def press(self, digits: str) -> str:
        """Send tones into the call, where there is one. Returns why not, as a sentence."""
        if self._call is None:
            return ""
        call = self._call
        problem = await self._asked(call.press(digits))
        if not problem and self._call is call:  # not the next call's
            self._session.post(Pressed(digits))
        return problem

    async def play(self, path: Path) -> str:
        """Play a recording into the call, where there is one. Returns why not, as a sentence."""
        if self._call is None:
            return ""
        call = self._call
        problem = await self._asked(call.play(str(path)))
        if not problem and self._call is call:  # not the next call's
            self._session.post(Played())
        return problem

    async def _asked(self, work: Awaitable[None]) -> str:
        try:
            await work
        except (DialTrouble, DialRefused) as told:
            return str(told)
        except Exception as error:  # noqa: BLE001  # whatever an engine throws: the call goes on
            return str(self._unforeseen(error))
        return ""

    def digits_before(self, attempt: Attempt) -> tuple[str, ...]:
        """What was sent in the last call to this number in which anything was, one step each; in a first
        call the extension of the number."""
        store = self._session.store
        people = store.sharing(attempt.number)[:_MOST_SHARING]
        calls = (a for id in people for a in store.of_contact(Attempt, id))
        sent = [a for a in calls if a.digits and a.number == attempt.number and a.id != attempt.id]
        if sent:
            return tuple(max(sent, key=lambda a: a.id).digits.split())
        contact = store.get(Contact, attempt.contact)
        numbers = contact.numbers if contact else ()
        return tuple(n.extension for n in numbers if n.e164 == attempt.number and n.extension)

    def watch_time(self) -> None:
        """In a call: has the computer slept, or did somebody stop the program? The rep is told."""
        if not isinstance(self._session.state, Calling):
            self._seen = None
            return
        now, seen = self._session.now, self._seen
        self._seen = now
        gap = max((now.utc - seen.utc).total_seconds(), now.mono - seen.mono) if seen else 0.0
        if gap > _NAP:
            self._session.post(Slept(gap))
