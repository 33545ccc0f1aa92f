"""The funnel, with 100,000 people: how long a key waits while a marker is being written."""

from __future__ import annotations

import random
import time
from dataclasses import replace

from benchmarks.figure import Figure
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


def run() -> list[Figure]:
    """The rows of the table."""
    chance = random.Random(4)
    shelf = Records()
    shelf.apply(Batch(tuple(_with_columns(person, chance) for person in people(100_000))))
    funnel, slices = Funnel(shelf), []
    began = time.perf_counter()
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
    read = "its columns read behind the picture"
    return [
        Figure("funnel counted anew after a key, 100,000 people, worst", max(took) * 1000, "ms", budget=100),
        Figure(f"{read}: all", whole, "s"),
        Figure(f"{read}: a slice of 50, worst", max(slices) * 1000, "ms", budget=10),
    ]


def _with_columns(person: Contact, chance: random.Random) -> Contact:
    fields = {
        "Employees": chance.choice(["1-10", "11-50", "51-200", "201-500", "5,000+"]),
        "Revenue": f"{chance.randrange(10**6):,}",
    }
    return replace(person, fields=fields)
