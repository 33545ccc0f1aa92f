"""A microphone and a loudspeaker that nobody hears: what is said into the one is on the wire, and back."""

from __future__ import annotations

import asyncio
import math
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER, to_the_end, until
from tests.sip import scenarios as s
from tests.sip.bench import SipBench
from tests.sip.conftest import needs
from tests.sip.stands import Rtp
from tests.voice.room import Room, Server
from tui.core.call.phones import Sip
from tui.core.ports import DialState, DialTrouble
from tui.voice.answer import RATE
from tui.voice.sound import pcm

LOUD, QUIET = 1000.0, 50.0


@pytest.fixture
def server(bench: SipBench) -> Iterator[Server]:
    """A PulseAudio of our own with one room, which the phone takes for the computer's sound."""
    needs("pulseaudio", "pactl", "parec", "pacat")
    made = Server("desk")
    bench.environment = made.voice_of("desk")
    yield made
    made.close()


@pytest.fixture
def humming(server: Server, tmp_path: Path) -> Iterator[Room]:
    """A rep who hums for a minute."""
    room = Room(server, "desk", tmp_path)
    room.answer(pcm(array("h", (int(9000 * math.sin(i * 0.3)) for i in range(RATE))) * 60))
    yield room
    room.close()


def last(rtp: Rtp, many: int, true: Callable[[float], bool]) -> Callable[[], bool]:
    """Whether that is so of so many packets that came from now on, one after the other."""
    since = len(rtp.packets)

    def look() -> bool:
        loudness = rtp.loudness(since)[-many:]
        return len(loudness) == many and all(map(true, loudness))

    return look


async def test_what_the_rep_says_is_heard_unless_muted_and_they_are_heard(
    bench: SipBench, humming: Room
) -> None:
    async with Rtp(echo=True) as rtp:
        them = await bench.somebody(s.WE_HANG_UP, media_port=rtp.port)
        line = await bench.call(them, audio="")
        await until(line, DialState.ANSWERED)
        await rtp.until(last(rtp, 10, lambda loudness: loudness > LOUD))
        await line.mute(True)
        await line.mute(True)
        await rtp.until(last(rtp, 10, lambda loudness: loudness < QUIET))
        await line.mute(False)
        await rtp.until(last(rtp, 10, lambda loudness: loudness > LOUD))
        await asyncio.to_thread(humming.wait_until, lambda recorded: bool(humming.stretches()[0]))
        await line.hang_up()
        await until(line, DialState.ENDED)


async def test_the_next_call_has_sound_as_the_first_had(bench: SipBench, humming: Room) -> None:
    async with Rtp() as rtp:
        them = await bench.somebody(s.WE_HANG_UP, calls=3, media_port=rtp.port)
        bench.dialer = bench.phone(Sip(server=them.server, user="rep", register=False))
        for _ in range(3):
            line = await bench.dialer.dial(NUMBER)
            await rtp.until(last(rtp, 5, lambda loudness: loudness > LOUD))
            await line.hang_up()
            await until(line, DialState.ENDED)


async def test_without_a_sound_device_nobody_is_called(bench: SipBench, server: Server) -> None:
    server.kill()
    them = await bench.somebody(s.THEY_HANG_UP)
    bench.dialer = bench.phone(Sip(server=them.server, user="rep", register=False))
    with pytest.raises(DialTrouble, match=r"microphone or your loudspeaker cannot be opened. Nothing was"):
        await bench.dialer.dial(NUMBER)
    assert "INVITE" not in them.messages


async def test_a_headset_that_is_gone_when_they_are_called(bench: SipBench, server: Server) -> None:
    them = await bench.somebody(s.WE_HANG_UP)
    bench.dialer = bench.phone(Sip(server=them.server, user="rep", register=False))
    await bench.dialer.open()
    server.kill()
    heard = await to_the_end(await bench.dialer.dial(NUMBER))
    assert heard.end.outcome == "failed"
    assert heard.end.trouble
    assert "want of a microphone" in heard.end.trouble.happened


async def test_a_sound_device_of_a_kind_that_is_not_installed(tmp_path: Path) -> None:
    needs("baresip")
    bench = SipBench("baresip", tmp_path)
    sip = Sip(server="127.0.0.1:9", user="rep", register=False, audio="nosuchdriver,default")
    [trouble] = await bench.phone(sip).check()
    assert "cannot be opened" in trouble.happened
    assert "baresip.audio" in trouble.todo


async def test_without_what_opens_sound_devices_the_rep_reads_what_to_install(tmp_path: Path) -> None:
    needs("offhook[voip]")
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')\n")
    bench = SipBench("voip", tmp_path)
    bench.environment = {**bench.environment, "PYTHONPATH": str(tmp_path)}
    [trouble] = await bench.phone(Sip(server="127.0.0.1:9", user="rep", register=False)).check()
    assert trouble.happened == "PortAudio, which opens the microphone, is not installed."
    assert "libportaudio2" in trouble.todo


async def test_a_headset_pulled_out_ends_no_call(bench: SipBench, server: Server, humming: Room) -> None:
    async with Rtp(echo=True) as rtp:
        them = await bench.somebody(s.WE_HANG_UP, media_port=rtp.port)
        line = await bench.call(them, audio="")
        await until(line, DialState.ANSWERED)
        # Not one after the other: a machine that is busy leaves gaps, and this is about what comes behind.
        await rtp.until(lambda: sum(loudness > LOUD for loudness in rtp.loudness()) >= 10)
        server.kill()
        if bench.kind == "voip":  # the other sends nothing at all from then on, no tones either
            await rtp.until(last(rtp, 10, lambda loudness: loudness < QUIET))
            await line.press("1")
            await rtp.until(lambda: rtp.tones == "1")
        assert not line.ended
        await line.hang_up()
        await until(line, DialState.ENDED)
        assert await them.done() == 0, them.said("errors.log")
