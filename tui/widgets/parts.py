"""Small parts that every screen uses."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from tui.core.text import plain, plain_lines


class Words(Static):
    """Text on screen. Takes only `Content`: what comes from outside has been through `say.py`."""

    DEFAULT_CSS = "Words { height: auto; width: 1fr; }"

    def __init__(
        self, content: Content | None = None, *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(content or Content(""), id=id, classes=classes, markup=False)
        self._shown: Content | None = content

    @property
    def text(self) -> str:
        """What it says."""
        return self._shown.plain if self._shown else ""

    def say(self, content: Content) -> None:
        """Show something else. Nothing is painted when it is the same, nothing is laid out again when its
        height is fixed."""
        if self._shown is None or content != self._shown or content.spans != self._shown.spans:
            self._shown = content
            height = self.styles.height
            self.update(content, layout=height is None or height.is_auto)


class Line(Input):
    """A field of one line. Control characters cannot be typed or pasted into it."""

    def __init__(
        self,
        value: str = "",
        *,
        hint: str = "",
        id: str | None = None,
        limit: int = 500,
        compact: bool = True,
    ) -> None:
        super().__init__(
            plain(value),
            placeholder=plain(hint),
            id=id,
            max_length=limit,
            compact=compact,
            select_on_focus=False,
        )
        self.cursor_blink = False  # nothing moves by itself

    def on_paste(self, event: events.Paste) -> None:
        """Clean what comes in, and put its lines into one; the Input itself then inserts it."""
        event.text = plain(event.text)


class Notes(TextArea):
    """A field of several lines. Control characters cannot be pasted into it. Its cursor stands still."""

    def on_mount(self) -> None:
        """Nothing moves by itself."""
        self.cursor_blink = False

    def on_paste(self, event: events.Paste) -> None:
        """Clean what comes in; the TextArea itself then inserts it."""
        event.text = plain_lines(event.text)
