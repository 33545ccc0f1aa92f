"""What a coach writes to a report comes back as one line a day."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.core.given import DISPOSITIONS
from tests.memory import MemoryStore
from tui.core.books import Books
from tui.core.day.coach import (
    LARGEST,
    LONGEST,
    MOST,
    Comment,
    NoComments,
    due,
    from_document,
    from_report,
    line,
    shown,
)
from tui.core.ports import Batch, Record
from tui.core.request import Done, TakeComments, carry_out
from tui.core.text import plain

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
MIDNIGHT = NOW.replace(hour=0, minute=0)

REPORT = """# Sam's week

- 120 dials

## For the rep

Write one comment a line, each behind a dash, and send the file back.

Coach: Kim

- Slow down in the first ten seconds
- Ask for the day, not for
  "some time"
* You were kind to the last one
-

## Figures

- 12 conversations
"""


def test_comments_stand_behind_their_heading() -> None:
    found = from_report(REPORT)
    assert found.texts == (
        "Slow down in the first ten seconds",
        'Ask for the day, not for "some time"',
        "You were kind to the last one",
    )
    assert found.who == "Kim"
    assert found.said == ""


def test_a_report_that_was_quoted_by_mail_is_read_too() -> None:
    quoted = "\r\n".join(f"> {row}" for row in REPORT.splitlines())
    assert from_report(f"See below!\r\n\r\n{quoted}").texts == from_report(REPORT).texts


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no part"),
        ("- a list\n- of things", "no part"),
        ("## For the rep\n\n-\n- \n", "no comment"),
        ("## For the rep\n\nWell done!\n", "no comment"),
        ("\x00" * 100, "no part"),
        ("x" * (LARGEST + 1), "too long"),
    ],
)
def test_a_file_without_comments_is_refused_with_words(text: str, why: str) -> None:
    with pytest.raises(NoComments, match=why):
        from_report(text)


@pytest.mark.parametrize("data", [None, [], "x", {"comments": "one"}, {"comments": [1]}, {"comments": []}])
def test_an_odd_document_is_refused_with_words(data: object) -> None:
    with pytest.raises(NoComments):
        from_document(data)


def test_a_document_is_a_list() -> None:
    found = from_document({"from": "Kim", "comments": ["Breathe", "breathe ", "Ask"], "more": 1})
    assert (found.texts, found.who) == (("Breathe", "Ask"), "Kim")


def test_too_long_and_too_many_are_cut_and_said() -> None:
    found = from_document({"comments": ["a" * 900, *(f"comment {i}" for i in range(MOST + 4))]})
    assert len(found.texts) == MOST
    assert len(found.texts[0]) == LONGEST
    assert found.said == "1 comment was cut to 200 characters; 5 were left out, 30 are the most."


def test_hostile_comments_are_cleaned() -> None:
    rows = Path("tests/data/strings/hostile_open.jsonl").read_text(encoding="utf-8").splitlines()
    hostile = [text for row in rows for text in json.loads(row).values() if isinstance(text, str)]
    assert len(hostile) > 50
    for text in hostile:
        try:
            found = from_document({"comments": [text], "from": text})
        except NoComments:
            continue
        assert all(plain(said) == said and "\n" not in said for said in (*found.texts, found.who))


def one(id: int, **more: datetime) -> Comment:
    return Comment(id, f"comment {id}", NOW - timedelta(days=3), "Kim", **more)


def put(store: MemoryStore, *records: Record) -> None:
    asyncio.run(store.commit(Batch(records)))


def test_one_a_day_the_oldest_first() -> None:
    store = MemoryStore()
    assert due(store, MIDNIGHT) is None
    put(store, one(1), one(2), one(3))
    assert due(store, MIDNIGHT) == one(1)
    put(store, shown(one(1), NOW))
    assert due(store, MIDNIGHT) is None
    assert due(store, MIDNIGHT + timedelta(days=1)) == one(2)


def test_how_it_is_said() -> None:
    assert line(one(1)) == "Kim: comment 1"
    assert line(replace(one(1), who="")) == "Your coach: comment 1"


def test_taking_a_file_twice_is_once() -> None:
    store = MemoryStore()
    books = Books(store, store.new_id, DISPOSITIONS, UTC)
    asked = TakeComments(("Breathe", "Ask"), "Kim", NOW)
    first = carry_out(asked, books)
    assert isinstance(first, Done)
    assert first.said == "2 new comments of Kim"
    put(store, *first.batch.puts)
    again = carry_out(TakeComments(("breathe", "Wait"), "Kim", NOW), books)
    assert isinstance(again, Done)
    assert [c.text for c in again.batch.puts if isinstance(c, Comment)] == ["Wait"]
