"""Where the process of a SIP phone lives: a folder for each start, and what it knows of its surroundings."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

#: Where this program lies: the process must find the same one.
_HERE = str(Path(__file__).parent.parent.parent)


def folder(home: Path) -> Path:
    """A new folder for this start. Those of phones that were killed are taken away. Raises OSError."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in home.glob("sip-*-*"):
        if not _lives(old.name.split("-")[1]):
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"sip-{os.getpid()}-", dir=home))


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The same, with this program to be found first."""
    paths = [_HERE, *filter(None, [given.get("PYTHONPATH")])]
    return {**given, "PYTHONPATH": os.pathsep.join(paths)}
