"""One row of the table: ours, the least it could cost, what others take, and what it may cost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

HEAD = ("what", "ours", "floor (ours is × it)", "peer (ours is × it)", "budget", "met?")
_WIDTHS = (84, 15, 36, 34, 14, 4)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was measured in the same run, on the same data: a number in the figure's unit, and of what."""

    number: float
    what: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. All numbers are in `unit`."""

    what: str
    ours: float | None
    """None: it cannot be measured here, and `what` says why."""
    unit: str
    floor: Beside | None = None
    """The least it could cost: the same work without us."""
    peer: Beside | None = None
    """What is commonly used for it."""
    budget: float | None = None
    times: bool = False
    """The budget is a multiple of the floor."""
    least: bool = False
    """The budget is the least that is wanted, not the most that is allowed."""

    @property
    def met(self) -> bool | None:
        """Whether it is within its budget; None: it has none, or was not measured."""
        if self.budget is None or self.ours is None:
            return None
        ours = self._times(self.floor) if self.times else self.ours
        return ours >= self.budget if self.least else ours <= self.budget

    def _times(self, beside: Beside | None) -> float:
        return (
            self.ours / beside.number if self.ours is not None and beside and beside.number else float("inf")
        )

    def _told(self, beside: Beside | None) -> str:
        return f"{beside.what} {_number(beside.number)} ({self._times(beside):.2g} ×)" if beside else ""

    def cells(self) -> Sequence[str]:
        """The row as text."""
        budget = "" if self.budget is None else f"{self.budget:g} {'×' if self.times else self.unit}"
        if budget and self.least:
            budget = f"at least {budget}"
        met = {None: "", True: "yes", False: "no"}[self.met]
        ours = "–" if self.ours is None else f"{_number(self.ours)} {self.unit}"
        return (self.what, ours, self._told(self.floor), self._told(self.peer), budget, met)


def _number(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def line(row: Figure | Sequence[str]) -> str:
    """A row as one line of a Markdown table."""
    cells = row.cells() if isinstance(row, Figure) else row
    return "| " + " | ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)) + " |"


BEGINNING = (line(HEAD), line(["---"] * len(HEAD)))


def show(rows: Sequence[Figure]) -> None:
    """Print a table of its own."""
    for row in (*BEGINNING, *map(line, rows)):
        print(row)


def dump(rows: Sequence[Figure]) -> str:
    """The rows as JSON, for a process that measures for another."""
    return json.dumps([asdict(row) for row in rows])


def read(text: str) -> list[Figure]:
    """The rows that `dump` told."""
    return [_figure(**row) for row in json.loads(text)]


def _figure(floor: dict[str, Any] | None, peer: dict[str, Any] | None, **rest: Any) -> Figure:
    return Figure(floor=Beside(**floor) if floor else None, peer=Beside(**peer) if peer else None, **rest)


def share(hits: int, of: int) -> float:
    """So many of so many, in percent; 0 of none."""
    return 100 * hits / of if of else 0.0


def p95(took: Sequence[float]) -> float:
    """The time that one in twenty exceeds."""
    return sorted(took)[int(len(took) * 0.95)]


def p99(took: Sequence[float]) -> float:
    """The time that one in a hundred exceeds."""
    return sorted(took)[int(len(took) * 0.99)]
