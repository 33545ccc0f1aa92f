"""Every shipped dialogue, proven by playing it: some thousand calls by good and bad reps.

In `make soak` (`OFFHOOK_SOAK=200`) each is played twenty times as often.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from statistics import median

import pytest

from tests.playbook.players import SKILL, Played, play
from tui.core.ports import Playbook
from tui.core.practice.dialogue import GOOD_ENDS, Dialogue
from tui.core.words import fill
from tui.files.home import shipped_scripts
from tui.playbook.dialogue_checks import SAMPLE
from tui.playbook.library import open_playbook
from tui.playbook.role_play import MOST_TURNS, PASSED, wanted_at

RUNS = max(300, 30 * int(os.environ.get("OFFHOOK_SOAK", "0")))
DIALOGUES = [dialogue.id for dialogue in open_playbook([shipped_scripts()]).dialogues()]


@cache
def shipped() -> Playbook:
    return open_playbook([shipped_scripts()])


def the(id: str) -> Dialogue:
    return next(dialogue for dialogue in shipped().dialogues() if dialogue.id == id)


@cache
def played(id: str) -> dict[str, Played]:
    """Player → what came of it."""
    return {player: play(shipped(), the(id), player, RUNS) for player in SKILL}


def test_there_are_twelve_or_more() -> None:
    assert len(DIALOGUES) >= 12


@pytest.mark.parametrize("id", DIALOGUES)
def test_every_node_is_reached(id: str) -> None:
    reached: Counter[str] = sum((found.nodes for found in played(id).values()), Counter())
    assert set(the(id).nodes) - set(reached) == set()


@pytest.mark.parametrize("id", DIALOGUES)
def test_every_call_ends_by_itself_after_three_to_eight_answers_mostly(id: str) -> None:
    answers = [count for found in played(id).values() for count in found.answers]
    assert max(answers) < MOST_TURNS  # nobody had to be cut off
    assert 3 <= median(played(id)["mixed"].answers) <= 8
    assert sum(count > 8 for count in answers) < len(answers) / 20


@pytest.mark.parametrize("id", DIALOGUES)
def test_a_good_rep_comes_to_two_good_ends_and_a_bad_one_seldom_to_any(id: str) -> None:
    shares = {}
    for player, found in played(id).items():
        shares[player] = sum(count for end, count in found.ends.items() if end in GOOD_ENDS) / RUNS
    ends = {
        name
        for player in ("strong", "mixed")
        for name, count in played(id)[player].nodes.items()
        if the(id).nodes[name].end in GOOD_ENDS and count >= RUNS / 100
    }
    assert len(ends) >= 2
    assert shares["strong"] > shares["mixed"] > shares["weak"]
    assert shares["strong"] > 0.9
    assert shares["weak"] < 0.7


@pytest.mark.parametrize("id", DIALOGUES)
def test_no_exemplar_falls_short_or_is_hung_up_on(id: str) -> None:
    dialogue, words = the(id), {**shipped().variables, **the(id).variables}
    for name, node in dialogue.nodes.items():
        if not node.end:
            assert node.exemplar, name
            heard = shipped().hear(
                fill(node.exemplar, SAMPLE, words), wanted_at(node, shipped().card(node.card))
            )
            missing = [p.wanted.label for p in heard.points if p.wanted.required and not p.met]
            assert heard.score >= PASSED, (name, missing)
    assert not played(id)["strong"].turned_down
