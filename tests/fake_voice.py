"""A voice without a sound device, for tests of what uses one. It waits for the test, never for time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from tui.core.ports import Take


class FakeVoice:
    """The Voice of `core/ports`. Lines are out at once, unless `slow`; then `finish()` says when.

    `listen` gives the next of `takes`; when there is none it waits for `begin()` (the first word) and
    `answer(take)`. `lose(problem)` is a device that goes away in the middle.
    """

    def __init__(
        self, *takes: Take, speaks: bool = True, hears: bool = True, writes: bool = False, problem: str = ""
    ) -> None:
        self.takes = deque(takes)
        self.will = (speaks, hears, writes)
        """What it can do once it is open."""
        self.speaks = self.hears = self.writes = False
        self.problem = ""
        self.slow = False
        self.said: list[tuple[str, str, float]] = []
        """Every line: words, voice, rate."""
        self.listened: list[float] = []
        """How long it was to listen at most, each time."""
        self.cut: list[str] = []
        """What was cancelled, in order: `speak` or `listen`."""
        self.opened = self.closed = 0
        self._problem = problem
        self._waits: asyncio.Future[Take | None] | None = None
        self._first_word: Callable[[], None] | None = None

    async def open(self) -> None:
        """Ready at once."""
        self.opened += 1
        self.speaks, self.hears, self.writes = self.will
        self.problem = self._problem

    async def speak(self, text: str, voice: str = "", rate: float = 1.0) -> None:
        """Remember the line; with `slow` wait for `finish`."""
        self.said.append((text, voice, rate))
        if self.slow and self.speaks:
            await self._wait("speak")

    async def listen(self, most: float, on_first_word: Callable[[], None] | None = None) -> Take | None:
        """The next take, or what the test answers."""
        self.listened.append(most)
        if not self.hears:
            return None
        self._first_word = on_first_word
        if self.takes:
            take = self.takes.popleft()
            if take.first_word is not None:
                self.begin()
            return take
        return await self._wait("listen")

    async def close(self) -> None:
        """Count it."""
        self.closed += 1
        self.speaks = self.hears = self.writes = False

    # ---------------------------------------------------------------------------------- what the test does

    @property
    def waits(self) -> bool:
        """Whether a line is being spoken, or an answer listened to."""
        return self._waits is not None

    def finish(self) -> None:
        """The line that is spoken is out."""
        self._end(None)

    def begin(self) -> None:
        """The first word is heard."""
        if self._first_word:
            self._first_word()
        self._first_word = None

    def answer(self, take: Take) -> None:
        """The answer that is listened to is over."""
        if take.first_word is not None:
            self.begin()
        self._end(take)

    def lose(self, problem: str = "The sound device is gone. It goes on in text.") -> None:
        """The device goes away."""
        self.speaks = self.hears = self.writes = False
        self.problem = problem
        if self._waits:
            self._end(None)

    async def _wait(self, what: str) -> Take | None:
        self._waits = asyncio.get_running_loop().create_future()
        try:
            return await self._waits
        except asyncio.CancelledError:
            self.cut.append(what)
            raise
        finally:
            self._waits = None

    def _end(self, take: Take | None) -> None:
        assert self._waits, "nothing is spoken or listened to"
        self._waits.set_result(take)
