"""The words of the app: loaded behind the first picture, and again when a file of the rep's changes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tui import private
from tui.core.ports import Playbook

if TYPE_CHECKING:
    from tui.app import Offhook
    from tui.playbook.reload import Scripts


class Wording:
    """The words in use, and the files behind them."""

    def __init__(self, app: Offhook, scripts: Callable[[], Scripts]) -> None:
        self._app, self._scripts = app, scripts
        self.words: Playbook | None = None
        self._loading = threading.Lock()

    @cached_property
    def scripts(self) -> Scripts:
        """The files."""
        return self._scripts()

    @property
    def playbook(self) -> Playbook:
        """The words, loaded when first needed (the queue does not wait for them)."""
        with self._loading:
            self.words = self.words or self.scripts.read()
        return self.words

    async def load(self) -> None:
        """Load them beside everything else, and say what is wrong in the files."""
        await asyncio.to_thread(lambda: self.playbook)
        self._tell()

    async def reload(self) -> None:
        """Read the files again. A call under way keeps the words it began with: on screen nothing jumps."""
        self.words = await asyncio.to_thread(self.scripts.read)
        self._tell()

    def look(self) -> None:
        """Once a second: whether the rep has changed a file, in whatever program."""
        if self.words and not any(worker.group == "words" for worker in self._app.workers):
            private.beside(self._app, self._look, "words")

    async def _look(self) -> None:
        if await asyncio.to_thread(self.scripts.changed):
            await self.reload()

    def _tell(self) -> None:
        for screen in self._app.following():
            screen.refresh_words()
