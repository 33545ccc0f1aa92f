"""Your own phone: the app shows the number, you dial it, keys tell the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tui.core.ports import Cap, DialEvent, DialState


class ManualCall:
    """A call on a phone that tells nothing. It ends when the rep says so."""

    def __init__(self) -> None:
        self._over = asyncio.Event()

    async def events(self) -> AsyncIterator[DialEvent]:
        """It was started; some time later it is over."""
        yield DialEvent(DialState.DIALING)
        await self._over.wait()
        yield DialEvent(DialState.ENDED, outcome="unknown")

    async def hang_up(self) -> None:
        """The rep has hung up."""
        self._over.set()

    async def press(self, digits: str) -> None:
        """Not from here."""

    async def mute(self, on: bool) -> None:
        """Not from here."""

    async def hold(self, on: bool) -> None:
        """Not from here."""


class ManualDialer:
    """Your own phone. It can do nothing and tell nothing, so it always works."""

    name = "your own phone"
    capabilities = Cap.NONE

    async def dial(self, e164: str) -> ManualCall:
        """Nothing is sent anywhere; the screen shows the number."""
        return ManualCall()
