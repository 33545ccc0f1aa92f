"""The list of the queue by itself with 100,000 rows, beside the lists of Textual: shown, and one row changed.

Each in an app of its own without a terminal, in this process; seconds of the processor.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import DataTable, OptionList

from benchmarks.figure import Beside, Figure
from tui.widgets.long_list import LongList

_ROWS = 100_000
_CHANGES = 20


class _Alone(App[None]):
    def __init__(self, make: Callable[[], Widget]) -> None:
        super().__init__()
        self._make = make

    def compose(self) -> ComposeResult:
        yield self._make()


def _ours() -> LongList:
    return LongList(lambda row, on_it, width: [Content(f"Person {row}"), Content("buyer")], lambda: None)


def _fill_ours(one: LongList) -> None:
    one.show(range(_ROWS))


def _fill_table(one: DataTable[Any]) -> None:
    one.add_columns("name", "role")
    one.add_rows((f"Person {n}", "buyer") for n in range(_ROWS))


def _fill_options(one: OptionList) -> None:
    one.add_options(f"Person {n}\nbuyer" for n in range(_ROWS))


async def _times(
    make: Callable[[], Widget], fill: Callable[[Any], None], change: Callable[[Any], None]
) -> list[float]:
    """(seconds until it is shown, milliseconds until a changed row is)."""
    app = _Alone(make)
    async with app.run_test(size=(100, 30)) as pilot:
        widget = app.query_one(type(make()))
        began = time.process_time()
        fill(widget)
        await pilot.pause()
        shown = time.process_time() - began
        began = time.process_time()
        for _ in range(_CHANGES):
            change(widget)
            await pilot.pause()
        return [shown, (time.process_time() - began) / _CHANGES * 1000]


def run() -> list[Figure]:
    """The rows of the table."""
    ours = asyncio.run(_times(_ours, _fill_ours, lambda one: one.redraw()))
    table = asyncio.run(
        _times(DataTable, _fill_table, lambda one: one.update_cell_at((5, 1), "seller", update_width=True))
    )
    options = asyncio.run(
        _times(OptionList, _fill_options, lambda one: one.replace_option_prompt_at_index(5, "seller"))
    )
    shown, changed = "100,000 rows shown", "one row changed, and drawn"
    return [
        Figure(shown, ours[0], "s", peer=Beside(table[0], "DataTable")),
        Figure(shown, ours[0], "s", peer=Beside(options[0], "OptionList")),
        Figure(changed, ours[1], "ms", peer=Beside(table[1], "DataTable")),
        Figure(changed, ours[1], "ms", peer=Beside(options[1], "OptionList")),
    ]
