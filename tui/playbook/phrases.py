"""Whole sentences and longer words: fuzzy words and letter groups, rare ones counting more.

Three views are added up. *Words*: how much of what was said is in one way to say it, and how much of that way
was said. *Letters*: cosine of letter groups, which forgives spelling. *Card*: how much of what was said is
anywhere on the card. The work is bounded: the rarest are looked at first and a budget ends it, so that a long
sentence over 3,000 phrases stays under 5 ms.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tui.playbook.entry import Entry, tokens

BUDGET = 3_000
"""Postings looked at for each view."""

LAST_WORDS = 14
"""Only the end of a long text counts."""

FLOOR = 0.3
"""Scores below are chance. It is low: to miss a card in a call costs more than to show one too many."""

REMEMBERED = 5_000
"""Words whose neighbours are kept; while somebody types, all but the last word come again."""

_SUFFIXES = ("ations", "ation", "ingly", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "er")


def stem(word: str) -> str:
    """The word without its ending, roughly: `calling`, `called` → call."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


class Phrases:
    """Scores entries for what was said, from `FLOOR` to 1."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        texts = [(entry.title, *entry.says, *entry.hear) for entry in entries]
        said = [(index, tokens(text)) for index, of_entry in enumerate(texts) for text in of_entry]
        self._owner = [index for index, _ in said]
        self._index_words(said, entries)
        self._index_letters([words for _, words in said])
        self._near: dict[str, list[tuple[str, float]]] = {}

    def _index_words(self, said: Sequence[tuple[int, list[str]]], entries: Sequence[Entry]) -> None:
        bags: list[set[str]] = [set() for _ in entries]
        stemmed = [{stem(word) for word in words} for _, words in said]
        for (index, _), words in zip(said, stemmed, strict=True):
            bags[index] |= words
        for bag, entry in zip(bags, entries, strict=True):
            bag |= {stem(word) for text in entry.tags for word in tokens(text)}
        counts = Counter(word for bag in bags for word in bag)
        total = len(entries)
        self._rarity = {w: math.log(1 + (total - n + 0.5) / (n + 0.5)) for w, n in counts.items()}
        self._rarest = math.log(1 + (total + 0.5) / 0.5)
        self._vocabulary = sorted(counts)
        self._phrases_with = _postings(stemmed)
        self._cards_with = _postings(bags)
        self._weight = [sum(self._rarity[w] for w in words) or 1.0 for words in stemmed]

    def _index_letters(self, said: Sequence[list[str]]) -> None:
        grams = [_letters(words) for words in said]
        self._phrases_of = _postings(grams)
        total = len(said) + 1
        self._gram_rarity = {g: math.log(total / (len(n) + 1)) + 1 for g, n in self._phrases_of.items()}
        self._length = [math.hypot(*(self._gram_rarity[g] for g in each)) or 1.0 for each in grams]

    def score(self, said: Sequence[str]) -> Mapping[int, float]:
        """Entry → score, for those above the floor."""
        last = said[-LAST_WORDS:]
        by_words, by_card = self._words(last)
        by_letters = self._letters(last)
        scores = {
            index: (by_words.get(index, 0.0) + by_letters.get(index, 0.0) + by_card.get(index, 0.0)) / 3
            for index in {*by_words, *by_letters, *by_card}
        }
        return {index: score for index, score in scores.items() if score >= FLOOR}

    def _words(self, said: Sequence[str]) -> tuple[dict[int, float], dict[int, float]]:
        """Entry → score by its best phrase, and by the whole card."""
        phrases: dict[int, float] = defaultdict(float)
        cards: dict[int, float] = defaultdict(float)
        most = 0.0
        left = BUDGET
        for word in sorted({stem(w) for w in said}, key=lambda w: (-self._rarity.get(w, 9.0), w)):
            near = self._neighbours(word)
            if not near:
                most += self._rarest * 0.5
                continue
            most += max(self._rarity[w] * fit for w, fit in near)
            if left <= 0:
                continue
            left -= self._gain(near, self._phrases_with, phrases)
            left -= self._gain(near, self._cards_with, cards)
        most = max(most, self._rarest * 0.5)
        shares = {p: 0.7 * x / most + 0.3 * min(x / self._weight[p], 1.0) for p, x in phrases.items()}
        return self._best(shares), {index: x / most for index, x in cards.items()}

    def _gain(
        self,
        near: Sequence[tuple[str, float]],
        postings: Mapping[str, Sequence[int]],
        scores: dict[int, float],
    ) -> int:
        """Give each phrase or card its best neighbour of one word; returns how many were looked at."""
        looked = 0
        gained: dict[int, float] = {}
        for neighbour, fit in near:
            gain = self._rarity[neighbour] * fit
            found = postings.get(neighbour, ())
            looked += len(found)
            for number in found:
                if gain > gained.get(number, 0.0):
                    gained[number] = gain
        for number, gain in gained.items():
            scores[number] += gain
        return looked

    def _neighbours(self, word: str) -> list[tuple[str, float]]:
        """The known words that may be meant by one, each with how well it fits."""
        near = self._near.get(word)
        if near is not None:
            return near
        near = [(word, 1.0)] if word in self._rarity else []
        if len(word) >= 3:
            if not near:
                cutoff = 0.6 if len(word) > 4 else 0.66
                close = process.extract(
                    word, self._vocabulary, scorer=OSA.normalized_similarity, limit=4, score_cutoff=cutoff
                )
                near = [(known, fit * fit) for known, fit, _ in close]
            near += [(known, 0.75) for known in self._beginning(word) if known != word]
        if len(self._near) >= REMEMBERED:
            self._near.clear()
        self._near[word] = near
        return near

    def _beginning(self, start: str) -> Iterable[str]:
        for position in range(bisect_left(self._vocabulary, start), len(self._vocabulary)):
            if not self._vocabulary[position].startswith(start):
                return
            yield self._vocabulary[position]

    def _letters(self, said: Sequence[str]) -> dict[int, float]:
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
        return self._best({phrase: x / length / self._length[phrase] for phrase, x in products.items()})

    def _best(self, phrases: Mapping[int, float]) -> dict[int, float]:
        """Phrase → score as entry → the best score of its phrases."""
        best: dict[int, float] = {}
        for phrase, score in phrases.items():
            index = self._owner[phrase]
            if score > best.get(index, 0.0):
                best[index] = score
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
