"""A program in a pseudo-terminal, timed from outside: what a rep's eyes would see."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence

from benchmarks import samples


class Timed:
    """One program in a terminal of 100 × 30."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=slave, stdout=slave, stderr=slave, close_fds=True, start_new_session=True,
            env=samples.environment(TERM="xterm-256color", **environment),
        )  # fmt: skip
        os.close(slave)

    @property
    def process(self) -> int:
        """Its number."""
        return self._process.pid

    def until(self, text: bytes, seconds: float = 60.0) -> float:
        """Seconds from the start until `text` was drawn."""
        seen, deadline = b"", time.perf_counter() + seconds
        while text not in seen:
            seen += self._read(deadline)
        return time.perf_counter() - self.started

    def quiet(self, seconds: float = 0.3) -> None:
        """Read until nothing came for a while."""
        while select.select([self._master], [], [], seconds)[0]:
            os.read(self._master, 65536)

    def key(self, key: bytes) -> tuple[float, int]:
        """Press a key: (seconds to the first byte of the answer, bytes of the answer)."""
        began = time.perf_counter()
        os.write(self._master, key)
        answer = self._read(began + 30)
        took = time.perf_counter() - began
        while select.select([self._master], [], [], 0.02)[0]:
            answer += os.read(self._master, 65536)
        return took, len(answer)

    def _read(self, deadline: float) -> bytes:
        ready = select.select([self._master], [], [], max(0.0, deadline - time.perf_counter()))[0]
        if not ready:
            raise TimeoutError("the program drew nothing in time")
        return os.read(self._master, 65536)

    def close(self) -> None:
        """End the program."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._master)
