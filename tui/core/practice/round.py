"""A round of practice: what is asked, how it is played, how far it is, and what comes next. See `drill.py`.

Chance has no part in it: which lines are asked, in which order and with which wordings, is settled before
(`line_up.py`). Times are those of the clock that only goes forward, in seconds; dates are UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tui.core.ports import Card
from tui.core.practice.dialogue import Heard, Wanted
from tui.core.practice.practice import AGAIN, EASY, GOOD, HARD, Drill, Review

# ------------------------------------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True)
class Cue:
    """A line of theirs to which an answer is due, and what belongs to it."""

    item: str
    """As in `Review`."""
    title: str
    wordings: tuple[str, ...]
    """The ways to say it, in the order in which they are asked."""
    unseen_first: int = 0
    """So many of the wordings, from the first, were never answered."""
    answer: str = ""
    """A good answer, shown on request; empty: there is none yet (what the rep types can become it)."""
    card: Card | None = None
    """The card, with its steps and further answers; None: an opener, or a draft that has no card yet."""
    wanted: tuple[Wanted, ...] = ()
    tags: tuple[str, ...] = ()
    capture: int = 0
    """Of a draft: the id of its capture."""
    asked_before: bool = False
    """It was answered in an earlier round."""
    tries: int = 0
    """How often it was asked in this round before."""

    @property
    def said(self) -> str:
        """The wording of this time. Names in braces are not filled in."""
        return self.wordings[self.tries % len(self.wordings)]

    @property
    def unseen(self) -> bool:
        """Whether this wording was never answered."""
        return self.tries < self.unseen_first

    @property
    def again(self) -> Cue:
        """The same the next time: another wording, if there is one."""
        return replace(self, tries=self.tries + 1)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a round is played. Times in seconds."""

    mode: str
    """As in `Drill`."""
    seconds: float = 0.0
    """So soon the first word must come; 0: there is no limit."""
    at_once: bool = False
    """What was heard is shown and rated after each line, not at the end."""
    hints: bool = True
    """Whether the answer may be looked at before one is given."""
    comes_back: int = 1
    """How often a miss comes back."""
    slow: float = 5.0
    """A first word later than this makes it HARD."""
    settle: float = 0.3
    """After the time was up keys meant for the last line are dropped for so long."""


#: A first word within so many seconds is counted as quick; within the second one an answer can be EASY.
QUICK, AT_ONCE = 3.0, 2.0
#: Why there was no answer.
TOO_LATE, GAVE_UP = "too late", "gave up"
#: A miss comes back after so many others.
OTHERS = 3


def rules(mode: str, median: float | None = None) -> Rules:
    """How a mode is played; `median` is the rep's own usual time to the first word, seconds, if known."""
    slow = max(QUICK, min(5.0, 2 * median)) if median else 5.0
    match mode:
        case "flash":
            return Rules(mode, at_once=True, comes_back=2, slow=slow)
        case "hard":
            return Rules(mode, seconds=max(2.0, 0.85 * (median or 5.0)), hints=False, slow=slow)
        case "batting" | "warm-up":
            return Rules(mode, seconds=8.0, slow=slow)
    raise ValueError(f"no round is played as {mode!r}")


# ------------------------------------------------------------------------------------------------ the round


