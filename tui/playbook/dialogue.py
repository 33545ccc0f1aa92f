"""Schema 1, dialogues: a call to rehearse, as a net of nodes. Playing one is role play's."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag

from tui.playbook.condition import MAX_CONDITION
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

Condition = Annotated[str, StringConstraints(min_length=1, max_length=MAX_CONDITION, strip_whitespace=True)]
Settings = dict[Literal["mood", "hard_mode"], int]
Weight = Annotated[float, Field(gt=0)]


class Reaction(Entry):
    """One of the things the prospect may say. Shorthand: only what they say."""

    say: Text
    """The words."""
    weight: Weight = 1.0
    """How often it is drawn, beside the others."""
    when: Condition | None = None
    """Only while this holds, like `hard_mode` or `visits > 1`."""


class Branch(Entry):
    """A way on. The first whose `when` holds is taken, else one of those without, drawn by weight.

    Shorthand: only where to.
    """

    to: Id
    """The node it leads to."""
    when: Condition | None = None
    """Taken when this holds, like `has_permission and score >= 0.6`."""
    weight: Weight = 1.0
    """How often it is drawn, among those without `when`."""
    set: Settings = {}
    """What changes on the way."""


class Choice(Entry):
    """An answer to pick, the first times a node is played."""

    say: Text
    """The words."""
    to: Id
    """The node it leads to."""
    quality: Annotated[int, Field(ge=0, le=3)]
    """From 0 (never) to 3 (just right)."""
    why: Text | None = None
    """What is said about it afterwards."""


def _each(field: str) -> Any:
    """Shorthand: texts where blocks are meant, and one where a list is."""
    short = named(field)

    def shorthand(value: Any) -> Any:
        return [short(item) for item in value] if isinstance(value, list) else [short(value)]

    return shorthand


_SOME = Field(min_length=1, max_length=40)
_Says = Text | Reaction | Annotated[list[Text | Reaction], _SOME]
_Leads = Id | Branch | Annotated[list[Id | Branch], _SOME]
Reactions = Annotated[list[Reaction], _SOME, BeforeValidator(_each("say"), json_schema_input_type=_Says)]
Branches = Annotated[list[Branch], _SOME, BeforeValidator(_each("to"), json_schema_input_type=_Leads)]


class Node(Entry):
    """One turn: what they say, then the rep's answer, then where it leads."""

    prospect: Reactions | None = None
    """What they say; of several one is drawn."""
    card: Id | None = None
    """Instead of `prospect`: one of the ways to say it of this card, whose checks count too."""
    goal: Text | None = None
    """What the answer should bring about."""
    exemplar: Text | None = None
    """A good answer, shown afterwards."""
    checks: Checks = []
    """What a good answer has in it."""
    seconds: Annotated[float, Field(gt=0, le=120)] | None = None
    """How soon the answer should begin."""
    choices: Annotated[list[Choice], Field(max_length=9)] = []
    """Answers to pick from, the first times."""
    goto: Branches | None = None
    """Where it leads, by the answer."""
    end: Literal["meeting", "callback", "info", "hang-up", "referral", "no"] | None = None
    """How the call ends here."""
    debrief: Text | None = None
    """A question to think about afterwards."""


def _which(value: Any) -> str:
    return "named" if isinstance(value, str) else "inline"


Cast = Annotated[Annotated[Id, Tag("named")] | Annotated[Persona, Tag("inline")], Discriminator(_which)]


class Dialogue(Entry):
    """A branching role play."""

    id: Id
    """Unique among dialogues."""
    name: Text
    """What the list shows."""
    purposes: list[Text] = []
    """The purposes of a call it is for."""
    call: CallKind = "cold"
    """The kind of call."""
    difficulty: Difficulty = 2
    """From 1 (easy) to 5."""
    persona: Cast | None = None
    """The id of a persona, or one of its own."""
    tags: list[Text] = []
    """Words to find it by."""
    vars: Variables = {}
    """Names in braces, for this dialogue only."""
    goal: Text | None = None
    """What the call should bring about."""
    start: Id
    """The node it begins with."""
    set: Settings = {}
    """How it is at the start."""
    nodes: Annotated[dict[Id, Node], Field(min_length=1, max_length=200)]
    """The turns, each under a name."""
    notes: Text | None = None
    """For whoever plays it."""
    sources: list[Source] = []
    """Where its ideas come from."""
