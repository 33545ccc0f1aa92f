"""What the shipped dialogues are made of, and that no answer whatever keeps one going for ever.

That they play well, with good and bad reps, is `test_shipped_dialogues.py`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tui.files.home import shipped_scripts
from tui.playbook.condition import parse
from tui.playbook.dialogue import Branch, Dialogue, Node
from tui.playbook.loader import load

FILES = [sheet.content for sheet in load([shipped_scripts()]).sheets if sheet.content]
CALLS = {dialogue.id: dialogue for file in FILES for dialogue in file.dialogues}
PACKS = {dialogue.id: file.pack.id for file in FILES for dialogue in file.dialogues}
PURPOSES = {"win", "reactivate", "grow", "follow-up", "tell", "collect", "bad-news"}

MOST_LINES = 12
"""Lines that the prospect says, the last one too: more than a person on the phone has patience for."""

Known = bool | float | None
"""None: it depends on the answer."""


def turns(dialogue: Dialogue) -> Iterator[tuple[str, Node]]:
    """Every node at which the rep answers."""
    return ((name, node) for name, node in dialogue.nodes.items() if not node.end)


def test_there_is_one_for_every_purpose_and_pack() -> None:
    assert len(CALLS) >= 14
    assert {purpose for dialogue in CALLS.values() for purpose in dialogue.purposes} == PURPOSES
    assert set(PACKS.values()) == {"offhook-basics", "accounts", "collections", "service"}


@pytest.mark.parametrize("id", CALLS)
def test_a_call_has_a_goal_somebody_to_talk_to_and_two_good_ends(id: str) -> None:
    dialogue = CALLS[id]
    assert dialogue.goal
    assert dialogue.persona
    assert 6 <= len(dialogue.nodes) <= 14
    ends = {node.end for node in dialogue.nodes.values() if node.end}
    assert "hang-up" in ends
    assert len(ends) >= 3
    assert sum(bool(node.card) for node in dialogue.nodes.values()) >= 2


@pytest.mark.parametrize("id", CALLS)
def test_a_turn_has_all_that_is_needed_to_learn_from_it(id: str) -> None:
    dialogue = CALLS[id]
    for name, node in turns(dialogue):
        assert node.goal, name
        assert node.exemplar, name
        assert len(node.exemplar.split()) <= 40, name
    for name, node in dialogue.nodes.items():
        assert bool(node.end) == bool(node.debrief), name
    choices = dialogue.nodes[dialogue.start].choices
    assert sorted(choice.quality for choice in choices) in ([0, 1, 3], [1, 1, 3])
    assert all(choice.why for choice in choices)


@pytest.mark.parametrize("id", CALLS)
def test_a_call_sounds_different_each_time(id: str) -> None:
    for name, node in CALLS[id].nodes.items():
        if node.prospect:
            always = [line.say for line in node.prospect if line.when in (None, "not hard_mode")]
            assert len(set(always)) >= 3, name
            assert node.end or any(line.when == "hard_mode" for line in node.prospect), name


def test_no_line_is_in_two_calls() -> None:
    lines = [
        line.say
        for dialogue in CALLS.values()
        for node in dialogue.nodes.values()
        for line in node.prospect or ()
    ]
    twice = {line for line in lines if lines.count(line) > 1 and line != "(click)"}
    assert twice == set()


def test_nobody_who_collects_threatens() -> None:
    threats = ("court", "legal", "lawyer", "bailiff", "credit rating", "consequences", "police", "deadline")
    for id in (id for id, pack in PACKS.items() if pack == "collections"):
        for name, node in turns(CALLS[id]):
            for text in [node.exemplar or "", *(choice.say for choice in node.choices if choice.quality)]:
                assert not [word for word in threats if word in text.lower()], (name, text)


@pytest.mark.parametrize("id", CALLS)
def test_whatever_is_answered_a_call_is_over_after_twelve_lines(id: str) -> None:
    assert max(longest(CALLS[id], hard) for hard in (False, True)) <= MOST_LINES


def longest(dialogue: Dialogue, hard: bool) -> int:
    """Lines of the longest call there can be: what depends on an answer may come out either way."""

    @cache
    def from_here(name: str, visits: frozenset[tuple[str, int]], mood: int, turn: int) -> int:
        node = dialogue.nodes[name]
        if node.end or turn > 2 * MOST_LINES:
            return 1
        times = dict(visits)
        times[name] = times.get(name, 0) + 1
        facts = {"visits": times[name], "mood": mood, "hard_mode": hard, "turn": turn}
        seen = frozenset(times.items())
        return 1 + max(
            from_here(branch.to, seen, branch.set.get("mood", mood), turn + 1)
            for branch in possible(node.goto or [], facts)
        )

    return from_here(dialogue.start, frozenset(), dialogue.set.get("mood", 0), 1)


def possible(branches: list[Branch], facts: Mapping[str, float]) -> Iterator[Branch]:
    """The ways that some answer leads to."""
    for branch in branches:
        if branch.when:
            found = value(parse(branch.when), facts)
            if found is not False:
                yield branch
            if found is True:
                return
    yield from (branch for branch in branches if not branch.when)


def value(tree: ast.expr, facts: Mapping[str, float]) -> Known:
    """What a condition comes to, as far as it is known."""
    if isinstance(tree, ast.BoolOp):
        values = [value(part, facts) for part in tree.values]
        decides = isinstance(tree.op, ast.Or)
        if decides in values:
            return decides
        return None if None in values else not decides
    if isinstance(tree, ast.UnaryOp):
        found = value(tree.operand, facts)
        if found is None:
            return None
        return not found if isinstance(tree.op, ast.Not) else -found
    if isinstance(tree, ast.Compare):
        left, right = value(tree.left, facts), value(tree.comparators[0], facts)
        if left is None or right is None:
            return None
        return bool(
            {ast.Lt: left < right, ast.LtE: left <= right, ast.Gt: left > right, ast.GtE: left >= right}[
                type(tree.ops[0])
            ]
        )
    if isinstance(tree, ast.Name):
        return facts.get(tree.id)
    assert isinstance(tree, ast.Constant)
    assert isinstance(tree.value, int | float)
    return tree.value


def test_a_call_that_could_go_on_for_ever_is_found() -> None:
    again = Branch(to="a", when="score < 0.3")
    loop = Dialogue(
        id="loop",
        name="Loop",
        start="a",
        nodes={
            "a": Node.model_validate({"prospect": "Hm?", "goto": [again, Branch(to="b")]}),
            "b": Node.model_validate({"prospect": "Bye", "end": "no"}),
        },
    )
    assert longest(loop, False) > MOST_LINES
    guarded = {"prospect": "Hm?", "goto": [Branch(to="b", when="visits > 2"), again, Branch(to="b")]}
    assert (
        longest(loop.model_copy(update={"nodes": {**loop.nodes, "a": Node.model_validate(guarded)}}), False)
        == 4
    )
