"""Who fits: markers, which are rules on what is known of a contact, and what they add up to (P3).

A contact that misses a *must* or has a *must not* is out of profile. For the others each marker that holds
adds its weight, and the sum is a grade: A, B or C.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, get_args

from tui.core.people.contact import Contact
from tui.core.text import fold

Rule = Literal["is", "is not", "contains", "one of", "between", "matches", "empty", "not empty"]
Part = Literal["counts", "must", "must not"]
Grade = Literal["A", "B", "C", "out"]

RULES: tuple[Rule, ...] = get_args(Rule)
PARTS: tuple[Part, ...] = get_args(Part)
#: Weights go from minus so much to plus so much.
HEAVIEST = 5
#: So many markers a profile has at the most: their weights then fit into a byte (`funnel.py`).
MOST = 40
#: Longer values are not looked at beyond this (characters): a pattern could take for ever.
_LOOK_AT = 300
_LONGEST_PATTERN = 200


class BadMarker(ValueError):
    """A marker that cannot be. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One rule on one field."""

    field: str
    """One of FIELDS, or the header of a column of the call list."""
    rule: Rule
    value: str = ""
    """What it is compared with: `one of` takes commas, `between` two numbers or days (`50-200`)."""
    part: Part = "counts"
    weight: int = 1
    """Of one that counts: −HEAVIEST to HEAVIEST."""

    @property
    def words(self) -> str:
        """`role contains manager`."""
        return " ".join(filter(None, (self.field, self.rule, self.value)))


@dataclass(frozen=True, slots=True)
class Profile:
    """The ideal customer, as markers."""

    markers: tuple[Marker, ...] = ()
    a: int = 3
    """From this sum on it is an A, …"""
    b: int = 1
    """… from this one on a B."""

    def __post_init__(self) -> None:
        if len(self.markers) > MOST:
            raise BadMarker(f"There are {len(self.markers)} markers; {MOST} are the most.")
        if self.a < self.b:
            raise BadMarker(f"An A begins at {self.a}, below a B at {self.b}.")

    def grade(self, contact: Contact) -> Grade:
        """What a contact comes to. For one; `Funnel` has everybody's."""
        total = 0
        for marker in self.markers:
            holds = fits(marker)(fold(value_of(contact, marker.field)))
            if marker.part == "counts":
                total += marker.weight * holds
            elif holds is not (marker.part == "must"):
                return "out"
        return self.graded(total)

    def graded(self, total: int) -> Grade:
        """The grade of a sum."""
        return "A" if total >= self.a else "B" if total >= self.b else "C"


# --------------------------------------------------------------------------------------------- the fields

#: What is known of every contact. Any other name is a column of the list it came from.
FIELDS: Mapping[str, Callable[[Contact], str]] = MappingProxyType(
    {
        "role": lambda contact: contact.role,
        "account": lambda contact: contact.account,
        "place": lambda contact: contact.place,
        "country": lambda contact: contact.country,
        "list": lambda contact: contact.list,
        "reason": lambda contact: contact.reason,
        "purpose": lambda contact: contact.purpose,
        "email": lambda contact: contact.email,
        "name": lambda contact: contact.name,
        "notes": lambda contact: contact.notes,
        "numbers": lambda contact: ", ".join(dict.fromkeys(number.kind for number in contact.numbers)),
        "added": lambda contact: contact.added.date().isoformat() if contact.added else "",
    }
)


def value_of(contact: Contact, field: str) -> str:
    """What a contact has in a field; empty for a column its list did not have. Headers count in any case."""
    if known := FIELDS.get(field):
        return known(contact)
    if field in contact.fields:
        return contact.fields[field]
    wanted = fold(field)
    return next((text for header, text in contact.fields.items() if fold(header) == wanted), "")


# ---------------------------------------------------------------------------------------------- the rules

#: Whether a value of the field fits; it is asked of folded text (`core/text.fold`).
Test = Callable[[str], bool]


def fits(marker: Marker) -> Test:
    """The rule of a marker as a question to a folded value: case, accents and extra spaces do not count.

    Raises BadMarker with what is wrong, for the field the rep types into.
    """
    if marker.rule not in RULES:
        raise BadMarker(f"'{marker.rule}' is no rule; there are {', '.join(RULES)}.")
    if marker.part not in PARTS:
        raise BadMarker(f"A marker {', '.join(PARTS[:-1])} or {PARTS[-1]}, not '{marker.part}'.")
    if not -HEAVIEST <= marker.weight <= HEAVIEST:
        raise BadMarker(f"A weight goes from -{HEAVIEST} to {HEAVIEST}.")
    if marker.rule in {"empty", "not empty"}:
        wanted = marker.rule == "empty"
        return lambda text: (not text) is wanted
    if not marker.value.strip():
        raise BadMarker(f"'{marker.rule}' needs something to compare with.")
    match marker.rule:
        case "between":
            return _between(marker.value)
        case "matches":
            pattern = _pattern(marker.value)
            return lambda text: pattern.search(text[:_LOOK_AT]) is not None
        case "contains":
            part = fold(marker.value)
            return lambda text: part in text
        case "one of":
            some = frozenset(filter(None, map(fold, re.split(r"[,;]", marker.value))))
            return some.__contains__
    whole, wanted = fold(marker.value), marker.rule == "is"
    return lambda text: (text == whole) is wanted


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DASH = re.compile(r"\s*(?:\.\.|–|—|\bto\b|\band\b|(?<=[\w%]) ?- ?(?=[\d.,€$£]))\s*")


