"""May this person be called now, and when next. Rules come in as data (`data/hours.yaml`).

What holds is the clock on the wall of every place where the person may be: an hour that comes twice is open
twice, one that is left out is not there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.core.hours.holidays import Holidays
from tui.core.hours.regions import part_of
from tui.core.hours.week import Span, Week
from tui.core.hours.week import read_week as read_week

if TYPE_CHECKING:
    from tui.core.hours.whereabouts import Spot, Whereabouts

_DAY = timedelta(days=1)
#: How far ahead is looked.
HORIZON = 8 * _DAY
#: Looked at in one go, so that what is asked around a moment is there already.
_BEFORE, _AFTER = _DAY, HORIZON + 2 * _DAY
#: `opens` looks so many horizons ahead: half a year.
_FAR = 23


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name; None when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: a name like `Europe` is a folder of the zone database
        return None


@dataclass(frozen=True, slots=True)
class Rule:
    """The calling hours of a country or state."""

    week: Week
    place: str = ""
    """Where it holds, in words: `France`, `AL`; empty: where nothing else is said."""
    holidays: tuple[Span, ...] | None = None
    """The hours of a public holiday; None: those of its weekday."""
    eves: tuple[Span, ...] | None = None
    """The hours of the day before one; None: those of its weekday."""
    cap: int = 0
    """Calls to one number in 24 hours that the law allows; 0: any."""
    source: str = ""
    """The law, code or courtesy it comes from."""
    person_cap: int = 0
    """Calls to one person in `person_days` days that the law allows; 0: any."""
    person_days: int = 0


@dataclass(frozen=True, slots=True)
class Window:
    """Whether a place can be called at a moment, and when that changes. Times are UTC."""

    open: bool
    until: datetime
    """When `open` turns over; never later than eight days on."""
    local: tuple[datetime, ...]
    """The moment at each possible place, earliest clock first."""
    why: str = ""
    """What closes it, in words: `closed in AL on Sundays`; empty while it is open."""
    source: str = ""
    """Where that rule comes from."""
    opens: datetime | None = None
    """When it can be called next; None: now, or not for half a year."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What was looked up of some whereabouts: the turns between two moments."""

    begins: datetime
    ends: datetime
    open: bool
    """At the beginning."""
    turns: list[datetime]


