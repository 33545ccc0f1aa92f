"""Numbers kept close together: a set of all calls and a dict for each day would take twice the room."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator

#: Ids from here on are kept one by one: a file edited by hand may hold any number.
_MOST = 10_000_000


class Ids:
    """Ids that were seen: a byte for each there may be, up to the highest of them."""

    def __init__(self) -> None:
        self._low = bytearray()
        self._others: set[int] = set()

    def add(self, id: int) -> None:
        """It was seen."""
        if not 0 <= id < _MOST:
            self._others.add(id)
            return
        if id >= len(self._low):
            self._low.extend(bytes(id + 1 - len(self._low)))
        self._low[id] = True

    def __contains__(self, id: int) -> bool:
        return bool(self._low[id]) if 0 <= id < len(self._low) else id in self._others


class Sums:
    """Small number → how many, of those that are not none."""

    __slots__ = ("_keys", "_sums")

    def __init__(self) -> None:
        self._keys = array("I")
        """Rising."""
        self._sums: list[int] = []
        """In the same order."""

    def add(self, key: int, many: int) -> None:
        """Count so many more; fewer below 0."""
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            if many:
                self._keys.insert(at, key)
                self._sums.insert(at, many)
        elif left := self._sums[at] + many:
            self._sums[at] = left
        else:
            del self._keys[at], self._sums[at]

    def items(self) -> Iterator[tuple[int, int]]:
        """Each number with how many, the lowest first."""
        return zip(self._keys, self._sums, strict=True)

    def __len__(self) -> int:
        return len(self._keys)
