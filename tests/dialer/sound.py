"""Sounds and WAV files of all kinds, made for tests."""

import struct
from array import array
from math import pi, sin


def tone(seconds: float, rate: int = 8_000, hertz: float = 440.0, loud: float = 0.5) -> array:
    return array(
        "h", (round(32_767 * loud * sin(2 * pi * hertz * n / rate)) for n in range(int(seconds * rate)))
    )


def wav(
    data: bytes, *, kind=1, channels=1, rate=8_000, bits=16, extensible=False, said=None, before=b""
) -> bytes:
    """A WAV file, as its bytes; `said` is the length it claims, `before` are chunks ahead of the sound."""
    block = channels * bits // 8
    form = struct.pack("<HHIIHH", 0xFFFE if extensible else kind, channels, rate, rate * block, block, bits)
    if extensible:
        guid = kind.to_bytes(2, "little") + bytes.fromhex("000000001000800000aa00389b71")
        form += struct.pack("<HHI", 22, bits, 0) + guid
    chunks = b"fmt " + len(form).to_bytes(4, "little") + form + before
    chunks += b"data" + (len(data) if said is None else said).to_bytes(4, "little") + data
    return b"RIFF" + (len(chunks) + 4).to_bytes(4, "little") + b"WAVE" + chunks


def recorded(seconds: float, **of) -> bytes:
    """A file of 8 kHz, mono, 16 bit with a tone in it."""
    return wav(tone(seconds, **of).tobytes(), rate=of.get("rate", 8_000))
