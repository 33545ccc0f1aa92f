"""What the rep does in a call, as it is on the wire: tones, hold, a recording."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.dialer.conformance import to_the_end, until
from tests.sip import scenarios as s
from tests.sip.bench import SipBench
from tests.sip.stands import Rtp, Them
from tui.core.ports import DialState, DialTrouble
from tui.dialer.line import Line

RATE = 8000
#: A sine of amplitude 12,000, as loud as its root mean square.
TONE = 12000 / math.sqrt(2)


@pytest.fixture
async def rtp() -> AsyncIterator[Rtp]:
    """The sound that comes in at the other side."""
    async with Rtp() as made:
        yield made


@pytest.fixture
async def them(bench: SipBench, rtp: Rtp) -> Them:
    """Who answers, and stays."""
    return await bench.somebody(s.WE_HANG_UP, media_port=rtp.port)


@pytest.fixture
async def talk(bench: SipBench, them: Them) -> Line:
    """The talk with them."""
    line = await bench.call(them)
    await until(line, DialState.ANSWERED)
    return line


def recording(file: Path, seconds: float = 0.6, rate: int = RATE) -> Path:
    """A tone, as a recording of a voicemail."""
    samples = array("h", (int(12000 * math.sin(i * 0.345)) for i in range(int(seconds * rate))))
    with wave.open(str(file), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes(samples.tobytes())
    return file


async def test_tones_arrive_each_once_in_order(talk: Line, them: Them, rtp: Rtp) -> None:
    await talk.press("12,")
    await talk.press("#0")
    await rtp.until(lambda: len(rtp.tones) == 4)
    assert rtp.tones == "12#0"
    await talk.hang_up()
    await to_the_end(talk)
    assert await them.done() == 0, them.said("errors.log")


async def test_hold_and_back(talk: Line, them: Them) -> None:
    await talk.hold(True)
    await talk.hold(False)
    await talk.hang_up()
    assert (await to_the_end(talk)).end.outcome == "answered"
    assert await them.done() == 0, them.said("errors.log")
    offers = [line for line in them.messages.splitlines() if line in {"a=sendonly", "a=sendrecv"}]
    assert "a=sendonly" in offers
    assert offers.index("a=sendonly") < len(offers) - 1 - offers[::-1].index("a=sendrecv")


async def test_a_recording_is_what_they_hear(talk: Line, rtp: Rtp, tmp_path: Path) -> None:
    folder = tmp_path / "a home with blanks"
    folder.mkdir()
    await talk.play(recording(folder / "voicemail.wav"))
    await rtp.until(lambda: sum(loudness > 1000 for loudness in rtp.loudness()) >= 25)
    loudest = sorted(loudness for loudness in rtp.loudness() if loudness > 1000)
    assert loudest[len(loudest) // 2] == pytest.approx(TONE, rel=0.05)
    assert not talk.ended
    await talk.hang_up()
    assert (await to_the_end(talk)).end.outcome == "answered"


async def test_the_call_goes_on_behind_a_recording(talk: Line, rtp: Rtp, tmp_path: Path) -> None:
    """Ten packets of the first, twenty of the second; on a busy machine some come too late to be played."""

    def heard() -> int:
        return sum(loudness > 1000 for loudness in rtp.loudness())

    await talk.play(recording(tmp_path / "first.wav", 0.2))
    await rtp.until(lambda: heard() >= 5)
    await talk.play(recording(tmp_path / "second.wav", 0.4))
    await rtp.until(lambda: heard() >= 15)
    assert not talk.ended


async def test_a_file_that_is_no_recording_is_refused_and_the_call_goes_on(
    talk: Line, tmp_path: Path
) -> None:
    for file in (tmp_path / "noise.wav", recording(tmp_path / "wrong.wav", rate=44100)):
        if not file.exists():
            file.write_bytes(b"RIFF and nothing else")
        with pytest.raises(DialTrouble, match=r"The call goes on\."):
            await talk.play(file)
    assert not talk.ended
    await talk.hang_up()
    assert (await to_the_end(talk)).end.outcome == "answered"
