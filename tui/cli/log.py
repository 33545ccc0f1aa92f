"""`offhook log`: a call made without the app, with its reflection."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import replace

from tui.cli.commands import time_argument
from tui.cli.people import find
from tui.cli.speak import DONE, Refused, Speaker
from tui.core.clock import FakeClock
from tui.core.contact import Contact
from tui.core.disposition import Disposition, Dispositions
from tui.core.ports import SaveFailed
from tui.core.reflection import Form
from tui.core.result import settle
from tui.core.text import cut, fold
from tui.core.when import NotATime, read
from tui.files.home import Home
from tui.wiring import Services, open_services

EXAMPLES = {
    "log": "example:\n  offhook log 'Dana Reyes' conversation --right 'asked first' --next 'slow down'\n"
    "  offhook log 17 call-back --when 'fri 10:30'"
}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("contact", metavar="CONTACT", help="id or name")
    parser.add_argument("disposition", metavar="DISPOSITION", help="what came of it, like no-answer")
    parser.add_argument("--right", default="", help="what went right")
    parser.add_argument("--wrong", default="", help="what went wrong")
    parser.add_argument("--next", default="", help="next time I will…")
    parser.add_argument("--when", default="", metavar="WORDS", help="for a callback: the time agreed")
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="when it was (ISO 8601)")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Log one call."""
    services = open_services(home, clock=FakeClock(args.at) if args.at else None)
    try:
        return asyncio.run(_log(args, services, speaker))
    finally:
        services.store.close()


async def _log(args: argparse.Namespace, services: Services, speaker: Speaker) -> int:
    contact = find(services.store, args.contact)
    came = _disposition(services.defaults.dispositions, args.disposition)
    runner = services.runner()
    number = _number(services, contact)
    attempt = runner.attempt_for(contact, number, ended=runner.now.utc, purpose=contact.purpose)
    if came.asks == "when":
        try:
            read(args.when, runner.now.utc, runner.settling(attempt).place)
        except NotATime as error:
            raise Refused(f"{error} Give it with --when. Nothing was logged.") from None
    form = Form(came.id, when=args.when, right=args.right, wrong=args.wrong, next=args.next)
    form = replace(form, line="" if came.connected else args.right or args.wrong)
    asked = runner.intention() if came.connected else None
    batch = settle(runner.settling(attempt), attempt, form, asked=asked, by_clock=False)
    answer = await runner.commit(batch)
    if isinstance(answer, SaveFailed):
        raise Refused(answer.problem)
    speaker.document(
        {
            "id": attempt.id,
            "contact": contact.id,
            "name": contact.title,
            "number": number,
            "at": attempt.started.isoformat(),
            "disposition": came.id,
            "right": args.right,
            "wrong": args.wrong,
            "next": args.next,
        }
    )
    speaker.line(f"Logged: {contact.title}, {came.name.removesuffix(' at…')}.")
    return DONE


def _number(services: Services, contact: Contact) -> str:
    """The number the call was most likely made to: the one the queue would ring."""
    numbers = services.judge().numbers(contact) or [n for n in contact.numbers if n.e164]
    return numbers[0].e164 if numbers else ""


def _disposition(dispositions: Dispositions, wanted: str) -> Disposition:
    """The disposition of that id or name. Raises Refused with the list."""
    name = fold(wanted)
    for came in dispositions:
        if name in {came.id, fold(came.name)}:
            return came
    ids = ", ".join(d.id for d in dispositions)
    raise Refused(f"'{cut(wanted, 40)}' is no disposition. There are: {ids}. Nothing was logged.")
