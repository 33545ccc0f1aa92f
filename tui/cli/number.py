"""`offhook number`: what we know of a number, and whether it may be called."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tui.cli.commands import time_argument
from tui.cli.country import add_country, country_of
from tui.cli.forbidden import forbidden
from tui.cli.speak import DONE, Speaker
from tui.core.clock import SystemClock
from tui.core.hours.hours import Hours, Window, zone
from tui.core.hours.whereabouts import of_this_number, zones_at
from tui.core.people import phone
from tui.core.people.contact import Number
from tui.core.text import count
from tui.files.home import Home

EXAMPLES = {
    "number": "examples:\n  offhook number '(212) 555-0123'\n  offhook number 02079460101 --country GB --json"
}
_OUTSIDE = "outside calling hours: "


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("numbers", metavar="NUMBER", nargs="+")
    add_country(parser)
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="as it will be then (ISO 8601)")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Say it of each number."""
    from tui.files.defaults import read_defaults

    now = args.at.astimezone(UTC) if args.at else SystemClock().now().utc
    defaults = read_defaults(home)
    for sentence in defaults.faults:  # hours of the rep's own that do not hold, say
        speaker.complain(sentence)
    hours = defaults.hours
    country = country_of(args, home)
    numbers = [phone.parse(raw, country) for raw in args.numbers]
    forbidden = _forbidden(home, numbers)
    facts = [_facts(number, hours, now, forbidden.get(number.e164, "")) for number in numbers]
    speaker.document(facts)
    for fact in facts:
        _say(fact, now, speaker)
    return DONE


def _forbidden(home: Home, numbers: Iterable[Number]) -> dict[str, str]:
    """Those that must not be called, and why."""
    from tui.wiring import open_store

    if not home.path.exists():
        return {}
    store = open_store(home, read_only=True)
    try:
        entries = {number.e164: forbidden(store, number.e164) for number in numbers if number.e164}
        return {e164: entry.why for e164, entry in entries.items() if entry}
    finally:
        store.close()


def _facts(number: Number, hours: Hours, now: datetime, forbidden: str) -> dict[str, Any]:
    where = of_this_number(number)
    window = hours.window(where, now)
    why = number.why_not or (f"do not call: {forbidden}" if forbidden else "")
    closed = number.callable and not forbidden and not window.open
    return {
        "raw": number.raw,
        "e164": number.e164 or None,
        "extension": number.extension or None,
        "kind": number.kind if number.kind != "other" else phone.kind_by_plan(number.e164),
        "zones": sorted(zones_at(where), key=lambda name: name not in number.zones),  # its digits' own first
        "ambiguous": _ambiguous(set(number.zones).intersection(zones_at(where)), now),
        "callable": number.callable and not forbidden,
        "why": why or (_closed(window) if closed else None),
        "local_times": [time.isoformat(timespec="minutes") for time in window.local],
        "opens": window.opens.isoformat() if closed and window.opens else None,
    }


def _closed(window: Window) -> str:
    """The rule that closes it, and where that comes from."""
    return f"{_OUTSIDE}{window.why}" + (f" ({window.source})" if window.source else "")


def _ambiguous(zones: Iterable[str], now: datetime) -> bool:
    """Whether the clocks of the zones that its digits leave differ, now or at another season."""
    seasons = (now.replace(month=1, day=1), now.replace(month=7, day=1))
    places = [place for name in zones if (place := zone(name))]
    return any(len({season.astimezone(place).utcoffset() for place in places}) > 1 for season in seasons)


def _say(fact: dict[str, Any], now: datetime, speaker: Speaker) -> None:
    if not fact["e164"]:
        speaker.line(f"{fact['raw']}: no number that can be dialed ({fact['why']}).")
        return
    extension = f" ext. {fact['extension']}" if fact["extension"] else ""
    may = f"not now: {fact['why'].removeprefix(_OUTSIDE)}" if fact["why"] else "may be called"
    if not fact["callable"]:
        may = f"may not be called: {fact['why']}"
    places = "no place" if not fact["zones"] else ", ".join(fact["zones"][:3])
    more = f" and {count(len(fact['zones']) - 3, 'more zone')}" if len(fact["zones"]) > 3 else ""
    clocks = sorted({time[11:16] for time in fact["local_times"]})
    there = f", {' or '.join(clocks)} there" if clocks else ""
    speaker.line(f"{fact['raw']}: {fact['e164']}{extension}, {places}{more}{there}; {may}.")
    if fact["opens"]:
        speaker.line(
            f"  opens {datetime.fromisoformat(fact['opens']).astimezone():%a %d %b %H:%M} by your clock"
        )
