"""The store by itself: opening, saving, saving while the file is written anew (ARCHITECTURE.md §5).

Each figure comes from a process of its own on the same home; a bare fsynced append, sqlite3 with synchronous
FULL and stock TinyDB save the same documents in the same run. `python -m benchmarks store` makes a home of
100,000 contacts and 500,000 attempts first, which takes a minute.
"""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tinydb import TinyDB

from benchmarks.figure import Beside, Figure, dump, p99, read
from benchmarks.samples import people
from tui.core.call.attempt import Attempt, Callback
from tui.core.call.reflection import Reflection
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.queue import Queue
from tui.core.queue.standing import Standing, Tried
from tui.files.home import Home
from tui.store.codec import encode
from tui.store.store import TinyStore, open_store
from tui.wiring import open_services

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SIZES = ((1_000, 5_000), (10_000, 50_000), (100_000, 500_000))
#: Milliseconds to open at each size; at the last it is the first page that counts.
_BUDGETS = (30, 150, None)
_SAVES = 400
_COMES = ("no-answer", "voicemail", "gatekeeper", "conversation", "not-interested")


def run() -> list[Figure]:
    """The rows of the table."""
    rows: list[Figure] = []
    for (contacts, attempts), budget in zip(SIZES, _BUDGETS, strict=True):
        with TemporaryDirectory(prefix="offhook-bench-") as folder:
            fill(Path(folder), contacts, attempts)
            rows += _opening(Path(folder), f"{contacts:,} + {attempts:,}", budget)
            rows += _child("saves", folder, f"{contacts:,} + {attempts:,}")
    rows += _child("imports", "", "")
    return rows


def _child(what: str, folder: str, size: str) -> list[Figure]:
    out = subprocess.run(
        [sys.executable, "-m", "benchmarks.store", what, folder, size],
        check=True,
        capture_output=True,
        text=True,
    )
    return read(out.stdout)


# --------------------------------------------------------------------------------------------- the sample


def fill(home: Path, contacts: int, attempts: int, apart: float = 0.5) -> None:
    """A home with so many people and calls (so many minutes apart), everybody where these have left them."""
    store = open_store(Home(home).database)

    async def save() -> None:
        known = [_with_more(contact) for contact in people(contacts)]
        for some in parts(known):
            await store.commit(Batch(tuple(some)))
        for some in parts(list(range(attempts))):
            calls = (_attempt(n + 1, n * 7919 % contacts + 1, attempts, apart) for n in some)
            await store.commit(Batch(tuple(calls)))
        for some in parts(known):
            await store.commit(Batch(tuple(_standing(c) for c in some)))
        due = [c for c in known if c.id % 50 == 0]
        await store.commit(
            Batch(
                tuple(
                    Callback(n, c.id, f"{NOW:%Y-%m-%dT%H:%M}", "UTC", NOW, NOW) for n, c in enumerate(due, 1)
                )
            )
        )

    asyncio.run(save())
    store.close()


def parts(items: list[Any], many: int = 20_000) -> Iterator[list[Any]]:
    return (items[at : at + many] for at in range(0, len(items), many))


def _with_more(contact: Contact) -> Contact:
    """As much about a person as a list from a CRM says."""
    more = {"Industry": "Machinery", "Employees": str(contact.id % 500), "Source": "Trade fair 2026"}
    return replace(
        contact,
        email=f"person{contact.id}@company{contact.id // 3}.example",
        place="12 High Street, Leeds",
        reason="opened a second site in spring",
        list="Spring",
        fields=more,
    )


def _attempt(id: int, contact: int, of: int, apart: float = 0.5) -> Attempt:
    started = NOW - timedelta(days=1, minutes=(of - id) * apart)
    return Attempt(
        id, contact, f"+447700{contact:06}", started, purpose="win", opener="permission", prep=12.5,
        answered=started + timedelta(seconds=9), ended=started + timedelta(seconds=80),
        disposition=_COMES[id % len(_COMES)], notes="asked to send something, will look next week" * (id % 2),
    )  # fmt: skip


