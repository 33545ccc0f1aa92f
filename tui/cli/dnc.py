"""`offhook dnc`: numbers that must not be called."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from typing import Any

from tui.cli.country import add_country, country_of
from tui.cli.speak import DONE, REFUSED, Refused, Speaker
from tui.core import phone
from tui.core.attempt import DoNotCall
from tui.core.contact import Number
from tui.core.ports import Batch, SaveFailed
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
    services = open_services(home, read_only=args.what != "add")
    try:
        if args.what == "list":
            return _list(services, speaker)
        country = country_of(args, home)
        numbers = [phone.parse(raw, country) for raw in args.numbers]
        if not numbers:
            raise Refused(f"offhook dnc {args.what} needs a number. Nothing was changed.")
        unclear = [n.raw for n in numbers if not n.e164]
        if unclear:
            raise Refused(f"No phone number: {', '.join(unclear)}. Nothing was changed.")
        if args.what == "check":
            return _check(services, numbers, speaker)
        return asyncio.run(_add(services, numbers, speaker))
    finally:
        services.store.close()


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


async def _add(services: Services, numbers: Sequence[Number], speaker: Speaker) -> int:
    store, now = services.store, services.clock.now().utc
    fresh = {n.e164 for n in numbers if not store.do_not_call(n.e164)}
    puts = tuple(DoNotCall(store.new_id(DoNotCall), now, e164, why="added by hand") for e164 in sorted(fresh))
    answer = await store.commit(Batch(puts))
    if isinstance(answer, SaveFailed):
        speaker.complain(answer.problem)
        return REFUSED
    known = len({n.e164 for n in numbers}) - len(fresh)
    speaker.document({"added": len(fresh), "known": known})
    speaker.line(f"{count(len(fresh), 'number')} added" + (f", {known} already there" if known else ""))
    return DONE
