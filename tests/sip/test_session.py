"""Many calls in a row through the app's runner: nothing grows, nothing is left."""

from __future__ import annotations

import asyncio
import gc
import os
from pathlib import Path

from tests.core.given import NOW
from tests.sip import scenarios as s
from tests.sip.bench import SipBench, engine
from tests.sip.session import PATIENCE, session
from tests.sip.test_death import ended
from tui.core.call.phones import Phones, Sip
from tui.core.clock import SetClock
from tui.dialer.line import Limits
from tui.dialer.registry import Desk
from tui.dialer.voip import SipDialer

#: Calls: 200 in `make soak`, a tenth elsewhere.
MANY = max(20, int(os.environ.get("OFFHOOK_SOAK", "0")))
#: So much memory may come and go, kB.
SLACK = 4000


def files(*processes: int) -> int:
    """How many files and sockets they have open."""
    return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in processes)


def memory(pid: int) -> int:
    """What a process holds, kB."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("VmRSS"))


def below(pid: int) -> list[int]:
    """The processes it started."""
    rows = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for row in rows for child in row.read_text().split()]


async def test_call_after_call(bench: SipBench) -> None:
    them = await bench.somebody(s.THEY_HANG_UP, calls=MANY)
    clock = SetClock(NOW)
    chosen = Sip(server=them.server, user="rep", register=False, audio="none")
    dialer = SipDialer(bench.kind, chosen, Desk(Phones(), clock, Limits(), bench.folder / "phone"))
    others = set(below(os.getpid()))
    async with session(dialer, clock, MANY) as rep:
        for id in range(1, 11):
            assert (await rep.call(id)).outcome == "answered"
        mine = (os.getpid(), dialer.pid, engine(dialer.pid))
        gc.collect()
        files_then, memory_then = files(*mine), [memory(pid) for pid in mine]
        for id in range(11, MANY + 1):
            attempt = await rep.call(id)
            assert (attempt.outcome, attempt.disposition) == ("answered", "conversation")
            assert attempt.talk is not None
        assert (os.getpid(), dialer.pid, engine(dialer.pid)) == mine
        gc.collect()
        async with asyncio.timeout(PATIENCE):  # an engine closes the sockets of a call a little later
            while files(*mine) > files_then:
                await asyncio.sleep(0.01)
        assert all(memory(pid) < then + SLACK for pid, then in zip(mine, memory_then, strict=True))
        assert set(below(os.getpid())) - others == {dialer.pid}
        assert len(rep.answered) == MANY
    assert await them.done() == 0, them.said("errors.log")
    await ended(*mine[1:])
    assert list((bench.folder / "phone").iterdir()) == []
