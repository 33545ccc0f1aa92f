"""Goals (P10): what is meant to be done on a day and in a week, and what was done.

Only outbound attempts count: a status change is no call. Days and weeks are the rep's. Pure; the count keeps
itself current with what is saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from math import ceil

from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Dispositions
from tui.core.call.purpose import DEFAULT, Purpose
from tui.core.call.reflection import Reflection
from tui.core.hours.week import Span
from tui.core.ports import Batch, Shelf

#: What is counted, beside the ids of purposes.
DIALS, CONVERSATIONS, NEW = "dials", "conversations", "new"
#: The day before today is looked for so far back: holidays.
_BACK = timedelta(days=31)
_NOTHING: Counter[str] = Counter()


@dataclass(frozen=True, slots=True)
class Goals:
    """What is meant to be done. A goal of 0 is none."""

    dials: int = 30
    """A day; likewise the next."""
    conversations: int = 0
    week_dials: int = 0
    """0: what the days of the week come to; likewise the next."""
    week_conversations: int = 0
    successful: bool = False
    """Dials count only when they did what their purpose is for."""
    also: tuple[tuple[str, int], ...] = ()
    """(a purpose or `new`, dials a day)."""
    days: frozenset[int] = frozenset(range(5))
    """Monday is 0."""
    hours: tuple[Span, ...] = ((time(9), time(17)),)
    """Of a whole day."""
    off: tuple[tuple[date, date], ...] = ()
    """First and last day of each time off."""
    half: tuple[tuple[date, date], ...] = ()

    def share(self, day: date) -> float:
        """Of a day's goal: 1, a half, or 0 on a day off."""
        if day.weekday() not in self.days or _within(day, self.off):
            return 0.0
        return 0.5 if _within(day, self.half) else 1.0

    def of_day(self, what: str, day: date) -> int:
        """The goal of a day. A half one is rounded up."""
        whole = {DIALS: self.dials, CONVERSATIONS: self.conversations, **dict(self.also)}.get(what, 0)
        return ceil(whole * self.share(day))

    def of_week(self, what: str, day: date) -> int:
        """The goal of the week of a day; days off make it smaller."""
        week = list(_week(day))
        given = {DIALS: self.week_dials, CONVERSATIONS: self.week_conversations}.get(what, 0)
        if not given:
            return sum(self.of_day(what, one) for one in week)
        shares = sum(map(self.share, week))
        return ceil(given * shares / len(self.days)) if self.days else 0

    def hours_of(self, day: date) -> tuple[Span, ...]:
        """The hours of a day; of a half one the first half of them."""
        share = self.share(day)
        if not share:
            return ()
        left = sum(map(length, self.hours)) * share
        spans = []
        for start, end in self.hours:
            whole = length((start, end))
            if left > 0:
                until = datetime.combine(day, start) + timedelta(seconds=min(whole, left))
                spans.append((start, until.time() if until.date() == day else end))
            left -= whole
        return tuple(spans)


