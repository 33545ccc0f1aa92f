"""Textual's web driver, but it ends with whoever reads it.

Textual's own goes on without input when the server is gone, unseen and with the rep's file locked.
"""

from __future__ import annotations

import asyncio
import contextlib

from textual.drivers.web_driver import WebDriver


class ServedDriver(WebDriver):
    """Draws into a pipe, and closes the app when the pipe it reads from ends."""

    def start_application_mode(self) -> None:
        """Begin to draw."""
        self._loop = asyncio.get_running_loop()
        super().start_application_mode()

    def run_input_thread(self) -> None:
        """Read keys until there is nothing more to come; then the app closes as with ctrl+q."""
        super().run_input_thread()
        if not self.exit_event.is_set():  # else it is closing already
            with contextlib.suppress(RuntimeError):  # the loop has closed in this very moment
                self._loop.call_soon_threadsafe(self._app.exit)

    # Nobody looks any more: then the end of the input comes as well.

    def write(self, data: str) -> None:
        """Draw."""
        with contextlib.suppress(BrokenPipeError):
            super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Tell the server something."""
        with contextlib.suppress(BrokenPipeError):
            super().write_meta(data)
