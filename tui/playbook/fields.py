"""What the entries of schema 1 are made of: kinds of text, shorthands, and the parts that several share.

The file is read with every scalar as text (`10:30`, `1.10` and `no` are words here), so numbers are parsed
by their fields. A shorthand (one text where a list is meant) names its own input type, for the JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from tui.files.guarded import MAX_TEXT
from tui.playbook.hearing.feedback import CheckName


def listed(value: Any) -> Any:
    """Shorthand: one thing where a list is meant."""
    return [value] if isinstance(value, str) else value


def named(field: str) -> Any:
    """Shorthand: a text where a block is meant that says no more than this field."""

    def shorthand(value: Any) -> Any:
        return {field: value} if isinstance(value, str) else value

    return shorthand


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,48}$")]
Shortcut = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,4}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT, strip_whitespace=True)]
_List = Annotated[list[Text], Field(min_length=1, max_length=40)]
Texts = Annotated[_List, BeforeValidator(listed, json_schema_input_type=Text | _List)]
_Collected = Annotated[list[Text], Field(min_length=1)]
Collected = Annotated[_Collected, BeforeValidator(listed, json_schema_input_type=Text | _Collected)]
"""What comes together in calls, however much that is."""
CallKind = Literal["cold", "warm", "follow-up", "inbound", "renewal", "gatekeeper", "voicemail"]
Difficulty = Annotated[int, Field(ge=1, le=5)]


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
    """What it is called."""
    author: Text | None = None
    """Who made it."""
    url: Text | None = None
    """Where it can be read."""
    year: int | None = None
    """When it came out."""
    license: Text | None = None
    """What may be done with it."""
    note: Text | None = None
    """What was taken from it."""


class Pack(Entry):
    """What the file is a part of."""

    id: Id
    """The same in every file of the pack."""
    name: Text
    """What it is called."""
    lang: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = "en"
    """The language, like `en` or `en-GB`."""
    author: Text | None = None
    """Who wrote it."""
    license: Text | None = None
    """What others may do with it."""
    sources: list[Source] = []
    """Where its ideas come from."""


class Variable(Entry):
    """A name in braces: what to say where nothing is known. Shorthand: only the default."""

    default: str
    """What is said where nothing better is known."""
    ask: Text | None = None
    """The question that leads to a better one."""
    example: Text | None = None
    """What a good one sounds like."""


Variables = dict[
    Id, Annotated[Variable, BeforeValidator(named("default"), json_schema_input_type=str | Variable)]
]


class Persona(Entry):
    """Somebody to rehearse with."""

    id: Id
    """Unique among personas; dialogues and cards name it."""
    name: Text
    """How they answer the phone."""
    role: Text | None = None
    """What they do."""
    mood: Literal["friendly", "busy", "sceptical", "hostile", "chatty"] = "busy"
    """What they are like today."""
    gatekeeper: bool = False
    """Answers for somebody else."""
    voice: Text | None = None
    """The voice that speaks their lines, where there is one."""
    rate: Annotated[float, Field(gt=0.4, lt=2.5)] = 1.0
    """How fast they speak; 1 is normal."""
    wants: Text | None = None
    """What would make them say yes."""
    says_no_like: list[Text] = []
    """How they refuse."""


class Check(Entry):
    """What a good answer has in it. Shorthand: the name of a built-in check."""

    label: Text
    """What is looked for; the name of a built-in check, or your own words."""
    any: list[Text] = []
    """Words of which one must be there; none for a built-in check."""
    required: bool = True
    """Whether an answer without it counts as incomplete."""


Checks = list[Annotated[Check, BeforeValidator(named("label"), json_schema_input_type=CheckName | Check)]]
