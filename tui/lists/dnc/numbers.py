"""Many numbers, fast: of those that are written alike only the first is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from tui.core.people.phone import read
from tui.core.people.phone_text import RANGE, split_cell

#: As many characters decide what a number of digits alone is; what follows them is only copied.
_DECIDES = 6
_SAMPLE = 200
_AREA, _SEVEN = re.compile(r"[2-9][0-9]{2}"), re.compile(r"[2-9][0-9]{2}[ .-]?[0-9]{4}")
#: A number of fewer digits may be a part of one: it is not taken for another country's.
_WHOLE = 9
_PLAIN = re.compile(r"\+?[0-9]{7,15}")
#: Numbers made up to fill a field are told by all of their digits.
_FILLER = re.compile(r"([0-9])\1{6}|1234567|9876543")


class Numbers:
    """Reads the numbers of one file."""

    def __init__(self, country: str, others: Sequence[str] = ()) -> None:
        """`country` (ISO code) is where a number without a country code is from; `others` may be, too."""
        self._country, self._others = country, others
        self._known: dict[tuple[str, int, str], str] = {}
        """(country, length, how it begins) → how its E.164 form begins."""

    def read(self, text: str, country: str = "") -> tuple[str, str]:
        """(E.164 or nothing, why it is none). The country, where given, goes before the file's."""
        text = text.strip()
        country = country or self._country
        if not _PLAIN.fullmatch(text):
            return self._parsed(text, country)
        key = (country, len(text), text[:_DECIDES])
        beginning = self._known.get(key)
        if beginning is None or _FILLER.search(text):
            e164, why = self._parsed(text, country)
            if e164.endswith(text[_DECIDES:]) and not why:
                self._known[key] = e164[: len(e164) - len(text) + _DECIDES]
            return e164, why
        return beginning + text[_DECIDES:], ""

    def all(self, cell: str, country: str = "") -> tuple[list[str], str]:
        """(the numbers of a cell, why one of it is none)."""
        if _PLAIN.fullmatch(cell):
            e164, why = self.read(cell, country)
            return [e164] * bool(e164), why
        readings = [reading for part in split_cell(cell) for reading in self._written_out(part, country)]
        return [e164 for e164, _ in readings if e164], next((why for _, why in readings if why), "")

    def _written_out(self, text: str, country: str) -> list[tuple[str, str]]:
        """A number, or of `020 7946 0101/2` both: whoever wrote it wants neither to be called."""
        e164, why = self.read(text, country)
        head, _, tail = text.rpartition("/")
        tail = tail.strip()
        first = self.read(head, country)[0] if why == RANGE else ""
        return [(first, ""), (first[: -len(tail)] + tail, "")] if first else [(e164, why)]

    def _parsed(self, text: str, country: str) -> tuple[str, str]:
        others = self._others if sum(map(str.isdecimal, text)) >= _WHOLE else ()
        number = read(text, country, hints=lambda: [country, *others]).number
        # An extension does not matter: the line is forbidden. Nor does it that one may never be dialed.
        return number.e164, "" if number.e164 else number.why_not


def joined(area: str, number: str) -> str:
    """A number and the area code that stood beside it, which the number may have already."""
    digits = re.sub(r"\D", "", number)
    code = re.sub(r"\D", "", area)
    whole = len(digits) >= 10 or number.lstrip(" '\"").startswith(("+", "00"))
    has_it = len(digits) > 7 and code and digits.lstrip("0").startswith(code.lstrip("0"))
    return number if whole or has_it or not code else f"{area.strip()} {number.strip()}"


def northern(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether all area codes and numbers are of the shape of North America: no other country's are, all of
    them, and no `--country` has to be given for a list of the United States or Canada.
    """
    some = list(islice(pairs, _SAMPLE))
    return bool(some) and all(_AREA.fullmatch(area) and _SEVEN.fullmatch(rest) for area, rest in some)
