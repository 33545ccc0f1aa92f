"""What a first search leaves in the cache folder, made once for a run: the cards as they were read, and the
vectors of all their words. To make them takes ten seconds of processor, in every home anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent


def made_once(base: Path) -> Path:
    """The cache folder. `base`: of this run (`tmp_path_factory.getbasetemp()`); all its workers share one."""
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = run / "warm"
    with (run / "warm.lock").open("w") as lock:
        _wait_for(lock.fileno())
        if not home.exists():
            making = run / "warm-making"
            making.mkdir()
            subprocess.run(
                [sys.executable, "-m", "tui", "scripts", "search", "expensive"],
                env={**os.environ, "PYTHONPATH": str(_ROOT), "OFFHOOK_HOME": str(making)},
                cwd=run, stdin=subprocess.DEVNULL, capture_output=True, check=True,
            )  # fmt: skip
            making.rename(home)
    return home / "cache"


def lay(cache: Path, home: Path) -> None:
    """Put it into a home, which must be there."""
    copied(cache, home / "cache")


def copied(place: Path, to: Path) -> Path:
    """All that lies there, once more; links to the cache (26 MB): the app replaces files and changes none."""
    return shutil.copytree(place, to, copy_function=_copy, dirs_exist_ok=True)


def _copy(file: str, to: str) -> None:
    if Path(file).parent.name != "cache":
        shutil.copy2(file, to)
    elif not Path(to).exists():
        os.link(file, to)


def _wait_for(lock: int) -> None:
    if sys.platform != "win32":
        from fcntl import LOCK_EX, flock

        flock(lock, LOCK_EX)


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache folder after a first search: `lay` it into a home."""
    return made_once(tmp_path_factory.getbasetemp())
