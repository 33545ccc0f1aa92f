"""Two people at one keyboard: the sheet for whoever plays the prospect, and the questions afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tui.core.ports import Card, Persona
from tui.core.practice.dialogue import Dialogue, Wanted
from tui.core.practice.spoken import spoken

#: So many objections stand on a sheet, each in so many wordings.
_OBJECTIONS, _WORDINGS = 3, 2
#: So many questions are asked at the most.
MOST = 8

#: What only the prospect knows.
SECRETS = (
    "You say yes only to a day and an hour.",
    "You warm up when they ask how you do it today.",
    "You hang up when they explain for longer than half a minute.",
    "You say a friendly no twice. The third time you listen.",
    "You like them, but somebody else decides. Say so only when they ask.",
    "You have a day in mind. They get it when they ask what comes next.",
)

#: Asked after every call.
_FIXED = (
    ("", "Did they ask before they explained?"),
    ("acknowledge", "Did they take in what you said before they answered it?"),
    ("proposes_time", "Did they ask for a day, an hour or another clear next step?"),
    ("", "Would you have stayed on the line?"),
)
#: Of what is wanted of an answer, by check.
_ASKED = {
    "empathy": "Did they say a word about how it is for you?",
    "question": "Did they ask you something?",
    "open_question": "Did they ask something that wants more than yes or no?",
    "ask_meeting": "Did they ask for a meeting?",
    "reason": "Did they say why they call?",
    "permission": "Did they ask whether they may go on?",
    "name": "Did they say who they are?",
    "evidence": "Did they give a number or an example?",
    "short": "Were they short?",
    "no_argue": "Did they get by without arguing?",
    "confirm": "Did they check with you that it fits?",
}


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing the prospect may say, in a few wordings."""

    title: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything for one call between two people."""

    persona: Persona | None
    goal: str
    """What the one who calls wants; the only thing they see."""
    secret: str
    objections: tuple[Objection, ...]
    questions: tuple[str, ...]
    """Yes or no, for the prospect, afterwards."""


def sheet(
    dialogues: Sequence[Dialogue],
    personas: Sequence[Persona],
    cards: Mapping[str, Card],
    chance: Random,
    before: Sheet | None = None,
) -> Sheet | None:
    """A sheet out of one of the dialogues, not the one of `before`; None: there are none with objections."""
    fit = [one for one in dialogues if any(node.card in cards for node in one.nodes.values())]
    others = [one for one in fit if before is None or one.goal != before.goal] or fit
    if not others:
        return None
    dialogue = chance.choice(others)
    met = list(dict.fromkeys(node.card for node in dialogue.nodes.values() if node.card in cards))
    drawn = [cards[id] for id in met[:_OBJECTIONS]]
    return Sheet(
        next((one for one in personas if one.id == dialogue.persona), None),
        dialogue.goal,
        chance.choice(SECRETS),
        tuple(Objection(card.title, _drawn(card, chance)) for card in drawn),
        questions([wanted for card in drawn for wanted in card.wanted]),
    )


def _drawn(card: Card, chance: Random) -> tuple[str, ...]:
    says = spoken(card.says)
    return tuple(chance.sample(says, min(_WORDINGS, len(says))))


def questions(wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """What the prospect is asked after a call in which this was wanted: the four of every call first."""
    fixed = {label for label, _ in _FIXED}
    labels = dict.fromkeys(one.label for one in wanted if one.required and one.label not in fixed)
    asked = (_ASKED.get(label, f"Was this there: {label}?") for label in labels)
    return (*(question for _, question in _FIXED), *asked)[:MOST]
