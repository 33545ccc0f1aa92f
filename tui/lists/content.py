"""What the cells of a column look like, and the fields that are found by it where no header says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tui.core.people.phone import reads_as_number, split_cell
from tui.core.people.phone_text import kind_of
from tui.lists import places
from tui.lists.cells import nothing
from tui.lists.header_words import PHONES, normal, speaks_of_another

if TYPE_CHECKING:
    from tui.lists.header_doubts import Found

_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^@\s,;<>()]+|[^@\s,;<>()]+@[\w.-]+")
_NAMED_EMAIL = re.compile(r"[^@<>]*[<(][^@\s]+@[^@\s]+[>)]")
_NAME = re.compile(r"[^\W\d_][^\d@:/]{1,60}")
_FULL = re.compile(r"[^\W\d_][\w.'’-]*,?(?: [^\W\d_][\w.'’-]*){1,4}")
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|ltd|limited|inc|llc|llp|plc|corp|co|sarl|sas|s\.?a|s\.?l|srl|spa|bv|nv|oy|ab|group|gruppe|"
    r"studio|hotel|bank|university|services?|solutions|systems|consulting|partners|lda|ltda|株式会社|有限会社)\b\.?"
    r"|株式会社|有限会社|& (?:co|sons|söhne|fils)",
    re.I,
)
_GROUPED = re.compile(r"[+＋]|^\W*0\d|\d[ ()./-]+\d")
#: Longer cells are texts.
_LONG = 500
#: Columns with digits that are no numbers to call, and columns of words that are no names.
_OTHER_DIGITS = re.compile(
    r"\bid\b|fax|zip|plz|post|code|amount|date|datum|owner|assist|emergency|record|count|salary|revenue|iban|vat"
    r"|account|order|invoice|price|umsatz|betrag|nr\b|numero d|番号|コード|日"
)
_OTHER_WORDS = re.compile(
    r"owner|source|status|stage|city|ort\b|stadt|country|land|state|region|industry|branche|department|abteilung"
    r"|product|campaign|list|tag|label|type|language|sprache|gender|note|comment|url|web|yomi|phonetic|kana|カナ|フリ"
    r"|\buser\b|\bhost\b|organi[sz]er|rep\b|agent|manager|assist|salut|anrede|nick|source|category|kategor|subject|title|description|street|str\b"
)


#: Whose e-mail is the rep's own, or of whoever sold the list.
_OWN = re.compile(
    r"owner|creat|modif|assign|manager|\brep\b|agent|sender|\buser\b|\bhost\b|organi[sz]er|besitzer|propriet|responsable"
)


@lru_cache(maxsize=4096)
def holds_number(cell: str) -> bool:
    """Whether there is a phone number in a cell, alone or among several."""
    return len(cell) < _LONG and (reads_as_number(cell) or any(map(reads_as_number, split_cell(cell))))


def written(cell: str) -> bool:
    """Whether a cell is written as phone numbers are, and not as the number of an account or an order."""
    return holds_number(cell) and bool(_GROUPED.search(cell))


def is_email(cell: str) -> bool:
    """Whether a cell is an e-mail address, or several."""
    return "@" in cell and len(cell) < _LONG and all(_EMAIL.fullmatch(part) for part in _parts(cell))


def holds_email(cell: str) -> bool:
    """The same, also with a name before it: `Ada Byron <ada@x.example>`."""
    fits = "@" in cell and len(cell) < _LONG
    return fits and all(_EMAIL.fullmatch(p) or _NAMED_EMAIL.fullmatch(p) for p in _parts(cell))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,|\n]", cell) if part.strip()]


class Looks:
    """The first cells of every column."""

    def __init__(self, body: Sequence[Sequence[str]], width: int) -> None:
        self._body = body
        self.width = width
        self._said: dict[int, list[str]] = {}

    def said(self, index: int) -> list[str]:
        """What stands in a column, without the empty cells and those that say `n/a`."""
        if index not in self._said:
            cells = (cells[index].strip() for cells in self._body if index < len(cells))
            self._said[index] = [cell for cell in cells if cell and not nothing(cell)]
        return self._said[index]

    def cells(self, index: int) -> list[str]:
        """What stands in a column, without the empty cells only."""
        return [text for cells in self._body if index < len(cells) and (text := cells[index].strip())]

    def pairs(self, one: int, other: int) -> list[tuple[str, str]]:
        """What two columns hold, row by row, where both hold something."""
        both = ((c[one].strip(), c[other].strip()) for c in self._body if max(one, other) < len(c))
        return [(first, second) for first, second in both if first and second]

    def share(self, index: int, test: Callable[[str], object]) -> float:
        """How much of a column passes a test, 0–1; 0 of an empty one."""
        cells = self.said(index)
        return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0

    def samples(self, index: int, many: int = 3) -> list[str]:
        """Different values, the first ones."""
        return list(dict.fromkeys(self.said(index)))[:many]


def by_content(found: Found, looks: Looks, header: Sequence[str]) -> None:
    """Find what no header named: numbers, addresses, countries, and at last names and companies."""
    titles = [normal(title) for title in header]
    for index in range(looks.width):
        title = titles[index] if index < len(titles) else ""
        if index in found.taken or not looks.said(index) or index in found.why:
            continue
        if (
            not found.at.get("email")
            and (mails := looks.share(index, is_email)) > 0.5
            and not _OWN.search(title)
        ):
            found.put("email", index, mails * 0.9, _most("are e-mails", looks, index, is_email))
        elif (
            not (found.at.keys() & PHONES and header and title and any(found.at.get(p) for p in PHONES))
            and (numbers := looks.share(index, holds_number)) > 0.5
            and not _OTHER_DIGITS.search(title)
        ):
            sure = numbers * (0.9 if not title else 0.75 if looks.share(index, written) > 0.5 else 0.55)
            found.put("phone", index, sure, _most("are phone numbers", looks, index, holds_number))
        elif (
            (kind := kind_of(title))
            and not speaks_of_another(title)
            and not _OTHER_DIGITS.search(title)
            and looks.share(index, written) > 0.5
        ):
            sure = looks.share(index, written) * 0.75
            found.put(kind, index, sure, _most("are phone numbers", looks, index, written))
        elif not header and looks.share(index, places.country) > 0.8 and len(looks.said(index)) > 1:
            found.put("country", index, 0.7, "its cells are countries")
    if not any(found.at.get(name) for name in ("name", "first_name", "last_name")):
        _people(found, looks, titles)


def _most(are: str, looks: Looks, index: int, test: Callable[[str], object]) -> str:
    cells = looks.said(index)
    return f"{sum(1 for cell in cells if test(cell))} of {len(cells)} cells {are}"


def _people(found: Found, looks: Looks, titles: Sequence[str]) -> None:
    """Names and, without a header, companies, by what the cells look like."""
    words = [
        index
        for index in range(looks.width)
        if index not in found.taken
        and looks.share(index, _NAME.fullmatch) > 0.6
        and not (index < len(titles) and _OTHER_WORDS.search(titles[index]))
        and (len(set(looks.said(index))) * 2 > len(looks.said(index)) or len(looks.said(index)) < 4)
    ]
    firms = [i for i in words if looks.share(i, _COMPANY.search) > 0.3 and len(looks.said(i)) > 1]
    full = [i for i in words if i not in firms and looks.share(i, _FULL.fullmatch) > 0.5]
    if titles:
        _by_looks_alone(found, full, firms)
        return
    rest = [i for i in words if i not in firms]
    if not rest:
        if firms:
            found.put("account", firms[0], 0.7, "its cells look like companies")
        return
    single = [i for i in rest if i not in full]
    if not full and len(single) > 1 and single[1] == single[0] + 1 and (firms or len(single) > 2):
        found.put("first_name", single[0], 0.5, "its cells look like first names")
        found.put("last_name", single[1], 0.5, "its cells look like family names")
        rest = single[2:]
    else:
        sure = 0.75 if rest[0] in full else 0.5
        found.put("name", rest[0], sure, "its cells look like names")
        rest = rest[1:]
    if not found.at.get("account") and (firms or rest):
        sure = 0.7 if firms else 0.5
        found.put("account", (firms or rest)[0], sure, "its cells look like companies")


def _by_looks_alone(found: Found, full: Sequence[int], firms: Sequence[int]) -> None:
    """Under headers we do not know: only what looks like whole names or companies."""
    if full:
        found.put("name", full[0], 0.5, "its header is unknown, its cells look like names")
    if firms and not found.at.get("account"):
        found.put("account", firms[0], 0.5, "its header is unknown, its cells look like companies")
