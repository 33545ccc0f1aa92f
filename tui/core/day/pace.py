"""The pace of the day (P10): on or behind, and when the goal will be reached; nothing is claimed early."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tui.core.day.goals import DIALS, Goals, length
from tui.core.hours.week import Span

#: Nothing is said of the pace before so much of the day's hours, …
_EARLY = timedelta(minutes=30)
#: … nor when the goal will be reached with fewer dials than this.
_FEW = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """How the day goes."""

    state: str = ""
    """`reached`, `on`, `behind`, `waiting` (no dial yet), `over` (the day's hours are), or nothing: too early
    to say, or no goal."""
    behind: int = 0
    """Dials fewer than the hours gone would ask for."""
    reaches: datetime | None = None
    """When the goal is reached if it goes on like this, by the rep's clock; None: not today, or too early."""
    comes_to: int = 0
    """What it comes to by the end of the hours otherwise; 0: too early to say."""
    ends: time | None = None
    """When the hours end."""
    left: float = 0.0
    """Before the first dial: seconds of the day's hours that are left."""

    @property
    def words(self) -> str:
        """The same in a few calm words; empty: nothing to say."""
        if self.state == "reached":
            return "the goal is reached"
        if self.state == "over":
            return "the day's hours are over"
        if self.state == "waiting":
            hours, minutes = divmod(int(self.left) // 60, 60)
            return f"{hours} h {minutes:02} left" if hours else f"{minutes} minutes left"
        said = {"on": "on pace", "behind": f"{self.behind} behind the pace"}.get(self.state, "")
        if said and self.reaches:
            return f"{said} · there by about {self.reaches:%H:%M}"
        if said and self.comes_to and self.ends:
            return f"{said} · about {self.comes_to} by {self.ends:%H:%M}"
        return said


def pace(goals: Goals, made: int, first: datetime | None, now: datetime) -> Pace:
    """How the day goes at `now` (in the rep's zone); `first` is when the first dial was made.

    The pace is that of the working hours gone. When the goal is reached is reckoned from the dials since
    the first one, over the working hours that are left; nothing is said after a few dials or minutes.
    """
    goal, spans = goals.of_day(DIALS, now.date()), goals.hours_of(now.date())
    if not goal or not spans:
        return Pace()
    if made >= goal:
        return Pace("reached")
    whole, gone = sum(map(length, spans)), _gone(spans, now)
    if gone >= whole:
        return Pace("over", goal - made)
    if gone < _EARLY.total_seconds():
        return Pace()
    if not made:
        return Pace("waiting", left=whole - gone)
    short = max(0, int(goal * gone / whole) - made)
    state, ends = ("behind" if short else "on"), spans[-1][1]
    at = _rate(spans, made, first, now)
    if not at:
        return Pace(state, short, ends=ends)
    needed = gone + (goal - made) / at
    if needed > whole:
        return Pace(state, short, comes_to=int(made + (whole - gone) * at), ends=ends)
    return Pace(state, short, _clock(spans, needed, now), ends=ends)


def _rate(spans: Sequence[Span], made: int, first: datetime | None, now: datetime) -> float:
    """Dials a second of the time since the first one; 0: too early to say."""
    if first is None or made < _FEW:
        return 0.0
    began, start = first.astimezone(now.tzinfo), datetime.combine(now.date(), spans[0][0], now.tzinfo)
    before = max(0.0, (start - began).total_seconds())  # an early bird's minutes count, too
    worked = before + _gone(spans, now) - _gone(spans, began)
    return made / worked if worked >= _EARLY.total_seconds() else 0.0


def _clock(spans: Sequence[Span], seconds: float, now: datetime) -> datetime:
    """When so many seconds of working hours are over, rounded up to five minutes."""
    for start, end in spans:
        whole = length((start, end))
        if seconds <= whole:
            at = datetime.combine(now.date(), start, now.tzinfo) + timedelta(seconds=seconds)
            return at + timedelta(minutes=-at.minute % 5, seconds=-at.second, microseconds=-at.microsecond)
        seconds -= whole
    return datetime.combine(now.date(), spans[-1][1], now.tzinfo)


def _gone(spans: Iterable[Span], now: datetime) -> float:
    """Seconds of working hours before a clock's time."""
    at = now.time()
    return sum(length((start, min(end, at))) for start, end in spans if start < at)
