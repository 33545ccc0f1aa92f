"""What is searched: the texts of a card, and how a text becomes words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tui.core.text import fold

LONGEST = 400
"""Characters that are looked at, from the end: what is being typed is there."""

_TOKEN = re.compile(r"[^\W_]+")
_APOSTROPHES = "'’`´"

#: Words that say little about what is meant.
FILLER = frozenset(
    _TOKEN.findall(
        "a an the i im we were our us is it its to of for and in on me my you your that this be are do with"
        " have just so"
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
    text = text[-LONGEST:]
    for apostrophe in _APOSTROPHES:
        text = text.replace(apostrophe, "")
    return _TOKEN.findall(fold(text))
