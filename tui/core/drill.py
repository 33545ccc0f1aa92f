"""A round of practice as data: `(round, event, now) -> (round, effects)`. Nothing else decides.

A line is *said* (shown, spoken, printed), the first word is waited for, the answer is given; then it is rated
at once (flash) or when the round is over (batting, warm-up, hard). Misses come back after three others with
another wording. Every answer is on its way to the disk before the next line is said.

Chance has no part in it: which lines are asked, in which order and with which wordings, is settled before
(`line_up.py`). Times are those of the clock that only goes forward, in seconds; dates are UTC.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tui.core.clock import Moment
from tui.core.dialogue import Heard, Wanted
from tui.core.ports import Card, Take
from tui.core.practice import AGAIN, EASY, GOOD, HARD, Drill, Review
from tui.core.request import Practised

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
#: A miss comes back after so many others.
OTHERS = 3


def rules(mode: str, median: float | None = None) -> Rules:
    """How a mode is played; `median` is the rep's own usual time to the first word, seconds, if known."""
    slow = min(5.0, 2 * median) if median else 5.0
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
    """What was heard; None: it was said aloud and nobody wrote it down, or there was no answer."""
    timed_out: bool = False


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


def begin(mode: str, cues: Sequence[Cue], now: Moment, median: float | None = None) -> Step:
    """A round of these lines (from `line_up.line_up`; at least one), and the first of them to say."""
    drill = Drill(0, mode, now.utc)
    return _next(Round(rules(mode, median), drill, tuple(cues)), now)


# ---------------------------------------------------------------------------------------------- the events


@dataclass(frozen=True, slots=True)
class Said:
    """The line is out (drawn, spoken to its end): the clock runs from now."""


@dataclass(frozen=True, slots=True)
class FirstWord:
    """The answer begins: the first key, the first sound, or the rep says so. Only the first one counts."""


@dataclass(frozen=True, slots=True)
class Hinted:
    """The answer of the card is looked at, before one is given."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is over."""

    text: str = ""
    """What was typed, or understood by the microphone; empty: it was said aloud."""
    heard: Heard | None = None
    """What `Playbook.hear(text, cue.wanted, phrases)` hears in the text; None where there is no text."""
    take: Take | None = None
    """What the microphone measured; its first word counts more than the clock's."""


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The rep has no answer."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A point that was not heard was there, says the rep."""

    label: str
    words: str = ""
    """The words that show it, to be known from now on; empty: nothing is kept."""


@dataclass(frozen=True, slots=True)
class Rated:
    """The rating of the answer being rated: `Round.answer.review.rating` is the proposed one."""

    rating: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Another rating for a line that was answered."""

    reply: int
    """Its place in `Round.replies`, from 0."""
    rating: int


@dataclass(frozen=True, slots=True)
class Meant:
    """The one line the rep means to say differently, once it is over."""

    change: str


@dataclass(frozen=True, slots=True)
class Covered:
    """Something came over the screen, or went: the clock rests meanwhile."""

    covered: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passes; a few times a second."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The rep leaves. What was answered is kept; the line being asked is not."""


@dataclass(frozen=True, slots=True)
class NotStored:
    """A save failed; `problem` is a sentence."""

    problem: str


@dataclass(frozen=True, slots=True)
class SaveAgain:
    """Try the save that failed again."""


Event = (
    Said
    | FirstWord
    | Hinted
    | Answered
    | GaveUp
    | Claimed
    | Rated
    | Changed
    | Meant
    | Covered
    | Tick
    | Stopped
    | NotStored
    | SaveAgain
)

# --------------------------------------------------------------------------------------------- the effects


@dataclass(frozen=True, slots=True)
class Say:
    """Say this line, then post Said."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class Save:
    """Carry this out (`Runner.do`, `Desk.do`); post NotStored if it fails."""

    request: Practised


@dataclass(frozen=True, slots=True)
class Learn:
    """Keep these words of the rep's as a check (a `Phrase`)."""

    check: str
    words: str


Effect = Say | Save | Learn
Step = tuple[Round, tuple[Effect, ...]]


def step(round: Round, event: Event, now: Moment) -> Step:
    """What comes of `event`. An event that means nothing now changes nothing."""
    match event:
        case Covered(covered):
            return _covered(round, covered, now), ()
        case NotStored(problem):
            return replace(round, problem=problem), ()
        case SaveAgain() if round.problem:
            return _saved(round, ())
        case Changed(reply, rating) if reply < len(round.replies) and AGAIN <= rating <= EASY:
            return _changed(round, reply, rating)
        case Stopped() if round.stage is not Stage.OVER:
            return _stopped(round)
        case Meant(change) if round.stage is Stage.OVER:
            return _saved(replace(round, drill=replace(round.drill, change=change)), ())
    if round.stage is Stage.RATING:
        return _rating(round, event, now)
    if round.stage is Stage.OVER or round.cue is None:
        return round, ()
    return _asking(round, round.cue, event, now)


