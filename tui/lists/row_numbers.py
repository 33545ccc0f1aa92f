"""The phone numbers of a row: out of their cells, with their kinds, of the country the row speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.core.people.contact import Number, distinct
from tui.core.people.phone import Reading, country_of, read, split_cell
from tui.core.people.phone_text import ROUNDED, kind_of
from tui.core.text import plain
from tui.lists import places
from tui.lists.cells import forbids, nothing
from tui.lists.columns import Columns
from tui.lists.header_words import PHONES
from tui.lists.reader import Row

_DIGIT = re.compile(r"\d")
#: Beginnings of a number that has its area or country code already.
_WHOLE = re.compile(r"\s*[+＋0(]")
_LONGEST_LOCAL = 9
#: What no cell begins with that says there is no number.
_BEGINS = frozenset("+(123456789")


class Numbers:
    """Reads the numbers of rows, and remembers what the rep should hear about them."""

    def __init__(self, columns: Columns, country: str, file_countries: Sequence[str]) -> None:
        self.country = country
        self.file_countries = file_countries
        self.guessed: list[tuple[int, str]] = []
        """(line, country) of numbers whose country was guessed."""
        self.rounded: list[int] = []
        self._columns = columns
        self.phones = sorted(
            (index, "other" if name == "phone" else name)
            for name, indexes in columns.at.items()
            if name in PHONES
            for index in indexes
        )
        self._extension = columns.at.get("extension", [])
        self._area = columns.at.get("area_code", [])
        self._calling = columns.at.get("calling_code", [])

    def of(
        self, row: Row, country: str, who: tuple[str, str, str], extra: dict[str, str]
    ) -> tuple[Number, ...]:
        """The numbers of a row of `country` (ISO code, or empty: the list's), each once.

        `who` is name, account and e-mail, for signs of another country. Cells without a digit go to `extra`.
        """
        pieces: list[tuple[str, str]] = []
        columns: list[int] = []
        cells = row.cells
        for index, kind in self.phones if self._columns.inbound is None else self._phones_of(cells):
            cell = cells[index].strip() if index < len(cells) else ""
            if not cell or (cell[0] not in _BEGINS and nothing(cell)):
                continue
            label = self._columns.kind_at.get(index, -1)
            if 0 <= label < len(row.cells):
                kind = kind_of(row.cells[label]) or kind
            if _DIGIT.search(cell):
                parts = split_cell(cell)
                pieces += [(plain(part), kind) for part in parts]
                columns += [index] * len(parts)
            else:
                extra[plain(self._columns.title(index))] = plain(cell)
        if not pieces:
            return ()
        if self._area:
            pieces = self._with_area(pieces, row.cells)
        readings = self._read(pieces, (self._calling and self._calling_country(cells)) or country, who)
        for reading in readings:
            if reading.guessed:
                self.guessed.append((row.line, reading.guessed))
            if reading.number.why_not == ROUNDED:
                self.rounded.append(row.line)
        read_from = [reading.number for reading in readings]
        if self._columns.flag_at or self._columns.extension_at:
            read_from = self._beside(read_from, columns, cells)
        numbers = distinct(read_from)
        if self._extension and not self._columns.extension_at:
            return self._with_extension(numbers, cells)
        return numbers

    def _beside(
        self, numbers: Sequence[Number], columns: Sequence[int], cells: Sequence[str]
    ) -> list[Number]:
        """The numbers with what the columns beside theirs say: an extension, that nobody calls this one."""
        found: list[Number] = []
        extended: set[int] = set()
        for number, column in zip(numbers, columns, strict=True):
            flag, own = self._columns.flag_at.get(column, -1), self._columns.extension_at.get(column, -1)
            if 0 <= flag < len(cells) and forbids(plain(cells[flag])) and not number.why_not:
                number = replace(
                    number, why_not=f"do not call: {plain(self._columns.title(flag))} in the list"
                )
            if own >= 0 and own not in extended and number.e164 and not number.extension:
                extended.add(own)
                number = replace(number, extension=_digits(cells, own))
            found.append(number)
        return found

    def _calling_country(self, cells: Sequence[str]) -> str:
        """The country that a column of calling codes says the numbers are of (ISO code), or empty."""
        index = self._calling[0]
        return places.country(plain(cells[index])) if index < len(cells) else ""

    def _phones_of(self, cells: Sequence[str]) -> Sequence[tuple[int, str]]:
        """The columns of their numbers: of a call that came in the number that rang, not ours."""
        assert self._columns.inbound
        direction, called, calling = self._columns.inbound
        if direction < len(cells) and cells[direction].strip().casefold().startswith(("in", "ein", "ent")):
            return [(calling if index == called else index, kind) for index, kind in self.phones]
        return self.phones

    def _read(
        self, pieces: Sequence[tuple[str, str]], country: str, who: tuple[str, str, str]
    ) -> list[Reading]:
        """Read the numbers of a row. One with a plus tells the country of its neighbours."""

        def hints() -> list[str]:
            found = places.signs(*who)
            found += [country_of(read(text).number.e164) for text, _ in pieces if text.startswith("+")]
            return [hint for hint in (*found, self.country, *self.file_countries) if hint]

        return [read(text, country or self.country, kind, hints) for text, kind in pieces]

    def _with_area(self, pieces: Sequence[tuple[str, str]], cells: Sequence[str]) -> list[tuple[str, str]]:
        """Numbers that have their area code in a column of its own, with it."""
        index = self._area[0]
        area = _digits(cells, index)
        if not 0 < len(area) < 6:
            return list(pieces)
        if cells[index].lstrip().startswith("+") and places.country(cells[index]) not in ("", self.country):
            return [
                (text if text[:1] in "+＋" else f"+{area} {text.lstrip('0')}", kind) for text, kind in pieces
            ]
        return [
            (f"{area} {text}", kind)
            if not _WHOLE.match(text) and 3 < len(_DIGIT.findall(text)) <= _LONGEST_LOCAL
            else (text, kind)
            for text, kind in pieces
        ]

    def _with_extension(self, numbers: tuple[Number, ...], cells: Sequence[str]) -> tuple[Number, ...]:
        said = _digits(cells, self._extension[0])
        for turn, number in enumerate(numbers):
            if said and number.e164 and not number.extension and number.kind != "mobile":
                return (*numbers[:turn], replace(number, extension=said), *numbers[turn + 1 :])
        return numbers


def _digits(cells: Sequence[str], index: int) -> str:
    return re.sub(r"\D", "", cells[index].removesuffix(".0")) if index < len(cells) else ""


def countries_with_plus(rows: Sequence[Row], phones: Mapping[str, Sequence[int]]) -> list[str]:
    """Countries that most of the file's own international numbers are of: a weak hint for the rest."""
    seen: dict[str, int] = {}
    total = 0
    for row in rows[:500]:
        for name in PHONES & phones.keys():
            for index in phones[name]:
                if index < len(row.cells) and row.cells[index].lstrip(" '").startswith("+"):
                    code = country_of(read(row.cells[index]).number.e164)
                    total += 1
                    seen[code] = seen.get(code, 0) + 1
    return [code for code, times in seen.items() if code and times >= 3 and times * 2 > total]
