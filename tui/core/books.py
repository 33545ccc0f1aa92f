"""The records, with what it takes to write in them: the same for the app and for a command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from tui.core.call.disposition import Dispositions
from tui.core.call.reflection import Intention, current
from tui.core.call.result import Settling
from tui.core.day.goals import midnight
from tui.core.hours.hours import zone
from tui.core.hours.whereabouts import zones_of
from tui.core.people.contact import Contact
from tui.core.ports import Record, Schedule, Shelf


@dataclass(frozen=True, slots=True)
class Books:
    """Where everything is looked up, and how new records are made."""

    shelf: Shelf
    new_id: Callable[[type[Record]], int]
    dispositions: Dispositions
    zone: tzinfo
    """The rep's."""
    schedule: Schedule | None = None
    """When cards come again; None: nothing of practice is saved with these."""

    def zone_of(self, contact: Contact, number: str = "") -> str:
        """The zone to take a contact's words about time in: their own, the number's, or the rep's."""
        chosen = next((n for n in contact.numbers if n.e164 == number), None)
        zones = zones_of(contact, chosen or (contact.numbers[0] if contact.numbers else None))
        return zones[0] if zones else str(self.zone)

    def settling(self, contact_id: int, now: datetime, number: str = "") -> Settling:
        """What is needed to change something about a contact at `now` (UTC)."""
        contact = self.shelf.get(Contact, contact_id)
        place = zone(self.zone_of(contact, number)) if contact else None
        return Settling(self.shelf, self.dispositions, self.new_id, now, place or self.zone)

    def day_began(self, now: datetime) -> datetime:
        """Midnight of the rep's day at `now`, in UTC."""
        return midnight(now.astimezone(self.zone).date(), self.zone)

    def day_ends(self, now: datetime) -> datetime:
        """The midnight after it, in UTC: where clocks change that is 23 or 25 hours later."""
        return midnight(now.astimezone(self.zone).date() + timedelta(days=1), self.zone)

    def intention(self, now: datetime) -> Intention | None:
        """The intention in force at `now` (UTC): none that was meant later, where a call is logged late."""
        newest = self.shelf.latest(Intention)
        return None if newest and newest.made > now else current(newest, self.day_began(now))
