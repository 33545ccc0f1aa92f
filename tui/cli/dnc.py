"""`offhook dnc`: numbers that must not be called."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from tui.cli.beside import Desk, desk
from tui.cli.country import add_country, country_of
from tui.cli.speak import DONE, Refused, Speaker
from tui.core import phone
from tui.core.attempt import DoNotCall
from tui.core.contact import Number
from tui.core.request import Forbid
from tui.core.text import count
from tui.files.home import Home
from tui.wiring import Services, open_services

EXAMPLES = {
    "dnc": "example:\n  offhook dnc add '+44 20 7946 0101'\n  offhook dnc check 02079460101 --country GB\n"
    "  offhook dnc list --json"
}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("what", choices=["add", "check", "list"])
    parser.add_argument("numbers", metavar="NUMBER", nargs="*")
    add_country(parser)
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Add, check or list."""
    if args.what == "add":
        with desk(home, speaker) as at:
            return _add(at, _numbers(args, home), speaker)
    services = open_services(home, read_only=True)
    try:
        if args.what == "list":
            return _list(services, speaker)
        return _check(services, _numbers(args, home), speaker)
    finally:
        services.store.close()


def _numbers(args: argparse.Namespace, home: Home) -> list[Number]:
    """The numbers that were given. Raises Refused when one is none."""
    country = country_of(args, home)
    numbers = [phone.parse(raw, country) for raw in args.numbers]
    if not numbers:
        raise Refused(f"offhook dnc {args.what} needs a number. Nothing was changed.")
    unclear = [n.raw for n in numbers if not n.e164]
    if unclear:
        raise Refused(f"No phone number: {', '.join(unclear)}. Nothing was changed.")
    return numbers


def _list(services: Services, speaker: Speaker) -> int:
    entries = [d for d in services.store.all(DoNotCall) if not d.lifted]
    speaker.document(
        [
            {"number": d.number, "contact": d.contact or None, "since": d.at.isoformat(), "why": d.why}
            for d in entries
        ]
    )
    for entry in entries:
        speaker.line(f"{entry.number or f'contact {entry.contact}'}  since {entry.at:%Y-%m-%d}  {entry.why}")
    speaker.line(f"{count(len(entries), 'entry', 'entries')} on the do-not-call list")
    return DONE


def _check(services: Services, numbers: Sequence[Number], speaker: Speaker) -> int:
    listed: list[dict[str, Any]] = [
        {"raw": n.raw, "e164": n.e164, "do_not_call": services.store.do_not_call(n.e164) is not None}
        for n in numbers
    ]
    speaker.document(listed)
    for item in listed:
        speaker.line(f"{item['e164']}: {'do not call' if item['do_not_call'] else 'not on the list'}")
    return DONE


def _add(at: Desk, numbers: Sequence[Number], speaker: Speaker) -> int:
    wanted = {number.e164 for number in numbers}
    now = at.services.clock.now().utc
    fresh = len(at.do(Forbid(tuple(sorted(wanted)), now, why="added by hand")).batch.puts)
    known = len(wanted) - fresh
    handed = {"handed_over": True} if at.beside else {}
    speaker.document({"added": fresh, "known": known, **handed})
    there = f", {known} already there" if known else ""
    if at.beside:
        speaker.line(f"Handed to the open app: {count(fresh, 'number')} for do-not-call{there}.")
    else:
        speaker.line(f"{count(fresh, 'number')} added{there}")
    return DONE
