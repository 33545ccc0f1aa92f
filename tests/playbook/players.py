"""Reps who play a dialogue by themselves, well or badly, so that it can be played thousands of times."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from tui.core.ports import Playbook
from tui.core.practice.dialogue import Dialogue, Heard, Turn
from tui.core.words import fill
from tui.playbook.dialogue_checks import SAMPLE

POOR = (
    "ok",
    "We are the leading provider of complete solutions in the whole of the industry.",
    "You're wrong about that.",
    "But you haven't even heard what we do.",
    "hm",
    "So what we do is, we come in and we look at everything you have, and then we make a plan, and then we"
    " go through the plan with you and your people, and then there is a workshop, and after the workshop"
    " there is a paper with all of it in it, and that is then the basis for the offer, which has three parts,"
    " of which the first is the set-up and the second is the running of it, and what do you think?",
)

#: Player → how often the answer is the exemplar; else it is a poor one, or half an exemplar.
SKILL = {"strong": 1.0, "mixed": 0.55, "weak": 0.1}


@dataclass
class Played:
    """What came of many plays by one player."""

    ends: Counter[str] = field(default_factory=Counter)
    nodes: Counter[str] = field(default_factory=Counter)
    answers: list[int] = field(default_factory=list)
    """How many answers each play took."""
    turned_down: Counter[str] = field(default_factory=Counter)
    """Nodes at which an exemplar led straight to a hang-up."""


def spoken(turn: Turn, dialogue: Dialogue, playbook: Playbook) -> str:
    """The turn's exemplar as a rep would say it."""
    return fill(turn.exemplar, SAMPLE, {**playbook.variables, **dialogue.variables})


def play(playbook: Playbook, dialogue: Dialogue, player: str, runs: int, seed: int = 0) -> Played:
    """Play it so many times, half of them in hard mode, one in ten by picking options."""
    found = Played()
    heard: dict[tuple[str, str], Heard] = {}  # the same few answers come again and again
    for run in range(runs):
        chance = Random(f"{dialogue.id} {player} {seed} {run}")
        game = playbook.rehearse(dialogue.id, Random(chance.random()), hard=run % 2 == 1)
        assert game
        answers = 0
        while not game.turn.end:
            turn = game.turn
            found.nodes[turn.node] += 1
            answers += 1
            if turn.options and run % 10 == 9:
                game.choose(chance.randrange(len(turn.options)))
                continue
            text = spoken(turn, dialogue, playbook)
            good = chance.random() < SKILL[player]
            if not good:
                text = chance.choice(POOR if player == "weak" else (*POOR, *_halves(text)))
            if (turn.node, text) not in heard:
                heard[turn.node, text] = game.hear(text)
            after = game.go_on(heard[turn.node, text], seconds=chance.uniform(2, 45))
            if good and after.end == "hang-up":
                found.turned_down[turn.node] += 1
        found.nodes[game.turn.node] += 1
        found.ends[game.turn.end] += 1
        found.answers.append(answers)
    return found


def _halves(text: str) -> tuple[str, str]:
    """What a good answer begins and ends with."""
    sentences = text.replace("? ", "?\n").replace(". ", ".\n").split("\n")
    return sentences[0], sentences[-1]
