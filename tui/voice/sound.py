"""Pieces of sound as samples: cut, brought to our rate, asked how loud they are. Standard library only."""

from __future__ import annotations

import io
import sys
import wave
from array import array

from tui.voice.answer import RATE

#: What is softer than this share of the loudest sample (-34 dB) is no word; Pico hisses at -40.
_LOUD = 0.02
#: What is softer than this is no word however soft the rest is: Pico hisses for a line of signs only.
_HISS = 150
#: Seconds that are kept before the first word, and after the last one, where a consonant may die away.
_LEAD, FADE = 0.02, 0.1


def samples(pcm: bytes) -> array[int]:
    """Sixteen-bit little-endian samples as numbers."""
    made = array("h", pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        made.byteswap()
    return made


def pcm(made: array[int]) -> bytes:
    """Numbers as sixteen-bit little-endian samples."""
    if sys.byteorder == "big":
        made = made[:]
        made.byteswap()
    return made.tobytes()


def trimmed(sound: bytes) -> bytes:
    """The same from its first word to FADE after its last: a voice adds up to half a second, softly hissing.

    The rep waits for the last word, not for the last sample.
    """
    made = samples(sound)
    loud = max(_HISS, max(map(abs, made), default=0) * _LOUD)
    first = next((n for n, sample in enumerate(made) if abs(sample) > loud), 0)
    last = next((n for n in range(len(made), first, -1) if abs(made[n - 1]) > loud), 0)
    return pcm(made[max(0, first - round(_LEAD * RATE)) : last + round(FADE * RATE) if last else 0])


def at_our_rate(sound: bytes, rate: int) -> bytes:
    """The same at RATE, each sample drawn between its two neighbours: good enough for a voice."""
    if rate == RATE or not sound:
        return sound
    made, step = samples(sound), rate / RATE
    drawn = array("h")
    for n in range(int(len(made) / step)):
        at = n * step
        left = int(at)
        here = made[left]
        after = made[left + 1] if left + 1 < len(made) else here
        drawn.append(round(here + (after - here) * (at - left)))
    return pcm(drawn)


def from_wav(document: bytes) -> bytes:
    """The samples of a WAV file, mono, at our rate. Raises ValueError."""
    try:
        with wave.open(io.BytesIO(document)) as file:
            if file.getsampwidth() != 2 or file.getnchannels() != 1:
                raise ValueError("only one channel of sixteen bits can be played")
            # A voice that writes as it speaks does not know the length when it writes the head.
            return at_our_rate(file.readframes(file.getnframes()), file.getframerate())
    except (wave.Error, EOFError) as error:
        raise ValueError(str(error)) from None


def as_wav(sound: bytes) -> io.BytesIO:
    """The samples as a WAV file in memory."""
    document = io.BytesIO()
    with wave.open(document, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound)
    document.seek(0)
    return document


def nothing_at_all(sound: bytes | bytearray) -> bool:
    """Whether every sample is nought, as from a microphone that is muted or not allowed."""
    return not any(sound)
