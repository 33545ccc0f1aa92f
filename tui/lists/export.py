"""Everything out: records as rows of a table, and tables as CSV that no spreadsheet calculates with.

Pure: knows no file. `own_export.py` reads back what `contacts` writes; `export_for.py` has CRMs' columns.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from tui.core.call.attempt import Attempt, Block, Callback, CallList, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.day.checkin import CheckIn
from tui.core.people.contact import Contact, Merged, Number
from tui.core.ports import Shelf
from tui.core.text import plain_lines

#: Version of the JSON document.
FORMAT = 1
#: The columns of a contact that are always there. The first one tells our own file when it comes back.
CONTACT = (
    *("Offhook contact", "Name", "Company", "Title", "Email", "Place", "Country", "Time zone"),
    *("Reason to call", "Purpose", "List", "Do not call", "Notes", "Referred by", "Added"),
)
#: The column behind them, which older exports have not.
BEST = "Best time"
#: Those of its first number; the second one's are `Phone 2`, `Phone 2 - Type`, …
PHONE = ("Phone {}", "Phone {} - Type", "Phone {} - Extension", "Phone {} - Written", "Phone {} - Not called")

ATTEMPT = (
    *("Attempt", "Contact", "Name", "Company", "Number", "Started", "Direction", "Purpose", "Opener"),
    *("Prep seconds", "Answered", "Ended", "Talk seconds", "Result", "Confirmed", "Phone said", "Notes"),
    *("Cards met", "Block", "Outside hours", "Ring seconds", "Ended by", "Tones sent", "Meeting"),
)
REFLECTION = (
    *("Attempt", "Contact", "Name", "Company", "At", "Line", "Right", "Wrong", "Next time"),
    *("Did what I meant to", "Intention", "Felt", "Saved by the clock"),
)
#: What goes out together as JSON. Where somebody stands is worked out anew from these.
KINDS: dict[str, tuple[type[Any], ...]] = {
    "contacts": (Contact, CallList, DoNotCall, Callback, Promise, Touch, Skip, Merged),
    "attempts": (Attempt, Callback, Promise, Touch, Skip, Block, Undo),
    "reflections": (Reflection, Intention, Capture, Draft, CheckIn),
}
_NAMES: dict[type[Any], str] = {
    Contact: "contacts",
    CallList: "lists",
    DoNotCall: "do_not_call",
    Callback: "callbacks",
    Promise: "promises",
    Touch: "touches",
    Skip: "skips",
    Merged: "merges",
    Attempt: "attempts",
    Block: "blocks",
    Undo: "undos",
    Reflection: "reflections",
    Intention: "intentions",
    Capture: "captures",
    Draft: "drafts",
    CheckIn: "check_ins",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its rows made one by one."""

    header: Sequence[str]
    rows: Iterable[Sequence[str]]


# ------------------------------------------------------------------------------------------------ the tables


def contacts(shelf: Shelf, call_list: str = "") -> Table:
    """Everybody, or everybody of a call list, with all that is known of them. Goes through them twice."""
    most, keys = 0, dict[str, None]()
    for contact in people(shelf, call_list):
        most = max(most, len(contact.numbers))
        keys.update(dict.fromkeys(contact.fields))
    phones = [column.format(turn) for turn in range(1, most + 1) for column in PHONE]
    rows = (_contact(shelf, contact, most, keys) for contact in people(shelf, call_list))
    return Table((*CONTACT, BEST, *phones, *keys), rows)


def people(shelf: Shelf, call_list: str = "") -> Iterator[Contact]:
    """Everybody, one by one; with a name only those of that call list."""
    return (c for c in shelf.stream(Contact) if not call_list or c.list == call_list)


def _contact(shelf: Shelf, contact: Contact, most: int, keys: Iterable[str]) -> list[str]:
    row = [
        *(str(contact.id), contact.name, contact.account, contact.role, contact.email, contact.place),
        *(contact.country, contact.zone, contact.reason, contact.purpose, contact.list),
        *(forbidden(shelf, contact), contact.notes, _id(contact.referred_by), _time(contact.added)),
        contact.best,
    ]
    for number in contact.numbers:
        row += _number(shelf, number)
    row += [""] * (len(PHONE) * (most - len(contact.numbers)))
    return row + [contact.fields.get(key, "") for key in keys]


def forbidden(shelf: Shelf, contact: Contact) -> str:
    """Why this person may not be called, whoever said it; empty: may."""
    if contact.do_not_call:
        return contact.do_not_call
    entries = (d for d in shelf.of_contact(DoNotCall, contact.id) if not d.number and not d.lifted)
    return next((entry.why or "asked not to be called" for entry in entries), "")


