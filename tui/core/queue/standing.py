"""Where a contact stands: the few facts the queue needs of a history, so that it never reads one.

A standing is always computed whole from the contact's records (`fold`), never patched: saving a result,
undoing it and mending a file then cannot disagree. One that an older Offhook folded lacks what it did not
know (`is_old`); who needs it folds it again (`of_records`), so that no start has to go through a whole file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip
from tui.core.call.disposition import Disposition, Dispositions

if TYPE_CHECKING:
    from tui.core.ports import Shelf

#: So many dials of a number, and tries of a person, are remembered: as many as any cap or plan may ask for.
KEPT = 12
#: So many times of day are not hit again.
MISSED = 4
#: So many days on which nobody answered a number: it is then left alone for a while.
FAILED_DAYS = 3
#: A try begins another day when it is so much later than the first try of the one before: nobody's calling
#: hours are longer, and no midnight has to be chosen.
_ANOTHER_DAY = timedelta(hours=13)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one number of a contact."""

    e164: str
    dials: int = 0
    status: str = ""
    """`wrong`, `out-of-service`; empty: fine. Do-not-call is not kept here: it can be lifted by itself."""
    recent: tuple[datetime, ...] = ()
    """Starts of the newest dials, oldest first; KEPT at the most."""
    failed: tuple[datetime, ...] = ()
    """The first try of each of the newest days on which nobody was there, since somebody last was."""


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
    spoken: datetime | None = None
    """Start of the newest call in which a human was talked to."""
    met: datetime | None = None
    """Start of the newest call in which a meeting was agreed."""
    bought: datetime | None = None
    """Start of the newest call in which they bought."""
    tries: tuple[datetime, ...] = ()
    """Starts of the newest dials since they were spoken to, oldest first; KEPT at the most."""
    missed: tuple[datetime, ...] = ()
    """Those of them at which nobody was there; MISSED at the most."""

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
    story = _Story()
    for attempt in attempts:
        story.tell(attempt, dispositions.get(attempt.disposition))
    last = story.last
    skipped = max((s.at for s in skips), default=None)
    if skipped and last and last.started > skipped:
        skipped = None
    return Standing(
        id=contact,
        dials=story.dials,
        connects=story.connects,
        last=last.started if last else None,
        last_disposition=last.disposition if last else "",
        rest_until=story.rest,
        callback=min((c.due for c in callbacks if not c.done), default=None),
        promise=min((p.due for p in promises if not p.done), default=None),
        closed=story.closed,
        skipped=skipped,
        do_not_call=next(
            (f.why or "asked not to be called" for f in forbidden if not f.number and not f.lifted), ""
        ),
        numbers=tuple(story.numbers.values()),
        spoken=story.spoken,
        met=story.met,
        bought=story.bought,
        tries=tuple(story.tries[-KEPT:]),
        missed=tuple(story.missed[-MISSED:]),
    )


class _Story:
    """What the attempts come to, told one after the other."""

    def __init__(self) -> None:
        self.dials = self.connects = 0
        self.last: Attempt | None = None
        self.rest: datetime | None = None
        self.spoken: datetime | None = None
        self.met: datetime | None = None
        self.bought: datetime | None = None
        self.closed = ""
        self.tries: list[datetime] = []
        self.missed: list[datetime] = []
        self.numbers: dict[str, Tried] = {}

    def tell(self, attempt: Attempt, came: Disposition | None) -> None:
        """What happened next. `came` is what came of it; None: nothing yet, or something unknown."""
        self.last, began = attempt, attempt.started
        connected = came.connected if came else attempt.answered is not None
        failed = not attempt.inbound and not connected and _failed(came)
        rested = timedelta(hours=came.rest_hours) if came else NO_RESULT_REST
        self.rest = (attempt.ended or began) + rested if rested else None
        if connected:
            self.connects, self.spoken, self.dials = self.connects + 1, began, 0
            self.tries, self.missed = [], []
        elif not attempt.inbound:
            self.dials += 1
            self.tries.append(began)
        if failed:
            self.missed.append(began)
        if came and (came.connected or came.contact == "close"):
            self.closed = came.id if came.contact == "close" else ""
        self.met = began if came and came.meeting else self.met
        self.bought = began if came and came.sale else self.bought
        number = self.numbers.get(attempt.number, Tried(attempt.number))
        self.numbers[attempt.number] = _dialed(number, attempt, came, connected=connected, failed=failed)


def _dialed(
    number: Tried, attempt: Attempt, came: Disposition | None, *, connected: bool, failed: bool
) -> Tried:
    """What is known of a number after one more attempt."""
    began, status = attempt.started, "" if connected else number.status
    if came and came.number in _BAD:
        status = came.number
    days = () if connected or (came and came.there) else number.failed
    if failed and not (days and began - days[-1] < _ANOTHER_DAY):
        days = (*days, began)[-FAILED_DAYS:]
    if attempt.inbound:
        return replace(number, status=status, failed=days)
    return Tried(number.e164, number.dials + 1, status, (*number.recent, began)[-KEPT:], days)


def _failed(came: Disposition | None) -> bool:
    """Whether nobody was there. A call without a result may have been such a one."""
    return came is None or not (came.there or came.number in _BAD)


def is_old(standing: Standing) -> bool:
    """Whether an older Offhook folded it, which did not note when numbers were dialed."""
    if standing.connects and not standing.spoken:
        return True
    return any(number.dials and not number.recent for number in standing.numbers)


def as_before(standing: Standing) -> Standing:
    """A standing with no more in it than an older Offhook noted."""
    numbers = tuple(replace(number, recent=(), failed=()) for number in standing.numbers)
    return replace(standing, numbers=numbers, spoken=None, met=None, bought=None, tries=(), missed=())


def of_records(shelf: Shelf, contact: int, dispositions: Dispositions) -> Standing:
    """The standing of a contact out of what is on the shelf."""
    return fold(
        contact,
        shelf.of_contact(Attempt, contact),
        shelf.of_contact(Callback, contact),
        shelf.of_contact(Promise, contact),
        shelf.of_contact(Skip, contact),
        shelf.of_contact(DoNotCall, contact),
        dispositions,
    )
