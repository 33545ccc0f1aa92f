"""Do-not-call files that are tables: which column is what, and what each row says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.core.people.phone import country_of, reads_as_number
from tui.core.text import plain
from tui.lists import places
from tui.lists.dnc.numbers import Numbers, joined, northern
from tui.lists.dnc.words import (
    AREA,
    CHANGE,
    COUNTRY,
    EXCHANGE,
    FLAG,
    LINE,
    PHONE,
    change_of,
    role_of,
    state_of,
)
from tui.lists.header_words import normal
from tui.lists.reader import Row

_COMMENT = ("#", "//", "'#")
#: `+33142685300 # asked`; but `2015550144 #9` is an extension.
_REMARK = re.compile(r"(?<=\d)\s+(?:#|//)\s*[^\d\s#].*$")
_NO_NUMBERS = re.compile(
    r"\b(?:id|zip|plz|postcode|date|time|count|amount|account|order|invoice|created|updated|registered)\b"
)
_DIALED = re.compile(r"\(?0[1-9][0-9]{0,4}\)?")
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SAMPLE = 200
#: Without a header a column with so many numbers is one of numbers: better one too many forbidden.
_SOME = 0.2


class Entry(NamedTuple):
    """What one record of a file says."""

    line: int
    texts: list[str]
    """Cells with numbers."""
    country: str
    """ISO code; empty: not said."""
    came: bool | None
    """Whether the numbers came or went; None: the file does not say."""
    off: str
    """Why the numbers are not on the list; empty: they are."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand, as indexes into a row."""

    first: int
    """The first record, among the rows that are neither blank nor comments."""
    groups: Sequence[Sequence[int]]
    """The columns that make a number together: one alone, or area code (and exchange) and the rest."""
    change: int | None = None
    marks: Sequence[int] = ()
    """Columns that say whether somebody is on the list."""
    country: int | None = None
    titles: Sequence[str] = ()
    home: str = ""
    """The country (ISO code) that the shape of the numbers tells; empty: none."""

    def entry(self, row: Row) -> Entry:
        """What a row says."""
        cells = row.cells
        texts = [text for group in self.groups if (text := _text(cells, group))]
        said = _cell(cells, self.country)
        country = (places.country(said) if said else "") or self.home
        came = None if self.change is None else change_of(_cell(cells, self.change)) is not False
        return Entry(row.line, texts, country, came, self._off(cells))

    def _off(self, cells: Sequence[str]) -> str:
        """A row is on the list when one of its marks says so, or says anything but no."""
        if not self.marks:
            return ""
        said = [_cell(cells, index) for index in self.marks]
        if any(text and state_of(text) is not False for text in said):
            return ""
        index, text = self.marks[0], said[0]
        return f"'{plain(self.titles[index]).strip()}' is '{plain(text)}'"


