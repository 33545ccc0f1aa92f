"""The figures of Review, with 500,000 attempts: how long the screen waits to open, and a call to be counted.

One process on a home of 100,000 people and ten years of calls: 500,000 attempts, 100,000 reflections, 10,000
touches and as many skips. Nobody is called twice in two years: who reads a month reads mostly other years,
which is the worst there is.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figure import Beside, Figure, dump, p99, read
from benchmarks.store import NOW, fill, memory, parts
from tui.core.call.attempt import Attempt, Met, Skip, Touch
from tui.core.call.reflection import Reflection
from tui.core.insight.ledger import Ledger
from tui.core.insight.lines import What
from tui.core.insight.span import KINDS, Span, span_of
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.files.collector import keep_all
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.store.store import TinyStore, open_store

PEOPLE, ATTEMPTS, EVERY = 100_000, 500_000, 5
#: Minutes between calls: ten years of 144 a day.
APART = 10
_CALLS = 300
_SLICE = 50


def run() -> list[Figure]:
    """The rows of the table."""
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        fill(Path(folder), PEOPLE, ATTEMPTS, APART)
        add_words(Path(folder))
        out = subprocess.run(
            [sys.executable, "-m", "benchmarks.insight", folder], check=True, capture_output=True, text=True
        )
    return read(out.stdout)


def add_words(home: Path) -> None:
    """Reflections, touches and skips, spread over all of it."""
    store = open_store(Home(home).database)

    async def save() -> None:
        for some in parts(list(range(EVERY, ATTEMPTS + 1, EVERY))):
            attempts = [attempt for id in some if (attempt := store.get(Attempt, id))]
            await store.commit(
                Batch(
                    tuple(
                        Reflection(a.id, a.contact, a.started, right="asked first", next="slower", kept=True,
                                   intention=1)
                        for a in attempts
                    )
                )
            )  # fmt: skip
        ats = [NOW - timedelta(days=1, hours=8 * n) for n in range(10_000, 0, -1)]
        touches = (Touch(n, n * 7 % PEOPLE + 1, at, "e-mail") for n, at in enumerate(ats, 1))
        skips = (Skip(n, n * 11 % PEOPLE + 1, at, "not now") for n, at in enumerate(ats, 1))
        await store.commit(Batch((*touches, *skips)))

    asyncio.run(save())
    store.close()


def measure(home: Path) -> list[Figure]:
    """Everything, in this process."""
    store = open_store(Home(home).database)
    people = list(store.all(Contact))  # which the open app has anyway
    before = memory("VmRSS")
    defaults = read_defaults(Home(home))

    def ledger() -> Ledger:
        return Ledger(store, defaults.dispositions, defaults.purposes, UTC)

    today = NOW.date()
    cold = {kind: _to_read(ledger(), span_of(kind, today)) for kind in KINDS[:3]}
    kept, slices, began = ledger(), [], time.perf_counter()
    left = True
    while left:
        started = time.perf_counter()
        left = kept.read(_SLICE)
        keep_all()  # as the app does
        slices.append((time.perf_counter() - started) * 1000)
    whole = time.perf_counter() - began
    taken = memory("VmRSS") - before
    opened = {kind: _to_open(kept, span_of(kind, today)) for kind in KINDS}
    took, saves = asyncio.run(_calls(store, kept))
    store.close()
    size, behind = f"{ATTEMPTS:,} attempts", "everything read behind the picture"
    save = Beside(median(saves), "the save itself")
    return [
        *(Figure(f"Review opened, warm, {size}: {kind}", ms, "ms", budget=300)
          for kind, ms in opened.items()),
        Figure(f"a call saved: counted again, worst of {_CALLS}", max(took), "ms", budget=5),
        Figure(f"a call saved: counted again, median of {_CALLS}", median(took), "ms", save),
        *(Figure(f"first look, nothing read: until the {kind} is whole", ms, "ms")
          for kind, ms in cold.items()),
        Figure(f"{behind}: all, {size}", whole, "s"),
        Figure(f"{behind}: a slice of {_SLICE}, p99 (worst {max(slices):.0f})", p99(slices), "ms", budget=10),
        Figure(f"memory it takes beside {len(people):,} people, {size}", taken, "MB"),
    ]  # fmt: skip


def _to_read(ledger: Ledger, span: Span) -> float:
    began = time.perf_counter()
    ledger.read_to(span.first)
    assert ledger.figures(span).whole
    return (time.perf_counter() - began) * 1000


def _to_open(ledger: Ledger, span: Span) -> float:
    """What the screen asks for: the figures, those beside, lines over days, the newest words."""
    began = time.perf_counter()
    figures = ledger.figures(span)
    beside = span.beside(NOW.date())
    if beside:
        ledger.figures(beside)
    ledger.days(span)
    lines = ledger.lines(span, What.RIGHT | What.WIN)
    shown = [line for line, _ in zip(lines, range(50), strict=False)]
    best = figures.heat.best
    took = (time.perf_counter() - began) * 1000
    assert figures.whole
    assert best is not None
    assert span.kind == "day" or shown
    return took


async def _calls(store: TinyStore, ledger: Ledger) -> tuple[list[float], list[float]]:
    """Calls to people who were called before, each begun and then settled: (ms counting, ms saving)."""
    counting, saving = [], []
    for n in range(_CALLS):
        id = store.new_id(Attempt)
        attempt = Attempt(
            id, n * 331 % PEOPLE + 1, "+447700900001", NOW + timedelta(minutes=n), purpose="win"
        )
        settled = replace(attempt, ended=NOW + timedelta(minutes=n + 1), disposition="meeting",
                          met=(Met("too_busy", True),))  # fmt: skip
        words = Reflection(id, attempt.contact, NOW, right="asked first")
        for batch in (Batch((attempt,)), Batch((settled, words))):
            began = time.perf_counter()
            change = ledger.about(batch)
            asked = time.perf_counter()
            await store.commit(batch)
            saved = time.perf_counter()
            ledger.saved(change)
            counting.append((asked - began + time.perf_counter() - saved) * 1000)
            saving.append((saved - asked) * 1000)
    return counting, saving


if __name__ == "__main__":
    print(dump(measure(Path(sys.argv[1]))))
