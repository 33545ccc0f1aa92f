"""Rows of a list of people, each looked at when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Held, Place


class Listed:
    """Rows of these contacts, without a look at one before it is asked for: there may be 100,000."""

    def __init__(self, queue: Queue, ids: Sequence[int]) -> None:
        self._queue, self._ids = queue, ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, index: int) -> Place | Held:
        id = self._ids[index]
        return self._queue.get(id) or Held(id, "gone", "no longer here")

    def index(self, contact: int) -> int:
        """Where a contact is; -1 when it is not here."""
        try:
            return self._ids.index(contact)
        except ValueError:
            return -1
