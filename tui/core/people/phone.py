"""Phone numbers: out of the text that files hold, into E.164 that can be dialed.

The only file that uses `phonenumbers`, and it imports it when the first number is met: `--help` must not
pay for it. Its geocoder is never used (it costs half a second and 30 MB).

Over 300 lines: it is the one door to `phonenumbers`, with two short ways past it for most of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from tui.core.people.contact import Number
from tui.core.people.phone_text import clean, kind_of, no_number
from tui.core.people.phone_text import reads_as_number as reads_as_number
from tui.core.people.phone_text import split_cell as split_cell

_NANP_PLAUSIBLE = re.compile(r"\+1(?!.11)[2-9]\d\d(?!.11)[2-9]\d{6}")
_NANP_PLAIN = re.compile(r"(\+?1[\s.-]*)?\(?([2-9]\d\d)\)?[\s.-]*([2-9]\d\d)[\s.-]*(\d{4})", re.ASCII)
_NANP_SHAPE = re.compile(r"\s*(?:1[\s.-]*)?\(?[2-9]\d\d\)?[\s.-]*[2-9]\d\d[\s.-]*\d{4}(?!\d)")
#: Nobody writes `(212) 555-0123` where an area code begins with a zero.
_NANP_WRITTEN = re.compile(r"\s*\([2-9]\d\d\)[\s.-]*[2-9]\d\d[\s.-]+\d{4}(?!\d)")
#: Countries whose numbers are as they stand behind the country code, unless a zero comes first.
_ABROAD_PLAIN = re.compile(
    r"\+(44|49|33(?![\s-]*(?:26|59|639|69))|34|31|43|41|32|45|46|47|48|351|353|64)[\s-]*([1-9][\d\s-]{6,})",
    re.ASCII,
)
#: `+52 1 55 1234 5678`: the 1 before mobile numbers was given up in 2019, too.
_MEXICAN_MOBILE = re.compile(r"^\s*(?:\+|00|011)?\s*52[\s-]*1[\s-]*(?=(?:\(?\d\)?[\s-]*){10}$)")
#: `01 55 1234 5678`: 01, 044 and 045 were given up in 2019, and still fill lists.
_MEXICAN_TRUNK = re.compile(r"^\s*\(?0(?:1|44|45)\)?[\s-]*(?=(?:\(?\d\)?[\s-]*){10}$)")
#: France overseas is dialed in France like the rest (`0590 …`); its calling codes and clocks are its own.
_FRANCE_OVERSEAS = {
    start: code
    for code, starts in (
        ("262", "262 263 269 639 692 693"), ("590", "590 690 691"),
        ("594", "594 694"), ("596", "596 696 697"),
    )
    for start in starts.split()
}  # fmt: skip
_SAME = re.compile(r"(\d)\1{6,}")
_COUNTED = re.compile(r"1234567(?:8(?:90?)?)?|9876543(?:210?)?")
_FILLER = re.compile(r"(\d)\1{6}|1234567|9876543")
_DIGIT = re.compile(r"\d")
_GROUPS = re.compile(r"\d+")
#: The guess that the first digits are a country code whose plus was lost.
_ITS_OWN = "+"


class Reading(NamedTuple):
    """What was read: the number, and the country (ISO code) that had to be guessed for it, or nothing."""

    number: Number
    guessed: str


def parse(raw: str, country: str = "", kind: str = "other") -> Number:
    """The number in a piece of text, of `country` (ISO code) unless it says another itself. Never raises."""
    return read(raw, country, kind).number


def read(
    raw: str, country: str = "", kind: str = "other", hints: Callable[[], Sequence[str]] = tuple
) -> Reading:
    """Like `parse`, with `hints`: asked when needed for other countries it may be of, likeliest first.

    A hint is followed only when the text is no natural number of `country` and is one of the hint's.
    """
    text, label = clean(raw)
    if label:
        kind = kind_of(label) or kind
    guessed = extension = ""
    if not (e164 := _plain_northern(text, country) or _plain_abroad(text)):
        if why := no_number(text):
            return Reading(Number(raw=raw, kind=kind, why_not=why), "")
        found, guessed = _resolve(text, country, hints)
        if found is None or not _possible(found):
            return Reading(Number(raw=raw, kind=kind, why_not=_impossible(text, country)), "")
        e164, extension = _e164(found), found.extension or ""
        if guessed == _ITS_OWN:
            guessed = country_of(e164)
    if why := _implausible(e164):
        return Reading(Number(raw=raw, kind=kind, why_not=why), "")
    line = _line(e164)
    return Reading(Number(raw, e164, kind, extension, _zones(e164, line), line.refused), guessed)


def dialable(e164: str) -> str:
    """The gate before every dial: why this E.164 text may never be dialed, or an empty text."""
    if not re.fullmatch(r"\+[1-9]\d{5,14}", e164, re.ASCII):
        return "not a full international number"
    found = _try(e164, "")
    if found is None or not _possible(found) or _e164(found) != e164:
        return "not a full number of its country"
    return _implausible(e164) or _refused(_lib().number_type(found))


def zones(e164: str) -> tuple[str, ...]:
    """Every time zone the number may be in (IANA names); empty for one without a place (toll-free)."""
    return _zones(e164, _line(e164)) if _try(e164, "") else ()


def country_of(e164: str) -> str:
    """The country of a number (ISO code), empty when it has none or nobody knows."""
    found = _try(e164, "")
    code = _lib().region_code_for_number(found) if found else None
    return "" if code in (None, "001", "ZZ") else str(code)


def kind_by_plan(e164: str) -> str:
    """`mobile` where the country's plan of numbers says so (in North America none does), else `other`."""
    found = _try(e164, "")
    lib = _lib()
    return "mobile" if found and lib.number_type(found) == lib.PhoneNumberType.MOBILE else "other"


