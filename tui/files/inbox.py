"""The folder `inbox/`: files left for whoever has the store. Knows bytes, not what they mean."""

from __future__ import annotations

import contextlib
import itertools
import os
from datetime import UTC, datetime
from pathlib import Path

from tui.files.atomic import make_folder, sync_folder, write_atomic

_SUFFIX = ".json"
_ASIDE = "set-aside"
_turn = itertools.count()


def put(folder: Path, now: datetime, data: bytes) -> None:
    """Leave a file: whole, on disk, for the owner only. Raises OSError, and then nothing is left.

    Its name sorts by time; with the process in it no other command has the same.
    """
    make_folder(folder)
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}-{os.getpid()}-{next(_turn):04}{_SUFFIX}"
    write_atomic(folder / name, data)


def waiting(folder: Path) -> list[str]:
    """The names of the files that were left, oldest first.

    What is no plain file is not looked at (a pipe would be waited on for ever), nor what is still written.
    """
    try:
        with os.scandir(folder) as entries:
            return sorted(
                entry.name
                for entry in entries
                if entry.name.endswith(_SUFFIX)
                and not entry.name.startswith(".")
                and entry.is_file(follow_symlinks=False)
            )
    except OSError:  # no folder, or one we may not look into: nobody could leave anything there, and was told
        return []


def remove(folder: Path, name: str) -> None:
    """Take a file away that is done with. Raises OSError."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(folder / name)


def set_aside(folder: Path, name: str, now: datetime) -> Path:
    """Move a file that cannot be used into `set-aside/`, with the time in its name. Raises OSError."""
    aside = folder / _ASIDE
    aside.mkdir(mode=0o700, exist_ok=True)
    stem = f"{name.removesuffix(_SUFFIX)}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    for turn in itertools.count(1):
        place = aside / f"{stem}{f'-{turn}' if turn > 1 else ''}{_SUFFIX}"
        if not place.exists():  # one writer: nobody comes in between
            break
    os.replace(folder / name, place)
    sync_folder(folder)
    return place
