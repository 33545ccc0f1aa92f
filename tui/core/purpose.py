"""Why this call. The list is data (`data/purposes.yaml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.core.attempt import CallList
from tui.core.contact import Contact
from tui.core.ports import Shelf
from tui.core.standing import Standing

DEFAULT = "win"
FOLLOW_UP = "follow-up"
PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to call and its own idea of success (P5)."""

    id: str
    name: str
    success: tuple[str, ...] = ()
    """Dispositions that count as a success."""


def name_of(purposes: Sequence[Purpose], id: str) -> str:
    """The purpose's name; its id when the list does not know it."""
    return next((p.name for p in purposes if p.id == id), id)


def of_list(shelf: Shelf, name: str) -> str:
    """The id of the purpose of a call list; empty: it has none, or there is no such list."""
    return next((one.purpose for one in shelf.all(CallList) if one.name == name), "") if name else ""


def for_call(contact: Contact, standing: Standing, owes_answer: bool, of_list: str = "") -> str:
    """The id of the purpose a call has unless the rep chooses another.

    The contact's own, else their list's (`of_list`). But nobody opens with "we haven't spoken before" to
    somebody they spoke to: an answer that is due comes first, and winning new business becomes following up.
    """
    if owes_answer:
        return PROMISE
    chosen = contact.purpose or of_list or DEFAULT
    return FOLLOW_UP if chosen == DEFAULT and standing.connects else chosen
