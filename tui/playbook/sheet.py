"""A file of the script library that was read, whole or as far as it is well formed."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from tui.files.guarded import Document, Fault
from tui.playbook import schema


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file that was read; `content` is None when there is nothing in it."""

    document: Document
    folder: int
    """Which of the folders it is in; the same id in a later one wins."""
    content: schema.File | None
    loose: bool = False
    """A plain list of objections, made into cards."""
    broken: bool = False
    """Set aside: faults were found already, and `content` is what is left without them."""
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Of a broken one: list → where each entry stands in the file."""

    def entries(self, key: str) -> Iterator[tuple[int, Any]]:
        """(index in the file, entry) of one of its lists."""
        entries = getattr(self.content, key)
        return zip(self.places.get(key, range(len(entries))), entries, strict=True)


@dataclass(slots=True)
class Found:
    """The findings on one file; errors set it aside."""

    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


_SUBSTANCE = {"moves", "answers", "rows", "text"}


def what_is_left(document: Document, folder: int, error: ValidationError) -> Sheet | None:
    """A file without what is wrong in it, so that the rest can be looked at in the same go.

    First the keys are left out that are at fault; where that does not help, the whole entries. So is an entry
    with a fault in what it is about, or one fault would be told twice: as that, and as a hole.
    """
    data = copy.deepcopy(document.data)
    for detail in error.errors(include_url=False):
        if detail["loc"][0] != "dialogues" and not _SUBSTANCE & set(detail["loc"][2:]):
            _drop(data, detail["loc"])
    data |= {"schema": "1"} | ({} if "pack" in data else {"pack": {"id": "x", "name": "x"}})
    places: dict[str, tuple[int, ...]] = {}
    try:
        content = schema.File.model_validate(data)
    except ValidationError as again:
        places = _drop_entries(data, again)
        try:
            content = schema.File.model_validate(data)
        except ValidationError:  # not even so: the faults that are known have to do
            return None
    return Sheet(document, folder, content, broken=True, places=places)


def _drop(data: Any, path: tuple[int | str, ...]) -> None:
    """Leave out the innermost key on a path that is there."""
    holder: dict[str, Any] | None = None
    key = ""
    for step in path:
        if isinstance(data, dict) and step in data:
            holder, key, data = data, str(step), data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
    if holder is not None:
        del holder[key]


def _drop_entries(data: dict[str, Any], error: ValidationError) -> dict[str, tuple[int, ...]]:
    """Leave out each entry with a fault, and say where the others stand."""
    bad = {detail["loc"][:2] for detail in error.errors(include_url=False)}
    places: dict[str, tuple[int, ...]] = {}
    for key, entries in data.items():
        if isinstance(entries, dict):
            data[key] = {name: entry for name, entry in entries.items() if (key, name) not in bad}
        elif isinstance(entries, list):
            places[key] = tuple(i for i in range(len(entries)) if (key, i) not in bad)
            data[key] = [entries[i] for i in places[key]]
    return places
