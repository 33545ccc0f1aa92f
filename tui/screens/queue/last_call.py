"""The last call, once more: its form, or its result taken back."""

from __future__ import annotations

from tui.core.call.attempt import Attempt
from tui.core.call.events import Reopened
from tui.core.call.reflection import Intention, Reflection
from tui.core.call.result import as_left, form_of
from tui.core.people.contact import Contact
from tui.runner import Runner


def reopened(runner: Runner) -> Reopened | None:
    """What opens the form of the last call again, an unfinished one first; None: there is no call."""
    store = runner.store
    waiting = [attempt for attempt in runner.unfinished() if store.get(Contact, attempt.contact)]
    attempt = waiting[-1] if waiting else runner.last_attempt()
    contact = store.get(Contact, attempt.contact) if attempt else None
    if attempt is None or contact is None:
        return None
    saved = store.get(Reflection, attempt.id)
    asked = store.get(Intention, saved.intention) if saved else None
    meant = asked or runner.intention()
    if meant and meant.attempt == attempt.id:
        meant = None
    zone = runner.zone_of(contact, attempt.number)
    return Reopened(as_left(store, attempt), zone, form_of(store, attempt), meant)


async def taken_back(runner: Runner, attempt: Attempt) -> tuple[str, str]:
    """Take the result of a call back. Returns (what to say, what went wrong)."""
    contact = runner.store.get(Contact, attempt.contact)
    answer = await runner.undo(attempt)
    if problem := getattr(answer, "problem", ""):
        return "", problem
    who = contact.title if contact else "the last call"
    return f"Undone: the result of {who}. The dial still counts. {{queue.reopen}} opens the form again.", ""
