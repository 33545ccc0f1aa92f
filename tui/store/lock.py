"""One writer: a lock that the system drops when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path

from tui.core.text import plain

if sys.platform == "win32":
    import msvcrt

    def _seize(handle: int) -> None:
        os.lseek(handle, _BEYOND, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


#: Windows forbids others to read the bytes that are locked: this one lies behind the text.
_BEYOND = 1024


class Held(Exception):
    """Somebody else has the lock. The message says who: `process 4242 on host`."""


class Lock:
    """The lock file at `path`, taken until `release`. What it says is only for reading: a file left behind
    by a process that was killed holds nobody up. It is never deleted, or two could lock two files.

    Raises Held when another process (or another store in this one) has it, OSError when the file cannot
    be written.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(self._handle)
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, f"process {os.getpid()} on {socket.gethostname()}".encode())
        except (BlockingIOError, PermissionError):
            os.close(self._handle)
            raise Held(_holder(path)) from None
        except BaseException:  # ^C too: the handle would keep the lock
            os.close(self._handle)
            raise

    def release(self) -> None:
        """Let the next one in. Once only: the number of a closed handle is given to another file."""
        os.close(self._handle)


def _holder(path: Path) -> str:
    """Who the lock file names."""
    with contextlib.suppress(OSError):
        return plain(path.read_text("utf-8", "replace")[:200]) or "another process"
    return "another process"
