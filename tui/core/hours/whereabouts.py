"""Where a contact may be when a number rings: every place whose clock and rules have to be kept.

In this order: the zone the rep or the file gave, the address, the number. A number that fits several zones
may be in any of them; an address that the number contradicts (a mobile carried elsewhere) does not overrule
it: both count. Asked for everybody in a queue, so what an address or a beginning of a number says is kept.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tui.core.hours.hours import zone
from tui.core.hours.regions import State, beginnings, part_of, states, zones_of_country
from tui.core.people.contact import Contact, Number


class Spot(NamedTuple):
    """One place where they may be."""

    zone: str
    """IANA name."""
    country: str = ""
    """ISO code; empty: not known."""
    state: str = ""
    """`AL` of US, `SCT` of GB; empty: not known, or none that matters."""


#: Every place that counts, the likeliest first. Empty: no place (toll-free), so no hours to keep.
Whereabouts = tuple[Spot, ...]


def whereabouts(contact: Contact, number: Number | None) -> Whereabouts:
    """Every place where this contact may be when this number rings."""
    e164, zones = (number.e164, number.zones) if number else ("", ())
    return _joined(contact.zone, contact.country, contact.place, of_number(e164), zones)


def of_this_number(number: Number) -> Whereabouts:
    """Every place where a number of nobody we know may be."""
    return _joined("", "", "", of_number(number.e164), number.zones)


def zones_of(contact: Contact, number: Number | None) -> tuple[str, ...]:
    """The zones of `whereabouts`, the likeliest first."""
    return zones_at(whereabouts(contact, number))


def zones_at(where: Whereabouts) -> tuple[str, ...]:
    """The zones of these places, each once."""
    return (where[0].zone,) if len(where) == 1 else tuple(dict.fromkeys(spot.zone for spot in where))


def of_number(e164: str) -> tuple[str, str]:
    """(country, state) a number is of by how it begins; empty where that does not tell."""
    return _of_digits(e164[1:8])


@lru_cache(maxsize=65536)
def _of_digits(digits: str) -> tuple[str, str]:
    known = beginnings()
    for length in range(len(digits), 0, -1):
        if found := known.get(digits[:length]):
            return found
    return "", ""


def state_of(country: str, place: str) -> State | None:
    """The state an address names: `Austin, TX 78701`, `Texas`. None where it names none for sure."""
    known = states().get(country)
    if not known or not place:
        return None
    for part in reversed(re.split(r"[,;/()\n]", place)):
        words = part.split()
        while words and (words[-1][0].isdigit() or words[-1] in _COUNTRY_WORDS):  # `TX 78701 USA`
            words.pop()
        if not words:
            continue
        name = " ".join(words).lower()
        if name in known and name not in _ALSO_TOWNS:
            return known[name]
        if found := known.get(words[-1]):  # codes are in capitals: `or` and `in` are words
            return found
    return None


#: A country at the end of an address.
_COUNTRY_WORDS = frozenset({"USA", "US", "U.S.A.", "Canada", "Australia", "UK"})
#: What stands alone and is as likely a town elsewhere.
_ALSO_TOWNS = frozenset({"washington", "victoria"})


@lru_cache(maxsize=65536)
def _joined(
    own: str, country: str, place: str, number: tuple[str, str], zones: tuple[str, ...]
) -> Whereabouts:
    country_there, state_there = number
    if not zones:
        country_there = state_there = ""  # toll-free: no place
    home = country or country_there
    named = state_of(home, place)
    here = named.code if named else ""
    if own and zone(own):
        told = here or (state_there if home == country_there else "")
        return (Spot(own, home, told),)
    address = _zones_of_address(home, named)
    if not country and not named:
        address = ()  # nothing but the number says where
    there = _by_country(country_there, tuple(dict.fromkeys(name for name in zones if zone(name))))
    if country and country_there and country != country_there:
        if not address and part_of(country_there) != country:
            address = zones_of_country(country)  # anywhere there, or where the number is
        return _spots(address, country, here) + _spots(there, country_there, state_there)
    if not address or (here and state_there and here != state_there):
        return _spots(address, home, here) + _spots(there, home, state_there or here)
    both = tuple(name for name in address if name in there)
    if not state_there and len(there) > 1:  # a mobile of the whole country: the address tells where
        both = both or address
    return _spots(both or (*address, *there), home, here or state_there)


#: Countries that the library puts on a neighbour's clock, which goes otherwise for a part of the year.
_OTHER_CLOCK = frozenset({"DZ", "EH", "LY", "MA", "NI", "PS", "SS"})


def _by_country(country: str, zones: tuple[str, ...]) -> tuple[str, ...]:
    """The zones of a number, with what is known of its country."""
    if country == "KZ":  # its mobiles share a calling code with Russia, and its zones a clock
        return zones_of_country(country) if len(zones) > 1 else zones
    return (*zones_of_country(country), *zones) if country in _OTHER_CLOCK else zones


def _zones_of_address(country: str, named: State | None) -> tuple[str, ...]:
    """The zones an address leaves: those of the state, or the one of a country that has one."""
    if named:
        return named.zones
    zones = zones_of_country(country)
    return zones if len(zones) == 1 else ()


def _spots(zones: tuple[str, ...], country: str, state: str) -> Whereabouts:
    return tuple(Spot(name, country, state) for name in dict.fromkeys(zones))
