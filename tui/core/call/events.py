"""What can happen in the flow (events), and what is to be done about it (effects). See `session.py`.

Over 300 lines: they are one vocabulary, to be read from top to bottom, and nothing here does a thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Draft, Form, Intention
from tui.core.ports import DialEvent, Trouble

What = Literal["attempt", "end", "draft", "result"]
Field = Literal["line", "when", "right", "wrong", "next", "unready"]


@dataclass(frozen=True, slots=True)
class CallStarted:
    """The rep wants this call (or takes one that came in)."""

    attempt: Attempt
    zone: str
    asked: Intention | None = None
    brief: bool = False
    """The form after it has one line (P30)."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A save is on disk."""

    what: What


@dataclass(frozen=True, slots=True)
class NotStored:
    """A save failed; `problem` is a sentence."""

    what: What
    problem: str


@dataclass(frozen=True, slots=True)
class PhoneSaid:
    """News from the phone."""

    event: DialEvent


@dataclass(frozen=True, slots=True)
class DialFailed:
    """The phone refused; nothing was dialed."""

    problem: str


@dataclass(frozen=True, slots=True)
class PhoneTrouble:
    """The phone did not do what it should. Nothing is over because of it."""

    trouble: Trouble
    lost: bool = False
    """It tells nothing more of this call: the rep goes on by their own phone, and says when it is over."""


@dataclass(frozen=True, slots=True)
class Slept:
    """The computer slept, or somebody stopped the program, for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class TheyAnswered:
    """The rep says so."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """Tones were sent."""

    digits: str


@dataclass(frozen=True, slots=True)
class Played:
    """The recorded voicemail is playing."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """The rep hung up, or wants to."""


@dataclass(frozen=True, slots=True)
class Noted:
    """The notes of the call, whole."""

    text: str


@dataclass(frozen=True, slots=True)
class CardMet:
    """An objection came up; the card was opened."""

    card: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An objection came up that no card answers."""

    said: str


@dataclass(frozen=True, slots=True)
class CardWorked:
    """The last card met worked, or did not."""

    worked: bool


@dataclass(frozen=True, slots=True)
class Chose:
    """A disposition."""

    disposition: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Did I do what I meant to?"""

    kept: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """Did they get the answer they waited for?"""

    answered: bool


@dataclass(frozen=True, slots=True)
class Wrote:
    """A field of the form, whole."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Felt:
    """How it felt, 1–5."""

    felt: int


@dataclass(frozen=True, slots=True)
class Timed:
    """enter behind the time of a meeting, which stands before the lines."""


@dataclass(frozen=True, slots=True)
class Entered:
    """enter in the field that ends a part: the one line, the time, the last of the three."""


@dataclass(frozen=True, slots=True)
class SaveNow:
    """ctrl+s."""


@dataclass(frozen=True, slots=True)
class PutAside:
    """esc on the choice row."""


@dataclass(frozen=True, slots=True)
class BackToChoice:
    """esc in a field."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """Any key that does nothing else."""


@dataclass(frozen=True, slots=True)
class Covered:
    """Another screen came over the form, or went."""

    covered: bool


@dataclass(frozen=True, slots=True)
class Reopened:
    """A form from before, to finish."""

    attempt: Attempt
    zone: str
    form: Form
    asked: Intention | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """The app closes, whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes; a few times a second."""


FormKey = (
    Chose
    | Kept
    | Answered
    | Wrote
    | Felt
    | Timed
    | Entered
    | SaveNow
    | PutAside
    | BackToChoice
    | KeyPressed
    | CardWorked
)
"""What the rep did in the form. It is passed over while the form does not listen yet."""

Event = (
    CallStarted
    | Stored
    | NotStored
    | PhoneSaid
    | DialFailed
    | PhoneTrouble
    | Slept
    | TheyAnswered
    | Pressed
    | Played
    | HungUp
    | Noted
    | CardMet
    | Unanswered
    | FormKey
    | Covered
    | Reopened
    | Leaving
    | Tick
)

# ----------------------------------------------------------------------------------------------- effects


@dataclass(frozen=True, slots=True)
class SaveAttempt:
    """Put the attempt on disk, then post Stored(what)."""

    attempt: Attempt
    what: What


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring the attempt's number."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call on the phone, where it can."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Nothing was dialed: take the attempt off the disk."""

    attempt: Attempt


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """Put what was typed so far on disk, then post Stored("draft")."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class SaveResult:
    """Settle the attempt by this form, then post Stored("result")."""

    attempt: Attempt
    form: Form
    asked: Intention | None
    by_clock: bool


@dataclass(frozen=True, slots=True)
class Advance:
    """Go to the next person; `contact` is done."""

    contact: int


Effect = SaveAttempt | Dial | HangUp | Forget | SaveDraft | SaveResult | Advance
