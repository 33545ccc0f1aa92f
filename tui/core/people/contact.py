"""The people we call, and their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

#: Kinds of number, best to ring first. A fax or pager is never rung.
KINDS = ("mobile", "direct", "work", "main", "home", "other", "fax", "pager")
NEVER_RUNG = frozenset({"fax", "pager"})


@dataclass(frozen=True, slots=True)
class Number:
    """One phone number of a contact, as it came and as it can be dialed."""

    raw: str
    """What the file said."""
    e164: str = ""
    """`+` and digits; empty when the raw text is no number of its country."""
    kind: str = "other"
    """One of `KINDS`."""
    extension: str = ""
    """Digits to press after the answer."""
    zones: tuple[str, ...] = ()
    """Every time zone the number may be in (IANA names); empty when it has no place (toll-free)."""
    why_not: str = ""
    """Why it may never be dialed, in words; empty when it may (PRODUCT.md §6.3)."""

    @property
    def callable(self) -> bool:
        """Whether it can be dialed at all, do-not-call and hours apart."""
        return bool(self.e164) and not self.why_not and self.kind not in NEVER_RUNG

    @property
    def shown(self) -> str:
        """The number to read: E.164 and extension, or the raw text."""
        if not self.e164:
            return self.raw
        return f"{self.e164} ext. {self.extension}" if self.extension else self.e164


@dataclass(frozen=True, slots=True)
class Contact:
    """One person. Empty text means unknown."""

    id: int
    name: str
    account: str = ""
    """The company."""
    role: str = ""
    numbers: tuple[Number, ...] = ()
    email: str = ""
    place: str = ""
    """Town, region or address, for reading."""
    country: str = ""
    """ISO 3166 code, two letters."""
    zone: str = ""
    """IANA time zone the rep or the file gave; empty: the number decides."""
    reason: str = ""
    """Reason to call now."""
    purpose: str = ""
    """Id of the purpose; empty: the list's."""
    list: str = ""
    """Name of the call list it came from."""
    do_not_call: str = ""
    """Why this person may not be called; empty: may. Sticky: only the rep clears it."""
    notes: str = ""
    referred_by: int = 0
    """Id of the contact who named this one."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Columns of the file that are none of the above."""
    added: datetime | None = None
    """When it came in (UTC)."""
    best: str = ""
    """When they are reached best, in their words or the rep's: `Tuesdays after four` (`best.py`)."""

    @property
    def title(self) -> str:
        """The best name there is: the name, else the company, the e-mail or the number."""
        return (
            self.name or self.account or self.email or (self.numbers[0].shown if self.numbers else "no name")
        )

    @property
    def first_name(self) -> str:
        """What to call the person: `Dana` of `Dana Reyes`, of `Reyes, Dana` and of `Dr. Dana Reyes`."""
        name = self.name.split(",", 1)[1] if "," in self.name else self.name
        words = [w for w in name.split() if not (w.endswith(".") and len(w) > 2)]
        return words[0] if words else self.name


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that went from one contact to another when the two were merged."""

    kind: str
    """Name of its class."""
    id: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Two contacts made one, with what it takes to part them again (`merging.py`)."""

    id: int
    contact: int
    """The one that was kept."""
    at: datetime
    before: Contact
    """The kept one as it was."""
    gone: Contact
    """The other one as it was."""
    after: Contact
    """The kept one as the merge left it."""
    moved: tuple[Moved, ...] = ()
    named: tuple[int, ...] = ()
    """Ids of the contacts the other one had referred."""
    parted: datetime | None = None
    """When they were parted again."""


@dataclass(frozen=True, slots=True)
class Two:
    """That two contacts who look like one are two people: the rep said so, and is not asked again."""

    id: int
    first: int
    second: int
    at: datetime


def distinct(numbers: Iterable[Number]) -> tuple[Number, ...]:
    """The numbers without repetitions; of equal ones the kind that says more is kept, and why not to dial."""
    found: dict[str, Number] = {}
    for number in numbers:
        key = number_key(number)
        known = found.get(key)
        if known is None:
            found[key] = number
        elif known.kind == "other" and number.kind != "other":
            found[key] = replace(known, kind=number.kind, extension=known.extension or number.extension)
        if known and number.why_not and not known.why_not:
            found[key] = replace(found[key], why_not=number.why_not)
    return tuple(found.values())


def number_key(number: Number) -> str:
    """What makes two numbers the same: the line, else the digits that were written."""
    return number.e164 or written(number)


def written(number: Number) -> str:
    """A number's text without what stands between its digits, for comparing."""
    return re.sub(r"\W", "", number.raw).casefold()
