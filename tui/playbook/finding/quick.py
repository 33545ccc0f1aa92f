"""Two to four letters: the author's shortcuts, initials, beginnings of words, letters left out, a typo."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from tui.playbook.finding.entry import FILLER, Entry, tokens


class Quick:
    """Scores entries for one short word, from 0 to 10: an exact shortcut has 10, a typo 1.5 at most."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._keys: dict[str, dict[int, float]] = defaultdict(dict)
        self._initials: dict[str, dict[int, float]] = defaultdict(dict)
        self._words: dict[str, dict[int, float]] = defaultdict(dict)
        for index, entry in enumerate(entries):
            for key in entry.keys:
                self._keys[key.casefold()][index] = 1.0
            for weight, texts in (
                (1.0, (entry.title,)),
                (0.8, entry.says),
                (0.8, [text for text in entry.hear if " " not in text]),  # a sentence has every usual word
                (0.7, entry.tags),
            ):
                for text in texts:
                    self._add(index, tokens(text), weight)
        count = 1 + len(entries)
        self._rarity = {w: math.log(1 + count / len(i)) / math.log(1 + count) for w, i in self._words.items()}
        self._sorted = {id(d): sorted(d) for d in (self._keys, self._initials, self._words)}

    def _add(self, index: int, words: Sequence[str], weight: float) -> None:
        for word in words:
            _raise(self._words[word], index, weight * (0.35 if word in FILLER else 1))
        for initials in (words, [w for w in words if w not in FILLER]):
            if len(initials) > 1:
                _raise(self._initials["".join(w[0] for w in initials)], index, weight)

    def score(self, typed: str) -> Mapping[int, float]:
        """Entry → score, for those that fit at all."""
        scores: dict[int, float] = {}
        for key in self._beginning(self._keys, typed):
            for index in self._keys[key]:
                _raise(scores, index, 10.0 if key == typed else 2.2)
        if len(typed) > 1:
            for initials in self._beginning(self._initials, typed):
                for index, weight in self._initials[initials].items():
                    _raise(scores, index, weight * (4.5 if initials == typed else 1.6))
        for word in self._beginning(self._words, typed[0]):
            if fit := _fit(typed, word):
                for index, weight in self._words[word].items():
                    _raise(scores, index, fit * weight * (0.6 + 0.4 * self._rarity[word]))
        return scores

    def _beginning(self, words: Mapping[str, dict[int, float]], start: str) -> Iterator[str]:
        """The words that begin so."""
        ordered = self._sorted[id(words)]
        for position in range(bisect_left(ordered, start), len(ordered)):
            if not ordered[position].startswith(start):
                return
            yield ordered[position]


def _raise(scores: dict[int, float], index: int, score: float) -> None:
    if score > scores.get(index, 0.0):
        scores[index] = score


def _fit(typed: str, word: str) -> float:
    """How well a few letters stand for a word with the same first letter."""
    share = len(typed) / len(word)
    if word.startswith(typed):
        return 3.2 + 0.8 * share
    if len(typed) < 2:
        return 0.0
    letters = iter(word)
    if all(letter in letters for letter in typed):
        return 1.0 + 1.2 * share
    return 1.5 if len(typed) > 2 and OSA.distance(typed, word[: len(typed)]) == 1 else 0.0
