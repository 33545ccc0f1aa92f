"""All records in memory with the indexes the app asks for. Knows no file: every store stands on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar, get_args

from tui.core.attempt import Attempt, Callback, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.contact import Contact
from tui.core.ports import Batch, R, Record
from tui.core.reflection import Capture, Draft, Reflection
from tui.core.text import fold

Kind = type[Any]  # type[Record] where a type variable has to fit in
KINDS: tuple[Kind, ...] = get_args(Record)
K = TypeVar("K", bound=Hashable)


class Index(Generic[K]):
    """Key → ids of the records that have it."""

    def __init__(self, keys: Callable[[Any], Iterable[K]]) -> None:
        self._keys = keys
        self._ids: dict[K, list[int]] = {}

    def swap(self, id: int, old: Record | None, new: Record | None) -> None:
        """A record came (no `old`), changed, or went (no `new`)."""
        before = self._keys(old) if old is not None else ()
        after = self._keys(new) if new is not None else ()
        if before == after:
            return
        for key in set(before):
            ids = self._ids[key]
            ids.remove(id)
            if not ids:
                del self._ids[key]
        for key in after:
            ids = self._ids.setdefault(key, [])
            if id not in ids[-1:]:  # a contact may have one number twice
                ids.append(id)

    def ids(self, key: K) -> list[int]:
        """The ids at a key, a list to keep."""
        return list(self._ids.get(key, ()))


def _numbers(contact: Contact) -> tuple[str, ...]:
    return tuple(n.e164 for n in contact.numbers if n.e164)


def _account(contact: Contact) -> tuple[str, ...]:
    account = fold(contact.account)
    return (account,) if account else ()


def _forbidden(entry: DoNotCall) -> tuple[str, ...]:
    return (entry.number,) if entry.number and not entry.lifted else ()


def _unfinished(attempt: Attempt) -> tuple[bool, ...]:
    return () if attempt.disposition else (True,)


#: The kinds that hang on a contact, and what makes one of them older than another.
_AGE: dict[Kind, Callable[[Any], datetime]] = {
    Attempt: lambda r: r.started,
    Callback: lambda r: r.made,
    Promise: lambda r: r.made,
    **dict.fromkeys((Draft, Reflection, Touch, Skip, DoNotCall, Capture, Undo), lambda r: r.at),
}


class Records:
    """A Shelf (core/ports.py) in memory, with the way to change it and the ids to give out."""

    def __init__(self) -> None:
        self._records: dict[Kind, dict[int, Any]] = {kind: {} for kind in KINDS}
        self._given: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        self._highest: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        self._of_contact = {kind: Index[int](lambda r: (r.contact,)) for kind in _AGE}
        self._number, self._account = Index(_numbers), Index(_account)
        self._forbidden, self._open = Index(_forbidden), Index(_unfinished)
        self._indexes: dict[Kind, list[Index[Any]]] = defaultdict(list)
        for kind, index in self._of_contact.items():
            self._indexes[kind].append(index)
        self._indexes[Contact] += self._number, self._account
        self._indexes[DoNotCall].append(self._forbidden)
        self._indexes[Attempt].append(self._open)

    # ------------------------------------------------------------------------------------------- reading

    def get(self, kind: type[R], id: int) -> R | None:
        """The record of that id."""
        return self._records[kind].get(id)

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind, in the order of first saving."""
        return self._records[kind].values()

    def ids(self, kind: type[Record]) -> Sequence[int]:
        """The ids of a kind, lowest first."""
        return sorted(self._records[kind])

    def latest(self, kind: type[R]) -> R | None:
        """The record with the highest id."""
        return self._records[kind].get(self._highest[kind])

    def of_contact(self, kind: type[R], contact: int) -> Sequence[R]:
        """The records of one contact (by their `contact`), oldest first."""
        return self._oldest_first(kind, self._of_contact[kind].ids(contact))

    def by_number(self, e164: str) -> Sequence[Contact]:
        """Everybody who has that number."""
        return [self._records[Contact][id] for id in sorted(self._number.ids(e164))]

    def by_account(self, account: str) -> Sequence[Contact]:
        """Everybody of that company, however it is spelled in case, accents and spaces."""
        return [self._records[Contact][id] for id in sorted(self._account.ids(fold(account)))]

    def do_not_call(self, e164: str) -> DoNotCall | None:
        """The entry, not lifted, that forbids that number."""
        return next(iter(self._oldest_first(DoNotCall, self._forbidden.ids(e164))), None)

    def unfinished(self) -> Sequence[Attempt]:
        """Attempts without a result, oldest first."""
        return self._oldest_first(Attempt, self._open.ids(True))

    def since(self, moment: datetime) -> Sequence[Attempt]:
        """Attempts that started at that moment or after it, oldest first."""
        return self._oldest_first(Attempt, (a.id for a in self.all(Attempt) if a.started >= moment))

    def agreed(self) -> Collection[int]:
        """Ids of the contacts with an open callback or promise."""
        kinds: tuple[Kind, ...] = (Callback, Promise)
        return {record.contact for kind in kinds for record in self.all(kind) if not record.done}

    def referred(self) -> Collection[int]:
        """Ids of the contacts somebody named (their `referred_by`)."""
        return [contact.id for contact in self.all(Contact) if contact.referred_by]

    def _oldest_first(self, kind: type[R], ids: Iterable[int]) -> list[R]:
        # By time, not by id: a call may be logged after a later one.
        age, records = _AGE[kind], self._records[kind]
        return sorted((records[id] for id in ids), key=lambda r: (age(r), r.id))

    # ------------------------------------------------------------------------------------------- changing

    @property
    def given(self) -> Mapping[Kind, int]:
        """The highest id ever given, of each kind."""
        return self._given

    def new_id(self, kind: type[Record]) -> int:
        """An id for a new record, never given before."""
        self._given[kind] += 1
        return self._given[kind]

    def note_ids(self, kind: type[Record], highest: int) -> None:
        """Give out only ids above `highest` from now on."""
        self._given[kind] = max(self._given[kind], highest)

    def apply(self, batch: Batch) -> None:
        """Take in a batch that is saved: its puts, then its drops."""
        for record in batch.puts:
            self._swap(type(record), record.id, record)
        for kind, id in batch.drops:
            self._swap(kind, id, None)

    def _swap(self, kind: type[Record], id: int, new: Record | None) -> None:
        records = self._records[kind]
        old = records.get(id)
        for index in self._indexes[kind]:
            index.swap(id, old, new)
        if new is None:
            records.pop(id, None)
            if id == self._highest[kind]:
                self._highest[kind] = max(records, default=0)
        else:
            records[id] = new
            self._highest[kind] = max(self._highest[kind], id)
            self.note_ids(kind, id)
