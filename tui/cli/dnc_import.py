"""`offhook dnc import` and `dnc remove`: lists of numbers that must not be called, in and out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.beside import Desk, desk
from tui.cli.commands import time_argument
from tui.cli.country import add_country, country_of
from tui.cli.speak import DONE, Refused, Speaker
from tui.core.lists.dnc import DncList, named, size
from tui.core.lists.dnc_plan import DncPlan, notes, plan_list, whose
from tui.core.ports import Shelf
from tui.core.request import TakeList
from tui.core.text import count, plain
from tui.files.home import Home

if TYPE_CHECKING:
    from tui.lists.dnc.reader import DncFile

_TOLD_SKIPS = 10


def add(actions: Any) -> None:
    """The arguments of both."""
    take = actions.add_parser(
        "import",
        help="a do-not-call list, or what changed in one",
        description="Take in a do-not-call list: a registry's, a customer's, your own. A full file takes the "
        "place of the earlier one of the same name; a file of changes adds and deletes.",
        epilog="example: offhook dnc import 2026-11-15_702.txt --list 'FTC 702' --country US",
    )
    take.add_argument("file", metavar="FILE", type=Path, help="flat text, CSV or XML")
    take.add_argument("--list", metavar="NAME", help="name of the list; else the file's")
    add_country(take)
    take.add_argument(
        "--as-of", type=time_argument, metavar="TIME", help="when the list was so; else the date of the file"
    )
    take.add_argument(
        "--force", action="store_true", help="also when it would lift most of what the list said before"
    )
    take.add_argument("--json", action="store_true", help="one JSON document")
    gone = actions.add_parser(
        "remove",
        help="give up a list; what was added by hand or said in a call stays",
        epilog="example: offhook dnc remove 'FTC 702' --force",
    )
    gone.add_argument("list", metavar="NAME")
    gone.add_argument("--force", action="store_true", help="I mean it; without it you are only told")
    gone.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Read the file, and put what it says on the list, all of it or nothing."""
    from tui.lists.dnc.reader import read_dnc, written

    found = read_dnc(args.file, country_of(args, home))
    file = plain(args.file.name)
    if found.fatal:
        raise Refused(f"{file}: 0 numbers. {found.fatal} Nothing was changed.")
    with desk(home, speaker) as at:
        now = at.services.clock.now().utc
        as_of = min(args.as_of.astimezone(UTC) if args.as_of else written(args.file), now)
        name = _list_name(args, found, at.services.store)
        plan = plan_list(at.services.store, name, found)
        if plan.lifts_most and not args.force:
            raise Refused(
                f"The list {name} has {count(plan.before, 'number')}, and {file} would lift "
                f"{plan.gone:,} of them. Nothing was changed. Is the file whole? If it is meant: --force."
            )
        at.do(TakeList(name, file, now, as_of, found.full, found.added, found.dropped))
        _tell(at, name, file, as_of, found, plan, speaker)
    return DONE


def remove(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Give a list up, when it is meant."""
    with desk(home, speaker) as at:
        old = named(at.services.store, args.list)
        if old is None:
            raise Refused(
                f"There is no list '{plain(args.list)}'.{_there(at.services.store)} Nothing was changed."
            )
        if not args.force:
            raise Refused(
                f"The list {old.name} forbids {count(old.total, 'number')}, which could be called again "
                "then. Nothing was changed. If it is meant: --force."
            )
        now = at.services.clock.now().utc
        at.do(TakeList(old.name, "", now, now, True, {}, {}))
        handed = {"handed_over": True} if at.beside else {}
        speaker.document({"list": old.name, "removed": old.total, **handed})
        speaker.line(f"The list {old.name} is given up: {count(old.total, 'number')} lifted.")
    return DONE


# ---------------------------------------------------------------------------------------------- which list


def _list_name(args: argparse.Namespace, found: DncFile, shelf: Shelf) -> str:
    """The list a file is of. Changes without a name go to the one list that has what they delete."""
    name = plain(args.list or args.file.stem).strip() or "list"
    name = name if args.list else whose(shelf, name, found)
    if not name:
        raise Refused(
            f"{plain(args.file.name)} says what changed in a list. Which one? --list NAME.{_there(shelf)} "
            "Nothing was changed."
        )
    return name


def _there(shelf: Shelf) -> str:
    names = [f"'{one.name}'" for one in shelf.all(DncList)]
    return f" There {'are' if len(names) > 1 else 'is'}: {', '.join(names)}." if names else " There is none."


# ------------------------------------------------------------------------------------------- what is said


def _tell(
    at: Desk, name: str, file: str, as_of: datetime, found: DncFile, plan: DncPlan, speaker: Speaker
) -> None:
    said = [*found.warnings, *_notes(name, found, plan), *_aged(at, name, as_of)]
    handed = {"handed_over": True} if at.beside else {}
    speaker.document(
        {
            "list": name,
            "file": file,
            "form": found.form,
            "full": found.full,
            "records": found.records,
            "numbers": size(found.added) + size(found.dropped),
            "added": plan.added,
            "removed": plan.gone,
            "total": plan.after,
            "as_of": as_of.isoformat(),
            "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in found.skipped],
            "warnings": said,
            **handed,
        }
    )
    what = "numbers" if found.full else "changes"
    many = size(found.added) + size(found.dropped)
    speaker.line(f"{many:,} {what if many != 1 else what[:-1]} in {file}, read as {found.form}.")
    handed_to = "Handed to the open app: the" if at.beside else "The"
    speaker.line(
        f"{handed_to} do-not-call list {name} has {count(plan.after, 'number')}: {plan.added:,} new, "
        f"{plan.gone:,} lifted, {plan.before - plan.gone:,} as before."
    )
    for skipped in found.skipped[:_TOLD_SKIPS]:
        speaker.line(f"Skipped line {skipped.line}: {skipped.why}.")
    if len(found.skipped) > _TOLD_SKIPS:
        speaker.line(f"… and {len(found.skipped) - _TOLD_SKIPS:,} more lines skipped; --json names them all.")
    for note in said:
        speaker.line(f"Note: {note}")


def _notes(name: str, found: DncFile, plan: DncPlan) -> Sequence[str]:
    said = list(notes(name, found, plan))
    if plan.like:
        said.append(
            f"Most of the list {plan.like} is in it. To put it in the place of that one: "
            f"--list '{plan.like}'."
        )
    return said


def _aged(at: Desk, name: str, as_of: datetime) -> Sequence[str]:
    """That the file is old already."""
    days = (at.services.clock.now().utc - as_of).days
    limit = at.services.defaults.list_ages.days
    if days <= limit:
        return []
    return [f"The file is of {as_of:%d %b %Y}, {days} days old: get a new one, or say its date with --as-of."]
