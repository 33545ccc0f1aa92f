"""The twenty seconds after a call, and what is meant to be done better next time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from tui.core.text import fold

#: Between several objections in the one field there is for them.
AND = " / "


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the reflection form at one moment. Every field is optional."""

    disposition: str = ""
    line: str = ""
    """The one line of a call that did not connect."""
    when: str = ""
    """The time of the callback, in the rep's words."""
    kept: bool | None = None
    """Did I do what I meant to?"""
    right: str = ""
    wrong: str = ""
    next: str = ""
    felt: int = 0
    """1–5; 0: not said."""
    unready: str = ""
    """The objection the rep was not ready for (P16); several with AND between them."""
    answered: bool | None = None
    """Did they get the answer they waited for (P17)?"""

    def write(self, field: str, text: str) -> Form:
        """The form with `text` in one of its text fields."""
        return replace(self, **{field: text})  # type: ignore[arg-type]  # the names are text fields

    @property
    def lines(self) -> int:
        """How many lines the rep wrote."""
        return sum(bool(t.strip()) for t in (self.line, self.right, self.wrong, self.next, self.unready))


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that is not saved yet; `id` is its attempt's."""

    id: int
    contact: int
    at: datetime
    form: Form
    notes: str = ""
    """The notes of the call, while it runs."""
    listed: bool = False
    """Whether it waits in the list of unfinished forms (put aside, undone, or left by a crash)."""


@dataclass(frozen=True, slots=True)
class Reflection:
    """A saved form; `id` is its attempt's."""

    id: int
    contact: int
    at: datetime
    line: str = ""
    right: str = ""
    wrong: str = ""
    next: str = ""
    kept: bool | None = None
    intention: int = 0
    """Id of the intention that was asked about; 0: none was."""
    felt: int = 0
    by_clock: bool = False
    """Saved because the time was up."""
    answered: bool | None = None
    """Whether they got the answer they waited for; None: none was owed, or the rep did not say."""


@dataclass(frozen=True, slots=True)
class Intention:
    """ "Next time I will…", from one reflection to the next calls."""

    id: int
    text: str
    made: datetime
    attempt: int
    """The call whose form it came from."""
    tried: datetime | None = None
    """When it was first asked about after a connect."""


@dataclass(frozen=True, slots=True)
class Capture:
    """An objection that caught the rep unprepared; a draft card from here on (P16)."""

    id: int
    contact: int
    attempt: int
    text: str
    at: datetime
    put_away: datetime | None = None
    """When the rep said that it needs no answer; None: it waits for one, or has one."""


def objections(text: str) -> list[str]:
    """What stands in the field for objections, one by one, each once."""
    found: dict[str, str] = {}
    for one in re.split(r"\s/(?=\s)", f" {text} "):
        if words := " ".join(one.split()):
            found.setdefault(fold(words), words)
    return list(found.values())


def current(intention: Intention | None, day_began: datetime) -> Intention | None:
    """The intention to show now, if any.

    It lives until it was tried on a connect; tried, with nothing put in its place, it stays for the rest
    of that day (PRODUCT.md P2).

    Args:
        intention: the newest one there is.
        day_began: midnight of the rep's day, in UTC.
    """
    if intention is None or (intention.tried and intention.tried < day_began):
        return None
    return intention
