"""Role plays and partner rounds as records: nothing is asked line by line, but they count as rounds.

Each function gives what to save (`Runner.do`). A role play is reviewed like a card, as one item.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tui.core.practice.practice import DIALOGUE, Drill, Review
from tui.core.request import Practised


def begun(mode: str, now: datetime, dialogue: str = "") -> Practised:
    """A round that starts now: `dialogue`, with the id of what is played, or `partner`."""
    return Practised((), Drill(0, mode, now, DIALOGUE + dialogue if dialogue else ""))


def played(drill: Drill, now: datetime, *, turns: int, outcome: str, rating: int) -> Practised:
    """A role play that came to an end (`Node.end`), rated by the rep.

    Args:
        drill: as it was begun.
        now: UTC.
        turns: how many answers were given.
        outcome: how it ended.
        rating: AGAIN to EASY.
    """
    review = Review(0, drill.item, now, rating)
    return Practised((review,), replace(drill, lines=turns, outcome=outcome, ended=now))


def scored(drill: Drill, now: datetime, *, lines: int, yes: int, asked: int) -> Practised:
    """A partner round that is over: of `asked` questions `yes` were answered with yes."""
    return Practised((), replace(drill, lines=lines, yes=yes, asked=asked, ended=now))


def changed(drill: Drill, change: str) -> Practised:
    """The one line the rep means to say differently, after any of them."""
    return Practised((), replace(drill, change=change))
