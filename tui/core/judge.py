"""The policy of the queue: one contact, one moment → a place or a hold, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from tui.core.contact import KINDS, Contact, Number
from tui.core.disposition import Dispositions
from tui.core.hours import Hours
from tui.core.ports import Shelf
from tui.core.standing import EARLY, Standing
from tui.core.whereabouts import whereabouts
from tui.core.whereabouts import zones_of as zones_of

#: An agreed call that nobody took is tried again after this long (never demoted: PRODUCT.md P4, issue F).
#: Outside the hours of the place it is honoured for as long, not longer.
AGAIN = timedelta(minutes=30)

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
#: The groups of the calling order. Only the first two outrank the list, and only whom `Shelf.agreed` and
#: `Shelf.referred` name can come into them: `Queue.begin` builds on that.
DUE, REFERRED, LIST, SKIPPED = range(4)


@dataclass(frozen=True, slots=True)
class Place:
    """A contact in the queue. Sorts by `key`."""

    key: tuple[int, float, int, int]
    contact: int
    why: str
    """In words: `callback 10:30`, `first try`, `try 3`."""
    number: str
    """The E.164 number to ring."""
    due: datetime | None = None
    """The agreed time, if that is why."""
    until: datetime | None = None
    """When this must be looked at again (UTC)."""
    agreed: str = ""
    """`callback` or `promise`, if that is why."""

    @property
    def outranks_the_list(self) -> bool:
        """Whether this person comes next wherever one is in the list: a time agreed, or a name just given."""
        return self.key[0] < LIST


@dataclass(frozen=True, slots=True)
class Held:
    """A contact that may not be called now."""

    contact: int
    rule: str
    """Short and countable: `do not call`, `no number`, `outside hours`…"""
    why: str
    """In words, about this contact."""
    until: datetime | None = None
    """When it is looked at again; None: only something that happens changes it."""


@dataclass(frozen=True, slots=True)
class Judge:
    """The policy, with what it needs to know."""

    shelf: Shelf
    dispositions: Dispositions
    hours: Hours
    zone: tzinfo
    """The rep's."""

    def standing(self, contact: int) -> Standing:
        """Where a contact stands; everything fresh for one nothing happened to yet."""
        return self.shelf.get(Standing, contact) or Standing(contact)

    def numbers(self, contact: Contact) -> list[Number]:
        """The numbers that may be rung, best first: not wrong, not out of service, not do-not-call."""
        return self._numbers(contact, self.standing(contact.id))

    def _numbers(self, contact: Contact, standing: Standing) -> list[Number]:
        bad = [tried.e164 for tried in standing.numbers if tried.status]
        listed = self.shelf.do_not_call
        usable = [n for n in contact.numbers if n.callable and n.e164 not in bad and not listed(n.e164)]
        return sorted(usable, key=_rank) if len(usable) > 1 else usable

    def may_call(self, contact: Contact, number: Number, now: datetime) -> tuple[bool, datetime]:
        """(whether it is within calling hours wherever this number may be, when that turns over)."""
        return self.hours.may_call(whereabouts(contact, number), now)

    def place(self, contact: Contact, now: datetime) -> Place | Held:
        """Where `contact` belongs at `now`."""
        standing = self.standing(contact.id)
        if forbidden := contact.do_not_call or standing.do_not_call:
            return Held(contact.id, "do not call", f"do not call: {forbidden}")
        numbers = self._numbers(contact, standing)
        if not numbers:
            return self._no_number(contact, standing)
        if standing.callback or standing.promise:
            return self._agreed(contact, standing, numbers[0], now)
        if standing.closed:
            came = self.dispositions.get(standing.closed)
            return Held(contact.id, "closed", f"closed: {came.name if came else standing.closed}")
        if standing.rest_until and standing.rest_until > now:
            return Held(contact.id, "tried recently", self._tried(standing), standing.rest_until)
        is_open, until = self.may_call(contact, numbers[0], now)
        if not is_open:
            return Held(contact.id, "outside hours", "outside calling hours there", until)
        return self._in_order(contact, standing, numbers[0], until, now)

    def _no_number(self, contact: Contact, standing: Standing) -> Held:
        if any(self.shelf.do_not_call(n.e164) for n in contact.numbers if n.e164):
            return Held(contact.id, "do not call", "do not call: the number is on the list")
        bad = next((t.status for n in contact.numbers if (t := standing.number(n.e164)).status), "")
        if bad:
            return Held(contact.id, "no number", f"no number left: {bad.replace('-', ' ')}")
        flaw = next((n.why_not for n in contact.numbers if n.why_not), "none given")
        return Held(contact.id, "no number", f"no number to call: {flaw}")

    def _agreed(self, contact: Contact, standing: Standing, number: Number, now: datetime) -> Place | Held:
        """A callback or a promise: due, tried just now, or still to come."""
        last = standing.last

        def tried(due: datetime) -> bool:
            return last is not None and last >= due - EARLY and last + AGAIN > now

        times = ((standing.promise, 0, "promise"), (standing.callback, 1, "callback"))
        agreed = sorted((due, order, name) for due, order, name in times if due)
        midnight = self._midnight(now)  # the words change then
        is_open, turn = self.may_call(contact, number, now)
        waiting = [one for one in agreed if one[0] - EARLY <= now and not tried(one[0])]
        for due, order, name in waiting:
            if is_open or now < due + AGAIN:
                key = (DUE, due.replace(second=0, microsecond=0).timestamp(), order, standing.id)
                until = min(turn if is_open else due + AGAIN, midnight)
                why = f"{name} {self.shown(due, now)}"
                return Place(key, standing.id, why, number.e164, due, until, name)
        due, _, name = waiting[0] if waiting else agreed[0]
        why = f"{name} {self.shown(due, now)}"
        if waiting:
            return Held(
                standing.id, "outside hours", f"{why}, outside calling hours there", min(turn, midnight)
            )
        if last and tried(due):
            why += f", tried {self.shown(last, now)}"
        turns = (last + AGAIN if last and tried(due) else due - EARLY for due, _, _ in agreed)
        return Held(standing.id, f"{name} later", why, min(*turns, midnight))

    def _in_order(
        self, contact: Contact, standing: Standing, number: Number, until: datetime, now: datetime
    ) -> Place:
        why = f"try {standing.dials + 1}" if standing.dials else "again" if standing.connects else "first try"
        group, rank = LIST, 0.0
        if contact.referred_by and not standing.last:
            referrer = self.shelf.get(Contact, contact.referred_by)
            group, why = REFERRED, f"referred by {referrer.title}" if referrer else "referred"
        if (
            standing.skipped
            and standing.skipped.astimezone(self.zone).date() == now.astimezone(self.zone).date()
        ):
            group, rank, why = (
                SKIPPED,
                standing.skipped.timestamp(),
                f"skipped {self.shown(standing.skipped, now)}",
            )
            until = min(until, self._midnight(now))
        return Place((group, rank, 0, contact.id), contact.id, why, number.e164, until=until)

    def _midnight(self, now: datetime) -> datetime:
        day = now.astimezone(self.zone).date() + timedelta(days=1)
        return datetime.combine(day, datetime.min.time(), self.zone)

    def _tried(self, standing: Standing) -> str:
        assert standing.last is not None
        came = self.dispositions.get(standing.last_disposition)
        what = came.name if came else "no result yet"
        return f"tried {standing.last.astimezone(self.zone):%a %H:%M}: {what}"

    def shown(self, moment: datetime, now: datetime) -> str:
        """A time by the rep's clock: `10:30`, or `Tue 24 Nov 10:30` on another day."""
        local, today = moment.astimezone(self.zone), now.astimezone(self.zone).date()
        return f"{local:%H:%M}" if local.date() == today else f"{local:%a %d %b %H:%M}"


def _rank(number: Number) -> int:
    return _RANK.get(number.kind, len(KINDS))
