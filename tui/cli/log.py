"""`offhook log`: a call made without the app, with its reflection."""

from __future__ import annotations

import argparse

from tui.cli.beside import Desk, desk
from tui.cli.commands import time_argument
from tui.cli.people import find
from tui.cli.speak import DONE, Refused, Speaker
from tui.core.call.disposition import Disposition, Dispositions
from tui.core.clock import FakeClock, SystemClock
from tui.core.hours.when import NotATime, read
from tui.core.people.contact import Contact
from tui.core.request import Log
from tui.core.text import cut, fold
from tui.files.home import Home
from tui.wiring import Services

EXAMPLES = {
    "log": "example:\n  offhook log 'Dana Reyes' conversation --right 'asked first' --next 'slow down'\n"
    "  offhook log 17 meeting --kept yes --right 'slowed down'\n"
    "  offhook log 17 call-back --when 'fri 10:30'"
}

_NOTHING_MEANT = "There is nothing you meant to do in this call; leave --kept out. Nothing was logged."
_NO_TIME = "--when is for a callback or a meeting; leave it out, or say which. Nothing was logged."
_NOT_CONNECTED = "--kept is about calls in which somebody answered; leave it out. Nothing was logged."


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("contact", metavar="CONTACT", help="id or name")
    parser.add_argument("disposition", metavar="DISPOSITION", help="what came of it, like no-answer")
    parser.add_argument("--right", default="", help="what went right")
    parser.add_argument("--wrong", default="", help="what went wrong")
    parser.add_argument("--next", default="", help="next time I will…")
    parser.add_argument("--kept", choices=["yes", "no"], help="whether you did what you meant to last time")
    parser.add_argument(
        "--when", default="", metavar="WORDS", help="for a callback or a meeting: the time agreed"
    )
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="when it was (ISO 8601)")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Log one call."""
    with desk(home, speaker, FakeClock(args.at) if args.at else None) as at:
        return _log(args, at, speaker)


def _log(args: argparse.Namespace, at: Desk, speaker: Speaker) -> int:
    services, now = at.services, at.services.clock.now().utc
    contact = find(services.store, args.contact)
    came = _disposition(services.defaults.dispositions, args.disposition)
    number = _number(services, contact)
    if came.asks == "when" or (came.meeting and args.when.strip()):
        try:
            read(args.when, now, services.books().settling(contact.id, now, number).place)
        except NotATime as error:
            said = str(error) if str(error)[-1] in ".?" else f"{error}."
            raise Refused(f"{said} Give it with --when. Nothing was logged.") from None
    if args.when.strip() and not (came.asks == "when" or came.meeting):
        raise Refused(_NO_TIME)
    meant = services.books().intention(now) if came.connected else None
    if args.kept and not meant:
        raise Refused(_NOTHING_MEANT if came.connected else _NOT_CONNECTED)
    words = {"right": args.right, "wrong": args.wrong, "next": args.next}
    kept = args.kept == "yes" if args.kept else None
    done = at.do(Log(contact.id, came.id, now, number, when=args.when, kept=kept, **words))
    speaker.document(
        {
            "id": None if at.beside else done.attempt,
            "contact": contact.id,
            "name": contact.title,
            "number": number,
            "at": now.isoformat(),
            "disposition": came.id,
            **words,
            **({"kept": kept} if args.kept else {}),
            **({"handed_over": True} if at.beside else {}),
        }
    )
    said = "Handed to the open app" if at.beside else "Logged"
    speaker.line(f"{said}: {contact.title}, {came.name.removesuffix(' at…')}.")
    if args.at and now > SystemClock().now().utc:  # told, not refused: --at is the clock of scripts, too
        speaker.line(f"{args.at:%d %B %Y, %H:%M} is still to come. A slip? u in the queue takes it back.")
    if meant and not args.kept:
        speaker.line(f"You meant to: {meant.text}. Whether you did was not said: --kept yes, or --kept no.")
    return DONE


def _number(services: Services, contact: Contact) -> str:
    """The number the call was most likely made to: the one the queue would ring."""
    numbers = services.judge().numbers(contact) or [n for n in contact.numbers if n.e164]
    return numbers[0].e164 if numbers else ""


def _disposition(dispositions: Dispositions, wanted: str) -> Disposition:
    """The disposition of that id or name. Raises Refused with the list."""
    name = _run_together(wanted)
    for came in dispositions:
        if name in {_run_together(came.id), _run_together(came.name)}:
            return came
    ids = ", ".join(d.id for d in dispositions)
    raise Refused(f"'{cut(wanted, 40)}' is no disposition. There are: {ids}. Nothing was logged.")


def _run_together(name: str) -> str:
    """A name without what people leave out: `callback` is `call-back`, `no answer` is `no-answer`."""
    return fold(name).replace("-", "").replace(" ", "")
