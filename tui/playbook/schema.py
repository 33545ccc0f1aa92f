"""Schema 1: what may stand in a file of the script library."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tui.playbook.dialogue import Dialogue
from tui.playbook.fields import (
    CallKind,
    Checks,
    Difficulty,
    Entry,
    Id,
    Pack,
    Persona,
    Shortcut,
    Source,
    Text,
    Texts,
    Variables,
)


class Framework(Entry):
    """A way to answer: its steps in order, each with a word of help."""

    name: Text
    steps: dict[Id, Text]
    credit: Text | None = None


class Answer(Entry):
    """A whole answer to choose from."""

    style: Literal["curious", "direct", "evidence", "warm"] | None = None
    when: Text | None = None
    """When this is the one to use."""
    say: Texts


class Card(Entry):
    """An objection and the ways to answer it, as steps (`moves`), whole (`answers`) or both."""

    id: Id
    name: Text
    says: Texts
    keys: Annotated[list[Shortcut], Field(max_length=5)] = []
    hear: list[Text] = []
    call: list[CallKind] = []
    purposes: list[Id] = []
    tags: list[Text] = []
    difficulty: Difficulty = 2
    persona: list[Id] = []
    framework: Id = "acknowledge-ask"
    one_liner: Text | None = None
    moves: dict[Id, Texts] = {}
    answers: Annotated[list[Answer], Field(max_length=20)] = []
    then: Text | None = None
    checks: Checks = []
    avoid: list[Text] = []
    notes: Text | None = None
    sources: list[Source] = []


class Words(Entry):
    """Words that answer no objection: an opener, a voicemail, a line for a gatekeeper, a close."""

    id: Id
    name: Text
    purposes: list[Id] = []
    text: Text


class Question(Words):
    """Something to ask."""

    listen_for: Text | None = None
    """What in their answer matters."""


class Worth(Entry):
    """One line of a value sheet."""

    feature: Text
    benefit: Text
    quotes: list[Text] = []
    """What customers said it is worth to them, in their own words, collected from calls."""


class Value(Entry):
    """A value sheet: as one text, or in rows."""

    id: Id
    name: Text
    purposes: list[Id] = []
    text: Text | None = None
    rows: Annotated[list[Worth], Field(max_length=40)] = []


class File(Entry):
    """A whole file."""

    schema_: Annotated[
        Literal[1],
        Field(alias="schema"),
        BeforeValidator(lambda v: 1 if v == "1" else v, json_schema_input_type=Literal[1]),
    ]
    pack: Pack
    vars: Variables = {}
    frameworks: dict[Id, Framework] = {}
    personas: list[Persona] = []
    cards: list[Card] = []
    openers: list[Words] = []
    voicemails: list[Words] = []
    gatekeepers: list[Words] = []
    questions: list[Question] = []
    closes: list[Words] = []
    values: list[Value] = []
    dialogues: list[Dialogue] = []


#: Kind of line (`ports.Playbook.lines`) → the list of a file that has it.
LINES = {
    "opener": "openers",
    "voicemail": "voicemails",
    "gatekeeper": "gatekeepers",
    "question": "questions",
    "close": "closes",
    "value": "values",
}

#: Framework → its steps in order. A file may add its own. Who taught them: scripts_library/README.md.
FRAMEWORKS: dict[str, tuple[str, ...]] = {
    "acknowledge-ask": ("acknowledge", "ask"),
    "laer": ("listen", "acknowledge", "explore", "respond"),
    "laarc": ("listen", "acknowledge", "assess", "respond", "confirm"),
    "arc": ("acknowledge", "clarify", "respond", "confirm"),
    "feel-felt-found": ("feel", "felt", "found", "ask"),
    "ledge-disrupt-ask": ("ledge", "disrupt", "ask"),
    "reverse": ("soften", "reverse", "ask"),
    "nepq": ("clarify", "discuss", "diffuse"),
    "permission-opener": ("name", "permission", "reason", "ask"),
    "spin": ("situation", "problem", "implication", "need"),
}
