"""`config.yaml` changed by the app: single keys, the whole file or not at all, a copy of each day kept."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tui.files.atomic import write_atomic, write_new
from tui.files.config_text import NotChanged, changed
from tui.files.guarded import MAX_BYTES
from tui.files.home import Home, no_file

#: So many copies are kept, one of each day on which something was changed.
_COPIES = 10
#: So often it is begun anew because somebody else wrote the file meanwhile.
_TRIES = 3

_writing = threading.Lock()


def change_config(home: Home, changes: Mapping[tuple[str, ...], Any], new: str, day: date) -> None:
    """Change keys of the rep's file and nothing else of it; None as a value takes a key out.

    Args:
        changes: key, or section and key → text, number, truth or list of texts.
        new: what a file that is not there yet begins with.
        day: today, for the name of the copy.

    What is in the file counts, not what was read of it before. Raises NotChanged, with a sentence, and
    OSError; then it is as it was. Blocks: for threads.
    """
    with _writing:
        path = Path(os.path.realpath(home.config))  # of a link the file it names
        home.folder()
        for _ in range(_TRIES):
            before = _read(path)
            after = before if before is not None else new.encode()
            for key, value in changes.items():
                after = changed(after, home.config.name, key, value)
            if after == before:
                return
            if before is not None and not os.access(path, os.W_OK):  # it would be replaced all the same
                raise PermissionError(errno.EACCES, "it is write-protected", str(path))
            if before is not None:
                _keep(home.folder("backups"), before, day)
            if _read(path) == before:
                write_atomic(path, after)
                return
        raise NotChanged(f"{home.config.name} is being changed elsewhere. Nothing was changed: try again.")


def _read(path: Path) -> bytes | None:
    """What is in the file, of one that is too large no more than tells so; None: there is none."""
    if why := no_file(path):  # a pipe is never read to its end
        raise NotChanged(why)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None


def _keep(folder: Path, content: bytes, day: date) -> None:
    """Keep the file as it was before the first change of a day."""
    try:
        write_new(folder / f"config-{day:%Y-%m-%d}.yaml", content)
    except FileExistsError:
        return
    for old in sorted(folder.glob("config-????-??-??.yaml"))[:-_COPIES]:
        old.unlink(missing_ok=True)
