"""The figures as JSON: every number under its own name."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import timedelta

from tests.core.given import DEFAULTS, DISPOSITIONS, LONDON, NOW, call, person
from tests.memory import MemoryStore
from tui.core.call.attempt import Met, Skip, Touch
from tui.core.call.reflection import Reflection
from tui.core.insight.document import document
from tui.core.insight.figures import DayFigures, Figures, Funnel, Row
from tui.core.insight.ledger import Ledger
from tui.core.insight.span import span_of
from tui.core.ports import Batch

WEEK = span_of("week", NOW.date())


def made() -> dict:
    """The document of a week with one of everything."""
    meeting = call(
        1, disposition="meeting", purpose="win", opener="win-reason", met=(Met("too_busy", True),),
        prep=12.34, answered=NOW + timedelta(seconds=9), ended=NOW + timedelta(seconds=70),
    )  # fmt: skip
    rang = call(2, inbound=True, disposition="sale", started=NOW + timedelta(hours=1))
    said = Reflection(1, 1, NOW, right="asked first", kept=True, intention=5)
    records = (person(1, list="fair"), meeting, rang, said, Touch(1, 1, NOW, "e-mail"), Skip(1, 1, NOW, "x"))
    ledger = Ledger(MemoryStore(Batch(records)), DISPOSITIONS, DEFAULTS.purposes, LONDON)
    ledger.read_to(WEEK.first)
    found: dict = json.loads(json.dumps(document(ledger.figures(WEEK), None, ledger.days(WEEK))))
    return found


def test_every_figure_has_its_name() -> None:
    found = made()
    assert found.keys() == {field.name for field in fields(Figures)} | {"days", "before"}
    assert {field.name for field in fields(Funnel)} <= found["funnel"].keys()
    assert {field.name for field in fields(Row)} <= found["purposes"][0].keys()
    assert found["days"][0].keys() == {field.name for field in fields(DayFigures)}


def test_the_numbers() -> None:
    found = made()
    assert found["span"] == {"kind": "week", "first": "2026-11-23", "last": "2026-11-29"}
    assert (found["whole"], found["before"]) == (True, None)
    assert found["funnel"]["results"] == {"meeting": 1}
    assert found["inbound"]["sales"] == {"sale": 1}
    assert found["heat"] == {"cells": [{"weekday": 1, "hour": 9, "dials": 1, "connects": 1}], "best": []}
    assert (found["kept"]["asked"], found["kept"]["kept"]) == (1, 1)
    assert found["spent"] == {"prep": 12.3, "dial": 9.0, "talk": 61.0}
    assert found["safe"] == {"dials": 1, "safe": 0}
    assert found["touches"] == [{"medium": "e-mail", "sent": 1, "spoken": 1, "successes": 1}]
    assert found["skips"] == {"x": 1}
    assert found["cards"] == [{"card": "too_busy", "met": 1, "worked": 1, "failed": 0}]
    assert [found[name][0]["value"] for name in ("purposes", "lists", "openers", "kinds", "tries")] == [
        "win",
        "fair",
        "win-reason",
        "work",
        "1",
    ]
    assert found["purposes"][0]["succeeding"] == {
        "hits": 1,
        "of": 1,
        "share": 1.0,
        "low": 0.207,
        "high": 1.0,
        "enough": False,
    }