def _asking(round: Round, cue: Cue, event: Event, now: Moment) -> Step:
    waiting = round.stage is Stage.WAITING
    match event:
        case Said() if round.stage is Stage.SAYING:
            return replace(round, stage=Stage.WAITING, asked=now.mono), ()
        case Tick() if (left := round.left(now.mono)) is not None and left <= 0:
            timed_out = replace(round, hear_from=now.mono + round.rules.settle)
            return _over(timed_out, Reply(cue, _review(round, cue, now), timed_out=True), now)
        case FirstWord() | Hinted() | Answered() | GaveUp() if round.deaf(now.mono):
            return round, ()
        case FirstWord() if waiting:
            return replace(round, stage=Stage.ANSWERING, first_word=now.mono - round.asked), ()
        case Hinted() if round.rules.hints:
            return replace(round, hint=True), ()
        case GaveUp():
            return _over(round, Reply(cue, _review(round, cue, now)), now)
        case Answered(text, heard, take):
            reply = Reply(cue, _answer(round, cue, text, take, now), heard)
            rating = propose(reply, round.rules)
            return _over(round, replace(reply, review=replace(reply.review, rating=rating)), now)
    return round, ()


def _rating(round: Round, event: Event, now: Moment) -> Step:
    reply = round.answer
    assert reply is not None
    match event:
        case Claimed(label, words) if reply.heard:
            claimed = replace(reply, heard=reply.heard.claim(label))
            rating = propose(claimed, round.rules)
            claimed = replace(claimed, review=replace(reply.review, rating=rating))
            return replace(round, answer=claimed), (Learn(label, words),) if words.strip() else ()
        case Rated(rating) if AGAIN <= rating <= EASY:
            return _kept(round, replace(reply, review=replace(reply.review, rating=rating)), now)
    return round, ()


# ------------------------------------------------------------------------------------------------- a reply


def _review(round: Round, cue: Cue, now: Moment) -> Review:
    """A line without an answer. With its item the moment tells a review from all others: no two are alike."""
    last = round.replies[-1].review.at if round.replies else datetime.min.replace(tzinfo=now.utc.tzinfo)
    at = max(now.utc, last + timedelta(microseconds=1))
    return Review(0, cue.item, at, AGAIN, cue.said, cue.unseen, hint=round.hint)


def _answer(round: Round, cue: Cue, text: str, take: Take | None, now: Moment) -> Review:
    heard_by_mic = take.first_word if take else None
    return replace(
        _review(round, cue, now),
        first_word=heard_by_mic if heard_by_mic is not None else round.first_word,
        answer=text.strip(),
        aloud=take is not None or not text.strip(),
        talk=take.talk if take else None,
        pause=take.pause if take else None,
    )


def propose(reply: Reply, rules: Rules) -> int:
    """The rating an answer seems to deserve; the rep decides. Rules: research on practice, §1."""
    review, heard = reply.review, reply.heard
    score = heard.score if heard else None
    first = review.first_word
    if review.hint or reply.timed_out or (score is not None and score < 0.5):
        return AGAIN
    if (score is not None and score < 0.75) or (first is not None and first > rules.slow):
        return HARD
    exposed = reply.cue.asked_before or reply.cue.tries > 0
    if score == 1.0 and first is not None and first <= AT_ONCE and exposed:
        return EASY
    return GOOD


def _over(round: Round, reply: Reply, now: Moment) -> Step:
    """The answer is over: rated now, or taken as proposed."""
    if round.rules.at_once:
        return replace(round, stage=Stage.RATING, answer=reply), ()
    return _kept(round, reply, now)


def _kept(round: Round, reply: Reply, now: Moment) -> Step:
    """A reply with its rating: on to the disk, and to the next line."""
    kept = replace(round, replies=(*round.replies, reply), answer=None)
    if reply.review.rating == AGAIN and reply.cue.tries < round.rules.comes_back:
        back = (len(kept.replies) + OTHERS, reply.cue.again)
        kept = replace(kept, missed=(*kept.missed, back))
    kept, say = _next(kept, now)
    kept, save = _saved(kept, (reply.review,))
    return kept, (*save, *say)


def _next(round: Round, now: Moment) -> Step:
    """The next line, or the end."""
    asked = replace(round, stage=Stage.SAYING, first_word=None, hint=False)
    if round.waits:
        cue = round.waits[0]
        return replace(asked, waits=round.waits[1:], cue=cue), (Say(cue),)
    drill = replace(round.drill, ended=now.utc)
    return replace(asked, cue=None, stage=Stage.OVER, drill=drill), ()


def _saved(round: Round, reviews: tuple[Review, ...]) -> Step:
    """The save of some reviews; after one that failed it is all of them, which is the same."""
    if round.problem:
        reviews = tuple(reply.review for reply in round.replies)
    drill = replace(round.drill, lines=len(round.replies))
    return replace(round, drill=drill, problem=""), (Save(Practised(reviews, drill)),)


def _changed(round: Round, at: int, rating: int) -> Step:
    reply = round.replies[at]
    review = replace(reply.review, rating=rating)
    replies = (*round.replies[:at], replace(reply, review=review), *round.replies[at + 1 :])
    return _saved(replace(round, replies=replies), (review,))


def _stopped(round: Round) -> Step:
    stopped = replace(round, stage=Stage.OVER, cue=None, answer=None, waits=(), missed=())
    if round.answer:
        return _saved(replace(stopped, replies=(*round.replies, round.answer)), (round.answer.review,))
    return stopped, ()


def _covered(round: Round, covered: bool, now: Moment) -> Round:
    if covered:
        return replace(round, covered=now.mono if round.covered is None else round.covered)
    if round.covered is None:
        return round
    return replace(round, covered=None, asked=round.asked + now.mono - round.covered)
