"""The dialer of both SIP engines, with a phone's process that says what a test tells it to."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER, to_the_end, until
from tui.core.call.phones import Phones, Sip
from tui.core.clock import SystemClock
from tui.core.ports import Cap, DialRefused, DialState, DialTrouble
from tui.dialer import voip
from tui.dialer.line import Limits
from tui.dialer.registry import Desk
from tui.dialer.voip import SipDialer

#: Runs the lines of its first argument for each order, which is `do`; `tell(what, …)` answers.
PROCESS = """
import json, sys
def tell(what, id=0, call=0, words=""):
    print(json.dumps({"what": what, "id": id, "call": call, "words": words}), flush=True)
account = json.loads(sys.stdin.readline())
do, id, call = "open", 0, 0
exec(sys.argv[1])
for line in sys.stdin:
    wanted = json.loads(line)
    do, id, call = wanted["do"], wanted["id"], wanted["call"]
    exec(sys.argv[1])
"""
READY = """
if do == "open": tell("ready")
elif do == "hang up": tell("done", id); tell("closed", call=call, words="Connection reset by user")
else: tell("done", id)
"""
SIP = Sip(server="sip.example.com", user="1001", register=False, audio="none")
Make = Callable[..., SipDialer]


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Make]:
    """Makes a phone whose process runs these lines."""
    made: list[SipDialer] = []

    def make(lines: str, sip: Sip = SIP, home: Path = tmp_path / "phone") -> SipDialer:
        program = (sys.executable, "-c", PROCESS, lines)
        desk = Desk(Phones(), SystemClock(), Limits(), home)
        made.append(SipDialer("baresip", sip, desk, os.environ, program))
        return made[-1]

    yield make
    for each in made:
        await each.close()


def test_it_can_do_everything_and_rings_nobody_here(phone: Make) -> None:
    can = phone(READY).capabilities
    assert Cap.OWN_FIRST not in can
    assert (can | Cap.OWN_FIRST) == ~Cap.NONE


async def test_one_call_at_a_time(phone: Make) -> None:
    dialer = phone(READY)
    line = await dialer.dial(NUMBER)
    with pytest.raises(DialRefused, match="A call is on already"):
        await dialer.dial(NUMBER)
    await line.hang_up()
    assert (await to_the_end(line)).end.outcome == "canceled"
    await (await dialer.dial(NUMBER)).hang_up()


async def test_late_news_of_the_call_before_is_not_this_call_s(phone: Make) -> None:
    dialer = phone(READY + 'if do == "dial" and call == 2: tell("closed", call=1); tell("ringing", call=2)\n')
    first = await dialer.dial(NUMBER)
    await first.hang_up()
    await to_the_end(first)
    second = await dialer.dial(NUMBER)
    await until(second, DialState.RINGING)
    assert not second.ended


async def test_what_it_prints_beside_its_words_is_nothing(phone: Make) -> None:
    dialer = phone('print("ALSA lib pcm.c:242", "{}", sep=chr(10), flush=True)\n' + READY)
    assert await dialer.check() == []


async def test_an_end_that_comes_before_the_order_is_taken(phone: Make) -> None:
    ends = 'if do == "dial": tell("closed", call=call, words="486 Busy Here")\n'
    heard = await to_the_end(await phone(ends + READY).dial(NUMBER))
    assert (heard.end.outcome, heard.end.cause) == ("busy", "sip:486")


async def test_a_phone_that_does_not_dial_is_started_anew(phone: Make) -> None:
    dialer = phone('if do == "open": tell("ready")\nelse: tell("refused", id, words="no")\n')
    for _ in range(2):
        with pytest.raises(DialTrouble, match=r"did not dial. Nothing was dialed. Try once more"):
            await dialer.dial(NUMBER)
        assert not dialer.pid


async def test_a_phone_that_loses_its_server_signs_in_anew_before_it_dials(
    phone: Make, tmp_path: Path
) -> None:
    """The first process signs in and loses the server, the second does not get there, the third does."""
    count = tmp_path / "count"
    count.write_text("0")
    lines = f"""
if do == "open":
    many = int(open({str(count)!r}).read()) + 1
    open({str(count)!r}, "w").write(str(many))
    tell("ready")
    if many == 2: tell("not signed in", words="503 Service Unavailable")
    else: tell("signed in")
elif do == "dial":
    tell("done", id)
    tell("closed", call=call, words="Connection timed out")
    if many == 1: tell("not signed in", words="Connection timed out")
    else: tell("progress", call=call)
"""
    sip = Sip(server="sip.example.com", user="1001", audio="none")
    dialer = phone(lines, sip)
    await to_the_end(await dialer.dial(NUMBER))
    async with asyncio.timeout(20):
        while not dialer.lost:
            await asyncio.sleep(0)
    with pytest.raises(DialTrouble, match=r"sip.example.com cannot be reached \(503 Service Unavailable\)"):
        await dialer.dial(NUMBER)
    await to_the_end(await dialer.dial(NUMBER))
    assert count.read_text() == "3"


async def test_a_phone_that_never_gets_ready(phone: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voip, "_START", 0.1)
    [trouble] = await phone("").check()
    assert trouble.happened == "The phone on this computer did not start."


async def test_a_phone_that_ends_at_once(phone: Make) -> None:
    [trouble] = await phone("sys.exit(3)").check()
    assert trouble.happened == "The phone on this computer did not start."


async def test_a_home_that_is_no_folder(phone: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    [trouble] = await phone(READY, home=tmp_path / "file").check()
    assert "cannot be started" in trouble.happened
    assert trouble.todo


async def test_a_server_that_is_lost_in_a_call_ends_no_call(phone: Make) -> None:
    lines = """
if do == "open": tell("ready"); tell("signed in")
elif do == "dial": tell("done", id); tell("answered", call=call); tell("not signed in", words="503 Down")
else: tell("done", id); tell("closed", call=call)
"""
    dialer = phone(lines, Sip(server="sip.example.com", user="1001", audio="none"))
    line = await dialer.dial(NUMBER)
    await until(line, DialState.ANSWERED)
    async with asyncio.timeout(20):
        while not dialer.lost:
            await asyncio.sleep(0)
    assert await dialer.check() == []
    with pytest.raises(DialRefused, match="A call is on already"):
        await dialer.dial(NUMBER)
    assert not line.ended
    await line.hang_up()
    assert (await to_the_end(line)).end.outcome == "answered"


@pytest.mark.parametrize("password", ['cor"rect', "cor\\rect"])
async def test_a_password_that_cannot_be_sent(phone: Make, password: str) -> None:
    [trouble] = await phone(READY, Sip(("printf", "%s", password), server="a.b", user="1001")).check()
    assert "which it cannot send" in trouble.happened
    assert password not in str(trouble)


async def test_the_process_is_told_the_password_and_where_to_speak_from(phone: Make, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    lines = f'if do == "open": open({str(seen)!r}, "w").write(repr(account))\n' + READY
    sip = Sip(("printf", "battery"), server="127.0.0.1:5061", user="1001", register=False)
    await phone(lines, sip).open()
    told = eval(seen.read_text())
    assert (told["password"], told["address"], told["domain"]) == ("battery", "127.0.0.1", "127.0.0.1:5061")
    assert Path(told["folder"]).parent == tmp_path / "phone"
