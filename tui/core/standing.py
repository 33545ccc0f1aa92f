"""Where a contact stands: the few facts the queue needs of a history, so that it never reads one.

A standing is always computed whole from the contact's records (`fold`), never patched: saving a result,
undoing it and mending a file then cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.attempt import Attempt, Callback, DoNotCall, Promise, Skip
from tui.core.disposition import Dispositions


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one number of a contact."""

    e164: str
    dials: int = 0
    status: str = ""
    """`wrong`, `out-of-service`; empty: fine. Do-not-call is not kept here: it can be lifted by itself."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The retry summary of a contact; `id` is the contact's. Times are UTC."""

    id: int
    dials: int = 0
    """Outbound attempts since they were last spoken to."""
    connects: int = 0
    """Attempts, in and out, in which a human was talked to."""
    last: datetime | None = None
    """Start of the newest attempt."""
    last_disposition: str = ""
    rest_until: datetime | None = None
    """Not offered before (a recent try, a skip)."""
    callback: datetime | None = None
    """The earliest open callback."""
    promise: datetime | None = None
    """The earliest open promise."""
    closed: str = ""
    """The disposition that took the contact out of the queue; empty: in it."""
    skipped: datetime | None = None
    """When it was last skipped, if nothing happened since."""
    do_not_call: str = ""
    """Why this person must not be called, said on the phone or by the rep; empty: may."""
    numbers: tuple[Tried, ...] = ()

    def number(self, e164: str) -> Tried:
        """What is known of one number."""
        return next((n for n in self.numbers if n.e164 == e164), Tried(e164))


#: An agreed time may be kept this much early, not more.
EARLY = timedelta(minutes=5)
#: An attempt nobody gave a result to keeps its contact back this long: it may have been a try.
NO_RESULT_REST = timedelta(hours=4)

_BAD = frozenset({"wrong", "out-of-service"})


def fold(
    contact: int,
    attempts: Iterable[Attempt],
    callbacks: Iterable[Callback],
    promises: Iterable[Promise],
    skips: Iterable[Skip],
    forbidden: Iterable[DoNotCall],
    dispositions: Dispositions,
) -> Standing:
    """The standing of a contact out of its records (oldest first)."""
    dials = connects = 0
    last: Attempt | None = None
    rest: datetime | None = None
    closed = ""
    tried: dict[str, Tried] = {}
    for attempt in attempts:
        last = attempt
        came = dispositions.get(attempt.disposition)
        connected = came.connected if came else attempt.answered is not None
        connects += connected
        dials = 0 if connected else dials + (not attempt.inbound)
        rested = timedelta(hours=came.rest_hours) if came else NO_RESULT_REST
        rest = (attempt.ended or attempt.started) + rested if rested else None
        if came and (came.connected or came.contact == "close"):
            closed = came.id if came.contact == "close" else ""
        number = tried.get(attempt.number, Tried(attempt.number))
        status = number.status
        if came and came.number in _BAD:
            status = came.number
        elif connected:
            status = ""
        tried[attempt.number] = Tried(attempt.number, number.dials + (not attempt.inbound), status)
    skipped = max((s.at for s in skips), default=None)
    if skipped and last and last.started > skipped:
        skipped = None
    return Standing(
        id=contact,
        dials=dials,
        connects=connects,
        last=last.started if last else None,
        last_disposition=last.disposition if last else "",
        rest_until=rest,
        callback=min((c.due for c in callbacks if not c.done), default=None),
        promise=min((p.due for p in promises if not p.done), default=None),
        closed=closed,
        skipped=skipped,
        do_not_call=next(
            (f.why or "asked not to be called" for f in forbidden if not f.number and not f.lifted), ""
        ),
        numbers=tuple(tried.values()),
    )
