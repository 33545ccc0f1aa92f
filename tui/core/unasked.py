"""At most one line that nobody asked for, per call, over all features together (PRODUCT.md §3).

Whoever has something to say offers it; here is decided who may. A line that was asked for (a reminder of an
agreed time, what was saved, a fault) is no matter of this file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum


class Kind(IntEnum):
    """Who has something to say; the lower its number, the more it matters."""

    ROUGH = 1
    """The call just over was a rough one."""
    NOES = 2
    """One no after the other."""
    SKIPPED = 3
    """Somebody was passed over."""
    GOAL = 4
    """The goal of the day is reached."""
    COACH = 5
    """What a coach wrote."""
    SAFE = 6
    """Too many calls went to people the rep knows well."""
    PREP = 7
    """Enough of getting ready."""
    FEED = 8
    """A line to begin a block with."""


#: Says its line, or nothing (empty). It is asked only when its line would be shown.
Offer = Callable[[], str]


class Unasked:
    """Knows for which call something was said. A call, here, is the time from the end of one to the end of
    the next: `call` is the id of the newest attempt, 0 before the first."""

    def __init__(self) -> None:
        self._call = -1
        self.kind: Kind | None = None
        """Who said something for that call; None: nobody did."""
        self.line = ""
        """What was said for the newest call that was asked about; empty: nothing."""

    def pick(self, call: int, offers: Mapping[Kind, Offer]) -> str:
        """The line of the most important one that has something to say; empty: nobody has, or something was
        said for this call already."""
        self._turn(call)
        if self.kind is not None:
            return ""
        for kind in sorted(offers):
            if line := offers[kind]():
                self.kind, self.line = kind, line
                return line
        return ""

    def is_of(self, call: int) -> bool:
        """Whether `line` is what was said for this call."""
        return call == self._call

    def stands(self, call: int, kind: Kind) -> bool:
        """Whether a line that stands for a while may be shown: it takes the place, if it is free; not beside
        one of the same kind that was picked."""
        self._turn(call)
        if self.kind is None:
            self.kind, self.line = kind, ""
        return self.kind is kind and not self.line

    def _turn(self, call: int) -> None:
        if call != self._call:
            self._call, self.kind, self.line = call, None, ""