def _number(shelf: Shelf, number: Number) -> list[str]:
    why = number.why_not
    entry = shelf.do_not_call(number.e164) if number.e164 else None
    if entry and not entry.list:  # what a list says is not ours to hand on: the list is read again
        why = why or f"do not call: {entry.why or 'asked not to be called'}"
    written = number.raw if number.e164 and number.raw != number.e164 else ""
    return [number.e164 or number.raw, number.kind, number.extension, written, why]


def attempts(shelf: Shelf, call_list: str = "") -> Table:
    """Every attempt, oldest id first."""
    names = Names(shelf, call_list)
    return Table(ATTEMPT, (_attempt(a, names) for a in shelf.stream(Attempt) if a.contact in names))


def _attempt(attempt: Attempt, names: Names) -> list[str]:
    talk = attempt.talk
    met = (
        f"{m.card}{'' if m.worked is None else ': worked' if m.worked else ': did not'}" for m in attempt.met
    )
    return [
        *(str(attempt.id), str(attempt.contact), *names[attempt.contact][:2], attempt.number),
        *(_time(attempt.started), "in" if attempt.inbound else "out", attempt.purpose, attempt.opener),
        *(f"{attempt.prep:g}", _time(attempt.answered), _time(attempt.ended)),
        *("" if talk is None else f"{talk:g}", attempt.disposition, _yes(attempt.confirmed)),
        *(attempt.outcome, attempt.notes, "; ".join(met), _id(attempt.block), attempt.outside_hours),
        *("" if attempt.rang is None else f"{attempt.rang:g}", attempt.ended_by, attempt.digits),
        attempt.meets,
    ]


def reflections(shelf: Shelf, call_list: str = "") -> Table:
    """Every saved form."""
    names = Names(shelf, call_list)
    rows = (_reflection(r, names) for r in shelf.stream(Reflection) if r.contact in names)
    return Table(REFLECTION, rows)


def _reflection(form: Reflection, names: Names) -> list[str]:
    return [
        *(str(form.id), str(form.contact), *names[form.contact][:2], _time(form.at)),
        *(form.line, form.right, form.wrong, form.next, "" if form.kept is None else _yes(form.kept)),
        *(_id(form.intention), _id(form.felt), _yes(form.by_clock)),
    ]


class Names:
    """Name, company and e-mail of everybody: of so many people no more is held."""

    def __init__(self, shelf: Shelf, call_list: str = "") -> None:
        self._all = not call_list
        self._known = {c.id: (c.name, c.account, c.email) for c in people(shelf, call_list)}

    def __contains__(self, contact: int) -> bool:
        return self._all or contact in self._known

    def __getitem__(self, contact: int) -> tuple[str, str, str]:
        return self._known.get(contact, ("", "", ""))


def _id(number: int) -> str:
    return str(number) if number else ""


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _time(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


# --------------------------------------------------------------------------------------------------- as CSV

#: What a spreadsheet may take for a formula, or for the sign that the rest is text, when it comes first.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_DIALED = re.compile(r"\+[0-9]+(?: [0-9]+)+")


def safe(text: str) -> str:
    """A cell that is text to every spreadsheet: what could be a formula gets an apostrophe in front."""
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe(cell: str) -> str:
    """The text of a cell that `safe` made: exactly its apostrophe is taken off."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def csv_lines(table: Table, *, phones_bare: bool = False) -> Iterator[str]:
    """The table as CSV, row by row.

    `phones_bare`: `+44 20 7946 0101` stays as it is. Of digits and blanks alone no spreadsheet makes a number
    or a formula, and a CRM would not take the apostrophe off.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in chain([table.header], table.rows):
        cells = (plain_lines(cell) for cell in row)
        writer.writerow([c if phones_bare and _DIALED.fullmatch(c) else safe(c) for c in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


# -------------------------------------------------------------------------------------------------- as JSON


def json_lines(shelf: Shelf, what: str, now: datetime, call_list: str = "") -> Iterator[str]:
    """One JSON document with every record of the kinds that go with `what`, record by record. ASCII."""
    names = Names(shelf, call_list) if call_list else None
    yield f'{{"offhook": {json.dumps(what)}, "format": {FORMAT}, "at": {json.dumps(_time(now))}'
    for kind in KINDS[what]:
        yield f',\n"{_NAMES[kind]}": ['
        between = "\n"
        for record in shelf.stream(kind):
            whose = record.id if kind is Contact else getattr(record, "contact", 0)
            if names is None or whose in names:
                yield between + json.dumps(_plain(record))
                between = ",\n"
        yield "]"
    yield "}\n"


def _plain(value: Any) -> Any:
    """What JSON has of a record: every field by its name, times in UTC."""
    if isinstance(value, datetime):
        return _time(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(one) for one in value]
    return dict(value) if hasattr(value, "items") else value
