"""What Review shows: a section, a span of days, a search, a cursor in each list. Knows no widget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tui.core.insight.span import Kind, Span, span_of
from tui.screens.review.figures import View
from tui.screens.review.words import Collected

#: Section → its name, by the column it stands in where there is room for three.
COLUMNS: tuple[dict[str, str], ...] = (
    {"goal": "Goal", "hours": "Hours", "better": "Better", "todo": "To do"},
    {"time": "Time", "objections": "Objections", "compared": "Compared"},
    {"wins": "Wins", "patterns": "Patterns", "words": "Words"},
)
#: In the order of the arrow keys.
SECTIONS = ("goal", "hours", "better", "time", "objections", "compared", "wins", "patterns", "words", "todo")
NAMES = {id: name for column in COLUMNS for id, name in column.items()}
#: Sections with a cursor.
LISTS = ("wins", "patterns", "words")


class Shown:
    """What is chosen, and what of it is read already (`reading.py`)."""

    def __init__(self, span: Span) -> None:
        self.section = SECTIONS[0]
        self.searched = ""
        """What is searched for; empty: nothing is."""
        self.show(span)

    # ---------------------------------------------------------------------------------------------- the span

    def show(self, span: Span) -> None:
        """Other days: nothing of them is read yet."""
        self.span = span
        self.view: View | None = None
        """None: nothing is counted yet."""
        self._cursors = dict.fromkeys(LISTS, 0)
        self.take_in(Collected(span))

    def of_kind(self, kind: Kind, today: date) -> Span:
        """Another length: of now where now was shown, else of the last day shown."""
        return span_of(kind, today if today in self.span else self.span.last)

    def later(self, today: date) -> Span | None:
        """The span after, never one to come."""
        after = self.span.after
        return after if after and after.first <= today else None

    @property
    def column(self) -> int:
        """The column the section stands in."""
        return next(number for number, column in enumerate(COLUMNS) if self.section in column)

    # ------------------------------------------------------------------------------------------- the lists

    def take_in(self, collected: Collected) -> None:
        """The words of the span are read."""
        self.collected = collected
        self._listed: dict[tuple[str, str], Sequence[Any]] = {}
        """(section, what is searched for) → its rows: asked several times for each picture, of thousands."""

    def turn(self, by: int) -> str:
        """The section so many further, behind the last the first."""
        return SECTIONS[(SECTIONS.index(self.section) + by) % len(SECTIONS)]

    def search(self, words: str) -> None:
        """Look for words, from the newest on; for none: everything."""
        self.searched = words.strip()
        self._cursors["words"] = 0

    def rows(self, section: str) -> Sequence[Any]:
        """The rows of a list, all of them; none for a section that is none."""
        key = section, self.searched if section == "words" else ""
        if key not in self._listed:
            self._listed[key] = self._rows(section)
        return self._listed[key]

    def _rows(self, section: str) -> Sequence[Any]:
        match section:
            case "wins":
                return self.collected.wins
            case "patterns":
                return self.collected.patterns
            case "words":
                return self.collected.find(self.searched) if self.searched else self.collected.said
        return ()

    def cursor(self, section: str) -> int:
        """Which row of a list the cursor is on; 0 where it has none."""
        return max(0, min(self._cursors.get(section, 0), len(self.rows(section)) - 1))

    def move(self, by: int) -> bool:
        """Up or down in the list that is shown. Returns whether there is one with rows."""
        last = len(self.rows(self.section)) - 1
        if last >= 0:
            self._cursors[self.section] = max(0, min(last, self.cursor(self.section) + by))
        return last >= 0

    def put(self, section: str, row: int) -> None:
        """The cursor of a list onto a row, and its section in front."""
        self.section = section
        self._cursors[section] = row

    @property
    def row(self) -> Any | None:
        """What the cursor is on; None: on nothing."""
        rows = self.rows(self.section)
        return rows[self.cursor(self.section)] if rows else None
