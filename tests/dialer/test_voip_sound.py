"""The sound of a call, without a sound device: what goes from the microphone into the engine's buffers."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tui.dialer.voip_sound import Sound

BLOCK = 320


class Off(Exception):
    """There is no sound."""


class Buffers:
    """The engine's: `said` is what it was given, `heard` what it has for us."""

    def __init__(self, room: int = 100_000) -> None:
        self.said, self.heard, self.room, self.on = b"", b"", room, True

    def read(self, max_bytes: int) -> bytes:
        self._look()
        some, self.heard = self.heard[:max_bytes], self.heard[max_bytes:]
        return some

    def write(self, pcm: bytes) -> int:
        self._look()
        fits = pcm[: self.room - len(self.said)]
        self.said += fits
        return len(fits)

    def info(self) -> SimpleNamespace:
        self._look()
        return SimpleNamespace(tx_buffered=len(self.said))

    def _look(self) -> None:
        if not self.on:
            raise Off


def block(sound: Sound, said: bytes = b"m" * BLOCK) -> bytes:
    """One block of the device: what the rep said goes in, what the rep hears comes back."""
    out = bytearray(BLOCK)
    sound._pass_on(said, out, BLOCK // 2, None, None)
    return bytes(out)


@pytest.fixture
def call() -> Buffers:
    return Buffers()


@pytest.fixture
def sound(call: Buffers) -> Sound:
    made = Sound(Off)
    made.connect(call)
    return made


def test_both_ways(sound: Sound, call: Buffers) -> None:
    call.heard = b"t" * BLOCK + b"u"
    assert block(sound) == b"t" * BLOCK
    assert block(sound) == b"u" + bytes(BLOCK - 1)
    assert call.said == b"m" * 2 * BLOCK


def test_muted_nothing_goes_out_and_they_are_heard(sound: Sound, call: Buffers) -> None:
    sound.muted = True
    call.heard = b"t" * BLOCK
    assert block(sound) == b"t" * BLOCK
    assert call.said == b""


def test_while_it_rings_there_is_a_tone_unless_they_send_one(sound: Sound, call: Buffers) -> None:
    sound.ringing = True
    heard = b"".join(block(sound) for _ in range(450))
    second = 16000
    assert any(heard[:second])
    assert not any(heard[second : 4 * second])
    assert heard[4 * second : 8 * second] == heard[: 4 * second]
    call.heard = b"t" * BLOCK
    assert block(sound) == b"t" * BLOCK
    sound.ringing = False
    assert block(sound) == bytes(BLOCK)


def test_a_new_call_is_not_muted(sound: Sound) -> None:
    sound.muted = True
    sound.connect(again := Buffers())
    block(sound)
    assert again.said == b"m" * BLOCK


def test_a_recording_takes_the_place_of_the_microphone_until_it_is_out(sound: Sound, call: Buffers) -> None:
    call.room = 100
    assert sound.play(b"r" * 150) == 100
    block(sound)
    assert call.said == b"r" * 100
    assert not sound.played()
    call.said, call.room = b"", 100_000
    assert sound.played()
    block(sound)
    assert call.said == b"m" * BLOCK


def test_a_microphone_that_is_too_fast_does_not_lag_behind(sound: Sound, call: Buffers) -> None:
    for _ in range(100):
        block(sound)
    assert len(call.said) <= 3200 + BLOCK


def test_between_calls_there_is_silence(sound: Sound, call: Buffers) -> None:
    call.on = False
    assert block(sound) == bytes(BLOCK)
    sound.connect(None)
    assert block(sound) == bytes(BLOCK)
    assert sound.play(b"r") == 0
    assert sound.played()
