"""`offhook export`: contacts, attempts and reflections as CSV or JSON, all of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tui.cli.speak import DONE, Refused, Speaker
from tui.core.call.attempt import CallList
from tui.core.people.contact import Contact
from tui.core.text import plain
from tui.files.atomic import writing
from tui.files.home import Home
from tui.wiring import Services, open_services

EXAMPLES = {
    "export": "examples:\n  offhook export contacts --format csv --out people.csv\n"
    "  offhook export attempts --format csv --for hubspot > calls.csv\n"
    "  offhook export reflections --format json"
}
#: So that spreadsheets read a file as what it is. Programs that read a pipe need none.
_MARK = "\ufeff".encode()


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("what", choices=["contacts", "attempts", "reflections"])
    parser.add_argument("--format", choices=["csv", "json"], help="csv, if nothing is said")
    parser.add_argument(
        "--for",
        dest="crm",
        choices=["hubspot", "salesforce", "pipedrive"],
        help="CSV with the columns this CRM takes: contacts, or attempts as its calls",
    )
    parser.add_argument("--list", metavar="NAME", default="", help="only people of this call list")
    parser.add_argument("--out", metavar="FILE", type=Path, help="a file for you alone; else stdout")
    parser.add_argument("--force", action="store_true", help="it may take the place of a file")
    parser.add_argument("--json", action="store_true", help="one JSON document, as --format json")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Write it, row by row."""
    as_json = args.format == "json" or (args.json and not (args.format and args.out))
    if args.crm and (as_json or args.what == "reflections"):
        raise Refused("--for makes CSV of contacts or attempts; reflections are for you alone.")
    services = open_services(home, read_only=True)
    with closing(services.store):
        _look_for(args.list, services)
        lines = _json(args, services) if as_json else _csv(args, services)
        if args.out:
            _write(args.out, lines, b"" if as_json else _MARK, over=args.force)
            speaker.document({"what": args.what, "file": str(args.out)})
            speaker.line(f"{args.what.capitalize()} are in {args.out}.")
        else:
            for line in lines:
                speaker.write(line)
    return DONE


def _csv(args: argparse.Namespace, services: Services) -> Iterator[str]:
    from tui.lists import export, export_for

    store = services.store
    if args.crm and args.what == "contacts":
        return export.csv_lines(export_for.contacts_for(args.crm, store, args.list), phones_bare=True)
    if args.crm:
        came, zone = services.defaults.dispositions, services.zone
        table = export_for.attempts_for(args.crm, store, came, zone, args.list)
        return export.csv_lines(table, phones_bare=True)
    tables = (export.contacts, export.attempts, export.reflections)
    made = next(table for table in tables if table.__name__ == args.what)
    return export.csv_lines(made(store, args.list))


def _json(args: argparse.Namespace, services: Services) -> Iterator[str]:
    from tui.lists.export import json_lines

    return json_lines(services.store, args.what, services.clock.now().utc, args.list)


def _look_for(name: str, services: Services) -> None:
    """Raises Refused for a call list nobody is on."""
    if name and not any(contact.list == name for contact in services.store.stream(Contact)):
        lists = ", ".join(f"'{one.name}'" for one in services.store.all(CallList)) or "none"
        raise Refused(f"Nobody is on a list '{plain(name)}'. The lists: {lists}. Nothing was written.")


def _write(path: Path, lines: Iterator[str], mark: bytes, *, over: bool) -> None:
    """The whole file or none. Raises Refused."""
    try:
        with writing(path, over=over) as file:
            file.write(mark)
            for line in lines:
                file.write(line.encode("utf-8", errors="replace"))
    except FileExistsError:
        raise Refused(f"{path} is there already. Nothing was written. To replace it: --force.") from None
    except OSError as error:
        why = error.strerror or error
        raise Refused(f"{path} cannot be written ({why}). Nothing was written there.") from None
