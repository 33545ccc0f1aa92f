"""How often each card was met in a call, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tui.core.call.attempt import Attempt, Met
from tui.core.ports import Batch, Shelf


@dataclass(slots=True)
class Results:
    """Of one card: how often it was met, and in how many of these it was said to have worked or not."""

    met: int = 0
    worked: int = 0
    failed: int = 0

    @property
    def unsaid(self) -> int:
        """How often nobody said whether it worked."""
        return self.met - self.worked - self.failed

    def add(self, met: Met, by: int) -> None:
        """Count one meeting, or take it back (`by` -1)."""
        self.met += by
        if met.worked is not None:
            self.worked += by * met.worked
            self.failed += by * (not met.worked)


class Tally:
    """Results by card. Reading half a million attempts takes seconds: it is done in slices, newest first, and
    what is saved in the meantime counts at once."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._unread = list(shelf.ids(Attempt))
        self.whole = len(self._unread)
        self._counted: dict[int, tuple[Met, ...]] = {}
        """Attempt → what is counted of it: an attempt that is saved again counts once."""
        self._cards: defaultdict[str, Results] = defaultdict(Results)

    @property
    def unread(self) -> int:
        """How many attempts have not been looked at yet."""
        return len(self._unread)

    def read(self, many: int) -> bool:
        """Look at so many more. Returns whether any are left."""
        for _ in range(min(many, len(self._unread))):
            id = self._unread.pop()
            attempt = self._shelf.get(Attempt, id)
            self._count(id, attempt.met if attempt else ())
        return bool(self._unread)

    def saved(self, batch: Batch) -> None:
        """A batch is on disk."""
        for record in batch.puts:
            if isinstance(record, Attempt):
                self._count(record.id, record.met)
        for kind, id in batch.drops:
            if kind is Attempt:
                self._count(id, ())

    def of(self, card: str) -> Results:
        """The results of a card, as far as they are read."""
        return self._cards.get(card) or Results()

    def _count(self, id: int, met: tuple[Met, ...]) -> None:
        for one in self._counted.pop(id, ()):
            self._cards[one.card].add(one, -1)
        for one in met:
            self._cards[one.card].add(one, 1)
        if met:
            self._counted[id] = met
