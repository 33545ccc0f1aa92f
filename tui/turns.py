"""Keys one at a time: the next one when everything the last one brought about has happened.

Textual hands each key to whatever has the focus when it *arrives*. Keys that come in one burst (fast fingers,
a slow line, a busy machine) thus all go to the same field, although the first of them was the enter that left
it; and a plain key overtakes the one before it, whose binding runs only after it went up the whole tree.

What is typed while the app opens waits here for the first picture.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

#: Nobody waits longer for a part that does not answer, seconds.
_PATIENCE = 0.25
#: Once for the key itself, once for the messages it made on its way up (submitted, changed).
_ROUNDS = 2


class Turns:
    """Takes keys and pastes as they come, and gives each its turn."""

    def __init__(self, app: App[None], deliver: Callable[[events.Event, bool], Awaitable[None]]) -> None:
        """`deliver`: hands one on, in the app's own task, with whether it came before the first picture."""
        self._app, self._deliver = app, deliver
        self._waiting: deque[events.Event] = deque()
        self._blind: int | None = None
        """So many of those waiting were typed before the first picture; None: there is none yet."""
        self._passing: asyncio.Task[None] | None = None
        """The key whose consequences are waited for."""

    async def take(self, event: events.Event) -> None:
        """One more."""
        self._waiting.append(event)
        if self._passing is None and self._blind is not None:
            await self._next()

    async def begin(self) -> None:
        """The first picture is there. Said again, it means nothing."""
        if self._blind is None:
            self._blind = len(self._waiting)
            await self._next()

    @property
    def begun(self) -> bool:
        """Whether there is a picture."""
        return self._blind is not None

    @property
    def busy(self) -> bool:
        """Whether a key is on its way."""
        return self._passing is not None or bool(self._waiting)

    async def _next(self) -> None:
        self._passing = None
        if self._waiting and self._app.screen_stack:
            way, blind = self._way(), bool(self._blind)
            self._blind = max(0, (self._blind or 0) - 1)
            await self._deliver(self._waiting.popleft(), blind)
            self._passing = asyncio.create_task(self._pass(way))

    def _way(self) -> list[MessagePump]:
        """The way a key takes: from the focus up to the screen, then the app."""
        first = self._app.focused or self._app.screen
        return [*(node for node in first.ancestors_with_self if node is not self._app), self._app]

    async def _pass(self, way: list[MessagePump]) -> None:
        """Wait until everybody on the way has done what was there to do."""
        for node in way * _ROUNDS:
            through = asyncio.Event()
            if node.call_later(through.set):
                try:
                    await asyncio.wait_for(through.wait(), _PATIENCE)
                except TimeoutError:
                    break  # closed meanwhile, or at work on something long
        self._app.call_later(self._next)
