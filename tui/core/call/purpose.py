"""Why this call. The list is data (`data/purposes.yaml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tui.core.call.attempt import CallList
from tui.core.call.disposition import Disposition
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.queue.standing import Standing

DEFAULT = "win"
FOLLOW_UP = "follow-up"
PROMISE = "promise"
GROW = "grow"
REACTIVATED = "reactivate"
#: After so long, somebody once spoken to is to be won back.
REACTIVATE = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to call and its own idea of success (P5)."""

    id: str
    name: str
    success: tuple[str, ...] = ()
    """Dispositions that count as a success."""
    plan: str = ""
    """Id of the plan by which somebody is tried again (`data/retry_plans.yaml`); empty: the usual one."""


def name_of(purposes: Sequence[Purpose], id: str) -> str:
    """The purpose's name; its id when the list does not know it."""
    return next((p.name for p in purposes if p.id == id), id)


def is_success(purposes: Sequence[Purpose], id: str, came: Disposition) -> bool:
    """Whether a result is what a call of that purpose was for (P5). Of a purpose that is in nobody's list any
    more, a meeting or a sale is."""
    purpose = next((p for p in purposes if p.id == id), None)
    return came.id in purpose.success if purpose else came.meeting or came.sale


def of_list(shelf: Shelf, name: str) -> str:
    """The id of the purpose of a call list; empty: it has none, or there is no such list."""
    return next((one.purpose for one in shelf.all(CallList) if one.name == name), "") if name else ""


def purpose_of(
    contact: Contact,
    standing: Standing,
    of_list: str,
    at: datetime,
    reactivate: timedelta = REACTIVATE,
    *,
    owes_answer: bool = False,
) -> str:
    """The id of the purpose a call at `at` has unless the rep chooses another.

    An answer that is due comes first; then the contact's own purpose, else their list's (`of_list`). Winning
    new business is what both say of everybody, so there history knows better: who bought is a customer to
    grow, who was spoken to long ago (`reactivate`) is to be won back, who was spoken to is followed up.
    Nobody opens with "we haven't spoken before" to somebody they spoke to.
    """
    if owes_answer:
        return PROMISE
    chosen = contact.purpose or of_list or DEFAULT
    if chosen != DEFAULT or not standing.connects:
        return chosen
    if standing.bought:
        return GROW
    return REACTIVATED if standing.spoken and at - standing.spoken >= reactivate else FOLLOW_UP
