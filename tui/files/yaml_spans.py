"""Where in a YAML text each key and its value stand, to the character, and which comments there are.

For texts that the guarded reader has taken: nothing here refuses what it refuses (`files/guarded`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

_LINE_END = re.compile("[\r\n\x85\u2028\u2029]")


class Shape(Enum):
    """How a value is written."""

    NOTHING = "nothing"
    TEXT = "text"
    """A text, a number or a truth, with or without quotes."""
    BLOCK = "block"
    """A text below `|` or `>`."""
    FLOW = "flow"
    """A list in brackets, or keys in braces."""
    LIST = "list"
    """One item a line, each behind a dash."""
    KEYS = "keys"
    """Keys with lines of their own."""


@dataclass(slots=True)
class Value:
    """A value; places are characters from the start of the text."""

    shape: Shape
    start: int
    end: int
    column: int
    """Of its first sign on its line, from 0."""
    keys: dict[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    start: int
    column: int
    """From 0."""
    value: Value


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def spans(text: str) -> Value | None:
    """The whole of a text; None: there is nothing in it but comments."""
    import yaml

    events: Iterator[Any] = iter(yaml.parse(text, Loader=_loader()))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            found = _value(next(events), events, text)
            return None if found.shape is Shape.NOTHING else found
    return None


def _value(event: Any, events: Iterator[Any], text: str) -> Value:
    """What begins with an event, to its end. As deep as the guarded reader allows."""
    import yaml

    start, end, column = event.start_mark.index, event.end_mark.index, event.start_mark.column
    if isinstance(event, yaml.ScalarEvent):
        if event.style in {"|", ">"}:
            return Value(Shape.BLOCK, start, start + len(text[start:end].rstrip()), column)
        bare = not event.style and not event.value
        return Value(Shape.NOTHING if bare else Shape.TEXT, start, end, column)
    listed = isinstance(event, yaml.SequenceStartEvent)
    shape = Shape.FLOW if event.flow_style else Shape.LIST if listed else Shape.KEYS
    found = Value(shape, start, end, column)
    inner: Any
    while not isinstance(inner := next(events), yaml.CollectionEndEvent):
        value = _value(inner if listed else next(events), events, text)
        if not listed:
            found.keys[inner.value] = Entry(inner.start_mark.index, inner.start_mark.column, value)
        found.end = value.end
    if shape is Shape.FLOW:  # else this is where the next thing begins, behind comments
        found.end = _end(inner)
    return found


def _end(event: Any) -> int:
    place: int = event.end_mark.index
    return place


def comments(text: str) -> Mapping[int, str]:
    """Place → each comment, from its `#` to the end of its line; but not those right behind `|` and `>`."""
    import yaml

    found, behind = dict[int, str](), 0
    for token in yaml.scan(text, Loader=_loader()):
        found.update(_between(text, behind, token.start_mark.index))
        behind = max(behind, token.end_mark.index)
    found.update(_between(text, behind, len(text)))
    return found


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    while (at := text.find("#", start, end)) >= 0:
        ends = _LINE_END.search(text, at)
        start = ends.start() if ends else len(text)
        yield at, text[at:start]
