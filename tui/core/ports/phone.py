"""The door to the phones: a way to dial, a call of it, and what it tells."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import Flag, StrEnum, auto
from typing import Protocol


class DialState(StrEnum):
    """How far a call is. It never goes back, and ends once."""

    DIALING = "dialing"
    """Handed to the phone; nobody has replied yet."""
    PROGRESS = "progress"
    """The network replied, and perhaps says something; nothing rings yet that we know of."""
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class Outcome(StrEnum):
    """How a call ended, as far as the phone can tell. It is data of the attempt: never rename one."""

    ANSWERED = "answered"
    """It was answered; some time later it was over."""
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    DECLINED = "declined"
    CANCELED = "canceled"
    """The rep hung up before anybody answered."""
    INVALID = "invalid"
    """The network says there is no such number."""
    BLOCKED = "blocked"
    """The network lets nobody through, or not us."""
    UNREACHABLE = "unreachable"
    """The network did not get there: it says nothing of the number."""
    FAILED = "failed"
    """Something on our side."""
    UNKNOWN = "unknown"
    """The phone cannot tell."""


class By(StrEnum):
    """Who ended a call."""

    REP = "rep"
    THEM = "them"
    NETWORK = "network"
    LIMIT = "limit"
    """Our own timer: nobody replied, or it rang long enough."""
    UNKNOWN = ""


class Cap(Flag):
    """What a phone can do or tell. The Call screen offers only these keys."""

    NONE = 0
    RINGING = auto()
    """It tells when it rings."""
    ANSWER = auto()
    """It tells when they answer."""
    END = auto()
    """It tells when the call is over."""
    CAUSE = auto()
    """It tells why it is over."""
    HANG_UP = auto()
    DIGITS = auto()
    MUTE = auto()
    HOLD = auto()
    PLAY = auto()
    """It can play a recording into the call."""
    OWN_FIRST = auto()
    """It rings the rep's own phone first, and theirs when that is picked up."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong with the phone: three plain sentences for the rep. Quote no password."""

    happened: str
    safe: str = ""
    todo: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.happened, self.safe, self.todo)))


@dataclass(frozen=True, slots=True)
class DialEvent:
    """Something the phone told us."""

    state: DialState
    outcome: str = ""
    """At the end: one of `Outcome`."""
    words: str = ""
    """What the network said, for the log and the screen. Outside text."""
    by: By = By.UNKNOWN
    """At the end: who ended it."""
    cause: str = ""
    """At the end: the code that was given, as `sip:486` or `q850:17`; empty: none."""
    mono: float = 0.0
    """When, by the monotonic clock."""
    trouble: Trouble | None = None
    """At the end: what the rep must know, beyond the outcome."""


class DialRefused(Exception):
    """The phone did not dial and must not. The message is a plain sentence; nothing was sent."""


class DialTrouble(Exception):
    """The phone cannot do what it was asked. `trouble` is for the rep."""

    def __init__(self, happened: str, safe: str = "Nothing was dialed.", todo: str = "") -> None:
        self.trouble = Trouble(happened, safe, todo)
        super().__init__(str(self.trouble))


class PhoneCall(Protocol):
    """One call on its way. What the phone cannot do (its capabilities) does nothing.

    After the end nothing does anything. Every action may raise DialTrouble; the call goes on then.
    """

    e164: str
    capabilities: Cap

    def events(self) -> AsyncIterator[DialEvent]:
        """Everything from the beginning, also for a late listener, up to the one end."""
        ...

    async def hang_up(self) -> None:
        """End the call. The end follows as an event, within seconds, whatever the engine does."""
        ...

    async def press(self, digits: str) -> None:
        """Send tones: 0-9, *, # and A-D; a comma is a pause of half a second. Others: DialRefused."""
        ...

    async def mute(self, on: bool) -> None:
        """Switch the microphone."""
        ...

    async def hold(self, on: bool) -> None:
        """Hold the line."""
        ...

    async def play(self, file: str) -> None:
        """Play a recording (path of a mono, 16 bit, 8 kHz WAV) in place of the microphone, once.

        Returns when it has begun; the call may end by itself behind it.
        """
        ...


class Dialer(Protocol):
    """A way to dial."""

    name: str
    """As it is said to the rep: "your own phone"."""
    capabilities: Cap

    async def open(self) -> None:
        """Get ready: start what must run, sign in. May be called again; raises DialTrouble."""
        ...

    async def check(self) -> Sequence[Trouble]:
        """What stands in the way of a call now; nothing is rung. Never raises for what it finds."""
        ...

    async def dial(self, e164: str) -> PhoneCall:
        """Start a call, opening what is not open. Raises DialRefused and DialTrouble: nothing was rung."""
        ...

    async def close(self) -> None:
        """End what is under way and let go of everything, within seconds. May be called again."""
        ...
