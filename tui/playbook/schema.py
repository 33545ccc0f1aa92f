"""Schema 1: what may stand in a file of the script library.

The file is read with every scalar as text (`10:30`, `1.10` and `no` are words here), so numbers are parsed
by their fields. A shorthand (one text where a list is meant) names its own input type, for the JSON Schema.
Dialogues are accepted and kept as they are: what is in them comes with role play.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from tui.files.guarded import MAX_TEXT


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _named(field: str) -> Any:
    def shorthand(value: Any) -> Any:
        return {field: value} if isinstance(value, str) else value

    return shorthand


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,48}$")]
Shortcut = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,4}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT, strip_whitespace=True)]
Texts = Annotated[
    list[Text],
    Field(min_length=1, max_length=40),
    BeforeValidator(_listed, json_schema_input_type=str | list[str]),
]
CallKind = Literal["cold", "warm", "follow-up", "inbound", "renewal", "gatekeeper", "voicemail"]


class Entry(BaseModel):
    """What all have in common: no unknown keys, and a key without a value is a key not given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        return {k: v for k, v in data.items() if v is not None} if isinstance(data, dict) else data


class Source(Entry):
    """Where an idea comes from."""

    title: Text
    author: Text | None = None
    url: Text | None = None
    year: int | None = None
    license: Text | None = None
    note: Text | None = None


class Pack(Entry):
    """What the file is a part of."""

    id: Id
    name: Text
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    author: Text | None = None
    license: Text | None = None
    sources: list[Source] = []


class Variable(Entry):
    """A name in braces: what to say where nothing is known. Shorthand: only the default."""

    default: str
    ask: Text | None = None
    example: Text | None = None


class Framework(Entry):
    """A way to answer: its steps in order, each with a word of help."""

    name: Text
    steps: dict[Id, Text]
    credit: Text | None = None


class Persona(Entry):
    """Somebody to rehearse with."""

    id: Id
    name: Text
    role: Text | None = None
    mood: Literal["friendly", "busy", "sceptical", "hostile", "chatty"] = "busy"
    voice: Text | None = None
    rate: Annotated[float, Field(gt=0.4, lt=2.5)] = 1.0


class Check(Entry):
    """What a good answer has in it. Shorthand: the name of a built-in check."""

    label: Text
    any: list[Text] = []
    required: bool = True


class Card(Entry):
    """An objection and the ways to answer it."""

    id: Id
    name: Text
    says: Texts
    keys: Annotated[list[Shortcut], Field(max_length=5)] = []
    hear: list[Text] = []
    call: list[CallKind] = []
    tags: list[Text] = []
    difficulty: Annotated[int, Field(ge=1, le=5)] = 2
    persona: list[Id] = []
    framework: Id = "acknowledge-ask"
    one_liner: Text | None = None
    moves: dict[Id, Texts]
    then: Text | None = None
    checks: list[Annotated[Check, BeforeValidator(_named("label"), json_schema_input_type=str | Check)]] = []
    avoid: list[Text] = []
    notes: Text | None = None
    sources: list[Source] = []


class Words(Entry):
    """Words that answer no objection: an opener, a voicemail, a line for a gatekeeper, a value sheet."""

    id: Id
    name: Text
    purposes: list[Id] = []
    text: Text


class File(Entry):
    """A whole file."""

    schema_: Annotated[
        Literal[1],
        Field(alias="schema"),
        BeforeValidator(lambda v: 1 if v == "1" else v, json_schema_input_type=Literal[1]),
    ]
    pack: Pack
    vars: dict[
        Id, Annotated[Variable, BeforeValidator(_named("default"), json_schema_input_type=str | Variable)]
    ] = {}
    frameworks: dict[Id, Framework] = {}
    personas: list[Persona] = []
    cards: list[Card] = []
    openers: list[Words] = []
    voicemails: list[Words] = []
    gatekeepers: list[Words] = []
    values: list[Words] = []
    dialogues: list[dict[str, Any]] = []


#: Kind of line (`ports.Playbook.lines`) → the list of a file that has it.
LINES = {"opener": "openers", "voicemail": "voicemails", "gatekeeper": "gatekeepers", "value": "values"}

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
