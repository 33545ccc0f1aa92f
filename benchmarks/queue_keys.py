"""Keys in the queue with 100,000 people, as bytes on the terminal (ARCHITECTURE.md §5)."""

from __future__ import annotations

from statistics import median, quantiles

from benchmarks.samples import home_of
from benchmarks.terminal import Timed

_KEYS = {"down": b"\x1b[B", "page down": b"\x1b[6~"}
_PRESSES = 120
#: While the queue grows (it takes seconds) there is time for so many.
_EARLY = 40


def run() -> list[tuple[str, str, str]]:
    """The rows of the table."""
    (small, _), (large, early) = _measure(5_000), _measure(100_000)
    rows = []
    for name in _KEYS:
        took, sizes = large[name]
        ratio = median(took) / median(small[name][0])
        rows.append(
            (
                f"{name}, 100,000 people: key to bytes p50 / p95 ({median(sizes):.0f} B; "
                f"÷ 5,000 people: {ratio:.2f})",
                _said(took),
                "16 ms (p95)",
            )
        )
    rows.append(
        ("down, right after the first page, while the rest is looked at", _said(early), "16 ms (p95)")
    )
    return rows


def _said(took: list[float]) -> str:
    return f"{median(took) * 1000:.1f} / {quantiles(took, n=20)[-1] * 1000:.1f} ms"


def _measure(many: int) -> tuple[dict[str, tuple[list[float], list[int]]], list[float]]:
    """(seconds and bytes by key, seconds of the keys pressed while the queue grows)."""
    with home_of(many) as home:
        program = Timed(["-m", "tui"], {"OFFHOOK_HOME": str(home)})
        try:
            program.until(b"callable")
            early = [program.key(_KEYS["down"])[0] for _ in range(_EARLY)]
            program.quiet()
            answers = {name: [program.key(key) for _ in range(_PRESSES)] for name, key in _KEYS.items()}
        finally:
            program.close()
    return {name: ([t for t, _ in got], [n for _, n in got]) for name, got in answers.items()}, early
