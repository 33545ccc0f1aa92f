"""The queue after a result, with 100,000 people: judged again and put in its place (ARCHITECTURE.md §5)."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.figure import Figure, p99
from benchmarks.samples import people
from tui.core.lists.profile import Marker, Profile
from tui.core.people.accounts import affected
from tui.core.ports import Batch
from tui.core.queue.judge import Judge
from tui.core.queue.policy import Policy, plans_by_purpose
from tui.core.queue.queue import Queue
from tui.core.queue.standing import Standing, Tried
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.runner import SPAN
from tui.store.shelf import Records

_NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
_EIGHT = _NOW.replace(hour=8, minute=0)
_PROFILE = Profile((Marker("role", "contains", "buyer", weight=3), Marker("account", "contains", "7")))


def _tried(id: int) -> Standing:
    """Somebody with five calls behind them."""
    tries = tuple(_NOW - timedelta(days=day, hours=day % 3 + 2) for day in (24, 18, 12, 8, 5))
    number = Tried(f"+447700{id:06}", 5, "", tries, tries[-3:-1])
    return Standing(id, 5, 0, tries[-1], "no-answer", numbers=(number,), tries=tries, missed=tries[-4:])


def _enough() -> Callable[[], bool]:
    """Whether a slice that begins now has had its time, as the app asks."""
    until = time.perf_counter() + SPAN
    return lambda: time.perf_counter() >= until


def _slices(what: str, took: list[float]) -> Figure:
    worst = f"{len(took)} of them, p99 (worst {max(took) * 1000:.1f})"
    return Figure(f"{what}: a slice, {worst}", p99(took) * 1000, "ms", budget=10)


def _opening(judge: Judge) -> list[float]:
    """Seconds of each slice in which people are judged again at eight in the morning."""
    queue, took, now = Queue(judge, people(100_000), _EIGHT - timedelta(seconds=1)), [], _EIGHT
    while queue.overdue(now):
        began = time.perf_counter()
        queue.tick(now, _enough())
        took.append(time.perf_counter() - began)
    return took


def run() -> list[Figure]:
    """The rows of the table."""
    shelf = Records()
    shelf.apply(Batch(people(100_000)))
    shelf.apply(Batch(tuple(_tried(id) for id in range(1, 100_001))))  # 500,000 calls
    with TemporaryDirectory() as folder:
        defaults = read_defaults(Home(Path(folder)))
    plans, plan = plans_by_purpose(defaults.purposes, defaults.plans)
    policy = Policy(profile=_PROFILE, plans=plans, plan=plan)
    judge = Judge(shelf, defaults.dispositions, defaults.hours, ZoneInfo("Europe/London"), policy)
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
        growing.grow(_NOW, 200, _enough())
        slices.append(time.perf_counter() - began)
    gc.freeze()
    gc.enable()
    opening = _opening(judge)
    chance, took = random.Random(3), []
    for _ in range(300):
        contact = chance.randint(1, 100_000)
        shelf.apply(Batch((replace(_tried(contact), last=_NOW, rest_until=_NOW.replace(hour=18)),)))
        began = time.perf_counter()
        queue.update(affected(shelf, [contact]), _NOW)  # the colleagues too
        took.append(time.perf_counter() - began)
    return [
        Figure(
            f"re-order after a result, 100,000 people, worst (median {median(took) * 1000:.2f})",
            max(took) * 1000,
            "ms",
            budget=5,
        ),
        Figure("the whole queue judged, 100,000 people and 500,000 attempts", built, "s"),
        Figure("its first page (records in memory)", first * 1000, "ms", budget=500),
        _slices("everybody judged behind it", slices[:-1]),
        _slices("the hours of all 100,000 begin", opening),
        Figure("the last slice, which puts the list into its whole order", slices[-1] * 1000, "ms"),
    ]
