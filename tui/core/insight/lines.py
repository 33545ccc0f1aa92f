"""The rep's own lines out of a span: wins, what went right and wrong, what was meant and became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntFlag

from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.people.contact import Contact


class What(IntFlag):
    """What a call has that may be looked for."""

    WIN = 1
    """A meeting, a sale, or what its purpose calls a success."""
    RIGHT = 2
    WRONG = 4
    NEXT = 8
    """Its form says what to do next time."""
    ASKED = 16
    """An intention was asked about after it."""
    LINE = 32
    """The one line of a call that did not connect."""
    WORDS = RIGHT | WRONG | NEXT | LINE


@dataclass(frozen=True, slots=True)
class Line:
    """A call with the rep's words on it, whole, so that a screen can open it."""

    day: date
    """The rep's day of the call."""
    attempt: Attempt
    contact: Contact | None
    """None: the person is gone."""
    said: Reflection | None = None
    """Its form; None: it was won without a word."""
    intention: str = ""
    """The intention that was asked about after it; `said.kept` says what became of it."""
