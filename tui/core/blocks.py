"""A block (power hour) as figures: how many calls are done, how much time is left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tui.core.attempt import Attempt, Block
from tui.core.disposition import Dispositions
from tui.core.ports import Shelf


@dataclass(frozen=True, slots=True)
class Running:
    """A block under way."""

    block: Block
    paused_at: datetime | None = None
    """Since when it stands still; None: it runs."""

    def left(self, now: datetime) -> float:
        """Seconds left; negative once the time is over."""
        until = self.paused_at or now
        spent = (until - self.block.started).total_seconds() - self.block.paused
        return self.block.minutes * 60 - spent

    def toggled(self, now: datetime) -> Running:
        """Paused, or going on."""
        if self.paused_at is None:
            return replace(self, paused_at=now)
        stood = (now - self.paused_at).total_seconds()
        return Running(replace(self.block, paused=self.block.paused + stood))

    def over(self, done: int, now: datetime) -> bool:
        """Whether the calls are made or the time is up."""
        return done >= self.block.calls or self.left(now) <= 0


def calls_of(shelf: Shelf, block: Block) -> list[Attempt]:
    """The outbound calls made in a block, newest first."""
    since = reversed(shelf.since(block.started))
    return [attempt for attempt in since if attempt.block == block.id and not attempt.inbound]


def summary(calls: list[Attempt], dispositions: Dispositions) -> str:
    """`20 calls, 4 conversations, 1 meeting`."""
    came = [d for a in calls if (d := dispositions.get(a.disposition))]
    talks, meetings = sum(d.conversation for d in came), sum(d.meeting for d in came)
    parts = [f"{len(calls)} {'call' if len(calls) == 1 else 'calls'}"]
    parts += [f"{talks} {'conversation' if talks == 1 else 'conversations'}"] if talks else []
    parts += [f"{meetings} {'meeting' if meetings == 1 else 'meetings'}"] if meetings else []
    return ", ".join(parts)