@dataclass
class Hours:
    """The calling hours of the world. Answers are kept, so asking is cheap."""

    default: Rule
    countries: Mapping[str, Rule] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, Rule]] = field(default_factory=dict)
    """Country → state → the rule in place of the country's."""
    holidays: Holidays = field(default_factory=Holidays)
    _known: dict[Whereabouts, _Known] = field(default_factory=dict, repr=False)

    def may_call(self, where: Whereabouts, at: datetime) -> tuple[bool, datetime]:
        """(whether it is within hours at every place at `at`, when that turns over).

        Who has no place (a toll-free number) may always be called.
        """
        if not where:
            return True, at + HORIZON
        known = self._known.get(where)
        if known is None or not known.begins <= at < known.ends:
            known = self._known[where] = self._look(where, at)
        index = bisect_right(known.turns, at)
        if index == len(known.turns) and known.ends < at + HORIZON:
            known = self._known[where] = self._look(where, at)
            index = bisect_right(known.turns, at)
        is_open = known.open != bool(index % 2)
        end = at + HORIZON
        return is_open, min(known.turns[index], end) if index < len(known.turns) else end

    def window(self, where: Whereabouts, at: datetime) -> Window:
        """Like `may_call`, with what a person is told: the local times, the rule, when it opens."""
        is_open, until = self.may_call(where, at)
        places = sorted(
            {at.astimezone(z).replace(tzinfo=None): z for s in where if (z := zone(s.zone))}.items()
        )
        local = tuple(at.astimezone(z) for _, z in places)
        if is_open:
            return Window(True, until, local)
        why, source = self._why(where, at)
        return Window(False, until, local, why, source, self.opens(where, at))

    def opens(self, where: Whereabouts, at: datetime) -> datetime | None:
        """When they can be called: `at`, or the first moment after it; None: not for half a year."""
        for _ in range(_FAR):
            is_open, until = self.may_call(where, at)
            if is_open:
                return at
            at = until
        return None

    def today(self, where: Whereabouts, at: datetime) -> tuple[tuple[str, str], ...]:
        """What holds there on the day of `at`, each rule once: (`08:00–21:00 in Britain`, its source)."""
        told = (self._told(spot, at.astimezone(place)) for spot in where if (place := zone(spot.zone)))
        return tuple(dict.fromkeys((said, source) for said, source, _ in told))

    def why_closed(self, where: Whereabouts, at: datetime) -> str:
        """What closes them at `at`: `closed in AL on Sundays`; empty while they can be called."""
        return "" if self.may_call(where, at)[0] else self._why(where, at)[0]

    def cap(self, where: Whereabouts) -> int:
        """How often one number there may be called in 24 hours; 0: no law says."""
        return min((cap for spot in where if (cap := self.rule(spot).cap)), default=0)

    def person_caps(self, where: Whereabouts) -> list[Rule]:
        """The rules there that limit how often one person may be called."""
        return [rule for spot in where if (rule := self.rule(spot)).person_cap]

    def rule(self, spot: Spot) -> Rule:
        """The rule that holds there: the state's, the country's, that of the country it is a part of."""
        of_states = self.states.get(spot.country)
        return (
            (of_states.get(spot.state) if of_states else None)
            or self.countries.get(spot.country)
            or self.countries.get(part_of(spot.country))
            or self.default
        )

    # ------------------------------------------------------------------------------------------- one day

    def _day(self, spot: Spot, day: date) -> tuple[tuple[Span, ...], str]:
        """(the hours of a day there, the holiday that makes them so)."""
        rule = self.rule(spot)
        usual = rule.week[day.weekday()]
        if rule.holidays is not None and (name := self.holidays.on(spot.country, spot.state, day)):
            return rule.holidays, name
        if (
            usual
            and rule.eves is not None
            and (name := self.holidays.on(spot.country, spot.state, day + _DAY))
        ):
            return _both(rule.eves, usual), f"the day before {name}"
        return usual, ""

    def _why(self, where: Whereabouts, at: datetime) -> tuple[str, str]:
        """(which rule closes the first place that is closed, its source)."""
        for spot in where:
            place = zone(spot.zone)
            if place is None:
                continue
            said, source, is_open = self._told(spot, at.astimezone(place))
            if not is_open:
                return said, source
        return "", ""

    def _told(self, spot: Spot, local: datetime) -> tuple[str, str, bool]:
        """(the hours of a day there in words, where they come from, whether `local` is within them)."""
        spans, holiday = self._day(spot, local.date())
        rule, clock = self.rule(spot), local.time()
        there = f"in {rule.place}" if rule.place else "there"
        said = f"{_shown(spans)} {there}" if spans else f"closed {there}"
        said += "" if spans or holiday else f" on {local:%A}s"
        is_open = any(opens <= clock and (clock < closes or closes == time.max) for opens, closes in spans)
        return f"{holiday}, {said}" if holiday else said, rule.source, is_open

    # ------------------------------------------------------------------------------------------ many days

    def _look(self, where: Whereabouts, at: datetime) -> _Known:
        begins, ends = at.astimezone(UTC) - _BEFORE, at.astimezone(UTC) + _AFTER
        spots = [(spot, place) for spot in where if (place := zone(spot.zone))]
        spans = [(begins, ends)]
        for spot, place in spots:
            spans = _common(spans, self._open(spot, place, begins, ends))
        turns = [turn for span in spans for turn in span if begins < turn < ends]
        return _Known(begins, ends, bool(spans and spans[0][0] == begins), turns)

    def _open(
        self, spot: Spot, place: tzinfo, begins: datetime, ends: datetime
    ) -> list[tuple[datetime, datetime]]:
        """When it is within hours at a place, in UTC, joined where they meet."""
        found: list[tuple[datetime, datetime]] = []
        for first, last, offset in _offsets(place, begins, ends):
            # by the wall clock, as if it were UTC; this offset holds between `first` and `last`
            wall, wall_end = first + offset, last + offset
            day = wall.date()
            while day <= wall_end.date():
                for opens, closes in self._day(spot, day)[0]:
                    start = max(datetime.combine(day, opens, UTC), wall) - offset
                    midnight = closes == time.max
                    closing = datetime.combine(day, time() if midnight else closes, UTC) + midnight * _DAY
                    end = min(closing, wall_end) - offset
                    if start >= end:
                        continue
                    if found and found[-1][1] >= start:
                        found[-1] = found[-1][0], max(found[-1][1], end)
                    else:
                        found.append((start, end))
                day += _DAY
        return found


def _shown(spans: tuple[Span, ...]) -> str:
    """`10:00–13:00, 14:00–20:00`."""
    return ", ".join(f"{a:%H:%M}–{'24:00' if b == time.max else f'{b:%H:%M}'}" for a, b in spans)


def _both(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
    """What is within both."""
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d))


def _common(
    one: list[tuple[datetime, datetime]], other: list[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    """The spans that are in both, each list in order and without overlaps."""
    return [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) < min(b, d)]


def _offsets(place: tzinfo, begins: datetime, ends: datetime) -> list[tuple[datetime, datetime, timedelta]]:
    """The stretches between two moments in which the clock there is not changed, to the second."""
    found, at, offset = [], begins, _offset(place, begins)
    since = begins
    while at < ends:
        later = min(at + _DAY / 4, ends)
        if (changed := _offset(place, later)) != offset:
            before, after = at, later
            while after - before > timedelta(seconds=1):
                middle = before + (after - before) // 2
                before, after = (middle, after) if _offset(place, middle) == offset else (before, middle)
            turn = after.replace(microsecond=0)
            found.append((since, turn, offset))
            since, offset = turn, changed
        at = later
    return [*found, (since, ends, offset)]


def _offset(place: tzinfo, at: datetime) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()
