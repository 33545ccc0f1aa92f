"""A list to choose from: type to narrow it, up and down, enter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Offset
from textual.widgets import Input

from tui import look, say
from tui.core.text import fold
from tui.screens.ask import Question
from tui.screens.jump import Place
from tui.widgets.parts import Line, Words

#: Rows at a time.
_ROWS = 12


class Pick(Question[int]):
    """One of many; the answer is its index."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], at: int = 0) -> None:
        """`choices`: (what it is, what stands behind it); `at`: the one it begins at."""
        super().__init__()
        self._title, self._choices = title, choices
        self._found = list(range(len(choices)))
        self._at = self._begin = at

    def compose(self) -> ComposeResult:
        """The field, and the rows below it."""
        with Vertical(classes="box"):
            yield Words(say.line((self._title, look.STRONG)))
            yield Line(hint="type to narrow it", id="narrow")
            yield Words(id="choices")
            yield Words()
            yield Words(
                say.line(
                    ("↓ ↑ ", look.KEY),
                    "move   ",
                    ("enter ", look.KEY),
                    "choose   ",
                    ("esc ", look.KEY),
                    "back",
                )
            )

    def on_mount(self) -> None:
        """All of them."""
        self.query_one("#narrow").focus()
        self._draw()

    def places(self) -> Iterator[Place]:
        """A letter beside each row in view takes it, as enter does; none where a row has two lines."""
        shown, rows = self.query_one("#choices").region, self._found[self._top : self._top + _ROWS]
        if shown.height > len(rows) + 1:
            return
        for row, index in enumerate(rows):
            yield Place(Offset(shown.x, shown.y + row), partial(self.dismiss, index))

    @property
    def _top(self) -> int:
        return max(0, min(self._at - _ROWS // 2, len(self._found) - _ROWS))

    def _draw(self) -> None:
        top = self._top
        rows = []
        for place, index in enumerate(self._found[top : top + _ROWS], top):
            what, more = self._choices[index]
            on_it = place == self._at
            sign = (f"{look.NOW} ", look.ACCENT) if on_it else "  "
            rows.append(say.line(sign, (what, look.STRONG if on_it else ""), (f"  {more}", look.QUIET)))
        hidden = len(self._found) - len(rows)
        rows += [say.quiet(f"  {hidden} more")] if hidden else []
        self.query_one("#choices", Words).say(say.lines(rows or [say.quiet("  nothing is called that")]))

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is left of them."""
        words = fold(event.value).split()
        texts = [fold(" ".join(choice)) for choice in self._choices]
        self._found = [i for i, text in enumerate(texts) if all(word in text for word in words)]
        self._at = 0 if words else self._begin
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Up and down."""
        if event.key in {"down", "up"} and self._found:
            event.stop()
            self._at = (self._at + (1 if event.key == "down" else -1)) % len(self._found)
            self._draw()

    def on_input_submitted(self) -> None:
        """enter: this one."""
        if self._found:
            self.dismiss(self._found[self._at])
