"""Which of a card's ways to say it are said aloud: a search is helped by notes, a rehearsal is not."""

from __future__ import annotations

from collections.abc import Sequence

#: `wants an email` is what a rep writes down.
_NOTED = frozenset(
    ("wants", "needs", "has", "doesn't", "hasn't", "asks", "uses", "thinks", "says", "prefers", "refuses")
)
_PERSONS = frozenset(
    (
        *(
            "i",
            "i'm",
            "i'd",
            "i'll",
            "i've",
            "me",
            "my",
            "we",
            "we're",
            "we've",
            "we'd",
            "we'll",
            "us",
            "our",
        ),
        *("you", "you're", "you've", "your", "it", "it's", "that", "that's", "this", "there"),
        *("they", "he", "he's", "she", "she's"),
    )
)
_CURT = frozenset(("no", "not", "nah", "never", "stop", "too", "thanks", "just", "send", "forget", "please"))

FEWEST = 3
"""Where fewer are left than that, the notes are better than always the same."""


def spoken(says: Sequence[str]) -> tuple[str, ...]:
    """Without those that are notes: what somebody else wants, or two or three words that nobody says."""
    aloud = tuple(text for text in says if _is_spoken(text.lower().replace("’", "'").split()))
    return aloud if len(aloud) >= FEWEST else tuple(says)


def _is_spoken(words: Sequence[str]) -> bool:
    first, second = (*words, "", "")[:2]
    if first in _NOTED or (first == "will" and second not in _PERSONS):
        return False
    return len(words) > 3 or first in _CURT or bool(_PERSONS & {*words})
