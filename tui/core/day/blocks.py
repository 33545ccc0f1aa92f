"""A block (power hour) as figures: what counts in it, how much time is left, what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, tzinfo

from tui.core.call.attempt import Attempt, Block
from tui.core.call.disposition import Dispositions
from tui.core.call.reflection import Reflection
from tui.core.day.spent import Spent, spent
from tui.core.ports import Shelf

#: A block that was left open (a crash, a closed terminal) is offered again for so long.
FRESH = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Running:
    """A block under way."""

    block: Block

    def left(self, now: datetime) -> float:
        """Seconds left; negative once the time is over. Of a block without a clock always 0."""
        if not self.block.minutes:
            return 0.0
        until = self.block.stopped or now
        gone = (until - self.block.started).total_seconds() - self.block.paused
        return self.block.minutes * 60 - gone

    def toggled(self, now: datetime) -> Running:
        """Paused, or going on."""
        if self.block.stopped is None:
            return Running(replace(self.block, stopped=now))
        stood = max(0.0, (now - self.block.stopped).total_seconds())
        return Running(replace(self.block, paused=self.block.paused + stood, stopped=None))

    def over(self, done: int, now: datetime) -> bool:
        """Whether the calls are made or the time is up."""
        made = bool(self.block.calls) and done >= self.block.calls
        return made or (bool(self.block.minutes) and self.left(now) <= 0)


def calls_of(shelf: Shelf, block: Block) -> list[Attempt]:
    """The outbound calls made in a block, newest first."""
    since = reversed(shelf.since(block.started))
    return [attempt for attempt in since if attempt.block == block.id and not attempt.inbound]


def counts(shelf: Shelf, block: Block, call: Attempt) -> bool:
    """Whether a call made in a block brings it nearer to its end."""
    if block.kind == "purpose":
        return call.purpose == block.purpose
    if block.kind == "new":
        return all(other.started >= call.started for other in shelf.of_contact(Attempt, call.contact))
    return True


def left_open(shelf: Shelf, now: datetime) -> Block | None:
    """The block somebody was in when the app went away, with the time since as a pause; None: there is none.

    It stood still since the last sign of life: its pause, the end of its last call, or its beginning.
    """
    block = shelf.latest(Block)
    if block is None or block.ended or not timedelta() <= now - block.started < FRESH:
        return None
    calls = calls_of(shelf, block)
    last = max((call.ended or call.answered or call.started for call in calls), default=block.started)
    return block if block.stopped else replace(block, stopped=min(last, now))


def standing_time(at: str, day: datetime, zone: tzinfo) -> datetime | None:
    """When the daily block of `block_at` (`09:30`) is on the rep's day of `day`; None: there is none."""
    if not at:
        return None
    hour, minute = at.split(":")
    return datetime.combine(day.astimezone(zone).date(), time(int(hour), int(minute)), zone)


def began_since(shelf: Shelf, moment: datetime) -> list[Block]:
    """The blocks that began at a moment or after it, newest first. Just three is none of them."""
    found = []
    for id in reversed(shelf.ids(Block)):
        block = shelf.get(Block, id)
        if block is None or block.started < moment:
            break
        if block.kind != "three":
            found.append(block)
    return found


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a block."""

    dials: int = 0
    counted: int = 0
    """Those of them that the block was for."""
    conversations: int = 0
    meetings: int = 0
    asked: int = 0
    """How often the form asked whether I did what I meant to."""
    kept: int = 0
    """How often I did."""
    spent: Spent = field(default_factory=Spent)
    right: str = ""
    """The newest line on what went right."""


def came_of(shelf: Shelf, block: Block, dispositions: Dispositions) -> Came:
    """What came of a block so far."""
    calls = calls_of(shelf, block)
    results = [d for call in calls if (d := dispositions.get(call.disposition))]
    said = [saved for call in calls if (saved := shelf.get(Reflection, call.id))]
    return Came(
        dials=len(calls),
        counted=sum(counts(shelf, block, call) for call in calls),
        conversations=sum(d.conversation for d in results),
        meetings=sum(d.meeting for d in results),
        asked=sum(saved.kept is not None for saved in said),
        kept=sum(bool(saved.kept) for saved in said),
        spent=spent(calls),
        right=next((saved.right for saved in said if saved.right), ""),
    )
