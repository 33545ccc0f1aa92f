"""The best time to reach somebody, as it was told on a call: `Tuesdays after four`, `mornings only`.

It is a wish, not a rule: the queue offers them then, and they can be called whenever the hours allow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import lru_cache

from tui.core.hours.hours import zone
from tui.core.hours.week import Span
from tui.core.hours.whereabouts import zones_of
from tui.core.people.contact import Contact

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_GROUPS = {"weekday": range(5), "workday": range(5), "weekend": range(5, 7)}
_PARTS = {
    "morning": (time(), time(12)),
    "noon": (time(11, 30), time(13, 30)),
    "lunch": (time(11, 30), time(13, 30)),
    "lunchtime": (time(11, 30), time(13, 30)),
    "midday": (time(11, 30), time(13, 30)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), time.max),
}
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NOT = frozenset({"not", "no", "never", "except", "but"})
_BEFORE, _AFTER = frozenset({"before", "until", "till", "by"}), frozenset({"after", "from", "since", "past"})
_TO = frozenset({"-", "–", "to", "until", "till", "and"})
#: What says nothing about when.
_FILLERS = frozenset({
    "a", "all", "always", "and", "any", "anytime", "around", "at", "best", "call", "day", "days", "during",
    "early", "every", "for", "her", "him", "i", "in", "is", "it", "just", "late", "me", "mostly", "o'clock",
    "on", "only", "or", "please", "prefer", "prefers", "reach", "s", "the", "them", "time", "times", "us",
    "usually", ",", ";", ".", "/", "&",
})  # fmt: skip
_TOKEN = re.compile(r"\d\d?(?:[:.h]\d\d)?(?: ?[ap]m\b)?|[^\W\d_]+(?:'[^\W\d_]+)?|\S")
_TIME = re.compile(r"(\d\d?)(?:[:.h](\d\d))? ?([ap]m)?")
_EXAMPLES = "Try: mornings, after 16, tue after 4, mon-fri 9-11, evenings not fri"


class NotABest(ValueError):
    """The words name no days or times. The message says so, with examples."""


@dataclass(frozen=True, slots=True)
class Best:
    """When somebody is reached best, by the clock at their place."""

    days: frozenset[int]
    """Monday is 0."""
    spans: tuple[Span, ...]
    """Of each of those days, in order."""

    def fits(self, local: datetime) -> bool:
        """Whether this is such a time."""
        clock = local.time()
        return local.weekday() in self.days and any(
            a <= clock < b or clock == time.max == b for a, b in self.spans
        )


def fits_best(contact: Contact, at: datetime) -> bool:
    """Whether it is a time that suits the contact at `at`; also where none was told or nobody understands it.

    By every clock where they may be. It only says whom to prefer: the law is `Hours`.
    """
    if not contact.best:
        return True
    best = _understood(contact.best)
    if best is None:
        return True
    number = next((n for n in contact.numbers if n.callable), None)
    places = [place for name in zones_of(contact, number) if (place := zone(name))]
    return all(best.fits(at.astimezone(place)) for place in places)


@lru_cache(maxsize=4096)
def _understood(words: str) -> Best | None:
    try:
        return read_best(words)
    except NotABest:
        return None


def read_best(words: str) -> Best:
    """The days and times meant by `words`. Days that are not named are all, times likewise.

    Of several times any will do, within every `before` and `after`; a bare hour from 1 to 6 is the
    afternoon's. Raises NotABest.
    """
    reading = _Reading(words, [token for token in _TOKEN.findall(words.casefold()) if token not in _FILLERS])
    while reading.todo:
        reading.step()
    return reading.made()


@dataclass
class _Reading:
    """What was understood so far of the words."""

    words: str
    todo: list[str]
    days: set[int] = field(default_factory=set)
    never: set[int] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)
    without: list[Span] = field(default_factory=list)
    first: time = time()
    last: time = time.max
    told: bool = False
    negated: bool = False

    def step(self) -> None:
        """Understand the next word, and those that belong to it."""
        word = self.todo.pop(0)
        if word in _NOT:
            self.negated = True
            return
        if word in _BEFORE | _AFTER | {"between"}:
            self._bound(word)
        elif (part := _PARTS.get(word) or _PARTS.get(word.removesuffix("s"))) is not None:
            (self.without if self.negated else self.spans).append(part)
        elif (named := _days(word)) is not None:
            if self.todo and self.todo[0] in _TO and (later := _days("".join(self.todo[1:2]))):
                del self.todo[:2]
                named = [day % 7 for day in range(named[0], named[0] + (later[-1] - named[0]) % 7 + 1)]
            (self.never if self.negated else self.days).update(named)
            self.told = True
            return  # `not mon tue`: both
        else:
            self._span(self._time(word))
        self.told, self.negated = True, False

    def _bound(self, word: str) -> None:
        """`before 10`, `after four`, `not before 10`, `between 9 and 11`, `from 9 to 11`."""
        at = self._next()
        if word == "between" or (word in _AFTER and self.todo and self.todo[0] in _TO):
            self._span(at, alone=False)
        elif (word in _BEFORE) is not self.negated:
            self.last = min(self.last, at)
        else:
            self.first = max(self.first, at)

    def _span(self, begins: time, alone: bool = True) -> None:
        """`9-11`; a time alone is the hour that begins with it."""
        if not alone or (self.todo and (self.todo[0] in _TO or _clock(self.todo[0]))):
            if self.todo and self.todo[0] in _TO:
                self.todo.pop(0)
            ends = self._next()
            if ends <= begins and ends.hour < 12:
                ends = ends.replace(hour=ends.hour + 12)  # nine to five
        else:
            ends = begins.replace(hour=begins.hour + 1) if begins.hour < 23 else time.max
        if ends <= begins:
            raise NotABest(f"{begins:%H:%M} to {ends:%H:%M} ends before it begins. {_EXAMPLES}")
        (self.without if self.negated else self.spans).append((begins, ends))

    def _next(self) -> time:
        if not self.todo:
            raise NotABest(f"No time after the last word of '{self.words}'. {_EXAMPLES}")
        return self._time(self.todo.pop(0))

    def _time(self, word: str) -> time:
        if word in ("noon", "lunch", "midday"):
            return time(12)
        found = _clock(word)
        if found is None:
            raise NotABest(f"'{word}' is not clear. {_EXAMPLES}")
        return found

    def made(self) -> Best:
        """The days and times that are left. Raises NotABest when there are none."""
        left = [(max(a, self.first), min(b, self.last)) for a, b in self.spans or [(time(), time.max)]]
        for begins, ends in self.without:
            left = [span for a, b in left for span in ((a, min(b, begins)), (max(a, ends), b))]
        left = sorted({(a, b) for a, b in left if a < b})
        days = (self.days or set(range(7))) - self.never
        if not (self.told and left and days):
            raise NotABest(f"'{self.words}' leaves no day or time. {_EXAMPLES}")
        return Best(frozenset(days), tuple(left))


def _days(word: str) -> list[int] | None:
    """The days a word names: `tue`, `tuesdays`, `weekends`; None: it is no day."""
    if (group := _GROUPS.get(word) or _GROUPS.get(word.removesuffix("s"))) is not None:
        return list(group)
    bare = word.removesuffix("s") if word.endswith("days") else word
    found = [day for day, name in enumerate(_DAYS) if len(bare) > 1 and name.startswith(bare)]
    return found if len(found) == 1 else None


def _clock(word: str) -> time | None:
    """`16`, `4pm`, `9:30`, `four`; None: it is no time of day."""
    if word in _NUMBERS:
        word = str(_NUMBERS.index(word) + 1)
    match = _TIME.fullmatch(word)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    elif 1 <= hour <= 6 and match[2] is None:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
