"""The palette: Textual's, with our way out."""

from __future__ import annotations

from contextlib import suppress

from textual.binding import Binding
from textual.command import CommandPalette
from textual.widgets import Input

from tui.widgets.bound import bindings


class Palette(CommandPalette):
    """Find a command by typing. Like every question it lets the rep quit: Textual's hides the app's keys."""

    BINDINGS = [
        binding for binding in bindings("app") if isinstance(binding, Binding) and binding.id == "app.leave"
    ]

    def on_mount(self) -> None:
        """Its cursor stands still, as everywhere."""
        self.query_one(Input).cursor_blink = False

    def _action_command_list(self, action: str) -> None:
        """Textual's list knows no lines where there is no room for one, and cannot turn a page there."""
        with suppress(KeyError):
            super()._action_command_list(action)
