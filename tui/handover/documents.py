"""Requests ↔ the documents of `inbox/`: a JSON object with the version, what is asked for, and its fields.

Read strictly: a file may be older or newer than the program, broken, or made by hand, and a key that is
passed over may be the one that matters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from math import inf
from typing import Any

from tui.core.call.attempt import CallList
from tui.core.people.contact import Contact
from tui.core.ports import R
from tui.core.practice.practice import AGAIN, EASY, Drill, Review
from tui.core.request import Change, Forbid, Log, Practised, Request, TakeComments, TakeIn, TakeList
from tui.core.text import cut, plain
from tui.files.collector import without_collector
from tui.store.codec import decode, encode

#: Version of the documents. One of another version is set aside.
FORMAT = 1


class NotUnderstood(ValueError):
    """A file that is no request we know. The message says why, as the end of a sentence."""


def write(request: Request) -> bytes:
    """The document of a request. Raises Damaged where a contact could not be saved either."""
    name = next(name for name, (kind, _) in _KINDS.items() if kind is type(request))
    told = {field.name: _plain_value(getattr(request, field.name)) for field in fields(request)}
    return json.dumps({"format": FORMAT, "request": name, **told}, separators=(",", ":")).encode("ascii")


def read(data: bytes) -> Request:
    """The request of a document. Raises NotUnderstood for anything but a whole one of this version."""
    try:
        with without_collector():
            return _request(json.loads(data))
    except NotUnderstood:
        raise
    except (ValueError, RecursionError):
        raise NotUnderstood("it is no JSON") from None


def _request(document: Any) -> Request:
    if not isinstance(document, dict) or type(document.get("format")) is not int:
        raise NotUnderstood("it is none of Offhook's requests")
    if document["format"] != FORMAT:
        raise NotUnderstood(f"another version of Offhook wrote it (format {document['format']})")
    name = document.get("request")
    if not isinstance(name, str) or name not in _KINDS:
        raise NotUnderstood(f"it asks for something unknown ({cut(plain(str(name)), 20)})")
    kind, readers = _KINDS[name]
    given = {key: value for key, value in document.items() if key not in {"format", "request"}}
    given = _ADDED.get(name, {}) | given
    _only(given, readers)
    request: Request = kind(**{key: read(key, given[key]) for key, read in readers.items()})
    return request


def _only(given: Mapping[str, Any], known: Iterable[str]) -> None:
    """Every key, and no other: a key we do not know may be the one that matters."""
    if odd := given.keys() ^ set(known):
        key = min(odd)
        raise NotUnderstood(f"'{cut(plain(key), 20)}' is {'unknown' if key in given else 'missing'}")


def _plain_value(value: Any) -> Any:
    """What JSON has of a field of a request."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case Contact() | CallList() | Review() | Drill():
            return encode(value)
        case Change(before, after):
            return {"id": before.id, "before": encode(before), "after": encode(after)}
        case tuple():
            return [_plain_value(one) for one in value]
        case Mapping():
            return dict(value)
    return value


Reader = Callable[[str, Any], Any]
"""(key, value of the document) → value of the request. Raises NotUnderstood."""

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")
_BEGINNING = re.compile(r"\+[1-9][0-9]{0,10}")
_TAILS = re.compile(r"(?:[0-9]{4})+")
#: Rules look ten years ahead, and the calendar of Python has an end.
_YEARS = range(1970, 9980)


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise NotUnderstood(f"'{key}' is no text")
    return value


def _whole(key: str, value: Any) -> int:
    if type(value) is not int:
        raise NotUnderstood(f"'{key}' is no whole number")
    return value


def _time(key: str, value: Any) -> datetime:
    try:
        time = datetime.fromisoformat(_text(key, value))
        if time.year not in _YEARS or time.tzinfo is None:
            raise ValueError
    except ValueError:
        raise NotUnderstood(f"'{key}' is no time") from None
    return time.astimezone(UTC)


def _number(key: str, value: Any) -> str:
    if not _E164.fullmatch(_text(key, value)):
        raise NotUnderstood(f"'{key}' holds something that is no phone number")
    return str(value)


