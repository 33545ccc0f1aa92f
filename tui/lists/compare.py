"""What the people of a file are to those we have: new, known, changed, and where the two disagree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, TypeVar

from tui.core.people.contact import Contact, Number, distinct, number_key, written
from tui.core.people.names import words_of
from tui.core.people.near import company
from tui.core.ports import Conflict, Person, Record
from tui.core.text import fold
from tui.lists.identity import Index, keys_of, written_keys

R = TypeVar("R", bound=Record)
#: Text of a contact that an import fills in where we have none, and never changes.
FILLED = ("name", "account", "role", "email", "place", "country", "zone", "reason")


class Known(Protocol):
    """Whom we have already: as much of a `Shelf` as an import needs."""

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind."""
        ...


@dataclass(slots=True)
class Against:
    """What the people of a file are to those we have."""

    puts: dict[int, Contact] = field(default_factory=dict)
    """New and changed contacts, by id."""
    whom: list[int] = field(default_factory=list)
    """Whom each of the people is, in their order."""
    new: int = 0
    had: int = 0
    changed: set[int] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)


def set_against(
    shelf: Known, people: Index[Person], list_name: str, new_id: Callable[[], int], now: datetime
) -> Against:
    """Find each of these people among those we have. The new ones get their ids here.

    Of those we have, only who shares something with the file is held in the index: all of 100,000 are 90 MB.
    """
    known: Index[Contact] = Index()
    unread = {number_key(n) for person in people for n in person.numbers if not n.e164}
    lost = False
    for contact in shelf.all(Contact):
        theirs = any(not number.e164 for number in contact.numbers)
        lost = lost or theirs
        keys = keys_of(contact) + ([k for k in written_keys(contact) if k in unread] if unread else [])
        if shared := keys if theirs else [key for key in keys if people.has(key)]:
            known.add(contact, shared)
    found = Against()
    for person in people:
        place = None
        if len(known):
            place = known.find(person, keys_of(person) + (written_keys(person) if lost else []))
        if place is None:
            contact = _contact(person, new_id(), list_name, now)
            found.new += 1
            found.puts[contact.id] = contact
            found.whom.append(contact.id)
            continue
        found.had += 1
        before = known[place]
        found.whom.append(before.id)
        found.conflicts += _conflicts(before, person)
        after = _update(before, person)
        if after != before:
            known.put(place, after)
            found.puts[after.id] = after
            found.changed.add(after.id)
    return found


#: Field → what it is compared by: a form of the company or the order of a name is no disagreement.
_COMPARED: Mapping[str, Callable[[str], object]] = {
    "name": words_of,
    "account": company,
    "role": fold,
    "email": str.casefold,
}


def _conflicts(contact: Contact, person: Person) -> list[Conflict]:
    """Where the file says something else than we have. Ours stays."""
    found = []
    for name, form in _COMPARED.items():
        ours, theirs = getattr(contact, name), getattr(person, name)
        if ours and theirs and ours != theirs and form(ours) != form(theirs):
            found.append(Conflict(contact.id, name, ours, theirs))
    return found


def _contact(person: Person, id: int, list_name: str, now: datetime) -> Contact:
    return Contact(
        id=id,
        name=person.name,
        account=person.account,
        role=person.role,
        numbers=person.numbers,
        email=person.email,
        place=person.place,
        country=person.country,
        zone=person.zone,
        reason=person.reason,
        list=list_name,
        do_not_call=person.do_not_call,
        notes=person.notes,
        fields=person.fields,
        added=now,
    )


def _update(contact: Contact, person: Person) -> Contact:
    """The contact with what the file adds. Nothing we have is cleared or changed; do-not-call sticks."""
    return replace(
        contact,
        **{name: getattr(contact, name) or getattr(person, name) for name in FILLED},
        numbers=distinct(
            [*_unlike(contact.numbers, person.numbers), *_unlike(person.numbers, contact.numbers)]
        ),
        do_not_call=contact.do_not_call or person.do_not_call,
        notes=joined_notes(contact.notes, person.notes),
        fields={**person.fields, **contact.fields},
    )


def _unlike(ours: Iterable[Number], theirs: Iterable[Number]) -> Iterator[Number]:
    """Ours but for what only they could read: the same text, of the right country there."""
    read = {written(number) for number in theirs if number.e164}
    return (number for number in ours if number.e164 or written(number) not in read)


def joined_notes(ours: str, theirs: str) -> str:
    """Our notes, with theirs below unless they stand there already."""
    if not theirs or theirs in ours:
        return ours
    return f"{ours}\n{theirs}" if ours else theirs
