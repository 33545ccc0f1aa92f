"""Lines from whoever answers: out of a pipe, or typed at a terminal, where the first key is noticed."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from typing import Any

try:
    import termios
except ImportError:  # Windows: lines are read, and nothing is timed
    termios = None  # type: ignore[assignment]

#: ctrl+d: there will be no more.
_END = "\x04"


class Typed:
    """Standard input, line by line."""

    def __init__(self, *, keys: bool) -> None:
        """With `keys` the first key of a line is noticed, where that can be (`times`)."""
        self._ahead = ""
        """What was pasted behind the end of a line."""
        self._editing = _line_editing() if keys else None

    @property
    def times(self) -> bool:
        """Whether the first key is noticed."""
        return self._editing is not None

    def line(self, on_first_key: Callable[[], None] | None = None) -> str | None:
        """The next line, without its end; None: there are no more. Raises KeyboardInterrupt."""
        if self._editing is None or on_first_key is None:
            line = sys.stdin.readline()
            return line.rstrip("\r\n") if line else None
        first = self._ahead or _first_keys()
        on_first_key()
        line, ended, self._ahead = first.partition("\n")
        if ended:
            return line
        if line.startswith(_END):
            return None
        return _rest(self._editing, "".join(c for c in line if c.isprintable()))


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
