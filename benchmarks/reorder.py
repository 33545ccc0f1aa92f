"""The queue after a result, with 100,000 people: judged again and put in its place (ARCHITECTURE.md §5)."""

from __future__ import annotations

import gc
import random
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.samples import people
from tui.core.judge import Judge
from tui.core.ports import Batch
from tui.core.queue import Queue
from tui.core.standing import Standing
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.store.shelf import Records

_NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def run() -> list[tuple[str, str, str]]:
    """The rows of the table."""
    shelf = Records()
    shelf.apply(Batch(people(100_000)))
    with TemporaryDirectory() as folder:
        defaults = read_defaults(Home(Path(folder)))
    judge = Judge(shelf, defaults.dispositions, defaults.hours, ZoneInfo("Europe/London"))
    everybody = people(100_000)
    gc.disable()  # as the app does while it starts
    began = time.perf_counter()
    queue = Queue(judge, everybody, _NOW)
    built = time.perf_counter() - began
    began = time.perf_counter()
    growing = Queue.begin(judge, _NOW)
    first = time.perf_counter() - began
    slices = []
    while growing.unseen:
        began = time.perf_counter()
        growing.grow(_NOW, 50)
        slices.append(time.perf_counter() - began)
    gc.freeze()
    gc.enable()
    chance, took = random.Random(3), []
    for _ in range(300):
        contact = chance.randint(1, 100_000)
        shelf.apply(Batch((Standing(contact, dials=1, last=_NOW, rest_until=_NOW.replace(hour=18)),)))
        began = time.perf_counter()
        queue.update([contact], _NOW)
        took.append(time.perf_counter() - began)
    return [
        (
            "re-order after a result, 100,000 people, median / worst",
            f"{median(took) * 1000:.2f} / {max(took) * 1000:.2f} ms",
            "5 ms",
        ),
        ("the whole queue judged, 100,000 people", f"{built:.2f} s", "-"),
        (
            "its first page / a slice of 50 behind it, worst (records in memory)",
            f"{first * 1000:.0f} / {max(slices) * 1000:.1f} ms",
            "- / 10 ms",
        ),
    ]
