"""Saving an attempt and its form, against a bare append and fsync of the same run (ARCHITECTURE.md §5).

The first storage replaces the whole file at each commit, so its cost grows with the file; the journaled
storage behind the same port is the next step.
"""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.samples import home_of
from tui.core.attempt import Attempt
from tui.core.ports import Batch
from tui.files.home import Home
from tui.wiring import open_store

_NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
_SAVES = 60


def run() -> list[tuple[str, str, str]]:
    """The rows of the table."""
    bare = _bare()
    rows = []
    for many in (1_000, 10_000):
        with home_of(many) as home:
            took = asyncio.run(_saves(home))
        rows.append(
            (
                f"save of an attempt, {many:,} contacts ÷ bare fsynced append ({bare * 1000:.2f} ms)",
                f"{median(took) / bare:.1f}",
                "3 (journal)",
            )
        )
    return rows


def _bare() -> float:
    took = []
    with TemporaryDirectory() as folder, (Path(folder) / "lines").open("ab", buffering=0) as file:
        for _ in range(_SAVES):
            began = time.perf_counter()
            file.write(b"x" * 400 + b"\n")
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return median(took)


async def _saves(home: Path) -> list[float]:
    took = []
    store = open_store(Home(home))
    for n in range(_SAVES):
        attempt = Attempt(store.new_id(Attempt), n + 1, "+447700900123", _NOW)
        began = time.perf_counter()
        await store.commit(Batch((attempt,)))
        took.append(time.perf_counter() - began)
    store.close()
    return took
