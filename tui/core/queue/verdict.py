"""A verdict of the queue: a place or a hold, each with its reason; and what it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tui.core.lists.profile import Grade
from tui.core.people.accounts import Accounts
from tui.core.people.contact import Contact, Number
from tui.core.queue.order import earliest
from tui.core.queue.rotation import Plan
from tui.core.queue.standing import Standing

#: The groups of the calling order. Only the first two outrank the list, and only whom `Judge.above` names can
#: come into them: `Queue.begin` builds on that.
DUE, WARM, LIST, SKIPPED = range(4)


@dataclass(frozen=True, slots=True)
class Place:
    """A contact in the queue. Sorts by `key`."""

    key: tuple[float, ...]
    """The group, what it is ordered by within it, and the contact's id, so that no two are the same."""
    contact: int
    why: str
    """In words: `callback 10:30`, `grade A, first try`, `try 3 of 6`."""
    number: str
    """The E.164 number to ring."""
    due: datetime | None = None
    """The agreed time, if that is why."""
    until: datetime | None = None
    """When this must be looked at again (UTC)."""
    agreed: str = ""
    """`callback` or `promise`, if that is why."""

    @property
    def outranks_the_list(self) -> bool:
        """Whether this person comes next wherever one is in the list: a time agreed, or a name just given."""
        return self.key[0] < LIST


@dataclass(frozen=True, slots=True)
class Held:
    """A contact that may not be called now."""

    contact: int
    rule: str
    """Short and countable: `do not call`, `no number`, `outside hours`… (`why.HELP` knows them all)."""
    why: str
    """In words, about this contact."""
    until: datetime | None = None
    """When it is looked at again; None: only something that happens changes it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A contact at a moment, with what several rules ask."""

    contact: Contact
    standing: Standing
    numbers: Sequence[Number]
    """Those that may be rung, best first."""
    now: datetime
    accounts: Accounts
    grade: Grade | None
    warm: str
    """Why they come before the list; empty: they do not."""
    plan: Plan | None
    tries: Sequence[datetime]
    """The tries of the round under way, oldest first."""
    done: datetime | None
    """When that round is or was done; None: no plan, or nobody tried."""

    def held(self, rule: str, why: str, until: datetime | None = None) -> Held:
        """Held until `until`, or until a rule that counts for more begins to hold."""
        done = self.done if until and self.done and self.done > self.now else None
        return Held(self.contact.id, rule, why, earliest(until, done))
