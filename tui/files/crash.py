"""What is kept of a crash: where it happened, never what was on screen. No names, no numbers, no messages."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

from tui import __version__
from tui.files.atomic import write_atomic
from tui.files.home import PACKAGE, Home

#: So many crash files are kept.
_KEPT = 10


def write_crash(home: Home, error: BaseException, at: datetime) -> Path | None:
    """Write the places of an error into the log folder. Returns the file; None when that fails too.

    Only file, line and function of each step and the kind of error: its message and the values of variables
    may hold what a contact is called.
    """
    chain: list[str] = []
    step: BaseException | None = error
    while step is not None:
        frames = traceback.extract_tb(step.__traceback__)
        chain.append(type(step).__name__)
        chain += [f"  {_place(f.filename)}:{f.lineno} {f.name}" for f in frames]
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    text = "\n".join([f"Offhook {__version__}, {at.isoformat(timespec='seconds')}", *chain, ""])
    try:
        path = home.log / f"crash-{at:%Y%m%d-%H%M%S}.txt"
        write_atomic(path, text.encode())
        for old in sorted(home.log.glob("crash-*.txt"))[:-_KEPT]:
            old.unlink()
    except OSError:
        return None
    return path


def _place(file: str) -> str:
    """The file's path inside the program or the library, without the rep's folders."""
    path = Path(file)
    if path.is_relative_to(PACKAGE):
        return str(path.relative_to(PACKAGE.parent))
    return "/".join(path.parts[-2:])


def crash_words(error: BaseException, path: Path | None) -> str:
    """The plain last screen."""
    where = f"What happened, without names and numbers, is in\n{path}" if path else "It could not be logged."
    return (
        f"Offhook had to stop: a fault of its own ({type(error).__name__}).\n"
        "Everything it called saved is on disk, and what was being typed is kept as a draft.\n"
        "Start it again: an open call waits as unfinished, and its form can be opened again.\n" + where
    )
