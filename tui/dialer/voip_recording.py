"""A recording as the engines of SIP phones need it: in the form of a telephone line."""

from __future__ import annotations

from pathlib import Path

from tui.dialer.voip_wire import Refused
from tui.dialer.wav import NoWav, read_head

#: Samples a second of a telephone line (G.711).
RATE = 8000


def samples(path: Path) -> bytes:
    """Its samples, 16 bit, mono, RATE a second. Raises Refused for another form, or what cannot be read."""
    try:
        head = read_head(path.read_bytes())
    except (OSError, NoWav) as error:
        raise Refused(f"the recording cannot be read ({type(error).__name__})") from None
    if (head.kind, head.channels, head.width, head.rate) != (1, 1, 2, RATE):
        raise Refused("the recording is not mono, 16 bit, 8 kHz")
    return head.data
