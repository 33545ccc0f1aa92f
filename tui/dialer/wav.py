"""WAV files of any recorder as one channel of sixteen-bit samples at the rate of a phone line.

The reader is our own: `wave` of Python 3.11 knows neither the extensible head nor 32-bit fractions, and many
recorders write these. Standard library only; a minute takes a few seconds, so it is done once and kept.
"""

from __future__ import annotations

import io
import struct
import sys
import wave
from array import array
from dataclasses import dataclass
from math import cos, gcd, pi, sin
from operator import mul

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_RATES = range(4_000, 192_001)
_CHANNELS = range(1, 9)
FULL = 32_767
"""The loudest sample."""
#: Zero crossings of the filter on each side: more are sharper and slower.
_CROSSINGS = 10
#: Where the filter begins to fall, as a share of what the lower rate can carry.
_PASS = 0.9


class NoWav(ValueError):
    """It cannot be read as a WAV file. The message says why, for people."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a WAV file says of itself."""

    kind: int
    channels: int
    rate: int
    """Samples a second."""
    width: int
    """Bytes a sample."""
    data: bytes
    """The samples, as they stand in the file."""

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return len(self.data) / (self.rate * self.channels * self.width)


def read_head(document: bytes) -> Head:
    """The head of a WAV file, with the samples still raw. Raises NoWav."""
    if document[:4] != b"RIFF" or document[8:12] != b"WAVE":
        raise NoWav("it is no WAV file; export it as WAV (PCM) in the program it was recorded with")
    form, at = b"", 12
    while at + 8 <= len(document):
        name, size = document[at : at + 4], int.from_bytes(document[at + 4 : at + 8], "little")
        if name == b"fmt ":
            form = document[at + 8 : at + 8 + size]
        elif name == b"data":
            return _head(form, document[at + 8 : at + 8 + size])  # a size that is too large means: the rest
        at += 8 + size + size % 2
    raise NoWav("it has no sound in it")


def _head(form: bytes, data: bytes) -> Head:
    if len(form) < 16:
        raise NoWav("its head is damaged")
    kind, channels, rate, _, block, bits = struct.unpack("<HHIIHH", form[:16])
    if kind == _EXTENSIBLE and len(form) >= 26:
        kind = int.from_bytes(form[24:26], "little")
    known = (kind == _PCM and bits in {8, 16, 24, 32}) or (kind == _FLOAT and bits == 32)
    if not known:
        raise NoWav("its sound is packed in a way that is not known here; export it as 16-bit PCM")
    if rate not in _RATES or channels not in _CHANNELS or block != channels * bits // 8:
        raise NoWav("its head is damaged")
    return Head(kind, channels, rate, bits // 8, data[: len(data) // block * block])


def one_channel(head: Head) -> array[int]:
    """The samples, with the channels mixed into one."""
    made = _sixteen(head)
    if head.channels == 1:
        return made
    parts = [made[n :: head.channels] for n in range(head.channels)]
    return array("h", (sum(of) // head.channels for of in zip(*parts, strict=True)))


def _sixteen(head: Head) -> array[int]:
    """All samples as sixteen bits."""
    if head.kind == _FLOAT:
        return array("h", map(_bounded, _words("f", head.data)))
    if head.width == 1:
        return array("h", ((byte - 128) << 8 for byte in head.data))
    # Of wider samples the upper two bytes are the ones that count.
    upper = bytearray(len(head.data) // head.width * 2)
    upper[0::2] = head.data[head.width - 2 :: head.width]
    upper[1::2] = head.data[head.width - 1 :: head.width]
    made: array[int] = array("h", bytes(upper))
    if sys.byteorder == "big":
        made.byteswap()
    return made


def _words(kind: str, data: bytes) -> array[float]:
    made: array[float] = array(kind, data)
    if sys.byteorder == "big":
        made.byteswap()
    return made


def _bounded(share: float) -> int:
    """A share of the loudest as a sample; one that is no number is silence."""
    if share != share:
        return 0
    return round(max(-1.0, min(1.0, share)) * FULL)


def resampled(samples: array[int], rate: int, to: int) -> array[int]:
    """The same at another rate, through a filter that keeps out what the lower rate cannot carry.

    Each new sample is a weighted sum of its neighbours; the weights repeat after `to / gcd` of them
    (a polyphase filter).
    """
    if rate == to or not samples:
        return samples[:]
    up, down = to // gcd(rate, to), rate // gcd(rate, to)
    cutoff = _PASS * min(1.0, to / rate)  # as a share of half the old rate
    reach = int(_CROSSINGS / cutoff) + 1
    none = array("h", bytes(2 * reach))
    padded = none + samples + none
    weights: dict[int, tuple[float, ...]] = {}
    made = array("h")
    for n in range(len(samples) * up // down):
        left, phase = divmod(n * down, up)
        if phase not in weights:
            weights[phase] = _weights(phase / up, reach, cutoff)
        total = sum(map(mul, weights[phase], padded[left + 1 : left + 1 + 2 * reach]))
        made.append(max(-FULL - 1, min(FULL, round(total))))
    return made


def _weights(shift: float, reach: int, cutoff: float) -> tuple[float, ...]:
    """The weights of the `2 * reach` neighbours of a place `shift` behind a sample; they add up to 1."""
    raw = [_tap(n - shift, reach, cutoff) for n in range(1 - reach, reach + 1)]
    whole = sum(raw)
    return tuple(tap / whole for tap in raw)


def _tap(distance: float, reach: int, cutoff: float) -> float:
    """A sinc under a Hamming window: what is stopped is 50 dB down, more than a phone line shows."""
    window = 0.54 + 0.46 * cos(pi * distance / reach)
    return window * (sin(pi * distance * cutoff) / (pi * distance) if distance else cutoff)


def as_wav(samples: array[int], rate: int) -> bytes:
    """A WAV file of one channel of sixteen bits."""
    made = samples
    if sys.byteorder == "big":
        made = samples[:]
        made.byteswap()
    document = io.BytesIO()
    with wave.open(document, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(made.tobytes())
    return document.getvalue()
