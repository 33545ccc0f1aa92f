"""What a marker compares with: typed, or chosen from what there is, with its count at every key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.lists.funnel import Counts
from tui.core.lists.profile import BadMarker, Marker
from tui.screens.ask import Question
from tui.widgets.parts import Line, Words

#: What is typed for each rule.
_HINTS = {
    "one of": "several, with commas between them",
    "between": "50-200, or 2026-01-01 .. 2026-06-30",
    "matches": "a regular expression: head|chief",
}

#: A marker → what the profile with it comes to, and how many it holds for. Raises BadMarker.
Count = Callable[[Marker], tuple[Counts, int]]


class AskValue(Question[str]):
    """One line, the count below it, and the values that stand there most often."""

    def __init__(self, marker: Marker, values: Sequence[tuple[str, int]], count: Count) -> None:
        super().__init__()
        self._marker, self._values, self._count = marker, values, count
        self._at = -1
        self._key = f"{marker.field} {marker.rule}"

    def compose(self) -> ComposeResult:
        """The field and what it comes to."""
        with Vertical(classes="box wide"):
            yield Words(say.line((f"{self._marker.field} {self._marker.rule} …", look.STRONG)))
            yield self.field(self._key, self._marker.value, _HINTS.get(self._marker.rule, ""), "value")
            yield Words(id="comes-to")
            yield Words()
            yield Words(id="values")
            yield Words()
            keys = say.line(("enter ", look.KEY), "done   ", ("↓ ↑ ", look.KEY), "take one of these   ")
            yield Words(say.line(keys, ("esc ", look.KEY), "back"))

    def on_mount(self) -> None:
        """The count of what stands there."""
        field = self.query_one("#value", Line)
        field.focus()
        field.cursor_position = len(field.value)
        self._tell(field.value)

    def _tell(self, text: str) -> bool:
        """Say what it comes to. Returns whether it can be so."""
        shown = self.query_one("#comes-to", Words)
        rows = []
        for at, (value, many) in enumerate(self._values):
            sign = (f" {look.NOW} ", look.ACCENT) if at == self._at else "   "
            rows.append(say.line(sign, (f"{many:>8,}  ", look.QUIET), say.short(value, 50)))
        self.query_one("#values", Words).say(say.lines(rows))
        if not text.strip():
            shown.say(say.quiet("Type what it is compared with."))
            return False
        try:
            counts, holds = self._count(replace(self._marker, value=text))
        except BadMarker as bad:
            shown.say(say.line((str(bad), look.BAD)))
            return False
        shown.say(_comes_to(counts, holds))
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Counted anew at each key, and kept."""
        self.keep(self._key, event.value, self._marker.value)
        self._tell(event.value)

    def on_key(self, event: events.Key) -> None:
        """Up and down put one of the values into the field; behind a comma another one."""
        if event.key not in {"down", "up"} or not self._values:
            return
        event.stop()
        self._at = (self._at + (1 if event.key == "down" else -1)) % len(self._values)
        field, value = self.query_one("#value", Line), self._values[self._at][0]
        before, comma, _ = field.value.rpartition(",")
        field.value = f"{before}, {value}" if comma and self._marker.rule == "one of" else value
        field.cursor_position = len(field.value)
        self._tell(field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """enter: done, unless it cannot be so."""
        if self._tell(event.value):
            self.kept.answered(self._key)
            self.dismiss(event.value.strip())


def _comes_to(counts: Counts, holds: int) -> Content:
    left = say.line((f"{counts.left:,}", look.STRONG), " left in all")
    return say.line("holds for ", (f"{holds:,}", look.STRONG), f" of {counts.whole:,} · ", left)
