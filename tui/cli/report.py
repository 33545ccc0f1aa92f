"""`offhook report`: what a day, a week or a month came to; and `take`, what a coach wrote to it."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path

from tui.cli.beside import desk
from tui.cli.commands import time_argument
from tui.cli.speak import DONE, Refused, Speaker
from tui.core.clock import FakeClock
from tui.core.day.coach import NoComments
from tui.core.insight.document import Document, document
from tui.core.insight.span import KINDS, Span, span_of
from tui.core.request import TakeComments
from tui.core.text import count
from tui.files.atomic import writing
from tui.files.comments_file import read_comments
from tui.files.home import Home
from tui.report.build import SECTIONS, Asked
from tui.wiring import Services, open_playbook, open_services, render

EXAMPLES = {
    "report": "examples:\n  offhook report week --out week.md\n"
    "  offhook report month --format html --out month.html\n"
    "  offhook report week --leave-out wrong --leave-out compared\n  offhook report week --json\n"
    "  offhook report take week-with-comments.md\n\nparts to leave out: " + ", ".join(SECTIONS)
}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "span",
        choices=[*(kind for kind in KINDS if kind != "all"), "take"],
        help="take: read the comments a coach wrote into FILE",
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="for take: the report, or a YAML file"
    )
    parser.add_argument(
        "--format", choices=["md", "html", "txt", "json"], help="md, if nothing is said; txt to be read out"
    )
    parser.add_argument("--at", type=time_argument, metavar="TIME", help="the one that time is in (ISO 8601)")
    parser.add_argument("--names", action="store_true", help="name the contacts; else they are left out")
    parser.add_argument(
        "--leave-out",
        metavar="PART",
        action="append",
        default=[],
        choices=list(SECTIONS),
        help="leave a part out; may be said several times",
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="a file for you alone; else stdout")
    parser.add_argument("--force", action="store_true", help="it may take the place of a file")
    parser.add_argument("--json", action="store_true", help="one JSON document, as --format json")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Write it, or take comments."""
    if args.span == "take":
        if args.file is None:
            raise Refused("Which file? Like: offhook report take week.md")
        return _take(args, home, speaker)
    if args.file is not None:
        raise Refused(f"To write into a file: --out {args.file}. Nothing was written.")
    services = open_services(home, clock=FakeClock(args.at) if args.at else None, read_only=True)
    with closing(services.store):
        form = args.format or "md"
        if args.json and not (args.format and args.out):
            form = "json"  # whatever --format says: with --json there is one document
        text = _numbers(services, args.span) if form == "json" else _told(services, args, form)
    if not args.out:
        speaker.write(text)
        speaker.answered = True
        return DONE
    _write(args.out, text, over=args.force)
    speaker.document({"what": "report", "file": str(args.out)})
    speaker.line(
        f"The {args.span} is in {args.out}.{'' if form == 'json' else ' Read it before you send it.'}"
    )
    return DONE


def _numbers(services: Services, kind: str) -> str:
    return json.dumps(numbers(services, kind), indent=1, ensure_ascii=True) + "\n"


def numbers(services: Services, kind: str) -> Document:
    """The numbers of the day, week or month it is, beside as much of the one before."""
    span, beside = _spans(services, kind)
    ledger = services.ledger()
    ledger.read_to((beside or span).first)
    return document(ledger.figures(span), ledger.figures(beside) if beside else None, ledger.days(span))


def _told(services: Services, args: argparse.Namespace, form: str) -> str:
    """The report to read."""
    span, beside = _spans(services, args.span)
    ledger = services.ledger()
    ledger.read_to((beside or span).first)
    asked = Asked(services.settings.my_name, args.names, frozenset(args.leave_out))
    builder = services.report(ledger, span, asked, open_playbook(services.home))
    for _ in builder.look(services.store):
        pass
    return render(builder.report(services.clock.now().utc.astimezone(services.zone)), form)


def _spans(services: Services, kind: str) -> tuple[Span, Span | None]:
    today = services.clock.now().utc.astimezone(services.zone).date()
    span = span_of(next(one for one in KINDS if one == kind), today)
    return span, span.beside(today)


def _take(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    try:
        found = read_comments(args.file)
    except NoComments as none:
        raise Refused(f"{args.file}: {none}") from None
    with desk(home, speaker, FakeClock(args.at) if args.at else None) as at:
        done = at.do(TakeComments(found.texts, found.who, at.services.clock.now().utc))
    new = len(done.batch.puts)
    speaker.document(
        {
            "file": str(args.file),
            "from": found.who,
            "comments": list(found.texts),
            "new": new,
            **({"handed_over": True} if at.beside else {}),
        }
    )
    if found.said:
        speaker.complain(found.said)
    known = len(found.texts) - new
    old = f" {count(known, 'comment was', 'comments were')} here already." if known else ""
    shown = " One a day is shown, between two calls." if new else ""
    speaker.line(f"{done.said}.{old}{shown}")
    return DONE


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
