"""Countries by name and by time zone, out of the tables of the time zone database (`tzdata`)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from tui.core.text import fold

#: What people write that the tables do not have.
_ALIASES = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB",
    "united kingdom": "GB",
    "usa": "US", "america": "US", "u.s.": "US", "holland": "NL", "deutschland": "DE", "schweiz": "CH",
    "suisse": "CH", "svizzera": "CH", "osterreich": "AT", "espana": "ES", "italia": "IT", "danmark": "DK",
    "sverige": "SE", "norge": "NO", "suomi": "FI", "polska": "PL", "brasil": "BR", "belgie": "BE",
    "belgique": "BE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Countries:
    """All there are."""

    names: Mapping[str, str]
    """ISO code → English name."""
    zones: Mapping[str, str]
    """IANA zone → ISO code."""

    def guess(self, text: str) -> str:
        """The code that is meant by a country in the rep's words; empty: nobody knows."""
        words = fold(text).strip()
        if words.upper() in self.names:
            return words.upper()
        if words in _ALIASES:
            return _ALIASES[words]
        if len(words) < 3:
            return ""
        known = {fold(name): code for code, name in self.names.items()}
        begins = [code for name, code in known.items() if name.startswith(words)]
        near = difflib.get_close_matches(words, [*known, *_ALIASES], 1, 0.75)
        return begins[0] if begins else ({**known, **_ALIASES}[near[0]] if near else "")


def read_countries() -> Countries:
    """The tables. Blocks: for threads."""
    folder = files("tzdata").joinpath("zoneinfo")
    names = _rows(folder.joinpath("iso3166.tab").read_text("utf-8"))
    zones = _rows(folder.joinpath("zone.tab").read_text("utf-8"))
    return Countries({row[0]: row[1] for row in names}, {row[2]: row[0] for row in zones})


def _rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
