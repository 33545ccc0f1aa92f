"""What an import brought, kept so that all of it can be taken back by one key; and how it is taken back.

Who was called, changed or asked not to be called since stays: what was done after an import is not undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tui.core.call.attempt import CallList
from tui.core.people.contact import Contact, Number, number_key

if TYPE_CHECKING:
    from tui.core.ports import Shelf

_MARK = 8
"""Characters of the mark of one contact."""


@dataclass(frozen=True, slots=True)
class Span:
    """Ids that follow one another."""

    first: int
    many: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What an import changed in somebody we had: the fields concerned, all others left empty."""

    before: Contact
    after: Contact


@dataclass(frozen=True, slots=True)
class Imported:
    """One import, of one file or several."""

    id: int
    at: datetime
    """The moment of the import, as its lists say it (UTC)."""
    file: str
    lists: tuple[int, ...]
    """Ids of the call lists that were made or renewed by it."""
    new: tuple[Span, ...] = ()
    """Ids of the new people."""
    marks: str = ""
    """What each of them was, in eight characters: whoever is something else now was changed since."""
    filled: tuple[Filled, ...] = ()
    earlier: tuple[CallList, ...] = ()
    """The lists as they were before, those that were there."""
    undone: datetime | None = None

    @property
    def people(self) -> int:
        """How many were new."""
        return sum(span.many for span in self.new)


def note(
    id: int,
    new: Sequence[Contact],
    marks: str,
    changed: Iterable[tuple[Contact, Contact]],
    lists: Sequence[CallList],
    earlier: Sequence[CallList],
) -> Imported:
    """The record of an import. `new` by rising ids, with their marks; `changed` is (before, after)."""
    newest = max(lists, key=lambda one: one.imported.timestamp() if one.imported else 0)
    assert newest.imported
    return Imported(
        id,
        newest.imported,
        ", ".join(dict.fromkeys(one.file for one in lists)),
        tuple(one.id for one in lists),
        tuple(_spans(contact.id for contact in new)),
        marks,
        tuple(_reduced(before, after) for before, after in changed),
        tuple(earlier),
    )


def last(shelf: Shelf) -> Imported | None:
    """The import that can be taken back: the newest that was not."""
    return next(
        (one for id in reversed(shelf.ids(Imported)) if (one := shelf.get(Imported, id)) and not one.undone),
        None,
    )


def mark(contact: Contact) -> str:
    """Eight characters that are other ones, but for chance, when the contact was changed."""
    one = contact
    parts = (
        *(one.name, one.account, one.role, one.email, one.place, one.country, one.zone, one.reason),
        *(one.purpose, one.list, one.do_not_call, one.notes, str(one.referred_by)),
        *(text for n in one.numbers for text in (n.raw, n.e164, n.kind, n.extension)),
        *(text for pair in sorted(one.fields.items()) for text in pair),
    )
    return f"{crc32(chr(31).join(parts).encode('utf-8', 'surrogatepass')):08x}"


def members(imported: Imported) -> Iterator[tuple[int, str]]:
    """(id, mark) of each of the new people."""
    ids = (id for span in imported.new for id in range(span.first, span.first + span.many))
    for place, id in enumerate(ids):
        yield id, imported.marks[place * _MARK : (place + 1) * _MARK]


def without(filled: Filled, now: Contact, dialed: Collection[str]) -> Contact:
    """Somebody we had, as they are now but for what the import brought.

    A field that was changed since stays, and so do a do-not-call and numbers that were `dialed` (E.164).
    """
    was, then = filled.before, filled.after
    back: dict[str, Any] = {}
    for name in _FIELDS:
        before, after, current = (getattr(of, name) for of in (was, then, now))
        if before == after or name == "do_not_call":
            continue
        if name == "numbers":
            back[name] = _numbers(current, after, before, dialed)
        elif name == "fields":
            back[name] = {
                key: text for key, text in current.items() if key in before or after.get(key) != text
            }
        elif name == "notes":
            back[name] = _notes(current, after, before)
        elif current == after:
            back[name] = before
    return replace(now, **back)


_FIELDS = tuple(field.name for field in fields(Contact) if field.name != "id")


def _notes(now: str, after: str, before: str) -> str:
    """The notes without what the import wrote below them; what was written below that stays."""
    if not now.startswith(after):
        return now
    return (before + now[len(after) :]).lstrip("\n")


def _numbers(
    now: Sequence[Number], after: Sequence[Number], before: Sequence[Number], dialed: Collection[str]
) -> tuple[Number, ...]:
    own: Mapping[str, Number] = {number_key(number): number for number in before}
    came = set(after) - set(before)
    back = (own.get(number_key(n)) if n in came and n.e164 not in dialed else n for n in now)
    return tuple(n for n in back if n)


def _reduced(before: Contact, after: Contact) -> Filled:
    """Only what differs: of a hundred thousand people that is little."""
    differs = [name for name in _FIELDS if getattr(before, name) != getattr(after, name)]

    def only(contact: Contact) -> Contact:
        return replace(Contact(contact.id, ""), **{name: getattr(contact, name) for name in differs})

    return Filled(only(before), only(after))


def _spans(ids: Iterable[int]) -> Iterator[Span]:
    first = many = 0
    for id in ids:
        if many and id == first + many:
            many += 1
            continue
        if many:
            yield Span(first, many)
        first, many = id, 1
    if many:
        yield Span(first, many)
