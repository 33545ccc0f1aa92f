"""A SIP phone with somebody at the other end: a `Bench` for the conformance suite, with sipp."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path

from tests.dialer.conformance import NUMBER, until
from tests.sip import scenarios as s
from tests.sip.stands import Them
from tui.core.call.phones import Phones, Sip
from tui.core.clock import SystemClock
from tui.core.ports import DialState
from tui.dialer.line import Limits, Line
from tui.dialer.registry import Desk
from tui.dialer.voip import SipDialer

STEPS = {
    "answer-bye": s.THEY_HANG_UP,
    "busy": s.ends("486 Busy Here"),
    "no-answer": s.ends("480 Temporarily Unavailable", rings=True),
    "declined": s.ends("603 Decline", rings=True),
    "invalid": s.ends("404 Not Found"),
    "blocked": s.ends("403 Forbidden"),
    "unreachable": s.ends("503 Service Unavailable"),
    "answer": s.WE_HANG_UP,
    "ring": s.RINGS_FOR_EVER,
    "silent": s.INVITE + s.CANCEL,
    "dies": s.WE_HANG_UP,
}


class SipBench:
    """Each call has a phone of its own and somebody of its own, who take their leave at the end."""

    scenarios = frozenset(STEPS)

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind, self.folder = kind, folder
        self.them: list[Them] = []
        self.environment: Mapping[str, str] = os.environ
        self.dialer = self.phone(Sip(server="127.0.0.1:9", user="rep", register=False, audio="none"))
        self._stack = AsyncExitStack()

    def phone(self, chosen: Sip, limits: Limits = Limits()) -> SipDialer:  # noqa: B008 - it is frozen
        """A phone with these settings."""
        desk = Desk(Phones(), SystemClock(), limits, self.folder / "phone")
        return SipDialer(self.kind, chosen, desk, self.environment)

    async def somebody(self, steps: str, *, calls: int = 1, media_port: int = 9, tcp: bool = False) -> Them:
        """Who behaves so, until the end of the test."""
        them = Them(
            self.folder / f"them-{len(self.them)}", steps, calls=calls, media_port=media_port, tcp=tcp
        )
        self.them.append(them)
        return await self._stack.enter_async_context(them)

    async def call(
        self, them: Them, limits: Limits | None = None, *, transport: str = "udp", audio: str = "none"
    ) -> Line:
        """Call them."""
        await self.dialer.close()
        chosen = Sip(server=them.server, user="rep", register=False, audio=audio, transport=transport)
        self.dialer = self.phone(chosen, limits or Limits())
        return await self.dialer.dial(NUMBER)

    async def dial(self, scenario: str, limits: Limits | None = None) -> Line:
        """Call somebody who behaves so."""
        line = await self.call(await self.somebody(STEPS[scenario]), limits)
        if scenario == "dies":
            await until(line, DialState.ANSWERED)
            os.kill(engine(self.dialer.pid), signal.SIGKILL)
        return line

    def sent(self) -> int:
        """How many INVITEs came to them."""
        return sum(them.messages.count("INVITE sip:") for them in self.them)

    async def close(self) -> None:
        """The phone first, so that nobody waits for its end."""
        await self.dialer.close()
        await self._stack.aclose()


def engine(process: int) -> int:
    """The process that has the SIP engine: the baresip below the phone's process, or that one itself."""
    below = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return int(below[0]) if below else process
