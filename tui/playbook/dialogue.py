"""Schema 1, dialogues: a call to rehearse, as a net of nodes. Playing one is role play's."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from tui.playbook.fields import (
    CallKind,
    Checks,
    Difficulty,
    Entry,
    Id,
    Persona,
    Source,
    Text,
    Variables,
    named,
)

MAX_CONDITION = 200
"""Characters of a condition."""

Condition = Annotated[str, StringConstraints(min_length=1, max_length=MAX_CONDITION, strip_whitespace=True)]
Settings = dict[Literal["mood", "hard_mode"], int]
Weight = Annotated[float, Field(gt=0)]


class Reaction(Entry):
    """One of the things the prospect may say. Shorthand: only what they say."""

    say: Text
    weight: Weight = 1.0
    when: Condition | None = None


class Branch(Entry):
    """A way on. The first whose `when` holds is taken, else one of those without, drawn by weight.

    Shorthand: only where to.
    """

    to: Id
    when: Condition | None = None
    weight: Weight = 1.0
    set: Settings = {}


class Choice(Entry):
    """An answer to pick, the first times a node is played."""

    say: Text
    to: Id
    quality: Annotated[int, Field(ge=0, le=3)]
    why: Text | None = None


def _each(field: str) -> Any:
    """Shorthand: texts where blocks are meant, and one where a list is."""
    short = named(field)

    def shorthand(value: Any) -> Any:
        return [short(item) for item in value] if isinstance(value, list) else [short(value)]

    return shorthand


class Node(Entry):
    """One turn: what they say, then the rep's answer, then where it leads."""

    prospect: (
        Annotated[
            list[Reaction],
            Field(min_length=1, max_length=40),
            BeforeValidator(_each("say"), json_schema_input_type=Text | Reaction | list[Text | Reaction]),
        ]
        | None
    ) = None
    card: Id | None = None
    """Instead of `prospect`: one of the ways to say it of this card, whose checks count too."""
    goal: Text | None = None
    exemplar: Text | None = None
    checks: Checks = []
    seconds: Annotated[float, Field(gt=0, le=120)] | None = None
    """How soon the answer should begin."""
    choices: Annotated[list[Choice], Field(max_length=9)] = []
    goto: (
        Annotated[
            list[Branch],
            Field(min_length=1, max_length=40),
            BeforeValidator(_each("to"), json_schema_input_type=Id | Branch | list[Id | Branch]),
        ]
        | None
    ) = None
    end: Literal["meeting", "callback", "info", "hang-up", "referral", "no"] | None = None
    debrief: Text | None = None


def _which(value: Any) -> str:
    return "named" if isinstance(value, str) else "inline"


class Dialogue(Entry):
    """A branching role play."""

    id: Id
    name: Text
    purposes: list[Id] = []
    call: CallKind = "cold"
    difficulty: Difficulty = 2
    persona: (
        Annotated[Annotated[Id, Tag("named")] | Annotated[Persona, Tag("inline")], Discriminator(_which)]
        | None
    ) = None
    """The id of a persona, or one of its own."""
    tags: list[Text] = []
    vars: Variables = {}
    goal: Text | None = None
    start: Id
    set: Settings = {}
    nodes: Annotated[dict[Id, Node], Field(min_length=1, max_length=200)]
    notes: Text | None = None
    sources: list[Source] = []
