"""What a command costs beside Python itself, and whether Textual is kept out (ARCHITECTURE.md §5)."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.figure import Beside, Figure
from benchmarks.samples import environment, home_of

_RUNS = 9
_COMMANDS = {
    "--help": ["--help"],
    "number": ["number", "+442079460101"],
    "next": ["next"],
    "queue": ["queue", "--json"],
    "scripts search": ["scripts", "search", "too", "expensive"],
}
_ROOT = Path(__file__).resolve().parent.parent
_LOADED = "import sys; from tui.__main__ import main; main(sys.argv[1:]); print('textual' in sys.modules)"


def run() -> list[Figure]:
    """The rows of the table: commands with 1,000 contacts, and how many of them import Textual."""
    took: dict[str, list[float]] = {name: [] for name in (*_COMMANDS, "python")}
    with home_of(1_000) as home:
        for _ in range(_RUNS + 1):
            took["python"].append(_seconds(["-c", "import argparse, json, asyncio"], home))
            for name, arguments in _COMMANDS.items():
                took[name].append(_seconds(["-m", "tui", *arguments], home))
        loaded = sum(_said(["-c", _LOADED, *arguments], home) == "True" for arguments in _COMMANDS.values())
    bare = Beside(median(took.pop("python")[1:]) * 1000, "python with argparse")
    rows = [
        Figure(f"offhook {name}, 1,000 contacts", median(all[1:]) * 1000, "ms", bare)
        for name, all in took.items()
    ]
    return [*rows, Figure("commands without a screen that import Textual", loaded, "of 5", budget=0)]


def _run(arguments: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(OFFHOOK_HOME=str(home)),
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )


def _seconds(arguments: list[str], home: Path) -> float:
    began = time.perf_counter()
    _run(arguments, home)
    return time.perf_counter() - began


def _said(arguments: list[str], home: Path) -> str:
    return _run(arguments, home).stdout.split()[-1]
