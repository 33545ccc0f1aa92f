"""Practice: a review saved beside a bare fsynced append, and what is due today with years of reviews."""

from __future__ import annotations

import asyncio
import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.figure import Beside, Figure, p99
from tui.core.books import Books
from tui.core.call.reflection import Capture
from tui.core.ports import Batch, Card, Record
from tui.core.practice.due import deck, due, median_first_word, weeks
from tui.core.practice.line_up import line_up
from tui.core.practice.practice import DRAFT, Drill, Recall, Review
from tui.core.practice.recall import fold
from tui.core.request import Done, Practised, carry_out
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.playbook.schedule import Fsrs
from tui.store.codec import encode
from tui.store.store import TinyStore, open_store

_NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
_LONDON = ZoneInfo("Europe/London")
_CARDS, _REVIEWS, _WORDINGS, _CAPTURES = 100, 20_000, 12, 60
_SAVES = 400


def run() -> list[Figure]:
    """The rows of the table."""
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        home = Home(Path(folder))
        _fill(home)
        store = open_store(home.database)
        try:
            return [*_asking(store), *asyncio.run(_saving(home, store))]
        finally:
            store.close()


def _card(n: int) -> Card:
    says = tuple(f"we already have number {n} and a reason {w}" for w in range(_WORDINGS))
    return Card(f"card-{n}", f"Card {n}", says, "Compared with what?", (), tags=(f"tag {n % 7}",))


def _fill(home: Home) -> None:
    """Five years of practice: twenty thousand reviews of a hundred cards, in two thousand rounds."""
    chance, schedule = Random(7), Fsrs()
    logs: dict[str, list[Review]] = {f"card-{n}": [] for n in range(_CARDS)}
    drills = []
    for n in range(_REVIEWS):
        at = _NOW - timedelta(hours=2.2 * (_REVIEWS - n))
        if n % 10 == 0:
            drills.append(Drill(n // 10 + 1, "batting", at, lines=10, ended=at, timed=10, quick=6))
        item = f"card-{chance.randrange(_CARDS)}"
        said = f"we already have number {item[5:]} and a reason {chance.randrange(_WORDINGS)}"
        rating = chance.choice((1, 2, 3, 3, 3, 4))
        logs[item].append(
            Review(n + 1, item, at, rating, said, first_word=2.5, answer="x" * 60, drill=len(drills))
        )
    recalls = [fold(log, n, schedule) for n, log in enumerate(logs.values(), 1)]
    captures = [Capture(n, 1, 1, f"what about {n}", _NOW) for n in range(1, _CAPTURES + 1)]
    store = open_store(home.database)
    records: tuple[Record, ...] = (*drills, *(r for log in logs.values() for r in log), *recalls, *captures)
    asyncio.run(store.commit(Batch(records)))
    store.close()


def _asking(store: TinyStore) -> list[Figure]:
    cards = [_card(n) for n in range(_CARDS)]
    began = time.perf_counter()
    made = deck(cards)
    deck_ms = (time.perf_counter() - began) * 1000
    midnight = _NOW.replace(hour=0)
    asked: list[float] = []
    figures: list[float] = []
    for n in range(60):
        began = time.perf_counter()
        found = due(store, made, _NOW, midnight)
        asked.append((time.perf_counter() - began) * 1000)
        assert found.items[0].item.startswith(DRAFT)
        began = time.perf_counter()
        weeks(store, _NOW, _LONDON, 8)
        median_first_word(store)
        line_up("batting", found, store, Random(n))
        figures.append((time.perf_counter() - began) * 1000)
    size = f"{_CARDS} cards, {_REVIEWS:,} reviews"
    due_what = f"what is due, {size}, median (the first time {asked[0]:.1f})"
    return [
        Figure(due_what, median(asked), "ms", budget=5),
        Figure(
            f"eight weeks' figures and the lines of a round, {size}, median", median(figures), "ms", budget=5
        ),
        Figure(f"the cards made ready, {_CARDS * _WORDINGS:,} wordings, once", deck_ms, "ms"),
    ]


async def _saving(home: Home, store: TinyStore) -> list[Figure]:
    """A line that was answered, as a round saves it, a changed rating, and a bare append."""
    books = Books(store, store.new_id, read_defaults(home).dispositions, _LONDON, Fsrs())
    took: dict[str, list[float]] = {name: [] for name in ("append", "new", "changed")}
    with (home.path / "bare").open("ab", buffering=0) as bare:
        for n in range(_SAVES):
            at = _NOW + timedelta(seconds=n)
            review = Review(
                0, f"card-{n % _CARDS}", at, 3, "we already have one", first_word=2.0, answer="x" * 60
            )
            drill = Drill(0, "batting", _NOW, lines=n + 1)
            recall = next(recall for recall in store.all(Recall) if recall.item == review.item)
            line = b"".join(json.dumps(encode(record)).encode() for record in (review, drill, recall))
            began = time.perf_counter()
            bare.write(line + b"\n")
            os.fsync(bare.fileno())
            took["append"].append((time.perf_counter() - began) * 1000)
            for name, rating in (("new", 3), ("changed", 1)):
                began = time.perf_counter()
                done = carry_out(Practised((Review(0, review.item, at, rating, review.said),), drill), books)
                assert isinstance(done, Done)
                await store.commit(done.batch)
                took[name].append((time.perf_counter() - began) * 1000)
    new, changed, append = took["new"], took["changed"], took["append"]
    floor, saved = Beside(median(append), "append + fsync"), "an answered line saved, with schedule and round"
    beyond = max(0.0, p99(new) - p99(append))
    return [
        Figure(f"{saved}, median", median(new), "ms", floor, budget=3, times=True),
        Figure(f"{saved}, p99 less the append's", beyond, "ms", budget=10),
        Figure("a rating changed afterwards, 200 reviews gone through, median", median(changed), "ms", floor),
    ]
