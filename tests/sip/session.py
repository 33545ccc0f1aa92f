"""A session with a SIP phone, without a screen: call after call through the app's runner."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from tests.core.given import LONDON, NOW, RULES, Book, number, person
from tui.core.call.attempt import Attempt
from tui.core.call.events import CallStarted, Chose, Event, SaveNow
from tui.core.call.gate import Allowed
from tui.core.call.states import Calling, Choosing, Reflecting, Stage, State
from tui.core.clock import SetClock
from tui.core.people.contact import Contact
from tui.core.ports import Dialer
from tui.core.queue.queue import Queue
from tui.runner import Runner

PATIENCE = 30.0
#: Keys count as soon as the form is there: nobody presses them too early here.
_RULES = replace(RULES, settle=0.0, pause=0.0)


class Session:
    """Calls people one after the other, as somebody does who never thinks."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self.answered: list[float] = []
        """When each answer reached the screen, by the time of day."""
        self._moved = asyncio.Event()
        runner.follow = self._follow

    async def call(self, id: int) -> Attempt:
        """One call, to its saved result. Returns the attempt as it is kept."""
        contact = self.runner.store.get(Contact, id)
        assert contact
        attempt = self.runner.attempt_for(contact, contact.numbers[0].e164)
        await self._post(Reflecting, CallStarted(attempt, self.runner.zone_of(contact)))
        state = self.runner.state
        assert isinstance(state, Reflecting)
        outcome = "conversation" if state.attempt.outcome == "answered" else "busy"
        await self._post(Choosing, Chose(outcome), *([SaveNow()] if outcome == "conversation" else []))
        kept = self.runner.store.get(Attempt, attempt.id)
        assert kept
        return kept

    async def _post(self, until: type[State], *events: Event) -> None:
        for event in events:
            self.runner.post(event)
        async with asyncio.timeout(PATIENCE):
            while not isinstance(self.runner.state, until):
                self._moved.clear()
                await self._moved.wait()
        await self.runner.settled()

    def _follow(self, before: State, after: State) -> None:
        if _talking(after) and not _talking(before):
            self.answered.append(time.time())
        self._moved.set()


def _talking(state: State) -> bool:
    return isinstance(state, Calling) and state.stage is Stage.TALKING


@asynccontextmanager
async def session(dialer: Dialer, clock: SetClock, people: int) -> AsyncIterator[Session]:
    """A rep with so many people to call, at nine in the morning."""
    book = Book()
    book.put(*(person(id, number(f"+442079460{id:03}")) for id in range(1, people + 1)))
    queue = Queue(book.judge(), book.store.all(Contact), NOW)
    runner = Runner(book.store, dialer, clock, _RULES, queue, LONDON, allowed=Allowed(an_hour=10 * people))
    async with runner.running():
        yield Session(runner)
