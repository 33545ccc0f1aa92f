"""A round of practice as data: `(round, event, now) -> (round, effects)`. Nothing else decides.

A line is *said* (shown, spoken, printed), the first word is waited for, the answer is given; then it is rated
at once (flash) or when the round is over (batting, warm-up, hard). Misses come back after three others with
another wording. Every answer is on its way to the disk before the next line is said.

Over 300 lines, by few: what can happen and what comes of it are read together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tui.core.clock import Moment
from tui.core.ports import Take
from tui.core.practice.dialogue import Heard
from tui.core.practice.practice import AGAIN, EASY, Drill, Review
from tui.core.practice.round import (
    GAVE_UP,
    OTHERS,
    TOO_LATE,
    Cue,
    Reply,
    Round,
    Stage,
    counted,
    proposed,
    rules,
    upcoming,
)
from tui.core.request import Practised

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
    """What `Playbook.hear(text, cue.wanted, phrases)` hears; without a text nothing is rated by it."""
    take: Take | None = None
    """What the microphone measured; its first word counts, not the clock's."""


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


def begin(mode: str, cues: Sequence[Cue], now: Moment, median: float | None = None) -> Step:
    """A round of these lines (from `line_up.line_up`; at least one), and the first of them to say."""
    drill = Drill(0, mode, now.utc)
    return _next(Round(rules(mode, median), drill, tuple(cues)), now)


def step(round: Round, event: Event, now: Moment) -> Step:
    """What comes of `event`. An event that means nothing now changes nothing."""
    match event:
        case Covered(covered):
            return _covered(round, covered, now), ()
        case NotStored(problem):
            return replace(round, problem=problem), ()
        case SaveAgain() if round.problem:
            return _saved(round, ())
        case Changed(reply, rating) if 0 <= reply < len(round.replies) and AGAIN <= rating <= EASY:
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
            return _over(timed_out, Reply(cue, _review(round, cue, now), no_answer=TOO_LATE), now)
        case FirstWord() | Hinted() | Answered() | GaveUp() if round.deaf(now.mono):
            return round, ()
        case FirstWord() if waiting:
            return replace(round, stage=Stage.ANSWERING, first_word=now.mono - round.asked), ()
        case Hinted() if round.rules.hints:
            return replace(round, hint=True), ()
        case GaveUp():
            return _over(round, Reply(cue, _review(round, cue, now), no_answer=GAVE_UP), now)
        case Answered(text, heard, take):
            return _over(round, Reply(cue, _answer(round, cue, text, take, now), heard), now)
    return round, ()


def _rating(round: Round, event: Event, now: Moment) -> Step:
    reply = round.answer
    assert reply is not None
    match event:
        case Claimed(label, words) if reply.heard:
            claimed = proposed(replace(reply, heard=reply.heard.claim(label)), round.rules)
            return replace(round, answer=claimed), (Learn(label, words),) if words.strip() else ()
        case Rated(rating) if AGAIN <= rating <= EASY:
            return _kept(round, replace(reply, review=replace(reply.review, rating=rating)), now)
    return round, ()


# ------------------------------------------------------------------------------------------------- a reply


def _review(round: Round, cue: Cue, now: Moment) -> Review:
    """A line without an answer. With its item the moment tells a review from all others: no two are alike."""
    after = [reply.review.at + timedelta(microseconds=1) for reply in round.replies[-1:]]
    at = max(now.utc, *after) if after else now.utc
    return Review(0, cue.item, at, AGAIN, cue.said, cue.unseen, hint=round.hint)


def _answer(round: Round, cue: Cue, text: str, take: Take | None, now: Moment) -> Review:
    return replace(
        _review(round, cue, now),
        first_word=None if round.hint else take.first_word if take else round.first_word,
        answer=text.strip(),
        aloud=take is not None or not text.strip(),
        talk=take.talk if take else None,
        pause=take.pause if take else None,
    )


def _over(round: Round, reply: Reply, now: Moment) -> Step:
    """The answer is over: rated now, or taken as proposed."""
    reply = proposed(reply, round.rules)
    if round.rules.at_once:
        return replace(round, stage=Stage.RATING, answer=reply), ()
    return _kept(round, reply, now)


def _kept(round: Round, reply: Reply, now: Moment) -> Step:
    """A reply with its rating: on to the disk, and to the next line."""
    kept = replace(round, replies=(*round.replies, reply), answer=None)
    if reply.review.rating == AGAIN and reply.cue.tries < round.rules.comes_back and not round.closing:
        back = (len(kept.replies) + OTHERS, reply.cue.again)
        kept = replace(kept, missed=(*kept.missed, back))
    kept, say = _next(kept, now)
    kept, save = _saved(kept, (reply.review,))
    return kept, (*save, *say)


def _next(round: Round, now: Moment) -> Step:
    """The next line, or the end."""
    cue, after = upcoming(replace(round, stage=Stage.SAYING, first_word=None, hint=False))
    if cue:
        return replace(after, cue=cue), (Say(cue),)
    drill = replace(after.drill, ended=now.utc)
    return replace(after, cue=None, stage=Stage.OVER, drill=drill), ()


def _saved(round: Round, reviews: tuple[Review, ...]) -> Step:
    """The save of some reviews; after one that failed it is all of them, which is the same."""
    if round.problem:
        reviews = tuple(reply.review for reply in round.replies)
    drill = counted(round.drill, round.replies)
    return replace(round, drill=drill, problem=""), (Save(Practised(reviews, drill)),)


def _changed(round: Round, at: int, rating: int) -> Step:
    reply = round.replies[at]
    if reply.review.rating == rating:
        return round, ()
    changed = replace(reply, review=replace(reply.review, rating=rating))
    replies = (*round.replies[:at], changed, *round.replies[at + 1 :])
    return _saved(replace(round, replies=replies), (changed.review,))


def _stopped(round: Round) -> Step:
    stopped = replace(round, stage=Stage.OVER, cue=None, answer=None, waits=(), missed=())
    if round.answer:
        return _saved(replace(stopped, replies=(*round.replies, round.answer)), (round.answer.review,))
    return _saved(stopped, ()) if round.problem else (stopped, ())


def _covered(round: Round, covered: bool, now: Moment) -> Round:
    if covered == (round.covered is not None):
        return round
    if round.covered is None:
        return replace(round, covered=now.mono)
    return replace(round, covered=None, asked=round.asked + now.mono - round.covered)
