"""Where the time of calling goes: getting ready, waiting for somebody to pick up, talking (P8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from tui.core.call.attempt import Attempt

#: A call without an answer counts as so long a try at the most, seconds.
_LONGEST_RING = 120.0


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of a few calls, by what they went into."""

    prep: float = 0.0
    """From contact shown to dial."""
    dial: float = 0.0
    """From dial to an answer, or to the end without one."""
    talk: float = 0.0


def spent(calls: Iterable[Attempt]) -> Spent:
    """The time of the outbound ones among these calls. Of one without an end only what is known counts."""
    prep = dial = talk = 0.0
    for call in calls:
        if call.inbound:
            continue
        prep += call.prep
        until = call.answered or call.ended
        if until:
            rang = (until - call.started).total_seconds()
            # a talk that nobody marked as answered is no ringing of an hour
            dial += rang if call.answered else min(rang, _LONGEST_RING)
        talk += call.talk or 0.0
    return Spent(prep, dial, talk)


def enough(calls: Iterable[Attempt], minutes: int) -> str:
    """A line when the calls of a day took more than so many minutes of getting ready (P8); empty: they did
    not, or `minutes` is 0."""
    prep = spent(calls).prep
    if not minutes or prep <= minutes * 60:
        return ""
    return f"{int(prep // 60)} minutes of getting ready today. You know enough: the rest is in the calls."


@dataclass(frozen=True, slots=True)
class Prep:
    """The clock of getting ready. It stops so many seconds after the last key, and goes on at the next.

    All times are monotonic seconds.
    """

    since: float
    """When the stretch that runs now began; infinite while it is stopped."""
    key: float
    """When the last key was pressed."""
    before: float = 0.0
    """Seconds of the stretches before it."""

    def pressed(self, now: float, away: float) -> Prep:
        """After a key. Whoever was away for longer comes back to where the clock had stopped."""
        if self.since < inf and now - self.key > away:
            return Prep(now, now, self.seconds(now, away))
        return Prep(self.since, now, self.before)

    def stopped(self, now: float, away: float) -> Prep:
        """Somebody looks at something else than the person: it stands until `on`."""
        return Prep(inf, now, self.seconds(now, away))

    def on(self, now: float) -> Prep:
        """Back to the person: it goes on where it had stopped."""
        return Prep(now, now, self.before) if self.since == inf else self

    def seconds(self, now: float, away: float) -> float:
        """Getting ready so far."""
        return self.before + max(0.0, min(now, self.key + away) - self.since)
