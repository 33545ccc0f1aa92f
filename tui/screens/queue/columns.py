"""A row of the list in a wide window: columns of two lines each, so that the eye can go down one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from textual.content import Content

from tui import look, say
from tui.core.people.contact import Number
from tui.core.text import plain

#: A list of so many cells has room for columns.
FROM = 100
#: Cells of the last two: `mobile …0123`; `Mon 23 Nov 10:30`, and what came of it as far as there is room.
_NUMBER, _LAST, _WHOLE_LAST = 12, 17, 21
#: A list of so many has room for that.
_WIDE = 112
_MARK, _GAP = 2, 2
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a row: two lines, each with its style (`look`; empty: as the row)."""

    first: str = ""
    second: str = ""
    style: str = look.QUIET
    below: str = look.QUIET


@dataclass(frozen=True, slots=True)
class Sizes:
    """Cells of the columns, from the left, without the gap that follows each."""

    name: int
    why: int
    reason: int
    number: int
    last: int

    @property
    def all(self) -> tuple[int, ...]:
        """In one row."""
        return self.name, self.why, self.reason, self.number, self.last


@cache
def sizes(width: int) -> Sizes:
    """The columns of a list of `width` cells."""
    last = _WHOLE_LAST if width >= _WIDE else _LAST
    room = width - _MARK - _NUMBER - last - 5 * _GAP
    name, why = room * 35 // 100, min(28, room * 31 // 100)
    return Sizes(name, why, room - name - why, _NUMBER, last)


def drawn(mark: say.Piece, cells: Sequence[Cell], width: int) -> Sequence[Content]:
    """The two lines of a row of `width` cells; the mark stands before the first."""
    wide, gap = sizes(width).all, " " * _GAP
    first = [(say.fitted(cell.first, size) + gap, cell.style) for cell, size in zip(cells, wide, strict=True)]
    second = [
        (say.fitted(cell.second, size) + gap, cell.below) for cell, size in zip(cells, wide, strict=True)
    ]
    return say.line(mark, *_runs(first)), say.line(*_runs([(" " * _MARK, look.QUIET), *second]))


def _runs(pieces: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Neighbours of one style in one piece: each piece costs as much as a row without columns."""
    runs = [pieces[0]]
    for text, style in pieces[1:]:
        if style == runs[-1][1]:
            runs[-1] = runs[-1][0] + text, style
        else:
            runs.append((text, style))
    return runs


def in_two(text: str, width: int) -> tuple[str, str]:
    """A text in two lines of `width` cells; what is too long for the second stands there whole."""
    text = plain(text)
    if len(text) <= width and text.isascii():
        return text, ""
    if text.isascii():
        at = text.rfind(" ", 0, width + 1)
        at = at if at > 0 else width
    else:
        at = len(Content(text).wrap(width)[0].plain)
    return text[:at].rstrip(), text[at:].lstrip()


def tail(number: Number | None) -> str:
    """`mobile …0123`: its kind and last digits, which stand below those of the row above."""
    if number is None or not number.e164:
        return ""
    kind = number.kind if number.kind != "other" else ""
    return f"{kind:6} …{number.e164[-_DIGITS:]}"


def whole(parts: Sequence[str], width: int) -> str:
    """As many of the parts as fit whole, in their order: half a word says nothing. The first one always."""
    said = ""
    for part in filter(None, parts):
        if not said:
            said = part
        elif len(said) + 3 + len(part) <= width:
            said += f" · {part}"
    return said
