"""Where time comes from. Nothing else in the program reads a clock."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Moment:
    """One reading of a clock: `utc` says when (aware, UTC), `mono` measures how long (seconds)."""

    utc: datetime
    mono: float


class Clock(Protocol):
    """Something that can be asked for the time."""

    def now(self) -> Moment:
        """The present moment."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> Moment:
        """The present moment."""
        return Moment(datetime.now(UTC), time.monotonic())


class SetClock:
    """The computer's clock, set to another time: it reads `start` now and goes on from there."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start.astimezone(UTC) - datetime.now(UTC)

    def now(self) -> Moment:
        """The present moment by this clock."""
        return Moment(datetime.now(UTC) + self._ahead, time.monotonic())


class FakeClock:
    """A clock that moves only when told to; `--at` and the tests use it."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        self._start, self._elapsed = start.astimezone(UTC), 0.0

    def now(self) -> Moment:
        """The moment it was moved to."""
        return Moment(self._start + timedelta(seconds=self._elapsed), self._elapsed)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self._elapsed += seconds
