"""Finds the card for what somebody said, from two typed letters to a whole sentence.

One short word is matched by tiers (`quick`), anything longer by its words and letters (`phrases`). The two
were measured against a dozen other methods; what matters more than the method is how many ways to say it a
card has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.core.text import fold

LONGEST = 400
"""Characters that are looked at, from the end: what is being typed is there."""

QUICK = 4
"""Up to this many letters a single word is an abbreviation rather than a word."""

_TOKEN = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’`´")

#: Words that say little about what is meant.
FILLER = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "i",
            "im",
            "we",
            "were",
            "our",
            "us",
            "is",
            "it",
            "its",
            "to",
            "of",
            "for",
            "and",
        ),
        *(
            "in",
            "on",
            "me",
            "my",
            "you",
            "your",
            "that",
            "this",
            "be",
            "are",
            "do",
            "with",
            "have",
            "just",
            "so",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of a card."""

    title: str
    says: Sequence[str]
    hear: Sequence[str] = ()
    keys: Sequence[str] = ()
    tags: Sequence[str] = ()


def tokens(text: str) -> list[str]:
    """The words of a text, folded: `Don't—ring, Zoë!` → dont ring zoe."""
    return _TOKEN.findall(fold(text[-LONGEST:].translate(_APOSTROPHES)))


class Finder:
    """An index over entries. Building takes about 0.1 ms for each way to say something."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        # Imported here: both need this module's words.
        from tui.playbook.phrases import Phrases
        from tui.playbook.quick import Quick

        self._quick = Quick(entries)
        self._phrases = Phrases(entries)

    def find(self, words: str, limit: int) -> list[tuple[int, float]]:
        """(index of the entry, score) of those that fit, best first, equal ones in their own order."""
        said = tokens(words)
        if not said:
            return []
        short = len(said) == 1 and len(said[0]) <= QUICK
        scores: Mapping[int, float] = self._quick.score(said[0]) if short else self._phrases.score(said)
        best = sorted(scores.items(), key=lambda found: (-round(found[1], 6), found[0]))
        return [(index, round(score, 3)) for index, score in best[:limit]]
