"""Choosing among the pages of the library, and which objections still want an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.memory import MemoryStore
from tui.core.call.attempt import Promise
from tui.core.call.reflection import Capture
from tui.core.pages import NEWEST, Only, Page, captured, choices, questions, unanswered, with_words
from tui.core.ports import Batch, Card

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
PRICE = Page(
    "card", "price", "Too dear", "Basics", "/lib/price.yaml", False, tags=("money",), purposes=("win",)
)
MINE = Page("opener", "hi", "Hello", "Mine", "C:\\home\\scripts\\mine.yaml", True, main="Good morning, Zoë")


@pytest.mark.parametrize(
    ("only", "fit"),
    [
        (Only(), [PRICE, MINE]),
        (Only("tag", "money"), [PRICE]),
        (Only("purpose", "win"), [PRICE, MINE]),  # without a purpose: for all
        (Only("purpose", "grow"), [MINE]),
        (Only("pack", "Mine"), [MINE]),
        (Only("file", "mine.yaml"), [MINE]),
    ],
)
def test_only(only: Only, fit: list[Page]) -> None:
    assert [page for page in (PRICE, MINE) if only.fits(page)] == fit


def test_choices_begin_with_the_reps_own_files() -> None:
    assert choices([PRICE, MINE]) == [
        Only("file", "mine.yaml"),
        Only("purpose", "win"),
        Only("tag", "money"),
        Only("pack", "Basics"),
        Only("pack", "Mine"),
        Only("file", "price.yaml"),
    ]


@pytest.mark.parametrize(
    ("words", "found"), [("zoe good", [MINE]), ("MONEY", [PRICE]), ("good money", []), ("  ", [])]
)
def test_words(words: str, found: list[Page]) -> None:
    assert with_words([PRICE, MINE], words) == found


def captures(*texts: str) -> MemoryStore:
    return MemoryStore(Batch(tuple(Capture(id, 1, id, text, NOW) for id, text in enumerate(texts, 1))))


def test_what_a_card_says_is_answered_and_each_is_named_once_newest_first() -> None:
    card = Card("x", "X", ("No, THANKS", "never"), "", ())
    store = captures("no,  thanks", "works council", "Never", "drivers", "Works Council")
    assert [c.id for c in unanswered(store, [card])] == [5, 4]


def test_what_was_put_away_waits_no_more_until_it_is_said_again() -> None:
    store = captures("drivers", "works council", "Drivers")
    store.apply(Batch((replace(Capture(3, 1, 3, "Drivers", NOW), put_away=NOW),)))
    assert [c.id for c in unanswered(store, [])] == [2]
    assert [words for words, _ in captured(store)] == ["works council"]
    store.apply(Batch((Capture(4, 1, 9, "DRIVERS", NOW),)))
    assert [c.id for c in unanswered(store, [])] == [4, 2]


def test_questions_wait_for_a_card_whether_their_promise_is_kept_or_not() -> None:
    asked = ("Does it do SSO?", "who hosts it?", "Is it ours?", "does it  do sso?")
    promises = [Promise(id, 1, id, question, NOW, NOW) for id, question in enumerate(asked, 1)]
    promises[3] = replace(promises[3], done=NOW)
    store = MemoryStore(Batch(tuple(promises)))
    card = Card("x", "X", ("WHO hosts it?",), "", ())
    assert [p.id for p in questions(store, [card])] == [4, 3]
    store.apply(Batch((replace(promises[3], put_away=NOW),)))
    assert [p.id for p in questions(store, [card])] == [3]


def test_of_many_the_newest_are_looked_at() -> None:
    store = captures(*(f"number {n}" for n in range(NEWEST + 5)))
    assert len(unanswered(store, [])) == NEWEST
