"""What a do-not-call file will do to the lists there are, in numbers, before it does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tui.core.call.attempt import DoNotCall
from tui.core.lists.dnc import DncList, Packed, both, holds, minus, named, size
from tui.core.ports import Shelf
from tui.core.text import count

#: So few numbers may go without a question, though they be most of a list.
_FEW = 50


class Says(Protocol):
    """What a file says."""

    @property
    def full(self) -> bool: ...  # noqa: D102
    @property
    def added(self) -> Packed: ...  # noqa: D102
    @property
    def dropped(self) -> Packed: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class DncPlan:
    """What a file will do to its list, in numbers."""

    before: int
    added: int
    gone: int
    after: int
    stuck: int
    """Numbers that go from the list and stay forbidden: by hand, in a call, by another list."""
    again: int
    """Numbers the rep had taken back, which the file forbids again."""
    like: str
    """Another list that has most of these numbers; empty: none."""

    @property
    def lifts_most(self) -> bool:
        """Whether more than half of a list goes: a file that is not whole looks so."""
        return self.gone > _FEW and 2 * self.gone > self.before


def plan_list(shelf: Shelf, name: str, found: Says) -> DncPlan:
    """What a file does to the list of that name."""
    old = named(shelf, name)
    before: Packed = old.packed() if old else {}
    fresh = minus(found.added, before)
    gone = minus(before, found.added) if found.full else both(before, found.dropped)
    others = [one for one in shelf.all(DncList) if one.name != name]
    free = minus(gone, *(one.packed() for one in others))
    single = {d.number for d in shelf.all(DoNotCall) if d.number and not d.lifted}
    stuck = size(gone) - size(free) + sum(holds(free, e164) for e164 in single)
    taken_back = {d.number for d in shelf.all(DoNotCall) if d.lifted and d.list == name}
    like = [one.name for one in others if 2 * size(both(found.added, one.packed())) > one.total]
    return DncPlan(
        size(before),
        size(fresh),
        size(gone),
        size(before) + size(fresh) - size(gone),
        stuck,
        sum(holds(fresh, e164) for e164 in taken_back),
        like[0] if like and old is None and found.full else "",
    )


def whose(shelf: Shelf, name: str, found: Says) -> str:
    """The list a file without a given name is of; empty: it cannot be known.

    Changes go to the one list that has most of what they delete; a full file is the list of its own name.
    """
    if found.full or named(shelf, name):
        return name
    lists = list(shelf.all(DncList))
    theirs = [one for one in lists if 2 * size(both(found.dropped, one.packed())) > size(found.dropped)]
    if len(theirs) == 1:
        return theirs[0].name
    return "" if lists else name


def notes(name: str, found: Says, plan: DncPlan) -> Sequence[str]:
    """What the rep should know of it, a sentence each. How to name a list otherwise is not among it."""
    said = []
    if plan.stuck:
        said.append(
            f"{count(plan.stuck, 'number')} lifted here may still not be called: added by hand, said in a "
            "call, or on another list."
        )
    if plan.again:
        said.append(f"{count(plan.again, 'number')} you had taken back may not be called again.")
    if not found.full and not plan.before:
        said.append(f"There was no list {name} before: it has only what changed. Import the full list, too.")
    return said
