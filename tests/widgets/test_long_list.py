"""The list of any length: what is drawn when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from tui.private import screen_text
from tui.widgets import long_list
from tui.widgets.long_list import LongList

MANY = 1000


class Shows(App[None]):
    """Nothing but a list; it notes which rows were drawn."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows, self.drawn = range(rows), list[tuple[int, bool]]()

    def compose(self) -> ComposeResult:
        def draw(row: int, on_it: bool, width: int) -> list[Content]:
            self.drawn.append((row, on_it))
            return [Content(f"row {row}"), Content("below")]

        yield LongList(draw, lambda: None)

    @property
    def list(self) -> LongList:
        return self.query_one(LongList)


@contextmanager
def no_time_to_draw_ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(long_list, "_AHEAD", 3600.0)
        yield


async def moved(app: Shows, pilot: Pilot[None], key: str, *, ahead: bool) -> list[tuple[int, bool]]:
    """The rows drawn for a key, with those drawn ahead or without."""
    app.drawn.clear()
    await pilot.press(key)
    if ahead:
        soon = app.list._soon
        assert soon is not None
        await soon._task  # type: ignore[misc]  # it has run when it has been waited for
    screen_text(app)  # the frame may not have come yet
    return list(app.drawn)


@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_what_the_next_key_shows_is_drawn_before_it(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Shows(MANY)
    async with app.run_test(size=(40, 20)) as pilot:
        app.list.show(app.rows)
        app.list.focus()
        await moved(app, pilot, key, ahead=True)
        with no_time_to_draw_ahead(monkeypatch):
            assert await moved(app, pilot, key, ahead=False) == []


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
async def test_behind_the_last_row_nothing_is_drawn(rows: int) -> None:
    app = Shows(rows)
    async with app.run_test(size=(40, 20)) as pilot:
        app.list.show(app.rows)
        app.list.focus()
        await pilot.press("pagedown")
        app.list._draw_ahead()
        assert {row for row, _ in app.drawn} <= set(range(rows))


async def test_rows_drawn_ahead_are_drawn_anew_when_they_change() -> None:
    app = Shows(MANY)
    async with app.run_test(size=(40, 20)) as pilot:
        app.list.show(app.rows)
        app.list.focus()
        await moved(app, pilot, "pagedown", ahead=True)
        app.list.redraw()
        assert (app.list.cursor + 1, True) in await moved(app, pilot, "down", ahead=False)
