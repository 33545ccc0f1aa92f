"""Spans of the rep's days: a day, a week, a month, all there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Kind = Literal["day", "week", "month", "all"]
#: In the order of the keys that choose one.
KINDS: tuple[Kind, ...] = ("day", "week", "month", "all")

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A few of the rep's days, one after the other."""

    kind: Kind
    first: date
    last: date
    """The last day that belongs to it."""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Span | None:
        """The whole day, week or month before it; None: there is nothing before everything."""
        return None if self.kind == "all" or self.first == date.min else span_of(self.kind, self.first - _DAY)

    @property
    def after(self) -> Span | None:
        """The one after it; None: there is none."""
        return None if self.kind == "all" or self.last == date.max else span_of(self.kind, self.last + _DAY)

    def beside(self, today: date) -> Span | None:
        """What it may fairly be compared with: the span before, and of it only as many days as have passed
        of this one. On a Tuesday that is the Monday and the Tuesday of last week."""
        before = self.before
        if before is None or today not in self:
            return before
        passed = (today - self.first).days
        return replace(before, last=min(before.last, before.first + timedelta(days=passed)))


def span_of(kind: Kind, day: date) -> Span:
    """The span of a kind that a day is in. Weeks begin on Monday (ISO 8601)."""
    if kind == "day":
        return Span(kind, day, day)
    if kind == "week":
        first = day - timedelta(days=day.weekday())
        return Span(kind, first, first + timedelta(days=6))
    if kind == "month":
        first = day.replace(day=1)
        return Span(kind, first, (first + timedelta(days=31)).replace(day=1) - _DAY)
    return Span("all", date.min, date.max)
