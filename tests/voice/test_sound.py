"""Samples, cut and converted."""

from __future__ import annotations

import io
import math
import wave
from array import array
from itertools import pairwise

import pytest

from tests.voice.room import silence
from tui.voice.answer import RATE
from tui.voice.sound import FADE, as_wav, at_our_rate, from_wav, nothing_at_all, pcm, samples, trimmed


def tone(seconds: float, level: int, rate: int = RATE) -> bytes:
    """A hum of 200 Hz."""
    return pcm(
        array("h", (round(level * math.sin(n * 400 * math.pi / rate)) for n in range(round(seconds * rate))))
    )


def wav(sound: bytes, rate: int = RATE, channels: int = 1) -> bytes:
    document = io.BytesIO()
    with wave.open(document, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound)
    return document.getvalue()


def test_the_hiss_after_a_line_is_cut_and_its_last_word_is_not() -> None:
    """Pico hisses for up to half a second at -40 dB; hesitation was measured from the end of that."""
    word = tone(0.5, 20_000)
    cut = trimmed(silence(0.3) + word + tone(0.5, 250))
    assert len(cut) / 2 / RATE == pytest.approx(0.5 + 0.02 + FADE, abs=0.005)


def test_of_silence_nothing_is_left() -> None:
    assert trimmed(silence(1.0)) == b""
    assert trimmed(b"") == b""


def test_another_rate_keeps_length_and_pitch() -> None:
    drawn = samples(at_our_rate(tone(1.0, 20_000, 22_050), 22_050))
    assert len(drawn) == pytest.approx(RATE, abs=2)
    crossings = sum(before < 0 <= after for before, after in pairwise(drawn))
    assert crossings == pytest.approx(200, abs=1)
    assert at_our_rate(b"ab", RATE) == b"ab"


def test_a_wav_file_is_read_also_when_its_length_is_not_known() -> None:
    word = tone(0.1, 9_000)
    document = wav(word)
    assert from_wav(document) == word
    endless = document[:40] + (0x7FFFF000).to_bytes(4, "little") + document[44:]
    assert from_wav(endless) == word


@pytest.mark.parametrize("document", [b"", b"RIFF", b"no sound at all" * 9, wav(bytes(400), channels=2)])
def test_what_is_no_wav_of_ours_is_refused(document: bytes) -> None:
    with pytest.raises(ValueError):
        from_wav(document)


def test_a_wav_is_written_in_memory() -> None:
    assert from_wav(as_wav(tone(0.2, 900)).read()) == tone(0.2, 900)


def test_a_muted_microphone_is_told_from_a_silent_room() -> None:
    assert nothing_at_all(silence(1.0))
    assert not nothing_at_all(silence(1.0) + b"\1\0")
