"""When a sample was recorded, and when one is heard: by what the library tells, not by when it tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import pytest

from tui.core.clock import FakeClock
from tui.voice import device
from tui.voice.answer import CHUNK, RATE
from tui.voice.device import Gone, Loudspeaker, Microphone

STEP = CHUNK / RATE


@dataclass
class Times:
    """As PortAudio gives them; its clock has nothing to do with ours."""

    currentTime: float
    inputBufferAdcTime: float = 0.0
    outputBufferDacTime: float = 0.0


class Stream:
    """A stream that calls back when the test says so."""

    def __init__(self, callback: Callable[..., None], **given: Any) -> None:
        self.call, self.given = callback, given

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


class Library:
    """What is used of sounddevice."""

    PortAudioError = RuntimeError
    RawInputStream = RawOutputStream = Stream


class Rig:
    """A microphone into which a test speaks, block by block."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.microphone = Microphone(Library, self.clock)
        self.stream: Stream = self.microphone._stream
        self._count = 0

    def block(self, sound: bytes = b"", late: float = 0.0, delay: float = 0.01) -> None:
        """The next block: recorded on time, `delay` on its way, and told `late`."""
        self.clock.advance((self._count + CHUNK) / RATE + delay + late - self.clock.now().mono)
        self._count += CHUNK
        age = STEP + delay + late
        self.stream.call(sound or bytes(2 * CHUNK), CHUNK, Times(77.0, inputBufferAdcTime=77.0 - age), None)


def test_a_sample_has_its_time_however_late_it_is_told() -> None:
    rig = Rig()
    for n in range(40):
        rig.block(late=0.2 * (n % 5 == 0), delay=0.03)
    assert rig.microphone.number_at(0.5) == pytest.approx(0.5 * RATE, abs=2)
    assert rig.microphone.number_at(-3.0) == 0


def test_times_of_the_first_blocks_that_are_wrong_are_outvoted() -> None:
    rig = Rig()
    for n in range(40):
        rig.block(delay=0.01)
        if n < 4:
            rig.microphone._starts[-1] -= 0.4
    assert rig.microphone.number_at(1.0) == pytest.approx(RATE, abs=2)


def test_chunks_begin_at_any_sample() -> None:
    rig = Rig()
    sounds = [bytes([n, 0]) * CHUNK for n in range(6)]
    for sound in sounds:
        rig.block(sound)
    chunks = rig.microphone.chunks(CHUNK + 100, Event())
    whole = b"".join(sounds)
    for n in range(4):
        since = 2 * (CHUNK + 100 + n * CHUNK)
        assert next(chunks) == whole[since : since + 2 * CHUNK]


def test_what_was_forgotten_is_silence_of_the_same_length() -> None:
    rig = Rig()
    rig.block(b"\1\1" * CHUNK)
    rig.microphone.forget()
    rig.block(b"\2\2" * CHUNK)
    chunks = rig.microphone.chunks(0, Event())
    assert [next(chunks), next(chunks)] == [bytes(2 * CHUNK), b"\2\2" * CHUNK]


def test_no_more_than_seconds_are_remembered() -> None:
    rig = Rig()
    for _ in range(2000):
        rig.block(b"\1\1" * CHUNK)
    kept = sum(len(samples) for _, samples in rig.microphone._blocks)
    assert kept <= device.REMEMBERED * RATE * 2


def test_a_microphone_that_says_nothing_more_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "PATIENCE", 0.01)
    rig = Rig()
    with pytest.raises(Gone):
        rig.microphone.wait_for_first(0.01)
    rig.block()
    rig.microphone.wait_for_first(0.01)
    with pytest.raises(Gone):
        next(rig.microphone.chunks(0 + CHUNK, Event()))


def test_listening_that_is_stopped_ends() -> None:
    rig, stop = Rig(), Event()
    rig.block()
    stop.set()
    assert list(rig.microphone.chunks(0, stop)) == []


class Room:
    """A loudspeaker of which a test hears everything."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.loudspeaker = Loudspeaker(Library, self.clock)
        self.heard = bytearray()
        self._stream: Stream = self.loudspeaker._stream

    def block(self, ahead: float = 0.1) -> None:
        data = bytearray(2 * CHUNK)
        self._stream.call(memoryview(data), CHUNK, Times(5.0, outputBufferDacTime=5.0 + ahead), None)
        self.heard += data
        self.clock.advance(STEP)

    def play(self, line: bytes, stop: Event, until: Callable[[], bool]) -> float:
        """Play a line, block after block, until the caller of `play` is served."""
        ended: list[float] = []
        player = Thread(target=lambda: ended.append(self.loudspeaker.play(line, stop)))
        player.start()
        while player.is_alive():
            if self.loudspeaker._line or until():
                self.block()
            if until():
                stop.set()
        player.join()
        return ended[0]


def test_a_line_ends_when_its_last_sample_is_heard() -> None:
    room, line = Room(), b"\7\0" * round(1.5 * CHUNK)
    room.clock.advance(4.0)
    assert room.play(line, Event(), lambda: False) == pytest.approx(4.0 + 0.1 + 1.5 * STEP, abs=0.001)
    assert bytes(room.heard).strip(b"\0") == line.strip(b"\0")


def test_a_line_that_is_cut_is_silent_at_once() -> None:
    room, stop = Room(), Event()
    room.play(b"\7\0" * CHUNK * 1000, stop, lambda: len(room.heard) > 20 * CHUNK)
    said = len(room.heard)
    room.block()
    assert not any(room.heard[said:])


def test_nothing_to_say_is_said_at_once() -> None:
    room = Room()
    assert room.loudspeaker.play(b"", Event()) == room.clock.now().mono


def test_a_loudspeaker_that_takes_nothing_more_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device, "PATIENCE", 0.01)
    with pytest.raises(Gone):
        Room().loudspeaker.play(b"\7\0" * CHUNK, Event())
