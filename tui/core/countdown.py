"""A countdown that is asked, never told: it holds a deadline, and the caller says what time it is.

Timers of a screen lose ticks when the terminal sleeps; a deadline does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Countdown:
    """`seconds` that end at `deadline` (monotonic seconds), or rest with `left` seconds to go."""

    seconds: float
    deadline: float
    left: float | None = None

    @classmethod
    def start(cls, seconds: float, at: float) -> Countdown:
        """A countdown of `seconds` from the monotonic time `at`."""
        return cls(seconds, at + seconds)

    @property
    def resting(self) -> bool:
        """Whether time stands still."""
        return self.left is not None

    def remaining(self, now: float) -> float:
        """Seconds left at `now`; negative once it ran over."""
        return self.deadline - now if self.left is None else self.left

    def shown(self, now: float) -> int:
        """Whole seconds to show: all of them at the start, 0 only when it is over, overtime negative."""
        return math.ceil(self.remaining(now))

    def over(self, now: float) -> bool:
        """Whether the time is up."""
        return self.remaining(now) <= 0

    def rest(self, now: float) -> Countdown:
        """The same countdown, standing still from `now`."""
        return self if self.resting else replace(self, left=self.deadline - now)

    def resume(self, now: float) -> Countdown:
        """The same countdown, running again from `now`."""
        return self if self.left is None else replace(self, deadline=now + self.left, left=None)
