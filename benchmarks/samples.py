"""Homes full of invented people to measure with."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch
from tui.files.home import Home
from tui.wiring import open_store

#: Modules compiled for the programs that are timed, so that each starts like one that was installed: with
#: PYTHONDONTWRITEBYTECODE every start would compile 200 files.
_COMPILED = TemporaryDirectory(prefix="offhook-bench-pyc-")
_ROOT = Path(__file__).resolve().parent.parent
#: What runs a command within a process that `most_memory` starts.
COMMAND = "import sys\nfrom tui.__main__ import main\nmain(sys.argv[1:])"
#: `hours.yaml` of a home in which everybody may be called at any hour.
OPEN = 'alone: true\ndefault:\n  mon-sun: "00:00-24:00"\n'


def people(many: int) -> tuple[Contact, ...]:
    """Invented contacts with one number each, from the range Ofcom keeps for drama."""
    zone = ("Europe/London",)
    return tuple(
        Contact(
            n,
            f"Person {n:06}",
            f"Company {n // 3:05}",
            "buyer",
            (Number(f"+447700{n:06}", f"+447700{n:06}", "mobile", zones=zone),),
            added=datetime(2026, 1, 5, tzinfo=UTC),
        )
        for n in range(1, many + 1)
    )


@contextmanager
def home_of(many: int) -> Iterator[Path]:
    """A home with so many contacts, all callable at any hour."""
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        home = Home(Path(folder))
        (home.path / "hours.yaml").write_text(OPEN)
        store = open_store(home)
        asyncio.run(store.commit(Batch(people(many))))
        store.close()
        yield home.path


def environment(**more: str) -> dict[str, str]:
    """The environment of a program that is timed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": _COMPILED.name, **more}


def most_memory(code: str, *arguments: object) -> float:
    """Megabytes that a process of its own took at most which ran `code`; 0 where nobody says so.

    It is asked itself: what systems tell of children (`ru_maxrss`) is never less than what the process had
    that started them.
    """
    asked = f"{code}\nfrom benchmarks.store import memory\nprint(memory('VmHWM'))"
    command = [sys.executable, "-c", asked, *map(str, arguments)]
    told = subprocess.run(command, env=environment(), cwd=_ROOT, capture_output=True, check=True, text=True)
    return float(told.stdout.splitlines()[-1])