class Stage(StrEnum):
    """Where a round is."""

    SAYING = "saying"
    """The line is on its way: being spoken, or about to be drawn. No clock runs."""
    WAITING = "waiting"
    """The first word is waited for."""
    ANSWERING = "answering"
    """The first word was heard."""
    RATING = "rating"
    """The answer is over, what was heard is shown, a rating is due (`at_once` only)."""
    OVER = "over"
    """Everything was asked, or it was stopped. Ratings can still be changed."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A line that was answered."""

    cue: Cue
    review: Review
    """As it is saved; its ids are not known here and are 0."""
    heard: Heard | None = None
    """What was heard: of an answer said aloud only questions, of none nothing."""
    no_answer: str = ""
    """Why there was none: TOO_LATE, or GAVE_UP."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round, whole."""

    rules: Rules
    drill: Drill
    """The record of it; its id is not known here and is 0."""
    waits: tuple[Cue, ...]
    """What is still to be asked, in order, without the misses."""
    missed: tuple[tuple[int, Cue], ...] = ()
    """(after so many replies it may be asked again, what)."""
    replies: tuple[Reply, ...] = ()
    cue: Cue | None = None
    """What is asked now; None: it is over."""
    stage: Stage = Stage.SAYING
    answer: Reply | None = None
    """The answer that is being rated, with the proposed rating."""
    asked: float = 0.0
    """When the line was out, on the clock that only goes forward."""
    first_word: float | None = None
    """Seconds until it, for the line that is asked."""
    hint: bool = False
    """The answer was looked at before it was given."""
    hear_from: float = 0.0
    """No key counts before this time."""
    covered: float | None = None
    """Since when something lies over the screen; None: nothing does."""
    closing: bool = False
    """What is asked is the last: a miss was the last before, and a round ends on a pass."""
    problem: str = ""
    """Why the last save failed; empty: all is on disk or on its way. The next save has everything again."""

    def left(self, now: float) -> float | None:
        """Seconds left to the first word; None: no limit runs."""
        if self.stage is not Stage.WAITING or not self.rules.seconds:
            return None
        return self.asked + self.rules.seconds - (now if self.covered is None else self.covered)

    def deaf(self, now: float) -> bool:
        """Whether a key pressed now was meant for the line before."""
        return now < self.hear_from

    @property
    def number(self) -> int:
        """Which line is asked, from 1."""
        return len(self.replies) + 1

    @property
    def lines(self) -> int:
        """How many lines there are as far as it is known: more, when misses come back."""
        return len(self.replies) + len(self.waits) + len(self.missed) + (self.cue is not None)


# ------------------------------------------------------------------------------------------- what comes next


def upcoming(round: Round) -> tuple[Cue | None, Round]:
    """What is asked next, and the round without it; None: all was asked.

    A miss whose time has come, else what waits, else something that went well, so that there are others
    between a miss and its return. After a last miss something that went well is asked, once.
    """
    after, miss = round.missed[0] if round.missed else (0, None)
    without = replace(round, missed=round.missed[1:])
    if miss and after <= len(round.replies):
        return miss, without
    if round.waits:
        return round.waits[0], replace(round, waits=round.waits[1:])
    if miss:
        filler = _filler(round)
        return (filler, round) if filler else (miss, without)
    cue = _pass(round)
    return cue, replace(round, closing=True) if cue else round


def _filler(round: Round) -> Cue | None:
    """Something that went well and was asked once, the longest ago; not what was asked last."""
    times = Counter(reply.cue.item for reply in round.replies)
    for reply in round.replies[:-1]:
        if reply.review.rating != AGAIN and times[reply.cue.item] == 1:
            return reply.cue.again
    return None


def _pass(round: Round) -> Cue | None:
    """To end on a pass: after a miss, once, what went best."""
    if round.closing or not round.replies or round.replies[-1].review.rating != AGAIN:
        return None
    last = {reply.cue.item: reply for reply in round.replies}  # how it went the last time counts
    passed = [reply for reply in last.values() if reply.review.rating != AGAIN]
    return max(passed, key=lambda reply: reply.review.rating).cue.again if passed else None


# ----------------------------------------------------------------------------------------------- how it went


def proposed(reply: Reply, rules: Rules) -> Reply:
    """The reply with the rating it seems to deserve; the rep decides."""
    return replace(reply, review=replace(reply.review, rating=_deserved(reply, rules)))


def _deserved(reply: Reply, rules: Rules) -> int:
    review, first = reply.review, reply.review.first_word
    heard = reply.heard if review.answer else None  # said aloud: the rep rates
    score = heard.score if heard else None
    if reply.no_answer or review.hint or (score is not None and score < 0.5):
        return AGAIN
    if (score is not None and score < 0.75) or (first is not None and first > rules.slow):
        return HARD
    exposed = reply.cue.asked_before or reply.cue.tries > 0
    proven = heard is not None and score == 1.0 and any(point.wanted.required for point in heard.points)
    if proven and first is not None and first <= AT_ONCE and exposed:
        return EASY
    return GOOD


def counted(drill: Drill, replies: Sequence[Reply]) -> Drill:
    """The record of the round, with the figures of it so far. Too late is timed, and not quick."""
    first = [reply.review.first_word for reply in replies]
    unseen = [reply.review for reply in replies if reply.review.unseen]
    return replace(
        drill,
        lines=len(replies),
        timed=sum(
            1 for reply in replies if reply.review.first_word is not None or reply.no_answer == TOO_LATE
        ),
        quick=sum(seconds is not None and seconds <= QUICK for seconds in first),
        unseen=len(unseen),
        unaided=sum(not review.hint and review.rating != AGAIN for review in unseen),
    )
