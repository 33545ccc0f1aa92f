"""Lines from whoever answers: out of a pipe, or typed at a terminal, where the first key is noticed."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from typing import Any

from tui.core.text import plain

try:
    import termios
except ImportError:  # Windows: lines are read, and nothing is timed
    termios = None  # type: ignore[assignment]

#: ctrl+d: there will be no more.
_END = "\x04"


class Typed:
    """Standard input, line by line."""

    def __init__(self, *, keys: bool) -> None:
        """With `keys` the first key of a line is noticed, where that can be."""
        self._ahead = ""
        """What was pasted behind the end of a line."""
        self._editing = _line_editing() if keys else None

    def line(self, on_first_key: Callable[[], None] | None = None) -> str | None:
        """The next line, without its end; None: there are no more. Raises KeyboardInterrupt."""
        begun = self._ahead
        if self._editing is not None and on_first_key is not None:
            begun = begun or _first_keys()
            on_first_key()
        line, ended, self._ahead = begun.partition("\n")
        if ended:
            return plain(line)
        if line.startswith(_END):
            return None
        if begun and self._editing is not None:
            return _rest(self._editing, plain(line))
        rest = sys.stdin.readline()
        return rest.rstrip("\r\n") if rest else None


def _line_editing() -> Any:
    """The module that edits lines, where a person sits at a terminal; else None."""
    if termios is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    try:
        import readline
    except ImportError:  # a Python built without it
        return None
    readline.set_auto_history(False)  # an answer is nobody's command
    return readline


def _first_keys() -> str:
    """What the next key brings, as soon as it is pressed: nothing is shown of it, and ctrl+c still works."""
    terminal = sys.stdin.fileno()
    usual = termios.tcgetattr(terminal)
    raw = termios.tcgetattr(terminal)
    raw[0] |= termios.ICRNL
    raw[3] &= ~(termios.ICANON | termios.ECHO)
    raw[6][termios.VMIN], raw[6][termios.VTIME] = 1, 0
    termios.tcsetattr(terminal, termios.TCSANOW, raw)  # not a key that was pressed already is dropped
    try:
        select.select([terminal], [], [])
        return os.read(terminal, 4096).decode(errors="replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, usual)


def _rest(editing: Any, first: str) -> str | None:
    """The line that begins with `first`, edited to its end."""
    editing.set_startup_hook(lambda: editing.insert_text(first))
    try:
        return input()
    except EOFError:
        return None
    finally:
        editing.set_startup_hook()
