"""What a report says of a few calls, and what it keeps to itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.given import DEFAULTS, DISPOSITIONS, LONDON, NOW, call
from tests.memory import MemoryStore
from tui.core.call.attempt import Met, Skip
from tui.core.call.reflection import Intention, Reflection
from tui.core.insight.called import Called
from tui.core.insight.ledger import Ledger
from tui.core.insight.span import Kind, Span, span_of
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.report.build import SECTIONS, Asked, Builder, days_of
from tui.report.document import Report
from tui.report.html import html
from tui.report.markdown import markdown

HOUR = timedelta(hours=1)
TODAY = NOW.date()
PEOPLE = (
    Contact(1, "Dana Reyes", "Northwind Freight", list="Guests of Dana Reyes"),
    Contact(2, "Ben Okafor", "Okafor & Co", list="Autumn"),
    Contact(3, "Priya Raman", "Raman Ltd"),
)
STORE = (
    *PEOPLE,
    Intention(1, "let Dana finish", NOW - HOUR, 9),
    call(1, 1, disposition="meeting", purpose="win", met=(Met("no-budget", worked=True),)),
    Reflection(
        1,
        1,
        NOW,
        right="Dana named the day",
        wrong="asked about ben",
        next="ask Priya Raman",
        kept=True,
        intention=1,
    ),
    call(2, 2, started=NOW + HOUR, disposition="no-answer", purpose="win"),
    call(3, 2, started=NOW - timedelta(days=7), disposition="no-answer"),
)


def built(kind: Kind = "week", **asked: Any) -> Report:
    return told_of(MemoryStore(Batch(STORE)), kind, **asked)


def told_of(store: MemoryStore, kind: Kind, **asked: Any) -> Report:
    ledger = Ledger(store, DISPOSITIONS, DEFAULTS.purposes, LONDON)
    ledger.read(10_000)
    called = Called(
        {"meeting": "meeting booked"}, {"win": "win new business"}, {"no-budget": "No budget at Northwind"}
    )
    builder = Builder(ledger, span_of(kind, TODAY), TODAY, called, Asked("Sam", **asked))
    for _ in builder.look(store):
        pass
    return builder.report(NOW)


def test_no_contact_is_named_unless_that_is_asked_for() -> None:
    for draw in (markdown, html):
        told = draw(built())
        for name in ("Dana", "Reyes", "Okafor", "Ben", "Priya", "Raman", "Northwind", " ben"):
            assert name not in told, name
        assert "‹name› named the day" in told
        assert "word by word" in told


def test_with_names_they_stand_there() -> None:
    told = markdown(built(contacts=True))
    assert "Dana named the day (Mon 23 Nov, meeting booked, with Dana Reyes)" in told
    assert "word by word" not in told


def test_what_is_counted_is_said() -> None:
    told = markdown(built())
    assert told.startswith("# Sam’s week: 23 to 29 November 2026\n")
    assert (
        "- Dials: **2** (16 November 2026: 0)" in told
        or "- Dials: **2** (Monday 16 November 2026: 1)" in told
    )
    assert "- Somebody answered: **1 of 2, too few to say**" in told
    assert "done 1 of 1 time, last on Mon 23 Nov" in told
    assert "| No budget at ‹company› |   1 |             1 |       0 |" in told


def test_a_day_on_which_nobody_said_whether_they_did_it_has_no_share() -> None:
    asked = (
        Contact(1, "Dana Reyes"),
        call(1, 1, disposition="conversation"),
        Reflection(1, 1, NOW, intention=1),
        Intention(1, "slow down", NOW - HOUR, 9),
    )
    told = markdown(told_of(MemoryStore(Batch(asked)), "week"))
    assert "| Mon 23 |     1 |             1 |        0 |    – |" in told.replace("\u00a0", " ")


def test_what_is_for_the_rep_alone_is_not_told() -> None:
    """How many calls went to friends (P7), and why somebody was passed over (P27)."""
    friend = (call(n, 1, started=NOW - n * HOUR, disposition="conversation") for n in range(10, 16))
    skips = (Skip(1, 2, NOW, "too big for me this morning"), Skip(2, 2, NOW, ""))
    told = markdown(told_of(MemoryStore(Batch((*STORE, *friend, *skips))), "week"))
    assert "- Passed over: **2**" in told
    assert "too big" not in told
    assert "well known" not in told


letters = st.text(st.sampled_from("bcdfghjklmnpqrtvwxzäøжд"), min_size=3, max_size=8).filter(
    lambda word: word != "html"  # the page begins with it
)
called = st.lists(st.lists(letters, min_size=1, max_size=3), min_size=1, max_size=3)


@given(
    called, st.sampled_from([str.title, str.upper, str.lower]), st.sampled_from(["", "’s boss", ", again"])
)
@settings(max_examples=40, deadline=None)
def test_whatever_contacts_are_called_no_name_is_told(
    names: list[list[str]], write: Callable[[str], str], behind: str
) -> None:
    people = [Contact(i, " ".join(name).title(), "", list=name[0]) for i, name in enumerate(names, 1)]
    calls = [call(i, i, disposition="meeting", purpose="win") for i, _ in enumerate(names, 1)]
    forms = [
        Reflection(
            i, i, NOW, *(f"{what} {write(' '.join(name))}{behind}" for what in ("", "asked", "lost", "ask"))
        )
        for i, name in enumerate(names, 1)
    ]
    store = MemoryStore(Batch((*people, *calls, *forms)))
    for draw in (markdown, html):
        told = draw(told_of(store, "week")).casefold()
        told = told.partition("</style>")[2] or told
        assert not [word for name in names for word in name if re.search(rf"\b{word.casefold()}\b", told)]


@pytest.mark.parametrize("part", SECTIONS)
def test_each_part_can_be_left_out(part: str) -> None:
    whole = {section.id for section in built().sections}
    assert {section.id for section in built(left_out=frozenset({part})).sections} == whole - {part}


def test_of_very_many_calls_the_words_are_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.report.build._LINES", 1)
    assert "Words are those" not in markdown(built()), "only one call has words"
    monkeypatch.setattr("tui.report.build._LINES", 0)
    told = markdown(built())
    assert "Words are those of the newest 0 calls" in told
    assert "named the day" not in told


def test_a_day_has_no_days() -> None:
    assert "days" not in {section.id for section in built("day").sections}


@pytest.mark.parametrize(
    ("kind", "words"),
    [("day", "Monday 23 November 2026"), ("week", "23 to 29 November 2026"), ("month", "November 2026")],
)
def test_spans_are_said_as_one_says_them(kind: Kind, words: str) -> None:
    assert days_of(span_of(kind, TODAY)) == words


def test_a_span_over_new_year() -> None:
    assert days_of(span_of("week", date(2026, 12, 31))) == "28 December 2026 to 3 January 2027"
    assert days_of(Span("month", date(2026, 10, 1), date(2026, 10, 22))) == "1 to 22 October 2026"
