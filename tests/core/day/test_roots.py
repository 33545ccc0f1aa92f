"""The self-check: counts, no labels; each root that speaks up changes one thing that can be switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, NOW
from tests.memory import MemoryStore
from tui.core.day.roots import (
    AGAIN,
    EFFECTS,
    ROOTS,
    Doubt,
    SelfCheck,
    Statement,
    acting,
    begun,
    due,
    found,
    latest,
    open_doubts,
    rings_true,
)
from tui.core.ports import Batch

_OFFER = [
    Statement("glad", "offer", "…"),
    Statement("friend", "offer", "…", turned=True),
    Statement("delivery", "offer", "…"),
]
_ROUGH = [Statement("snap", "rough", "…"), Statement("day", "rough", "…")]


@pytest.mark.parametrize(
    ("answer", "turned", "true"),
    [("1", False, False), ("2", False, False), ("3", False, True), ("4", False, True),
     ("1", True, True), ("2", True, True), ("3", True, False), ("4", True, False)],
)  # fmt: skip
def test_a_statement_rings_true(answer: str, turned: bool, true: bool) -> None:
    assert rings_true(Statement("a", "offer", "…", turned), answer) is true


def test_counts_by_root_and_the_time_before_beside() -> None:
    now = {"glad": "4", "friend": "2", "delivery": "1", "snap": "1", "gone": "4"}
    before = {"glad": "4", "friend": "4", "delivery": "2"}
    told = {one.root.id: one for one in found([*_OFFER, *_ROUGH], now, before)}
    assert list(told) == [root.id for root in ROOTS]
    assert (told["offer"].true, told["offer"].of, told["offer"].before) == (2, 3, 1)
    assert told["offer"].trend == "more than before: 1"
    assert (told["rough"].true, told["rough"].of, told["rough"].trend) == (0, 1, "")
    assert [one.root.id for one in told.values() if one.speaks] == ["offer"]


def test_half_of_its_statements_make_a_root_speak() -> None:
    assert found(_ROUGH, {"snap": "3", "day": "1"})[5].speaks
    assert not found(_OFFER, {"glad": "4", "friend": "4", "delivery": "1"})[0].speaks
    assert not found(_OFFER, {})[0].speaks, "unanswered says nothing"


def store(*records: object) -> MemoryStore:
    return MemoryStore(Batch(records))  # type: ignore[arg-type]


_DONE = SelfCheck(1, NOW, {"glad": "4"}, NOW, ("offer", "rough"))


def test_only_the_last_one_acts_and_each_thing_can_be_switched_off() -> None:
    later = replace(_DONE, id=2, speaks=("meaning",))
    assert acting(store(), ()) == frozenset()
    assert acting(store(_DONE), ()) == {"value-first", "hostile"}
    assert acting(store(_DONE), ("hostile",)) == {"value-first"}
    assert acting(store(_DONE, later), ()) == {"why-first"}
    assert acting(store(_DONE, replace(later, done=None)), ()) == {"value-first", "hostile"}, (
        "a draft does not"
    )
    assert latest(store(_DONE, later), before=2) == _DONE


@given(st.lists(st.sampled_from([root.id for root in ROOTS])), st.sets(st.sampled_from(sorted(EFFECTS))))
def test_what_is_off_never_acts(speaks: list[str], off: set[str]) -> None:
    acts = acting(store(replace(_DONE, speaks=tuple(speaks))), off)
    assert not acts & off
    assert acts == {root.effect for root in ROOTS if root.id in speaks} - off


def test_it_is_offered_again_after_six_weeks_and_never_to_who_did_not_begin() -> None:
    assert not due(store(), NOW)
    assert not due(store(_DONE), NOW + AGAIN - timedelta(seconds=1))
    assert due(store(_DONE), NOW + AGAIN)
    draft = replace(_DONE, id=2, done=None)
    assert due(store(_DONE, draft), NOW)
    assert begun(store(_DONE, draft)) == draft
    assert begun(store(_DONE)) is None


def test_doubts_wait_until_they_are_settled() -> None:
    doubt = Doubt(1, "delivery", "Ines", "ask for the dates", NOW + DAY, NOW)
    sooner = replace(doubt, id=2, due=NOW)
    assert open_doubts(store(doubt, sooner, replace(doubt, id=3, done=NOW))) == [sooner, doubt]


def test_an_answer_that_is_none_rings_no_bell() -> None:
    """Somebody edited the file by hand."""
    statement = Statement("a", "offer", "I would buy it.")
    assert [rings_true(statement, answer) for answer in ("", "x", "²", "3", "1")] == [False] * 3 + [
        True,
        False,
    ]
    assert not rings_true(replace(statement, turned=True), "x")
