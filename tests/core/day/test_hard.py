"""Hard moments: which one it is, and one calm line that is never the same twice in a row."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DISPOSITIONS, MINUTE, NOW, call
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.day.hard import (
    BODY,
    BOTH,
    NOES,
    ROUGH,
    SKIPPED,
    THOUGHTS,
    Prompt,
    Prompts,
    after_call,
    is_no,
    noes,
)
from tui.core.ports import Batch

_NO = "not-interested"


def calls(*came: str) -> list[Attempt]:
    return [call(n, started=NOW + n * MINUTE, disposition=one) for n, one in enumerate(came, 1)]


def test_what_a_no_is_the_dispositions_say() -> None:
    assert {d.id for d in DISPOSITIONS if is_no(d)} == {"not-interested", "dnc-number", "dnc-person"}


@pytest.mark.parametrize(
    ("came", "row"),
    [
        ((), 0),
        ((_NO,), 1),
        ((_NO, "no-answer", _NO, "gatekeeper", _NO), 3),
        ((_NO, "conversation", _NO), 1),
        ((_NO, _NO, "no-answer"), 0),
        ((_NO, _NO, "meeting"), 0),
        ((_NO, _NO, ""), 0),
        (("gone", _NO), 1),
    ],
)
def test_noes_in_a_row(came: tuple[str, ...], row: int) -> None:
    assert noes(calls(*came), DISPOSITIONS) == row


def test_the_third_and_the_sixth_are_hard_not_each_one() -> None:
    store = MemoryStore()
    moments = [after_call(store, calls(*[_NO] * n), DISPOSITIONS) for n in range(8)]
    assert moments == ["", "", "", NOES, "", "", NOES, ""]
    assert after_call(store, calls(_NO, _NO), DISPOSITIONS, in_a_row=2) == NOES


@pytest.mark.parametrize(
    ("came", "felt", "moment"),
    [
        ("conversation", 0, ""), ("conversation", 1, ROUGH), ("conversation", 2, ROUGH), ("meeting", 3, ""),
        ("dnc-person", 0, ROUGH), ("dnc-number", 5, ROUGH),
    ],
)  # fmt: skip
def test_a_rough_call(came: str, felt: int, moment: str) -> None:
    store = MemoryStore(Batch((Reflection(1, 1, NOW, felt=felt),)))
    assert after_call(store, calls(came), DISPOSITIONS) == moment


_LINES = (
    Prompt("t", "look at the task", (NOES, SKIPPED), THOUGHTS),
    Prompt("t2", "one question", (NOES,), THOUGHTS),
    Prompt("b", "stay with the call", (NOES, SKIPPED), BODY),
    Prompt("all", "everybody", (NOES,), BOTH),
    Prompt("r", "a glass of water", (ROUGH,), BOTH),
    Prompt("r2", "one breath", (ROUGH,), BOTH),
)


def test_the_two_kinds_are_apart_for_whoever_knows_what_helps() -> None:
    for fits, never in ((THOUGHTS, "stay with the call"), (BODY, "look at the task")):
        prompts = Prompts(_LINES)
        assert never not in {prompts.line(NOES, fits) for _ in range(12)}
    prompts = Prompts(_LINES)
    assert {prompts.line(NOES) for _ in range(12)} == {p.text for p in _LINES if NOES in p.whens}


def test_the_own_why_comes_every_other_time_and_never_instead_of_cooling_down() -> None:
    prompts = Prompts(_LINES)
    said = [prompts.line(NOES, own="Mia's school") for _ in range(6)]
    assert [line == "Why you do this: Mia's school" for line in said] == [True, False] * 3
    assert all("Mia" in prompts.line(SKIPPED, own="Mia's school", own_first=True) for _ in range(3))
    assert all("Mia" not in prompts.line(ROUGH, own="Mia's school", own_first=True) for _ in range(3))


def test_without_lines_there_is_only_the_why() -> None:
    assert Prompts(()).line(NOES) == ""
    prompts = Prompts(())
    assert {prompts.line(NOES, own="Mia") for _ in range(4)} == {"Why you do this: Mia"}


@given(
    st.lists(st.sampled_from([NOES, ROUGH]), min_size=2, max_size=30),
    st.sampled_from([THOUGHTS, BODY, BOTH]),
    st.integers(0, 9),
)
def test_never_the_same_line_twice_in_a_row(whens: list[str], fits: str, start: int) -> None:
    prompts = Prompts(_LINES, start)
    said = [prompts.line(when, fits) for when in whens]
    assert all(said)
    assert all(a != b for a, b in pairwise(said))
