"""The rows of a search while it is typed: which there are, which one is chosen, and which never move."""

from __future__ import annotations

from collections.abc import Sequence

from tui.core.ports import CardHit


class Found:
    """What was typed and what fits. A weak best row is not chosen by itself: that takes a key."""

    def __init__(self) -> None:
        self.words = ""
        self.hits: Sequence[CardHit] = ()
        self.chosen = -1
        """The row enter opens; -1: none."""

    def typed(self, words: str, hits: Sequence[CardHit]) -> None:
        """Other words, other rows."""
        self.words, self.hits = words, hits
        self.chosen = 0 if hits and not hits[0].weak else -1

    def deepen(self, more: Sequence[CardHit]) -> None:
        """Take in what was found later. All down to the chosen row stay where they are."""
        again = {hit.id: hit for hit in more}
        kept = [again.get(hit.id, hit) for hit in self.hits[: self.chosen + 1]]
        others = [hit for hit in more if hit.id not in {row.id for row in kept}]
        self.hits = [*kept, *others][: max(len(more), len(kept))]

    def move(self, by: int) -> None:
        """Choose the next row or the one before."""
        if self.hits:
            self.chosen = (max(self.chosen, -1 if by > 0 else 0) + by) % len(self.hits)

    @property
    def hit(self) -> CardHit | None:
        """The chosen row."""
        return self.hits[self.chosen] if 0 <= self.chosen < len(self.hits) else None

    @property
    def missed(self) -> str:
        """The words, when they did not lead to the chosen card by themselves: worth remembering there.

        One word is not: it may be the beginning of something.
        """
        words = self.words.split()
        led = self.chosen == 0 and not self.hits[0].weak
        return "" if led or (self.hit and len(words) < 2) else " ".join(words)
