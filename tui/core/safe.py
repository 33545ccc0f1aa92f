"""Safe calls (P7): how many of the dials went to people the rep has spoken to often. Private."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.attempt import Attempt
from tui.core.disposition import Dispositions
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
    """The same of somebody's whole history (oldest first) at once: the ids of the calls that were safe."""
    talks: list[datetime] = []
    found = set()
    for call in history:
        recent = bisect_left(talks, call.started) - bisect_left(talks, call.started - WITHIN)
        if recent >= after:
            found.add(call.id)
        came = dispositions.get(call.disposition)
        if came.connected if came else call.answered is not None:
            talks.append(call.started)
    return found


def is_safe(shelf: Shelf, call: Attempt, after: int, dispositions: Dispositions) -> bool:
    """Whether a dial went to somebody who was talked to `after` times or more in the 90 days before it."""
    talks = 0
    for other in shelf.of_contact(Attempt, call.contact):
        if call.started - WITHIN <= other.started < call.started:
            came = dispositions.get(other.disposition)
            talks += came.connected if came else other.answered is not None
    return talks >= after


def share(shelf: Shelf, calls: Iterable[Attempt], after: int, dispositions: Dispositions) -> Share:
    """The share of safe ones among the outbound ones of these calls."""
    dials = [call for call in calls if not call.inbound]
    return Share(len(dials), sum(is_safe(shelf, call, after, dispositions) for call in dials))


def nudge(found: Share, limit: int) -> str:
    """What to say once in a block whose share is above the rep's own limit (per cent); empty: nothing."""
    if found.dials < ENOUGH or found.percent <= limit:
        return ""
    return f"{found.safe} of {found.dials} calls went to people you know well. Somebody new next?"
