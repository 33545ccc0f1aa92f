"""What an import will do, before it does it: read a file, find the people, find out whom we have already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tui.core.people.contact import distinct
from tui.core.people.phone import reads_as_number
from tui.core.ports import Conflict, ImportPlan, Person, Record, Skipped
from tui.core.text import count, plain
from tui.files.collector import without_collector
from tui.lists.columns import Columns, find_columns
from tui.lists.compare import FILLED, Against, Known, joined_notes, set_against
from tui.lists.end_rows import without_footer
from tui.lists.header_words import PHONES
from tui.lists.identity import Index, keys_of
from tui.lists.own_export import (
    COLUMNS,
    Own,
    completed,
    is_ours,
    is_ours_json,
    people_of,
    people_of_json,
)
from tui.lists.reader import Sheet, Unreadable, Wish, on_lines, read
from tui.lists.row_numbers import countries_with_plus
from tui.lists.rows import People

R = TypeVar("R", bound=Record)
_STEP = 500


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
        if is_ours_json(path):
            return _own("JSON", people_of_json(path), shelf, list_name, new_id, now)
        sheet = read(path, wish)
        said = wish.columns if wish else ()
        if is_ours(sheet) and not mapping and not said:
            return _own(sheet.form, list(people_of(sheet)), shelf, list_name, new_id, now)
        columns = find_columns(sheet.head, mapping, said)
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
            guesses=columns.guesses,
        )
    return _planned(sheet, columns, found, set_against(shelf, found.index, list_name, new_id, now), country)


def _planned(sheet: Sheet, columns: Columns, found: _Found, against: Against, country: str) -> ImportPlan:
    """What will be done with the people of a file, with all there is to say of it."""
    index = found.index
    return ImportPlan(
        records=found.records,
        contacts=len(index),
        with_phone=sum(_has_phone(person) for person in index),
        new=against.new,
        updated=len(against.changed),
        duplicates=found.records - len(found.skipped) - len(index) + against.had,
        skipped=tuple(found.skipped),
        warnings=(*sheet.warnings, *_warnings(found.people, columns, country), *_disagree(against.conflicts)),
        columns=columns.names(),
        people=tuple(index),
        puts=tuple(against.puts.values()),
        fatal="" if len(index) else "Nobody could be read from it: every row was skipped.",
        form=sheet.form,
        looks_like=columns.shape.sentence if columns.shape else "",
        guesses=columns.guesses,
        conflicts=tuple(dict.fromkeys(against.conflicts)),
        whom=tuple(against.whom),
    )


def _own(
    form: str, own: Sequence[Own], shelf: Known, list_name: str, new_id: Callable[[], int], now: datetime
) -> ImportPlan:
    """The plan for our own export: each record is somebody, as they were."""
    index: Index[Person] = Index()
    for one in own:
        index.add(one.person, keys_of(one.person))
    against = set_against(shelf, index, list_name, new_id, now)
    return ImportPlan(
        records=len(own),
        contacts=len(own),
        with_phone=sum(_has_phone(person) for person in index),
        new=against.new,
        updated=len(against.changed),
        duplicates=against.had,
        skipped=(),
        warnings=tuple(_disagree(against.conflicts)),
        columns=COLUMNS,
        people=tuple(index),
        puts=tuple(completed(against.puts, against.changed, against.whom, own)),
        fatal="" if own else "It has a header and no rows: 0 people.",
        form=form,
        looks_like="This is an export of Offhook's own: everybody comes back as they were.",
        conflicts=tuple(dict.fromkeys(against.conflicts)),
        whom=tuple(against.whom),
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
        for turn, row in enumerate(without_footer(islice(rows, columns.first, None))):
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
    fields = {**second.fields, **first.fields}
    if second.email and first.email and second.email.casefold() != first.email.casefold():
        fields.setdefault("other e-mail", second.email)
    return replace(
        first,
        **{name: getattr(first, name) or getattr(second, name) for name in FILLED},
        numbers=distinct([*first.numbers, *second.numbers]),
        do_not_call=first.do_not_call or second.do_not_call,
        notes=joined_notes(first.notes, second.notes),
        fields=fields,
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
    if people.numbers.rounded:
        lost = count(len(people.numbers.rounded), "number")
        said.append(f"{lost} lost digits in Excel and cannot be dialed{on_lines(people.numbers.rounded)}.")
    if people.shifted:
        rows = count(len(people.shifted), "row has", "rows have")
        said.append(
            f"{rows} more cells than the header; what stands beyond the first cell that does not fit "
            f"was kept as text and is never dialed{on_lines(people.shifted)}."
        )
    if people.short:
        rows = count(len(people.short), "row is", "rows are")
        said.append(f"{rows} shorter than the header{on_lines(people.short)}.")
    if people.astray:
        rows = count(len(people.astray), "row has", "rows have")
        said.append(
            f"{rows} a number where a name, company or e-mail belongs, and none where numbers are; "
            f"it was kept as text and is never dialed{on_lines(people.astray)}."
        )
    for guess, times in Counter(code for _, code in people.numbers.guessed).most_common():
        lines = [line for line, code in people.numbers.guessed if code == guess]
        were = count(times, "number without a country code was", "numbers without a country code were")
        other = "that of the row" if guess == country else country
        said.append(f"{were} read as {guess}, not {other}{on_lines(lines)}.")
    return [*said, *columns.unsure()]


def _disagree(conflicts: Sequence[Conflict]) -> list[str]:
    """That the file and the store disagree, in one sentence."""
    if not conflicts:
        return []
    many = Counter({"email": "e-mail", "account": "company"}.get(c.field, c.field) for c in conflicts)
    which = ", ".join(f"{name} {times}" for name, times in many.most_common())
    times = count(len(conflicts), "time the file says", "times the file says")
    return [f"{times} something else than we have ({which}); ours was kept."]
