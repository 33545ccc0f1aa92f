"""From the command to the first picture, against an empty Textual app (ARCHITECTURE.md §5).

Both are compiled, as what is installed is, and run once before anything counts; then in turns, each in a
terminal of its own, timed from outside.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from benchmarks.figure import Beside, Figure
from benchmarks.samples import home_of
from benchmarks.terminal import Timed

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("empty app")
Empty().run()
"""
_RUNS = 9


def run() -> list[Figure]:
    """The rows of the table."""
    empty, ours = [], []
    with home_of(1_000) as home:
        for _ in range(_RUNS + 1):
            empty.append(_first(["-c", EMPTY], {}, b"empty app"))
            ours.append(_first(["-m", "tui"], {"OFFHOOK_HOME": str(home)}, b"callable"))
    with home_of(100_000) as home:
        page, whole = _usable(home)
    floor = Beside(median(empty[1:]) * 1000, "empty Textual app")
    return [
        Figure("first paint, 1,000 contacts", median(ours[1:]) * 1000, "ms", floor, budget=1.3, times=True),
        Figure("first queue page, and a key answered on it, 100,000 contacts", page, "s", budget=2),
        Figure("everybody looked at behind it", whole, "s"),
    ]


def _usable(home: Path) -> tuple[float, float]:
    """Seconds from the start to the first key answered, and until the queue is whole."""
    program = Timed(["-m", "tui"], {"OFFHOOK_HOME": str(home)})
    try:
        page = program.until(b"callable") + program.key(b"\x1b[B")[0]
        return page, program.until(b"100,000 callable")
    finally:
        program.close()


def _first(arguments: list[str], environment: dict[str, str], text: bytes) -> float:
    program = Timed(arguments, environment)
    try:
        return program.until(text)
    finally:
        program.close()