class Made:
    """What was done, by day and week, of the days from `since` on. It counts what is saved at once."""

    def __init__(
        self,
        shelf: Shelf,
        goals: Goals,
        dispositions: Dispositions,
        purposes: Iterable[Purpose],
        zone: tzinfo,
        today: date,
        back: timedelta = timedelta(),
    ) -> None:
        """It reads the week of `today`, the last day before it that had a goal, and at least `back`."""
        self.goals = goals
        """What is counted towards."""
        self._shelf, self._dispositions, self._zone = shelf, dispositions, zone
        self._success = {purpose.id: frozenset(purpose.success) for purpose in purposes}
        self._days: dict[date, Counter[str]] = {}
        self._counted: dict[int, tuple[datetime, date, tuple[str, ...]]] = {}
        """Attempt → when it was, and what is counted of it: one that is saved again counts once."""
        monday = today - timedelta(days=today.weekday())
        self.since = min(monday, day_before(goals, today) or monday, today - back)
        for attempt in shelf.since(midnight(self.since, zone)):
            self._count(attempt)

    def saved(self, batch: Batch) -> None:
        """A batch is on disk."""
        for record in batch.puts:
            if isinstance(record, Attempt):
                self._count(record)
        for kind, id in batch.drops:
            if kind is Attempt:
                self._take_back(id)

    def of_day(self, day: date) -> Mapping[str, int]:
        """DIALS, CONVERSATIONS, and what else there are goals for."""
        return self._days.get(day, _NOTHING)

    def of_week(self, day: date) -> Mapping[str, int]:
        """The same for the week of a day."""
        return sum((self._days.get(one, _NOTHING) for one in _week(day)), Counter())

    def first(self, day: date) -> datetime | None:
        """When the first dial of a day was made (UTC)."""
        return min((at for at, on, _ in self._counted.values() if on == day), default=None)

    def last_day(self, today: date) -> date | None:
        """The last day before today that had a goal or a dial; None: there is none, or nobody called yet."""
        dialed = max((day for day, made in self._days.items() if day < today and made[_ALL]), default=None)
        before = day_before(self.goals, today) if dialed or self._began_before() else None
        return max(filter(None, (dialed, before)), default=None)

    def _began_before(self) -> bool:
        """Whether there was a call before the days that are counted."""
        ids = self._shelf.ids(Attempt)
        first = self._shelf.get(Attempt, ids[0]) if ids else None
        return first is not None and first.started.astimezone(self._zone).date() < self.since

    def _count(self, attempt: Attempt) -> None:
        self._take_back(attempt.id)
        day = attempt.started.astimezone(self._zone).date()
        if attempt.inbound or day < self.since:
            return
        keys = tuple(self._keys(attempt))
        self._counted[attempt.id] = attempt.started, day, keys
        self._days.setdefault(day, Counter()).update(keys)

    def _take_back(self, id: int) -> None:
        if counted := self._counted.pop(id, None):
            self._days[counted[1]].subtract(counted[2])

    def _keys(self, attempt: Attempt) -> Iterator[str]:
        """What an outbound attempt counts as."""
        yield _ALL
        came, purpose = self._dispositions.get(attempt.disposition), attempt.purpose or DEFAULT
        if came and came.conversation:
            yield CONVERSATIONS
        if self.goals.successful and attempt.disposition not in self._success.get(purpose, ()):
            return
        yield DIALS
        for what, _ in self.goals.also:
            if what == purpose or (what == NEW and self._is_new(attempt)):
                yield what

    def _is_new(self, attempt: Attempt) -> bool:
        """Whether nobody had called this person before."""
        others = self._shelf.of_contact(Attempt, attempt.contact)
        return all(other.inbound or other.started >= attempt.started for other in others)


#: Every dial, whether or not it counts.
_ALL = "all dials"


def day_before(goals: Goals, today: date) -> date | None:
    """The last day before today that has a goal; None: there was none within a month."""
    days = (today - timedelta(days=n) for n in range(1, _BACK.days + 1))
    return next((day for day in days if goals.share(day)), None)


def streak(goals: Goals, made: Made, today: date) -> int:
    """On how many of the days with a goal in a row it was reached, as far back as `made` goes. A day off
    ends nothing, nor does today before it is over."""
    found = 0
    day = today
    while day >= made.since:
        goal = goals.of_day(DIALS, day)
        reached = made.of_day(day).get(DIALS, 0) >= goal
        if goal and not reached and day != today:
            break
        found += bool(goal) and reached
        day -= timedelta(days=1)
    return found


def length(span: Span) -> float:
    """How long a span is, in seconds; one that ends at `time.max` ends at midnight."""
    first, last = (datetime.combine(date.min, end) for end in span)
    return round((last - first).total_seconds())


def _within(day: date, spans: Iterable[tuple[date, date]]) -> bool:
    return any(first <= day <= last for first, last in spans)


def _week(day: date) -> Iterator[date]:
    monday = day - timedelta(days=day.weekday())
    return (monday + timedelta(days=n) for n in range(7))


def midnight(day: date, zone: tzinfo) -> datetime:
    """When a day of the rep's begins (UTC)."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


# --------------------------------------------------------------------------------------------- the day before


@dataclass(frozen=True, slots=True)
class Truth:
    """What a day was, beside today's goal."""

    day: date
    made: Mapping[str, int] = field(default_factory=dict)
    asked: int = 0
    """How often the form asked whether I did what I meant to, …"""
    kept: int = 0
    """… and I did."""


def truth(shelf: Shelf, made: Made, today: date, zone: tzinfo) -> Truth | None:
    """The last day there was anything to do or anything done; None: there was none."""
    day = made.last_day(today)
    if day is None:
        return None
    ends = midnight(day + timedelta(days=1), zone)
    calls = (call for call in shelf.since(midnight(day, zone)) if call.started < ends)
    said = [form for call in calls if (form := shelf.get(Reflection, call.id)) and form.kept is not None]
    return Truth(day, made.of_day(day), len(said), sum(bool(form.kept) for form in said))
