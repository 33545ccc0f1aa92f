"""Keys in the queue with 100,000 people, as bytes on the terminal (ARCHITECTURE.md §5).

The floor is Textual itself: the same key in an app with only a list of 1,000 lines. The peer is that list
with 100,000. A key is pressed, the first byte of the answer stops the clock, the next waits for rest.
"""

from __future__ import annotations

from statistics import median

from benchmarks.figure import Beside, Figure, p95
from benchmarks.samples import home_of
from benchmarks.terminal import Timed

_KEYS = {"down": b"\x1b[B", "page down": b"\x1b[6~"}
_PRESSES = 120
#: So many do not reach the end of 1,000 lines.
_FEW = 30
#: Ours does not slide either.
_STILL = {"TEXTUAL_ANIMATIONS": "none"}
#: While the queue grows (it takes seconds) there is time for so many.
_EARLY = 40
_PLAIN = """
import sys
from textual.app import App
from textual.widgets import OptionList
class Plain(App):
    def compose(self):
        yield OptionList(*(f"Person {n}" for n in range(int(sys.argv[1]))))
    def on_mount(self):
        self.query_one(OptionList).focus()
Plain().run()
"""


def run() -> list[Figure]:
    """The rows of the table."""
    ours, early = _ours()
    short, long = (
        _presses(Timed(["-c", _PLAIN, str(many)], _STILL), b"Person 9", _FEW) for many in (1_000, 100_000)
    )
    rows = [
        Figure(
            f"{name}, 100,000 people: key to bytes, p95 (median {median(ours[name]):.1f})",
            p95(ours[name]),
            "ms",
            Beside(p95(short[name]), "1,000 lines"),
            Beside(p95(long[name]), "OptionList"),
            budget=16,
        )
        for name in _KEYS
    ]
    what = f"down, right after the first page, p95 (median {median(early):.1f})"
    return [*rows, Figure(what, p95(early), "ms", budget=16)]


def _ours() -> tuple[dict[str, list[float]], list[float]]:
    """(milliseconds by key, milliseconds of the keys pressed while the queue grows)."""
    with home_of(100_000) as home:
        program = Timed(["-m", "tui"], {"OFFHOOK_HOME": str(home)})
        program.until(b"callable")
        early = [program.key(_KEYS["down"])[0] * 1000 for _ in range(_EARLY)]
        program.until(b"100,000 callable", seconds=120)
        return _presses(program), early


def _presses(program: Timed, text: bytes = b"", many: int = _PRESSES) -> dict[str, list[float]]:
    """Milliseconds by key; ends the program."""
    try:
        program.until(text)
        program.quiet()
        return {name: [program.key(key)[0] * 1000 for _ in range(many)] for name, key in _KEYS.items()}
    finally:
        program.close()
