"""`offhook next`: the next person, a fact a line, for whoever has it read out: who, the number, why, what to
say, and the command that logs it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tui.cli.beside import tell_of_settings
from tui.cli.commands import time_argument
from tui.cli.queue import item
from tui.cli.speak import DONE, Speaker
from tui.core.call.attempt import Promise
from tui.core.call.opening import choose, values
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.people.grouping import spelled
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Place
from tui.core.queue.why import groups
from tui.core.text import count
from tui.core.words import fill
from tui.files.home import Home
from tui.wiring import Services, open_playbook, open_services

EXAMPLES = {"next": "examples:\n  offhook next\n  offhook next --digits"}

Line = tuple[str, str]
"""A label, and what it says; empty: there is nothing to say."""


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="as it will be then (ISO 8601)")
    parser.add_argument(
        "--digits", action="store_true", help="the number digit by digit, in its groups, to be read out"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Say who is next, or when somebody is."""
    services = open_services(home, clock=FakeClock(args.at) if args.at else None, read_only=True)
    tell_of_settings(services, speaker)
    try:
        queue = services.queue(page=1)
        place = queue.items[0] if queue.items else None
        speaker.document(item(place, services) if place else None)
        if place is None:
            _nobody(queue, services, speaker)
        elif not speaker.as_json:
            for label, text in _lines(place, services, digits=args.digits):
                if text:
                    speaker.line(f"{label}: {' '.join(text.split())}")
    finally:
        services.store.close()
    return DONE


def _lines(place: Place, services: Services, *, digits: bool) -> Iterator[Line]:
    """Who it is and why first, what to say when they answer, and the result last, next to the prompt."""
    contact = services.store.get(Contact, place.contact)
    assert contact is not None
    number = next((n for n in contact.numbers if n.e164 == place.number), None)
    yield "Name", contact.title
    yield "Account", contact.account if contact.account != contact.title else ""
    yield "Role", contact.role
    yield "Number", spelled(place.number) if digits else place.number
    extension = number.extension if number else ""
    yield "Extension", " ".join(extension) if digits else extension
    yield "Why", place.why
    yield "Local time", (item(place, services)["local_time"] or "")[11:16]
    yield "Reason to call", contact.reason
    for promise in services.store.of_contact(Promise, contact.id):
        if not promise.done:
            yield "They asked", promise.question
            known = promise.answer or (f"{promise.who} knows it" if promise.who else "not found yet")
            yield "The answer", known
    yield "Say", _opener(contact, place, services)
    now = services.clock.now().utc
    meant = services.books().intention(now)
    yield "Next time I will", meant.text if meant else ""
    yield "To log it", _how(contact, services, asks=meant is not None)


def _opener(contact: Contact, place: Place, services: Services) -> str:
    """The words to begin with, their gaps named without signs."""
    now, playbook = services.clock.now().utc, open_playbook(services.home)
    purpose = services.judge().purpose(contact, now, owes_answer=place.agreed == "promise")
    spoken = services.judge().standing(contact.id).spoken is not None
    opener = choose(playbook.lines("opener", purpose), contact, spoken=spoken)
    if opener is None:
        return ""
    chosen = services.settings
    referrer = services.store.get(Contact, contact.referred_by) if contact.referred_by else None
    known = values(contact, referrer, chosen.my_name, chosen.my_company, chosen.my_number)
    return fill(opener.text, known, playbook.variables).replace("…", "")


def _how(contact: Contact, services: Services, *, asks: bool) -> str:
    """The command, with all the results there are."""
    results = list(services.defaults.dispositions)
    usual = (came.id for came in results if not came.connected and came.asks == "nothing")
    first = next(usual, results[0].id)
    others = ", ".join(
        f"{came.id} --when 'tomorrow 10:00'" if came.asks == "when" else came.id
        for came in results
        if came.id != first
    )
    kept = " If they answered, add --kept yes or --kept no: did you do what you meant to?" if asks else ""
    return f"offhook log {contact.id} {first}. Instead of {first}: {others}.{kept}"


def _nobody(queue: Queue, services: Services, speaker: Speaker) -> None:
    if not queue.held:
        speaker.line("Nobody here yet: offhook import FILE brings people in.")
        return
    now = services.clock.now().utc
    speaker.line("Nobody can be called now.")
    if opens := queue.next_opens():
        speaker.line(f"The next can be called at {queue.judge.shown(opens, now)}.")
    for group in groups(queue):
        speaker.line(f"Held: {count(group.many, 'person', 'people')}, {group.rule}.")
