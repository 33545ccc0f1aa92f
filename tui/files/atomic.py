"""Whole-file writes: either the old content or the new is there, whatever happens in between."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def write_atomic(path: Path, data: bytes) -> None:
    """Replace the file at `path` by `data`, readable by the owner only.

    Temp file in the same folder, fsync, rename, fsync of the folder: after the return the content
    survives a power cut. On an OSError the old file is untouched and the temp file is gone.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            sync(file.fileno())
        os.replace(name, path)
    except BaseException:  # a kill by signal too: no temp file stays behind
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
    sync_folder(path.parent)


@contextlib.contextmanager
def writing(path: Path, *, over: bool) -> Iterator[BinaryIO]:
    """A file at `path` to write piece by piece: there when the block ends, whole and for the owner only.

    Where the block raises nothing is left. `over`: it may take the place of one that is there; else raises
    FileExistsError. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            sync(file.fileno())
        if over:
            os.replace(name, path)
        else:
            _put_new(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """A folder for its owner only (0700), with those above it, that is still there after a power cut.

    One that is there is left as it is. Raises OSError.
    """
    new = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in reversed(new):
        with contextlib.suppress(PermissionError):  # of a folder like /home its users may not ask it
            sync_folder(folder.parent)


def write_new(path: Path, data: bytes) -> None:
    """A new file at `path`, whole or not at all, readable by the owner only. Raises FileExistsError.

    On a file system without hard links a file that appears in the same moment could be replaced.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            sync(file.fileno())
        _put_new(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
    sync_folder(path.parent)


def _put_new(name: str, path: Path) -> None:
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.replace(name, path)


def sync(handle: int) -> None:
    """Push a file to the disk itself; macOS needs its own call for that."""
    import sys

    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    else:
        os.fsync(handle)


def sync_folder(folder: Path) -> None:
    """Push a folder's entries to the disk. Windows cannot, and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
