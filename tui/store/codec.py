"""Records ↔ the plain documents of the file.

A document is a JSON object with the record's fields by name: times as ISO 8601 in UTC with `Z`, nested
records as objects, fields that have their default left out. The id is the document's id, not a key.
How each class is read and written is worked out once, from its annotations, when the first of it comes (28
classes at once are 20 ms). Both directions check types, so that nothing is written that could not be read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import UTC, datetime
from sys import intern
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from tui.core.call.attempt import Attempt, Block, Callback, CallList, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.day.checkin import CheckIn
from tui.core.day.coach import Comment
from tui.core.day.roots import Doubt, SelfCheck
from tui.core.lists.dnc import DncList
from tui.core.lists.imported import Imported
from tui.core.people.contact import Contact, Merged, Two
from tui.core.ports import R, Record
from tui.core.practice.practice import Drill, Phrase, Recall, Review, Rung
from tui.core.queue.standing import Standing

#: Each kind of record and its table in the file.
TABLES: dict[type[Any], str] = {
    Contact: "contacts",
    Attempt: "attempts",
    Standing: "standings",
    Draft: "drafts",
    Reflection: "reflections",
    Intention: "intentions",
    Callback: "callbacks",
    Promise: "promises",
    Touch: "touches",
    Skip: "skips",
    DoNotCall: "do_not_call",
    DncList: "dnc_lists",
    Capture: "captures",
    Block: "blocks",
    Undo: "undos",
    CallList: "lists",
    Merged: "merges",
    Two: "two_people",
    Imported: "imports",
    Review: "reviews",
    Recall: "recalls",
    Drill: "drills",
    Rung: "rungs",
    Phrase: "phrases",
    Comment: "comments",
    CheckIn: "check_ins",
    SelfCheck: "self_checks",
    Doubt: "doubts",
}

Document = dict[str, Any]
Convert = Callable[[Any], Any]
#: How to convert a value, and the class whose values need no converting (None: there is none).
Rule = tuple[Convert, type | None]
#: Fields of these are often the same in record after record.
_REPEATED = (str, datetime | None, tuple[str, ...])


class Damaged(ValueError):
    """A document (or record) that is not what its kind must be. The message names the field and its fault."""


def encode(record: Record) -> Document:
    """The document of a record. Raises Damaged when a field holds what its annotation forbids."""
    document: Document = _WRITERS[type(record)](record)
    document.pop("id")
    return document


def decode(kind: type[R], id: int, document: Any) -> R:
    """The record of a document. Keys of a newer version are left out.

    Raises Damaged for anything but a whole record: a missing field, a wrong type, a time without an offset.
    """
    if not isinstance(document, dict):
        raise Damaged("is no JSON object")
    record: R = _READERS[kind]({**document, "id": id})
    return record


def _reader(kind: type) -> Convert:
    """Object → instance of a dataclass.

    Of a hundred thousand people many are of one list, country or town: a value that is the same as in the
    record before is kept once (a third of the memory of a contact).
    """
    hints = get_type_hints(kind)
    rules = {f.name: _rule(hints[f.name], reading=True) for f in fields(kind)}
    required = {f.name for f in fields(kind) if _default(f) is MISSING}
    before: dict[str, Any] = {name: None for name, hint in hints.items() if hint in _REPEATED}

    def read(document: Any) -> Any:
        if document.__class__ is not dict:
            raise Damaged("is no JSON object")
        arguments = {}
        name = ""
        try:
            for name, given in document.items():
                rule = rules.get(name)
                if rule is not None:
                    value = given if given.__class__ is rule[1] else rule[0](given)
                    if name in before:
                        if value == before[name]:
                            value = before[name]
                        else:
                            before[name] = value
                    arguments[name] = value
        except Damaged as damaged:
            raise Damaged(f"{name}: {damaged}") from None
        if not required <= arguments.keys():
            raise Damaged(f"{min(required - arguments.keys())}: is missing")
        return kind(**arguments)

    return read


def _writer(kind: type) -> Convert:
    """Instance of a dataclass → object."""
    hints = get_type_hints(kind)
    rules = [(f.name, _default(f), *_rule(hints[f.name], reading=False)) for f in fields(kind)]

    def write(record: Any) -> Document:
        if record.__class__ is not kind:
            raise Damaged(f"{record.__class__.__name__} is no {kind.__name__}")
        document = {}
        name = ""
        try:
            for name, default, convert, ready in rules:
                value = getattr(record, name)
                if value != default:
                    document[name] = value if value.__class__ is ready else convert(value)
        except Damaged as damaged:
            raise Damaged(f"{name}: {damaged}") from None
        return document

    return write


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _rule(hint: Any, *, reading: bool) -> Rule:
    """How values of an annotation are read (or written)."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is UnionType and len(args) == 2 and args[1] is NoneType:
        convert, ready = _rule(args[0], reading=reading)
        return lambda value: None if value is None else _by(convert, ready, value), ready
    if origin is tuple and args[1:] == (...,):
        return _sequence(_rule(args[0], reading=reading), reading=reading), None
    if origin is Mapping and args == (str, str):
        return _texts(), None
    if hint is datetime:
        return (_read_time if reading else _write_time), None
    if hint is float:
        return _number, float
    if hint in (str, int, bool):
        return _refuse(hint.__name__), hint
    return (_reader if reading else _writer)(hint), None


