"""Phone numbers: out of the text that files hold, into E.164 that can be dialed.

The only file that uses `phonenumbers`, and it imports it when the first number is met: `--help` must not
pay for it. Its geocoder is never used (it costs half a second and 30 MB).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from tui.core.contact import Number
from tui.core.phone_text import clean, kind_of, no_number, reads_as_number, split_cell

__all__ = [
    "Reading",
    "country_of",
    "dialable",
    "known",
    "parse",
    "read",
    "reads_as_number",
    "split_cell",
    "zones",
]

_NANP_PLAUSIBLE = re.compile(r"\+1(?!.11)[2-9]\d\d(?!.11)[2-9]\d{6}")
_NANP_SHAPE = re.compile(r"\s*(?:1[\s.-]*)?\(?[2-9]\d\d\)?[\s.-]*[2-9]\d\d[\s.-]*\d{4}(?!\d)")
_NANP_WRITTEN = re.compile(r"\s*\([2-9]\d\d\)[\s.-]*[2-9]\d\d[\s.-]+\d{4}(?!\d)")
_SAME = re.compile(r"(\d)\1{6,}")
_COUNTED = re.compile(r"1234567(?:8(?:90?)?)?|9876543(?:210?)?")
_DIGIT = re.compile(r"\d")
_GROUPS = re.compile(r"\d+")
#: The guess that the first digits are a country code whose plus was lost.
_ITS_OWN = "+"
#: `number_type` asks a dozen regular expressions. Up to this many characters of E.164 decide the type.
_PREFIX = 8


class Reading(NamedTuple):
    """What was read: the number, and the country (ISO code) that had to be guessed for it, or nothing."""

    number: Number
    guessed: str


def parse(raw: str, country: str = "", kind: str = "other") -> Number:
    """The number in a piece of text, of `country` (ISO code) unless it says another itself. Never raises."""
    return read(raw, country, kind).number


def read(raw: str, country: str = "", kind: str = "other", hints: Sequence[str] = ()) -> Reading:
    """Like `parse`, with `hints`: other countries the number may be of, likeliest first.

    A hint is followed only when the text is no natural number of `country` and is one of the hint's.
    """
    text, label = clean(raw)
    if label:
        kind = kind_of(label) or kind
    if why := no_number(text):
        return Reading(Number(raw=raw, kind=kind, why_not=why), "")
    found, guessed = _resolve(text, country, hints)
    if found is None or not _possible(found):
        return Reading(Number(raw=raw, kind=kind, why_not=_impossible(text, country)), "")
    e164 = _e164(found)
    if why := _implausible(found, e164):
        return Reading(Number(raw=raw, kind=kind, why_not=why), "")
    extension = found.extension or ""
    number = Number(raw, e164, kind, extension, _zones(found, e164), _refused(_type(found, e164), e164))
    return Reading(number, country_of(e164) if guessed == _ITS_OWN else guessed)


def dialable(e164: str) -> str:
    """The gate before every dial: why this E.164 text may never be dialed, or an empty text."""
    if not re.fullmatch(r"\+[1-9]\d{5,14}", e164, re.ASCII):
        return "not a full international number"
    found = _try(e164, "")
    if found is None or not _possible(found) or _e164(found) != e164:
        return "not a full number of its country"
    import phonenumbers

    return _implausible(found, e164) or _refused(phonenumbers.number_type(found), e164)


def zones(e164: str) -> tuple[str, ...]:
    """Every time zone the number may be in (IANA names); empty for one without a place (toll-free)."""
    found = _try(e164, "")
    return _zones(found, e164) if found else ()


def country_of(e164: str) -> str:
    """The country of a number (ISO code), empty when it has none or nobody knows."""
    import phonenumbers

    found = _try(e164, "")
    code = phonenumbers.region_code_for_number(found) if found else None
    return "" if code in (None, "001", "ZZ") else str(code)


@lru_cache(maxsize=512)
def known(country: str) -> bool:
    """Whether this is the ISO code of a country that has phone numbers."""
    import phonenumbers

    return country in phonenumbers.SUPPORTED_REGIONS


# --------------------------------------------------------------------------------- which country's number


def _resolve(text: str, home: str, hints: Sequence[str]) -> tuple[Any, str]:
    """The parsed number and the country guessed for it: home first, then what speaks for another country."""
    if home == "MX":  # 044 and 045 before mobile numbers were given up in 2019, and still fill lists
        text = re.sub(r"^\s*04[45][\s-]*(?=(?:[\s-]*\d){10}\s*$)", "", text)
    found = _try(text, home)
    if "+" in text or "＋" in text or "phone-context" in text:
        return found, ""
    others = [c for c in hints if c != home]
    digits = "".join(_DIGIT.findall(text))
    foreign = len(digits) > 10 and (digits[0] != "0" or digits.startswith(("00", "011")))
    northern = bool(_NANP_SHAPE.match(text)) and not _is_nanp(home)
    if not (others or foreign or northern):
        return found, ""
    if northern and _NANP_WRITTEN.match(text):
        others.append("US")
    tries = [(_try(text, other), other) for other in others]
    if _natural(found, text):
        return found, ""
    for number, other in tries:
        if _natural(number, text):
            return number, other
    tries.insert(0, (found, ""))
    if foreign:
        tries.append((_try("+" + re.sub(r"^(?:00|011)", "", digits), ""), _ITS_OWN))
    if northern:
        tries.append((_try(text, "US"), "US"))
    return next(((n, other) for n, other in tries if n is not None and _valid(n)), (found, ""))


def _try(text: str, country: str) -> Any:
    import phonenumbers

    try:
        return phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None


def _natural(found: Any, text: str) -> bool:
    """Whether it is an ordinary line there, and written as people there write it (same first group)."""
    import phonenumbers
    from phonenumbers import PhoneNumberType as Kind

    lines = (Kind.FIXED_LINE, Kind.MOBILE, Kind.FIXED_LINE_OR_MOBILE, Kind.TOLL_FREE)
    if found is None or phonenumbers.number_type(found) not in lines:
        return False
    written = _GROUPS.findall(text)
    usual = _GROUPS.findall(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.NATIONAL))
    return len(written) == 1 or written[0] == usual[0]


def _possible(found: Any) -> bool:
    import phonenumbers

    # `is_possible_number` also says yes to local numbers without their area code: those cannot be dialed.
    reason = phonenumbers.is_possible_number_with_reason(found)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    # A few small countries have numbers of six digits and less; elsewhere those are short codes.
    return found.national_number > 999_999 or _valid(found)


def _valid(found: Any) -> bool:
    import phonenumbers

    return bool(phonenumbers.is_valid_number(found))


def _e164(found: Any) -> str:
    import phonenumbers

    return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))


@lru_cache(maxsize=512)
def _is_nanp(country: str) -> bool:
    import phonenumbers

    return bool(phonenumbers.country_code_for_region(country) == 1)


# ------------------------------------------------------------------------------------- what is never dialed


def _impossible(text: str, country: str) -> str:
    """Why this is no number, in words that help."""
    digits = "".join(_DIGIT.findall(text))
    if len(digits) <= 6 and country:
        import phonenumbers

        if phonenumbers.is_emergency_number(digits, country):
            return "an emergency number"
        return "a short number or only part of one"
    if not country and "+" not in text:
        return "no country is known for it"
    return "not a full number" + (f" of {country}" if country and "+" not in text else "")


def _implausible(found: Any, e164: str) -> str:
    """Why a number of the right length still cannot exist."""
    if found.country_code == 1 and not _NANP_PLAUSIBLE.match(e164):
        return "no such area code or exchange in North America"
    digits = str(found.national_number)
    if _SAME.fullmatch(digits) or (_COUNTED.fullmatch(digits) and not _valid(found)):
        return "made up to fill the field"
    return ""


def _refused(kind: int, e164: str) -> str:
    """Why a number that exists may never be dialed: it costs the caller, or is a service."""
    from phonenumbers import PhoneNumberType as Kind

    if kind == Kind.PREMIUM_RATE or (e164.startswith("+1") and e164[5:8] == "976"):
        return "a premium rate number"
    if kind == Kind.SHARED_COST:
        return "a shared cost service number"
    if kind == Kind.VOICEMAIL:
        return "a voicemail service"
    return ""


_types: dict[str, int] = {}


def _type(found: Any, e164: str) -> int:
    """Fixed line, mobile, toll-free…: of the first number met with the same beginning, which decides it."""
    key = e164[:5] if found.country_code == 1 else e164[:_PREFIX]
    kind = _types.get(key)
    if kind is None:
        import phonenumbers

        kind = _types[key] = phonenumbers.number_type(found)
    return kind


# ----------------------------------------------------------------------------------------------- time zones


def _zones(found: Any, e164: str) -> tuple[str, ...]:
    import phonenumbers
    from phonenumbers import PhoneNumberType as Kind

    kind = _type(found, e164)
    if kind in (Kind.TOLL_FREE, Kind.PREMIUM_RATE, Kind.SHARED_COST, Kind.UAN):
        return ()
    if kind != Kind.UNKNOWN and phonenumbers.is_number_type_geographical(kind, found.country_code):
        return _zones_of(e164[1 : 1 + _longest_prefix()])
    return _zones_of(str(found.country_code))


@lru_cache(maxsize=65536)
def _zones_of(digits: str) -> tuple[str, ...]:
    """The zones of the longest known beginning of these digits."""
    from phonenumbers.tzdata import TIMEZONE_DATA

    for length in range(len(digits), 0, -1):
        found: tuple[str, ...] | None = TIMEZONE_DATA.get(digits[:length])
        if found:
            return tuple(zone for zone in found if zone != "Etc/Unknown")
    return ()


def _longest_prefix() -> int:
    from phonenumbers.tzdata import TIMEZONE_LONGEST_PREFIX

    return int(TIMEZONE_LONGEST_PREFIX)
