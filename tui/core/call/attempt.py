"""What happened on the phone: attempts, and the small records that hang on a contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Met:
    """An objection card that was opened in a call, and whether it worked (None: not said)."""

    card: str
    worked: bool | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One dial, or one call that came in. All times UTC."""

    id: int
    contact: int
    number: str
    """E.164."""
    started: datetime
    inbound: bool = False
    purpose: str = ""
    opener: str = ""
    """Id of the opener that was shown (P31)."""
    prep: float = 0.0
    """Seconds from contact shown to dial (P8)."""
    answered: datetime | None = None
    """When they picked up; None: they did not, or nobody said when."""
    ended: datetime | None = None
    disposition: str = ""
    """Id of what came of it; empty: no result yet."""
    confirmed: bool = True
    """False when the clock chose the disposition, not the rep."""
    outcome: str = ""
    """What the phone said of the end, if it can tell (`ports.Outcome`)."""
    ended_by: str = ""
    """Who ended it, where the phone tells (`ports.By`)."""
    rang: float | None = None
    """Seconds it rang, measured; None: the phone does not tell."""
    talked: float | None = None
    """Seconds from the answer to the end, measured: a clock that is set moves nothing. None: not measured."""
    digits: str = ""
    """The tones that were sent, a space between what was sent at once: `2 1`. Offered at the next call."""
    notes: str = ""
    met: tuple[Met, ...] = ()
    block: int = 0
    """Id of the block it belongs to; 0: none."""
    outside_hours: str = ""
    """The reason the rep typed for calling outside the contact's hours."""
    meets: str = ""
    """The meeting that was agreed in it, `2026-11-24T10:30 Europe/London`: wall time where they are, as they
    said it, so that clock changes cannot move it. Empty: none, or no time yet."""

    @property
    def talk(self) -> float | None:
        """Seconds of talk; None when unknown."""
        if self.talked is not None:
            return self.talked
        return (self.ended - self.answered).total_seconds() if self.answered and self.ended else None


@dataclass(frozen=True, slots=True)
class Callback:
    """A time the contact agreed to: wall time in the contact's zone, so that clock changes cannot move it."""

    id: int
    contact: int
    wall: str
    """`2026-11-24T10:30`, as the contact said it."""
    zone: str
    """IANA name of the zone it was said in."""
    due: datetime
    """The same in UTC, by the rules of the day it was made."""
    made: datetime
    attempt: int = 0
    """The call it was agreed in; 0: set from the queue."""
    done: datetime | None = None
    """When they were spoken to after it, or it was given up."""


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer we owe (P17)."""

    id: int
    contact: int
    attempt: int
    question: str
    due: datetime
    made: datetime
    done: datetime | None = None
    put_away: datetime | None = None
    """When the rep said that the question needs no card. The promise stays what it is."""
    who: str = ""
    """Who knows the answer."""
    answer: str = ""
    """The answer, once it is found."""


@dataclass(frozen=True, slots=True)
class Touch:
    """An e-mail, message or visit: logged, never counted as a call (P9)."""

    id: int
    contact: int
    at: datetime
    medium: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """A contact passed over, and perhaps why (P27)."""

    id: int
    contact: int
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DoNotCall:
    """A number or a person that must not be called. Never deleted: lifting it is written down too."""

    id: int
    at: datetime
    number: str = ""
    """E.164; empty: the person."""
    contact: int = 0
    """The person; 0: whoever has the number."""
    attempt: int = 0
    """The call in which it was said; its undo lifts it."""
    why: str = ""
    lifted: datetime | None = None
    list: str = ""
    """The do-not-call list that says so (dnc.py): such an entry is made for an answer (its id is 0), and
    kept only when the rep took the number off that list."""


@dataclass(frozen=True, slots=True)
class Block:
    """A power hour: so many calls, so many minutes, and a clock that can be paused."""

    id: int
    started: datetime
    calls: int
    """So many are meant to be made; 0: as many as the time allows."""
    minutes: int
    """0: it has no clock."""
    paused: float = 0.0
    """Seconds it stood still."""
    ended: datetime | None = None
    kind: str = "calls"
    """What counts in it: `calls`, `minutes`, `purpose`, `new` (people never called before), `three`."""
    purpose: str = ""
    """Of a block for one purpose: its id."""
    stopped: datetime | None = None
    """Since when it stands still; None: it runs."""


@dataclass(frozen=True, slots=True)
class Undo:
    """That a result was taken back: the compensating record."""

    id: int
    contact: int
    attempt: int
    at: datetime
    disposition: str


@dataclass(frozen=True, slots=True)
class CallList:
    """Where contacts came from. Its purpose is the default of everybody on it."""

    id: int
    name: str
    purpose: str = ""
    file: str = ""
    imported: datetime | None = None
