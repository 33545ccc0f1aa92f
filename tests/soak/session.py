"""A rep at work without a screen, to be killed: `python -m tests.soak.session HOME SEED CALLS`.

Plays calls through the reducer, the runner and the store, and prints a line for everything the screen could
now call saved: what it was, whose attempt, and the documents that must be in the file from here on.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from datetime import UTC
from pathlib import Path

from tui.core.call.events import (
    CallStarted,
    Chose,
    Entered,
    Event,
    HungUp,
    Kept,
    Noted,
    SaveNow,
    Stored,
    TheyAnswered,
    Tick,
    Wrote,
)
from tui.core.call.states import Choosing, Reflecting, Rules
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.dialer.manual import ManualDialer
from tui.files.defaults import Defaults, read_defaults
from tui.files.home import Home
from tui.runner import Runner
from tui.store.codec import TABLES, encode
from tui.store.demo import people
from tui.store.store import TinyStore, open_store

#: What a killed session must not lose, kinds that have an attempt's id.
KEPT = {table: kind for kind, table in TABLES.items() if table in {"attempts", "drafts", "reflections"}}
LINES = ("asked first", "talked too long", "ask before I explain", "“schön” 😊", "")


class Teller(Runner):
    """A runner that says aloud what is saved."""

    def post(self, event: Event) -> None:
        if isinstance(event, Stored) and not isinstance(self.state, Choosing):
            id = self.state.attempt.id
            found = {table: self.store.get(kind, id) for table, kind in KEPT.items()}
            documents = {table: encode(record) if record else None for table, record in found.items()}
            print(json.dumps({"what": event.what, "id": id, "documents": documents}), flush=True)
        super().post(event)


async def call(runner: Runner, clock: FakeClock, contact: Contact, chance: random.Random) -> None:
    """One call from enter to the saved form."""

    async def happens(*events: Event, after: float = 1.0) -> None:
        clock.advance(after)
        for event in events:
            runner.post(event)
        runner.post(Tick())
        await runner.settled()

    usual = [d for d in runner.rules.dispositions if "do-not-call" not in (d.number, d.contact)]
    came = chance.choice(usual)
    asked = {"purpose": contact.purpose, "outside_hours": "they asked me to"}  # whatever time it is there
    attempt = runner.attempt_for(contact, contact.numbers[0].e164, **asked)
    await happens(CallStarted(attempt, contact.zone, runner.intention()), after=40)
    if came.connected:
        await happens(TheyAnswered(), after=9)
        for text in ("two", "two depots"):
            await happens(Noted(text), after=3)
    await happens(HungUp(), after=30)
    if chance.random() < 0.1:
        await happens(after=40)  # the clock saves what is there
        return
    await happens(Chose(came.id))
    if came.asks == "when":
        await happens(Wrote("when", "tomorrow 10:30"), Entered())
    elif came.asks == "line":
        await happens(Wrote("line", chance.choice(LINES)), after=2)
        await happens(Entered())
    if isinstance(runner.state, Reflecting):
        await happens(Kept(chance.random() < 0.5))
        for field in ("right", "wrong", "next"):
            await happens(Wrote(field, chance.choice(LINES)))
        await happens(SaveNow())
    assert isinstance(runner.state, Choosing), runner.state


async def work(store: TinyStore, defaults: Defaults, seed: int, calls: int) -> None:
    """So many calls, each to a person drawn by lot."""
    clock, chance = FakeClock(), random.Random(seed)
    clock.advance(seed * 100_000)
    if not store.all(Contact):
        everybody = people(store.new_id, clock.now().utc)
        assert await store.commit(Batch(tuple(everybody))) == Saved()
    contacts = list(store.all(Contact))
    judge = Judge(store, defaults.dispositions, defaults.hours, UTC)
    queue = Queue(judge, contacts, clock.now().utc)
    runner = Teller(store, ManualDialer(), clock, Rules(defaults.dispositions), queue, UTC)
    async with runner.running():
        for _ in range(calls):
            await call(runner, clock, chance.choice(contacts), chance)


def main() -> None:
    """Work until done or killed."""
    home, seed, calls = Home(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
    store = open_store(home.database)
    asyncio.run(work(store, read_defaults(home), seed, calls))
    store.close()


if __name__ == "__main__":
    main()
