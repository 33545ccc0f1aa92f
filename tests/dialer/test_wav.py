"""WAV files of all recorders, and the rate of a phone line."""

import contextlib
import io
import struct
import sys
import wave
from array import array
from math import pi, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dialer.sound import tone, wav
from tui.dialer.wav import NoWav, as_wav, one_channel, read_head, resampled

pytestmark = pytest.mark.skipif(sys.byteorder == "big", reason="the files are made little-endian")
SOUND = array("h", [0, 256, -256, 32_512, -32_768])


def packed(bits: int) -> bytes:
    """SOUND in samples of so many bits; exact, since its lower bytes are nought."""
    if bits == 8:
        return bytes((sample >> 8) + 128 for sample in SOUND)
    return b"".join((sample << (bits - 16)).to_bytes(bits // 8, "little", signed=True) for sample in SOUND)


@pytest.mark.parametrize("extensible", [False, True])
@pytest.mark.parametrize("bits", [8, 16, 24, 32])
def test_every_width(bits: int, extensible: bool):
    assert one_channel(read_head(wav(packed(bits), bits=bits, extensible=extensible))) == SOUND


def test_fractions_and_what_is_no_number():
    data = struct.pack("<6f", 0.0, 0.5, -1.0, 7.0, float("nan"), float("-inf"))
    made = one_channel(read_head(wav(data, kind=3, bits=32, extensible=True)))
    assert list(made) == [0, 16_384, -32_767, 32_767, 0, -32_767]


def test_channels_are_mixed():
    both = array("h", [100, 300, -100, 100, 32_767, 32_767])
    assert list(one_channel(read_head(wav(both.tobytes(), channels=2)))) == [200, 0, 32_767]


def test_other_chunks_and_a_length_that_was_never_filled_in():
    before = b"LIST" + (3).to_bytes(4, "little") + b"abc\0"
    assert one_channel(read_head(wav(packed(16), before=before, said=0xFFFFFFFF))) == SOUND


def test_half_a_sample_at_the_end_is_left_out():
    assert one_channel(read_head(wav(packed(16) + b"\1"))) == SOUND


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "no WAV file"),
        (b"ID3\4 an mp3", "no WAV file"),
        (b"RIFF\0\0\0\0WAVE", "no sound in it"),
        (b"RIFF\0\0\0\0WAVEdata\0\0\0\0", "damaged"),
        (wav(b"", kind=2, bits=4), "packed"),
        (wav(b"", kind=7, bits=8), "packed"),
        (wav(b"", rate=0), "damaged"),
        (wav(b"", rate=4_000_000_000 // 8), "damaged"),
        (wav(b"", channels=0), "damaged"),
        (wav(b"", channels=200), "damaged"),
    ],
)
def test_what_cannot_be_read(document: bytes, said: str):
    with pytest.raises(NoWav, match=said):
        read_head(document)


@given(st.binary(max_size=80), st.integers(0, 60))
def test_damage_is_a_sentence_or_sound(junk: bytes, at: int):
    good = wav(SOUND.tobytes())
    with contextlib.suppress(NoWav):
        one_channel(read_head(good[:at] + junk + good[at + len(junk) :]))


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("to", [8_000, 16_000])
def test_a_voice_keeps_its_pitch_and_loudness(rate: int, to: int):
    made = resampled(tone(0.4, rate, 1_000), rate, to)
    assert abs(len(made) - 0.4 * to) <= 2
    middle = range(to // 10, 3 * to // 10)
    off = max(abs(made[n] - 16_383 * sin(2 * pi * 1_000 * n / to)) for n in middle)
    assert off < 16_383 * 0.01


@pytest.mark.parametrize("rate", [16_000, 44_100, 48_000])
def test_what_a_line_cannot_carry_does_not_come_back_as_a_whistle(rate: int):
    made = resampled(tone(0.4, rate, 5_000), rate, 8_000)
    assert max(map(abs, made[800:2_400])) < 16_383 * 0.005


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([-32_768, 0, 32_767]), max_size=300), st.sampled_from([8_000, 9_999, 48_000]))
def test_no_sample_runs_over(samples: list[int], rate: int):
    made = resampled(array("h", samples), rate, 8_000)
    assert len(made) == len(samples) * 8_000 // rate


def test_the_file_made_is_one_that_others_read():
    with wave.open(io.BytesIO(as_wav(SOUND, 8_000))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8_000)
        assert array("h", file.readframes(9)) == SOUND
