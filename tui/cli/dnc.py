"""`offhook dnc`: numbers that must not be called, one by one and by the list."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tui.cli import dnc_import
from tui.cli.beside import Desk, desk
from tui.cli.country import add_country, country_of
from tui.cli.forbidden import forbidden
from tui.cli.speak import DONE, Refused, Speaker
from tui.core.call.attempt import DoNotCall
from tui.core.lists.dnc import DncList, age
from tui.core.people import phone
from tui.core.people.contact import Number
from tui.core.request import Forbid
from tui.core.text import count
from tui.files.home import Home
from tui.wiring import Services, open_services

EXAMPLES = {
    "dnc": "examples:\n  offhook dnc add '+44 20 7946 0101'\n"
    "  offhook dnc import 2026-11-15_702.txt --list 'FTC 702'\n"
    "  offhook dnc check 02079460101 --country GB\n  offhook dnc list --json"
}


def add(parser: argparse.ArgumentParser) -> None:
    """What there is to do with do-not-call numbers, and the arguments."""
    actions = parser.add_subparsers(title="what to do", dest="what", metavar="ACTION", required=True)
    for name, about, example in (
        ("add", "numbers that must not be called", "offhook dnc add '+44 20 7946 0101'"),
        ("check", "whether a number may be called", "offhook dnc check '(212) 555-0123' --country US"),
    ):
        numbers = actions.add_parser(name, help=about, epilog=f"example: {example}")
        numbers.add_argument("numbers", metavar="NUMBER", nargs="*")
        add_country(numbers)
        numbers.add_argument("--json", action="store_true", help="one JSON document")
    dnc_import.add(actions)
    shown = actions.add_parser(
        "list",
        help="the lists and their ages, and the numbers added one by one",
        epilog="example: offhook dnc list --json",
    )
    shown.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Do it."""
    if args.what == "import":
        return dnc_import.run(args, home, speaker)
    if args.what == "remove":
        return dnc_import.remove(args, home, speaker)
    if args.what == "add":
        with desk(home, speaker) as at:
            return _add(at, _numbers(args, home), speaker)
    services = open_services(home, read_only=True)
    try:
        if args.what == "list":
            return _list(services, speaker)
        return _check(services, _numbers(args, home, some=True), speaker)
    finally:
        services.store.close()


def _numbers(args: argparse.Namespace, home: Home, *, some: bool = False) -> list[Number]:
    """The numbers that were given. Raises Refused when one is none; with `some` when all are none."""
    country = country_of(args, home)
    numbers = [phone.parse(raw, country) for raw in args.numbers]
    if not numbers:
        raise Refused(f"offhook dnc {args.what} needs a number. Nothing was changed.")
    unclear = [n for n in numbers if not n.e164]
    if unclear and not (some and len(unclear) < len(numbers)):
        which = ", ".join(n.raw for n in unclear)
        local = any("+" not in n.raw and phone.reads_as_number(n.raw) for n in unclear)
        how = f" It is none of {country}: say its country with --country, or write it with a plus."
        how = how if local and country else ""
        raise Refused(f"No phone number: {which}.{how} Nothing was changed.")
    return numbers


# --------------------------------------------------------------------------------------------------- list


def _list(services: Services, speaker: Speaker) -> int:
    now, limits = services.clock.now().utc, services.defaults.list_ages
    entries = [d for d in services.store.all(DoNotCall) if not d.lifted]
    lists = [_about(one, now, limits.of(one)) for one in services.store.all(DncList)]
    speaker.document({"lists": lists, "numbers": [_entry(entry) for entry in entries]})
    for one in lists:
        speaker.line(
            f"{one['name']}: {count(one['numbers'], 'number')}, {count(one['age_days'], 'day')} old, "
            f"from {one['file']}"
        )
    for entry in entries:
        speaker.line(f"{entry.number or f'contact {entry.contact}'}  since {entry.at:%Y-%m-%d}  {entry.why}")
    on_lists = f", {count(len(lists), 'list')}" if lists else ""
    speaker.line(f"{count(len(entries), 'entry', 'entries')} on the do-not-call list{on_lists}")
    for sentence in services.old_lists():
        speaker.line(f"Note: {sentence}")
    return DONE


def _about(one: DncList, now: datetime, limit: int) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": one.file,
        "numbers": one.total,
        "imported": one.imported.isoformat(),
        "as_of": one.as_of.isoformat(),
        "age_days": age(one, now),
        "limit_days": limit,
        "old": age(one, now) > limit,
    }


def _entry(entry: DoNotCall) -> dict[str, Any]:
    return {
        "number": entry.number,
        "contact": entry.contact or None,
        "since": entry.at.isoformat(),
        "why": entry.why,
    }


# -------------------------------------------------------------------------------------------------- check


def _check(services: Services, numbers: Sequence[Number], speaker: Speaker) -> int:
    facts = [_facts(services, number) for number in numbers]
    speaker.document(facts)
    for fact in facts:
        speaker.line(_said(fact))
    for sentence in services.old_lists():
        speaker.line(f"Note: {sentence}")
    return DONE


def _facts(services: Services, number: Number) -> dict[str, Any]:
    """What is known of a number: every list that has it, and who forbade it by itself."""
    e164, now = number.e164, services.clock.now().utc
    first = forbidden(services.store, e164) if e164 else None
    limit = services.defaults.list_ages.for_number(e164)
    lists = [
        {
            "list": one.name,
            "since": since.isoformat(),
            "age_days": age(one, now),
            "limit_days": limit,
            "old": age(one, now) > limit,
        }
        for one in services.store.all(DncList)
        if (since := one.since(e164))
    ]
    return {
        "raw": number.raw,
        "e164": e164 or None,
        "do_not_call": first is not None,
        "why": first.why if first else None if e164 else number.why_not,
        "since": first.since.isoformat() if first and first.since else None,
        "lists": lists,
    }


def _said(fact: dict[str, Any]) -> str:
    if fact["e164"] is None:
        return f"{fact['raw']}: no phone number ({fact['why']})"
    if not fact["do_not_call"]:
        return f"{fact['e164']}: not on the list"
    told = [
        f"on the list {one['list']} since {one['since'][:10]} (list {count(one['age_days'], 'day')} old)"
        for one in fact["lists"]
    ]
    if not fact["why"].startswith("on the list "):
        told.insert(0, fact["why"] + (f", since {fact['since'][:10]}" if fact["since"] else ""))
    return f"{fact['e164']}: do not call: {'; '.join(told)}"


# ---------------------------------------------------------------------------------------------------- add


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
