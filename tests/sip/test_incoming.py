"""Somebody calls us: the phone makes calls only, and says so at once."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.dialer.conformance import NUMBER, to_the_end, until
from tests.sip import scenarios as s
from tests.sip.bench import SipBench
from tests.sip.stands import PATIENCE
from tui.core.ports import DialState

INVITE = """INVITE {to} SIP/2.0
Via: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bKwho{count}
From: <sip:+15555550199@127.0.0.1>;tag=who{count}
To: <{to}>
Call-ID: who{count}@127.0.0.1
CSeq: 1 INVITE
Contact: <sip:+15555550199@127.0.0.1:{port}>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: {length}

{sdp}"""
SDP = """v=0
o=who 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio 9 RTP/AVP 0
a=rtpmap:0 PCMU/8000
"""


class Caller(asyncio.DatagramProtocol):
    """Rings us, and hears what we say to it."""

    def __init__(self) -> None:
        self._said: asyncio.Queue[int] = asyncio.Queue()
        self._count = 0

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._said.put_nowait(int(data.split()[1]))

    async def ring(self, to: str) -> int:
        """Call that address. Returns how it was declined."""
        self._count += 1
        message = INVITE.format(
            to=to, port=self.transport.get_extra_info("sockname")[1], count=self._count,
            sdp=SDP.replace("\n", "\r\n"), length=len(SDP.replace("\n", "\r\n")),
        )  # fmt: skip
        port = int(to.rpartition(":")[2])
        self.transport.sendto(re.sub("\r?\n", "\r\n", message).encode(), ("127.0.0.1", port))
        async with asyncio.timeout(PATIENCE):
            while (said := await self._said.get()) < 200:
                pass
        return said


@pytest.mark.parametrize("busy", [False, True], ids=["idle", "in a call"])
async def test_it_is_declined_and_changes_nothing(bench: SipBench, busy: bool) -> None:
    them = await bench.somebody(s.WE_HANG_UP, calls=2)
    line = await bench.call(them)
    await until(line, DialState.ANSWERED)
    if not busy:
        await line.hang_up()
        await to_the_end(line)
    found = re.search(r"Contact: <(sip:[^@]+@127.0.0.1:\d+)", them.messages)
    assert found
    transport, caller = await asyncio.get_running_loop().create_datagram_endpoint(
        Caller, local_addr=("127.0.0.1", 0)
    )
    assert await caller.ring(found[1]) in {486, 603}
    transport.close()
    if not busy:
        line = await bench.dialer.dial(NUMBER)
        await until(line, DialState.ANSWERED)
    assert not line.ended
    await line.hang_up()
    assert (await to_the_end(line)).end.outcome == "answered"
