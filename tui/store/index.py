"""An index: key → ids of the documents that have it.

Like the rows it stays in the file as text: in *leaves*, small JSON objects with rising keys, in which a key
is looked for each time. What has changed since is kept beside them. What was read is not kept: of half a
million calls that would be 100 MB.
"""

from __future__ import annotations

import heapq
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

#: What a document is found by.
Keys = Callable[[Mapping[str, Any]], Iterable[str]]
#: The ids at a key, in the order they came: a dict, because it forgets one as fast as it takes one in.
Ids = dict[int, None]

#: A leaf holds about so many keys and ids: a key is found in it in some microseconds.
_WEIGHT = 1000
#: So many keys are put in order at once: longer, and no key press comes between.
_SORTED_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where a leaf stands in the file."""

    first: str
    """Its lowest key."""
    start: int
    end: int


class Index:
    """One index of one table."""

    def __init__(self, keys: Keys, raw: bytes = b"", leaves: Iterable[Leaf] = ()) -> None:
        self._keys, self._raw, self._leaves = keys, raw, tuple(leaves)
        self._firsts = [leaf.first for leaf in self._leaves]
        self._named: dict[int, tuple[str, ...]] = {}
        """The keys of leaves whose keys were asked for."""
        # Keys whose ids are not those of the leaf. What is settled is not touched any more: copies have it.
        self._settled: dict[str, Ids] = {}
        self._changed: dict[str, Ids] = {}

    def ids(self, key: str) -> list[int]:
        """The ids at a key, as a list to keep."""
        found = self._changed.get(key)
        if found is None:
            found = self._settled.get(key)
        return self._in_leaf(key) if found is None else list(found)

    def keys(self, low: str) -> list[str]:
        """The keys from `low` on that have ids, in no order."""
        start = max(bisect_right(self._firsts, low) - 1, 0)
        found = {key for at in range(start, len(self._leaves)) for key in self._names(at)}
        for layer in (self._settled, self._changed):
            for key, ids in layer.items():
                (found.add if ids else found.discard)(key)
        return [key for key in found if key >= low]

    def swap(self, id: int, old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> None:
        """A document came (no `old`), changed, or went (no `new`)."""
        before = set(self._keys(old)) if old is not None else set()
        after = set(self._keys(new)) if new is not None else set()
        for key in before - after:
            self._own(key).pop(id, None)
        for key in after - before:
            self._own(key)[id] = None

    def copy(self) -> Index:
        """The index as it is now, to go through while this one changes."""
        self._settled, self._changed = self._settled | self._changed, {}
        copy = Index(self._keys, self._raw, self._leaves)
        copy._settled = self._settled
        return copy

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """Everything, for writing: (lowest key, text of a leaf). Leaves without a change as they stand."""
        changed: list[dict[str, Ids]] = [{} for _ in self._leaves] or [{}]
        for layer in (self._settled, self._changed):
            for key, ids in layer.items():
                changed[max(bisect_right(self._firsts, key) - 1, 0)][key] = ids
        for at, keys in enumerate(changed):
            if not keys and self._leaves:
                leaf = self._leaves[at]
                yield leaf.first, self._raw[leaf.start : leaf.end]
            else:
                known: dict[str, Iterable[int]] = {**self._leaf(at), **keys} if self._leaves else {**keys}
                yield from _leaves(known)

    def _own(self, key: str) -> Ids:
        """The ids at a key, to change."""
        own = self._changed.get(key)
        if own is None:
            own = self._changed[key] = dict.fromkeys(self.ids(key))
        return own

    def _in_leaf(self, key: str) -> list[int]:
        at = bisect_right(self._firsts, key) - 1
        if at < 0:
            return []
        if key.startswith(":"):  # could also be found from the end of one key to the beginning of another
            return self._leaf(at).get(key, [])
        raw, leaf, sought = self._raw, self._leaves[at], b"%b:[" % json.dumps(key).encode("ascii")
        place = raw.find(sought, leaf.start, leaf.end)
        while place >= 0:
            if raw[place - 1] in b"{,":  # where a key begins; else it is the end of one that holds a quote
                ids: list[int] = json.loads(
                    raw[place + len(sought) - 1 : raw.index(b"]", place + len(sought)) + 1]
                )
                return ids
            place = raw.find(sought, place + 1, leaf.end)
        return []

    def _names(self, at: int) -> tuple[str, ...]:
        if at not in self._named:
            self._named[at] = tuple(self._leaf(at))
        return self._named[at]

    def _leaf(self, at: int) -> dict[str, list[int]]:
        leaf = self._leaves[at]
        keys: dict[str, list[int]] = json.loads(self._raw[leaf.start : leaf.end])
        return keys


def _leaves(keys: Mapping[str, Iterable[int]]) -> Iterator[tuple[str, bytes]]:
    names = list(keys)
    parts = (sorted(names[at : at + _SORTED_AT_ONCE]) for at in range(0, len(names), _SORTED_AT_ONCE))
    leaf: dict[str, list[int]] = {}
    weight = 0
    for key in heapq.merge(*parts):
        ids = list(keys[key])
        if not ids:
            continue
        if weight > _WEIGHT:
            yield next(iter(leaf)), _text(leaf)
            leaf, weight = {}, 0
        leaf[key] = ids
        weight += 1 + len(ids)
    if leaf:
        yield next(iter(leaf)), _text(leaf)


def _text(leaf: Mapping[str, list[int]]) -> bytes:
    return json.dumps(leaf, separators=(",", ":")).encode("ascii")