def records(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows that are neither blank nor comments."""
    for row in rows:
        first = next((text for cell in row.cells if (text := cell.strip())), "")
        if first and not first.startswith(_COMMENT):
            yield row


def find_layout(rows: Sequence[Row], country: str) -> Layout:
    """The layout of a table, from its first records."""
    header, first = _header(rows)
    body = [row.cells for row in rows[first : first + _SAMPLE]]
    roles = [role_of(title) for title in header]
    numbers = Numbers(country, countries(body))

    def reads(texts: Iterable[str]) -> float:
        return _share(texts, lambda text: bool(numbers.all(text)[0]))

    marks = [
        i
        for i, role in enumerate(roles)
        if (role == FLAG and not reads(_column(body, i)) > 0.5)
        or (role == PHONE and _is_state(_column(body, i)))  # `dnc` may head numbers, or yes and no
    ]
    change = _change(roles, body, bool(header))
    if change is None:
        marks += [i for i, role in enumerate(roles) if role == CHANGE and _is_state(_column(body, i))]
    marks = [i for i in marks if any(state_of(text) is not False for text in _column(body, i))]
    taken = {*marks, *([] if change is None else [change])}
    groups = _named(roles, body, taken, reads) or _found(header, body, taken, reads)
    where = next((i for i, role in enumerate(roles) if role == COUNTRY), None)
    home = "US" if groups and _is_northern(body, groups[0]) else ""
    return Layout(first, groups, change, marks, where, header, home)


def countries(body: Iterable[Sequence[str]]) -> list[str]:
    """The countries of the numbers that name theirs, the most frequent first."""
    found: Counter[str] = Counter()
    for cells in body:
        for cell in cells:
            if "+" in cell[:3] and reads_as_number(cell):
                e164, _ = Numbers("").read(cell)
                found[country_of(e164) if e164 else ""] += 1
    return [code for code, _ in found.most_common() if code]


# ------------------------------------------------------------------------------------------------ the header


def _header(rows: Sequence[Row]) -> tuple[list[str], int]:
    """(the header or nothing, index of the first record). Titles above a header are passed over."""
    data = next((i for i, row in enumerate(rows) if _is_data(row.cells)), len(rows))
    known = [i for i in range(min(data, len(rows))) if any(map(role_of, rows[i].cells))]
    if known:
        return rows[known[-1]].cells, known[-1] + 1
    if 0 < data < len(rows) and len(rows[data - 1].cells) >= len(rows[data].cells) > 1:
        return rows[data - 1].cells, data
    return [], 0


def _is_data(cells: Sequence[str]) -> bool:
    together = "".join(cell.strip() for cell in cells[:3])
    return any(reads_as_number(cell) for cell in cells) or bool(re.fullmatch(r"[0-9]{10,11}", together))


# ------------------------------------------------------------------------------------------------ the columns


def _named(
    roles: Sequence[str],
    body: Sequence[Sequence[str]],
    taken: set[int],
    reads: Callable[[Iterable[str]], float],
) -> list[list[int]]:
    """The numbers by what the header calls them."""
    at = {role: [i for i, r in enumerate(roles) if r == role and i not in taken] for role in {*roles}}
    area, exchange, line = (at.get(role, []) for role in (AREA, EXCHANGE, LINE))
    if area and exchange and (line or at.get(PHONE)):
        return [[area[0], exchange[0], (line or at[PHONE])[0]]]
    phones = at.get(PHONE, []) or at.get(LINE, [])
    phones = [i for i in phones if any(re.search(r"\d", text) for text in _column(body, i))]
    alone = {i: reads(_column(body, i)) for i in phones}
    if area and phones and _is_northern(body, [area[0], phones[0]]):
        return [[area[0], phones[0]]]
    if not area or all(share > 0.5 for share in alone.values()):
        return [[i] for i in phones]
    return [[i] if alone[i] > 0.5 else [area[0], i] for i in phones]


def _found(
    header: Sequence[str],
    body: Sequence[Sequence[str]],
    taken: set[int],
    reads: Callable[[Iterable[str]], float],
) -> list[list[int]]:
    """The numbers by what they look like: columns alone, or two or three side by side in most rows."""
    width = max(map(len, body), default=0)
    free = [i for i in range(width) if i not in taken and not _is_other(header, body, i)]
    enough = 0.5 if header else _SOME
    alone = [[i] for i in free if reads(_column(body, i)) > enough]
    pairs = ([i, i + 1] for i in free if i + 1 in free)
    if pair := next((p for p in pairs if _is_northern(body, p) or _is_area(_column(body, p[0]))), None):
        return [pair]
    if alone:
        return alone
    for many in (2, 3):
        for group in ([*range(i, i + many)] for i in free):
            texts = [_text(cells, group) if all(_cell(cells, i) for i in group) else "-" for cells in body]
            if {*group} <= {*free} and reads(texts) > 0.5:
                return [group]
    return [[i] for i in free if reads(_column(body, i)) > 0]


def _is_northern(body: Sequence[Sequence[str]], group: Sequence[int]) -> bool:
    """Whether the columns are an area code and a number of North America."""
    return len(group) == 2 and northern((_cell(c, group[0]), _cell(c, group[1])) for c in body)


def _is_area(texts: Sequence[str]) -> bool:
    """Whether a column holds area codes as they are dialed: `030`, `(0211)`."""
    return bool(texts) and all(_DIALED.fullmatch(text) for text in texts)


def _is_other(header: Sequence[str], body: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a column holds dates or what its header says is no number."""
    title = normal(header[index]) if index < len(header) else ""
    return bool(_NO_NUMBERS.search(title)) or _share(_column(body, index), _DAY.fullmatch) > 0.9


def _change(roles: Sequence[str], body: Sequence[Sequence[str]], header: bool) -> int | None:
    """The column that says whether a number came or went."""
    width = max(map(len, body), default=0)
    for index in range(width):
        said = {change_of(text) for text in _column(body, index)}
        if not said or None in said:
            continue
        if not header or False in said or (index < len(roles) and roles[index] == CHANGE):
            return index
    return None


def _is_state(texts: Iterable[str]) -> bool:
    said = {state_of(text) for text in texts}
    return bool(said) and None not in said


# ------------------------------------------------------------------------------------------------- the cells


def _cell(cells: Sequence[str], index: int | None) -> str:
    return "" if index is None or index >= len(cells) else cells[index].strip()


def _column(body: Iterable[Sequence[str]], index: int) -> list[str]:
    return [text for cells in body if (text := _cell(cells, index))]


def _text(cells: Sequence[str], group: Sequence[int]) -> str:
    """The number in these columns; empty when its last one is."""
    if len(group) == 1:
        return _REMARK.sub("", _cell(cells, group[0]))
    *before, last = (_cell(cells, index) for index in group)
    return joined(" ".join(before), last) if last else ""


def _share(texts: Iterable[str], test: Callable[[str], object]) -> float:
    found = [bool(test(text)) for text in texts]
    return sum(found) / len(found) if found else 0.0
