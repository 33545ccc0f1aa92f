"""Do-not-call lists: how long 90,000 numbers take to come in, and how long one is looked for."""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, show
from benchmarks.samples import COMMAND, most_memory
from tui.files.home import Home
from tui.wiring import open_store

NUMBERS = 90_000
_AREAS = (201, 212, 305, 312, 415, 503, 602, 702, 713, 917)
IMPORT, CHECK, MEGABYTES = 5, 1, 500
"""Seconds of the whole command; milliseconds of one look-up; memory of the command."""


def numbers(many: int) -> list[str]:
    """So many numbers of ten area codes, as the registry writes them."""
    dice = random.Random(7)
    found: set[str] = set()
    while len(found) < many:
        exchange = f"{dice.randint(2, 9)}{dice.randint(20, 99)}"
        found.add(f"{dice.choice(_AREAS)},{exchange}{dice.randint(0, 9999):04}")
    return sorted(found)


def import_seconds(command: Sequence[object]) -> float:
    """Seconds of a whole `offhook dnc import`."""
    before = time.perf_counter()
    told = [sys.executable, "-m", "tui", *map(str, command)]
    subprocess.run(told, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - before


def _command(home: Path, file: Path) -> Sequence[object]:
    return "--home", home, "dnc", "import", file, "--country", "US"


def check_milliseconds(home: Path, some: list[str]) -> tuple[float, float]:
    """(the first look-up, which reads the list; the median of the others)."""
    store = open_store(Home(home), read_only=True)
    took = []
    for e164 in some:
        before = time.perf_counter()
        store.do_not_call(e164)
        took.append((time.perf_counter() - before) * 1000)
    store.close()
    return took[0], median(took[1:])


def run(many: int = NUMBERS) -> list[Figure]:
    """The rows of the table."""
    listed = numbers(many)
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        home, file = Path(folder) / "home", Path(folder) / "registry.txt"
        file.write_text("\n".join(listed))
        first = import_seconds(_command(home, file))
        again = import_seconds(_command(home, file))
        memory = most_memory(COMMAND, *_command(Path(folder) / "another", file))
        some = [f"+1{line.replace(',', '')}" for line in random.Random(1).sample(listed, 500)]
        reading, looking = check_milliseconds(home, some + [e164[:-1] + "0" for e164 in some])
        size = (home / "offhook.json").stat().st_size / 1e6
    scale = max(1.0, many / NUMBERS)
    return [
        Figure(f"dnc import of {many:,} numbers, whole command", first, "s", budget=IMPORT * scale),
        Figure(f"dnc import of the same {many:,} again", again, "s", budget=IMPORT * scale),
        Figure("… memory of the command", memory, "MB", budget=MEGABYTES),
        Figure("… size of the file", size, "MB"),
        Figure(f"look-up among {many:,} numbers, median", looking, "ms", budget=CHECK),
        Figure("… the first one, which reads the list", reading, "ms"),
    ]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=NUMBERS)
    show(run(parser.parse_args().numbers))
