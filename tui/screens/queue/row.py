"""A person in the list: two lines, and in a wide window in columns (`columns.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from tui import look, say
from tui.core.hours.hours import zone
from tui.core.hours.whereabouts import zones_of
from tui.core.people.contact import Contact, Number
from tui.core.queue.judge import OUTSIDE
from tui.core.queue.standing import Standing
from tui.core.queue.verdict import Held, Place
from tui.core.text import count
from tui.runner import Runner
from tui.screens.queue import columns
from tui.screens.queue.columns import Cell
from tui.wiring import Services


@dataclass(frozen=True)
class Row:
    """Draws the rows of a session, and knows the words that rows and cards have in common."""

    services: Services
    runner: Runner

    def row(self, item: Place | Held, on_it: bool, width: int) -> Sequence[Content]:
        """Name and why; account and where. Two lines of `width` cells, with more in columns if it is wide."""
        contact = self.services.store.get(Contact, item.contact)
        if contact is None:
            return say.quiet("  gone"), Content("")
        mark = (f"{look.NOW} ", look.ACCENT) if on_it else "  "
        if width >= columns.FROM:
            return columns.drawn(mark, self._cells(contact, item, columns.sizes(width)), width)
        why, style = self._why(item)
        name = say.line(mark, (contact.title, _name(item)))
        first = say.ends(name, say.line((_parts(why, max(8, width - 16)), style), " "), width)
        number = self._number(contact, item)
        of, there = _account(contact), self.local(contact, number)
        kind = number.kind if number and number.kind != "other" else ""
        whole = " · ".join(p for p in (of, kind) if p)
        fits = len(whole) + len(there) + 4 <= width  # half a word of what rings says nothing
        return first, say.ends(say.quiet(f"  {whole if fits else of or kind}"), say.quiet(f"{there} "), width)

    def local(self, contact: Contact, number: Number | None) -> str:
        """`9:12 there`; empty when the place is unknown or the rep's own."""
        times = self.local_times(contact, number)
        return f"{' or '.join(times)} there" if times else ""

    def local_times(self, contact: Contact, number: Number | None) -> list[str]:
        """The clock where the number may be, if it is not the rep's; of several places the two ends."""
        now = self.services.clock.now().utc
        places = {
            now.astimezone(z).replace(tzinfo=None) for name in zones_of(contact, number) if (z := zone(name))
        }
        mine = now.astimezone(self.services.zone).replace(tzinfo=None)
        if not places or places == {mine}:
            return []
        ends = sorted(places)
        return [f"{t:%H:%M}" for t in ([ends[0]] if len(ends) == 1 else [ends[0], ends[-1]])]

    def when(self, moment: datetime) -> str:
        """A time by the rep's clock, with the day where it is another."""
        return self.runner.queue.judge.shown(moment, self.services.clock.now().utc)

    def result(self, disposition: str) -> str:
        """What came of a call, in words."""
        came = self.services.defaults.dispositions.get(disposition)
        return came.name.removesuffix(" at…") if came else "no result yet"

    def _why(self, item: Place | Held) -> tuple[str, str]:
        if isinstance(item, Held):
            return f"{look.HELD} {item.rule}", look.QUIET
        return (f"{look.DUE} {item.why}", look.ACCENT) if item.due else (item.why, look.QUIET)

    def _number(self, contact: Contact, item: Place | Held) -> Number | None:
        wanted = item.number if isinstance(item, Place) else ""
        return next((n for n in contact.numbers if n.e164 == wanted), None) or next(
            (n for n in contact.numbers if n.callable), None
        )

    # ------------------------------------------------------------------------------------------- in columns

    def _cells(self, contact: Contact, item: Place | Held, size: columns.Sizes) -> Sequence[Cell]:
        """Who; why and where; what to begin with, or what holds them; the number; the last call."""
        number, (why, style) = self._number(contact, item), self._why(item)
        known = self.runner.queue.judge.standing(contact.id)
        calls = known.number(number.e164).dials if number else 0
        there = columns.whole((self.local(contact, number), contact.place), size.why)
        return (
            Cell(contact.title, columns.whole((_account(contact), contact.role), size.name), _name(item)),
            Cell(_parts(why, size.why), there, style),
            self._opening(contact, item, known, size.reason),
            Cell(columns.tail(number), count(calls, "call") if calls else ""),
            Cell(self.result(known.last_disposition), self.when(known.last)) if known.last else Cell(),
        )

    def _opening(self, contact: Contact, item: Place | Held, known: Standing, width: int) -> Cell:
        """The reason to call, or what holds them; below, where there is room, the best time and the list."""
        if isinstance(item, Place):
            said, style = contact.reason, ""
        else:
            said, style = self._hold(item, known, width), look.QUIET
        first, second = columns.in_two(said, width)
        best = f"best {contact.best}" if contact.best else ""
        return Cell(
            first,
            second or columns.whole((best, contact.list), width),
            style,
            style if second else look.QUIET,
        )

    def _hold(self, item: Held, known: Standing, width: int) -> str:
        """What neither the rule nor the last call say beside it, if two lines hold it; else until when."""
        came = self.result(known.last_disposition) if known.last else OUTSIDE
        if came not in item.why and item.why != OUTSIDE and len(columns.in_two(item.why, width)[1]) <= width:
            return item.why
        if item.until is None:
            return ""
        judge, now = self.runner.queue.judge, self.services.clock.now().utc
        later = item.until.astimezone(judge.zone).date() > now.astimezone(judge.zone).date()
        return f"not before {judge.day(item.until) if later else judge.shown(item.until, now)}"


def _name(item: Place | Held) -> str:
    """The style of a name."""
    return look.STRONG if isinstance(item, Place) else look.QUIET


def _account(contact: Contact) -> str:
    return contact.account if contact.account != contact.title else ""


def _parts(why: str, width: int) -> str:
    """As many whole parts of a reason as fit, the first at least in part: `grade A, hours just began`."""
    first, *more = why.split(", ")
    said = say.short(first, width)
    for part in more:
        if len(said) + 2 + len(part) > width:
            break
        said += f", {part}"
    return said
