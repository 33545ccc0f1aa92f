"""Keys in the queue with 100,000 people, as bytes on the terminal (ARCHITECTURE.md §5)."""

from __future__ import annotations

from statistics import median, quantiles

from benchmarks.samples import home_of
from benchmarks.terminal import Timed

_KEYS = {"down": b"\x1b[B", "page down": b"\x1b[6~"}
_PRESSES = 120


def run() -> list[tuple[str, str, str]]:
    """The rows of the table."""
    small, large = _measure(100), _measure(100_000)
    rows = []
    for name in _KEYS:
        took, sizes = large[name]
        p95 = quantiles(took, n=20)[-1] * 1000
        ratio = median(took) / median(small[name][0])
        rows.append(
            (
                f"{name}, 100,000 people: key to bytes p50 / p95 ({median(sizes):.0f} B; "
                f"÷ 100 people: {ratio:.2f})",
                f"{median(took) * 1000:.1f} / {p95:.1f} ms",
                "16 ms (p95)",
            )
        )
    return rows


def _measure(many: int) -> dict[str, tuple[list[float], list[int]]]:
    with home_of(many) as home:
        program = Timed(["-m", "tui"], {"OFFHOOK_HOME": str(home)})
        try:
            program.until(b"callable")
            program.quiet()
            answers = {name: [program.key(key) for _ in range(_PRESSES)] for name, key in _KEYS.items()}
        finally:
            program.close()
    return {name: ([t for t, _ in got], [n for _, n in got]) for name, got in answers.items()}
