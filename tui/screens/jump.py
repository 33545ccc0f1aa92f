"""Jump mode: a letter beside each place of the screen below, and the next letter goes there.

A place is whatever can take the focus, each row of a list that is in view, and what a screen adds itself
(`places`). The tabs keep their digits, which work here also out of a field. Nothing is typed into a field:
the letters go to this screen, which lies over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset, Region
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from tui import keys, look, say
from tui.screens.base import bindings
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

#: Beside the places, in this order: under the fingers first.
LETTERS = "asdfghjklqwertyuiopzxcvbnmASDFGHJKLQWERTYUIOPZXCVBNM"


Go = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go."""

    at: Offset
    """The cell of its letter, from the corner of the terminal."""
    go: Go


@runtime_checkable
class HasPlaces(Protocol):
    """A screen with places of its own: rows that are drawn as text."""

    def places(self) -> Iterator[Place]:
        """Those in view."""


def places(screen: Screen[Any]) -> list[Place]:
    """Every place in view, from top to bottom, no two on one cell."""
    found = [place for widget in screen.focus_chain if widget.is_on_screen for place in _of(screen, widget)]
    if isinstance(screen, HasPlaces):
        found += screen.places()
    cells = {place.at: place for place in reversed(found) if screen.region.contains_point(place.at)}
    return [cells[at] for at in sorted(cells, key=lambda at: (at.y, at.x))]


def _of(screen: Screen[Any], widget: Widget) -> Iterator[Place]:
    rows = list(widget.rows_in_view()) if isinstance(widget, LongList) else []
    if isinstance(widget, LongList) and rows:
        yield from (Place(at, _to_row(screen, widget, row)) for row, at in rows)
    else:
        yield Place(_beside(widget.region), lambda: screen.set_focus(widget))


def _to_row(screen: Screen[Any], rows: LongList, row: int) -> Go:
    def go() -> None:
        screen.set_focus(rows)
        rows.cursor = row

    return go


def _beside(region: Region) -> Offset:
    """Left of it, where nothing is hidden by a letter; at its corner where there is no room."""
    return Offset(max(0, region.x - 1), region.y)


class Jump(ModalScreen[Go]):
    """The letters over a screen. The answer is what goes there."""

    DEFAULT_CSS: ClassVar[str] = """
    Jump { background: transparent; }
    Jump .letter { position: absolute; width: 1; height: 1; color: $accent; text-style: bold reverse; }
    Jump #way { dock: bottom; height: 1; padding: 0 1; background: $surface; }
    """
    BINDINGS = bindings("app")
    AUTO_FOCUS = ""

    def __init__(self, found: list[Place], tabs: Mapping[str, Go]) -> None:
        """`tabs`: the keys of the tabs that lead somewhere from the screen below."""
        super().__init__()
        self._tabs = tabs
        self._places = dict(zip(LETTERS, found, strict=False))

    def compose(self) -> ComposeResult:
        """A letter at each place; what to do."""
        for letter, place in self._places.items():
            sign = Words(say.line(letter), classes="letter")
            sign.styles.offset = place.at
            yield sign
        shown = " ".join(map(keys.written, self._tabs))
        tabs = say.line((shown, look.KEY), " the tabs   ") if shown else ""
        yield Words(say.line("a letter goes there   ", tabs, ("esc", look.KEY), " back"), id="way")

    def on_key(self, event: events.Key) -> None:
        """A letter goes there; anything else goes back, and does nothing else but quit."""
        if keys.pressed("app", event.key) == "leave":
            return
        event.stop()
        event.prevent_default()
        place = self._places.get(event.character or "")
        self.dismiss(place.go if place else self._tabs.get(event.key))

    def on_resize(self, event: events.Resize) -> None:
        """Everything stands elsewhere now."""
        if self.is_active and event.size != self._measured:
            self.dismiss(None)

    def on_mount(self) -> None:
        """As large as the screen it was made for."""
        self._measured = self.app.size


def jump(screen: Screen[Any], tabs: Mapping[str, Go]) -> None:
    """Lay the letters over a screen, and go where one leads. `tabs`: key → what it does."""
    if (found := places(screen)) or tabs:
        screen.app.push_screen(Jump(found, tabs), lambda go: go() if go else None)
