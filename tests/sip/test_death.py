"""Whatever dies, nobody is left on the line and nothing is left running."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER, PATIENCE, to_the_end, until
from tests.sip import scenarios as s
from tests.sip.bench import SipBench, engine
from tui.core.call.phones import Sip
from tui.core.ports import DialState
from tui.dialer.line import Limits

#: An app that calls somebody, says the process of its phone when they answer, and stays.
APP = """
import asyncio, sys
from pathlib import Path
from tests.sip.bench import SipBench
from tui.core.call.phones import Sip

async def main():
    bench = SipBench(sys.argv[1], Path(sys.argv[2]))
    phone = bench.phone(Sip(server=sys.argv[3], user="rep", register=False, audio="none"))
    line = await phone.dial("+15555550100")
    async for event in line.events():
        if event.state == "answered":
            print(phone.pid, flush=True)

asyncio.run(main())
"""


def lives(pid: int) -> bool:
    """Whether that process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def ended(*pids: int) -> None:
    """Wait until none of them runs."""
    async with asyncio.timeout(PATIENCE):
        while any(map(lives, pids)):
            await asyncio.sleep(0.01)  # nobody tells of a process that is not ours


async def test_the_app_is_killed_in_the_call(bench: SipBench) -> None:
    them = await bench.somebody(s.WE_HANG_UP)
    app = await asyncio.create_subprocess_exec(
        sys.executable, "-c", APP, bench.kind, str(bench.folder), them.server, stdout=PIPE
    )
    assert app.stdout
    phone = int(await app.stdout.readline())
    below = engine(phone)
    app.kill()
    await app.wait()
    await ended(phone, below)
    assert await them.done() == 0, them.said("errors.log")  # they got a BYE


async def test_the_phone_is_killed_and_the_next_call_has_a_new_one(bench: SipBench) -> None:
    them = await bench.somebody(s.WE_HANG_UP, calls=2)
    line = await bench.call(them)
    await until(line, DialState.ANSWERED)
    phone, below = bench.dialer.pid, engine(bench.dialer.pid)
    os.kill(phone, signal.SIGKILL)
    heard = await to_the_end(line)
    assert heard.end.outcome == "failed"
    assert heard.end.trouble
    assert "may still be on the line" in heard.end.trouble.happened
    again = await bench.dialer.dial(NUMBER)
    await ended(phone, below)
    await until(again, DialState.ANSWERED)
    await again.hang_up()
    assert (await to_the_end(again)).end.outcome == "answered"


async def test_an_engine_that_hangs_holds_nobody_up(bench: SipBench) -> None:
    line = await bench.call(await bench.somebody(s.WE_HANG_UP), Limits(hang_up=0.3, action=0.2))
    await until(line, DialState.ANSWERED)
    phone, below = bench.dialer.pid, engine(bench.dialer.pid)
    os.kill(below, signal.SIGSTOP)
    await line.hang_up()
    heard = await to_the_end(line)
    assert heard.end.trouble
    assert "may still be on the line" in heard.end.trouble.safe
    await bench.dialer.close()
    await ended(phone, below)


async def test_nothing_is_left_behind(bench: SipBench) -> None:
    home = bench.folder / "phone"
    (home / "sip-999999999-old").mkdir(parents=True)
    them = await bench.somebody(s.THEY_HANG_UP)
    line = await bench.call(them)
    phone, below = bench.dialer.pid, engine(bench.dialer.pid)
    assert [folder.name.split("-")[1] for folder in home.iterdir()] == [str(os.getpid())]
    limits = Path(f"/proc/{below}/limits").read_text()
    assert "Max core file size        0                    0" in limits  # it would hold the password
    await to_the_end(line)
    await bench.dialer.close()
    assert list(home.iterdir()) == []
    await ended(phone, below)


async def test_two_phones_at_once(bench: SipBench) -> None:
    them = await bench.somebody(s.WE_HANG_UP, calls=2)
    chosen = Sip(server=them.server, user="rep", register=False, audio="none")
    phones = [bench.phone(chosen), bench.phone(chosen)]
    try:
        lines = [await phone.dial(NUMBER) for phone in phones]
        for line in lines:
            await until(line, DialState.ANSWERED)
        for line in lines:
            await line.hang_up()
            assert (await to_the_end(line)).end.outcome == "answered"
    finally:
        for phone in phones:
            await phone.close()


@pytest.mark.parametrize("doing", ["opening", "dialing"])
async def test_closed_in_the_middle_of_starting(bench: SipBench, doing: str) -> None:
    them = await bench.somebody(s.WE_HANG_UP)
    chosen = Sip(server=them.server, user="rep", register=False, audio="none")
    bench.dialer = bench.phone(chosen)
    opening = asyncio.create_task(bench.dialer.open() if doing == "opening" else bench.dialer.dial(NUMBER))
    while not bench.dialer.pid:
        await asyncio.sleep(0)
    phone = bench.dialer.pid
    opening.cancel()
    await asyncio.gather(opening, return_exceptions=True)
    await bench.dialer.close()
    await ended(phone)
