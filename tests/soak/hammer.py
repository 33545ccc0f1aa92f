"""Transactions without a pause, to be killed: `python -m tests.soak.hammer KIND PATH SEED`.

Says on its output what it begins to write, before, and what was acknowledged, after; and in between when it
opens, closes, and makes the file anew. KIND is the layer that is worked: `database`, `durable` or `app`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from tests.store.test_store import NOON, attempt, contact
from tui.core.call.attempt import Attempt
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved
from tui.core.queue.standing import Standing
from tui.store.database import Database
from tui.store.durable import DurableDB
from tui.store.lock import Lock
from tui.store.shelf import ops_of
from tui.store.store import open_store
from tui.store.tables import Op

#: Transactions of a session that nobody kills.
MANY = 3000


def say(what: str, about: object = None) -> None:
    """One line, past every buffer."""
    line = json.dumps([what, about]).encode() + b"\n"
    while line:
        line = line[os.write(1, line) :]


@contextlib.contextmanager
def saying(what: str) -> Iterator[None]:
    say(what)
    yield
    say(f"{what} ended")


def some_ops(chance: random.Random) -> list[Op]:
    """A transaction over three tables."""
    ops = []
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        table, id, kind = chance.choice(["people", "calls", "own"]), chance.randrange(1, 150), chance.random()
        if kind < 0.003:
            ops.append(Op(table, None, chance.choice([None, "{}"])))
        elif kind < 0.2:
            ops.append(Op(table, id, None))
        else:
            note = "x" * chance.choice([0, 100, 1500])
            ops.append(Op(table, id, f'{{"tag":{chance.randrange(9)},"note":"{note}"}}'))
    return ops


def some_batch(chance: random.Random) -> Batch:
    """The same of the app's records."""
    puts, drops = {}, set()
    for _ in range(chance.choice([1, 1, 2, 3, 8])):
        id, kind = chance.randrange(1, 150), chance.random()
        if kind < 0.2:
            drops.add((chance.choice([Contact, Attempt, Standing]), id))
        elif kind < 0.5:
            puts[Contact, id] = contact(id, f"+1202555{id:04}", account="x" * chance.choice([0, 100, 1500]))
        elif kind < 0.8:
            puts[Attempt, id] = attempt(id, id % 20, disposition=chance.choice(["", "busy"]))
        else:
            puts[Standing, id] = Standing(id, dials=chance.randrange(99))
    drops -= {(kind, id) for kind, id in puts}
    return Batch(tuple(puts.values()), tuple(drops))


def database(path: Path, chance: random.Random) -> None:
    """Database: the file is made anew by a second thread, as the app has one."""
    with saying("opening"):
        lock = Lock(path.with_name("lock"))
        opened = Database(path, now=lambda: NOON)
    saver: threading.Thread | None = None
    seq = 0
    for n in range(MANY):
        ops = some_ops(chance)
        say("begin", ops)
        opened.commit(ops)
        say("done")
        if saver and not saver.is_alive():
            opened.journal.forget(seq)
            say("anew ended")
            saver = None
        elif not saver and n % 12 == 11:
            say("anew")
            seq = opened.tables.seq = opened.journal.rotate()
            saver = threading.Thread(target=opened.save_copy, args=(opened.tables.copy(),))
            saver.start()
        if not saver and chance.random() < 0.01:
            with saying("anew"):
                opened.compact()
            with saying("opening"):
                opened.close()
                opened = Database(path, now=lambda: NOON)
    if saver:
        saver.join()
    opened.close()
    lock.release()


def durable(path: Path, chance: random.Random) -> None:
    """DurableDB: TinyDB's way, with transactions, some of which are taken back."""
    with saying("opening"):
        db = DurableDB(path)
    for _ in range(MANY):
        ops = some_ops(chance)
        if chance.random() < 0.1:
            with contextlib.suppress(KeyError), db.transaction():
                db.storage.commit(*ops)
                raise KeyError
            continue
        say("begin", ops)
        with db.transaction():
            for op in ops:
                db.storage.commit(op)
        say("done")
        if chance.random() < 0.06:
            with saying("anew"):
                db.close()
            with saying("opening"):
                db = DurableDB(path)
    db.close()


async def app(path: Path, chance: random.Random) -> None:
    """The app's store: commits side by side, the file and backups made beside them."""
    clock = FakeClock()
    with saying("opening"):
        store = open_store(path, clock=clock)

    async def one() -> None:
        batch = some_batch(chance)
        if batch == Batch():
            return
        say("begin", ops_of(batch))
        assert await store.commit(batch) == Saved()
        say("done")

    async def anew() -> None:
        clock.advance(timedelta(hours=1).total_seconds())
        with saying("anew"):
            await store.rest()

    resting: asyncio.Task[None] | None = None
    for _ in range(MANY // 2):
        await asyncio.gather(*(one() for _ in range(chance.choice([1, 1, 3]))))
        if resting is None or resting.done():
            resting = asyncio.ensure_future(anew()) if chance.random() < 0.2 else None
        if not resting and chance.random() < 0.01:
            with saying("anew"):
                store.close()
            with saying("opening"):
                store = open_store(path, clock=clock)
    if resting:
        await resting
    store.close()


def main() -> None:
    """Work until done or killed."""
    kind, path, chance = sys.argv[1], Path(sys.argv[2]), random.Random(int(sys.argv[3]))
    match kind:
        case "database":
            database(path, chance)
        case "durable":
            durable(path, chance)
        case _:
            asyncio.run(app(path, chance))


if __name__ == "__main__":
    main()
