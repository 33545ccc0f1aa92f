"""A SIP phone on the loopback: from the order to dial to the INVITE on the wire, and from their answer to the
screen's news of it. The other side is sipp, whose log says when each message came and went."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, p95
from tests.core.given import NOW
from tests.sip.scenarios import THEY_HANG_UP
from tests.sip.session import session
from tests.sip.stands import Them
from tui.core.call.phones import Phones, Sip
from tui.core.clock import SetClock
from tui.dialer.line import Limits, Line
from tui.dialer.registry import Desk
from tui.dialer.voip import SipDialer

_CALLS = 60
#: sipp writes the local time, with its microseconds, above each message.
_MESSAGE = re.compile(r"-{20,} (\S+ \S+)\n\S+ message (received|sent) .*\n\n(\S+ \S+)")


class _Timed(SipDialer):
    """Notes when it was told to dial."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.told: list[float] = []

    async def dial(self, e164: str) -> Line:
        """The same."""
        self.told.append(time.time())
        return await super().dial(e164)


def run() -> list[Figure]:
    """The rows of the table, of each engine that is here."""
    rows: list[Figure] = []
    for kind, there in (("voip", find_spec("baresip")), ("baresip", shutil.which("baresip"))):
        if not there or not shutil.which("sipp"):
            rows.append(Figure(f"{kind}: not installed here, or no sipp", None, "ms"))
            continue
        with TemporaryDirectory(prefix="offhook-bench-") as folder:
            rows += asyncio.run(_calls(kind, Path(folder)))
    return rows


async def _calls(kind: str, folder: Path) -> list[Figure]:
    clock = SetClock(NOW)
    async with Them(folder / "them", THEY_HANG_UP, calls=_CALLS) as them:
        chosen = Sip(server=them.server, user="rep", register=False, audio="none")
        dialer = _Timed(kind, chosen, Desk(Phones(), clock, Limits(), folder / "phone"))
        await dialer.open()
        async with session(dialer, clock, _CALLS) as rep:
            for id in range(1, _CALLS + 1):
                await rep.call(id)
        await them.done()
    messages = _MESSAGE.findall(them.messages)
    invites = [_when(at) for at, way, what in messages if (way, what[:7]) == ("received", "INVITE ")]
    answers = [_when(at) for at, way, what in messages if (way, what) == ("sent", "SIP/2.0 200")]
    assert len(invites) == len(answers) == _CALLS, them.messages[:2000]
    return [
        _figure(f"{kind}: told to dial → INVITE on the wire", dialer.told, invites),
        _figure(f"{kind}: 200 OK on the wire → screen", answers, rep.answered),
    ]


def _when(local: str) -> float:
    return datetime.fromisoformat(local).astimezone().timestamp()


def _figure(what: str, first: list[float], then: list[float]) -> Figure:
    took = [1000 * (b - a) for a, b in zip(first, then, strict=True)]
    return Figure(f"{what}, p95 (median {median(took):.1f})", p95(took), "ms", budget=20)
