"""`offhook report`: what a day, a week or a month came to."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path

from tui.cli.commands import time_argument
from tui.cli.speak import DONE, Refused, Speaker
from tui.core.clock import FakeClock
from tui.core.insight.document import Document, document
from tui.core.insight.span import KINDS, span_of
from tui.files.atomic import writing
from tui.files.home import Home
from tui.wiring import Services, open_services

EXAMPLES = {
    "report": "examples:\n  offhook report week --json\n  offhook report month --at 2026-10-01T12:00 --json"
}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("span", choices=[kind for kind in KINDS if kind != "all"])
    parser.add_argument("--format", choices=["json"], help="json: the numbers")
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="the one that time is in (ISO 8601)")
    parser.add_argument("--out", metavar="FILE", type=Path, help="a file for you alone; else stdout")
    parser.add_argument("--force", action="store_true", help="it may take the place of a file")
    parser.add_argument("--json", action="store_true", help="one JSON document, as --format json")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Write it."""
    services = open_services(home, clock=FakeClock(args.at) if args.at else None, read_only=True)
    with closing(services.store):
        text = json.dumps(numbers(services, args.span), indent=1, ensure_ascii=True) + "\n"
    if not args.out:
        speaker.out.write(text)
        speaker.answered = True
        return DONE
    _write(args.out, text, over=args.force)
    speaker.document({"what": "report", "file": str(args.out)})
    speaker.line(f"The {args.span} is in {args.out}.")
    return DONE


def numbers(services: Services, kind: str) -> Document:
    """The numbers of the day, week or month it is, beside as much of the one before."""
    today = services.clock.now().utc.astimezone(services.zone).date()
    span = span_of(next(one for one in KINDS if one == kind), today)
    beside, ledger = span.beside(today), services.ledger()
    ledger.read_to((beside or span).first)
    return document(ledger.figures(span), ledger.figures(beside) if beside else None, ledger.days(span))


def _write(path: Path, text: str, *, over: bool) -> None:
    """The whole file or none. Raises Refused."""
    try:
        with writing(path, over=over) as file:
            file.write(text.encode())
    except FileExistsError:
        raise Refused(f"{path} is there already. Nothing was written. To replace it: --force.") from None
    except OSError as error:
        why = error.strerror or error
        raise Refused(f"{path} cannot be written ({why}). Nothing was written there.") from None
