"""What pydantic found wrong, in the words of somebody who writes scripts, with the place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ValidationError

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
_ID = "ids are small letters, digits, '-' and '_'"


def faults(error: ValidationError, document: Document) -> list[Fault]:
    """Every fault of a file, in the order of its lines, one for each place."""
    found: dict[tuple[int, int], Fault] = {}
    for detail in error.errors(include_url=False):
        fault = _fault(dict(detail), document)
        found.setdefault((fault.line, fault.column), fault)
    return sorted(found.values(), key=lambda fault: (fault.line, fault.column))


def meant(word: str, known: Iterable[str]) -> str:
    """`did you mean …?` for the known word that comes closest, or nothing."""
    close = get_close_matches(word, list(known), 1, 0.7)
    return f"did you mean '{close[0]}'?" if close else ""


def _fault(detail: dict[str, Any], document: Document) -> Fault:
    kind, path, value = detail["type"], detail["loc"], detail["input"]
    field = str(path[-1]) if path else ""
    words = _WORDS.get(kind, detail["msg"])
    message = (
        words.format_map(
            {"field": field, "found": _found(value), "value": _short(value), **detail.get("ctx", {})}
        )
        if kind in _WORDS
        else words
    )
    hint = ""
    if kind == "extra_forbidden":
        hint = meant(field, _keys_beside(path))
    elif kind == "literal_error":
        hint = meant(str(value), re.findall(r"'([^']+)'", message))
    elif kind == "string_type" and isinstance(value, dict):
        hint = f"a ': ' in a sentence? Then {QUOTE}"
    elif kind == "string_type" and value is None:
        hint = f"a text that begins with # needs quotes: {QUOTE}"
    elif kind == "string_pattern_mismatch":
        message = f"'{_short(value)}' is not allowed here"
        hint = next((hint for name, hint in _PATTERNS.items() if name in path), _ID)
    return document.fault(path, message, hint, key=kind == "extra_forbidden")


def _keys_beside(path: tuple[int | str, ...]) -> list[str]:
    """The keys that are known where an unknown one stands."""
    model: type[BaseModel] = schema.File
    for step, name in pairwise(path):
        inner = _MODELS.get(str(step))
        if inner and not isinstance(step, int) and name != path[-1]:
            model = inner
    return [field.alias or name for name, field in model.model_fields.items()]


_MODELS: dict[str, type[BaseModel]] = {
    "pack": schema.Pack,
    "vars": schema.Variable,
    "frameworks": schema.Framework,
    "personas": schema.Persona,
    "cards": schema.Card,
    "checks": schema.Check,
    "sources": schema.Source,
    **dict.fromkeys(schema.LINES.values(), schema.Words),
}


def _found(value: Any) -> str:
    return {dict: "a block of keys", list: "a list", type(None): "nothing"}.get(type(value), "text")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
