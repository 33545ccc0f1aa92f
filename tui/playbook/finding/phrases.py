"""Whole sentences and longer words, by the words in them, rare ones counting more.

Two views are added up. *Nearest*: how much the nearest ways to say it have in common with what was said, as
the cosine of words and pairs of neighbours. *Typical*: how much the words are those of this card and of no
other. A word nobody knows stands for those close in spelling. The work is bounded: the rarest words are
looked at first and a budget ends it.

Groups of letters in place of words, as it was before, cost twenty times the work. What that forced to leave
out, words at the beginning and the more usual groups, was four points in three on hard lines of two writers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tui.playbook.finding.entry import Entry, tokens
from tui.playbook.finding.typical import Typical
from tui.playbook.finding.vocabulary import NEIGHBOURS, Vocabulary, stem

BUDGET = 5_000
"""Phrases looked at, each counted for every word it shares."""

LAST_WORDS = 25
"""Only the end of a long text counts."""

FLOOR = 0.12
"""Scores below are chance. It is low: to miss a card in a call costs more than to show one too many."""

NEAREST = 0.7
"""The share of the nearest phrase in the score; the rest is how typical the words are."""

TOGETHER = 4
"""Of the phrases of a card the nearest decides, and others nearly as near help: their cosines are added up in
this power. With the nearest alone two cards in a hundred less come first, on lines of three writers each
searched without any of their own in the cards."""

WORD_FOR_WORD = 1.5
"""What is in a card just as it was said counts more than many that are close: a wording a rep adds works."""

SAID = 1.4
"""In a cosine the lengths of both count alike (1). It is not so bad when a phrase says more than was said:
somebody may be typing still."""


class Phrases:
    """Scores entries for what was said, from 0 to 1, and above for what is in a card word for word."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        texts = [(entry.title, *entry.says, *entry.hear) for entry in entries]
        said = [(index, _stems(tokens(text))) for index, of_entry in enumerate(texts) for text in of_entry]
        self._owner = [index for index, _ in said]
        self._word_for_word: dict[str, tuple[int, ...]] = {}
        for index, stems in said:
            whole = " ".join(stems[-LAST_WORDS:])
            self._word_for_word[whole] = (*{*self._word_for_word.get(whole, ()), index},)
        self._index({*stems, *map(_pair, pairwise(stems))} for _, stems in said)
        by_entry = [[_once(_stems(tokens(tag))) for tag in entry.tags] for entry in entries]
        for index, stems in said:
            by_entry[index].append(_once(stems))
        self._vocabulary = Vocabulary({word for texts in by_entry for text in texts for word in text})
        self._typical = Typical(by_entry, self._vocabulary)

    def _index(self, phrases: Iterable[set[str]]) -> None:
        self._phrases_of = _postings(phrases)
        squares = [0.0] * len(self._owner)
        for word, numbers in self._phrases_of.items():
            square = self._rarity(word) ** 2
            for phrase in numbers:
                squares[phrase] += square
        self._length = [square ** (1 - SAID / 2) or 1.0 for square in squares]

    def _rarity(self, word: str) -> float:
        """How much a word counts: 1 when it is in every phrase."""
        return math.log((len(self._owner) + 1) / (len(self._phrases_of.get(word, ())) + 1)) + 1

    def score(self, said: Sequence[str]) -> Mapping[int, float]:
        """Entry → score, for those above the floor."""
        stems = _stems(said[-LAST_WORDS:])
        scores: dict[int, float] = defaultdict(float)
        for share, view in ((NEAREST, self._nearest(stems)), (1 - NEAREST, self._typical.score(stems))):
            for index, score in view.items():
                scores[index] += share * score
        return {index: score for index, score in scores.items() if score >= FLOOR}

    def known(self, said: Sequence[str]) -> float:
        """How much of the words is known, from 0 to 1; one that is close to a known one counts in part."""
        fits = [
            max((fit for _, fit in self._vocabulary.near(word)), default=0.0)
            for word in _stems(said[-LAST_WORDS:])
        ]
        return sum(fits) / len(fits)

    def _nearest(self, stems: Sequence[str]) -> Mapping[int, float]:
        """Entry → score by its nearest phrases."""
        products: dict[int, float] = defaultdict(float)
        left = BUDGET
        meant = self._meant(stems)
        for size, word in sorted((len(self._phrases_of[word]), word) for word in meant):
            left -= size
            if left < 0:
                break
            product = meant[word] * self._rarity(word) ** 2
            for phrase in self._phrases_of[word]:
                products[phrase] += product
        exact = {*stems, *map(_pair, pairwise(stems))}
        length = math.hypot(*map(self._rarity, exact)) ** SAID
        together: dict[int, float] = defaultdict(float)
        for phrase, value in products.items():
            together[self._owner[phrase]] += (value / length / self._length[phrase]) ** TOGETHER
        for index in self._word_for_word.get(" ".join(stems), ()):
            together[index] += WORD_FOR_WORD**TOGETHER
        return {index: powers ** (1 / TOGETHER) for index, powers in together.items()}

    def _meant(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The known words and pairs that may be meant, each with how well it fits."""
        near = [self._vocabulary.near(word)[:NEIGHBOURS] for word in stems]
        meant: dict[str, float] = {}
        for known, fit in (each for words in near for each in words):
            meant[known] = max(fit, meant.get(known, 0.0))
        for (first, fit), (second, other) in pairwise(words[0] if words else ("", 0.0) for words in near):
            pair = _pair((first, second))
            meant[pair] = max(fit * other, meant.get(pair, 0.0))
        return {word: fit for word, fit in meant.items() if word in self._phrases_of}


def _stems(words: Iterable[str]) -> list[str]:
    return [stem(word) for word in words]


def _once(words: Iterable[str]) -> Sequence[str]:
    """Each word once. Not a set: of 25,000 phrases these would take 20 MB for a moment."""
    return tuple(dict.fromkeys(words))


#: Two neighbours as one word.
_pair = " ".join


def _postings(phrases: Iterable[Iterable[str]]) -> Mapping[str, Sequence[int]]:
    """Word → numbers of the phrases it is in. Most of 100,000 words and pairs are in one: no list then."""
    found: dict[str, list[int] | tuple[int, ...]] = {}
    for number, words in enumerate(phrases):
        alone = (number,)
        for word in words:
            numbers = found.setdefault(word, alone)
            if isinstance(numbers, list):
                numbers.append(number)
            elif numbers is not alone:
                found[word] = [*numbers, number]
    return found
