"""Lines over days. The library for it is imported when the first one is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from textual.content import Content

from tui import look, say

#: Cells of what stands left of a line: `100 │`.
_LEFT = 6
#: The braille cell without a dot; `say.line` would take it out, for it looks like nothing and is not.
_EMPTY = "\u2800"


def plot(
    values: Sequence[float], most: float, begins: str, ends: str, room: int, high: int
) -> Iterator[Content]:
    """Values, at least two, in their order over equal distances, from 0 to `most`, as `high` lines of dots.

    `begins` and `ends` name the first and the last below the line. Without a word beside it a line says
    nothing to somebody who hears the screen: say the figures too.
    """
    from plotille import Canvas

    width = max(10, room - _LEFT)
    canvas = Canvas(width, high, 0, 0, len(values) - 1, most or 1)
    for at, (one, other) in enumerate(pairwise(values)):
        canvas.line(at, one, at + 1, other)
    for row, dots in enumerate(canvas.plot().splitlines()):
        label = f"{most:,.0f}" if row == 0 else "0" if row == high - 1 else ""
        yield say.line(
            (f"{label:>4} ", look.QUIET), ("│", look.RULE), (dots.replace(_EMPTY, " "), look.ACCENT)
        )
    yield say.line(" " * _LEFT, say.ends(say.quiet(begins), say.quiet(ends), width))