def _number_or_none(key: str, value: Any) -> str:
    return _number(key, value) if value else _text(key, value)


def _flag(key: str, value: Any) -> bool:
    if type(value) is not bool:
        raise NotUnderstood(f"'{key}' is neither true nor false")
    return value


def _flag_or_none(key: str, value: Any) -> bool | None:
    return None if value is None else _flag(key, value)


def _packed(key: str, value: Any) -> dict[str, str]:
    """Numbers as core/lists/dnc.py packs them."""
    if not isinstance(value, dict) or not all(isinstance(tails, str) for tails in value.values()):
        raise NotUnderstood(f"'{key}' holds something else than numbers")
    if not all(_BEGINNING.fullmatch(start) and _TAILS.fullmatch(tails) for start, tails in value.items()):
        raise NotUnderstood(f"'{key}' holds something that is no phone number")
    return value


def _several(read: Reader) -> Reader:
    def several(key: str, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise NotUnderstood(f"'{key}' is no list")
        return tuple(read(key, one) for one in value)

    return several


def _record(key: str, kind: type[R], id: int, value: Any) -> R:
    if isinstance(value, dict):
        _only(dict.fromkeys(_fields(kind)) | value, _fields(kind))
    try:
        return decode(kind, id, value)
    except ValueError as damaged:
        raise NotUnderstood(f"'{key}' holds a damaged record ({plain(str(damaged))})") from None


def _fields(kind: type[Any]) -> set[str]:
    return {field.name for field in fields(kind)} - {"id"}


def _contact(key: str, value: Any, id: int = 0) -> Contact:
    contact = _record(key, Contact, id, value)
    for number in contact.numbers:
        _number_or_none(key, number.e164)
    return contact


def _change(key: str, value: Any) -> Change:
    if not isinstance(value, dict):
        raise NotUnderstood(f"'{key}' holds something else")
    _only(value, ("id", "before", "after"))
    id = _whole(key, value["id"])
    return Change(_contact(key, value["before"], id), _contact(key, value["after"], id))


def _list(key: str, value: Any) -> CallList:
    return _record(key, CallList, 0, value)


def _review(key: str, value: Any) -> Review:
    review = _record(key, Review, 0, value)
    _time(key, review.at.isoformat())
    if not review.item or not AGAIN <= review.rating <= EASY:
        raise NotUnderstood(f"'{key}' holds a review that is none")
    measured = (review.first_word, review.talk, review.pause)
    if not all(seconds is None or 0 <= seconds < inf for seconds in measured):
        raise NotUnderstood(f"'{key}' holds a time that is none")
    return review


def _drill(key: str, value: Any) -> Drill:
    drill = _record(key, Drill, 0, value)
    for moment in (drill.started, drill.ended or drill.started):
        _time(key, moment.isoformat())
    return drill


#: What was added to a request since, and stands for it in a file that is older.
_ADDED: dict[str, dict[str, Any]] = {"log": {"kept": None}}

_KINDS: dict[str, tuple[type[Any], dict[str, Reader]]] = {
    "log": (
        Log,
        {
            "contact": _whole,
            "at": _time,
            "number": _number_or_none,
            **dict.fromkeys(("disposition", "right", "wrong", "next", "when"), _text),
            "kept": _flag_or_none,
        },
    ),
    "dnc": (Forbid, {"numbers": _several(_number), "at": _time, "why": _text}),
    "dnc-list": (
        TakeList,
        {
            **dict.fromkeys(("name", "file"), _text),
            **dict.fromkeys(("at", "as_of"), _time),
            "full": _flag,
            **dict.fromkeys(("added", "dropped"), _packed),
        },
    ),
    "import": (
        TakeIn,
        {
            "new": _several(_contact),
            "changed": _several(_change),
            "lists": _several(_list),
            "known": _whole,
        },
    ),
    "comments": (TakeComments, {"texts": _several(_text), "who": _text, "at": _time}),
    "practised": (Practised, {"reviews": _several(_review), "drill": _drill}),
}
