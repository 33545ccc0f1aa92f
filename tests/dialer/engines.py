"""Phones for tests of what is above them: a line each, and an engine that notes what it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from tui.core.clock import Clock
from tui.core.ports import Cap, DialTrouble, Trouble
from tui.dialer.line import Limits, Line, Wire


class Engine(Wire):
    """An engine that notes what it is asked; `fails` is raised by everything."""

    def __init__(self, fails: Exception | None = None, hangs: bool = False) -> None:
        self.asked: list[object] = []
        self.fails, self.hangs = fails, hangs

    async def _take(self, what: object) -> None:
        self.asked.append(what)
        if self.hangs:
            await asyncio.Event().wait()
        if self.fails:
            raise self.fails

    async def hang_up(self) -> None:
        await self._take("hang up")

    async def press(self, digits: str) -> None:
        await self._take(digits)

    async def mute(self, on: bool) -> None:
        await self._take(("mute", on))

    async def hold(self, on: bool) -> None:
        await self._take(("hold", on))

    async def play(self, path: Path) -> None:
        await self._take(path)


class FakePhone:
    """A phone that can do everything; the test speaks for whoever is at the other end, through `line`."""

    name = "a phone"

    def __init__(self, clock: Clock, capabilities: Cap = ~Cap.NONE) -> None:
        self.clock, self.capabilities = clock, capabilities
        self.engines: list[Engine] = []
        self.lines: list[Line] = []
        self.broken: DialTrouble | None = None
        """Why it cannot."""

    @property
    def line(self) -> Line:
        """The last call."""
        return self.lines[-1]

    @property
    def asked(self) -> list[object]:
        """What its engine was asked in the last call."""
        return self.engines[-1].asked

    async def open(self) -> None:
        if self.broken:
            raise self.broken

    async def check(self) -> Sequence[Trouble]:
        return (self.broken.trouble,) if self.broken else ()

    async def dial(self, e164: str) -> Line:
        await self.open()
        self.engines.append(Engine())
        self.lines.append(Line(e164, self.capabilities, self.engines[-1], self.clock, Limits()))
        return self.line

    async def close(self) -> None:
        """Nothing to let go of."""
