"""What an import will do, before it does it: read a file, find the people, find out whom we have already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from tui.core.contact import Contact
from tui.core.phone import reads_as_number
from tui.core.ports import ImportPlan, Person, Record, Skipped
from tui.core.text import count, plain
from tui.files.collector import without_collector
from tui.lists.columns import Columns, find_columns
from tui.lists.header_words import PHONES
from tui.lists.identity import Index, distinct, keys_of
from tui.lists.reader import Sheet, Unreadable, Wish, on_lines, read
from tui.lists.rows import People, countries_with_plus

R = TypeVar("R", bound=Record)
_STEP = 500
#: Text of a contact that an import fills in where we have none, and never changes.
_FILLED = ("name", "account", "role", "email", "place", "country", "zone", "reason")


class Known(Protocol):
    """Whom we have already: as much of a `Shelf` as an import needs."""

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind."""
        ...


class Stopped(Exception):
    """The rep stopped the import. Nothing has been changed."""


def _on() -> bool:
    return False


@without_collector()
def plan_import(
    path: Path,
    *,
    country: str,
    list_name: str,
    mapping: Mapping[str, str],
    shelf: Known,
    new_id: Callable[[], int],
    now: datetime,
    wish: Wish | None = None,
    progress: Callable[[int], None] = lambda percent: None,
    stopped: Callable[[], bool] = _on,
) -> ImportPlan:
    """Plan the import of one file. Raises BadMapping and Stopped; other trouble is `fatal`.

    `progress` hears percents, and `stopped` is asked, every few hundred rows.
    """
    try:
        sheet = read(path, wish)
        columns = find_columns(sheet.head, mapping)
        found = _found(sheet, columns, country, progress, stopped)
    except Unreadable as unreadable:
        return _nothing(str(unreadable))
    except OSError as error:
        return _nothing(f"It cannot be read to its end: {error.strerror or error}.")
    if fatal := _unusable(columns, found.records):
        return replace(
            _nothing(fatal),
            records=found.records,
            warnings=sheet.warnings,
            columns=columns.names(),
            form=sheet.form,
        )
    index = found.index
    puts, new, updated, had = _against(shelf, index, list_name, new_id, now)
    return ImportPlan(
        records=found.records,
        contacts=len(index),
        with_phone=sum(_has_phone(person) for person in index),
        new=new,
        updated=updated,
        duplicates=found.records - len(found.skipped) - len(index) + had,
        skipped=tuple(found.skipped),
        warnings=(*sheet.warnings, *_warnings(found.people, columns, country)),
        columns=columns.names(),
        people=tuple(index),
        puts=puts,
        fatal="" if len(index) else "Nobody could be read from it: every row was skipped.",
        form=sheet.form,
    )


def _nothing(fatal: str) -> ImportPlan:
    return ImportPlan(0, 0, 0, 0, 0, 0, (), (), {}, (), (), fatal)


def _unusable(columns: Columns, records: int) -> str:
    """Why a table holds no people at all; empty: it may."""
    if not records:
        return "It has a header and no rows: 0 people."
    if not columns.at.keys() & ({"name", "first_name", "last_name", "account", "email"} | PHONES):
        have = ", ".join(f"'{plain(t).strip()}'" for t in columns.header if t.strip())
        return (
            "No column of names, numbers or e-mails was found"
            + (f" among {have}" if have else "")
            + ". Say which is which: --map name=COLUMN --map phone=COLUMN."
        )
    return ""


# -------------------------------------------------------------------------------------- within the file


@dataclass(slots=True)
class _Found:
    """Who stands in a file."""

    people: People
    records: int = 0
    index: Index[Person] = field(default_factory=Index)
    skipped: list[Skipped] = field(default_factory=list)


