"""The day at a glance: what was agreed for it. Pure questions to a shelf."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.attempt import Callback, Promise
from tui.core.contact import Contact
from tui.core.ports import Shelf

#: So long after its time it counts as late.
LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Agreed:
    """A callback or a promise that is due."""

    due: datetime
    """UTC."""
    what: str
    """`callback` or `promise`."""
    contact: Contact
    about: str = ""
    """Of a promise: the question."""
    overdue: bool = False


def agreed(shelf: Shelf, now: datetime, until: datetime) -> list[Agreed]:
    """Everything that is due before `until` (UTC), the oldest first; at the same minute a promise first."""
    found = []
    for id in shelf.agreed():
        contact = shelf.get(Contact, id)
        if contact is None or contact.do_not_call:
            continue
        for callback in shelf.of_contact(Callback, id):
            if not callback.done and callback.due < until:
                found.append(Agreed(callback.due, "callback", contact, "", callback.due + LATE < now))
        for promise in shelf.of_contact(Promise, id):
            if not promise.done and promise.due < until:
                found.append(
                    Agreed(promise.due, "promise", contact, promise.question, promise.due + LATE < now)
                )
    return sorted(found, key=lambda one: (one.due.replace(second=0, microsecond=0), one.what != "promise"))
