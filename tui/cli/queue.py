"""`offhook queue`: who is next and why, now or at another time."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from tui.cli.commands import time_argument
from tui.cli.people import find
from tui.cli.speak import DONE, Speaker
from tui.core.clock import FakeClock
from tui.core.hours.hours import zone
from tui.core.hours.whereabouts import zones_of
from tui.core.people.contact import Contact
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Held, Place
from tui.core.queue.why import explain, groups
from tui.core.text import count
from tui.files.home import Home
from tui.keys import filled, use

_NO_CLOCK = "The clock alone changes nothing."

EXAMPLES = {
    "queue": "example:\n  offhook queue --limit 5\n  offhook queue --at 2026-11-24T09:00 --json\n"
    "  offhook queue --why 'Dana Reyes'"
}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--limit", type=_positive, metavar="N", help="at most so many people")
    parser.add_argument("--why", metavar="NAME", help="why this one is where it is, or held")
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="as it will be then (ISO 8601)")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Say the order."""
    from tui.cli.beside import tell_of_settings
    from tui.wiring import open_services

    services = open_services(home, clock=FakeClock(args.at) if args.at else None, read_only=True)
    use(services.keys())  # for the sentences that name one
    tell_of_settings(services, speaker)
    try:
        if args.why is not None:
            return _why(args.why, services.queue(), services, speaker)
        return _order(args.limit, services.queue(), services, speaker)
    finally:
        services.store.close()


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of people")
    return int(text)


def _order(limit: int | None, queue: Queue, services: Any, speaker: Speaker) -> int:
    now = services.clock.now().utc
    shown = queue.items[: limit or len(queue.items)]
    opens = queue.next_opens()
    speaker.document(
        {
            "at": now.isoformat(),
            "items": [item(place, services) for place in shown],
            "held": dict(queue.holds()),
            "next_opens": opens.isoformat() if opens else None,
        }
    )
    for number, place in enumerate(shown, 1):
        contact = services.store.get(Contact, place.contact)
        company = f", {contact.account}" if contact.account and contact.account != contact.title else ""
        speaker.line(f"{number:>4}  {contact.title}{company} · {place.number} · {place.why}")
    held = ", ".join(f"{n} {rule}" for rule, n in queue.holds().most_common())
    speaker.line(f"{count(len(queue), 'person', 'people')} callable" + (f"; held: {held}" if held else ""))
    if not queue.items:
        for group in groups(queue):
            first = f", ends at {queue.judge.shown(group.turns, now)}" if group.turns else ""
            first += " for the first" if group.turns and group.many > 1 else ""
            speaker.line(f"  {group.many:>6,}  {group.rule}{first}. {filled(group.help)}".rstrip())
        if opens:
            speaker.line(f"The next opens {queue.judge.shown(opens, now)}.")
    if not queue.items and not queue.held:
        speaker.line("Nobody here yet: offhook import FILE brings people in.")
    return DONE


def _why(name: str, queue: Queue, services: Any, speaker: Speaker) -> int:
    now = services.clock.now().utc
    contact = find(services.store, name)
    verdict, told = queue.get(contact.id), explain(queue, contact, now)
    assert verdict is not None
    until = verdict.until if isinstance(verdict, Held) else None
    speaker.document(
        {
            "contact": contact.id,
            "name": contact.title,
            "callable": not told.holds,
            "place": told.place or None,
            "why": verdict.why,
            "until": _iso(until),
            "because": list(told.says),
            "there": [str(one) for one in told.there],
            "holds": [{"rule": h.rule, "why": h.says, "until": _iso(h.until)} for h in told.holds],
            "opens": _iso(told.opens),
        }
    )
    where = "is held" if told.holds else f"is number {told.place} in the queue"
    speaker.line(f"{contact.title} {where}: {verdict.why}.")
    for line in told.says:
        speaker.line(f"  {line}")
    for hold in told.holds:
        again = f" Looked at again {queue.judge.shown(hold.until, now)}." if hold.until else ""
        speaker.line(f"  {hold.says}{again} {filled(hold.help)}".rstrip())
    for one in told.there:
        speaker.line(f"  {one}")
    if told.holds:
        when = queue.judge.shown(told.opens, now) if told.opens else ""
        speaker.line(f"Can be called from {when}, if nothing else happens." if when else _NO_CLOCK)
    return DONE


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def item(place: Place, services: Any) -> dict[str, Any]:
    """One person of the JSON of PRODUCT.md §4."""
    contact = services.store.get(Contact, place.contact)
    number = next((n for n in contact.numbers if n.e164 == place.number), None)
    zones = zones_of(contact, number)
    there = zone(zones[0]) if zones else None
    local = services.clock.now().utc.astimezone(there) if there else None
    return {
        "contact": contact.id,
        "name": contact.title,
        "number": place.number,
        "local_time": local.isoformat(timespec="minutes") if local else None,
        "why": place.why,
        "due": place.due.isoformat() if place.due else None,
    }
