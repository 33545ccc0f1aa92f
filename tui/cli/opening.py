"""What stands on the terminal until the app has drawn its first picture: that the command was heard.

It comes before anything large is imported, so it is written in the terminal's own sequences and colours.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import Any

#: xterm's private modes: the alternate screen, which the app takes over, and no cursor.
_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[H", "\x1b[?25h\x1b[?1049l"
_HEAD = "\x1b[1m Offhook\x1b[0m"


def in_terminal() -> bool:
    """Whether there is a terminal. Textual draws on stderr: sent elsewhere, it would run unseen."""
    terminal = all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return terminal and os.environ.get("TERM") != "dumb"


class Opening:
    """The picture before the first. It ends with `hand_over`, or with `leave` on any other way out."""

    def __init__(self) -> None:
        self._stands = False
        self._modes: list[Any] | None = None
        """The terminal's, as the shell left them; None: they are so."""
        self._killed: Any = None
        """What a polite kill did before."""

    def __enter__(self) -> Opening:
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def show(self, what: str = "your contacts") -> None:
        """Draw it, where somebody would see it. A window of Windows becomes a terminal only by Textual."""
        if self._stands or sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ or not in_terminal():
            return
        self._stands = True
        self._killed = signal.signal(signal.SIGTERM, _stop)
        self._silence()
        _write(f"{_ENTER}{_HEAD}\r\n\r\n opening {what} …")

    def hand_over(self) -> None:
        """The app draws from here, on the screen as it is and in a terminal as the shell left it."""
        if self._stands:
            self._stands = False
            signal.signal(signal.SIGTERM, self._killed)
            self._give_back()

    def leave(self) -> None:
        """There will be no app: back to where what went wrong can be read."""
        if self._stands:
            _write(_LEAVE)
            self.hand_over()

    def _silence(self) -> None:
        """What is typed meanwhile waits for the app, and is not drawn over the picture."""
        import termios

        with suppress(termios.error):
            modes = termios.tcgetattr(sys.stdin)
            quiet = [*modes[:3], modes[3] & ~termios.ECHO, *modes[4:]]
            termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
            self._modes = modes

    def _give_back(self) -> None:
        import termios

        with suppress(termios.error):  # the terminal may be gone
            if self._modes:
                termios.tcsetattr(sys.stdin, termios.TCSANOW, self._modes)


def _stop(number: int, frame: FrameType | None) -> None:
    """A polite kill leaves like ctrl+c."""
    raise KeyboardInterrupt


def _write(text: str) -> None:
    """On stderr, like everything that Textual draws."""
    with suppress(OSError):
        os.write(sys.stderr.fileno(), text.encode())
