"""A time in the rep's words: `tomorrow 10`, `fri 14:30`, `in 2 hours`, `12.3. 9:00`.

Read as wall time at the contact's place, because that is what was said on the phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {
    "morning": time(9, 30),
    "noon": time(12),
    "lunch": time(12),
    "afternoon": time(14, 30),
    "evening": time(17, 30),
    "tonight": time(17, 30),
}
_LATE = frozenset({"afternoon", "evening", "tonight"})
_MORNING = time(9, 30)
_FILLERS = frozenset({"at", "on", "in", "the", "o'clock", "about", "around", "uhr", "h", "by"})
#: Numbers as they are said; `half ten` is not among them: 10:30 to some, 9:30 to others.
_SPELLED = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
}
_UNITS = {
    "m": 1,
    "min": 1,
    "mins": 1,
    "minute": 1,
    "minutes": 1,
    "h": 60,
    "hr": 60,
    "hrs": 60,
    "hour": 60,
    "hours": 60,
}
_LONG = {"day": 1, "days": 1, "d": 1, "week": 7, "weeks": 7, "w": 7}


class NotATime(ValueError):
    """The words name no time to come. The message says so, with examples."""

    begun = True
    """Whether the first of them belong to a time."""


@dataclass(frozen=True, slots=True)
class When:
    """A wall time at a place, and the same in UTC."""

    wall: datetime
    """Naive."""
    utc: datetime


def read(words: str, now: datetime, place: tzinfo) -> When:
    """The time meant by `words`, always after `now`.

    A day without a time means the morning; a time without a day the next time it comes round; a bare hour
    from 1 to 6 the afternoon. A wall time that the clock change leaves out moves on by the gap; one
    that comes twice means the first.

    Raises:
        NotATime: nothing understood, or it is past.
    """
    local = now.astimezone(place)
    text = _in_figures(" ".join(words.casefold().replace(",", " ").split()))
    try:
        wall = _relative(text, local) or _absolute(text, local)
        utc = wall.replace(tzinfo=place).astimezone(UTC)
        shown = utc.astimezone(place).replace(tzinfo=None)
    except OverflowError:
        raise NotATime("That is beyond the calendar.") from None
    if utc <= now:
        raise NotATime(f"{shown:%a %d %b %H:%M} is past. When do they expect you?")
    return When(shown, utc)


def _in_figures(text: str) -> str:
    """`ten` → `10`, `quarter to four` → `15:45`: numbers and parts of an hour that were spelled out."""
    text = " ".join(str(_SPELLED.get(word, word)) for word in text.split())
    text = text.replace("an hour and a half", "90 minutes")
    return re.sub(r"(?:(half past)|(?:a )?quarter (past|to)) (\d\d?)\b", _part_of_an_hour, text)


def _part_of_an_hour(match: re.Match[str]) -> str:
    hour, to = int(match[3]), match[2] == "to"
    hour = (hour - 1 or 12) if to else hour
    hour += 12 if 1 <= hour <= 6 else 0  # as with a bare hour
    return f"{hour}:{30 if match[1] else 45 if to else 15}"


def _relative(text: str, local: datetime) -> datetime | None:
    match = re.fullmatch(r"(?:in )?(\d{1,3}|an?|half an) ?([a-z]+)", text)
    if not match:
        return None
    amount = {"a": 1.0, "an": 1.0, "half an": 0.5}.get(match[1]) or float(match[1])
    if match[2] == "h" and amount > 6 and not text.startswith("in "):
        return None  # in many countries 14h is two in the afternoon
    if match[2] in _UNITS:
        later = local.astimezone(UTC) + timedelta(minutes=amount * _UNITS[match[2]])
        minutes = -(-later.minute // 5) * 5  # nobody says 10:33
        return (
            (later.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=minutes))
            .astimezone(local.tzinfo)
            .replace(tzinfo=None)
        )
    if match[2] in _LONG and text.startswith("in "):
        return datetime.combine(
            local.date() + timedelta(days=amount * _LONG[match[2]]),
            local.time().replace(second=0, microsecond=0),
        )
    return None


def _absolute(text: str, local: datetime) -> datetime:
    day: date | None = None
    at: time | None = None
    words = [w for w in text.split() if w not in _FILLERS]
    part = next((w for w in reversed(words) if w in _PARTS), "")
    while words:
        for reader in (_day, _date, _time):
            used, got = reader(words, local)
            if used:
                break
        else:
            unclear = NotATime(
                f"'{words[0]}' is not clear. Try: 10:30, tomorrow 14:00, fri 9, in 2 hours, 24 Nov 10:00"
            )
            unclear.begun = day is not None or at is not None
            raise unclear
        if isinstance(got, time):
            at = at if at and words[0] in _PARTS else got
        elif isinstance(got, date):
            day = got
        words = words[used:]
    at = _within(at, part)
    if day is None and at is None:
        raise NotATime("No time yet. Try: 10:30, tomorrow 14:00, fri 9, in 2 hours, 24 Nov 10:00")
    if day is None:
        assert at is not None
        today = datetime.combine(local.date(), at)
        return today if today > local.replace(tzinfo=None) else today + timedelta(days=1)
    return datetime.combine(day, at or _MORNING)


def _within(at: time | None, part: str) -> time | None:
    """`7 in the evening`, `5 in the morning`: the hour of that half of the day."""
    if at and part in _LATE and at.hour < 12:
        return at.replace(hour=at.hour + 12)
    return at.replace(hour=at.hour - 12) if at and part == "morning" and at.hour > 12 else at


Reader = Callable[[list[str], datetime], tuple[int, date | time | None]]


def _day(words: list[str], local: datetime) -> tuple[int, date | time | None]:
    word, today = words[0], local.date()
    if word == "today":
        return 1, today
    if word in {"tomorrow", "tom", "tmr", "tmrw"}:
        return 1, today + timedelta(days=1)
    if word == "next" and len(words) > 1:
        if words[1] == "week":
            return 2, today + timedelta(days=7 - today.weekday())
        used, day = _day(words[1:], local)
        return (used + 1, day) if used else (0, None)
    for index, name in enumerate(_DAYS):
        if len(word) >= 2 and name.startswith(word.rstrip(".")):
            return 1, today + timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    return 0, None


def _date(words: list[str], local: datetime) -> tuple[int, date | time | None]:
    if match := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", words[0]):
        return 1, _make(int(match[1]), int(match[2]), int(match[3]), local)
    if match := re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})?", words[0]):
        return 1, _make(int(match[3] or 0), int(match[2]), int(match[1]), local)
    if len(words) > 1:
        for day_word, month_word in ((words[0], words[1]), (words[1], words[0])):
            number = re.fullmatch(r"(\d\d?)(?:st|nd|rd|th|\.)?", day_word)
            if number and month_word[:3] in _MONTHS and month_word.isalpha():
                return 2, _make(0, _MONTHS.index(month_word[:3]) + 1, int(number[1]), local)
    return 0, None


def _make(year: int, month: int, day: int, local: datetime) -> date:
    try:
        made = date(year or local.year, month, day)
        return made if year or made >= local.date() else made.replace(year=local.year + 1)
    except ValueError:
        named = f"{day} {_MONTHS[month - 1].title()}" if 1 <= month <= 12 else f"day {day}.{month}"
        raise NotATime(f"There is no {named}.") from None


def _time(words: list[str], local: datetime) -> tuple[int, date | time | None]:
    word, used = words[0], 1
    if word in _PARTS:
        return 1, _PARTS[word]
    if apart := re.fullmatch(r"\d\d?", word) is not None and _is_minute(words[1:]):
        word, used = f"{word}:{words[1]}", 2
    if len(words) > used and words[used] in {"am", "pm"}:
        word, used = word + words[used], used + 1
    match = re.fullmatch(r"(\d\d?)(?:[:.h](\d\d))?(?:h|uhr)?(am|pm)?", word)
    if not match:
        return 0, None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    elif 1 <= hour <= 6 and (apart or match[2] is None):
        hour += 12
    if hour > 23 or minute > 59:
        raise NotATime(f"{word} is no time of day.")
    return used, time(hour, minute)


def _is_minute(words: list[str]) -> bool:
    """Whether the first of them is the minute of an hour before it (`10 30`), and no day (`10 30 nov`)."""
    if not words or not re.fullmatch(r"[0-5]\d", words[0]):
        return False
    return len(words) == 1 or words[1][:3] not in _MONTHS