def international(e164: str) -> str:
    """A number as people of other countries write it: `+44 20 7946 0101`; what is none as it is."""
    found = _try(e164, "")
    lib = _lib()
    return str(lib.format_number(found, lib.PhoneNumberFormat.INTERNATIONAL)) if found else e164


@cache
def known(country: str) -> bool:
    """Whether this is the ISO code of a country that has phone numbers."""
    return country in _lib().SUPPORTED_REGIONS


@cache
def country_of_code(calling: str) -> str:
    """The country of a calling code (`49`), its biggest where several share it; empty: there is none."""
    code = _lib().region_code_for_country_code(int(calling)) if len(calling) < 4 else "ZZ"
    return "" if code in ("001", "ZZ") else str(code)


@cache
def _lib() -> Any:
    import phonenumbers

    return phonenumbers


# --------------------------------------------------------------------------------- which country's number


def _plain_northern(text: str, home: str) -> str:
    """E.164 of an ordinary North American number, or empty: most of many lists, and ten times as fast."""
    found = _NANP_PLAIN.fullmatch(text)
    if not found or not (text[0] == "+" or _is_nanp(home)):
        return ""
    return f"+1{found[2]}{found[3]}{found[4]}"


_fits: dict[tuple[str, int], bool] = {}


def _plain_abroad(text: str) -> str:
    """E.164 of an ordinary number with its plus, or empty: whether one is possible there, its length says."""
    if not (found := _ABROAD_PLAIN.fullmatch(text)):
        return ""
    code, digits = found[1], found[2].replace(" ", "").replace("-", "")
    if len(digits) < 7 or not digits.isdecimal():  # so short that not the length alone decides
        return ""
    e164 = f"+{code}{digits}"
    fits = _fits.get((code, len(digits)))
    if fits is None:
        parsed = _try(e164, "")
        fits = _fits[code, len(digits)] = bool(parsed and _possible(parsed) and _e164(parsed) == e164)
    return e164 if fits else ""


def _resolve(text: str, home: str, hints: Callable[[], Sequence[str]]) -> tuple[Any, str]:
    """The parsed number and the country guessed for it: home first, then what speaks for another country."""
    text = _MEXICAN_MOBILE.sub("+52 ", text)
    if home == "MX":
        text = _MEXICAN_TRUNK.sub("", text)
    found = _elsewhere(_try(text, home))
    if "+" in text or "＋" in text or "phone-context" in text:
        return found, ""
    digits = "".join(_DIGIT.findall(text))
    bare = digits.removeprefix("00")
    if len(bare) > 10 and _begins_with(bare, home) and _valid(full := _try("+" + bare, "")):
        return full, ""
    foreign = len(digits) > 10 and (digits[0] != "0" or digits.startswith(("00", "011")))
    northern = bool(_NANP_SHAPE.match(text)) and not _is_nanp(home)
    others = [country for country in hints() if country != home]
    if not (others or foreign or northern) or _natural(found, text):
        return found, ""
    if northern and _NANP_WRITTEN.match(text) and _valid(american := _try(text, "US")):
        return american, "US"
    if digits[:1] != "0" and _proper(found):
        return found, ""
    tries = [(_try(text, other), other) for other in others]
    for number, other in tries:
        if _natural(number, text):
            return number, other
    tries.insert(0, (found, ""))
    if foreign:
        tries.append((_try("+" + re.sub(r"^(?:00|011)", "", digits), ""), _ITS_OWN))
    if northern:
        tries.append((_try(text, "US"), "US"))
    return next(((number, other) for number, other in tries if _valid(number)), (found, ""))


