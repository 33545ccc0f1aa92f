"""The weekly check-in (P23): seven questions, last week's answers beside them, homework until it is done.

One that is begun and not finished is its own draft: it is kept whole with each pause in typing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from tui.core.call.attempt import Attempt, Touch
from tui.core.call.disposition import Dispositions
from tui.core.practice.practice import Drill
from tui.core.text import count

if TYPE_CHECKING:
    from tui.core.ports import Shelf

#: What the app knows itself, to be shown beside an answer.
Beside = Literal["", "calls", "touches", "wins", "drills"]

#: A week, less half a day: who did it on Friday evening may do it on Friday morning.
EACH = timedelta(days=6, hours=12)
#: Before so many calls there is nothing to look back on.
_FIRST = 20
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the check-in (`data/checkin.yaml`)."""

    id: str
    name: str
    """What it is about, in two or three words."""
    ask: str
    hint: str = ""
    """What an answer may look like; shown in the empty field."""
    beside: Beside = ""


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The answers of one week."""

    id: int
    began: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    """Question → the rep's words; those without an answer are left out."""
    homework: str = ""
    """What the rep means to do before the next one."""
    done: datetime | None = None
    """When it was finished; None: it is a draft."""
    homework_done: datetime | None = None
    talk: datetime | None = None
    """When the talk with a mentor is, where one was agreed."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What the app counted in the seven days before a check-in."""

    calls: int = 0
    touches: int = 0
    wins: int = 0
    """Meetings and sales."""
    drills: int = 0
    """Rounds of practice with at least one line."""

    def words(self, beside: Beside) -> str:
        """The figure that belongs beside a question, as a few words; empty: none does."""
        match beside:
            case "calls":
                return f"{count(self.calls, 'call')} in seven days"
            case "touches":
                other = count(self.touches, "e-mail, message or visit", "e-mails, messages and visits")
                return f"{count(self.calls, 'call')} and {other} in seven days"
            case "wins":
                return f"{count(self.wins, 'meeting or sale', 'meetings and sales')} in seven days"
            case "drills":
                return f"{count(self.drills, 'round')} of practice in seven days"
        return ""


def due(shelf: Shelf, now: datetime) -> bool:
    """Whether a check-in is to be offered: one was begun, or the last is a week ago (or none was, after the
    first twenty calls). Cheap: it may be asked each second."""
    last = shelf.latest(CheckIn)
    if last is None:
        return len(shelf.all(Attempt)) >= _FIRST
    return last.done is None or now - last.done >= EACH


def under_way(shelf: Shelf) -> CheckIn | None:
    """The one that was begun and is not finished."""
    last = shelf.latest(CheckIn)
    return last if last and last.done is None else None


def finished(shelf: Shelf, many: int = 2) -> list[CheckIn]:
    """The last ones that were finished, the newest first."""
    found: list[CheckIn] = []
    for id in reversed(shelf.ids(CheckIn)):
        one = shelf.get(CheckIn, id)
        if one and one.done:
            found.append(one)
        if len(found) == many:
            break
    return found


def homework(shelf: Shelf) -> CheckIn | None:
    """The check-in whose homework is still to be done; None: there is none."""
    last = next(iter(finished(shelf, 1)), None)
    return last if last and last.homework and not last.homework_done else None


def begin(shelf: Shelf, id: int, now: datetime) -> CheckIn:
    """The one under way, else a new one; homework that is not done is taken over."""
    open_ = homework(shelf)
    return under_way(shelf) or CheckIn(id, now, homework=open_.homework if open_ else "")


def truth(shelf: Shelf, dispositions: Dispositions, now: datetime) -> Truth:
    """What was really done in the seven days before `now`."""
    since = now - _WEEK
    calls = [call for call in shelf.since(since) if not call.inbound and call.started <= now]
    came = [dispositions.get(call.disposition) for call in calls]
    wins = sum(one is not None and (one.meeting or one.sale) for one in came)
    drills = [drill for drill in shelf.drills(since) if _rehearsed(drill)]
    return Truth(len(calls), _touches(shelf, since, now), wins, len(drills))


def _rehearsed(drill: Drill) -> bool:
    return drill.lines > 0 or drill.asked > 0


def _touches(shelf: Shelf, since: datetime, now: datetime) -> int:
    """Ids are given as touches are written down: the first that is older ends the search."""
    many = 0
    for id in reversed(shelf.ids(Touch)):
        touch = shelf.get(Touch, id)
        if touch and touch.at < since:
            break
        many += touch is not None and touch.at <= now
    return many


def laid_over(shipped: Iterable[Question], own: Iterable[Question]) -> tuple[Question, ...]:
    """The shipped questions with the rep's: one of the same id takes the place, others come behind."""
    theirs = {question.id: question for question in own}
    ours = [theirs.pop(question.id, question) for question in shipped]
    return tuple(q for q in (*ours, *theirs.values()) if q.ask)
