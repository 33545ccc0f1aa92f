"""Which column holds what: by its header, by its content where there is none, or as the rep says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tui.core.phone import reads_as_number
from tui.core.text import count, fold, plain
from tui.lists.header_words import FIELDS, PHONES, field_of, normal
from tui.lists.reader import Row

_LOOK_AT = 25
"""Rows looked at for the header, and for guessing by content."""
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+|[^@\s,;]+@[\w.-]+")
_NAME = re.compile(r"[^\W\d_][^\d@:/]{1,60}")

_ALSO = {"company": "account", "title": "role", "city": "place", "other": "phone", "dnc": "do_not_call"}


class BadMapping(Exception):
    """A `--map` that cannot be. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands, as indexes into a row."""

    header: list[str]
    """The file's own headers; empty when it has none."""
    first: int
    """Index of the first record after the header."""
    at: dict[str, list[int]] = field(default_factory=dict)
    """Our field → its columns, best first."""
    kind_at: dict[int, int] = field(default_factory=dict)
    """Column of a number → the column that names its kind (`Phone 1 - Type`)."""

    def names(self) -> dict[str, str]:
        """Our field → the column's header, for the report; a second `phone` is `phone 2`."""
        return {
            name if turn == 1 else f"{name} {turn}": plain(self.title(index))
            for name, indexes in self.at.items()
            for turn, index in enumerate(indexes, 1)
        }

    def title(self, index: int) -> str:
        """A column's header, or its number."""
        own = self.header[index].strip() if index < len(self.header) else ""
        return own or f"column {index + 1}"


def find_columns(rows: Sequence[Row], mapping: Mapping[str, str]) -> Columns:
    """The header and the columns of a file. Raises BadMapping."""
    start = _header_row(rows)
    header = [] if start is None else rows[start].cells
    first = 0 if start is None else start + 1
    body = [row.cells for row in rows[first : first + _LOOK_AT] if any(c.strip() for c in row.cells)]
    found: dict[str, list[int]] = defaultdict(list)
    for index, title in enumerate(header):
        if name := field_of(title):
            found[name].append(index)
    _settle_names(found, body)
    _settle_roles(found, header, body)
    if not any(name in PHONES for name in found):
        _by_content(found, body, header)
    _overrule(found, mapping, header, max((len(cells) for cells in body), default=len(header)))
    at = {name: found[name] for name in FIELDS if found.get(name)}
    return Columns(header, first, at, _kind_columns(at, header))


def _header_row(rows: Sequence[Row]) -> int | None:
    """Index of the header among the first rows: the one most cells of which we know; None: there is none."""
    best, most = None, 0
    first_data = None
    for index, row in enumerate(rows[:_LOOK_AT]):
        cells = [cell for cell in row.cells if cell.strip()]
        if not cells:
            continue
        if any(_EMAIL.fullmatch(c.strip()) or reads_as_number(c) for c in cells):
            first_data = index if first_data is None else first_data
            continue
        known = len({normal(cell) for cell in cells if field_of(cell)})
        if known > most and (first_data is None or known > 1):
            best, most = index, known
    if best is not None:
        return best
    if first_data is not None:
        # Unknown words right above the first data, as wide as it, are a header all the same.
        above = first_data - 1
        wide = len(rows[first_data].cells)
        return (
            above
            if above >= 0 and sum(bool(c.strip()) for c in rows[above].cells) >= max(2, wide - 1)
            else None
        )
    return next((i for i, row in enumerate(rows) if any(c.strip() for c in row.cells)), None)


def _settle_names(found: dict[str, list[int]], body: Sequence[Sequence[str]]) -> None:
    """Decide what `Nom`, `Nombre` and a lone `Name` beside a first name are."""
    nom, nombre = found.pop("nom", []), found.pop("nombre", [])
    if nombre:
        found["first_name" if found.get("last_name") and not found.get("first_name") else "name"] += nombre
    if nom:
        if found.get("first_name") and not found.get("last_name"):
            found["last_name"].append(nom.pop())
        found["name"] += nom
    if found.get("name") and found.get("first_name") and not found.get("last_name"):
        full, given = found["name"][0], found["first_name"][0]
        pairs = [(fold(_cell(c, full)), fold(_cell(c, given))) for c in body]
        pairs = [(whole, part) for whole, part in pairs if whole and part]
        if sum(part in whole.split() for whole, part in pairs) * 2 < len(pairs) or not pairs:
            found["last_name"] = [found["name"].pop(0)]
    found["last_name"] += found.pop("second_name", [])


