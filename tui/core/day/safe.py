"""Safe calls (P7): how many of the dials went to people the rep has spoken to often. Private."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Dispositions
from tui.core.ports import Shelf

#: Talks longer ago than this make nobody an old friend.
WITHIN = timedelta(days=90)
#: With fewer dials a share says nothing.
ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Share:
    """So many dials, and how many of them were safe."""

    dials: int = 0
    safe: int = 0

    @property
    def percent(self) -> int:
        """Rounded; 0 where there are no dials."""
        return round(100 * self.safe / self.dials) if self.dials else 0


def safe_ones(history: Sequence[Attempt], after: int, dispositions: Dispositions) -> set[int]:
    """Ids of those of somebody's calls (oldest first) that were safe: they had been talked to `after` times
    or more in the 90 days before it."""
    talks: list[datetime] = []
    found, first = set(), 0
    for call in history:
        while first < len(talks) and call.started - talks[first] > WITHIN:
            first += 1
        if bisect_left(talks, call.started) - first >= after:
            found.add(call.id)
        came = dispositions.get(call.disposition)
        if came.connected if came else call.answered is not None:
            talks.append(call.started)
    return found


def share(shelf: Shelf, calls: Iterable[Attempt], after: int, dispositions: Dispositions) -> Share:
    """The share of safe ones among the outbound ones of these calls."""
    dials = [call for call in calls if not call.inbound]
    histories = (shelf.of_contact(Attempt, id) for id in {call.contact for call in dials})
    safe = {id for history in histories for id in safe_ones(history, after, dispositions)}
    return Share(len(dials), sum(call.id in safe for call in dials))


def nudge(found: Share, limit: int) -> str:
    """What to say once in a block whose share is above the rep's own limit (per cent); empty: nothing."""
    if found.dials < ENOUGH or found.percent <= limit:
        return ""
    return f"{found.safe} of {found.dials} calls went to people you know well. Somebody new next?"
