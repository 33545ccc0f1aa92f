"""A section of Review, drawn: its figures, its list, or why there is nothing.

The figures themselves are in `figures.py`, a row of a list in `words.py`, what waits to be done
in `deeds.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Attempt
from tui.keys import filled
from tui.runner import Runner
from tui.screens.review import figures as figures
from tui.screens.review import words as words
from tui.screens.review.deeds import to_do
from tui.screens.review.figures import View
from tui.screens.review.shown import NAMES, SECTIONS, Shown
from tui.wiring import Services

#: So many of the newest intentions stand below the figures of *better*.
_MEANT = 8

_DRAWN: dict[str, Callable[[View, int], Iterator[Content]]] = {
    "goal": figures.goal_and_funnel,
    "hours": figures.hours,
    "better": figures.better,
    "time": figures.time,
    "objections": figures.objections,
    "compared": figures.compared,
}
_LISTED: dict[str, Callable[[Any, bool, int], Content]] = {
    "wins": words.wins,
    "patterns": words.pattern,
    "words": words.reflection,
}
#: What stands where before there was a call.
_EMPTY = (
    ("Goal", "dials, connects, conversations, meetings and sales, beside the week before"),
    ("Hours", "at which hour of which day people pick up for you"),
    ("Better", "how often you did what you meant to do next time"),
    ("Time", "getting ready, dialing, talking; calls you were sure of; what you skipped, and why"),
    ("Objections", "what they said, and how each of your answers did"),
    ("Compared", "purposes, lists, openers, mobiles and first tries beside one another"),
    ("Wins", "what went right, in your words"),
    ("Patterns", "what keeps coming up, to be practised"),
    ("Words", "everything you wrote, to be searched"),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The room there is for a section."""

    room: int
    """Cells of a line."""
    high: int
    """Rows of a list."""
    wide: bool = False
    """Everything stands side by side, each section under its name."""


class Sections:
    """Draws what is shown."""

    def __init__(self, services: Services, runner: Runner, shown: Shown) -> None:
        self._services, self._runner, self._shown = services, runner, shown

    @property
    def nobody_called(self) -> bool:
        """Whether there was no call ever."""
        return not len(self._services.store.all(Attempt))

    def names(self, width: int) -> Content:
        """All of them on one line, marked the one that is shown; two cells apart where there is room."""
        here, apart = self._shown.section, " "
        if sum(len(NAMES[id]) + 2 for id in SECTIONS) > width:
            apart = ""
        parts = (
            (f"{look.NOW}{NAMES[id]}{apart}", look.KEY)
            if id == here
            else (f" {NAMES[id]}{apart}", look.QUIET)
            for id in SECTIONS
        )
        return say.line(*parts)

    def name_at(self, section: str, width: int) -> int:
        """The cell of that line in front of a section's name."""
        return self.names(width).plain.index(NAMES[section]) - 1

    def in_sight(self, section: str, frame: Frame) -> range:
        """The rows of a list that are drawn; none for a section that is none."""
        return words.window(self._shown.rows(section), self._shown.cursor(section), frame.high)

    def lines(self, section: str, frame: Frame) -> Iterator[Content]:
        """A section: as much of a list as there is room for."""
        if frame.wide and not self.nobody_called:
            here = section == self._shown.section
            mark = f"{look.NOW} " if here else ""
            yield say.line((mark, look.KEY), (NAMES[section], look.KEY if here else look.STRONG))
        yield from self._body(section, frame)

    def text(self, section: str, frame: Frame, most: int) -> list[str]:
        """A section to be copied, without its name: of a list up to so many rows."""
        if section in _LISTED:
            rows = self._shown.rows(section)[:most]
            lines = [self._row(section, row, frame.room, on_it=False) for row in rows]
        else:
            lines = list(self._body(section, frame))
        return [line.plain.rstrip() for line in lines]

    def _body(self, section: str, frame: Frame) -> Iterator[Content]:
        if self.nobody_called and section != "todo":
            yield from _nothing_yet(frame.room)
        elif section in _LISTED:
            yield from self._list(section, frame)
        elif section == "todo":
            yield from to_do(self._services, self._runner, frame.room)
        else:
            yield from self._figures(section, frame.room)

    def _figures(self, section: str, room: int) -> Iterator[Content]:
        view = self._shown.view
        if view is None:
            yield say.quiet("Counting…")
            return
        if not view.calls and section not in {"goal", "time"}:
            yield say.quiet(
                filled("No call in this time. {review.earlier} goes back, {review.all} shows everything.")
            )
            return
        yield from _DRAWN[section](view, room)
        if section == "better" and (meant := self._shown.collected.meant):
            yield Content("")
            yield say.quiet("what you meant to do, the newest first")
            yield from (words.meant(one, room) for one in meant[:_MEANT])

    def _list(self, section: str, frame: Frame) -> Iterator[Content]:
        rows, on_it = self._shown.rows(section), section == self._shown.section
        at = self._shown.cursor(section)
        if not rows:
            yield from say.quiet(self._no_rows(section)).wrap(max(20, frame.room))
        for place in self.in_sight(section, frame):
            yield self._row(section, rows[place], frame.room, on_it=on_it and place == at)
        if len(rows) > frame.high:
            yield say.quiet(f"  {at + 1:,} of {len(rows):,}")

    def _row(self, section: str, row: Any, room: int, *, on_it: bool) -> Content:
        searched = self._shown.searched if section == "words" else ""
        return _LISTED[section](words.marked(row, searched) if searched else row, on_it, room)

    def _no_rows(self, section: str) -> str:
        shown = self._shown
        if not shown.collected.whole:
            return "Reading what you wrote…"
        if section == "patterns":
            return words.nothing_comes_up(shown.collected)
        if shown.searched:
            return filled(
                "Nothing you wrote in this time has all these words. {review.all} looks through everything."
            )
        return filled("Nothing in this time yet. {review.earlier} goes back, {review.all} shows everything.")


def _nothing_yet(room: int) -> Iterator[Content]:
    """What will stand here after the first call."""
    yield say.line(("Here will stand, after your first call:", look.STRONG))
    yield Content("")
    for name, text in _EMPTY:
        yield say.fact(name, text, label_width=12, room=room)
    yield Content("")
    yield say.line(filled("{review.queue} is the queue; {queue.dial} there makes the first call."))
