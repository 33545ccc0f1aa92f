"""Whole sentences and longer words: fuzzy words and letter groups, rare ones counting more.

Three views are added up. *Words*: how much of what was said is in one way to say it, and how much of that way
was said. *Letters*: cosine of letter groups, which forgives spelling. *Typical*: how much the
words are those of this card and of no other. The work is bounded: the rarest are looked at first and a budget
ends it, so that a long sentence over 3,000 phrases stays under 5 ms.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from tui.playbook.entry import Entry, tokens
from tui.playbook.typical import Typical
from tui.playbook.vocabulary import Vocabulary, stem

BUDGET = 4_000
"""Postings looked at for each view."""

LAST_WORDS = 14
"""Only the end of a long text counts."""

FLOOR = 0.2
"""Scores below are chance. It is low: to miss a card in a call costs more than to show one too many."""

BEHIND = 0.3
"""Phrases with less than this share of the best one's gain are not looked at closer."""


class Phrases:
    """Scores entries for what was said, from 0 to 1."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        texts = [(entry.title, *entry.says, *entry.hear) for entry in entries]
        said = [(index, tokens(text)) for index, of_entry in enumerate(texts) for text in of_entry]
        self._owner = [index for index, _ in said]
        stems = [[stem(word) for word in words] for _, words in said]
        self._index_words(stems, entries)
        self._index_letters([words for _, words in said])
        by_entry = [[[stem(word) for word in tokens(tag)] for tag in entry.tags] for entry in entries]
        for index, words in zip(self._owner, stems, strict=True):
            by_entry[index].append(words)
        self._typical = Typical(by_entry, self._vocabulary, BUDGET)

    def _index_words(self, stems: Sequence[Sequence[str]], entries: Sequence[Entry]) -> None:
        bags: list[set[str]] = [{stem(w) for text in entry.tags for w in tokens(text)} for entry in entries]
        for index, words in zip(self._owner, stems, strict=True):
            bags[index].update(words)
        counts = Counter(word for bag in bags for word in bag)
        total = len(entries)
        self._rarity = {w: math.log(1 + (total - n + 0.5) / (n + 0.5)) for w, n in counts.items()}
        self._rarest = math.log(1 + (total + 0.5) / 0.5)
        self._vocabulary = Vocabulary(counts)
        self._phrases_with = _postings(map(set, stems))
        self._weight = [sum(self._rarity[w] for w in set(words)) or 1.0 for words in stems]

    def _index_letters(self, said: Sequence[list[str]]) -> None:
        grams = [_letters(words) for words in said]
        self._phrases_of = _postings(grams)
        total = len(said) + 1
        self._gram_rarity = {g: math.log(total / (len(n) + 1)) + 1 for g, n in self._phrases_of.items()}
        self._length = [math.hypot(*(self._gram_rarity[g] for g in each)) or 1.0 for each in grams]

    def score(self, said: Sequence[str]) -> Mapping[int, float]:
        """Entry → score, for those above the floor."""
        last = said[-LAST_WORDS:]
        stems = [stem(word) for word in last]
        views = (self._words(stems), self._letters(last), self._typical.score(stems))
        scores: dict[int, float] = defaultdict(float)
        for view in views:
            for index, score in view.items():
                scores[index] += score
        return {index: score / len(views) for index, score in scores.items() if score >= FLOOR * len(views)}

    def known(self, said: Sequence[str]) -> float:
        """How much of the words is known, from 0 to 1; one that is close to a known one counts in part."""
        fits = [
            max((fit for _, fit in self._vocabulary.near(stem(w))), default=0.0) for w in said[-LAST_WORDS:]
        ]
        return sum(fits) / len(fits)

    def _words(self, said: Sequence[str]) -> Mapping[int, float]:
        """Entry → score by its best phrase."""
        phrases: dict[int, float] = defaultdict(float)
        most = 0.0
        left = BUDGET
        for word in sorted(set(said), key=lambda w: (-self._rarity.get(w, 9.0), w)):
            near = self._vocabulary.near(word)
            if not near:
                most += self._rarest * 0.5
                continue
            most += max(self._rarity[w] * fit for w, fit in near)
            if left > 0:
                left -= self._gain(near, phrases)
        most = max(most, self._rarest * 0.5)
        return self._best(phrases, lambda p, x: 0.7 * x / most + 0.3 * min(x / self._weight[p], 1.0))

    def _gain(self, near: Sequence[tuple[str, float]], phrases: dict[int, float]) -> int:
        """Give each phrase its best neighbour of one word; returns how many were looked at."""
        looked = 0
        gained: dict[int, float] = {}
        for neighbour, fit in near:
            gain = self._rarity[neighbour] * fit
            found = self._phrases_with.get(neighbour, ())
            looked += len(found)
            for number in found:
                if gain > gained.get(number, 0.0):
                    gained[number] = gain
        for number, gain in gained.items():
            phrases[number] += gain
        return looked

    def _letters(self, said: Sequence[str]) -> Mapping[int, float]:
        products: dict[int, float] = defaultdict(float)
        known = sorted((len(self._phrases_of[g]), g) for g in _letters(said) if g in self._phrases_of)
        length = math.hypot(*(self._gram_rarity[gram] for _, gram in known)) or 1.0
        left = BUDGET
        for size, gram in known:
            left -= size
            if left < 0:
                break
            product = self._gram_rarity[gram] ** 2
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
        padded = f" {word[:40]} "
        for size in (2, 3, 4):
            grams.update(padded[i : i + size] for i in range(len(padded) - size + 1))
    return grams
