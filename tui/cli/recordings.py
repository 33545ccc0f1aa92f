"""`offhook recordings`: the voicemails the rep recorded, which are ready, and new ones in."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from tui.cli.speak import DONE, REFUSED, Refused, Speaker
from tui.core.call.purpose import name_of
from tui.core.ports import DialTrouble
from tui.files.defaults import read_defaults
from tui.files.home import Home

if TYPE_CHECKING:
    from tui.core.call.purpose import Purpose
    from tui.dialer.recordings import Recording, Recordings

    Purposes = tuple[Purpose, ...]

#: Seconds: a recording ends by itself where it would be too long to be played.
_LONGEST = 60.0

EXAMPLES = {
    "recordings": "A recording is played in a call when you press the key for it, never by itself. One for\n"
    "each purpose, and one for all others.\n\n"
    "examples:\n  offhook recordings\n  offhook recordings add ~/Music/take-3.wav\n"
    "  offhook recordings add ~/Music/take-4.wav --for follow-up\n  offhook recordings record",
}


def add(parser: argparse.ArgumentParser) -> None:
    """What there is to do, and the arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON document")
    actions = parser.add_subparsers(title="what to do", dest="recordings", metavar="ACTION")
    taking = actions.add_parser(
        "add", help="take in a WAV file", epilog="example: offhook recordings add ~/Music/take-3.wav"
    )
    taking.add_argument("file", type=Path, metavar="FILE", help="a WAV file of at most a minute")
    speaking = actions.add_parser(
        "record",
        help="record one now, until you press enter",
        epilog="example: offhook recordings record --for follow-up",
    )
    for action in (taking, speaking):
        action.add_argument(
            "--for", dest="purpose", default="", metavar="PURPOSE", help="for calls of that purpose only"
        )
        action.add_argument("--force", action="store_true", help="replace the one there is; it is kept aside")
        action.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Say what is there; fails where one of them cannot be played."""
    from tui.wiring import open_recordings

    purposes = read_defaults(home).purposes
    shelf = open_recordings(home, purposes)
    if args.recordings == "add":
        return _add(args.file.expanduser(), args, shelf, purposes, speaker)
    if args.recordings == "record":
        return _record(args, shelf, purposes, speaker)
    found = shelf.all()
    speaker.document({"folder": str(shelf.folder), "recordings": [_document(one) for one in found]})
    for one in found:
        _say(one, purposes, speaker)
    if not found:
        speaker.line(f"No voicemail is recorded yet. Put one into {shelf.folder / 'voicemail.wav'},")
        speaker.line("or take one in: offhook recordings add FILE")
    return DONE if all(one.ready for one in found) else REFUSED


def _record(args: argparse.Namespace, shelf: Recordings, purposes: Purposes, speaker: Speaker) -> int:
    """Record one and take it in. What could refuse it afterwards is looked at before anybody speaks."""
    from tui.wiring import record

    try:
        place = shelf.place(_purpose(args.purpose, purposes))
    except DialTrouble as error:
        raise Refused(f"{error} Nothing was recorded.") from None
    if place.exists() and not args.force:
        raise Refused(f"{place} is there already. Nothing was recorded. Replace it with --force.")

    async def until_enter(take: Path) -> str:
        enough, loop = asyncio.Event(), asyncio.get_running_loop()

        def wait() -> None:
            sys.stdin.readline()
            with contextlib.suppress(RuntimeError):  # it ended by itself, and enter came later
                loop.call_soon_threadsafe(enough.set)

        def ready() -> None:  # on stderr: what is written to stdout is the answer
            print("Speak now. Enter ends it.", file=speaker.err, flush=True)
            Thread(target=wait, daemon=True).start()  # a line that never comes must not keep us

        return await record(take, _LONGEST, ready, enough)

    with tempfile.TemporaryDirectory() as folder:
        take = Path(folder) / "your recording.wav"
        if problem := asyncio.run(until_enter(take)):
            raise Refused(f"{problem} Nothing was recorded.")
        return _add(take, args, shelf, purposes, speaker)


def _add(
    file: Path, args: argparse.Namespace, shelf: Recordings, purposes: Purposes, speaker: Speaker
) -> int:
    try:
        taken = shelf.take_in(file, _purpose(args.purpose, purposes), over=args.force)
    except DialTrouble as error:
        raise Refused(f"{file.name}: {error} Nothing was changed.") from None
    except FileExistsError as error:
        there = error.filename2 or error.filename or "There"
        raise Refused(f"{there} is there already. Nothing was changed. Replace it with --force.") from None
    except OSError as error:
        raise Refused(f"{file} was not read: {error.strerror}. Nothing was changed.") from None
    speaker.document(_document(taken))
    _say(taken, purposes, speaker)
    return DONE


def _purpose(typed: str, purposes: Purposes) -> str:
    """The id of a purpose by its id or name; what is none stays as it is, to be refused."""
    return next((p.id for p in purposes if typed.casefold() in {p.id.casefold(), p.name.casefold()}), typed)


def _say(one: Recording, purposes: Purposes, speaker: Speaker) -> None:
    whose = name_of(purposes, one.purpose) if one.purpose else "every other purpose"
    if not one.ready:
        speaker.line(f"not ready  {one.path.name}: {one.problem}")
        return
    speaker.line(f"ready  {one.seconds:>3.0f} s  {one.path.name}: {whose}")
    if one.warning:
        speaker.line(f"              {one.warning}")


def _document(one: Recording) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "purpose": one.purpose or None,
        "seconds": round(one.seconds, 1),
        "ready": one.ready,
        "problem": one.problem or None,
        "warning": one.warning or None,
    }
