"""Memory of the whole app with 100,000 contacts and 500,000 attempts, at its highest (ARCHITECTURE.md §5).

The real program in a terminal: the queue until everybody was looked at, then the other screens, and Review
over all years. The least is an empty Textual app. Linux only, which says what a process took at most.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Beside, Figure
from benchmarks.first_paint import EMPTY
from benchmarks.samples import OPEN
from benchmarks.store import fill, memory
from benchmarks.terminal import Timed

_PEOPLE, _ATTEMPTS = 100_000, 500_000
#: Minutes between calls: ten years of 144 a day.
_APART = 10
#: Library, Practice, Lists, Today, and Review (whose `a` is all years).
_ELSEWHERE = b"34615a"
#: A program rests when it works less than this share of so many seconds; longer than the last nobody waits.
_IDLE, _SECONDS, _LONGEST = 0.1, 2.0, 120.0


def run() -> list[Figure]:
    """The rows of the table."""
    if not Path("/proc/self/status").exists():
        return [Figure("memory of the app: only Linux says it", None, "MB", budget=700)]
    empty = Timed(["-c", EMPTY], {})
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        fill(Path(folder), _PEOPLE, _ATTEMPTS, _APART)
        Path(folder, "hours.yaml").write_text(OPEN)
        program = Timed(["-m", "tui"], {"OFFHOOK_HOME": folder})
        try:
            empty.until(b"empty app")
            least = memory("VmHWM", empty.process)
            program.until(b"callable")
            queue = _at_rest(program)
            for key in _ELSEWHERE:
                program.key(bytes([key]))
                whole = _at_rest(program)
        finally:
            empty.close()
            program.close()
    floor, size = Beside(least, "empty Textual app"), f"{_PEOPLE:,} + {_ATTEMPTS:,}"
    return [
        Figure(f"memory of the app, {size}: everybody looked at", queue, "MB", floor),
        Figure(f"memory of the app, {size}: each screen opened, all years in Review", whole, "MB", floor,
               budget=700),
    ]  # fmt: skip


def _at_rest(program: Timed) -> float:
    """Megabytes that it took at most until it has nothing more to do."""
    end = time.perf_counter() + _LONGEST
    while time.perf_counter() < end:
        before = _worked(program.process)
        until = time.perf_counter() + _SECONDS
        while time.perf_counter() < until:
            program.quiet(0.05)  # a program nobody reads stands still
        if _worked(program.process) - before < _IDLE * _SECONDS:
            break
    return memory("VmHWM", program.process)


def _worked(process: int) -> float:
    """Seconds of the processor that a process has used."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
