"""Where the flow can be, and the rules it goes by. See `session.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Dispositions
from tui.core.call.reflection import Form, Intention
from tui.core.countdown import Countdown


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers and lists the flow goes by. Times in seconds."""

    dispositions: Dispositions
    form_seconds: float = 20.0
    grace: float = 2.0
    """The form never ends by itself this soon after a key."""
    settle: float = 0.3
    """Keys meant for the last screen are dropped for this long."""
    quiet: float = 1.0
    """After a save by the clock the queue hears nothing until so much quiet."""
    pause: float = 0.3
    """A pause in typing that saves a draft."""
    longest: float = 2.0
    """A draft is saved this often even if the typing never pauses."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """Looking at the queue."""

    said: str = ""
    """What was just saved, to show."""
    problem: str = ""
    hear_from: float = 0.0
    """No key counts before this monotonic time."""


class Stage(StrEnum):
    """How far a call is."""

    SAVING = "saving"
    DIALING = "dialing"
    RINGING = "ringing"
    TALKING = "talking"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Calling:
    """On the phone."""

    attempt: Attempt
    zone: str
    """The contact's zone (IANA), for the time of a callback."""
    asked: Intention | None = None
    """The intention in force, which the form will ask about."""
    stage: Stage = Stage.SAVING
    began: float = 0.0
    """Monotonic time of the dial."""
    answered: float = 0.0
    ended: float = 0.0
    by_phone: bool = False
    """The phone told us of the end: the next key was not meant for the form."""
    tells: bool = False
    """The phone tells how far the call is."""
    rang: float | None = None
    """Monotonic time of the first ring we know of."""
    played: bool = False
    """A recorded voicemail was played."""
    outcome: str = ""
    ended_by: str = ""
    problem: str = ""
    last_key: float = 0.0
    unready: str = ""
    """What they said that the rep had no answer to; the form begins with it."""
    dirty: bool = False
    """Notes that are not in a draft yet."""
    drafted: float = 0.0
    """When the last draft went to disk."""
    brief: bool = False
    """The form after it has one line (P30)."""


class Part(StrEnum):
    """Which part of the form is being filled in."""

    CHOICE = "choice"
    LINE = "line"
    WHEN = "when"
    LINES = "lines"
    SAVING = "saving"


@dataclass(frozen=True, slots=True)
class Reflecting:
    """The form."""

    attempt: Attempt
    zone: str
    form: Form = field(default_factory=Form)
    asked: Intention | None = None
    part: Part = Part.CHOICE
    countdown: Countdown | None = None
    """None for a form that was opened again: no clock."""
    preset: str = ""
    """The disposition the phone suggests."""
    hear_from: float = 0.0
    by_phone: bool = False
    last_key: float = 0.0
    dirty: bool = False
    drafted: float = 0.0
    covered: bool = False
    by_clock: bool = False
    problem: str = ""
    undrafted: str = ""
    """Why the last draft is not on disk; empty: it is."""
    brief: bool = False
    """One line in place of three, and no question: a bad day (P30)."""
    opened: Form | None = None
    """What stood in a form that was opened again, as long as nothing but the form can have changed."""

    def deaf(self, now: float) -> bool:
        """Whether a key pressed now was meant for the screen before."""
        return now < self.hear_from


State = Choosing | Calling | Reflecting
