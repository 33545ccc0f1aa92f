"""One writer: a lock that the system drops when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
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


#: What a file system says that knows no locks. Without one nothing is written: two copies of Offhook would
#: each replace what the other has saved, and neither would notice.
_NO_LOCKS = frozenset(
    getattr(errno, name)
    for name in ("ENOLCK", "EOPNOTSUPP", "ENOTSUP", "ENOSYS", "EINVAL")
    if hasattr(errno, name)
)
#: Windows forbids others to read the bytes that are locked: this one lies behind the text.
_BEYOND = 1024


class Held(Exception):
    """Somebody else has the lock. The message says who: `process 4242 on host`."""


class NoLocks(Exception):
    """The file system keeps no locks. The message is what it said."""


class Lock:
    """The lock file at `path`, taken until `release`. What it says is only for reading: a file left behind
    by a process that was killed holds nobody up. It is never deleted, or two could lock two files.

    Raises Held when another process (or another store in this one) has it, NoLocks where there are none,
    OSError when the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(self._handle)
            with contextlib.suppress(OSError):  # a full disk: it holds without a name, too
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, f"process {os.getpid()} on {socket.gethostname()}".encode())
        except (BlockingIOError, PermissionError):
            os.close(self._handle)
            raise Held(_says(path) or "another process") from None
        except OSError as error:
            os.close(self._handle)
            if error.errno in _NO_LOCKS:
                raise NoLocks(error.strerror) from None
            raise
        except BaseException:  # ^C too: the handle would keep the lock
            os.close(self._handle)
            raise

    def release(self) -> None:
        """Let the next one in. Once only: the number of a closed handle is given to another file."""
        with contextlib.suppress(OSError):  # who finds a name in a file that is free knows it was killed
            os.ftruncate(self._handle, 0)
        os.close(self._handle)


def look(path: Path) -> tuple[str, str]:
    """(`free`, `held`, `left` by somebody who was killed or `none` where there are no locks; who it names).

    Raises OSError when the file cannot be opened.
    """
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return "free", ""
    said = _says(path)
    try:
        _seize(handle)  # let go of at once; who starts in this very moment is refused, and starts again
    except (BlockingIOError, PermissionError):
        return "held", said
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return "none", ""
        raise
    finally:
        os.close(handle)
    return ("left", said) if said else ("free", "")


def _says(path: Path) -> str:
    """Whom the lock file names."""
    with contextlib.suppress(OSError):
        return plain(path.read_text("utf-8", "replace")[:200])
    return ""
