"""The words the cards know, and which of them may be meant by a word somebody typed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

NEIGHBOURS = 2
"""So many words that may be meant by an unknown one are looked at."""

GROWING = 0.75
"""How well a word fits that begins with what was typed."""

REMEMBERED = 5_000
"""Words whose neighbours are kept; while somebody types, all but the last word come again."""

_STEMS = 4_000
"""Words whose stem is kept: of 230,000 words that are said nine in ten are among so many."""

_SUFFIXES = ("ations", "ation", "ingly", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "er")


@lru_cache(_STEMS)
def stem(word: str) -> str:
    """The word without its ending, roughly: `calling`, `called` → call."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


class Vocabulary:
    """Known stems, in order."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._ordered = sorted(stems)
        self._known = frozenset(self._ordered)
        self._near: dict[str, Sequence[tuple[str, float]]] = {}

    def near(self, word: str) -> Sequence[tuple[str, float]]:
        """The known stems that may be meant by one, each with how well it fits (to 1): itself, or, when it is
        unknown, those close in spelling and those it is the beginning of, for it may still be growing."""
        near = self._near.get(word)
        if near is None:
            near = sorted(self._find(word).items(), key=_best)
            if len(self._near) >= REMEMBERED:
                self._near.clear()
            self._near[word] = near
        return near

    def _find(self, word: str) -> Mapping[str, float]:
        if word in self._known:
            return {word: 1.0}
        if len(word) < 3:
            return {}
        cutoff = 0.7 if len(word) > 4 else 0.66
        close = process.extract(
            word, self._ordered, scorer=OSA.normalized_similarity, limit=4, score_cutoff=cutoff
        )
        found = {known: fit * fit for known, fit, _ in close}
        for position in range(bisect_left(self._ordered, word), len(self._ordered)):
            known = self._ordered[position]
            if not known.startswith(word):
                break
            found[known] = max(GROWING, found.get(known, 0.0))
        return found


def _best(found: tuple[str, float]) -> tuple[float, int, str]:
    word, fit = found
    return -fit, len(word), word
