"""The last question before any phone: may this call be made at all? Asked again at that very moment.

Nothing but a full E.164 number of an allowed kind and country gets past it: an empty number makes some phones
ring whoever was called last, and a line break in one sends orders of its own.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from tui.core.call.attempt import Attempt
from tui.core.clock import Moment
from tui.core.people.contact import Contact, Number
from tui.core.ports import Shelf
from tui.core.queue.judge import AGAIN, Judge
from tui.core.queue.standing import EARLY, Standing

_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the rep allows beyond the law."""

    countries: frozenset[str] = frozenset()
    """ISO codes; none: all."""
    an_hour: int = 120
    """So many dials in an hour; more, and a key may be stuck."""
    refuse: bool = False
    """Whether outside the hours of the place nothing is dialed, whatever reason was typed."""


ANYWHERE = Allowed()


def refuse(shelf: Shelf, contact: Contact, e164: str, countries: frozenset[str] = frozenset()) -> str:
    """Why this call must not be made, as a sentence; empty when it may (PRODUCT.md §6.3).

    Hours are not asked here: they can be overruled with a reason, this cannot.
    """
    if why := refuse_number(e164, countries):
        return why
    standing = shelf.get(Standing, contact.id)
    if why := contact.do_not_call or (standing.do_not_call if standing else ""):
        return f"{contact.title} is not to be called ({why}). Nothing was dialed."
    if shelf.do_not_call(e164):
        return f"{e164} is on the do-not-call list. Nothing was dialed."
    return ""


def refuse_number(e164: str, countries: frozenset[str] = frozenset()) -> str:
    """Why this text is never dialed, whoever has it; empty when it may be."""
    if not _E164.match(e164):
        return f"{e164 or 'Nothing'} is no full phone number. Nothing was dialed."
    from tui.core.people import phone  # with the library it brings, only when somebody dials

    if why := phone.dialable(e164):
        return f"{e164} is never dialed: {why}. Nothing was dialed."
    if countries and (country := phone.country_of(e164)) not in countries:
        where = f"of {country}" if country else "of no country"
        return f"{e164} is a number {where}, which your settings do not allow. Nothing was dialed."
    return ""


@dataclass(slots=True)
class Gate:
    """The same of one session, which knows what it dialed: too often is refused, and two at a time."""

    allowed: Allowed = ANYWHERE
    _dialed: deque[float] = field(default_factory=deque)
    """When, by the monotonic clock, within the last hour."""

    def refuse(
        self, judge: Judge, contact: Contact | None, attempt: Attempt, now: Moment, *, busy: bool
    ) -> str:
        """Why this attempt must not be dialed now, as a sentence; empty: it may, and is counted."""
        if contact is None:
            return "This person is gone from your lists. Nothing was dialed."
        if why := refuse(judge.shelf, contact, attempt.number, self.allowed.countries):
            return why
        if why := self._outside_hours(judge, contact, attempt, now):
            return why
        if busy:
            return "A call is up already. Nothing was dialed: hang up first."
        return self._too_many(now.mono)

    def refuse_test(self, judge: Judge, e164: str, now: Moment) -> str:
        """Why a test call must not be made now; empty: it may, and is counted. It is to the rep's own other
        phone or to an echo, so there are no hours."""
        if why := refuse_number(e164, self.allowed.countries):
            return why
        if judge.shelf.do_not_call(e164):
            return f"{e164} is on the do-not-call list. Nothing was dialed."
        return self._too_many(now.mono)

    def _outside_hours(self, judge: Judge, contact: Contact, attempt: Attempt, now: Moment) -> str:
        """A reason that was typed carries through, and so does what they agreed to."""
        number = next((n for n in contact.numbers if n.e164 == attempt.number), None)
        if number is None:  # taken off this person a moment ago: it may be anywhere in its country
            number = Number(attempt.number, attempt.number)
        if judge.may_call(contact, number, now.utc)[0]:
            return ""
        standing = judge.standing(contact.id)
        if any(due and due - EARLY <= now.utc < due + AGAIN for due in (standing.callback, standing.promise)):
            return ""
        if attempt.outside_hours and not self.allowed.refuse:
            return ""
        return f"It is outside calling hours where {contact.title} is. Nothing was dialed."

    def _too_many(self, mono: float) -> str:
        while self._dialed and self._dialed[0] <= mono - _HOUR:
            self._dialed.popleft()
        if len(self._dialed) < self.allowed.an_hour:
            self._dialed.append(mono)
            return ""
        minutes = max(1, round((self._dialed[0] + _HOUR - mono) / 60))
        return (
            f"{self.allowed.an_hour} calls in one hour: a key may be stuck. Nothing was dialed. "
            f"The next may be made in {minutes} min, or raise dials_an_hour in config.yaml."
        )
