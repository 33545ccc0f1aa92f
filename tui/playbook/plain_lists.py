"""Plain lists of objections, as many people have them: taken in as cards, with a warning.

objections:
  - {id: price, objection: It's too expensive, response: Compared to what?, category: price}
"""

from __future__ import annotations

import re

from pydantic import BaseModel

from tui.core.text import fold
from tui.files.guarded import Document
from tui.playbook import schema
from tui.playbook.fields import Pack, Text, Texts


class _Objection(BaseModel):
    objection: Text
    response: Texts
    id: str = ""
    category: str = ""


class _Objections(BaseModel):
    objections: list[_Objection]


def is_loose(document: Document) -> bool:
    """Whether a file is such a list."""
    return isinstance(document.data, dict) and "objections" in document.data and "schema" not in document.data


def cards(document: Document) -> schema.File:
    """The list as a file of cards. Raises pydantic.ValidationError with the places of the list."""
    taken: dict[str, schema.Card] = {}
    for entry in _Objections.model_validate(document.data).objections:
        id = _slug(entry.id) or _slug(entry.objection) or "objection"
        while id in taken:
            id += "-2"
        lines = [" ".join(line.split()) for line in entry.response]
        taken[id] = schema.Card(
            id=id,
            name=entry.objection,
            says=entry.objection.split(" / "),
            tags=[entry.category] if entry.category else [],
            one_liner=lines[0],
            moves={"ask": lines},
        )
    pack = Pack(id="objections", name="Objections")
    return schema.File.model_validate({"schema": "1", "pack": pack, "cards": list(taken.values())})


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9_]+", "-", fold(text)).strip("-_")[:40]