def _between(value: str) -> Test:
    if is_days(value):
        first, last = sorted(_DAY.findall(value))
        return lambda text: (day := _day(text)) is not None and first <= day <= last
    low, high = bounds(value)
    return lambda text: (much := middle(text)) is not None and low <= much <= high


def is_days(value: str) -> bool:
    """Whether a `between` is between two days, not two numbers."""
    return len(_DAY.findall(value)) == 2


def bounds(value: str) -> tuple[float, float]:
    """The two numbers of a `between`, the smaller first. Raises BadMarker."""
    ends = [much for part in _DASH.split(value) if (much := amount(part)) is not None]
    if len(ends) != 2:
        raise BadMarker("'between' needs two numbers or two days, like 50-200 or 2026-01-01 .. 2026-06-30.")
    return min(ends), max(ends)


def _day(text: str) -> str | None:
    found = _DAY.search(text)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else None
    except ValueError:
        return None


_AMOUNT = re.compile(
    r"(?<![\w.,])[-+]?\d[\d.,'’ ]*\s*(?:(?:k|tsd|thousand|m|mio|mln|million|bn|mrd)\b)?", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")
_TIMES = {"k": 1e3, "tsd": 1e3, "thousand": 1e3, "m": 1e6, "mio": 1e6, "mln": 1e6, "million": 1e6}
_TIMES |= {"bn": 1e9, "mrd": 1e9}


def amount(text: str) -> float | None:
    """The first number in a text as people write it (`1.200,50`, `€ 2.5m`, `5,000+`); None: there is none."""
    found = _AMOUNT.search(re.sub(r"[€$£¥]", " ", text))
    return _number(found[0]) if found else None


def middle(text: str) -> float | None:
    """The number in a text, or the middle of two (`51-200 employees`); None: there is none."""
    if not any(map(str.isdecimal, text)):
        return None
    if _THOUSANDS.fullmatch(text):
        return float(text.replace(",", ""))
    ends = [much for part in _DASH.split(text)[:2] if (much := amount(part)) is not None]
    return sum(ends) / len(ends) if ends else None


def _number(text: str) -> float | None:
    unit = re.search(r"[a-z]+$", text.strip().lower())
    digits = re.sub(r"[^\d.,+-]", "", text).rstrip(".,")
    point = max(digits.rfind("."), digits.rfind(","))
    # One separator with three digits behind it sets thousands apart; of two kinds the last is the point.
    if point >= 0:
        both = "." in digits and "," in digits
        thousands = (len(digits) - point - 1 == 3 and not both) or digits.count(digits[point]) > 1
        whole = re.sub(r"[.,]", "", digits if thousands else digits[:point])
        digits = whole if thousands else f"{whole}.{digits[point + 1 :]}"
    try:
        return float(digits) * (_TIMES[unit[0]] if unit else 1)
    except ValueError:
        return None


#: A repeated group that has branches or repeats something itself: such a pattern can take for ever.
_RUNAWAY = re.compile(r"\((?:[^()\\]|\\.)*[*+}|](?:[^()\\]|\\.)*\)[*+{]")
_OPEN_ENDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")


def _pattern(value: str) -> re.Pattern[str]:
    if len(value) > _LONGEST_PATTERN:
        raise BadMarker(f"A pattern has at most {_LONGEST_PATTERN} characters.")
    if _RUNAWAY.search(value) or len(_OPEN_ENDED.findall(value)) > 2 or re.search(r"\\[1-9]|\(\?P=", value):
        raise BadMarker(
            "This pattern could take for ever. Use fewer * and +, and none around a group of them."
        )
    try:
        return re.compile(_without_accents(value), re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadMarker(f"This is no pattern: {error}.") from None


def _without_accents(pattern: str) -> str:
    """As `fold`, but `\\D` stays `\\D`."""
    return "".join(c if c.isascii() else fold(c) or c for c in pattern)


def check(markers: Sequence[Marker]) -> None:
    """Raises BadMarker for the first that cannot be."""
    for marker in markers:
        fits(marker)
