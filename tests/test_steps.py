"""A change of very many people is made in steps: whatever else is to be done has its turn in between."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.core.given import DEFAULTS, DISPOSITIONS, person
from tests.memory import MemoryStore
from tui.core.call.attempt import CallList
from tui.core.call.states import Rules
from tui.core.clock import FakeClock
from tui.core.lists.imported import last
from tui.core.lists.undo_import import TakeBack
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.core.request import Done, TakeIn
from tui.dialer.manual import ManualDialer
from tui.runner import Runner

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
MANY = 2000


def runner(store: MemoryStore) -> Runner:
    judge = Judge(store, DISPOSITIONS, DEFAULTS.hours, LONDON)
    queue = Queue.begin(judge, NOW)
    return Runner(store, ManualDialer(), FakeClock(NOW), Rules(DISPOSITIONS), queue, LONDON)


async def test_an_import_and_its_undo_let_others_have_their_turn_and_are_one_commit_each() -> None:
    store = MemoryStore(Batch((person(1),)))
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    new = tuple(person(id, list="fair") for id in range(2, MANY + 2))
    async with runner(store).running() as session:
        beside = asyncio.create_task(others())
        done = await session.do(TakeIn(new, (), (CallList(0, "fair", file="fair.csv", imported=NOW),), 1))
        assert isinstance(done, Done)
        assert turns > 5
        assert len(store.commits) == 1
        assert store.ids(Contact) == list(range(1, MANY + 2))
        imported = last(store)
        assert imported
        assert imported.people == MANY
        turns, back = 0, TakeBack(store, imported)
        while back.read(500):
            pass
        done = await session.change(lambda books: back.done(books, NOW))
        beside.cancel()
        assert isinstance(done, Done)
        assert turns > 1
        assert len(store.commits) == 2
        assert store.ids(Contact) == [1]


async def test_a_change_that_is_made_in_steps_is_built_on_what_came_before_it() -> None:
    store = MemoryStore()
    new = tuple(person(id, list="fair") for id in range(1, 801))
    lists = (CallList(0, "fair", file="fair.csv", imported=NOW),)
    async with runner(store).running() as session:
        first = session.do(TakeIn(new, (), lists, 0))
        again = session.do(TakeIn(new, (), lists, 0))
        await asyncio.gather(first, again)
        assert len(store.ids(Contact)) == 800, "twice is once"
