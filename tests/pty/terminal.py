"""The real program in a real terminal: in tmux, where what is on screen can be read, or on a bare pty, where
every byte can."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ, tcgetattr

ROOT = Path(__file__).parent.parent.parent
#: The longest anything may take before a test gives up, seconds. Machines that run tests are slow.
PATIENCE = 30.0
#: How often a screen is looked at, seconds.
_LOOK = 0.02

OFFHOOK = (sys.executable, "-m", "tui")


def environment(home: Path) -> dict[str, str]:
    """What the program finds around it: a home of its own, and nothing of whoever runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "OFFHOOK_HOME": str(home / "offhook"),
        "PYTHONPATH": str(ROOT),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": noon(),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def offhook(home: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end."""
    return subprocess.run(
        [*OFFHOOK, *arguments],
        env=environment(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=check,
        timeout=PATIENCE,
    )


def until(true: Callable[[], bool], what: Callable[[], str], patience: float = PATIENCE) -> None:
    """Look again and again until something is true. Fails with what `what` says."""
    end = time.monotonic() + patience
    pause = threading.Event()
    while not true():
        if time.monotonic() > end:
            raise AssertionError(what())
        pause.wait(_LOOK)


def a_moment() -> None:
    """What a hand needs from seeing a form to pressing a key. Keys within its first 0.3 s were meant for the
    screen before, and the form drops them: there is nothing on screen to wait for."""
    threading.Event().wait(0.35)


def noon() -> str:
    """A time zone where it is about noon now: the rep's day does not end while a test runs."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


class Terminal:
    """A program in a tmux of its own: keys go in, the screen can be read."""

    def __init__(self, home: Path, *arguments: str, size: tuple[int, int] = (100, 30), **more: str) -> None:
        """`arguments`: of the command line; `size`: columns and rows; `more`: of the environment."""
        self._name = f"offhook-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._env = environment(home) | more
        options = ["-g status off", "-g remain-on-exit on", "-g default-terminal tmux-256color"]
        sets = [word for option in options for word in ("set", *option.split(), ";")]
        size_is = ["-x", str(size[0]), "-y", str(size[1])]
        self._tmux("start-server", ";", *sets, "new-session", "-d", *size_is, *OFFHOOK, *arguments)
        self.server, self.pid = (int(n) for n in self._say("#{pid} #{pane_pid}").split())

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.server, signal.SIGTERM)  # takes the program along, by a hang-up

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._name, "-f", os.devnull, *arguments],
            env=self._env, capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _say(self, what: str) -> str:
        return self._tmux("display-message", "-p", what).strip()

    @property
    def lines(self) -> list[str]:
        """What is on screen."""
        return self._tmux("capture-pane", "-p").split("\n")[:-1]

    @property
    def screen(self) -> str:
        """What is on screen, as one text."""
        return "\n".join(self.lines)

    @property
    def ended(self) -> bool:
        """Whether the program has ended. With which code, tmux does not always hear: ask a `Wire`."""
        return self._say("#{pane_dead}") == "1"

    def keys(self, *names: str) -> None:
        """Press keys, by tmux's names: `Enter`, `Space`, `C-s`, `h`."""
        self._tmux("send-keys", *names)

    def type(self, text: str) -> None:
        """Type a text as it stands."""
        self._tmux("send-keys", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window smaller or larger."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def wait_for(self, *texts: str, gone: str = "", lines: int = 0) -> list[str]:
        """The screen, once all of these texts are on it, and `gone` is not. `lines`: rows."""
        seen: list[str] = []

        def there() -> bool:
            seen[:] = self.lines
            whole = "\n".join(seen)
            if lines and (len(seen) != lines or "? keys" not in seen[-1]):
                return False
            return all(text in whole for text in texts) and not (gone and gone in whole)

        missing = f"never saw {texts}" + (f" without {gone!r}" if gone else "")
        until(there, lambda: "\n".join([missing, *seen]))
        return seen

    def wait_for_end(self) -> None:
        """Until the program has ended."""
        until(lambda: self.ended, lambda: f"still running:\n{self.screen}")


class Wire:
    """A program on a bare pty: every byte it sends is kept."""

    def __init__(self, home: Path, *arguments: str, size: tuple[int, int] = (100, 30), **more: str) -> None:
        """`arguments`: of the command line; `size`: columns and rows; `more`: of the environment."""
        self._master, slave = pty.openpty()
        ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.sent = bytearray()
        # Opened by the leader of a new session, the pty becomes its terminal: closing it hangs up on it.
        itself = 'tty=$1; shift; exec "$@" <>"$tty" >&0 2>&1'
        self._program = subprocess.Popen(
            ["sh", "-c", itself, "sh", os.ttyname(slave), *OFFHOOK, *arguments],
            env=environment(home) | more,
            cwd=home,
            start_new_session=True,
        )
        # Our own copy is needed until the program has opened the terminal: without one it would be dead.
        while not self.read(PATIENCE):
            pass
        os.close(slave)

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self.close()

    @property
    def modes(self) -> list[object]:
        """The terminal's own (`termios.tcgetattr`): whether it draws what is typed, and more."""
        return tcgetattr(self._master)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._program.pid

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        return self._program.poll() is not None

    @property
    def exit_code(self) -> int | None:
        """What it ended with."""
        return self._program.poll()

    def read(self, wait: float = _LOOK) -> bool:
        """Take in what the program sends. False when nothing came within `wait` seconds."""
        if self._master < 0 or not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            came = os.read(self._master, 65536)
        except OSError:  # EIO: nobody is at the other end any more
            return False
        self.sent += came
        return bool(came)

    def type(self, keys: str | bytes) -> None:
        """Send keys as a terminal would."""
        os.write(self._master, keys.encode() if isinstance(keys, str) else keys)

    @property
    def text(self) -> str:
        """What was sent, without the sequences that move and colour: for waiting, not for judging."""
        return _SEQUENCE.sub("", self.sent.decode("utf-8", "replace"))

    def mark(self) -> int:
        """How much was sent so far, what is still on its way taken in first. For `wait_for(after=…)`."""
        while self.read(_LOOK):
            pass
        return len(self.sent)

    def wait_for(self, *texts: str, after: int = 0, patience: float = PATIENCE) -> None:
        """Read until all of these texts were sent, since so many bytes."""
        end = time.monotonic() + patience
        while True:
            new = _SEQUENCE.sub("", self.sent[after:].decode("utf-8", "replace"))
            if all(text in new for text in texts):
                return
            assert time.monotonic() < end, f"never saw {texts}: …{new[-3000:]}"
            assert self.read() or not self.ended, f"ended ({self.exit_code}) before {texts}: …{new[-3000:]}"

    def wait_until(self, true: Callable[[], bool], what: str) -> None:
        """Read until something is true."""
        end = time.monotonic() + PATIENCE
        while not true():
            self.read()
            assert time.monotonic() < end, f"never: {what}"

    def wait_for_end(self) -> int:
        """Read until the program has ended by itself; its exit code."""
        end = time.monotonic() + PATIENCE
        while not self.ended:
            if not self.read():
                threading.Event().wait(_LOOK)
            assert time.monotonic() < end, "still running"
        while self.read(0):
            pass
        return self._program.wait()

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._program.send_signal(number)

    def kill(self) -> None:
        """kill -9, whatever it is doing."""
        if not self.ended:
            self._program.kill()
        self._program.wait()

    def close(self) -> None:
        """Close the terminal, as a closed window does."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1


_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    r"|\x1bP[^\x1b]*\x1b\\"  # DCS
    r"|\x1b[ -/]*[0-~]"
)
