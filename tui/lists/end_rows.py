"""What reports print below a list: its title, who made it and when. None of it is a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tui.lists.reader import Row

_FOOTER = re.compile(
    r"\W*(?:copyright|\(c\)|©|confidential|vertraulich|confidentiel|confidencial|generated (?:by|on|at)|"
    r"exported (?:by|on|from)|printed (?:by|on)|report (?:generated|created|run)|erstellt (?:von|am)|"
    r"exportiert (?:von|am)|page \d+ of \d+|seite \d+ von \d+|end of (?:report|list|file)|filtered by|"
    r"as of \d|stand:? \d|stand der daten|[eé]tat au \d|g[eé]n[eé]r[eé] (?:le|par)|"
    r"export[eé] (?:le|par)|(?:generado|exportado|creado) (?:el|por)|(?:generato|esportato|creato) (?:il|da)|"
    r"(?:gegenereerd|ge[eë]xporteerd) (?:op|door)|vertrouwelijk|confidenziale|"
    r"\d+ (?:rows?|records?|contacts?|entries|datens[aä]tze)(?: (?:exported|total|found))?\W*$)",
    re.I,
)
_WHY = "it stands below the list and belongs to the report"


def without_footer(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, those of a footer marked as nobody.

    A footer is what begins with a line of its words, with the lines of one cell that stand between the blank
    line above it and its first words; after it only lines of one cell belong to it.
    """
    waiting: list[Row] = []
    blank_before = footer = False
    for row in rows:
        said = _said(row.cells)
        alone = said == 1 and bool(row.cells[0].strip())
        if alone and (footer or _FOOTER.match(row.cells[0])):
            yield from (one._replace(broken=_WHY) for one in waiting)
            yield row._replace(broken=_WHY)
            waiting, footer = [], True
        elif alone and (waiting or blank_before):
            waiting.append(row)
        else:
            footer = footer and not said
            yield from waiting
            waiting = []
            yield row
        blank_before = not said
    yield from waiting


def _said(cells: Sequence[str]) -> int:
    """How many cells say something: none, one, or two and more (2)."""
    said = 0
    for cell in cells:
        if cell.strip():
            said += 1
            if said == 2:
                break
    return said
