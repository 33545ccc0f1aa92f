"""The disk as the store sees it: the few calls that make something last, in one place.

Everything the store writes goes through a `Disk`, so that tests can hand it one that is full, that fails,
or that forgets what was not synced when the power goes.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.files.atomic import sync, sync_folder

_BINARY = getattr(os, "O_BINARY", 0)
_AT_ONCE = 1 << 20
_FREED = 8 << 20
#: What identifies the content of a file without reading it: inode, size, time of change (ns).
Mark = tuple[int, int, int]


class Disk:
    """The real one. Every method raises OSError; files are made for their owner only (0600)."""

    _old: int | None = None
    """A large file that was replaced, held so that the system does not free it yet."""

    def read(self, path: Path) -> bytes:
        """The content of a file. Raises FileNotFoundError when there is none."""
        refuse_pipe(path)
        return path.read_bytes()

    def parts(self, path: Path) -> Iterator[bytes]:
        """The same in parts of a megabyte at the most: there may be no room for all of it."""
        refuse_pipe(path)
        with path.open("rb") as file:
            while part := file.read(_AT_ONCE):
                yield part

    def mark(self, path: Path) -> Mark | None:
        """What to recognise a file's content by; None when there is no file."""
        try:
            stat = os.stat(path)
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def names(self, folder: Path) -> Iterable[str]:
        """What lies in a folder; nothing where there is none."""
        try:
            return os.listdir(folder)
        except FileNotFoundError:
            return ()

    def create(self, path: Path) -> int:
        """A new, empty file to write; one that is there is emptied."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)

    def append(self, path: Path) -> int:
        """A file to write at its end."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)

    def write(self, handle: int, data: bytes | memoryview) -> None:
        """All of `data`, at the end of the file."""
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def truncate(self, handle: int, size: int) -> None:
        """Cut a file off after `size` bytes."""
        os.ftruncate(handle, size)

    def sync(self, handle: int) -> None:
        """What was written to the file survives a power cut from here on."""
        sync(handle)

    def sync_folder(self, folder: Path) -> None:
        """So do the names in the folder: files made, renamed and removed."""
        sync_folder(folder)

    def close(self, handle: int) -> None:
        """Done with a file."""
        os.close(handle)

    def replace(self, path: Path, by: Path) -> None:
        """Give the file at `by` the name `path`: whoever looks finds the old one or the new one whole."""
        os.replace(by, path)

    def put_in_place(self, path: Path, by: Path) -> None:
        """`replace`, and the folder pushed to the disk: the new file is there for good.

        The system frees a file that lost its name at once, and for 200 MB a journal's fsync waits 90 ms. So a
        large one is held until the next time, when who was reading it has finished, and then freed slowly.
        """
        self._free_slowly()
        old = _large(path)
        try:
            self.replace(path, by)
        except BaseException:  # ^C too: the handle would keep the file for ever
            if old is not None:
                os.close(old)
            raise
        self._old = old
        self.sync_folder(path.parent)

    def let_go(self) -> None:
        """Nothing more will be replaced: what is held is freed at once."""
        if self._old is not None:
            old, self._old = self._old, None
            os.close(old)

    def _free_slowly(self) -> None:
        old = self._old
        if old is not None and not os.fstat(old).st_nlink:  # else it has another name, and is somebody's copy
            with contextlib.suppress(OSError):  # it is freed all the same
                for size in range(os.fstat(old).st_size - _FREED, 0, -_FREED):
                    os.ftruncate(old, size)
                    os.fsync(old)
        self.let_go()

    def remove(self, path: Path) -> None:
        """Take a file away, if it is there."""
        path.unlink(missing_ok=True)

    def copy(self, path: Path, to: Path) -> None:
        """A copy of a file, for the owner only, pushed to the disk."""
        handle = self.create(to)
        try:
            for part in self.parts(path):
                self.write(handle, part)
            self.sync(handle)
        finally:
            self.close(handle)
        self.sync_folder(to.parent)


def refuse_pipe(path: Path) -> None:
    """Raises OSError for what has no end and would be read for ever: a pipe, a device."""
    mode = os.stat(path).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "it is a pipe or a device, not a file")


def _large(path: Path) -> int | None:
    """A handle on a large file; None for a small one, and on Windows, where it could not be replaced then."""
    if os.name == "nt":
        return None
    try:
        handle = os.open(path, os.O_WRONLY)
    except OSError:
        return None
    if os.fstat(handle).st_size > _FREED:
        return handle
    os.close(handle)
    return None