def _settle_roles(found: dict[str, list[int]], header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """`Title` and `Titre` may be a salutation: a column called a job comes first, then the later one."""
    if len(found.get("role", [])) > 1:
        found["role"].sort(key=lambda i: (normal(header[i]) in ("title", "titre", "titel", "titulo"), -i))
    if found.get("do_not_call"):
        found["do_not_call"] = [
            i for i in found["do_not_call"] if not re.search(r"mail|fax|sms|newsletter", normal(header[i]))
        ]


def _by_content(found: dict[str, list[int]], body: Sequence[Sequence[str]], header: Sequence[str]) -> None:
    """Find numbers, addresses and, without a header, names and companies by what the cells look like."""
    taken = {index for indexes in found.values() for index in indexes}
    for index in range(max((len(cells) for cells in body), default=0)):
        cells = [cell for row in body if (cell := _cell(row, index))]
        if index in taken or not cells:
            continue
        title = normal(header[index]) if index < len(header) else ""
        if _share(cells, lambda c: bool(_EMAIL.fullmatch(c))) > 0.5:
            found["email"].append(index)
        elif _share(cells, reads_as_number) > 0.5 and not re.search(
            r"\bid\b|fax|zip|plz|code|amount|date|owner|assist|emergency|record|count|salary|revenue", title
        ):
            found["phone"].append(index)
        elif not header and _share(cells, lambda c: bool(_NAME.fullmatch(c))) > 0.6:
            for name in ("name", "account"):
                if not found.get(name):
                    found[name] = [index]
                    break


def field_named(said: str) -> str:
    """Our field for what the rep calls it (`Company`, `first name`, `phone 2`), or empty."""
    name = re.sub(r"\s*\d+$", "", fold(said)).replace(" ", "_").replace("-", "_")
    name = _ALSO.get(name, name)
    return name if name in FIELDS else ""


def _overrule(
    found: dict[str, list[int]], mapping: Mapping[str, str], header: Sequence[str], width: int
) -> None:
    """Put the rep's own mapping in place of the guesses."""
    fresh: set[str] = set()
    for said, column in mapping.items():
        name = field_named(said)
        if not name:
            raise BadMapping(f"There is no field '{plain(said)}'. The fields are: {', '.join(FIELDS)}.")
        index = _column(column, header, max(width, len(header)))
        for indexes in found.values():
            if index in indexes:
                indexes.remove(index)
        found[name] = [*found[name], index] if name in fresh else [index]
        fresh.add(name)


def _column(said: str, header: Sequence[str], width: int) -> int:
    """The index of a column named by its header, in any case and accents, or by its number from 1."""
    wanted = normal(said)
    for index, title in enumerate(header):
        if normal(title) == wanted:
            return index
    if said.strip().isdecimal() and 1 <= int(said) <= width:
        return int(said) - 1
    have = (
        ", ".join(f"'{plain(t).strip()}'" for t in header if t.strip()) or f"none; {count(width, 'column')}"
    )
    raise BadMapping(f"There is no column '{plain(said)}' in the file. Its columns are: {have}.")


def _kind_columns(at: Mapping[str, Sequence[int]], header: Sequence[str]) -> dict[int, int]:
    """`Phone 1 - Value` → the index of `Phone 1 - Type` or `Phone 1 - Label`."""
    titles = {normal(title): index for index, title in enumerate(header)}
    pairs = {}
    for name in PHONES & at.keys():
        for index in at[name]:
            base = normal(header[index]).removesuffix(" value") if index < len(header) else ""
            label = titles.get(f"{base} type", titles.get(f"{base} label")) if base else None
            if label is not None:
                pairs[index] = label
    return pairs


def _cell(cells: Sequence[str], index: int) -> str:
    return cells[index].strip() if index < len(cells) else ""


def _share(cells: Sequence[str], test: object) -> float:
    assert callable(test)
    return sum(1 for cell in cells if test(cell)) / len(cells)