def _found(
    sheet: Sheet,
    columns: Columns,
    country: str,
    progress: Callable[[int], None],
    stopped: Callable[[], bool],
) -> _Found:
    """Go through the rows below the header. Raises Stopped, Unreadable and OSError."""
    found = _Found(People(columns, country, countries_with_plus(sheet.head[columns.first :], columns.at)))
    with closing(sheet.rows()) as rows:
        for turn, row in enumerate(islice(rows, columns.first, None)):
            if turn % _STEP == 0:
                if stopped():
                    raise Stopped
                progress(sheet.percent)
            if row.broken or any(map(str.strip, row.cells)):
                found.records += 1
                _take(found, Skipped(row.line, row.broken) if row.broken else found.people.person(row))
    progress(100)
    return found


def _take(found: _Found, person: Person | Skipped) -> None:
    index = found.index
    if isinstance(person, Skipped):
        found.skipped.append(person)
    elif (place := index.find(person, keys := keys_of(person))) is None:
        index.add(person, keys)
    else:
        index.put(place, _join(index[place], person))


def _join(first: Person, second: Person) -> Person:
    """One person of two records: what the first lacks comes from the second, numbers of both."""
    return replace(
        first,
        **{name: getattr(first, name) or getattr(second, name) for name in _FILLED},
        numbers=distinct([*first.numbers, *second.numbers]),
        do_not_call=first.do_not_call or second.do_not_call,
        notes=_notes(first.notes, second.notes),
        fields={**second.fields, **first.fields},
    )


def _notes(ours: str, theirs: str) -> str:
    """Our notes, with theirs below unless they stand there already."""
    if not theirs or theirs in ours:
        return ours
    return f"{ours}\n{theirs}" if ours else theirs


# --------------------------------------------------------------------------------- against whom we have


def _against(
    shelf: Known, people: Index[Person], list_name: str, new_id: Callable[[], int], now: datetime
) -> tuple[tuple[Contact, ...], int, int, int]:
    """(new and changed contacts, how many new, how many changed, how many we had)."""
    known: Index[Contact] = Index()
    for contact in shelf.all(Contact):
        known.add(contact, keys_of(contact))
    puts: dict[int, Contact] = {}
    new = had = 0
    changed: set[int] = set()
    for person in people:
        place = known.find(person, keys_of(person)) if len(known) else None
        if place is None:
            contact = _contact(person, new_id(), list_name, now)
            new += 1
            puts[contact.id] = contact
            continue
        had += 1
        before = known[place]
        after = _update(before, person)
        if after != before:
            known.put(place, after)
            puts[after.id] = after
            changed.add(after.id)
    return tuple(puts.values()), new, len(changed), had


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
        **{name: getattr(contact, name) or getattr(person, name) for name in _FILLED},
        numbers=distinct([*contact.numbers, *person.numbers]),
        do_not_call=contact.do_not_call or person.do_not_call,
        notes=_notes(contact.notes, person.notes),
        fields={**person.fields, **contact.fields},
    )


# ------------------------------------------------------------------------------------------- the report


def _has_phone(person: Person) -> bool:
    return any(n.kind != "fax" and (n.e164 or reads_as_number(n.raw)) for n in person.numbers)


def _warnings(people: People, columns: Columns, country: str) -> list[str]:
    """What the rep should know, a sentence each."""
    said = []
    if not columns.at.keys() & PHONES:
        said.append("No column with phone numbers was found: nobody in it can be called.")
    if not columns.header:
        said.append("The file has no header line; the columns were guessed from what is in them.")
    if people.rounded:
        lost = count(len(people.rounded), "number")
        said.append(f"{lost} lost digits in Excel and cannot be dialed{on_lines(people.rounded)}.")
    if people.shifted:
        rows = count(len(people.shifted), "row has", "rows have")
        said.append(
            f"{rows} more cells than the header; what stands beyond the first cell that does not fit "
            f"was kept as text and is never dialed{on_lines(people.shifted)}."
        )
    if people.short:
        rows = count(len(people.short), "row is", "rows are")
        said.append(f"{rows} shorter than the header{on_lines(people.short)}.")
    for guess, times in Counter(code for _, code in people.guessed).most_common():
        lines = [line for line, code in people.guessed if code == guess]
        were = count(times, "number without a country code was", "numbers without a country code were")
        said.append(f"{were} read as {guess}, not {country}{on_lines(lines)}.")
    return said
