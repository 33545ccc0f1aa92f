"""What one person's records count for, and on which days.

Whole persons are told, not single calls: whether a call was safe, how-many-eth try it was and what came after
an e-mail stand in the other records of the same person. Telling somebody twice gives the same, so what they
counted for can be taken back before something changes, and told anew after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from tui.core.call.attempt import Attempt, Skip, Touch
from tui.core.call.disposition import Disposition, Dispositions
from tui.core.call.purpose import Purpose, is_success
from tui.core.call.reflection import Reflection
from tui.core.day.safe import safe_ones
from tui.core.day.spent import spent
from tui.core.hours import hours
from tui.core.hours.whereabouts import zones_of
from tui.core.insight.lines import What
from tui.core.people.contact import Contact, Number
from tui.core.ports import Shelf

#: What is counted: (dimension, value, how far it came or what it was).
Key = tuple[str, str | int, int]

#: How far a call came, in the third place of most keys.
CONNECT, TALK, MEETING, SALE, SUCCESS = 1, 2, 4, 8, 16
#: The same place of the key of a result (`came`).
INBOUND, CONFIRMED = 32, 64
#: The same place of an intention, a card and a touch.
NO, YES, UNSAID = 0, 1, 2

#: A talk so long after an e-mail may have to do with it.
AFTERWARDS = timedelta(days=14)
#: Tries after so many are counted together.
TRIES = 8


@dataclass(slots=True)
class Told:
    """What somebody counts for."""

    counts: list[tuple[int, Key, int]] = field(default_factory=list)
    """(day, what, how many); the day as `date.toordinal`. Times are in milliseconds."""
    marks: list[tuple[int, int, What]] = field(default_factory=list)
    """(day, attempt, what may be looked for in it)."""
    calls: Sequence[int] = ()
    """The attempts that were looked at."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what people count for."""

    shelf: Shelf
    dispositions: Dispositions
    purposes: Sequence[Purpose]
    zone: tzinfo
    """The rep's."""
    safe_after: int
    """So many talks in 90 days make a safe call."""

    def tell(self, id: int) -> Told:
        """Everything of one person."""
        calls = sorted(self.shelf.of_contact(Attempt, id), key=lambda call: (call.started, call.id))
        touches, skips = self.shelf.of_contact(Touch, id), self.shelf.of_contact(Skip, id)
        told = Told(calls=[call.id for call in calls])
        person = self.shelf.get(Contact, id)
        safe = safe_ones(calls, self.safe_after, self.dispositions)
        tried = 0
        for call in calls:
            far = self._far(call, self.dispositions.get(call.disposition))
            local = at(call.started, self.zone)
            if not call.inbound:
                tried += 1
                self._dialed(told, call, local, person, far, min(tried, TRIES), safe=call.id in safe)
            if far & CONNECT:
                tried = 0
            self._any(told, call, local.toordinal(), far)
        for touch in touches:
            told.counts.append((self._day(touch.at), ("touch", touch.medium, self._after(touch, calls)), 1))
        for skip in skips:
            told.counts.append((self._day(skip.at), ("skip", skip.reason, 0), 1))
        return told

    def _day(self, moment: datetime) -> int:
        return at(moment, self.zone).toordinal()

    def _far(self, call: Attempt, came: Disposition | None) -> int:
        if came is None:
            return CONNECT if call.answered else 0
        return (
            CONNECT * came.connected
            | TALK * came.conversation
            | MEETING * came.meeting
            | SALE * came.sale
            | SUCCESS * is_success(self.purposes, call.purpose, came)
        )

    def _any(self, told: Told, call: Attempt, day: int, far: int) -> None:
        """What counts of calls in both directions."""
        add = told.counts.append
        add((day, ("came", call.disposition, far | INBOUND * call.inbound | CONFIRMED * call.confirmed), 1))
        for met in call.met:
            add((day, ("met", met.card, UNSAID if met.worked is None else met.worked), 1))
        what = What.WIN if far & (MEETING | SALE | SUCCESS) else What(0)
        if said := self.shelf.get(Reflection, call.id):
            if said.intention:
                add((day, ("asked", "", UNSAID if said.kept is None else said.kept), 1))
            what |= _words(said)
        if what:
            told.marks.append((day, call.id, what))

    def _dialed(
        self,
        told: Told,
        call: Attempt,
        local: datetime,
        person: Contact | None,
        far: int,
        tried: int,
        *,
        safe: bool,
    ) -> None:
        """What counts of outbound calls only."""
        day, add = local.toordinal(), told.counts.append
        number = next((n for n in person.numbers if n.e164 == call.number), None) if person else None
        add((day, ("hour", _cell(local), far), 1))
        if person and (there := self._there(call, person, number)):
            add((day, ("there", _cell(there), far), 1))
        add((day, ("purpose", call.purpose, far), 1))
        add((day, ("list", person.list if person else "", far), 1))
        add((day, ("opener", call.opener, far), 1))
        add((day, ("kind", number.kind if number else "", far), 1))
        add((day, ("try", tried, far), 1))
        if safe:
            add((day, ("safe", "", 0), 1))
        took = spent((call,))
        for name, seconds in (("prep", took.prep), ("dial", took.dial), ("talk", took.talk)):
            if seconds:  # whole milliseconds: what is taken back leaves nothing behind
                add((day, ("spent", name, 0), round(seconds * 1000)))

    def _there(self, call: Attempt, person: Contact, number: Number | None) -> datetime | None:
        zones = zones_of(person, number)
        zone = hours.zone(zones[0]) if zones else None
        return at(call.started, zone) if zone else None

    def _after(self, touch: Touch, calls: Sequence[Attempt]) -> int:
        """How far the calls came that followed a touch: all of it together."""
        far = 0
        for call in calls:
            if timedelta() <= call.started - touch.at <= AFTERWARDS:
                far |= self._far(call, self.dispositions.get(call.disposition))
        return far & (CONNECT | SUCCESS)


def _words(said: Reflection) -> What:
    fields = {What.RIGHT: said.right, What.WRONG: said.wrong, What.NEXT: said.next, What.LINE: said.line}
    what = What.ASKED if said.intention else What(0)
    for flag, text in fields.items():
        if text:
            what |= flag
    return what


def _cell(local: datetime) -> int:
    return local.weekday() * 24 + local.hour


def at(moment: datetime, zone: tzinfo) -> datetime:
    """A moment by the clock of a zone; the first and last hours there are stay in UTC."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment
