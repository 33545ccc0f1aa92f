"""Finds the card for what somebody said, from two typed letters to a whole sentence.

One short word is matched by tiers (`quick`), anything longer by its words (`phrases`). What matters more
than the method is how many ways to say it a card has.

Whether anything fits at all cannot be told from a score alone: everyday words are on every card. So chatter
that is no objection is searched with the cards, and an answer that sounds nearly as much like it is *weak*.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tui.playbook.finding.entry import Entry, tokens
from tui.playbook.finding.phrases import Phrases
from tui.playbook.finding.quick import Quick

QUICK = 4
"""Up to this many letters a single word is an abbreviation rather than a word."""

CHATTER = 0.88
"""The best card must have this share of what the likeliest chatter has. Set on lines of seven writers,
each without any of their own in the cards: 1 of 100 right answers becomes weak, and 7 in 10 of what is said
on such a call and is no objection."""

KNOWN = 0.7
"""So much of the words must be known, or nearly: another language looks like nothing but typing errors."""

ANY = 0.25
"""With less known than that it is no words, or those of a language no card is in: nothing is found."""

QUICK_SURE = 1.6
"""Of a few letters: below it stands nothing but a typing error or a few letters of some word."""


class Hit(NamedTuple):
    """An entry that fits."""

    entry: int
    score: float
    weak: bool


class Fit(NamedTuple):
    """How well entries fit what was said, how well the likeliest chatter does, and what makes one sure."""

    entries: Mapping[int, float]
    chatter: float
    needed: float

    def best(self, limit: int) -> list[Hit]:
        """The best first, equal ones in their own order. All are weak, or none is."""
        ordered = sorted(self.entries.items(), key=lambda found: (-round(found[1], 6), found[0]))
        weak = bool(ordered) and ordered[0][1] < self.needed
        return [Hit(index, round(score, 3), weak) for index, score in ordered[:limit]]


class Finder:
    """An index over entries. Building takes about 0.05 ms for each way to say something."""

    def __init__(self, entries: Sequence[Entry], chatter: Sequence[Entry] = ()) -> None:
        self._count = len(entries)
        self._quick = Quick(entries)
        self._phrases = Phrases([*entries, *chatter])

    def find(self, words: str, limit: int, weights: Mapping[int, float] | None = None) -> list[Hit]:
        """Those that fit, best first."""
        return self.fit(words, weights).best(limit)

    def fit(self, words: str, weights: Mapping[int, float] | None = None) -> Fit:
        """Scores of those that fit: to 1, above for what is there word for word, or of a few letters to 10.

        `weights` says of some entries how much they count: less than 1 for the unlikely, more for the likely.
        """
        said = tokens(words)
        if not said:
            return Fit({}, 0.0, 0.0)
        if is_short(words):
            return Fit(_weighed(self._quick.score(said[0]), weights), 0.0, QUICK_SURE)
        known = self._phrases.known(said)
        scores = self._phrases.score(said) if known >= ANY else {}
        chatter = max((score for index, score in scores.items() if index >= self._count), default=0.0)
        cards = {index: score for index, score in scores.items() if index < self._count}
        needed = CHATTER * chatter if known >= KNOWN else math.inf
        return Fit(_weighed(cards, weights), chatter, needed)


def is_short(words: str) -> bool:
    """Whether what was typed is an abbreviation rather than a word: one of up to four letters."""
    said = tokens(words)
    return len(said) == 1 and len(said[0]) <= QUICK


def _weighed(scores: Mapping[int, float], weights: Mapping[int, float] | None) -> Mapping[int, float]:
    if not weights:
        return scores
    return {index: score * weights.get(index, 1.0) for index, score in scores.items()}
