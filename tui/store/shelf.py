"""The records in memory, behind the questions the app asks. Knows no file: every store stands on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, get_args

from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.call.reflection import Capture, Draft, Reflection
from tui.core.lists.dnc import DncList, listed
from tui.core.people.contact import Contact, Merged
from tui.core.ports import Batch, R, Record
from tui.core.practice.practice import Drill, Recall, Review
from tui.core.queue.standing import Standing
from tui.core.text import fold
from tui.store.codec import TABLES, decode, encode
from tui.store.index import Keys
from tui.store.tables import Op, Tables

Kind = type[Any]  # type[Record] where a type variable has to fit in
KINDS: tuple[Kind, ...] = get_args(Record)

#: Kinds of which every record is used all the time: each is made once and kept. The others are made anew for
#: each question: half a million attempts would not fit beside the rest.
_KEPT: tuple[Kind, ...] = (Contact, Standing, DncList, Recall)

#: The kinds that hang on a contact, and what makes one of them older than another.
_AGE: dict[Kind, Callable[[Any], datetime]] = {
    Attempt: lambda r: r.started,
    Callback: lambda r: r.made,
    Promise: lambda r: r.made,
    **dict.fromkeys((Draft, Reflection, Touch, Skip, DoNotCall, Capture, Undo, Merged), lambda r: r.at),
}

# ----------------------------------------------------------------------------------------------- the indexes

Document = Mapping[str, Any]
_IT = ("",)


def _contact(document: Document) -> Iterable[str]:
    return (str(document.get("contact", 0)),)


def _numbers(contact: Document) -> Iterable[str]:
    return [number["e164"] for number in contact.get("numbers", ()) if number.get("e164")]


def _account(contact: Document) -> Iterable[str]:
    account = fold(contact.get("account", ""))
    return (account,) if account else ()


def _list(contact: Document) -> Iterable[str]:
    return (contact["list"],) if contact.get("list") else ()


def _referred(contact: Document) -> Iterable[str]:
    return _IT if contact.get("referred_by") else ()


def _item(review: Document) -> Iterable[str]:
    return (review["item"],)


def _day(begun: Document) -> Iterable[str]:
    """The day in UTC. We write times in UTC; who edits the file may not."""
    started: str = begun["started"]
    if not started.endswith("Z"):
        started = datetime.fromisoformat(started).astimezone(UTC).isoformat()
    return (started[:10],)


def _unfinished(attempt: Document) -> Iterable[str]:
    return () if attempt.get("disposition") else _IT


def _meets(attempt: Document) -> Iterable[str]:
    """The day of a meeting, where they are."""
    return (str(attempt["meets"])[:10],) if attempt.get("meets") else ()


def _open(agreed: Document) -> Iterable[str]:
    return () if agreed.get("done") else _IT


def _forbidden(entry: Document) -> Iterable[str]:
    return (entry["number"],) if entry.get("number") and not entry.get("lifted") else ()


#: What the tables are searched by. The file holds the indexes too: who changes what one means renames it.
INDEXES: dict[str, dict[str, Keys]] = {TABLES[kind]: {"contact": _contact} for kind in _AGE}
INDEXES[TABLES[Contact]] = {"number": _numbers, "account": _account, "list": _list, "referred": _referred}
INDEXES[TABLES[Attempt]] |= {"day": _day, "unfinished": _unfinished, "meets": _meets}
INDEXES[TABLES[Callback]] |= {"open": _open}
INDEXES[TABLES[Promise]] |= {"open": _open}
INDEXES[TABLES[DoNotCall]] |= {"number": _forbidden}
INDEXES[TABLES[Review]] = {"item": _item}
INDEXES[TABLES[Drill]] = {"day": _day}

# ----------------------------------------------------------------------------------------------- the records


class Records:
    """A Shelf (`core/ports`) in memory, with the way to change it and the ids to give out."""

    def __init__(self, tables: Tables | None = None) -> None:
        self._tables = tables or Tables(INDEXES)
        self._kept: dict[Kind, dict[int, Any]] = {kind: {} for kind in _KEPT}
        self._given = {kind: self._tables.given.get(TABLES[kind], 0) for kind in KINDS}
        self._dnc_lists: tuple[DncList, ...] | None = None
        """All of them: they are asked for each number there is. None: not looked for yet."""

    # ------------------------------------------------------------------------------------------- reading

    def get(self, kind: type[R], id: int) -> R | None:
        """The record of that id."""
        kept = self._kept.get(kind)
        if kept is None:
            return self._made(kind, id)
        found: R | None = kept.get(id)
        if found is None:
            found = self._made(kind, id)
            if found is not None:
                kept[id] = found
        return found

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind, lowest id first, made as one goes through them."""
        return _All(self, kind)

    def stream(self, kind: type[R]) -> Iterator[R]:
        """The same, but none is kept: who goes through everybody once needs no more room than for one."""
        return (record for id in self.ids(kind) if (record := self._made(kind, id)) is not None)

    def ids(self, kind: Kind) -> Sequence[int]:
        """The ids of a kind, lowest first."""
        return self._tables.table(TABLES[kind]).ids()

    def count(self, kind: Kind) -> int:
        """How many there are of a kind."""
        return len(self._tables.table(TABLES[kind]))

    def latest(self, kind: type[R]) -> R | None:
        """The record with the highest id."""
        return self.get(kind, self._tables.table(TABLES[kind]).last())

    def of_contact(self, kind: type[R], contact: int) -> Sequence[R]:
        """The records of one contact (by their `contact`), oldest first."""
        return self._oldest_first(kind, self._found(kind, "contact", str(contact)))

    def by_number(self, e164: str) -> Sequence[Contact]:
        """Everybody who has that number."""
        return self._each(Contact, self.sharing(e164))

    def sharing(self, e164: str) -> Sequence[int]:
        """Ids of everybody who has that number, lowest first."""
        return sorted(self._found(Contact, "number", e164))

    def by_account(self, account: str) -> Sequence[Contact]:
        """Everybody of that company, however it is spelled in case, accents and spaces."""
        return self._each(Contact, self.colleagues(account))

    def colleagues(self, account: str) -> Sequence[int]:
        """Ids of everybody of that company, lowest first."""
        return sorted(self._found(Contact, "account", fold(account)))

    def by_list(self, name: str) -> Sequence[int]:
        """Ids of everybody on the call list of that name, lowest first."""
        return sorted(self._found(Contact, "list", name))

    def do_not_call(self, e164: str) -> DoNotCall | None:
        """The entry, not lifted, that forbids that number; else one that names the list it is on."""
        found = self._found(DoNotCall, "number", e164)
        if found:
            return self._oldest_first(DoNotCall, found)[0]
        if self._dnc_lists is None:
            self._dnc_lists = tuple(self.all(DncList))
        return listed(self._dnc_lists, e164)

    def unfinished(self) -> Sequence[Attempt]:
        """Attempts without a result, oldest first."""
        return self._oldest_first(Attempt, self._found(Attempt, "unfinished", ""))

    def since(self, moment: datetime) -> Sequence[Attempt]:
        """Attempts that started at that moment or after it, oldest first."""
        found = self._oldest_first(Attempt, self._on_days(Attempt, moment))
        return [attempt for attempt in found if attempt.started >= moment]

    def days(self) -> Sequence[str]:
        """The days (UTC) on which attempts started, oldest first."""
        return sorted(self._tables.keys(TABLES[Attempt], "day", ""))

    def on_day(self, day: str) -> Sequence[int]:
        """Ids of the attempts that started on such a day."""
        return self._found(Attempt, "day", day)

    def reviews(self, item: str) -> Sequence[Review]:
        """The reviews of a card (by their `item`), oldest first."""
        return sorted(self._each(Review, self._found(Review, "item", item)), key=lambda r: (r.at, r.id))

    def drills(self, since: datetime) -> Sequence[Drill]:
        """Rounds of practice that started at that moment or after it, oldest first."""
        found = self._each(Drill, self._on_days(Drill, since))
        return sorted((d for d in found if d.started >= since), key=lambda d: (d.started, d.id))

    def agreed(self) -> Collection[int]:
        """Ids of the contacts with an open callback or promise."""
        kinds: tuple[Kind, ...] = (Callback, Promise)
        return {one.contact for kind in kinds for one in self._each(kind, self._found(kind, "open", ""))}

    def referred(self) -> Collection[int]:
        """Ids of the contacts somebody named (their `referred_by`)."""
        return self._found(Contact, "referred", "")

    def meetings(self, since: datetime) -> Sequence[Attempt]:
        """The attempts whose meeting is on the day of that moment or later."""
        days = self._tables.keys(TABLES[Attempt], "meets", f"{since:%Y-%m-%d}")
        return self._each(Attempt, [id for day in days for id in self._found(Attempt, "meets", day)])

    def _found(self, kind: Kind, index: str, key: str) -> list[int]:
        return self._tables.ids(TABLES[kind], index, key)

    def _on_days(self, kind: Kind, since: datetime) -> list[int]:
        """The ids of a kind by the day they started, from that of a moment on."""
        days = self._tables.keys(TABLES[kind], "day", f"{since.astimezone(UTC):%Y-%m-%d}")
        return [id for day in days for id in self._found(kind, "day", day)]

    def _each(self, kind: type[R], ids: Iterable[int]) -> list[R]:
        return [record for id in ids if (record := self.get(kind, id)) is not None]

    def _oldest_first(self, kind: type[R], ids: Iterable[int]) -> list[R]:
        # By time, not by id: a call may be logged after a later one.
        age = _AGE[kind]
        return sorted(self._each(kind, ids), key=lambda r: (age(r), r.id))

    def _made(self, kind: type[R], id: int) -> R | None:
        document = self._tables.document(TABLES[kind], id)
        return None if document is None else decode(kind, id, document)

    # ------------------------------------------------------------------------------------------- changing

    def new_id(self, kind: type[Record]) -> int:
        """An id for a new record, never given before."""
        self._given[kind] += 1
        return self._given[kind]

    def apply(self, batch: Batch) -> None:
        """Take in a batch: its puts, then its drops. Raises Damaged, and then nothing is changed."""
        self._take_in(ops_of(batch), batch)

    def _take_in(self, ops: Iterable[Op], batch: Batch) -> None:
        """Take in a batch that is written already, as `ops`."""
        self._tables.apply(ops)
        self._dnc_lists = None
        for record in batch.puts:
            kind = type(record)
            if kind in self._kept:
                self._kept[kind][record.id] = record
            self._given[kind] = max(self._given[kind], record.id)
        for kind, id in batch.drops:
            if kind in self._kept:
                self._kept[kind].pop(id, None)


class _All(Collection[R], Generic[R]):
    """Every record of a kind, made when it is come to."""

    def __init__(self, records: Records, kind: type[R]) -> None:
        self._records, self._kind = records, kind

    def __len__(self) -> int:
        return self._records.count(self._kind)

    def __iter__(self) -> Iterator[R]:
        for id in self._records.ids(self._kind):
            record = self._records.get(self._kind, id)
            if record is not None:
                yield record

    def __contains__(self, record: object) -> bool:
        return isinstance(record, self._kind) and self._records.get(self._kind, record.id) == record


def ops_of(batch: Batch) -> list[Op]:
    """A batch as changes of the tables. Raises Damaged for a record that could not be read again."""
    puts = [Op(TABLES[type(r)], r.id, _compact(encode(r))) for r in batch.puts]
    return puts + [Op(TABLES[kind], id, None) for kind, id in batch.drops]


_compact = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
