"""Your own phone: the app shows the number, you dial it, keys tell the rest."""

from __future__ import annotations

from collections.abc import Sequence

from tui.core.clock import Clock, SystemClock
from tui.core.ports import Cap, Trouble
from tui.dialer.line import Limits, Line, Wire


class ManualDialer:
    """Your own phone. It can do nothing and tell nothing, so it always works."""

    name = "your own phone"
    capabilities = Cap.NONE

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()

    async def open(self) -> None:
        """Nothing is needed."""

    async def check(self) -> Sequence[Trouble]:
        """It always works."""
        return ()

    async def dial(self, e164: str) -> Line:
        """Nothing is sent anywhere; the screen shows the number. The call ends when the rep says so."""
        return Line(e164, Cap.NONE, Wire(), self._clock, Limits())

    async def close(self) -> None:
        """There is nothing to let go of."""
