"""A list on screen, however long: only the visible lines are drawn, nothing is copied.

Built on the line API because the stock lists take seconds at 100,000 rows (ARCHITECTURE.md §3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from tui.private import draw_line
from tui.widgets.bound import bindings

#: Draws one row: its item, whether the cursor is on it, the width → two lines.
Drawer = Callable[[Any, bool, int], Sequence[Content]]


class Rows(Protocol):
    """What can be shown, asked for row by row."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> Any: ...


ROW_HEIGHT = 2
#: So many drawn rows are kept.
_KEPT = 500
#: So long after a move the next rows are drawn (seconds): when it has been seen, and before the next key.
_AHEAD = 0.02


class LongList(ScrollView, can_focus=True):
    """Rows of two lines over any sequence, with a cursor."""

    DEFAULT_CSS = """
    LongList { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; background: $background; }
    """
    COMPONENT_CLASSES = {"contact-list--row", "contact-list--cursor"}
    BINDINGS = bindings("list")

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        index: int

        def can_replace(self, message: Message) -> bool:
            """Of a run of moves only the last one counts."""
            return isinstance(message, LongList.Moved)

    def __init__(self, draw: Drawer, moved: Callable[[], object], *, id: str | None = None) -> None:
        """`moved` is called at once when the cursor moves: a key right behind must find the new person."""
        super().__init__(id=id)
        self._draw, self._tell = draw, moved
        self._rows: Rows = ()
        self._strips: dict[tuple[int, bool], list[Strip]] = {}
        """Rows drawn before: scrolling by one draws one."""
        self._soon: Timer | None = None

    def show(self, rows: Rows, cursor: int = 0, *, stays: bool = False) -> None:
        """Show other rows, which must not change while they are shown.

        `stays`: at the cursor is who was there before; in the middle of a list they keep their line.
        """
        moved, top = cursor - self.cursor, self.scroll_offset.y
        self._rows = rows
        self.virtual_size = Size(0, len(rows) * ROW_HEIGHT)
        self.set_reactive(LongList.cursor, self.validate_cursor(cursor))
        if stays and moved and top:
            self.scroll_to(y=top + moved * ROW_HEIGHT, animate=False, force=True)
        self._reveal()
        self.redraw()

    def lengthen(self, rows: Rows) -> None:
        """The same rows, and others behind them: nothing is drawn but what there was not before."""
        shown, self._rows = len(self._rows), rows
        size = Size(0, len(rows) * ROW_HEIGHT)
        if self.show_vertical_scrollbar:  # it moves, and nothing else: no layout of the screen (10 ms)
            self.set_reactive(LongList.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size
        if shown * ROW_HEIGHT < self.scroll_offset.y + self.scrollable_content_region.height:
            self.refresh()

    def redraw(self) -> None:
        """Draw every row anew: what they say has changed."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme or focus: the colours of the rows have changed."""
        self._strips.clear()
        super().notify_style_update()

    @property
    def current(self) -> Any | None:
        """The item under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    def validate_cursor(self, cursor: int) -> int:
        """Kept within the rows."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Repaint the two rows concerned."""
        for row in (old, new):
            self.refresh_lines(row * ROW_HEIGHT, ROW_HEIGHT)
        self._reveal()
        self._tell()
        self.post_message(self.Moved(new))
        if self._soon:
            self._soon.stop()
        self._soon = self.set_timer(_AHEAD, self._draw_ahead)

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        first, last = self.cursor * ROW_HEIGHT, self.cursor * ROW_HEIGHT + ROW_HEIGHT
        if first < top or last > top + height:
            self.scroll_to(y=first if first < top else last - height, animate=False, force=True)

    def action_up(self) -> None:
        """The row above."""
        self.cursor -= 1

    def action_down(self) -> None:
        """The row below."""
        self.cursor += 1

    def action_page_up(self) -> None:
        """A screenful up."""
        self.cursor -= self._page

    def action_page_down(self) -> None:
        """A screenful down."""
        self.cursor += self._page

    def action_first(self) -> None:
        """The first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """The last row."""
        self.cursor = len(self._rows) - 1

    @property
    def _page(self) -> int:
        return max(1, self.scrollable_content_region.height // ROW_HEIGHT)

    def rows_in_view(self) -> Iterator[tuple[int, Offset]]:
        """Each row whose first line is in view, and the cell of the terminal where it begins."""
        region, top = self.region, self.scroll_offset.y
        first = -(-top // ROW_HEIGHT)
        last = min(len(self._rows), (top + self.scrollable_content_region.height - 1) // ROW_HEIGHT + 1)
        for row in range(first, last):
            yield row, Offset(region.x, region.y + row * ROW_HEIGHT - top)

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; it never dials."""
        row = (event.y + self.scroll_offset.y) // ROW_HEIGHT
        if row < len(self._rows):
            self.cursor = row

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._strips.clear()
        self._reveal()

    def render_line(self, y: int) -> Strip:
        """One line of one row."""
        row, part = divmod(y + self.scroll_offset.y, ROW_HEIGHT)
        if row >= len(self._rows):
            return Strip.blank(self.scrollable_content_region.width, self.rich_style)
        return self._strips_of(row, row == self.cursor)[part]

    def _draw_ahead(self) -> None:
        """Draw what the keys down and page down will show: half of what such a key takes."""
        page = range(self.cursor, min(self.cursor + self._page + 1, len(self._rows)))
        for row in page:
            self._strips_of(row, on_it=False)
        for row in {*page[1:2], *page[-1:]}:
            self._strips_of(row, on_it=True)

    def _strips_of(self, row: int, on_it: bool) -> list[Strip]:
        drawn = self._strips.get((row, on_it))
        if drawn is None:
            width = self.scrollable_content_region.width
            style = self.get_visual_style("contact-list--cursor" if on_it else "contact-list--row")
            contents = self._draw(self._rows[row], on_it, width)
            drawn = [draw_line(self, content, width, style) for content in contents]
            if len(self._strips) > _KEPT:
                self._strips.clear()
            self._strips[row, on_it] = drawn
        return drawn
