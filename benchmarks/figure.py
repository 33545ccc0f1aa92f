"""One row of the table: ours, the least it could cost, what others take, and what it may cost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

#: Rows that are counts and texts, and have nothing beside them: (what, measured, budget).
Plain = tuple[str, str, str]
HEAD = ("what", "ours", "floor (ours is × it)", "peer (ours is × it)", "budget", "met?")
_WIDTHS = (72, 15, 34, 34, 12, 4)


@dataclass(frozen=True, slots=True)
class Beside:
    """What was measured in the same run, on the same data: a number in the figure's unit, and of what."""

    number: float
    what: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. All numbers are in `unit`."""

    what: str
    ours: float
    unit: str
    floor: Beside | None = None
    """The least it could cost: the same work without us."""
    peer: Beside | None = None
    """What is commonly used for it."""
    budget: float | None = None
    times: bool = False
    """The budget is a multiple of the floor."""

    @property
    def met(self) -> bool | None:
        """Whether it is within its budget; None: it has none."""
        if self.budget is None:
            return None
        return (self._times(self.floor) if self.times else self.ours) <= self.budget

    def _times(self, beside: Beside | None) -> float:
        return self.ours / beside.number if beside and beside.number else float("inf")

    def _told(self, beside: Beside | None) -> str:
        return f"{beside.what} {_number(beside.number)} ({self._times(beside):.2g} ×)" if beside else ""

    def cells(self) -> Sequence[str]:
        """The row as text."""
        budget = "" if self.budget is None else f"{self.budget:g} {'×' if self.times else self.unit}"
        met = {None: "", True: "yes", False: "no"}[self.met]
        ours = f"{_number(self.ours)} {self.unit}"
        return (self.what, ours, self._told(self.floor), self._told(self.peer), budget, met)


def _number(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def line(row: Figure | Plain | Sequence[str]) -> str:
    """A row as one line of a Markdown table."""
    if isinstance(row, Figure):
        cells = row.cells()
    else:
        cells = row if len(row) > 3 else (row[0], row[1], "", "", row[2], "")
    return "| " + " | ".join(f"{cell:<{width}}" for cell, width in zip(cells, _WIDTHS, strict=True)) + " |"


def dump(rows: Sequence[Figure | Plain]) -> str:
    """The rows as JSON, for a process that measures for another."""
    return json.dumps([asdict(row) if isinstance(row, Figure) else row for row in rows])


def read(text: str) -> list[Figure | Plain]:
    """The rows that `dump` told."""
    return [_figure(**row) if isinstance(row, dict) else tuple(row) for row in json.loads(text)]


def _figure(floor: dict[str, Any] | None, peer: dict[str, Any] | None, **rest: Any) -> Figure:
    return Figure(floor=floor and Beside(**floor), peer=peer and Beside(**peer), **rest)


def p95(took: Sequence[float]) -> float:
    """The time that one in twenty exceeds."""
    return sorted(took)[int(len(took) * 0.95)]
