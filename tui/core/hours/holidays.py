"""Public holidays, computed for any year from rules in words (`data/holidays.yaml`).

A rule is a day and what may follow it: `jul 4`, `fourth thu nov`, `last mon may`, `easter-2`, `mon before
may 25`, `2026-06-15`; then `and nearest workday`, `and next workday` (of a day on a weekend, as well),
`sun to sat` (of a Sunday, the day before instead), `since 2021`, `not 2030`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tui.core.hours.regions import part_of

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = ("first", "second", "third", "fourth", "fifth")
_DAY = timedelta(days=1)

_FORM = re.compile(
    r"(?P<single>\d{4}-\d\d-\d\d)"
    r"|easter(?P<easter> ?[+-] ?\d{1,3})?"
    r"|(?:(?P<before>mon|tue|wed|thu|fri|sat|sun) (?P<side>before|after) )?"
    r"(?P<month>[a-z]{3}) (?P<day>\d{1,2})"
    r"|(?P<nth>first|second|third|fourth|last) (?P<weekday>mon|tue|wed|thu|fri|sat|sun) (?P<of>[a-z]{3})"
)
_TAIL = re.compile(
    r" (?:(?P<moved>and (?:nearest|next) workday|sun to sat)|since (?P<since>\d{4})|not (?P<without>\d{4}))"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A holiday of each year."""

    name: str
    day: Callable[[int], date | None]
    """The day in a year; None: there is none."""
    moved: str = ""
    """`and nearest workday`, `and next workday`, `sun to sat`; empty: it stays."""
    since: int = 0
    without: frozenset[int] = frozenset()

    def in_year(self, year: int) -> date | None:
        """The day itself, before any day in lieu."""
        day = self.day(year) if year >= self.since and year not in self.without else None
        return day - _DAY if day and self.moved == "sun to sat" and day.weekday() == 6 else day


def read_rule(name: str, text: str) -> Rule:
    """A rule out of words. Raises ValueError with a sentence."""
    words = " ".join(text.lower().split())
    found = _FORM.match(words)
    day = _day(found) if found else None
    if found is None or day is None:
        raise ValueError(f"'{text}' is no rule like jul 4, last mon may, easter-2 or 2026-06-15")
    moved, since, without = "", 0, set()
    at = found.end()
    while at < len(words):
        tail = _TAIL.match(words, at)
        if tail is None:
            raise ValueError(f"'{words[at:].strip()}' in '{text}' is not clear: try 'and nearest workday'")
        at = tail.end()
        moved = tail["moved"] or moved
        since = int(tail["since"] or since)
        without |= {int(tail["without"])} if tail["without"] else set()
    return Rule(name, day, moved, since, frozenset(without))


def _day(found: re.Match[str]) -> Callable[[int], date | None] | None:
    """How the day is found in a year; None for a month or day that does not exist."""
    if found["single"]:
        try:
            only = date.fromisoformat(found["single"])
        except ValueError:
            return None
        return lambda year: only if only.year == year else None
    if found["nth"]:
        if found["of"] not in _MONTHS:
            return None
        month, weekday = _MONTHS.index(found["of"]) + 1, _DAYS.index(found["weekday"])
        if found["nth"] == "last":
            return lambda year: _on_or_before(date(year + month // 12, month % 12 + 1, 1) - _DAY, weekday)
        week = _NTH.index(found["nth"])
        return lambda year: _on_or_before(date(year, month, 7), weekday) + 7 * week * _DAY
    if found["month"]:
        month, number = (
            _MONTHS.index(found["month"]) + 1 if found["month"] in _MONTHS else 0,
            int(found["day"]),
        )
        try:
            date(2024, month, number)  # a leap year
        except ValueError:
            return None
        if not found["before"]:
            return lambda year: date(year, month, number) if (month, number) != (2, 29) else _leap(year)
        weekday = _DAYS.index(found["before"])
        apart = -1 if found["side"] == "before" else 7
        return lambda year: _on_or_before(date(year, month, number) + apart * _DAY, weekday)
    offset = timedelta(days=int((found["easter"] or "0").replace(" ", "")))
    return lambda year: easter(year) + offset


def _on_or_before(day: date, weekday: int) -> date:
    return day - (day.weekday() - weekday) % 7 * _DAY


def _leap(year: int) -> date | None:
    return date(year, 2, 29) if year % 4 == 0 and (year % 100 or year % 400 == 0) else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computus of New Scientist, 1961)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    day = (h + m - 7 * n + 33 * month + 19) % 32
    return date(year, month, day)


def in_year(rules: Sequence[Rule], year: int) -> dict[date, str]:
    """The holidays of a year, also those in lieu that belong to the next year's first or last year's last."""
    found: dict[date, str] = {}
    for of_year in (year - 1, year, year + 1):
        found |= _with_lieu(rules, of_year)
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def _with_lieu(rules: Sequence[Rule], year: int) -> dict[date, str]:
    days = [(rule, day) for rule in rules if (day := rule.in_year(year))]
    found: dict[date, str] = {}
    for rule, day in days:
        found.setdefault(day, rule.name)
    for rule, day in days:
        if day.weekday() < 5 or not rule.moved.startswith("and"):
            continue
        if rule.moved == "and nearest workday":
            lieu = day + (_DAY if day.weekday() == 6 else -_DAY)
        else:
            lieu = day + _DAY
            while lieu.weekday() >= 5 or lieu in found:
                lieu += _DAY
        found.setdefault(lieu, f"{rule.name} (in lieu)")
    return found


@dataclass
class Holidays:
    """The holidays of the world, read when the first is asked for."""

    read: Callable[[], Mapping[str, Sequence[Rule]]] = dict
    """Country (`GB`) or part of one with holidays of its own (`GB-SCT`) → its rules."""
    _rules: Mapping[str, Sequence[Rule]] | None = field(default=None, repr=False)
    _years: dict[tuple[str, int], Mapping[date, str]] = field(default_factory=dict, repr=False)

    def on(self, country: str, state: str, day: date) -> str:
        """The holiday that is on this day there; empty: none, or none is known of the country."""
        if self._rules is None:
            self._rules = self.read()
        part = f"{country}-{state}"
        key = next((k for k in (part, country) if k in self._rules), part_of(country))
        known = self._years.get((key, day.year))
        if known is None:
            known = self._years[key, day.year] = in_year(self._rules.get(key, ()), day.year)
        return known.get(day, "")
