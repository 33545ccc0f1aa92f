"""Rows to people: the cells of one record, cleaned and read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tui.core.contact import Number
from tui.core.hours import zone
from tui.core.phone import Reading, country_of, read, reads_as_number, split_cell
from tui.core.phone_text import ROUNDED, kind_of
from tui.core.ports import Person, Skipped
from tui.core.text import fold, plain, plain_lines
from tui.lists import places
from tui.lists.columns import Columns
from tui.lists.header_words import PHONES, normal
from tui.lists.identity import distinct
from tui.lists.reader import Row

_NOTHING = frozenset({"", "n/a", "#n/a", "-", "--", "?", "\\n", "(blank)", "(none)", "n.a.", "k.a."})
_LONGEST_NOTHING = max(map(len, _NOTHING))
_NO_NUMBER = _NOTHING | {
    "na",
    "nan",
    "none",
    "null",
    "nil",
    "no",
    "unknown",
    "undefined",
    "keine",
    "aucun",
    "0",
}
_FALSE = {
    *("", "0", "0 0", "false", "no", "n", "f", "off", "none", "null", "nan", "nein", "non", "nee", "falsch"),
    *("faux", "falso", "callable", "ok", "open", "allowed", "active", "ok to call", "may call"),
}
_TRUE = {
    *(
        "1",
        "1 0",
        "true",
        "yes",
        "y",
        "t",
        "x",
        "on",
        "ja",
        "j",
        "oui",
        "si",
        "wahr",
        "vrai",
        "verdadero",
        "set",
    ),
}
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_STATUS = re.compile(r"\b(status|stage|disposition|call result|outcome|ergebnis|statut|estado|resultado)\b")
_FORBIDDEN = re.compile(
    r"(?:.* )?(?:do not|dont|don t|never) (?:call|phone|contact)(?: .*)?|dnc|opted out|opt out|nicht anrufen|"
    r"anrufsperre|ne pas (?:appeler|contacter)|no llamar|no contactar"
)
_TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?\b|summe\b|gesamt\b|somme\b|suma\b|count\b|anzahl\b|nombre total\b"
)


class People:
    """Makes people of a file's rows, and remembers what the rep should hear about them."""

    def __init__(self, columns: Columns, country: str, file_countries: Sequence[str] = ()) -> None:
        self.columns = columns
        self.country = country
        self.file_countries = file_countries
        self.guessed: list[tuple[int, str]] = []
        """(line, country) of numbers whose country was guessed."""
        self.rounded: list[int] = []
        self.shifted: list[int] = []
        self.short: list[int] = []
        self._width = len(columns.header)
        self._phones = sorted(
            (index, "other" if name == "phone" else name)
            for name, indexes in columns.at.items()
            if name in PHONES
            for index in indexes
        )
        used = {index for indexes in columns.at.values() for index in indexes} | set(columns.kind_at.values())
        self._rest = [(i, plain(columns.title(i)).strip()) for i in range(self._width) if i not in used]
        self._status = [i for i, title in self._rest if _STATUS.search(normal(title))]

    def person(self, row: Row) -> Person | Skipped:
        """Who stands in this row, or why nobody does."""
        row, pushed = self._fit(row)
        cells = row.cells
        name, account = self._name(cells), self._first("account", cells)
        said = self._first("country", cells)
        country = places.country(said) if said else ""
        extra = {
            title: text for i, title in self._rest if i < len(cells) and (text := plain(cells[i]).strip())
        }
        if said and not country:
            extra["country"] = said
        if pushed:
            extra["more cells"] = pushed
        email = self._first("email", cells)
        if email and "@" not in email:
            email, extra["email"] = "", email
        numbers = self._numbers(row, country, name, account, email, extra)
        letters = _LETTER.search(name) or _LETTER.search(account)
        if not (letters or email or any(n.e164 or reads_as_number(n.raw) for n in numbers)):
            return Skipped(row.line, _why_nobody(name, numbers))
        if not numbers and not email and _TOTAL.match(fold(name or account)):
            return Skipped(row.line, f"'{name or account}' is a total, not a person")
        said_zone = self._first("zone", cells)
        return Person(
            line=row.line,
            name=name,
            account=account,
            role=self._first("role", cells),
            numbers=numbers,
            email=email,
            place=", ".join(dict.fromkeys(self._all("place", cells))),
            country=country,
            zone=said_zone if said_zone and zone(said_zone) else "",
            reason=self._first("reason", cells),
            do_not_call=self._forbidden(cells),
            notes="\n".join(self._all("notes", cells, lines=True)),
            fields=extra,
        )

    # ------------------------------------------------------------------------------------------ the cells

    def _all(self, name: str, cells: Sequence[str], lines: bool = False) -> list[str]:
        """What the columns of a field hold, cleaned, without the empty ones."""
        found: list[str] = []
        for index in self.columns.at.get(name, ()):
            if index < len(cells) and cells[index]:
                text = (plain_lines if lines else plain)(cells[index]).strip()
                if len(text) > _LONGEST_NOTHING or text.casefold() not in _NOTHING:
                    found.append(text)
        return found

    def _first(self, name: str, cells: Sequence[str]) -> str:
        for index in self.columns.at.get(name, ()):
            if index < len(cells) and cells[index]:
                text = plain(cells[index]).strip()
                if len(text) > _LONGEST_NOTHING or text.casefold() not in _NOTHING:
                    return text
        return ""

    def _name(self, cells: Sequence[str]) -> str:
        full, first = self._first("name", cells), self._first("first_name", cells)
        last = " ".join(dict.fromkeys(self._all("last_name", cells)))
        return f"{first} {last}" if first and last else full or first or last

    def _forbidden(self, cells: Sequence[str]) -> str:
        """Why the file says that this person must not be called; empty when it does not."""
        for index in self.columns.at.get("do_not_call", ()):
            said = plain(cells[index]).strip() if index < len(cells) else ""
            value = normal(said)
            if value in _TRUE:
                return f"{plain(self.columns.title(index))} in the list"
            if value not in _FALSE:  # a date or a reason: whoever wrote it meant yes
                return f"{plain(self.columns.title(index))}: {said}"
        for index in self._status:
            if index < len(cells) and _FORBIDDEN.fullmatch(normal(cells[index])):
                return f"{plain(self.columns.title(index))}: {plain(cells[index]).strip()}"
        return ""

    # ---------------------------------------------------------------------------------------- the numbers

    def _numbers(
        self, row: Row, country: str, name: str, account: str, email: str, extra: dict[str, str]
    ) -> tuple[Number, ...]:
        pieces: list[tuple[str, str]] = []
        for index, kind in self._phones:
            cell = row.cells[index].strip() if index < len(row.cells) else ""
            if not cell or cell.casefold() in _NO_NUMBER:
                continue
            label = self.columns.kind_at.get(index, -1)
            if 0 <= label < len(row.cells):
                kind = kind_of(row.cells[label]) or kind
            if _DIGIT.search(cell):
                pieces += [(plain(part), kind) for part in split_cell(cell)]
            else:
                extra[plain(self.columns.title(index))] = plain(cell)
        if not pieces:
            return ()
        readings = self._read(pieces, country, (name, account, email))
        for reading in readings:
            if reading.guessed:
                self.guessed.append((row.line, reading.guessed))
            if reading.number.why_not == ROUNDED:
                self.rounded.append(row.line)
        numbers = distinct(reading.number for reading in readings)
        return self._with_extension(numbers, row.cells) if "extension" in self.columns.at else numbers

    def _read(
        self, pieces: Sequence[tuple[str, str]], country: str, who: tuple[str, str, str]
    ) -> list[Reading]:
        """Read the numbers of a row. One with a plus tells the country of its neighbours."""

        def hints() -> list[str]:
            found = places.signs(*who)
            found += [country_of(read(text).number.e164) for text, _ in pieces if text.startswith("+")]
            return [hint for hint in (*found, self.country, *self.file_countries) if hint]

        return [read(text, country or self.country, kind, hints) for text, kind in pieces]

    def _with_extension(self, numbers: tuple[Number, ...], cells: Sequence[str]) -> tuple[Number, ...]:
        said = re.sub(r"\D", "", self._first("extension", cells).removesuffix(".0"))
        for index, number in enumerate(numbers):
            if said and number.e164 and not number.extension and number.kind != "mobile":
                return (*numbers[:index], replace(number, extension=said), *numbers[index + 1 :])
        return numbers

    # --------------------------------------------------------------------------------------- crooked rows

    def _fit(self, row: Row) -> tuple[Row, str]:
        """The cells that stand under their own header, and the text of those a comma pushed along."""
        cells = row.cells
        if len(cells) == self._width or not self._width:
            return row, ""
        if len(cells) < self._width:
            self.short.append(row.line)
            return row, ""
        if not any(cell.strip() for cell in cells[self._width :]):
            return row, ""
        self.shifted.append(row.line)
        good = self._width
        typed: list[tuple[int, Callable[[str], bool]]] = [(i, reads_as_number) for i, _ in self._phones]
        typed += [(i, _is_address) for i in self.columns.at.get("email", ())]
        for index, fits in sorted(typed, key=lambda pair: pair[0]):
            cell = cells[index].strip() if index < len(cells) else ""
            if cell.casefold() not in _NO_NUMBER and not fits(cell):
                good = index
                break
        rest = " | ".join(text for cell in cells[good:] if (text := plain(cell).strip()))
        return Row(row.line, cells[:good]), rest


def _is_address(cell: str) -> bool:
    return "@" in cell


def _why_nobody(name: str, numbers: Sequence[Number]) -> str:
    if numbers:
        return f"no name, and '{numbers[0].raw}' is no number"
    return f"'{name}' is no name, and there is no number or e-mail" if name else "no name, number or e-mail"


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
