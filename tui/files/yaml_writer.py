"""YAML for files of our own: plain words stay plain, everything else stands in double quotes.

What is written here comes back as the same text from `files/guarded`, and from readers of YAML 1.1 and 1.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

#: Nothing in it has a meaning in YAML, wherever it stands, and it is no number, date or truth.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ ,.'’()/+%…–—?!-]*(?<! )\Z")
_WORDS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
_ESCAPED = re.compile(
    r"[\x7f-\x9f\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|[^\x00-\ud7ff\ue000-\U0010ffff]"
)


def scalar(text: str) -> str:
    """One text on one line. A half of a surrogate pair becomes U+FFFD."""
    return text if _PLAIN.match(text) and text.casefold() not in _WORDS else quoted(text)


def quoted(text: str) -> str:
    """One text on one line, in double quotes."""
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def write_yaml(data: Mapping[str, Any]) -> str:
    """Blocks of keys, lists and texts; numbers and truths as they are. Empty lists and texts are left out."""
    return "".join(f"{line}\n" for line in _block(data, ""))


def _block(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in data.items():
        name = f"{indent}{scalar(str(key))}:"
        if isinstance(value, Mapping):
            if value:
                yield name
                yield from _block(value, indent + "  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            if value:
                yield name
                yield from _list(value, indent + "  ")
        elif value != "":
            yield f"{name} {_value(value)}"


def _list(items: Sequence[Any], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            lines = list(_block(item, indent + "  "))
            yield f"{indent}- {lines[0].lstrip(' ')}"
            yield from lines[1:]
        else:
            yield f"{indent}- {_value(item)}"


def _value(value: str | int | float | bool) -> str:
    return scalar(value) if isinstance(value, str) else json.dumps(value)
