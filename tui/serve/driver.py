"""Textual's web driver, but it ends with whoever reads it.

Textual's own goes on without input when the server is gone, unseen and with the rep's file locked.
"""

from __future__ import annotations

import contextlib

from textual.drivers.web_driver import WebDriver


class ServedDriver(WebDriver):
    """Draws into a pipe, and closes the app when the pipe it reads from ends."""

    def run_input_thread(self) -> None:
        """Read keys until there is nothing more to come; then the app closes as with ctrl+q."""
        super().run_input_thread()
        with contextlib.suppress(RuntimeError):  # the app has ended by itself: nobody is there to be told
            self._app.call_from_thread(self._app.exit)

    # Nobody looks any more: then the end of the input comes as well.

    def write(self, data: str) -> None:
        """Draw."""
        with contextlib.suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something."""
        with contextlib.suppress(BrokenPipeError):
            super().write_meta(data)
