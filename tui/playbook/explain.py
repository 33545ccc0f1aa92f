"""What pydantic found wrong, in the words of somebody who writes scripts, with the place in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from rapidfuzz import process
from rapidfuzz.distance import OSA

from tui.core.text import fold
from tui.files.guarded import Document, Fault
from tui.files.yaml_words import QUOTE
from tui.playbook import schema

_WORDS = {
    "missing": "'{field}' is missing",
    "extra_forbidden": "unknown key '{field}'",
    "string_type": "expected text, found {found}",
    "list_type": "expected a list, found {found}",
    "dict_type": "expected 'key: value' lines, found {found}",
    "model_type": "expected 'key: value' lines, found {found}",
    "int_type": "expected a whole number, found {found}",
    "float_type": "expected a number, found {found}",
    "bool_type": "expected true or false, found {found}",
    "int_parsing": "expected a whole number, found '{value}'",
    "float_parsing": "expected a number, found '{value}'",
    "bool_parsing": "expected true or false, found '{value}'",
    "literal_error": "expected {expected}, found '{value}'",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "string_too_short": "the text is empty",
    "string_too_long": "the text has more than {max_length} characters",
    "too_short": "the list is empty",
    "too_long": "the list has more than {max_length} entries",
}
_PATTERNS = {
    "keys": "shortcuts are 1 to 4 small letters or digits",
    "lang": "a language is written like 'en' or 'en-GB'",
}
_NAME = "names are small letters, digits and '_'"
_ID = "ids are small letters, digits, '-' and '_'"


def faults(error: ValidationError, document: Document) -> list[Fault]:
    """Every fault of a file, in the order of its lines."""
    details: list[dict[str, Any]] = [dict(detail) for detail in error.errors(include_url=False)]
    misspelt = {(*d["loc"][:-1], _intended(d)) for d in details if d["type"] == "extra_forbidden"}
    found = [_fault(d, document) for d in details if d["type"] != "missing" or d["loc"] not in misspelt]
    return sorted(found, key=lambda fault: (fault.line, fault.column))


def meant(word: str, known: Iterable[str]) -> str:
    """`did you mean …?` for the known word that comes closest, or nothing."""
    close = closest(word, known)
    return f"did you mean '{close}'?" if close else ""


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that comes closest, or nothing."""
    close = process.extractOne(word, sorted(known), scorer=OSA.normalized_similarity, score_cutoff=0.6)
    return close[0] if close else ""


def _fault(detail: dict[str, Any], document: Document) -> Fault:
    kind, path, value = detail["type"], detail["loc"], detail["input"]
    if kind == "string_pattern_mismatch":
        hint = next((hint for name, hint in _PATTERNS.items() if name in path), "")
        hint = hint or f"{_NAME if 'vars' in path else _ID}: {slug(str(value))}".removesuffix(": ")
        key = path[-1] == "[key]"
        return document.fault(path, f"'{_short(value)}' is not allowed here", hint, key=key)
    if kind == "list_type" and value is None:  # a step of theirs, say
        return document.fault(path, "nothing stands here", "write the words, or take the line out")
    known = {"field": path[-1] if path else "", "found": _found(value), "value": _short(value)}
    message = _WORDS[kind].format_map(known | detail.get("ctx", {})) if kind in _WORDS else detail["msg"]
    return document.fault(path, message, _hint(detail), key=kind == "extra_forbidden")


def _hint(detail: dict[str, Any]) -> str:
    kind, path, value = detail["type"], detail["loc"], detail["input"]
    if kind == "extra_forbidden":
        return _unseen(str(path[-1])) or meant(str(path[-1]), _keys_beside(path))
    if kind == "model_type" and (needed := _needed(path)):
        return f"it has {', '.join(needed)}"
    if kind == "list_type":
        return "a list is written [one, two], or in lines that begin with '- '"
    if kind == "int_parsing":
        return "write it in digits, like 2"
    if kind == "literal_error":
        return meant(str(value), re.findall(r"'([^']+)'", detail["ctx"]["expected"]))
    if kind == "string_type" and isinstance(value, dict):
        return f"a ': ' in a sentence? Then {QUOTE}"
    if kind == "string_type" and value is None:
        return f"a text that begins with # needs quotes: {QUOTE}"
    return ""


def _unseen(key: str) -> str:
    """What to do about a sign in a key that nobody sees, or that looks like one of ours."""
    if odd := next((sign for sign in key if not sign.isprintable() or sign.isspace()), ""):
        return f"a sign in it cannot be seen (U+{ord(odd):04X}): type the key anew"
    foreign = next(
        (sign for sign in key if sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN")), ""
    )
    return f"its '{foreign}' is of another alphabet: type the key anew" if foreign else ""


def _needed(path: tuple[int | str, ...]) -> list[str]:
    """The keys that must be there in what should stand at a path."""
    return [f"'{name}'" for name, field in _known_beside((*path, "")) if field.is_required()]


def _intended(detail: dict[str, Any]) -> str:
    """The key that an unknown one was to be, or nothing."""
    return closest(str(detail["loc"][-1]), _keys_beside(detail["loc"]))


def _keys_beside(path: tuple[int | str, ...]) -> list[str]:
    """The keys that are known where an unknown one stands."""
    return [name for name, _ in _known_beside(path)]


def _known_beside(path: tuple[int | str, ...]) -> list[tuple[str, FieldInfo]]:
    models: list[type[BaseModel]] = [schema.File]
    own = False
    for step in path[:-1]:
        if own or isinstance(step, int):  # a place in a list, or a key of the author's own choosing
            own = False
            continue
        kinds = [field.annotation for model in models for name, field in _fields(model) if name == step]
        if kinds:  # else it is pydantic's word for one side of a choice
            models = [model for kind in kinds for model in _models(kind)]
            own = any(_is_dict(kind) for kind in kinds)
    return [named for model in models for named in _fields(model)]


def _fields(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo]]:
    return ((field.alias or name, field) for name, field in model.model_fields.items())


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The models in a type, not those within them."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    else:
        for part in get_args(kind):
            yield from _models(part)


def _is_dict(kind: Any) -> bool:
    return get_origin(kind) is dict or any(
        _is_dict(part) for part in get_args(kind) if get_origin(kind) is not list
    )


def slug(text: str) -> str:
    """A text as an id that looks like it."""
    return re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_")[:40]


def _found(value: Any) -> str:
    if isinstance(value, dict) and value:
        return f"'{_short(next(iter(value)))}: …'"
    return {dict: "a block in braces", list: "a list", type(None): "nothing"}.get(type(value), "text")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