def _elsewhere(found: Any) -> Any:
    """The number that is meant by one there is not: of France overseas, or of Italy without its zero."""
    if found is None or found.country_code not in (33, 39):
        return found
    digits = str(found.national_number)
    code = _FRANCE_OVERSEAS.get(digits[:3], "") if found.country_code == 33 else "390"
    if code == "390" and (found.italian_leading_zero or digits[0] in "38"):
        return found  # a 3 or 8 is as likely a mobile or a service number mistyped
    if not code or _valid(found):
        return found
    meant = _try(f"+{code}{digits}", "")
    sure = code != "390" and not digits.startswith("63")  # 06 39 is of the mainland as well
    if meant is None or not (_valid(meant) or (sure and _possible(meant))):
        return found
    meant.extension = found.extension
    return meant


def _begins_with(digits: str, home: str) -> bool:
    """Whether these digits begin with the country's calling code: a plus that got lost, mostly."""
    return bool(home) and digits.startswith(str(_lib().country_code_for_region(home)))


def _try(text: str, country: str) -> Any:
    lib = _lib()
    try:
        return lib.parse(text, country or None)
    except lib.NumberParseException:
        return None


def _natural(found: Any, text: str) -> bool:
    """Whether it is an ordinary line there, and written as people there write it (same first group)."""
    lib = _lib()
    kind = lib.PhoneNumberType
    lines = (kind.FIXED_LINE, kind.MOBILE, kind.FIXED_LINE_OR_MOBILE, kind.TOLL_FREE)
    if found is None or lib.number_type(found) not in lines:
        return False
    written = _GROUPS.findall(text)
    usual = _GROUPS.findall(lib.format_number(found, lib.PhoneNumberFormat.NATIONAL))
    return len(written) == 1 or written[0] == usual[0]


def _proper(found: Any) -> bool:
    """Whether a number without a trunk zero may stand as one of home's: then no hint outweighs it.

    North American metadata lag behind new area codes, so there a plausible shape is enough.
    """
    if found is not None and found.country_code == 1:
        return _possible(found) and bool(_NANP_PLAUSIBLE.match(_e164(found)))
    return _valid(found)


def _possible(found: Any) -> bool:
    # `is_possible_number` also says yes to local numbers without their area code: those cannot be dialed.
    lib = _lib()
    if lib.is_possible_number_with_reason(found) != lib.ValidationResult.IS_POSSIBLE:
        return False
    if found.italian_leading_zero and _trunk(found.country_code) == "0":
        return False  # the zero that is dialed within the country stays before a number of a wrong length
    # A few small countries have numbers of six digits and less; elsewhere those are short codes.
    return found.national_number > 999_999 or _valid(found)


@cache
def _trunk(code: int) -> str:
    """What is dialed before an area code within the countries of a calling code: `0` mostly, or nothing."""
    lib = _lib()
    return str(lib.ndd_prefix_for_region(lib.region_code_for_country_code(code), True) or "")


def _valid(found: Any) -> bool:
    return found is not None and bool(_lib().is_valid_number(found))


def _e164(found: Any) -> str:
    lib = _lib()
    return str(lib.format_number(found, lib.PhoneNumberFormat.E164))


@cache
def _is_nanp(country: str) -> bool:
    return bool(_lib().country_code_for_region(country) == 1)


# ------------------------------------------------------------------------------------- what is never dialed


def _impossible(text: str, country: str) -> str:
    """Why this is no number, in words that help."""
    digits = "".join(_DIGIT.findall(text))
    if len(digits) <= 6 and country:
        if _lib().is_emergency_number(digits, country):
            return "an emergency number"
        return "a short number or only part of one"
    if not country and "+" not in text:
        return "no country is known for it"
    return "not a full number" + (f" of {country}" if country and "+" not in text else "")


