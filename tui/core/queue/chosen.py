"""Some of a queue, in its order: whom a block is for. Found a slice at a time, as there may be 100,000."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Place

#: So many are known ahead; with fewer than FEW left it is looked for more.
AHEAD, FEW = 50, 10


class Chosen:
    """Those of a queue who fit, as far as they are known. Whoever fits no longer is left out at once."""

    def __init__(self, queue: Queue, fits: Callable[[Place], bool]) -> None:
        self._queue, self._fits = queue, fits
        self._order: Sequence[int] = ()
        """The queue as it was when the looking began: it may move while it lasts."""
        self._at = 0
        self._found: list[int] = []

    def begin(self) -> None:
        """Look from the top again: others may have come."""
        self._order = [place.contact for place in self._queue.items[: self._queue.certain]]
        self._at, self._found = 0, []

    @property
    def looking(self) -> bool:
        """Whether few are known and not all were looked at."""
        return self._at < len(self._order) and len(self.people()) < FEW

    @property
    def over(self) -> bool:
        """Whether few are known and all were looked at."""
        return self._at >= len(self._order) and len(self.people()) < FEW

    def look(self, many: int) -> None:
        """Look at so many more, but no further than it takes to know AHEAD."""
        known = len(self.people())
        for id in self._order[self._at : self._at + many]:
            if known >= AHEAD:
                return
            self._at += 1
            place = self._queue.get(id)
            if isinstance(place, Place) and self._fits(place):
                self._found.append(id)
                known += 1

    def people(self) -> list[Place]:
        """Those who are known and still fit."""
        places = (self._queue.get(id) for id in self._found)
        return [place for place in places if isinstance(place, Place) and self._fits(place)]
