"""`offhook scripts`: find the words for what they said, and check the files they stand in."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli import scripts_import
from tui.cli.speak import DONE, REFUSED, Refused, Speaker
from tui.core.call.purpose import DEFAULT
from tui.core.text import count, plain
from tui.core.words import fill
from tui.files.defaults import read_defaults
from tui.files.home import Home, shipped_scripts

if TYPE_CHECKING:
    from tui.files.guarded import Fault
    from tui.playbook.sheet import Sheet

_KINDS = (
    *("cards", "openers", "voicemails", "gatekeepers", "questions", "closes", "values"),
    *("dialogues", "personas"),
)
EXAMPLES = {
    "scripts": "examples:\n  offhook scripts search all set with someone\n"
    "  offhook scripts search exp --json\n  offhook scripts check my-cards.yaml\n"
    "  offhook scripts import objections.md --dry-run",
}


def add(parser: argparse.ArgumentParser) -> None:
    """What there is to do with scripts, and the arguments."""
    actions = parser.add_subparsers(title="what to do", dest="scripts", metavar="ACTION", required=True)
    search = actions.add_parser(
        "search",
        help="the cards for what somebody said",
        epilog="example: offhook scripts search all set with someone",
    )
    search.add_argument(
        "words", nargs="+", metavar="WORDS", help="two letters are enough, sentences are fine"
    )
    search.add_argument("--library", type=Path, metavar="DIR", help="only the scripts of this folder")
    search.add_argument(
        "--for",
        dest="purpose",
        default=DEFAULT,
        metavar="PURPOSE",
        help=f"in a call of that purpose ({DEFAULT})",
    )
    search.add_argument("--limit", type=_positive, default=5, metavar="N", help="at most so many (5)")
    search.add_argument("--json", action="store_true", help="one JSON document")
    check = actions.add_parser(
        "check",
        help="every fault in the files, with its place",
        epilog="example: offhook scripts check my-cards.yaml",
    )
    check.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="files or folders; none: all in use"
    )
    check.add_argument("--json", action="store_true", help="one JSON document")
    taking = actions.add_parser(
        "import",
        help="cards out of a script you have",
        epilog="example: offhook scripts import objections.md --dry-run",
    )
    scripts_import.add(taking)
    shape = actions.add_parser(
        "schema",
        help="JSON Schema of the files, for editors",
        epilog="example: offhook scripts schema > script.schema.json",
    )
    shape.add_argument("--json", action="store_true", help="the same, in ASCII")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Do it. Search is always done; a check fails when there are errors."""
    if args.scripts == "check":
        return _check(args.paths, home, speaker)
    if args.scripts == "import":
        return scripts_import.run(args, home, speaker)
    if args.scripts == "schema":
        return _schema(speaker)
    return _search(args, home, speaker)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!a} is no number of cards")
    return int(text)


def _existing(path: Path) -> Path:
    if not path.exists() and not path.is_symlink():
        raise Refused(f"There is no {path}. Nothing was read.")
    return path


def _search(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    from tui import wiring
    from tui.playbook.library import open_playbook

    words, purposes = " ".join(args.words), [purpose.id for purpose in read_defaults(home).purposes]
    if args.purpose not in (DEFAULT, *purposes):
        raise Refused(plain(f"'{args.purpose}' is no purpose. There are {', '.join(purposes)}."))
    playbook = open_playbook([_existing(args.library)]) if args.library else wiring.open_playbook(home)
    for fault in playbook.faults:
        speaker.complain(f"set aside: {fault}")
    hits = playbook.more(words, args.limit, args.purpose)
    speaker.document({"query": words, "hits": [asdict(hit) for hit in hits]})
    if hits and all(hit.weak for hit in hits):
        speaker.line(f"Nothing fits “{words}” for certain. Perhaps:")
    for hit in hits:
        card = playbook.card(hit.id)
        answer = fill(card.answer, {}, playbook.variables) if card else ""
        speaker.line(f"{hit.title} ({hit.id}): {answer}")
    if not hits:
        speaker.line(f"Nothing fits “{words}”. Try one word of what they said.")
    return DONE


def _check(paths: Sequence[Path], home: Home, speaker: Speaker) -> int:
    from tui.playbook.loader import load

    in_use, purposes = [shipped_scripts(), home.scripts], read_defaults(home).purposes
    if paths:
        loaded = load([_existing(path) for path in paths], in_use, purposes, thorough=True)
    else:
        loaded = load(in_use, purposes=purposes, thorough=True)
    files, errors, warnings = len(loaded.files), loaded.faults, loaded.warnings
    cards = sum(len(sheet.content.cards) for sheet in loaded.sheets if sheet.content)
    speaker.document(
        {
            "files": files,
            "cards": cards,
            "errors": [_found(fault) for fault in errors],
            "warnings": [_found(fault) for fault in warnings],
        }
    )
    for said in (*map(str, errors), *(f"warning: {fault}" for fault in warnings)):
        for line in said.splitlines():
            speaker.line(line)
    held = ", ".join([count(files, "file"), *_held(loaded.sheets)])
    said = f"{held}: {count(len(errors), 'error')}, {count(len(warnings), 'warning')}."
    speaker.line(said + (" Files with errors are not used." if errors else ""))
    return REFUSED if errors else DONE


def _held(sheets: Sequence[Sheet]) -> list[str]:
    """How many of each kind there are; cards always, the others when there are any."""
    contents = [sheet.content for sheet in sheets if sheet.content]
    many = {kind: sum(len(getattr(content, kind)) for content in contents) for kind in _KINDS}
    return [count(n, kind[:-1]) for kind, n in many.items() if n or kind == "cards"]


def _schema(speaker: Speaker) -> int:
    from tui.playbook.json_schema import as_text, json_schema

    speaker.document(json_schema())
    for line in as_text().splitlines():
        speaker.line(line)
    return DONE


def _found(fault: Fault) -> dict[str, str | int]:
    return {"file": fault.file, "line": fault.line, "column": fault.column, "message": fault.words}
