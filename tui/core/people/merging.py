"""Two contacts that are one person: made one, and parted again.

Everything that hangs on the other contact moves to the one that stays, so that nobody is called twice and
no do-not-call is lost. A `Merged` record keeps both as they were, and what moved: parting is exact for
whatever was not changed in between, and what was done since stays with the one that was kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, get_args

from tui.core.books import Books
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip
from tui.core.people.contact import Contact, Merged, Moved, Number, Two, distinct, number_key
from tui.core.ports import Batch, Record, Shelf
from tui.core.queue.standing import Standing, fold
from tui.core.request import Done, Impossible
from tui.core.text import fold as folded

#: Every kind that hangs on a contact, by its field of that name. What was merged before stays as it was.
HANGING: tuple[Any, ...] = tuple(
    kind for kind in get_args(Record) if kind is not Merged and "contact" in {f.name for f in fields(kind)}
)
_FILLED = (
    *("name", "account", "role", "email", "place", "country", "zone"),
    *("reason", "purpose", "list", "best"),
)
#: Where the other one says something else, it is kept under these names.
_TOLD_APART = {"name": "name", "account": "account", "role": "role", "email": "e-mail", "place": "place"}


def merge(books: Books, kept: int, other: int, now: datetime) -> Done | Impossible:
    """Make two contacts one: `kept` stays, under its own name; `other` is gone until they are parted."""
    first, second = (books.shelf.get(Contact, id) for id in (kept, other))
    if first is None or second is None or kept == other:
        return Impossible("one of the two is no longer here")
    one = together(first, second)
    hanging = [(kind, record) for kind in HANGING for record in books.shelf.of_contact(kind, other)]
    named = [
        contact
        for id in books.shelf.referred()
        if id not in (kept, other) and (contact := books.shelf.get(Contact, id))
        if contact.referred_by == other
    ]
    moved = tuple(Moved(kind.__name__, record.id) for kind, record in hanging)
    note = Merged(
        books.new_id(Merged), kept, now, first, second, one, moved, tuple(contact.id for contact in named)
    )
    puts: list[Record] = [
        one,
        note,
        *(replace(record, contact=kept) for _, record in hanging),
        *(replace(contact, referred_by=kept) for contact in named),
    ]
    puts.append(_standing(books, kept, puts))
    return Done(Batch(tuple(puts), ((Contact, other), (Standing, other))), f"{one.title}: two made one")


def part(books: Books, merged: Merged, now: datetime) -> Done | Impossible:
    """Take a merge back: the other one is here again, with what was theirs."""
    kept = books.shelf.get(Contact, merged.contact)
    if kept is None:
        return Impossible(f"{merged.before.title} was merged into somebody else since: part those first")
    if merged.parted:
        return Impossible("they were parted already")
    newer = (m for m in books.shelf.of_contact(Merged, kept.id) if not m.parted and m.id > merged.id)
    if last := next(newer, None):
        return Impossible(f"{last.gone.title} was added to {kept.title} since: part those first")
    gone = _still_forbidden(merged, kept)
    kinds = {kind.__name__: kind for kind in HANGING}
    puts: list[Record] = [
        as_before(merged, kept),
        gone,
        replace(merged, parted=now),
        *(
            replace(record, contact=gone.id)
            for one in merged.moved
            if (record := books.shelf.get(kinds[one.kind], one.id)) and record.contact == kept.id
        ),
        *(
            replace(contact, referred_by=gone.id)
            for id in merged.named
            if (contact := books.shelf.get(Contact, id)) and contact.referred_by == kept.id
        ),
    ]
    # Who asked not to be called while they were one may have been either of them.
    puts += [
        replace(said, id=books.new_id(DoNotCall), contact=gone.id)
        for said in books.shelf.of_contact(DoNotCall, kept.id)
        if said.at >= merged.at and not said.number and not said.lifted and not _was(merged, said)
    ]
    puts += [_standing(books, id, puts) for id in (kept.id, gone.id)]
    return Done(Batch(tuple(puts)), f"{merged.before.title} and {gone.title} are two again")


def together(first: Contact, second: Contact) -> Contact:
    """One contact of two: the first one's words, the second's where it has none, the numbers of both."""
    differs = {
        f"other {word}": theirs
        for name, word in _TOLD_APART.items()
        if (theirs := getattr(second, name)) and folded(theirs) != folded(getattr(first, name) or theirs)
    }
    both = {first.id, second.id}
    referred = next((by for by in (first.referred_by, second.referred_by) if by and by not in both), 0)
    return replace(
        first,
        **{name: getattr(first, name) or getattr(second, name) for name in _FILLED},
        numbers=distinct([*first.numbers, *second.numbers]),
        do_not_call=first.do_not_call or second.do_not_call,
        notes="\n".join(dict.fromkeys(text for text in (first.notes, second.notes) if text)),
        referred_by=referred,
        fields={**differs, **second.fields, **first.fields},
        added=min((at for at in (first.added, second.added) if at), default=None),
    )


def as_before(merged: Merged, now: Contact) -> Contact:
    """The one that was kept as it was before the merge, with what the rep changed since."""
    was, then = merged.before, merged.after
    if now == then:
        return was
    changed: dict[str, Any] = {}
    for field in fields(Contact):
        name = field.name
        before, after, current = (getattr(of, name) for of in (was, then, now))
        if name == "numbers":
            changed[name] = _without(current, after, before)
        elif name == "fields":
            changed[name] = {k: v for k, v in current.items() if after.get(k) != v or k in before}
        elif name == "notes" and before != after and current.startswith(after):
            changed[name] = before + current[len(after) :] if before else current[len(after) :].lstrip("\n")
        else:
            changed[name] = before if current == after else current
    return Contact(**changed)


def _without(
    current: Iterable[Number], after: Sequence[Number], before: Sequence[Number]
) -> tuple[Number, ...]:
    """The numbers as they are now, without those that came with the other one."""
    own = {number_key(number): number for number in before}
    came = set(after) - set(before)
    back = [own.get(number_key(n)) if n in came else n for n in current]
    return tuple(n for n in back if n)


def _still_forbidden(merged: Merged, kept: Contact) -> Contact:
    """The other one as it was; a do-not-call since the merge may have been theirs."""
    gone = merged.gone
    if kept.do_not_call and kept.do_not_call != merged.after.do_not_call:
        return replace(gone, do_not_call=gone.do_not_call or kept.do_not_call)
    return gone


def _was(merged: Merged, said: DoNotCall) -> bool:
    return Moved("DoNotCall", said.id) in merged.moved


def _standing(books: Books, contact: int, puts: Iterable[Record]) -> Standing:
    """A contact's standing as it will be after these puts, some of which come from or go to somebody else."""

    def after(kind: Any) -> list[Any]:
        records = {record.id: record for record in books.shelf.of_contact(kind, contact)}
        for record in puts:
            if isinstance(record, kind):
                records[record.id] = record
        return [record for record in records.values() if record.contact == contact]

    return fold(
        contact,
        sorted(after(Attempt), key=lambda attempt: attempt.started),
        after(Callback),
        after(Promise),
        after(Skip),
        after(DoNotCall),
        books.dispositions,
    )


def merges(shelf: Shelf) -> Sequence[Merged]:
    """What can be parted, newest first."""
    return sorted((m for m in shelf.all(Merged) if not m.parted), key=lambda m: -m.id)


@dataclass(frozen=True, slots=True)
class Apart:
    """Pairs of contacts that are two people: the rep parted them, or said so."""

    pairs: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, shelf: Shelf) -> Apart:
        """All of a store."""
        parted = {_pair(m.contact, m.gone.id) for m in shelf.all(Merged) if m.parted}
        return cls(frozenset(parted | {_pair(two.first, two.second) for two in shelf.all(Two)}))

    def __contains__(self, pair: object) -> bool:
        return isinstance(pair, tuple) and _pair(*pair) in self.pairs


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)
