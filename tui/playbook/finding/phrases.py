"""Whole sentences and longer words: fuzzy words and letter groups, rare ones counting more.

Two views are added up. *Letters*: how near the nearest way to say it is, as the cosine of groups of letters,
which forgives spelling. *Typical*: how much the words are those of this card and of no other. The work is
bounded: the rarest are looked at first and a budget ends it, so that a long sentence over 3,000 phrases stays
under 5 ms. (A third view, how much of the words is shared with one phrase, gained nothing.)
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from tui.playbook.finding.entry import Entry, tokens
from tui.playbook.finding.typical import Typical
from tui.playbook.finding.vocabulary import Vocabulary, stem

BUDGET = 10_000
"""Postings of letter groups looked at."""

LAST_WORDS = 14
"""Only the end of a long text counts."""

FLOOR = 0.15
"""Scores below are chance. It is low: to miss a card in a call costs more than to show one too many."""

BEHIND = 0.3
"""Phrases with less than this share of the best one's gain are not looked at closer."""


class Phrases:
    """Scores entries for what was said, from 0 to 1."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        texts = [(entry.title, *entry.says, *entry.hear) for entry in entries]
        said = [(index, tokens(text)) for index, of_entry in enumerate(texts) for text in of_entry]
        self._owner = [index for index, _ in said]
        self._index_letters([words for _, words in said])
        by_entry = [[{stem(word) for word in tokens(tag)} for tag in entry.tags] for entry in entries]
        for index, words in said:
            by_entry[index].append({stem(word) for word in words})
        self._vocabulary = Vocabulary({word for texts in by_entry for text in texts for word in text})
        self._typical = Typical(by_entry, self._vocabulary)

    def _index_letters(self, said: Sequence[list[str]]) -> None:
        grams = [_letters(words) for words in said]
        self._phrases_of = _postings(grams)
        total = len(said) + 1
        self._rarity = {g: math.log(total / (len(n) + 1)) + 1 for g, n in self._phrases_of.items()}
        self._rarest = math.log(total) + 1
        self._length = [math.hypot(*(self._rarity[g] for g in each)) or 1.0 for each in grams]

    def score(self, said: Sequence[str]) -> Mapping[int, float]:
        """Entry → score, for those above the floor."""
        last = said[-LAST_WORDS:]
        scores: dict[int, float] = defaultdict(float)
        for view in (self._letters(last), self._typical.score([stem(word) for word in last])):
            for index, score in view.items():
                scores[index] += score / 2
        return {index: score for index, score in scores.items() if score >= FLOOR}

    def known(self, said: Sequence[str]) -> float:
        """How much of the words is known, from 0 to 1; one that is close to a known one counts in part."""
        fits = [
            max((fit for _, fit in self._vocabulary.near(stem(w))), default=0.0) for w in said[-LAST_WORDS:]
        ]
        return sum(fits) / len(fits)

    def _letters(self, said: Sequence[str]) -> Mapping[int, float]:
        """Entry → score by its best phrase."""
        products: dict[int, float] = defaultdict(float)
        grams = _letters(said)
        length = math.hypot(*(self._rarity.get(gram, self._rarest) for gram in grams)) or 1.0
        left = BUDGET
        for size, gram in sorted((len(self._phrases_of[g]), g) for g in grams if g in self._phrases_of):
            left -= size
            if left < 0:
                break
            product = self._rarity[gram] ** 2
            for phrase in self._phrases_of[gram]:
                products[phrase] += product
        return self._best(products, lambda phrase, x: x / length / self._length[phrase])

    def _best(
        self, phrases: Mapping[int, float], score: Callable[[int, float], float]
    ) -> Mapping[int, float]:
        """Entry → the best score of its phrases. Those far behind are left out: most share a syllable."""
        best: dict[int, float] = {}
        least = max(phrases.values(), default=0.0) * BEHIND
        for phrase, value in phrases.items():
            if value > least:
                index = self._owner[phrase]
                if (found := score(phrase, value)) > best.get(index, 0.0):
                    best[index] = found
        return best


def _postings(groups: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(groups):
        for word in words:
            found[word].append(number)
    return dict(found)


def _letters(words: Sequence[str]) -> set[str]:
    """Groups of two to four letters of each word with its borders, and pairs of neighbouring words."""
    grams = {f"{first}_{second}" for first, second in pairwise(words)}
    for word in words:
        grams.update(_letters_of(word[:40]))
    return grams


@lru_cache(10_000)  # the words of a library come again and again
def _letters_of(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(padded[i : i + size] for size in (2, 3, 4) for i in range(len(padded) - size + 1))
