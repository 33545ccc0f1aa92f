"""May this person be called now, and when next. Rules come in as data (`data/hours.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

#: (opens, closes), both local; a day may have several.
Span = tuple[time, time]
#: Monday first.
Week = tuple[tuple[Span, ...], ...]

_DAY = timedelta(days=1)
#: How far ahead is looked.
HORIZON = 8 * _DAY


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name; None when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # OSError: a name like `Europe` is a folder of the zone database
        return None


@dataclass(frozen=True, slots=True)
class Window:
    """Whether a place can be called at a moment, and when that changes. Times are UTC."""

    open: bool
    until: datetime
    """When `open` turns over; never later than eight days on."""
    local: tuple[datetime, ...]
    """The moment at each possible place, earliest clock first."""


@dataclass
class Hours:
    """The calling hours of the world. Answers are kept until they turn over, so asking is cheap."""

    default: Week
    countries: Mapping[str, Week] = field(default_factory=dict)
    _open: dict[tuple[tuple[str, ...], str], tuple[datetime, bool, datetime]] = field(
        default_factory=dict, repr=False
    )

    def may_call(self, zones: tuple[str, ...], country: str, at: datetime) -> tuple[bool, datetime]:
        """(whether all zones are within hours at `at`, when that turns over).

        A number without a place (toll-free) has no zones and may always be called.
        """
        known = self._open.get((zones, country))
        if known and known[0] <= at < known[2]:
            return known[1], known[2]
        answer = self._look(zones, country, at)
        self._open[(zones, country)] = (at, *answer)
        return answer

    def window(self, zones: tuple[str, ...], country: str, at: datetime) -> Window:
        """Like `may_call`, with the local times to show."""
        is_open, until = self.may_call(zones, country, at)
        places = sorted({at.astimezone(z).replace(tzinfo=None): z for n in zones if (z := zone(n))}.items())
        return Window(is_open, until, tuple(at.astimezone(z) for _, z in places))

    def _look(self, zones: tuple[str, ...], country: str, at: datetime) -> tuple[bool, datetime]:
        places = [z for name in zones if (z := zone(name))]
        if not places:
            return True, at + HORIZON
        week = self.countries.get(country, self.default)
        spans = [_spans(week, place, at) for place in places]
        turns = sorted({turn for of_place in spans for span in of_place for turn in span if turn > at})
        is_open = _all_open(spans, at)
        for turn in turns:
            if _all_open(spans, turn) != is_open:
                return is_open, min(turn, at + HORIZON)
        return is_open, at + HORIZON


def _all_open(spans: list[list[tuple[datetime, datetime]]], at: datetime) -> bool:
    return all(any(start <= at < end for start, end in of_place) for of_place in spans)


def _spans(week: Week, place: ZoneInfo, at: datetime) -> list[tuple[datetime, datetime]]:
    """Opening times in UTC around `at`, joined where one day's end is the next one's beginning."""
    first = at.astimezone(place).date() - _DAY
    spans: list[tuple[datetime, datetime]] = []
    for day in (first + n * _DAY for n in range(HORIZON.days + 2)):
        for start, end in week[day.weekday()]:
            span = _utc(day, start, place), _utc(day, end, place, end_of_day=end == time.max)
            if spans and spans[-1][1] >= span[0]:
                start_before, end_before = spans.pop()
                span = start_before, max(end_before, span[1])
            spans.append(span)
    return spans


def _utc(day: date, wall: time, place: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    if end_of_day:
        day, wall = day + _DAY, time()
    return datetime.combine(day, wall, place).astimezone(UTC)


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_week(days: Mapping[str, str]) -> Week:
    """A week out of `{"mon-fri": "09:00-12:00 13:00-18:00", "sat": "10:00-14:00"}`.

    Days that are not named are closed; `fri-mon` goes over the weekend. Raises ValueError with a sentence.
    """
    week: list[tuple[Span, ...]] = [()] * 7
    for name, text in days.items():
        ends = name.split("-")
        if not 1 <= len(ends) <= 2 or any(day not in _DAYS for day in ends):
            raise ValueError(f"'{name}' is no day or span of days like mon or mon-fri")
        spans = tuple(sorted(_read_span(part) for part in str(text).split()))
        first, last = _DAYS.index(ends[0]), _DAYS.index(ends[-1])
        for day in range(first, first + (last - first) % 7 + 1):
            week[day % 7] = spans
    return tuple(week)


def _read_span(text: str) -> Span:
    try:
        start, end = (_read_time(part) for part in text.split("-"))
    except ValueError:
        raise ValueError(f"'{text}' is no span of time like 09:00-18:00") from None
    if start >= end:
        raise ValueError(f"'{text}' ends before it begins")
    return start, end


def _read_time(text: str) -> time:
    if text == "24:00":
        return time.max
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
