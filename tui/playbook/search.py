"""Finds the card for what somebody said, from two typed letters to a whole sentence.

One short word is matched by tiers (`quick`), anything longer by its words and letters (`phrases`). The two
were measured against a dozen other methods; what matters more than the method is how many ways to say it a
card has.
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.playbook.entry import Entry, tokens
from tui.playbook.phrases import Phrases
from tui.playbook.quick import Quick

QUICK = 4
"""Up to this many letters a single word is an abbreviation rather than a word."""


class Finder:
    """An index over entries. Building takes about 0.1 ms for each way to say something."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._quick = Quick(entries)
        self._phrases = Phrases(entries)

    def find(self, words: str, limit: int) -> list[tuple[int, float]]:
        """(index of the entry, score) of those that fit, best first, equal ones in their own order."""
        said = tokens(words)
        if not said:
            return []
        short = len(said) == 1 and len(said[0]) <= QUICK
        scores = self._quick.score(said[0]) if short else self._phrases.score(said)
        best = sorted(scores.items(), key=lambda found: (-round(found[1], 6), found[0]))
        return [(index, round(score, 3)) for index, score in best[:limit]]
