"""Which files there are, and what tells whether anything in them has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from tui import __version__
from tui.files.guarded import MAX_BYTES, Fault
from tui.files.home import no_file

_CODE = Path(__file__).parent
_READ = {".yaml", ".yml"}
_BESIDE = {"", ".json", ".bak", ".orig", ".swp", ".tmp"}


def yaml_files(place: Path, faults: list[Fault]) -> list[Path]:
    """The `*.yaml` and `*.yml` of a folder, by name; a file is itself, and a missing folder empty."""
    if place.is_file():
        return [place]
    if not place.is_dir():
        return []
    try:
        inside = sorted(place.iterdir())
    except OSError as error:
        faults.append(Fault(str(place), 1, 1, f"cannot be read: {error.strerror}"))
        return []
    wanted = (path for path in inside if path.suffix.lower() in _READ)
    return [path for path in wanted if not path.name.startswith(".") and path.is_file()]


def unread_files(place: Path) -> list[Path]:
    """What somebody may take for a script that is read, by name: a text or a document in a folder, say.

    What lies beside scripts for good reasons is not meant: hidden files, copies that an editor keeps, a page
    about them, their schema.
    """
    try:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
    except OSError:  # `yaml_files` has said so
        return []
    return [
        path
        for path in inside
        if path.is_file()
        and path.suffix.lower() not in {*_READ, *_BESIDE}
        and not path.name.startswith((".", "#", "README"))
        and not path.name.endswith("~")
    ]


def no_files(place: Path) -> list[Path]:
    """What is called like a script and is none: a folder, a pipe, a link that leads nowhere."""
    try:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
    except OSError:  # `yaml_files` has said so
        return []
    named = (path for path in inside if path.suffix.lower() in _READ and not path.name.startswith("."))
    return [path for path in named if no_file(path)]


def fingerprint(folders: Sequence[Path]) -> str:
    """The same for the same files with the same content, read by the same program; empty: no telling."""
    digest = hashlib.sha256(__version__.encode())
    faults: list[Fault] = []
    try:
        for code in sorted(_CODE.rglob("*.py")):  # so that nobody who changes the schema has to think of it
            digest.update(f"{code.name} {code.stat().st_size} {code.stat().st_mtime_ns}\n".encode())
        for number, folder in enumerate(folders):
            for path in yaml_files(folder, faults):
                with path.open("rb") as file:
                    content = file.read(MAX_BYTES + 1)
                digest.update(f"{number} {len(content)} {path}\n".encode(errors="surrogateescape"))
                digest.update(content)
    except OSError:
        return ""
    return "" if faults else digest.hexdigest()
