"""Do-not-call lists that come as files: a registry's, a customer's, one's own of many years.

A list may have millions of numbers and is asked about each time a number is looked at. So it is no record a
number, but one that holds them packed: the beginnings of numbers, each with the last four digits of all that
begin so, one after the other. What a contact or the rep forbade is a `DoNotCall` and never part of a list:
whatever the next edition of a list lifts, that stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui.core.call.attempt import DoNotCall
from tui.core.text import count

if TYPE_CHECKING:
    from tui.core.ports import Shelf

#: `+4420794601` → `0101` `0102`…: rising, each once, nothing between them.
Packed = Mapping[str, str]

_LAST = 4
#: So many editions are kept apart; of older ones two become one.
_EDITIONS = 12


@dataclass(frozen=True, slots=True)
class Edition:
    """What came with one file of a list, and is still on it."""

    since: datetime
    """When the list was as the file says."""
    numbers: Packed


@dataclass(frozen=True, slots=True)
class DncList:
    """A do-not-call list. Known by its name."""

    id: int
    name: str
    imported: datetime
    """When the newest file of it was taken in."""
    as_of: datetime
    """When the list was as that file says: its age counts from here."""
    file: str = ""
    """Name of that file."""
    editions: tuple[Edition, ...] = ()
    """Oldest first; each number is in one of them."""

    @property
    def total(self) -> int:
        """How many numbers it has."""
        return sum(size(edition.numbers) for edition in self.editions)

    def since(self, e164: str) -> datetime | None:
        """Since when the number is on it; None: it is not."""
        return next((edition.since for edition in self.editions if holds(edition.numbers, e164)), None)

    def packed(self) -> Packed:
        """All its numbers."""
        return plus(*(edition.numbers for edition in self.editions))


def listed(lists: Iterable[DncList], e164: str) -> DoNotCall | None:
    """What lists say of a number, in the form of a single entry; None: it is on none."""
    for one in lists:
        if since := one.since(e164):
            return DoNotCall(0, since, e164, why=f"on the list {one.name}", list=one.name)
    return None


def without(lists: Iterable[DncList], e164: str) -> Iterator[DncList]:
    """The lists that have the number, as they are without it: the rep took it back."""
    for one in lists:
        if one.since(e164):
            dropped = pack([e164])
            left = (replace(edition, numbers=minus(edition.numbers, dropped)) for edition in one.editions)
            yield replace(one, editions=tuple(left))


@dataclass(frozen=True, slots=True)
class Limits:
    """How old a list may be, in days."""

    days: int
    beginnings: Mapping[str, int]
    """The same for numbers that begin so (`+44`)."""

    def of(self, listed: DncList) -> int:
        """The limit of a list: the shortest of those that hold for its numbers."""
        numbers = [edition.numbers for edition in listed.editions]
        found = (
            days
            for beginning, days in self.beginnings.items()
            if any(key.startswith(beginning) for keys in numbers for key in keys)
        )
        return min((self.days, *found))

    def for_number(self, e164: str) -> int:
        """The limit that holds for one number."""
        return min((d for start, d in self.beginnings.items() if e164.startswith(start)), default=self.days)


def named(shelf: Shelf, name: str) -> DncList | None:
    """The do-not-call list of that name."""
    return next((one for one in shelf.all(DncList) if one.name == name), None)


def age(listed: DncList, now: datetime) -> int:
    """How old it is, in whole days."""
    return max(0, (now - listed.as_of).days)


def old_lists(shelf: Shelf, limits: Limits, now: datetime) -> list[str]:
    """A sentence about each list that is older than it may be."""
    return [
        f"The do-not-call list {one.name} is {count(age(one, now), 'day')} old, and should not be older than "
        f"{limits.of(one)}. Get a new one, then: offhook dnc import FILE --list '{one.name}'."
        for one in shelf.all(DncList)
        if age(one, now) > limits.of(one)
    ]


# ---------------------------------------------------------------------------------------------- new editions


def renewed(old: tuple[Edition, ...], since: datetime, numbers: Packed) -> tuple[Edition, ...]:
    """The editions of a list once it has these numbers and no others; what stays keeps its date."""
    kept = (replace(edition, numbers=both(edition.numbers, numbers)) for edition in old)
    fresh = minus(numbers, *(edition.numbers for edition in old))
    return _few((*kept, Edition(since, fresh)))


def changed(old: tuple[Edition, ...], since: datetime, added: Packed, dropped: Packed) -> tuple[Edition, ...]:
    """The editions of a list once some numbers came and some went."""
    fresh = minus(added, *(edition.numbers for edition in old))
    kept = (replace(edition, numbers=minus(edition.numbers, dropped)) for edition in old)
    return _few((*kept, Edition(since, fresh)))


def _few(editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
    """Without empty ones, and no more than are looked through fast; of two that become one the later date."""
    left = [edition for edition in editions if edition.numbers]
    while len(left) > _EDITIONS:
        left[:2] = [Edition(left[1].since, plus(left[0].numbers, left[1].numbers))]
    return tuple(left)


# ------------------------------------------------------------------------------------------- packed numbers


def pack(numbers: Iterable[str]) -> Packed:
    """Numbers (E.164, more than four digits) packed."""
    tails = defaultdict(set)
    for e164 in numbers:
        tails[e164[:-_LAST]].add(e164[-_LAST:])
    return {beginning: "".join(sorted(tails[beginning])) for beginning in sorted(tails)}


def unpack(numbers: Packed) -> Iterator[str]:
    """The numbers, beginning by beginning, rising."""
    for beginning, tails in numbers.items():
        for tail in _each(tails):
            yield beginning + tail


def size(numbers: Packed) -> int:
    """How many there are."""
    return sum(map(len, numbers.values())) // _LAST


def holds(numbers: Packed, e164: str) -> bool:
    """Whether the number is among them."""
    tails = numbers.get(e164[:-_LAST])
    if not tails:
        return False
    at = tails.find(e164[-_LAST:])
    while at % _LAST and at > 0:  # across two numbers
        at = tails.find(e164[-_LAST:], at + 1)
    return at >= 0


def plus(*several: Packed) -> Packed:
    """The numbers of all of them."""
    found: dict[str, str] = {}
    for numbers in several:
        for beginning, tails in numbers.items():
            there = found.get(beginning)
            found[beginning] = tails if there is None else _joined({*_each(there), *_each(tails)})
    return found


def minus(numbers: Packed, *others: Packed) -> Packed:
    """Those that are in none of the others."""
    left = dict(numbers)
    for other in others:
        for beginning in left.keys() & other.keys():
            left[beginning] = _joined({*_each(left[beginning])} - {*_each(other[beginning])})
    return {beginning: tails for beginning, tails in left.items() if tails}


def both(numbers: Packed, other: Packed) -> Packed:
    """Those that are in both."""
    shared = {}
    for beginning in numbers.keys() & other.keys():
        mine, theirs = numbers[beginning], other[beginning]
        shared[beginning] = mine if mine == theirs else _joined({*_each(mine)} & {*_each(theirs)})
    return {beginning: tails for beginning, tails in shared.items() if tails}


def differ(one: Packed, other: Packed) -> Iterator[str]:
    """The numbers that are in one of the two only."""
    for beginning in one.keys() | other.keys():
        mine, theirs = one.get(beginning, ""), other.get(beginning, "")
        if mine != theirs:
            yield from (beginning + tail for tail in {*_each(mine)} ^ {*_each(theirs)})


def _each(tails: str) -> Iterator[str]:
    return (tails[at : at + _LAST] for at in range(0, len(tails), _LAST))


def _joined(tails: Iterable[str]) -> str:
    return "".join(sorted(tails))
