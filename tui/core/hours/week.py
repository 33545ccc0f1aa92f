"""Opening hours in words: `mon-fri: 09:00-12:00 13:00-18:00`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

#: (opens, closes), both local; a day may have several. One that closes at `time.max` does at midnight.
Span = tuple[time, time]
#: Monday first.
Week = tuple[tuple[Span, ...], ...]

#: As they are written in files, Monday first.
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_week(days: Mapping[str, str], base: Week | None = None) -> Week:
    """A week out of `{"mon-fri": "09:00-12:00 13:00-18:00", "sat": "10:00-14:00", "sun": "closed"}`.

    Days that are not named are as in `base`, without one closed; `fri-mon` goes over the weekend. Raises
    ValueError with a sentence.
    """
    week: list[tuple[Span, ...]] = list(base or [()] * 7)
    for name, text in days.items():
        ends = name.split("-")
        if not 1 <= len(ends) <= 2 or any(day not in DAYS for day in ends):
            raise ValueError(f"'{name}' is no day or span of days like mon or mon-fri")
        spans = read_spans(text)
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        for day in range(first, first + (last - first) % 7 + 1):
            week[day % 7] = spans
    return tuple(week)


def read_spans(text: str) -> tuple[Span, ...]:
    """The hours of a day: `09:00-12:00 13:00-18:00`; `closed` or nothing: none. Raises ValueError."""
    return () if text.strip() == "closed" else tuple(sorted(_read_span(part) for part in text.split()))


def read_special(text: str, week: Week) -> tuple[Span, ...] | None:
    """The hours of a holiday: `closed`, `as sunday`, `as usual` (None), or hours. Raises ValueError."""
    words = text.lower().split()
    if words == ["as", "usual"]:
        return None
    if len(words) == 2 and words[0] == "as" and words[1][:3] in DAYS:
        return week[DAYS.index(words[1][:3])]
    return read_spans(text)


def read_days(text: str) -> tuple[date, date]:
    """The first and the last day of `2026-12-24` or `2026-12-28..2027-01-01`. Raises ValueError."""
    first, _, last = (part.strip() for part in text.partition(".."))
    days = date.fromisoformat(first), date.fromisoformat(last or first)
    if days[0] > days[1]:
        raise ValueError(f"'{text}' ends before it begins")
    return days


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
