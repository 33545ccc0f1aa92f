"""Rows to people: the cells of one record, cleaned and read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tui.core.hours.hours import zone
from tui.core.people.contact import Number
from tui.core.people.phone import reads_as_number
from tui.core.people.phone_text import clean, kind_of
from tui.core.ports import Person, Skipped
from tui.core.text import fold, plain, plain_lines
from tui.lists import places
from tui.lists.between import Between
from tui.lists.cells import (
    blank,
    forbids,
    joined,
    mail_apart,
    nothing,
    refuses,
    status_forbids,
    unwrapped,
    whole_note_forbids,
)
from tui.lists.columns import Columns
from tui.lists.content import holds_number, written
from tui.lists.header_words import normal
from tui.lists.reader import Row
from tui.lists.row_numbers import Numbers

_LETTER = re.compile(r"[^\W\d_]")
_MAIL = re.compile(r"[^\s,;:|<>()\[\]\"]+@[^\s,;:|<>()\[\]\"]+")
_PLAIN_MAIL = re.compile(r"[\w.+-]+@[\w.-]+")
#: More characters than this hold no e-mails.
_LONGEST = 1000
#: Columns that may say somewhere that nobody calls.
_STATUS = re.compile(
    r"\b(?:status|stage|disposition|call result|outcome|labels?|tags?|groups?|group membership|categor"
    r"|segments?|flags?|prefer|ergebnis|statut|estado|resultado|esito|stato|resultaat|etiqueta|etichett"
    r"|etikett|gruppe|groupe|grupo|gruppo|kategori|lifecycle|permission|priorit)"
    r"|ステータス|タグ|状態|結果|区分|ラベル"
)
#: The column of rows that were rejected before (`rejects.py`): it says nothing of the person.
REASON = "Why it was not imported"
_LINK = re.compile(r"\s*\(https?://[^()\s]*\)")
_TOTAL = re.compile(
    r"(?:(?:grand |sub ?)?totals?|summe|gesamt|somme|suma|count|anzahl|nombre total|totale|totaal|soma)\b"
    r"|合計|小計"
)
#: What spreadsheets put below the rows of a company: `Acme Total`.
_SUBTOTAL = re.compile(r" (?:sub ?total|total|ergebnis|gesamt|sous-total|totale|totaal)$")


class People:
    """Makes people of a file's rows, and remembers what the rep should hear about them."""

    def __init__(self, columns: Columns, country: str, file_countries: Sequence[str] = ()) -> None:
        self.columns = columns
        self.numbers = Numbers(columns, country, file_countries)
        self.shifted: list[int] = []
        self.short: list[int] = []
        self.astray: list[int] = []
        self._at = columns.at
        self._header = columns.header
        self._width = len(columns.header)
        self._named = bool(columns.at.keys() & {"name", "first_name", "last_name"})
        self._between = Between(columns)
        self._parts = bool(columns.at.keys() & {"first_name", "last_name"})
        used = {index for indexes in columns.at.values() for index in indexes} | set(columns.kind_at.values())
        rest = ((i, plain(columns.title(i)).strip()) for i in range(self._width) if i not in used)
        self._rest = [(i, title) for i, title in rest if title != REASON]
        self._status = [i for i, title in self._rest if _STATUS.search(normal(title))]

    def person(self, row: Row) -> Person | Skipped:
        """Who stands in this row, or why nobody does."""
        row = self._between.straight(row)
        if why := self._between.nobody(row.cells):
            return Skipped(row.line, why)
        row, pushed = self._fit(row)
        cells = row.cells
        extra = {
            title: text for i, title in self._rest if i < len(cells) and (text := plain(cells[i]).strip())
        }
        if pushed:
            extra["more cells"] = pushed
        account = self._first("account", cells, extra)
        name, mail = self._name(cells, account, extra)
        email = self._email(cells, extra) or mail
        name = name or (self._named_in_mail(cells) if email else "")
        country, where = self._country(cells, extra)
        numbers = self.numbers.of(row, country, (name, account, email), extra)
        name = name or ("" if self._named else self._label(cells, account))
        if nobody := _why_nobody(name, account, email, numbers):
            return Skipped(row.line, nobody)
        if not numbers:
            self._look_astray(row, (name, account))
        said_zone = self._first("zone", cells, extra) if "zone" in self._at else ""
        notes = "\n".join(self._all("notes", cells, lines=True)) if "notes" in self._at else ""
        return Person(
            line=row.line,
            name=name,
            account=account,
            role=self._first("role", cells, extra) if "role" in self._at else "",
            numbers=numbers,
            email=email,
            place=where,
            country=country,
            zone=said_zone if said_zone and zone(said_zone) else "",
            reason=self._first("reason", cells, extra) if "reason" in self._at else "",
            do_not_call=self._forbidden(cells, notes),
            notes=notes,
            fields=extra,
        )

    def _look_astray(self, row: Row, texts: Sequence[str]) -> None:
        """Remember a row without a number that has one in a column of texts."""
        if self.numbers.phones and any(map(written, (*texts, *self._all("email", row.cells)))):
            self.astray.append(row.line)

    # ------------------------------------------------------------------------------------------ the cells

    def _all(self, name: str, cells: Sequence[str], lines: bool = False) -> list[str]:
        """What the columns of a field hold, cleaned, without the empty ones."""
        found: list[str] = []
        for index in self._at.get(name, ()):
            if index < len(cells) and (cell := cells[index]):
                text = (plain_lines if lines else plain)(cell).strip()
                if text and not (len(text) < 10 and blank(text)):
                    found.append(unwrapped(text) if text[0] == "=" else text)
        return found

    def _first(self, name: str, cells: Sequence[str], extra: dict[str, str]) -> str:
        """What the best column of a field holds; what others say beside it is kept under their titles."""
        found = ""
        for index in self._at.get(name, ()):
            if index < len(cells) and (cell := cells[index]):
                text = plain(cell).strip()
                if not text or (len(text) < 10 and blank(text)):
                    continue
                if not found:
                    found = unwrapped(text) if text[0] == "=" else text
                    if "(http" in found:  # Notion: `Acme (https://…)`
                        found = _LINK.sub("", found).strip() or found
                elif text != found:
                    extra[plain(self.columns.title(index)).strip()] = text
        return found

    def _name(self, cells: Sequence[str], account: str, extra: dict[str, str]) -> tuple[str, str]:
        """(name, an e-mail that stood with it)."""
        full = self._first("name", cells, extra)
        first = last = ""
        if self._parts:
            first = self._first("first_name", cells, extra)
            last = " ".join(dict.fromkeys(self._all("last_name", cells)))
        if first and last:
            both = joined(first, last)
            if full and set(fold(full).split()) - set(fold(both).split()):
                extra.setdefault(plain(self.columns.title(self._at["name"][0])).strip(), full)
            return both, ""
        name = full or first or last
        if "  " in name:
            name = " ".join(name.split())
        if account and name.startswith(f"{account}, "):  # Odoo: `Acme Ltd, Ada Byron`
            name = name[len(account) + 2 :]
        return mail_apart(name) if "@" in name else (name, "")

    def _email(self, cells: Sequence[str], extra: dict[str, str]) -> str:
        """The first e-mail; the others are kept beside it."""
        said = self._all("email", cells)
        if not said:
            return ""
        if len(said) == 1 and _PLAIN_MAIL.fullmatch(said[0]):
            return said[0]
        found = list(dict.fromkeys(mail for text in said for mail in _MAIL.findall(text[:_LONGEST])))
        rest = [text for text in said if "@" not in text]
        if rest:
            extra["email"] = ", ".join(rest)
        if len(found) > 1:
            extra["other e-mail"] = ", ".join(found[1:])
        return found[0] if found else ""

    def _named_in_mail(self, cells: Sequence[str]) -> str:
        """The name in `Ada Byron <ada@x.example>`, where no column has one."""
        said = self._first("email", cells, {})
        return mail_apart(said)[0].strip("\"' ") if said.endswith((">", ")")) else ""

    def _label(self, cells: Sequence[str], account: str) -> str:
        """The name before a number, where no column has one (`Ada Byron 020 7946 0101`)."""
        for index, _ in self.numbers.phones:
            label = clean(cells[index])[1].strip(" -–—:,(") if index < len(cells) else ""
            if " " in label and not kind_of(label) and label != account:
                return label
        return ""

    def _country(self, cells: Sequence[str], extra: dict[str, str]) -> tuple[str, str]:
        """(ISO code of the row's country or nothing, place): the country's own column, else the address."""
        where = list(dict.fromkeys(self._all("place", cells))) if "place" in self._at else []
        said = self._first("country", cells, extra) if "country" in self._at else ""
        country = places.country(said) if said else ""
        if said and not country:
            extra["country"] = said
        if not country and where:
            country = next((code for text in where if (code := places.in_address(text))), "")
        return country, ", ".join(where)

    def _forbidden(self, cells: Sequence[str], notes: str) -> str:
        """Why the file says that this person must not be called; empty when it does not."""
        for index in self._at.get("do_not_call", ()):
            if index < len(cells) and (cell := cells[index]) and (said := forbids(plain(cell))):
                title = plain(self.columns.title(index))
                return f"{title} in the list" if said == "yes" else f"{title}: {said}"
        for index in self._at.get("consent", ()):
            if index < len(cells) and (cell := cells[index]) and refuses(plain(cell)):
                return f"{plain(self.columns.title(index))}: {plain(cell).strip()}"
        for index in self._status:
            if index < len(cells) and (cell := cells[index]) and status_forbids(cell):
                return f"{plain(self.columns.title(index))}: {plain(cell).strip()}"
        return f"the note says: {notes}" if notes and whole_note_forbids(notes) else ""

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
        typed: list[tuple[int, Callable[[str], bool]]] = [(i, holds_number) for i, _ in self.numbers.phones]
        typed += [(i, _is_address) for i in self._at.get("email", ())]
        for index, fits in sorted(typed, key=lambda pair: pair[0]):
            cell = cells[index].strip() if index < len(cells) else ""
            if not nothing(cell) and not fits(cell):
                good = index
                break
        rest = " | ".join(text for cell in cells[good:] if (text := plain(cell).strip()))
        return Row(row.line, cells[:good]), rest


def _is_address(cell: str) -> bool:
    return "@" in cell


def _why_nobody(name: str, account: str, email: str, numbers: Sequence[Number]) -> str:
    """Why a row is nobody; empty: somebody."""
    if not (email or _LETTER.search(name) or _LETTER.search(account)) and not any(
        n.e164 or reads_as_number(n.raw) for n in numbers
    ):
        if numbers:
            return f"no name, and '{numbers[0].raw}' is no number"
        return (
            f"'{name}' is no name, and there is no number or e-mail" if name else "no name, number or e-mail"
        )
    if numbers or email:
        return ""
    said = fold(name or account)
    if _TOTAL.match(said) or (not name and _SUBTOTAL.search(said)):
        return f"'{name or account}' is a total, not a person"
    return ""
