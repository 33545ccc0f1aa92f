"""A telephone server that asks who calls: Kamailio, with a trunk behind it that is sipp."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER, to_the_end
from tests.sip import scenarios as s
from tests.sip.bench import SipBench
from tests.sip.stands import Server, free_port
from tui.core.call.phones import Sip
from tui.core.ports import By, DialTrouble
from tui.dialer.line import Limits
from tui.dialer.voip import SipDialer

PASSWORD = "correct horse; battery/staple"
pytestmark = pytest.mark.usefixtures("kamailio")


@asynccontextmanager
async def signed_up(
    bench: SipBench, trunk: int, *, password: str = PASSWORD, ours: str = PASSWORD, register: bool = True
) -> AsyncIterator[SipDialer]:
    """A phone with an account at a server, not opened yet."""
    async with Server(bench.folder / "server", password=password, trunk=trunk) as server:
        chosen = Sip(
            password_command=("printf", "%s", ours), server=server.server, user="rep", register=register,
            audio="none",
        )  # fmt: skip
        bench.dialer = bench.phone(chosen, Limits(reply=20.0))
        yield bench.dialer
        await bench.dialer.close()


@pytest.mark.parametrize("register", [True, False])
async def test_it_signs_in_and_calls(bench: SipBench, register: bool) -> None:
    them = await bench.somebody(s.THEY_HANG_UP)
    async with signed_up(bench, them.port, register=register) as phone:
        assert await phone.check() == []
        heard = await to_the_end(await phone.dial(NUMBER))
        assert (heard.end.outcome, heard.end.by) == ("answered", By.THEM)
        assert await them.done() == 0, them.said("errors.log")


async def test_it_signs_out_at_the_end(bench: SipBench) -> None:
    """So that nobody's call is sent to a phone that is gone."""
    them = await bench.somebody(s.SIGN_IN_AND_OUT)
    bench.dialer = bench.phone(Sip(server=them.server, user="rep", audio="none"))
    await bench.dialer.open()
    await bench.dialer.close()
    assert await them.done() == 0, them.said("errors.log")
    assert re.findall(r"(?:Expires: |expires=)(\d+)", them.messages.rpartition("REGISTER sip:")[2])[0] == "0"


async def test_the_password_is_on_no_disk(bench: SipBench) -> None:
    async with signed_up(bench, free_port()) as phone:
        await phone.open()
        files = [file for file in (bench.folder / "phone").rglob("*") if file.is_file()]
        assert all("battery" not in file.read_text() for file in files)
        assert [folder.stat().st_mode & 0o77 for folder in (bench.folder / "phone").iterdir()] == [0]
        started = Path(f"/proc/{phone.pid}/cmdline").read_bytes()
        assert b"battery" not in started


async def test_a_wrong_password_is_said_before_anybody_is_rung(bench: SipBench) -> None:
    them = await bench.somebody(s.THEY_HANG_UP)
    async with signed_up(bench, them.port, ours="wrong") as phone:
        with pytest.raises(DialTrouble) as told:
            await phone.dial(NUMBER)
        trouble = told.value.trouble
        assert trouble.happened.endswith("did not take your password.")
        assert trouble.safe == "Nothing was dialed."
        assert "config.yaml" in trouble.todo
        assert [str(t) for t in await phone.check()] == [str(trouble)]
        assert not phone.pid
    assert "INVITE" not in them.messages


async def test_a_wrong_password_that_the_call_brings_to_light(bench: SipBench) -> None:
    """Without signing in, the server asks at the call."""
    them = await bench.somebody(s.THEY_HANG_UP)
    async with signed_up(bench, them.port, ours="wrong", register=False) as phone:
        heard = await to_the_end(await phone.dial(NUMBER))
    assert (heard.end.outcome, heard.end.cause) == ("failed", "sip:401")
    assert heard.end.trouble
    assert "password" in heard.end.trouble.happened


async def test_a_password_put_right_is_used_at_once(bench: SipBench) -> None:
    them = await bench.somebody(s.THEY_HANG_UP)
    kept = bench.folder / "password"
    kept.write_text("wrong\n")
    async with Server(bench.folder / "server", password=PASSWORD, trunk=them.port) as server:
        chosen = Sip(password_command=("cat", str(kept)), server=server.server, user="rep", audio="none")
        phone = bench.dialer = bench.phone(chosen, Limits(reply=20.0))
        with pytest.raises(DialTrouble):
            await phone.open()
        kept.write_text(f"{PASSWORD}\n")
        assert (await to_the_end(await phone.dial(NUMBER))).end.outcome == "answered"
        await phone.close()


async def test_a_dead_trunk_says_nothing_of_the_number(bench: SipBench) -> None:
    async with signed_up(bench, free_port()) as phone:
        heard = await to_the_end(await phone.dial(NUMBER))
    assert (heard.end.outcome, heard.end.by, heard.end.cause) == ("unreachable", By.NETWORK, "sip:408")


async def test_a_server_that_is_not_there_is_said_before_the_call(bench: SipBench) -> None:
    chosen = Sip(server=f"127.0.0.1:{free_port()}", user="rep", audio="none")
    bench.dialer = bench.phone(chosen, Limits(reply=0.2))
    with pytest.raises(DialTrouble, match=r"cannot be reached.*Nothing was dialed"):
        await bench.dialer.dial(NUMBER)
    assert not bench.dialer.pid
