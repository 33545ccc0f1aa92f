"""`offhook backup` and `offhook restore`: all of it in one file, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.cli.speak import DONE, Speaker
from tui.core.text import count
from tui.files.home import Home

EXAMPLES = {
    "backup": "It works while the app is open, and is read again before it is called done.\n\n"
    "example:\n  offhook backup ~/Documents/offhook-backup.json",
    "restore": "FILE is a backup, one of backups/*.json.gz, or an offhook.json from elsewhere. It is checked "
    "first;\nwhat was here before is kept. The app must be closed.\n\n"
    "example:\n  offhook restore ~/Documents/offhook-backup.json",
}

#: More bytes than this take seconds to look through.
_LARGE = 20 << 20


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of both commands."""
    parser.add_argument("file", metavar="FILE", type=_path, help="the copy")
    if parser.prog.endswith("backup"):
        parser.add_argument("--force", action="store_true", help="replace FILE if it is there")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Copy, and say what was copied."""
    return (_back_up if args.command == "backup" else _restore)(args, home, speaker)


def _back_up(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    from tui.wiring import back_up

    done = back_up(home, args.file, force=args.force)
    speaker.document(
        {"file": str(done.file), "contacts": done.contacts, "attempts": done.attempts, "bytes": done.size}
    )
    speaker.line(f"Backed up {_holds(done.contacts, done.attempts)}, {done.size:,} bytes, in {done.file}.")
    speaker.line("It was read again and is whole. offhook restore brings it back.")
    return DONE


def _restore(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    from tui.wiring import restore

    if args.file.is_file() and args.file.stat().st_size > _LARGE:
        speaker.line(f"Looking through {args.file}, record by record. That takes a while …")
    done = restore(home, args.file)
    speaker.document(
        {
            "file": str(done.file),
            "contacts": done.contacts,
            "attempts": done.attempts,
            "before": str(done.before) if done.before else None,
        }
    )
    speaker.line(f"Restored {_holds(done.contacts, done.attempts)} from {done.file}.")
    if done.before:
        speaker.line(f"What was here before is kept in {done.before}.")
    return DONE


def _holds(contacts: int, attempts: int) -> str:
    return f"{count(contacts, 'contact')} and {count(attempts, 'attempt')}"


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()
