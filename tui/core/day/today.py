"""The day at a glance: what was agreed for it. Pure questions to a shelf."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from tui.core.call.attempt import Attempt, Callback, Promise
from tui.core.call.meetings import upcoming
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.queue.standing import Standing

#: Beside what was agreed and practice, Today shows at most so many things that are due.
MOST_OTHERS = 2
#: So long after its time it counts as late.
LATE = timedelta(minutes=5)
#: So long after it began a meeting still stands there.
MEETS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A callback or a promise that is due, or a meeting."""

    due: datetime
    """UTC."""
    what: str
    """`callback`, `promise` or `meeting`."""
    contact: Contact
    about: str = ""
    """Of a promise: the question."""
    overdue: bool = False


def agreed(shelf: Shelf, now: datetime, until: datetime) -> list[Agreed]:
    """Everything that is due before `until` (UTC), the oldest first; at the same minute a promise first."""
    found = []
    for id in shelf.agreed():
        contact = shelf.get(Contact, id)
        if contact is None or not may_be_called(shelf, id):
            continue
        for callback in shelf.of_contact(Callback, id):
            if not callback.done and callback.due < until:
                found.append(Agreed(callback.due, "callback", contact, "", callback.due + LATE < now))
        for promise in shelf.of_contact(Promise, id):
            if not promise.done and promise.due < until:
                found.append(
                    Agreed(promise.due, "promise", contact, promise.question, promise.due + LATE < now)
                )
    for at, attempt in meetings(shelf, now - MEETS, until):
        if contact := shelf.get(Contact, attempt.contact):
            found.append(Agreed(at, "meeting", contact))
    return sorted(found, key=lambda one: (one.due.replace(second=0, microsecond=0), one.what != "promise"))


def meetings(shelf: Shelf, since: datetime, until: datetime) -> list[tuple[datetime, Attempt]]:
    """The meetings that begin in [since, until) (UTC), the earliest first, with nobody who must not be
    called."""
    return [(at, one) for at, one in upcoming(shelf, since, until) if may_be_called(shelf, one.contact)]


def theirs(shelf: Shelf, contact: int) -> bool:
    """Whether the open callback of somebody was agreed in a call; else the rep alone has set it."""
    return any(c.attempt for c in shelf.of_contact(Callback, contact) if not c.done)


def may_be_called(shelf: Shelf, contact: int) -> bool:
    """Whether somebody is there and never said that they must not be called."""
    known, standing = shelf.get(Contact, contact), shelf.get(Standing, contact)
    return known is not None and not known.do_not_call and not (standing and standing.do_not_call)


def fell_due(shelf: Shelf, since: datetime, now: datetime) -> list[Agreed]:
    """What was agreed for a time after `since` and up to `now`, the oldest first."""
    return [one for one in agreed(shelf, now, now + timedelta(microseconds=1)) if one.due > since]


class Other(IntEnum):
    """What else may be due; the lower its number, the sooner it is shown."""

    UNFINISHED = 1
    """Calls without a result: the figures of the day are wrong until then."""
    CHECK_IN = 2
    SELF_CHECK = 3


def others(found: Collection[Other]) -> list[Other]:
    """Those that are shown, the most important first. What is left out comes when these are done."""
    return sorted(set(found))[:MOST_OTHERS]
