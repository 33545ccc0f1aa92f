"""How many fit, while the markers are being written: 100,000 contacts counted anew within a key press.

Each field is a column: a number for each contact, which stands for one of the column's values, and each value
once. A rule is asked of the values, not of the contacts. What it answers is one byte for each contact, all of
them one large integer: *and*, counting and adding weights are then single operations on it.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tui.core.lists.profile import (
    FIELDS,
    Grade,
    Marker,
    Profile,
    Test,
    bounds,
    fits,
    is_days,
    middle,
    value_of,
)
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Shelf
from tui.core.text import fold

#: In longer texts no number is looked for.
_LONGEST_NUMBER = 60


@dataclass(frozen=True, slots=True)
class Step:
    """What one marker does."""

    marker: Marker
    holds: int
    """For how many of all it holds."""
    left: int
    """How many are left after it and those before it; of one that counts, as many as before."""


@dataclass(frozen=True, slots=True)
class Counts:
    """A profile over everybody."""

    whole: int
    """How many contacts there are."""
    steps: tuple[Step, ...]
    """Its markers, in their order."""
    grades: Mapping[Grade, int]
    """How many are an A, a B, a C, and out."""

    @property
    def left(self) -> int:
        """How many are not out of profile."""
        return self.whole - self.grades["out"]


class _Column:
    """One field of everybody."""

    def __init__(self, length: int) -> None:
        self.codes = array("I", bytes(4 * length))  # 0: the empty value
        self.shown = [""]
        """Each value as it stands in the files, …"""
        self.folded = [""]
        """… and as it is compared, …"""
        self.middles: list[float | None] = [None]
        """… and the number in it."""
        self._code = {"": 0}

    def put(self, at: int, value: str) -> None:
        code = self._code.get(value)
        if code is None:
            code = self._code[value] = len(self.shown)
            self.shown.append(value)
            self.folded.append(fold(value))
            self.middles.append(middle(self.folded[-1][:_LONGEST_NUMBER]))
        if at == len(self.codes):
            self.codes.append(code)
        else:
            self.codes[at] = code

    def ask(self, marker: Marker, holds: Test) -> list[bool]:
        """Which values fit a marker."""
        if marker.rule == "between" and not is_days(marker.value):  # 100,000 numbers take too long to read
            low, high = bounds(marker.value)
            return [much is not None and low <= much <= high for much in self.middles]
        return [holds(value) for value in self.folded]


class Funnel:
    """Everybody's fields, and how a profile cuts them. Reads contacts in slices, and knows every change."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._unread = list(reversed(shelf.ids(Contact)))
        self._place: dict[int, int] = {}
        self._ids: list[int] = []
        """Contact of each place; 0: it is gone."""
        self._columns = {field: _Column(0) for field in FIELDS}
        self._masks: dict[tuple[str, str, str], int] = {}
        """(field, rule, value) → where it holds, until somebody changes."""
        self._here: int | None = None

    @property
    def unread(self) -> int:
        """How many contacts have not been read yet."""
        return len(self._unread)

    @property
    def headers(self) -> Sequence[str]:
        """The columns that call lists brought, those with the fewest different values first."""
        own = {name: len(column.shown) for name, column in self._columns.items() if name not in FIELDS}
        return sorted(own, key=lambda name: own[name])

    def values(self, field: str, many: int = 8) -> Sequence[tuple[str, int]]:
        """What stands most often in a field, and how often."""
        column = self._columns.get(field)
        if column is None:
            return []
        counted = Counter(code for code, id in zip(column.codes, self._ids, strict=True) if id)
        most = [(column.shown[code], times) for code, times in counted.most_common(many + 1)]
        return [(value, times) for value, times in most if value][:many]

    def read(self, many: int) -> bool:
        """Look at so many more. Returns whether any are left."""
        for _ in range(min(many, len(self._unread))):
            if contact := self._shelf.get(Contact, self._unread.pop()):
                self._put(contact)
        return bool(self._unread)

    def saved(self, batch: Batch) -> None:
        """A batch is on disk."""
        for record in batch.puts:
            if isinstance(record, Contact):
                self._put(record)
        for kind, id in batch.drops:
            if kind is Contact and (at := self._place.pop(id, None)) is not None:
                self._ids[at] = 0
                self._forget()

    def _put(self, contact: Contact) -> None:
        at = self._place.setdefault(contact.id, len(self._ids))
        before = len(self._ids)
        if at == before:
            self._ids.append(contact.id)
        for header in contact.fields:
            if header not in self._columns:
                self._columns[header] = _Column(before)
        for field, column in self._columns.items():
            value = value_of(contact, field) if field in FIELDS else contact.fields.get(field, "")
            column.put(at, value)
        self._forget()

    def _forget(self) -> None:
        self._masks.clear()
        self._here = None

    # ------------------------------------------------------------------------------------------- counting

    def count(self, profile: Profile) -> Counts:
        """What a profile does to everybody read so far. Raises BadMarker."""
        here = self._everybody()
        left, whole = here, here.bit_count()
        steps = []
        for marker in profile.markers:
            mask = self._mask(marker)
            if marker.part != "counts":
                left &= mask if marker.part == "must" else ~mask
            steps.append(Step(marker, (mask & here).bit_count(), left.bit_count()))
        return Counts(whole, tuple(steps), self._graded(profile, left, whole))

    def grades(self, profile: Profile) -> Iterable[tuple[int, Grade]]:
        """(contact, what it comes to) of everybody read so far. Raises BadMarker."""
        left = self._left(profile)
        totals, base = self._totals(profile)
        for id, inside, total in zip(self._ids, self._bytes(left), self._bytes(totals), strict=True):
            if id:
                yield id, profile.graded(total - base) if inside else "out"

    def _left(self, profile: Profile) -> int:
        left = self._everybody()
        for marker in profile.markers:
            if marker.part != "counts":
                left &= self._mask(marker) if marker.part == "must" else ~self._mask(marker)
        return left

    def _graded(self, profile: Profile, left: int, whole: int) -> Mapping[Grade, int]:
        totals, base = self._totals(profile)
        found: dict[Grade, int] = {"A": 0, "B": 0, "C": 0, "out": whole - left.bit_count()}
        # Those who are out, and places that are empty, become 0; the others are at least 1.
        shown = Counter(self._bytes((totals + self._ones()) & (left * 255)))
        for total, times in shown.items():
            if total:
                found[profile.graded(total - 1 - base)] += times
        return found

    def _totals(self, profile: Profile) -> tuple[int, int]:
        """(the sum of the weights of everybody, a byte each, and what zero is called in it)."""
        totals, base = 0, 0
        for marker in profile.markers:
            if marker.part == "counts":
                mask = self._mask(marker)
                if marker.weight < 0:  # what does not hold is so much more, instead
                    mask, base = self._ones() & ~mask, base - marker.weight
                totals += abs(marker.weight) * mask
        return totals, base

    def _mask(self, marker: Marker) -> int:
        """Where a marker holds: a byte of 0 or 1 for each place."""
        holds = fits(marker)
        key = (marker.field, marker.rule, marker.value)
        mask = self._masks.get(key)
        if mask is None:
            column = self._columns.get(marker.field) or self._columns.get(self._header(marker.field))
            if column is None:
                mask = self._ones() if holds("") else 0
            else:
                table = column.ask(marker, holds)
                mask = int.from_bytes(bytes(map(table.__getitem__, column.codes)), "little")
            self._masks[key] = mask
        return mask

    def _header(self, field: str) -> str:
        wanted = fold(field)
        return next((name for name in self._columns if fold(name) == wanted), field)

    def _everybody(self) -> int:
        if self._here is None:
            self._here = int.from_bytes(bytes(map(bool, self._ids)), "little")
        return self._here

    def _ones(self) -> int:
        return int.from_bytes(b"\1" * len(self._ids), "little")

    def _bytes(self, mask: int) -> bytes:
        return mask.to_bytes(len(self._ids), "little")
