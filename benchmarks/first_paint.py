"""From the command to something to see, and to the queue, against an empty Textual app (ARCHITECTURE.md §5).

The first paint is the line that says what is being opened (`cli/opening.py`). Nobody can work with that, so
the queue has a row of its own, with the same budget. Both apps are compiled, as what is installed is, and run
once before anything counts; then in turns, each in a terminal of its own, timed from outside.
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
    empty, opening, queue = [], [], []
    with home_of(1_000) as home:
        for _ in range(_RUNS + 1):
            empty += _seen(["-c", EMPTY], {}, b"empty app")
            ours = {"OFFHOOK_HOME": str(home)}
            line, people = _seen(["-m", "tui"], ours, b"opening your contacts", b"callable")
            opening.append(line)
            queue.append(people)
    with home_of(100_000) as home:
        page, whole = _usable(home)
    floor = Beside(median(empty[1:]) * 1000, "empty Textual app")
    return [
        *(
            Figure(f"{what}, 1,000 contacts", median(took[1:]) * 1000, "ms", floor, budget=1.3, times=True)
            for what, took in (("first paint: what is opened", opening), ("first queue picture", queue))
        ),
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


def _seen(arguments: list[str], environment: dict[str, str], *texts: bytes) -> list[float]:
    """Seconds from the start until each of these was drawn, one after the other."""
    program = Timed(arguments, environment)
    try:
        return [program.until(text) for text in texts]
    finally:
        program.close()
