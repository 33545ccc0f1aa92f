"""The funnel, with 100,000 people: how long a key waits while a marker is being written."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from benchmarks.samples import people
from tui.core.lists.funnel import Funnel
from tui.core.lists.profile import Marker, Profile
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.store.shelf import Records

_STANDING = (
    Marker("country", "one of", "US, GB", "must"),
    Marker("role", "contains", "assistant", "must not"),
    Marker("Employees", "between", "50-300", "must"),
    Marker("Revenue", "between", "100k .. 500k", weight=3),
)


def run() -> list[tuple[str, str, str]]:
    """The rows of the table."""
    chance = random.Random(4)
    shelf = Records()
    shelf.apply(Batch(tuple(_with_columns(person, chance) for person in people(100_000))))
    funnel, slices = Funnel(shelf), []
    began, whole = time.perf_counter(), 0.0
    while funnel.unread:
        started = time.perf_counter()
        funnel.read(50)
        slices.append(time.perf_counter() - started)
    whole = time.perf_counter() - began
    funnel.count(Profile(_STANDING))
    took = []
    for field, rule, text in (
        ("role", "contains", "operations"),
        ("name", "contains", "miller"),
        ("Revenue", "between", "250000-750000"),
    ):
        for end in range(1 if rule == "contains" else len(text), len(text) + 1):
            marker = Marker(field, rule, text[:end])  # type: ignore[arg-type]
            started = time.perf_counter()
            funnel.count(Profile((*_STANDING, marker)))
            took.append(time.perf_counter() - started)
    return [
        (
            "funnel counted anew after a key, 100,000 people, worst",
            f"{max(took) * 1000:.0f} ms",
            "100 ms",
        ),
        (
            "its columns read behind the picture: all / worst slice of 50",
            f"{whole:.1f} s / {max(slices) * 1000:.1f} ms",
            "- / 10 ms",
        ),
    ]


def _with_columns(person: Contact, chance: random.Random) -> Contact:
    fields = {
        "Employees": chance.choice(["1-10", "11-50", "51-200", "201-500", "5,000+"]),
        "Revenue": f"{chance.randrange(10**6):,}",
    }
    return replace(person, fields=fields)
