"""Practice in text: the voice where none is wanted."""

from __future__ import annotations

from collections.abc import Callable

from tui.core.ports import Take


class Silent:
    """Implements `ports.Voice` by doing nothing."""

    speaks = hears = writes = False
    problem = ""

    async def open(self) -> None:
        """Nothing to get ready."""

    async def speak(self, text: str, voice: str = "", rate: float = 1.0) -> None:
        """Nothing is said."""

    async def listen(self, most: float, on_first_word: Callable[[], None] | None = None) -> Take | None:
        """Nothing listens."""
        return None

    async def close(self) -> None:
        """Nothing to let go of."""
