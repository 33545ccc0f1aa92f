"""Root causes (P13): a short self-check of what makes the phone heavy, and what its answers change.

It is private, it is no test of anybody, and it puts no label on anyone: it counts which statements ring true,
and each root that speaks up changes one thing, which the rep can switch off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.core.ports import Shelf

#: It is offered again after so long.
AGAIN = timedelta(weeks=6)
#: The four answers, by their key.
ANSWERS: Mapping[str, str] = {"1": "not at all", "2": "a little", "3": "mostly", "4": "very much"}
#: From here on a statement rings true.
_TRUE = 3


@dataclass(frozen=True, slots=True)
class Root:
    """Where the weight may come from, and the one thing it changes."""

    id: str
    name: str
    effect: str
    """Id of what it changes."""
    does: str
    """The same as a sentence."""


VALUE_FIRST, EVIDENCE, MORE_DRILLS, WHY_FIRST = "value-first", "evidence", "more-drills", "why-first"
FIND_OUT, HOSTILE, TWO_NOES = "find-out", "hostile", "two-noes"
#: The roots, in the order in which they are told.
ROOTS = (
    Root("offer", "the offer", VALUE_FIRST, "in a call the value sheet stands first, on cards the proof"),
    Root(
        "worth", "what I bring", EVIDENCE, "your wins stand beside each person; easy calls are offered first"
    ),
    Root("language", "the words", MORE_DRILLS, "longer rounds of practice, more new cards a day"),
    Root("meaning", "what it is for", WHY_FIRST, "your why comes at each hard moment, and opens a block"),
    Root("unknown", "not knowing", FIND_OUT, "a round begins with what you cannot answer: “I'll find out”"),
    Root("rough", "rough people", HOSTILE, "role plays with rough people come first"),
    Root("rejection", "hearing no", TWO_NOES, "the line at hard moments comes after two noes"),
)
EFFECTS = frozenset(root.effect for root in ROOTS)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that rings true, or does not (`data/roots.yaml`)."""

    id: str
    root: str
    text: str
    turned: bool = False
    """Saying yes to it is good news."""


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """The answers of one time. One that is not done is its own draft."""

    id: int
    began: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    """Statement → key of ANSWERS."""
    done: datetime | None = None
    speaks: tuple[str, ...] = ()
    """Once it is done: the roots that speak up."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about the offer or its delivery: somebody who can settle it, a next step, and a day for it."""

    id: int
    text: str
    owner: str
    step: str
    due: datetime
    made: datetime
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a self-check says of one root."""

    root: Root
    true: int
    """So many of its statements ring true, …"""
    of: int
    """… of so many that were answered."""
    before: int | None = None
    """How many did the time before, of the same statements; None: there was none."""

    @property
    def speaks(self) -> bool:
        """Whether it changes something: at least half of its statements ring true."""
        return self.of > 0 and 2 * self.true >= self.of

    @property
    def trend(self) -> str:
        """Against the time before, in a word or two; empty: there was none."""
        if self.before is None:
            return ""
        if self.before == self.true:
            return "as before"
        return f"{'more' if self.true > self.before else 'fewer'} than before: {self.before}"


def rings_true(statement: Statement, answer: str) -> bool:
    """Whether a statement's trouble is there: a yes, or a no to one that is turned."""
    if answer not in ANSWERS:  # a file edited by hand may hold any text
        return False
    return (int(answer) >= _TRUE) is not statement.turned


def found(
    statements: Sequence[Statement], answers: Mapping[str, str], before: Mapping[str, str] | None = None
) -> list[Found]:
    """What each root comes to, in their order. Answers to statements that are gone are left out."""
    results = []
    for root in ROOTS:
        own = [one for one in statements if one.root == root.id and one.id in answers]
        past = [one for one in own if before and one.id in before]
        was = sum(rings_true(one, before[one.id]) for one in past) if before and past else None
        results.append(Found(root, sum(rings_true(one, answers[one.id]) for one in own), len(own), was))
    return results


def latest(shelf: Shelf, *, before: int | None = None) -> SelfCheck | None:
    """The newest one that is done; with `before` the newest before that id."""
    for id in reversed(shelf.ids(SelfCheck)):
        check = shelf.get(SelfCheck, id)
        if check and check.done and (before is None or id < before):
            return check
    return None


def begun(shelf: Shelf) -> SelfCheck | None:
    """The one that waits to be gone on with, if there is one."""
    check = shelf.latest(SelfCheck)
    return check if check and not check.done else None


def due(shelf: Shelf, now: datetime) -> bool:
    """Whether it is to be offered: one waits, or the last is weeks ago. Nobody is asked who never began."""
    check = latest(shelf)
    return begun(shelf) is not None or (check is not None and now - (check.done or now) >= AGAIN)


def acting(shelf: Shelf, off: Collection[str]) -> frozenset[str]:
    """Ids of what the last self-check changes now; `off`: what the rep has switched off."""
    check = latest(shelf)
    speaks = check.speaks if check else ()
    return frozenset(root.effect for root in ROOTS if root.id in speaks and root.effect not in off)


def open_doubts(shelf: Shelf) -> list[Doubt]:
    """Those that are not settled, the soonest due first."""
    return sorted((doubt for doubt in shelf.all(Doubt) if not doubt.done), key=lambda doubt: doubt.due)