def _by(convert: Convert, ready: type | None, value: Any) -> Any:
    return value if value.__class__ is ready else convert(value)


def _sequence(item: Rule, *, reading: bool) -> Convert:
    convert, ready = item
    given, made = (list, tuple) if reading else (tuple, list)

    def sequence(value: Any) -> Any:
        if value.__class__ is not given:
            raise Damaged("is no list")
        return made([v if v.__class__ is ready else convert(v) for v in value])

    return sequence


def _texts() -> Convert:
    """Text by text. A value that is the same as in the record before is kept once, like those of fields."""
    before: dict[str, str] = {}

    def texts(value: Any) -> dict[str, str]:
        if not isinstance(value, Mapping):
            raise Damaged("is no JSON object")
        if not all(k.__class__ is str and v.__class__ is str for k, v in value.items()):
            raise Damaged("holds something that is no text")
        found = {}
        for name, text in value.items():
            name = intern(name)
            if before.get(name) == text:
                text = before[name]
            else:
                before[name] = text
            found[name] = text
        return found

    return texts


def _read_time(value: Any) -> datetime:
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise Damaged("is no time") from None
    return _utc(time)


def _write_time(value: Any) -> str:
    if not isinstance(value, datetime):
        raise Damaged("is no time")
    return _utc(value).replace(tzinfo=None).isoformat() + "Z"


def _utc(time: datetime) -> datetime:
    if time.tzinfo is UTC:
        return time
    if time.tzinfo is None:
        raise Damaged("is a time without an offset")
    try:
        return time.astimezone(UTC)
    except OverflowError:  # the first and last hours there are
        raise Damaged("is no time") from None


def _number(value: Any) -> float:
    if value.__class__ is not int:
        raise Damaged("is no number")
    return float(value)


def _refuse(wanted: str) -> Convert:
    words = {"str": "is no text", "int": "is no whole number", "bool": "is neither true nor false"}[wanted]

    def refuse(_: Any) -> Any:
        raise Damaged(words)

    return refuse


class _Made(dict[type[Any], Convert]):
    """One for each kind, made when the first of it comes."""

    def __init__(self, make: Callable[[type], Convert]) -> None:
        self._make = make

    def __missing__(self, kind: type[Any]) -> Convert:
        made = self[kind] = self._make(kind)
        return made


_READERS, _WRITERS = _Made(_reader), _Made(_writer)