def _implausible(e164: str) -> str:
    """Why a number of the right length still cannot exist."""
    if e164.startswith("+1") and not _NANP_PLAUSIBLE.match(e164):
        return "no such area code or exchange in North America"
    if _FILLER.search(e164):
        found = _try(e164, "")
        digits = str(found.national_number)
        if _SAME.fullmatch(digits) or (_COUNTED.fullmatch(digits) and not _valid(found)):
            return "made up to fill the field"
    return ""


def _refused(kind: int) -> str:
    """Why a number that exists may never be dialed: it costs the caller, or is a service."""
    types = _lib().PhoneNumberType
    if kind == types.PREMIUM_RATE:
        return "a premium rate number"
    if kind == types.SHARED_COST:
        return "a shared cost service number"
    if kind == types.VOICEMAIL:
        return "a voicemail service"
    return ""


# ------------------------------------------------------------------------------------ kinds and time zones


class _Line(NamedTuple):
    """What the first digits of a number tell."""

    refused: str
    """Why such numbers are never dialed."""
    code: str
    """Country calling code; empty for numbers without a place."""
    placed: bool
    """Whether more digits tell where in the country it is."""


#: Area codes of which single exchanges are premium, free or a voicemail service: 246 976, 868 619.
_WITH_SERVICES = frozenset({"+1242", "+1246", "+1345", "+1868"})
_lines: dict[tuple[int, str], _Line] = {}
"""By how long a number is, for one that is a digit short exists no more, and by its first digits."""


def _line(e164: str) -> _Line:
    """What the first digits tell, from the first number met that begins with them and exists (20 µs).

    One that does not exist tells nothing of its neighbours, and takes longest to be recognised (100 µs). In
    North America seven digits say so of all that begin with them: no plan there looks at more of them.
    """
    exists, missing = (e164[:5], e164[:9]) if e164.startswith("+1") else (e164[:8], "")
    exists = missing if exists in _WITH_SERVICES else exists
    size = len(e164)
    line = _lines.get((size, exists)) or _lines.get((size, missing))
    if line is None:
        lib, found = _lib(), _try(e164, "")
        kind, types = lib.number_type(found), lib.PhoneNumberType
        placeless = kind in (types.TOLL_FREE, types.PREMIUM_RATE, types.SHARED_COST)
        placed = lib.is_number_type_geographical(kind, found.country_code)
        line = _Line(_refused(kind), "" if placeless else str(found.country_code), placed)
        if key := exists if kind != types.UNKNOWN else missing:
            _lines[size, key] = line
    return line


def _zones(e164: str, line: _Line) -> tuple[str, ...]:
    # In North America mobiles look like fixed lines and numbers move: the exchange tells nothing.
    if line.code == "1" and (everywhere := _area_codes().get(e164[1:5])):
        return everywhere
    return _zones_of(e164[1:10] if line.placed else line.code)


#: Area codes that the registry of the North American Numbering Plan puts into one zone more (2020).
_ALSO_IN = {
    "1364": "America/Chicago", "1458": "America/Boise", "1915": "America/Chicago", "1931": "America/New_York",
}  # fmt: skip
#: And one that the library puts into a wrong one: 689 lies over 407, Orlando.
_RATHER_IN = {"1689": "America/New_York"}


@cache
def _area_codes() -> dict[str, tuple[str, ...]]:
    """`1` and area code → every zone that any exchange of it is in."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    found: dict[str, set[str]] = {digits: {more} for digits, more in _ALSO_IN.items()}
    for digits, zones in TIMEZONE_DATA.items():
        if digits[0] == "1" and len(digits) >= 4:
            found.setdefault(digits[:4], set()).update(zones)
    found.update({digits: {right} for digits, right in _RATHER_IN.items()})
    return {digits: tuple(sorted(zones)) for digits, zones in found.items()}


@lru_cache(maxsize=65536)
def _zones_of(digits: str) -> tuple[str, ...]:
    """The zones of the longest known beginning of these digits (nine are the longest in the data)."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    for length in range(len(digits), 0, -1):
        found: tuple[str, ...] | None = TIMEZONE_DATA.get(digits[:length])
        if found:
            return tuple(zone for zone in found if zone != "Etc/Unknown")
    return ()
