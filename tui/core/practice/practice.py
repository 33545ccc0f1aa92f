"""What is kept of practice: reviews, where each card stands, rounds, and the ten rungs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

#: An item that is a dialogue, not a card, has this before its id.
DIALOGUE = "dialogue/"

#: An item that is an objection without a card has this before its words (folded).
DRAFT = "draft/"

#: An item that is an opener has this before its id. It is practised, but never due.
OPENER = "opener/"

#: How well it went (Anki's four). Hard is a pass: whoever missed it presses 1.
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Review:
    """One graded recall of a card."""

    id: int
    item: str
    """The card's id, or DIALOGUE, DRAFT or OPENER and what follows them."""
    at: datetime
    rating: int
    """AGAIN, HARD, GOOD or EASY."""
    said: str = ""
    """The wording that was heard."""
    unseen: bool = False
    """That wording had never been answered before."""
    first_word: float | None = None
    """Seconds to the first word of the answer; None: not known."""
    hint: bool = False
    """The answer was looked at before it was given."""
    answer: str = ""
    """What was typed or written down; empty when it was said aloud."""
    aloud: bool = False
    talk: float | None = None
    """Seconds spoken, where a microphone listened."""
    pause: float | None = None
    """The longest silence in it, seconds, where a microphone listened."""
    drill: int = 0
    """The round it was part of."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Where a card stands in practice: what the schedule needs of its reviews. Times are UTC."""

    id: int
    item: str
    """As in `Review`; one recall for each item."""
    due: datetime
    last: datetime
    """When it was last answered."""
    stability: float
    """Days until it is remembered nine times in ten (FSRS)."""
    difficulty: float
    """1 to 10 (FSRS)."""
    reviews: int = 1
    misses: int = 0
    """How often it was AGAIN."""
    rating: int = GOOD
    """The last one."""
    heard: tuple[str, ...] = ()
    """The wordings it was asked with, the latest last."""
    first: datetime | None = None
    """When it was first answered."""


@dataclass(frozen=True, slots=True)
class Drill:
    """One round of practice. A round that was left early has no end."""

    id: int
    mode: str
    """`batting`, `warm-up`, `flash`, `hard`, `dialogue` or `partner`."""
    started: datetime
    item: str = ""
    """Of a dialogue: `dialogue/` and its id."""
    lines: int = 0
    """How many were answered."""
    ended: datetime | None = None
    change: str = ""
    """The one line the rep means to say differently."""
    outcome: str = ""
    """How a dialogue ended (`meeting`, `no`…)."""
    yes: int = 0
    """Of a partner's questions, how many were answered with yes."""
    asked: int = 0
    """How many questions the partner had."""
    timed: int = 0
    """Of how many lines the first word was timed, …"""
    quick: int = 0
    """… and how often it came within three seconds."""
    unseen: int = 0
    """How many lines had a wording never answered before, …"""
    unaided: int = 0
    """… and how many of these were answered without a hint, and were no miss."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder taken, with the fear that was expected and the fear that was there (0–10)."""

    id: int
    rung: int
    """1 to 10."""
    at: datetime
    predicted: int
    actual: int | None = None
    """None: not done yet, or not said."""
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words the rep said count as a check: the rep's own, beside those the app knows."""

    id: int
    check: str
    """The built-in check (`acknowledge`…)."""
    text: str
    at: datetime
