"""The throw-away homes of demos: those whose program was killed are taken away at the next demo."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tui.store.lock import look

PREFIX = "offhook-demo-"


def remove_left(folder: Path) -> None:
    """Take away the homes of demos in `folder` whose program was killed. What cannot be is left.

    Such a home is a folder of ours with a lock that names a process of this computer and that nobody holds: a
    demo that ends takes its name out of it, one that just begins has none yet.
    """
    for home in folder.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if _ours(home, stat.S_ISDIR) and _ours(home / "lock", stat.S_ISREG):
                state, by = look(home / "lock")
                if state == "left" and by.endswith(f" on {socket.gethostname()}"):
                    shutil.rmtree(home)


def _ours(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether it is of that kind, no link to one, and its owner is who runs this. Raises OSError."""
    found = path.lstat()
    return kind(found.st_mode) and (os.name == "nt" or found.st_uid == os.getuid())
