"""What goes between the app and the process that has the SIP phone: one JSON object a line.

Both kinds of phone (`voip`, `baresip`) speak it, so the app has one dialer for the two.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from enum import StrEnum

#: What a comma among digits stands for, seconds.
PAUSE = 0.5


@dataclass(frozen=True, slots=True)
class Account:
    """Who the phone is, where it rings in, and what it speaks into."""

    user: str
    domain: str
    """Host, or host:port."""
    password: str = field(default="", repr=False)
    auth_user: str = ""
    """The name the password belongs to, where it is not `user`."""
    transport: str = "udp"
    """`udp`, `tcp` or `tls`."""
    register: bool = True
    """Whether to sign in; without, calls go straight to the domain."""
    audio: str = ""
    """The sound device: empty is the computer's usual one, `none` is silence both ways."""
    address: str = ""
    """The local address to speak from; empty: the engine finds it."""
    folder: str = ""
    """A folder of the phone's own, 0700, empty when it starts. The app takes it away afterwards."""


class Broken(StrEnum):
    """Why the phone did not start: the words of the news `broken`, before any of the engine's own."""

    MISSING = "missing"
    """The program, the package or its modules are not installed."""
    PORTAUDIO = "portaudio"
    """The library that opens sound devices is not installed."""
    SOUND = "sound"
    """There is no microphone or no loudspeaker to be opened."""
    START = "start"
    """It ended at once, or did not answer."""


class NotStarted(Exception):
    """The engine did not start."""

    def __init__(self, why: Broken) -> None:
        self.why = why
        super().__init__(why)


class Refused(Exception):
    """An order that cannot be carried out. The words are the engine's."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the app wants."""

    id: int
    do: str
    """`dial`, `hang up`, `press`, `mute`, `hold` or `play`."""
    call: int = 0
    """Which call it is about, counted by the app."""
    text: str = ""
    """The SIP address to dial, the digits to press, or the WAV file to play."""
    on: bool = False
    """Of `mute` and `hold`."""


@dataclass(frozen=True, slots=True)
class News:
    """What the phone tells."""

    what: str
    """`done` or `refused` (an order); `ready` or `broken` (the start); `signed in` or `not signed in`; of a
    call `progress`, `ringing`, `answered`, `played`, `closed`."""
    id: int = 0
    """The order that is done or refused."""
    call: int = 0
    words: str = ""
    """The engine's own; of `broken` a `Broken`."""


#: Who is told.
Tell = Callable[[News], None]


def line(message: Account | Order | News) -> bytes:
    """The message as a line."""
    return json.dumps(asdict(message), separators=(",", ":")).encode() + b"\n"


def account(text: bytes) -> Account:
    """The account of the first line. Raises ValueError and TypeError: somebody else started this."""
    return Account(**json.loads(text))


def order(text: bytes) -> Order | None:
    """The order of a line; None: it is none."""
    try:
        return Order(**json.loads(text))
    except (ValueError, TypeError):
        return None


def news(text: bytes) -> News | None:
    """What a line tells; None: it is none of ours."""
    try:
        return News(**json.loads(text))
    except (ValueError, TypeError):
        return None