def _standing(contact: Contact) -> Standing:
    """Five calls, the third of which was answered, as a store of today keeps it."""
    tries = tuple(NOW - timedelta(days=days, hours=days % 3) for days in (24, 18, 12, 8, 5))
    number = Tried(contact.numbers[0].e164, 5, "", tries, tries[-2:])
    due = NOW if contact.id % 50 == 0 else None
    return Standing(
        contact.id, dials=2, connects=3, last=tries[-1], last_disposition="no-answer", callback=due,
        numbers=(number,), spoken=tries[2], tries=tries[-2:], missed=tries[-2:],
    )  # fmt: skip


# --------------------------------------------------------------------------------------------- opening


def _opening(home: Path, size: str, budget: float | None) -> list[Figure]:
    runs = []
    for _ in range(5):
        out = subprocess.run(
            [sys.executable, "-m", "benchmarks.store", "open", home, size],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        runs.append(json.loads(out.stdout))
    opened, page, now, peak = (median(run[n] for run in runs) for n in range(4))
    return [
        Figure(f"open, {size}, median of five", opened, "ms", budget=budget),
        Figure(f"open and the first queue page, {size}", page, "ms", budget=1500),
        Figure(f"memory of what is kept and the queue, at its highest, {size} (then: {now:.0f})", peak, "MB"),
    ]


def measure_opening(home: Path) -> tuple[float, float, float, float]:
    """(ms to open, ms to the first page with the history of the first person, MB, MB at the highest)."""
    began = time.perf_counter()
    store = open_store(Home(home).database)
    opened = time.perf_counter()
    services = open_services(Home(home), store=store)
    queue = Queue.begin(services.judge(), NOW)
    shown = [store.get(Contact, place.contact) for place in queue.items[:60]]
    first = shown[0]
    assert first
    history = store.of_contact(Attempt, first.id)
    colleagues = store.by_account(first.account)
    waiting, today = store.unfinished(), store.since(NOW.replace(hour=0))
    done = time.perf_counter()
    assert history
    assert colleagues
    assert not waiting
    assert not today
    store.close()
    return (opened - began) * 1000, (done - began) * 1000, memory("VmRSS"), memory("VmHWM")


def memory(name: str, process: int | str = "self") -> float:
    """Megabytes of a process now (`VmRSS`) or at their highest (`VmHWM`); 0 where nobody says so."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


# --------------------------------------------------------------------------------------------- saving


def measure_saving(home: Path, size: str) -> list[Figure]:
    """Attempts and reflections saved in turns by everybody."""
    store = open_store(Home(home).database)
    stock = _stock(home, len(store.all(Contact)))
    with _bare(home) as bare, _sqlite(home) as sqlite:
        took = asyncio.run(_saves(store, bare, sqlite, 0))
    before = memory("VmRSS")
    during, pause = asyncio.run(_saves_while_written(store))
    more = memory("VmHWM") - before
    store.close()
    ours, append, full = took["attempt"], took["append"], took["sqlite"]
    floor = Beside(median(append), "append + fsync")
    rows = [
        Figure(f"save of an attempt with its standing, {size}, median", median(ours), "ms", floor,
               Beside(median(full), "sqlite3 FULL"), budget=3, times=True),
        Figure(f"save of a reflection, {size}, median", median(took["reflection"]), "ms", floor,
               budget=3, times=True),
        _beyond(f"save of an attempt with its standing, {size}", ours, append),
        _beyond(f"save of a reflection, {size}", took["reflection"], append),
        Figure(f"save while the file is written anew, {size}, p99 (median {median(during):.2f})",
               p99(during), "ms", budget=10),
        Figure(f"save while the file is written anew, {size}, worst", max(during), "ms", budget=50),
        Figure(f"longest pause of the loop meanwhile, {size}", pause, "ms", budget=50),
        Figure(f"memory it takes meanwhile, {size}", more, "MB"),
    ]  # fmt: skip
    if stock:
        what, peer = f"save of an attempt, {size}, median", Beside(stock, "stock TinyDB")
        rows.append(Figure(what, median(ours), "ms", peer=peer))
    return rows


def _beyond(what: str, took: Sequence[float], append: Sequence[float]) -> Figure:
    """What the slowest saves take more than the slowest bare appends."""
    return Figure(f"{what}, p99 less the append's", max(0.0, p99(took) - p99(append)), "ms", budget=10)


async def _saves(
    store: TinyStore, bare: Callable[[bytes], None], sqlite: Callable[[Attempt], None], start: int
) -> dict[str, list[float]]:
    took: dict[str, list[float]] = {name: [] for name in ("append", "sqlite", "attempt", "reflection")}
    for n in range(_SAVES):
        attempt = _attempt(store.new_id(Attempt), start + n + 1, 10)
        with _timed(took["append"]):
            bare(json.dumps(encode(attempt)).encode())
        with _timed(took["sqlite"]):
            sqlite(attempt)
        with _timed(took["attempt"]):
            await store.commit(Batch((attempt, replace(Standing(attempt.contact), dials=n))))
        with _timed(took["reflection"]):
            await store.commit(Batch((Reflection(attempt.id, attempt.contact, NOW, right="asked first"),)))
    return took


async def _saves_while_written(store: TinyStore) -> tuple[list[float], float]:
    """Saves while the file is written anew and copied, and the longest time the loop did not turn (ms)."""
    took: list[float] = []
    pauses: list[float] = []
    n = 0
    for _ in range(3):
        resting = asyncio.ensure_future(store.write_anew())
        last = time.perf_counter()
        while not resting.done():
            attempt = _attempt(store.new_id(Attempt), n % 1000 + 1, 10)
            with _timed(took):
                await store.commit(Batch((attempt,)))
            for _ in range(5):
                await asyncio.sleep(0.001)
                pauses.append(time.perf_counter() - last - 0.001)
                last = time.perf_counter()
            last = time.perf_counter()
            n += 1
        await resting
    return took, max(pauses) * 1000


@contextmanager
def _timed(took: list[float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took.append((time.perf_counter() - began) * 1000)


@contextmanager
def _bare(home: Path) -> Iterator[Callable[[bytes], None]]:
    with (home / "bare").open("ab", buffering=0) as file:

        def save(line: bytes) -> None:
            file.write(line)
            os.fsync(file.fileno())

        yield save


@contextmanager
def _sqlite(home: Path) -> Iterator[Callable[[Attempt], None]]:
    db = sqlite3.connect(home / "bench.sqlite", isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table attempts (id integer primary key, contact integer, document text)")
    db.execute("create index history on attempts (contact)")
    db.execute("create table standings (id integer primary key, document text)")

    def save(attempt: Attempt) -> None:
        db.execute("begin")
        db.execute(
            "insert into attempts values (?, ?, ?)",
            (attempt.id, attempt.contact, json.dumps(encode(attempt))),
        )
        standing = json.dumps(encode(Standing(attempt.contact, dials=attempt.id)))
        db.execute("insert or replace into standings values (?, ?)", (attempt.contact, standing))
        db.execute("commit")

    yield save
    db.close()


def _stock(home: Path, contacts: int) -> float:
    """Milliseconds for one insert by TinyDB itself; 0 where that would take too long."""
    if contacts > 10_000:
        return 0.0
    took: list[float] = []
    path = home / "stock.json"
    path.write_bytes(Home(home).database.read_bytes())
    with TinyDB(path) as db:
        table = db.table("attempts")
        for n in range(3):
            with _timed(took):
                table.insert(encode(_attempt(n, 1, 10)))
    return median(took)


def measure_imports() -> list[Figure]:
    """Ten thousand people in one transaction."""
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        store = open_store(Home(Path(folder)).database)
        batch = Batch(tuple(_with_more(contact) for contact in people(10_000)))
        began = time.perf_counter()
        asyncio.run(store.commit(batch))
        took = time.perf_counter() - began
        store.close()
    return [Figure("10,000 contacts in one transaction", took, "s", budget=1)]


def main() -> None:
    """One measurement in this process, as JSON."""
    what, folder, size = sys.argv[1:]
    measure: dict[str, Callable[[], str]] = {
        "open": lambda: json.dumps(measure_opening(Path(folder))),
        "saves": lambda: dump(measure_saving(Path(folder), size)),
        "imports": lambda: dump(measure_imports()),
    }
    print(measure[what]())


if __name__ == "__main__":
    main()
