"""The ladder: ten steps from a card read aloud to the first name on the list. Offered, never forced.

Before a step the rep says how bad it will be, 0 to 10, and afterwards how bad it was: that the two differ is
what the ladder is for. One goes up because a step was done, not because it was calm, and may stay, or go back
to any step done before. (Exposure by inhibitory learning: Craske 2014. It is training, not therapy.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from tui.core.practice.practice import Rung

#: Fear goes from nothing to this.
WORST = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the ladder."""

    number: int
    """1 to 10; `Rung.rung`."""
    name: str
    how: str
    """What to do, in a sentence."""
    mode: str = ""
    """The practice that does it (as in `Drill`); empty: it is done outside the app, or by reading."""
    aloud: bool = False
    """The voice belongs to it."""


STEPS = (
    Step(1, "Read a card aloud", "Open a card and read its answer out, as if to somebody.", aloud=True),
    Step(2, "Flash cards, typed", "Answer five lines by typing.", "flash"),
    Step(3, "Flash cards, aloud", "Answer five lines aloud.", "flash", aloud=True),
    Step(4, "A friendly role play", "Play a role play with somebody who means well.", "dialogue"),
    Step(5, "The same with your voice", "Play it again, and say every answer aloud.", "dialogue", aloud=True),
    Step(6, "Batting practice", "Ten lines in quick succession, aloud.", "batting", aloud=True),
    Step(7, "A hard round", "Rough lines, a short clock, no hints.", "hard", aloud=True),
    Step(
        8, "Your own voicemail", "Ring your own number and leave the voicemail you would leave.", aloud=True
    ),
    Step(9, "A harmless call", "Ring a shop and ask when it is open.", aloud=True),
    Step(10, "The first name on the list", "Call whoever stands first in the queue.", aloud=True),
)


def offered(rungs: Iterable[Rung]) -> Step:
    """The step to offer: the one after the highest that was done, or the first; at the top the last."""
    done = max((rung.rung for rung in rungs if rung.done), default=0)
    return STEPS[min(max(done, 0), len(STEPS) - 1)]


def under_way(rungs: Iterable[Rung]) -> Rung | None:
    """The step that was begun last and is not done; None: none is."""
    latest = max(rungs, key=lambda rung: (rung.at, rung.id), default=None)
    return latest if latest and not latest.done else None


@dataclass(frozen=True, slots=True)
class Climbed:
    """What was done of one step, and the fear expected and found, both on average."""

    times: int
    predicted: float
    actual: float


def climbed(rungs: Iterable[Rung], number: int) -> Climbed | None:
    """How a step went so far; None: it was never done with both figures said."""
    both = [(r.predicted, r.actual) for r in rungs if r.rung == number and r.done and r.actual is not None]
    if not both:
        return None
    return Climbed(len(both), mean(before for before, _ in both), mean(after for _, after in both))
