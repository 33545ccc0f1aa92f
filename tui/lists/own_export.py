"""Our own export of contacts, read back: everybody as they were, nobody joined with anybody.

What a spreadsheet made of the file in between (other delimiters, a workbook) does not matter, as long as the
titles of the columns are there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, count, islice, takewhile
from pathlib import Path
from typing import Any

from tui.core.people import phone
from tui.core.people.contact import KINDS, Contact, Number
from tui.core.ports import Person
from tui.core.text import plain, plain_lines
from tui.lists.export import ATTEMPT, BEST, CONTACT, FORMAT, PHONE, REFLECTION, unsafe
from tui.lists.reader import NO_PEOPLE, Sheet, Unreadable

_E164 = re.compile(r"\+[0-9]{6,15}")
#: The fields of a contact in the order of `CONTACT`.
_FIELDS = (
    *("id", "name", "account", "role", "email", "place", "country", "zone", "reason", "purpose", "list"),
    *("do_not_call", "notes", "referred_by", "added"),
)
#: What the report says of our columns.
COLUMNS = {name: title for name, title in zip(_FIELDS, CONTACT, strict=True) if name != "id"} | {
    "phone": PHONE[0].format(1)
}
_JSON = re.compile(rb'\s*\{"offhook": ?"contacts"')


@dataclass(frozen=True, slots=True)
class Own:
    """Somebody of our own export, and what only we know of them."""

    person: Person
    was: str
    """Their id where they come from."""
    purpose: str
    list: str
    referred_by: str
    added: datetime | None
    best: str


def is_ours(sheet: Sheet) -> bool:
    """Whether a table is our export of contacts. Raises Unreadable for one of ours without people."""
    _refuse_calls(sheet)
    return bool(sheet.head) and {*CONTACT} <= {unsafe(cell) for cell in sheet.head[0].cells}


def _refuse_calls(sheet: Sheet) -> None:
    """Refuse our export of attempts or reflections: its contacts are ids. Raises Unreadable."""
    titles = {unsafe(cell) for cell in sheet.head[0].cells} if sheet.head else set[str]()
    if {*ATTEMPT[:4]} <= titles and titles & {ATTEMPT[12], REFLECTION[9]}:
        raise Unreadable(f"This is Offhook's own export of attempts or reflections. {NO_PEOPLE}")


def is_ours_json(path: Path) -> bool:
    """Whether a file is our export of contacts as JSON. What cannot be opened is told by who reads it."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return bool(_JSON.match(file.read(64)))
    except (OSError, ValueError):
        return False


def people_of(sheet: Sheet) -> Iterator[Own]:
    """Everybody in our table. Raises what its rows do."""
    titles = [unsafe(cell) for cell in sheet.head[0].cells]
    at: dict[str, int] = {}
    for index, title in enumerate(titles):
        at.setdefault(title, index)
    groups = [[at[title] for title in group] for group in _phones(at)]
    used = {*chain.from_iterable(groups), *(at[title] for title in CONTACT), at.get(BEST, -1)}
    rest = [(title, index) for index, title in enumerate(titles) if index not in used]
    with closing(sheet.rows()) as rows:
        for row in islice(rows, 1, None):
            cells = [unsafe(cell) for cell in row.cells]
            if any(cells):
                texts = {title: _cell(cells, at.get(title, -1)) for title in (*CONTACT, BEST)}
                numbers = [[_cell(cells, index) for index in group] for group in groups]
                fields = {title: text for title, index in rest if (text := _cell(cells, index))}
                yield _own(row.line, texts, numbers, fields)


def _phones(at: Mapping[str, int]) -> Iterator[list[str]]:
    """The titles of the columns of each number."""
    groups = ([title.format(turn) for title in PHONE] for turn in count(1))
    return takewhile(lambda group: {*group} <= at.keys(), groups)


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def people_of_json(path: Path) -> list[Own]:
    """Everybody in our JSON document. Raises Unreadable and OSError."""
    try:
        document = json.loads(path.read_bytes())
        if document["format"] != FORMAT:
            raise Unreadable(f"Another version of Offhook wrote it (format {document['format']}).")
        said = [entry for entry in document["do_not_call"] if not entry["lifted"] and not entry["list"]]
        whom = {entry["contact"]: entry["why"] or "asked" for entry in said if not entry["number"]}
        what = {entry["number"]: entry["why"] or "asked" for entry in said if entry["number"]}
        return [_of_json(line, one, whom, what) for line, one in enumerate(document["contacts"], 1)]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unreadable("It is no whole export of contacts: perhaps only a part of it is there.") from None


def _of_json(line: int, one: Mapping[str, Any], whom: Mapping[int, str], what: Mapping[str, str]) -> Own:
    texts = {title: str(one[name] or "") for title, name in zip(CONTACT, _FIELDS, strict=True)}
    texts[BEST] = str(one.get("best") or "")
    texts["Do not call"] = texts["Do not call"] or whom.get(one["id"], "")
    numbers = []
    for number in one["numbers"]:
        why = number["why_not"] or (f"do not call: {what[number['e164']]}" if number["e164"] in what else "")
        shown = number["e164"] or number["raw"]
        numbers.append([shown, number["kind"], number["extension"], number["raw"], why])
    return _own(line, texts, numbers, {str(key): str(text) for key, text in one["fields"].items()})


def _own(
    line: int, texts: Mapping[str, str], numbers: Iterable[Sequence[str]], fields: Mapping[str, str]
) -> Own:
    def text(title: str) -> str:
        return plain(texts[title])

    person = Person(
        line=line,
        name=text("Name"),
        account=text("Company"),
        role=text("Title"),
        numbers=tuple(_number(*map(plain, number)) for number in numbers if number[0]),
        email=text("Email"),
        place=text("Place"),
        country=text("Country"),
        zone=text("Time zone"),
        reason=text("Reason to call"),
        do_not_call=text("Do not call"),
        notes=plain_lines(texts["Notes"]),
        fields={plain(key): plain(value) for key, value in fields.items()},
    )
    added = texts["Added"]
    return Own(
        person,
        texts["Offhook contact"],
        text("Purpose"),
        text("List"),
        texts["Referred by"],
        _time(added),
        text(BEST),
    )


def _number(shown: str, kind: str, extension: str, written: str, why: str) -> Number:
    """A number as it was. Whether it may be dialed is asked anew; that it may not be stays."""
    kind = kind if kind in KINDS else "other"
    if _E164.fullmatch(shown) and (read := phone.parse(shown)).e164 == shown:
        return replace(
            read, raw=written or shown, kind=kind, extension=extension, why_not=why or read.why_not
        )
    return Number(shown, kind=kind, extension=extension, why_not=why or "no number that can be dialed")


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def completed(
    puts: Mapping[int, Contact], changed: Collection[int], whom: Sequence[int], own: Sequence[Own]
) -> list[Contact]:
    """The contacts to save, the new ones with what only our file knows. `whom`: who each of `own` is here."""
    here = {one.was: id for one, id in zip(own, whom, strict=True)}
    made = dict(puts)
    for one, id in zip(own, whom, strict=True):
        if id in made and id not in changed:
            made[id] = replace(
                made[id],
                purpose=one.purpose,
                list=one.list or made[id].list,
                referred_by=here.get(one.referred_by, 0),
                added=one.added or made[id].added,
                best=one.best or made[id].best,
            )
    return list(made.values())
