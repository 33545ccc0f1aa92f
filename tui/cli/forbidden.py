"""Whether a number must not be called, also when it was the people behind it who said so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tui.core.call.attempt import DoNotCall
from tui.core.people.contact import Contact
from tui.core.ports import Store


@dataclass(frozen=True, slots=True)
class Forbidden:
    """That a number must not be called."""

    why: str
    since: datetime | None
    """None: nobody wrote down when."""


def forbidden(store: Store, e164: str) -> Forbidden | None:
    """Why a number must not be called: itself, or everybody here who has it; None: it may be.

    A switchboard that one of two colleagues shares is not forbidden by what the one said.
    """
    if entry := store.do_not_call(e164):
        return Forbidden(entry.why or "added", entry.at)
    theirs = [_asked(store, contact) for contact in store.by_number(e164)]
    refusals = [said for said in theirs if said]
    return refusals[0] if refusals and len(refusals) == len(theirs) else None


def _asked(store: Store, contact: Contact) -> Forbidden | None:
    """That a person must not be called; None: they may be."""
    for entry in store.of_contact(DoNotCall, contact.id):
        if not entry.number and not entry.lifted:
            return Forbidden(f"{contact.title}: {entry.why or 'asked not to be called'}", entry.at)
    if contact.do_not_call:
        return Forbidden(f"{contact.title}: {contact.do_not_call}", contact.added)
    return None
