"""Schema 1: what may stand in a file of the script library."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from tui.playbook.dialogue import Dialogue
from tui.playbook.fields import (
    CallKind,
    Checks,
    Collected,
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
    """What it is called."""
    steps: dict[Id, Text]
    """Step: a word of help, in the order they are said."""
    credit: Text | None = None
    """Who taught it."""


class Answer(Entry):
    """A whole answer to choose from."""

    style: Literal["curious", "direct", "evidence", "warm"] | None = None
    """What it is like."""
    when: Text | None = None
    """When this is the one to use."""
    say: Texts
    """The words; several are ways to put the same."""


class Card(Entry):
    """An objection and the ways to answer it, as steps (`moves`), whole (`answers`) or both."""

    id: Id
    """Unique among cards. The id of a shipped card: yours is used instead."""
    name: Text
    """What the list shows."""
    says: Texts
    """How they say it, six or more: this is what makes a card easy to find."""
    keys: Annotated[list[Shortcut], Field(max_length=5)] = []
    """Two to four letters that find it at once."""
    hear: list[Text] = []
    """What else gives it away: words, pairs, sentences. Only the search knows it."""
    call: list[CallKind] = []
    """The kinds of call it comes up in."""
    purposes: list[Text] = []
    """The purposes of a call it is for; none: all."""
    tags: list[Text] = []
    """Words to find it by."""
    difficulty: Difficulty = 2
    """From 1 (easy) to 5."""
    persona: list[Id] = []
    """Who says it, when rehearsing."""
    framework: Id = "acknowledge-ask"
    """The steps of the answer."""
    one_liner: Text | None = None
    """The line shown largest."""
    moves: dict[Id, Texts] = {}
    """Step: one line, or several to choose from. One breath each."""
    answers: Annotated[list[Answer], Field(max_length=20)] = []
    """Whole answers, each with when to use it."""
    then: Text | None = None
    """What to do after it."""
    checks: Checks = []
    """What a good answer has in it."""
    avoid: list[Text] = []
    """What not to say."""
    notes: Text | None = None
    """For yourself, shown below."""
    sources: list[Source] = []
    """Where its ideas come from."""


class Words(Entry):
    """Words that answer no objection: an opener, a voicemail, a line for a gatekeeper, a close."""

    id: Id
    """Unique among its kind. The id of a shipped one: yours is used instead."""
    name: Text
    """What the list shows."""
    purposes: list[Text] = []
    """The purposes of a call it is for."""
    text: Text
    """The words, over several lines if need be."""


class Opener(Words):
    """First words."""

    spoken: bool | None = None
    """Only for somebody you have talked to (true), or only for somebody you have not (false)."""


class Question(Words):
    """Something to ask."""

    listen_for: Text | None = None
    """What in their answer matters."""


class Worth(Entry):
    """One line of a value sheet."""

    feature: Text
    """What it does."""
    benefit: Text
    """What they get from it."""
    quotes: list[Text] = []
    """What customers said it is worth to them, in their own words, collected from calls."""


class Value(Entry):
    """A value sheet: as one text, or in rows."""

    id: Id
    """Unique among value sheets. The id of a shipped one: yours is used instead."""
    name: Text
    """What the list shows."""
    purposes: list[Text] = []
    """The purposes of a call it is for."""
    text: Text | None = None
    """All of it as one text, instead of `rows`."""
    rows: Annotated[list[Worth], Field(max_length=40)] = []
    """What it does and what they get, line by line."""


class File(Entry):
    """A whole file."""

    schema_: Annotated[
        Literal[1],
        Field(alias="schema"),
        BeforeValidator(lambda v: 1 if v == "1" else v, json_schema_input_type=Literal[1]),
    ]
    """Always 1, and always there."""
    pack: Pack
    """What the file is a part of."""
    vars: Variables = {}
    """Names in braces: what to say where nothing is known."""
    frameworks: dict[Id, Framework] = {}
    """Ways to answer of your own."""
    personas: list[Persona] = []
    """People to rehearse with."""
    cards: list[Card] = []
    """Objections and the ways to answer them."""
    openers: list[Opener] = []
    """First words, by purpose."""
    voicemails: list[Words] = []
    """Messages, under 20 seconds."""
    gatekeepers: list[Words] = []
    """Words for those who answer for others."""
    questions: list[Question] = []
    """What to ask, and what to listen for."""
    closes: list[Words] = []
    """Ways to ask for their time."""
    values: list[Value] = []
    """What it is worth to them."""
    dialogues: list[Dialogue] = []
    """Calls to rehearse, with branches."""
    heard: dict[Id, Collected] = {}
    """Card: more ways to say it, also for a card of another file."""
    hear: dict[Id, Collected] = {}
    """Card: more by which it is only found, as in its own `hear`, also for a card of another file."""
    quotes: dict[Id, Collected] = {}
    """Value sheet: what customers said it is worth to them, also for a sheet of another file."""


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
