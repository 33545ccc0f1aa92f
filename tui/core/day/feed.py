"""The feed (P22): the rep's own lines, stories and links, one at the start of a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Food:
    """Something for the mind."""

    id: str
    text: str
    by: str = ""
    """Whose words they are; may be empty."""
    link: str = ""
    """Where there is more; shown as text, never opened by the app."""

    @property
    def line(self) -> str:
        """It on one line."""
        return self.text + (f" ({self.by})" if self.by else "") + (f" · {self.link}" if self.link else "")


def next_of(feed: Sequence[Food], last: str, chance: Random) -> Food | None:
    """Any of them but the one of the id `last`, unless there is no other. None: the feed is empty."""
    others = [one for one in feed if one.id != last] or list(feed)
    return chance.choice(others) if others else None
