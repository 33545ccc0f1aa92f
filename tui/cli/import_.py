"""`offhook import`: take in call lists."""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tui.cli.beside import Desk, desk
from tui.cli.country import add_country, country_of
from tui.cli.import_document import People, document, people_of
from tui.cli.speak import DONE, REFUSED, Refused, Speaker
from tui.core.call.attempt import CallList
from tui.core.clock import SystemClock
from tui.core.people.contact import Contact
from tui.core.ports import ImportPlan, Record, Store
from tui.core.request import Change, TakeIn
from tui.core.text import count, plain
from tui.files.home import Home

EXAMPLES = {
    "import": "examples:\n  offhook import leads.csv --country US\n  offhook import leads.csv --dry-run\n"
    "  offhook import leads.csv --map phone='Tel. 1' --map name=3"
}
R = TypeVar("R", bound=Record)
_TOLD_SKIPS = 10
_BAR = 30


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument(
        "files", metavar="FILE", nargs="+", help="CSV, workbook, vCard, web page, or a ZIP of one"
    )
    parser.add_argument("--list", metavar="NAME", help="name of the call list; else the file's")
    add_country(parser)
    parser.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        type=_mapping,
        action="append",
        default=[],
        help="which column a field is in, by header or number, where the guess is wrong",
    )
    parser.add_argument("--sheet", metavar="NAME", default="", help="sheet of a workbook, or file in a ZIP")
    parser.add_argument(
        "--encoding", metavar="NAME", default="", help="encoding of a text, where the guess is wrong"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would come of it; change nothing")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Plan every file, and save all of them together or none."""
    beside = False
    people: Sequence[People] = ()
    if args.dry_run:
        plans, people = _dry(args, home)
    else:
        with desk(home, speaker) as at:
            beside, seen = at.beside, Seen(at.services.store)
            plans = _plans(args, home, seen)
            if not any(plan.fatal for _, plan in plans):
                _save(at, args, seen, plans)
    failed = any(plan.fatal for _, plan in plans)
    handed = {"handed_over": True} if beside and not failed else {}
    documents = [document(plan, failed) | handed for _, plan in plans]
    for told, theirs in zip(documents, people, strict=False):
        told["people"] = theirs
    if len(plans) > 1:
        speaker.document([{"file": file, **d} for (file, _), d in zip(plans, documents, strict=True)])
    else:
        speaker.document(documents[0])
    for file, plan in plans:
        if plan.fatal:
            speaker.complain(f"{plain(file)}: {plan.fatal} Nothing was imported.")
            _say_skipped(plan, speaker)
        elif args.dry_run or not failed:
            _report(Path(file), plan, args.dry_run, speaker)
    if handed:
        speaker.line("Handed to the open app, which takes them in now.")
    return REFUSED if failed else DONE


@dataclass
class Seen:
    """Whom we know: the people of the store, and those of the files read before in the same run.

    New people have ids that are good for this run only.
    """

    store: Store | None
    fresh: dict[int, Contact] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last = self.store.latest(Contact) if self.store else None
        self.known = last.id if last else 0
        """The highest id of somebody in the store."""
        self._ids = itertools.count(self.known + 1)

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind."""
        stored: Collection[Any] = self.store.all(kind) if self.store else ()
        if kind is not Contact or not self.fresh:
            return stored
        return list(({record.id: record for record in stored} | self.fresh).values())

    def new_id(self) -> int:
        """An id for a new contact."""
        return next(self._ids)

    def take(self, contacts: Sequence[Contact]) -> None:
        """Know these too, in their newest form."""
        self.fresh.update((contact.id, contact) for contact in contacts)


def _dry(args: argparse.Namespace, home: Home) -> tuple[list[tuple[str, ImportPlan]], list[People]]:
    """What an import would do, and the people of each file; where there is no home yet, none is made."""
    from tui.wiring import open_store

    store = open_store(home, read_only=True) if home.path.exists() else None
    try:
        plans = _plans(args, home, Seen(store))
        return plans, [people_of(plan, store) for _, plan in plans] if args.json else []
    finally:
        if store:
            store.close()


def _plans(args: argparse.Namespace, home: Home, seen: Seen) -> list[tuple[str, ImportPlan]]:
    """(file, its plan), each knowing the people of those before."""
    from tui.lists.columns import BadMapping
    from tui.lists.plan import plan_import
    from tui.lists.reader import Wish

    country, mapping = country_of(args, home), _numbered(args.map)
    plans = []
    for file in args.files:
        if file == "-":
            raise Refused(
                "A list cannot come through a pipe: save it to a file, and import that. (A file of "
                "that name is ./-) Nothing was imported."
            )
        bar = Bar(args, Path(file).name)
        try:
            plan = plan_import(
                Path(file),
                country=country,
                list_name=_list_name(args, file),
                mapping=mapping,
                shelf=seen,
                new_id=seen.new_id,
                now=SystemClock().now().utc,
                wish=Wish(args.sheet, args.encoding),
                progress=bar.show,
            )
        except KeyboardInterrupt:
            raise Refused("Stopped. Nothing was imported.") from None
        except BadMapping as bad:
            raise Refused(f"{plain(file)}: {bad} Nothing was imported.") from None
        finally:
            bar.done()
        seen.take(plan.puts)
        plans.append((file, plan))
    return plans


def _save(at: Desk, args: argparse.Namespace, seen: Seen, plans: Sequence[tuple[str, ImportPlan]]) -> None:
    """Everything in one request: new people, changed ones, and the lists they came from."""
    had = {id: at.services.store.get(Contact, id) for id in seen.fresh}
    new = tuple(contact for id, contact in seen.fresh.items() if had[id] is None)
    changed = tuple(Change(before, seen.fresh[id]) for id, before in had.items() if before)
    now = SystemClock().now().utc
    lists = {name: plain(Path(file).name) for file, _ in plans if (name := _list_name(args, file))}
    from_ = tuple(CallList(0, name, file=file, imported=now) for name, file in lists.items())
    try:
        at.do(TakeIn(new, changed, from_, seen.known))
    except Refused as refused:
        raise Refused(f"{refused} Nothing was imported.") from None


def _list_name(args: argparse.Namespace, file: str) -> str:
    return plain(args.list or Path(file).stem).strip() or "list"


# ------------------------------------------------------------------------------------------- what is said


def _report(path: Path, plan: ImportPlan, dry_run: bool, speaker: Speaker) -> None:
    """The same in sentences."""
    if plan.looks_like:
        speaker.line(plan.looks_like)
    had = plan.contacts - plan.new
    here = f", {had:,} already here ({plan.updated:,} updated)" if had else ""
    would = "would be new" if dry_run else "new"
    speaker.line(f"{count(plan.contacts, 'person', 'people')} in {path.name}: {plan.new:,} {would}{here}.")
    silent = sum(not any(n.callable for n in person.numbers) for person in plan.people)
    if silent:
        speaker.line(
            f"{count(silent, 'of them has', 'of them have')} no number that can be called; they are kept."
        )
    forbidden = sum(bool(person.do_not_call) for person in plan.people)
    if forbidden:
        speaker.line(f"{count(forbidden, 'is', 'are')} marked do not call.")
    within = plan.records - len(plan.skipped) - plan.contacts
    if within:
        speaker.line(f"{count(within, 'row was', 'rows were')} of somebody named in another row, and joined.")
    speaker.line(f"Read as {plan.form}.")
    if not plan.form.startswith("vCard"):  # its columns are ours, and nobody has to look at them
        columns = ", ".join(f"{name} from '{column}'" for name, column in plan.columns.items())
        speaker.line(f"Columns: {columns}.")
    _say_skipped(plan, speaker)
    for warning in plan.warnings:
        speaker.line(f"Note: {warning}")
    if dry_run:
        speaker.line("Nothing was changed: this was a dry run.")


def _say_skipped(plan: ImportPlan, speaker: Speaker) -> None:
    for skipped in plan.skipped[:_TOLD_SKIPS]:
        speaker.line(f"Skipped line {skipped.line}: {skipped.why}.")
    if len(plan.skipped) > _TOLD_SKIPS:
        speaker.line(f"… and {len(plan.skipped) - _TOLD_SKIPS:,} more rows skipped; --json names them all.")


class Bar:
    """A progress bar on stderr, when that is a terminal and the file takes its time."""

    def __init__(self, args: argparse.Namespace, name: str) -> None:
        import sys

        self._err = sys.stderr
        self._on = self._err.isatty() and not args.json
        self._name, self._shown = plain(name), False

    def show(self, percent: int) -> None:
        """So much is done."""
        if self._on:
            filled = _BAR * percent // 100
            self._err.write(f"\r{self._name} [{'#' * filled}{'.' * (_BAR - filled)}] {percent:3}%")
            self._err.flush()
            self._shown = True

    def done(self) -> None:
        """Wipe it away."""
        if self._shown:
            self._err.write("\r" + " " * (len(self._name) + _BAR + 9) + "\r")


# ------------------------------------------------------------------------------------------- the arguments


def _mapping(text: str) -> tuple[str, str]:
    from tui.lists.columns import field_named
    from tui.lists.header_words import FIELDS

    said, equals, column = text.partition("=")
    if not equals or not column.strip():
        raise argparse.ArgumentTypeError(f"'{plain(text)}' is not of the form FIELD=COLUMN")
    name = field_named(said)
    if not name:
        raise argparse.ArgumentTypeError(
            f"there is no field '{plain(said)}'; the fields are {', '.join(FIELDS)}"
        )
    return name, column


def _numbered(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Field → column; a field given twice (two columns of numbers) gets a number: `phone 2`."""
    mapping: dict[str, str] = {}
    for name, column in pairs:
        turn = sum(re.sub(r" \d+$", "", known) == name for known in mapping)
        mapping[f"{name} {turn + 1}" if turn else name] = column
    return mapping
