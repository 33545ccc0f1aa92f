"""What every day came to, kept up to date, so that any span is a sum of days.

Half a million attempts take many seconds to read: it is done in slices, the newest days first, and a span is
`whole` as soon as its days are. A person is read whole and counted once (`story.py`); of somebody to whom
something happens, what they counted for before is taken back and what they count for now is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from tui.core.call.attempt import Attempt, Skip, Touch
from tui.core.call.disposition import Dispositions
from tui.core.call.purpose import Purpose
from tui.core.call.reflection import Intention, Reflection
from tui.core.insight.add_up import SLOTS, day_figures, figures, slots_of
from tui.core.insight.compact import Ids, Sums
from tui.core.insight.figures import DayFigures, Figures
from tui.core.insight.lines import Line, What
from tui.core.insight.span import Span
from tui.core.insight.story import Key, Teller, Told, at
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Record, Shelf

#: Kinds of record that make somebody count for something else, by their `contact`.
_COUNT = (Attempt, Reflection, Touch, Skip)
#: A batch that changes more people than so (an import) is read anew, in slices like the first time.
_MANY = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A batch that is about to be saved: whom it is about."""

    people: frozenset[int] = frozenset()
    many: bool = False
    """They are so many that it is better to begin anew."""


class Ledger:
    """The days, and what they came to so far.

    Around each save: `change = ledger.about(batch)` before; then `ledger.saved(change)` once it is on disk,
    else `ledger.failed(change)`. Saves may overlap.
    """

    def __init__(
        self,
        shelf: Shelf,
        dispositions: Dispositions,
        purposes: Sequence[Purpose],
        zone: tzinfo,
        safe_after: int = 3,
    ) -> None:
        self._shelf, self._dispositions, self._zone = shelf, dispositions, zone
        self._teller = Teller(shelf, dispositions, purposes, zone, safe_after)
        self.changes = 0
        """How many saves there were since then that may have changed what somebody counts for, or said."""
        self._begin()

    def _begin(self) -> None:
        self._keys: list[Key] = []
        self._codes: dict[Key, int] = {}
        """Each key once, and its place: a day holds small numbers only."""
        self._slots: list[tuple[int, ...]] = []
        """In which sums of a day each of them counts."""
        self._days: dict[int, Sums] = {}
        self._whole = Sums()
        """All days together."""
        self._marks: dict[int, dict[int, What]] = {}
        self._seen = Ids()
        """The people who are counted, …"""
        self._passed = Ids()
        """… and the calls of theirs that need not be read again."""
        self._saving: dict[int, tuple[int, Told]] = {}
        """Whom a save under way is about: how many are, and what they count for meanwhile."""
        self._edge: datetime | None = None
        """Everything from that moment on is read."""
        self._beside: tuple[tuple[type[Touch | Skip], list[int]], ...] = (
            (Touch, list(self._shelf.ids(Touch))),
            (Skip, list(self._shelf.ids(Skip))),
        )
        self._left = len(self._shelf.all(Attempt))
        self._walk: Iterator[int] | None = self._walked()

    # ------------------------------------------------------------------------------------------- reading

    @property
    def unread(self) -> int:
        """About how many attempts have not been looked at; 0: everything is counted."""
        return max(1, self._left) if self._walk else 0

    def read(self, many: int) -> bool:
        """Look at about so many more records. Returns whether any are left."""
        while self._walk and many > 0:
            cost = next(self._walk, None)
            if cost is None:
                self._walk = None
            else:
                many -= cost
        return self._walk is not None

    def read_to(self, day: date) -> None:
        """Look at everything from a day on. Meant for a few weeks, or where nobody waits for a key."""
        while self.since > day and self.read(1000):
            pass

    @property
    def since(self) -> date:
        """The first of the rep's days from which on everything is counted."""
        if self._walk is None:
            return date.min
        if self._edge is None:
            return date.max
        local = at(self._edge, self._zone)
        later = local.time() > time() and local.date() < date.max
        return local.date() + timedelta(days=later)

    def _walked(self) -> Iterator[int]:
        """Everybody, those with the newest calls first; with each how many records it took."""
        shelf = self._shelf
        for day in reversed(shelf.days()):
            for id in reversed(shelf.on_day(day)):
                self._left -= 1
                yield 1 if id in self._passed else self._look_at(shelf.get(Attempt, id))
            began = datetime.combine(date.fromisoformat(day), time(), UTC)
            yield from self._look_beside(began)
            self._edge = began
        yield from self._look_beside(None)
        self._passed = Ids()

    def _look_beside(self, since: datetime | None) -> Iterator[int]:
        """Touches and skips from a moment on (a higher id is a later one); None: all of them."""
        for kind, ids in self._beside:
            while ids:
                record = self._shelf.get(kind, ids[-1])
                if record and since and record.at < since:
                    break
                ids.pop()
                yield self._look_at(record)

    def _look_at(self, record: Attempt | Touch | Skip | None) -> int:
        if record is None or record.contact in self._seen:
            return 1
        told = self._count(record.contact)
        for id in told.calls:
            self._passed.add(id)
        return 1 + len(told.calls)

    def _count(self, person: int) -> Told:
        self._seen.add(person)
        told = self._teller.tell(person)
        self._add(told)
        return told

    # ------------------------------------------------------------------------------------------- changes

    def about(self, batch: Batch) -> Change:
        """Whom a batch is about. Ask right before it is saved; what comes of that is not waited for."""
        people = {record.contact for record in batch.puts if isinstance(record, _COUNT)}
        for kind, id in (*((type(record), record.id) for record in batch.puts), *batch.drops):
            if kind is Contact and id in self._seen:
                people.add(id)
            elif kind in _COUNT and (owner := self._owner(kind, id)):
                people.add(owner)
            if len(people) > _MANY:
                return Change(many=True)
        for person in people:
            under_way, told = self._saving.get(person, (0, None))
            if told is None:  # counted now, if not before: so that nobody is read half-way through the save
                told = self._teller.tell(person) if person in self._seen else self._count(person)
            self._saving[person] = under_way + 1, told
        return Change(frozenset(people))

    def _owner(self, kind: type[Record], id: int) -> int:
        """Whose a record has been so far; 0: it is new."""
        record = self._shelf.get(kind, id)
        return record.contact if isinstance(record, _COUNT) else 0

    def saved(self, change: Change) -> None:
        """The batch is on disk."""
        self.changes += bool(change.people) or change.many
        if change.many or not self._saving.keys() >= change.people:  # begun anew while it was being saved
            self._begin()
            return
        for person in change.people:  # all of them first: a call may have gone from one to the other
            self._add(self._saving[person][1], -1)
        for person in change.people:
            told = self._count(person)
            under_way = self._saving.pop(person)[0] - 1
            if under_way:
                self._saving[person] = under_way, told

    def failed(self, change: Change) -> None:
        """The batch is not on disk."""
        for person in change.people & self._saving.keys():
            under_way, told = self._saving.pop(person)
            if under_way > 1:
                self._saving[person] = under_way - 1, told

    def _add(self, told: Told, by: int = 1) -> None:
        for day, key, many in told.counts:
            code = self._codes.get(key)
            if code is None:
                code = self._codes[key] = len(self._keys)
                self._keys.append(key)
                self._slots.append(slots_of(key))
            for sums in (self._of(day), self._whole):
                sums.add(code, by * many)
        for day, attempt, what in told.marks:
            marks = self._marks.setdefault(day, {})
            if by > 0:
                marks[attempt] = what
            else:
                marks.pop(attempt, None)

    def _of(self, day: int) -> Sums:
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = Sums()
        return found

    # ------------------------------------------------------------------------------------------- asked

    def figures(self, span: Span) -> Figures:
        """Everything that is counted of a span, as far as it is read."""
        return figures(span, self._counts(span), self._dispositions, whole=self.since <= span.first)

    def days(self, span: Span) -> Sequence[DayFigures]:
        """The days of a span on which anything happened, the oldest first, as far as they are read."""
        first, last = span.first.toordinal(), span.last.toordinal()
        return [self._day(day) for day in sorted(self._days) if first <= day <= last and self._days[day]]

    def _day(self, day: int) -> DayFigures:
        sums, slots = [0] * SLOTS, self._slots
        for code, many in self._days[day].items():
            for slot in slots[code]:
                sums[slot] += many
        return day_figures(date.fromordinal(day), sums)

    def lines(self, span: Span, what: What) -> Iterator[Line]:
        """The calls of a span that have any of `what`, the newest day first; each is read when it is come to.
        Stop asking once something is saved."""
        for day in sorted(self._marks, reverse=True):
            if (date_of := date.fromordinal(day)) in span:
                marked = self._marks[day]
                for id in sorted(marked, reverse=True):
                    if marked[id] & what and (line := self._line(date_of, id)):
                        yield line

    def _line(self, day: date, id: int) -> Line | None:
        shelf = self._shelf
        attempt, said = shelf.get(Attempt, id), shelf.get(Reflection, id)
        if attempt is None:
            return None
        asked = shelf.get(Intention, said.intention) if said and said.intention else None
        return Line(day, attempt, shelf.get(Contact, attempt.contact), said, asked.text if asked else "")

    def _counts(self, span: Span) -> dict[Key, int]:
        if span.kind == "all":
            return self._named(self._whole.items())
        summed: dict[int, int] = {}
        for day in range(span.first.toordinal(), span.last.toordinal() + 1):
            if sums := self._days.get(day):
                for code, many in sums.items():
                    summed[code] = summed.get(code, 0) + many
        return self._named(summed.items())

    def _named(self, counts: Iterable[tuple[int, int]]) -> dict[Key, int]:
        return {self._keys[code]: many for code, many in counts}
