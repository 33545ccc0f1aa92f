"""The easiest honest calls of the queue, for a bad day (P30): a ranking, and the reason of each in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.call.attempt import Attempt, Promise
from tui.core.call.disposition import Dispositions
from tui.core.call.reflection import Reflection
from tui.core.day.today import theirs
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.queue.verdict import SKIPPED, WARM, Place
from tui.core.text import cut

#: A talk longer ago than this is forgotten.
_LONG_AGO = timedelta(days=180)
#: So many people are looked at behind those who stand first for a reason.
_LOOKED_AT = 500
#: With fewer dials at an hour its share of answers is chance.
_ENOUGH = 8
_LINE = 60

#: The grades of easy: an agreed time, somebody warm, a good talk, a good hour, simply the next.
AGREED, INVITED, FRIENDLY, HOUR, NEXT = range(5)


@dataclass(frozen=True, slots=True)
class Easy:
    """Somebody to call on a bad day."""

    contact: int
    why: str
    """In words, to be read before dialing: `you agreed on this time`."""
    grade: int
    rank: float = 0.0
    """Among those of its grade; smaller is easier."""


@dataclass(frozen=True, slots=True)
class Hours:
    """How often people answered, by the hour of their clock, over all that was dialed."""

    dialed: dict[int, int]
    answered: dict[int, int]

    def rate(self, hour: int) -> float:
        """The share of dials at that hour that were answered; 0 where there were too few to tell."""
        dialed = self.dialed.get(hour, 0)
        return self.answered.get(hour, 0) / dialed if dialed >= _ENOUGH else 0.0

    @property
    def usual(self) -> float:
        """The share over all hours."""
        dialed = sum(self.dialed.values())
        return sum(self.answered.values()) / dialed if dialed else 0.0


def hours(
    calls: Iterable[Attempt], hour_of: Callable[[int, datetime], int], dispositions: Dispositions
) -> Hours:
    """How often people answered. `hour_of` is the hour of a contact's clock at a moment."""
    dialed: dict[int, int] = {}
    answered: dict[int, int] = {}
    for call in calls:
        if call.inbound:
            continue
        hour = hour_of(call.contact, call.started)
        came = dispositions.get(call.disposition)
        dialed[hour] = dialed.get(hour, 0) + 1
        answered[hour] = answered.get(hour, 0) + (came.connected if came else call.answered is not None)
    return Hours(dialed, answered)


def easiest(
    shelf: Shelf,
    items: Iterable[Place],
    dispositions: Dispositions,
    known: Hours,
    hour_of: Callable[[int, datetime], int],
    now: datetime,
) -> list[Easy]:
    """Everybody worth a look, the easiest first. `items` are those who can be called now, in their order.

    Who said no, whose last call felt bad, or whom the rep passed over today, is left out: a bad day is not
    the day for them. Nor is an answer easy that has not been found yet.
    """
    found = []
    for order, place in enumerate(_first(items)):
        easy = _easy(shelf, place, order, dispositions, known, hour_of, now)
        if easy:
            found.append(easy)
    return sorted(found, key=lambda one: (one.grade, one.rank))


def _first(items: Iterable[Place]) -> Iterator[Place]:
    """Those who outrank the list, and so many behind them."""
    behind = 0
    for place in items:
        behind += not place.outranks_the_list
        if behind > _LOOKED_AT:
            return
        yield place


def _easy(
    shelf: Shelf,
    place: Place,
    order: int,
    dispositions: Dispositions,
    known: Hours,
    hour_of: Callable[[int, datetime], int],
    now: datetime,
) -> Easy | None:
    """One of them; None: not today."""
    contact = shelf.get(Contact, place.contact)
    if contact is None or place.key[0] == SKIPPED:
        return None
    past = shelf.of_contact(Attempt, contact.id)
    if place.agreed == "callback":
        said = "you agreed on this time: they expect you"
        return Easy(contact.id, said if theirs(shelf, contact.id) else "you set this time", AGREED, order)
    if place.agreed == "promise":
        owed = [p for p in shelf.of_contact(Promise, contact.id) if not p.done]
        ready = owed and all(p.answer for p in owed)
        return Easy(contact.id, "you have the answer they asked for", AGREED, order) if ready else None
    if place.key[0] == WARM and not past:
        referrer = shelf.get(Contact, contact.referred_by) if contact.referred_by else None
        why = f"{referrer.title} sent you" if referrer else "they asked for a call"
        return Easy(contact.id, f"{why}: you do not call cold", INVITED, order)
    talked = [c for c in past if (d := dispositions.get(c.disposition)) and d.connected]
    if talked:
        return _talked(shelf, contact, max(talked, key=lambda c: c.started), dispositions, now)
    hour = hour_of(contact.id, now)
    if (rate := known.rate(hour)) > known.usual:
        at = f"{known.answered[hour]} of your {known.dialed[hour]} calls at {hour} o'clock were answered"
        return Easy(contact.id, f"a good hour: {at}", HOUR, order - rate)
    return Easy(contact.id, "the next in your queue", NEXT, order)


def _talked(
    shelf: Shelf, contact: Contact, last: Attempt, dispositions: Dispositions, now: datetime
) -> Easy | None:
    """Somebody spoken to before: easy when it was a good talk, not long ago."""
    came, said = dispositions.get(last.disposition), shelf.get(Reflection, last.id)
    refused = came is None or not came.conversation or (came.contact != "keep" and not came.meeting)
    if refused or (said and 0 < said.felt <= 2):
        return None
    days = (now - last.started).days
    if now - last.started > _LONG_AGO:
        return Easy(contact.id, "you have spoken before", NEXT, days)
    ago = "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"
    right = f": “{cut(said.right, _LINE)}”" if said and said.right else ""
    good = 0 if said and said.right else 1000
    return Easy(contact.id, f"you spoke {ago}, and it went well{right}" if right else
                f"you spoke {ago}: they know you", FRIENDLY, good + days)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wins:
    """What went well: the rep's own lines, and what was agreed. The newest first."""

    lines: tuple[str, ...] = ()
    meetings: tuple[tuple[datetime, str, str], ...] = ()
    """(when it was agreed, what, with whom)."""


def wins(shelf: Shelf, dispositions: Dispositions, most: int = 3, looked_at: int = 1000) -> Wins:
    """The newest of both, out of so many forms at the most."""
    lines: dict[str, None] = {}
    meetings: list[tuple[datetime, str, str]] = []
    for id in reversed(shelf.ids(Reflection)[-looked_at:]):
        said, call = shelf.get(Reflection, id), shelf.get(Attempt, id)
        if said and said.right and len(lines) < most:
            lines.setdefault(said.right)
        came = dispositions.get(call.disposition) if call else None
        if call and came and came.meeting and len(meetings) < most:
            contact = shelf.get(Contact, call.contact)
            meetings.append((call.started, came.name, contact.title if contact else ""))
        if len(lines) >= most and len(meetings) >= most:
            break
    return Wins(tuple(lines), tuple(meetings))
