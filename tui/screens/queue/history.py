"""Every call with somebody, with all that was written of it: for the pager and the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

from tui.core.call.attempt import Attempt, Touch
from tui.core.call.reflection import Reflection
from tui.core.people.contact import Contact
from tui.core.text import count
from tui.screens.queue.row_and_card import Shown


def every_call(shown: Shown, contact: Contact) -> Iterator[str]:
    """The lines, the newest call first; none for somebody who was never called."""
    store, dispositions = shown.services.store, shown.services.defaults.dispositions
    attempts = sorted(store.of_contact(Attempt, contact.id), key=lambda a: a.started, reverse=True)
    if attempts:
        yield count(len(attempts), "call")
    for attempt in attempts:
        came = dispositions.get(attempt.disposition)
        inbound = "they called, " if attempt.inbound else ""
        result = came.name.removesuffix(" at…") if came else "no result yet"
        yield f"{shown.when(attempt.started)}  {attempt.number}  {inbound}{result}"
        saved = store.get(Reflection, attempt.id)
        words = {"notes": attempt.notes}
        if saved:
            words |= {"right": saved.right, "wrong": saved.wrong, "next time": saved.next, "line": saved.line}
        for name, text in words.items():
            if text:
                yield f"  {name}: {' '.join(text.split())}"
    for touch in sorted(store.of_contact(Touch, contact.id), key=lambda t: t.at, reverse=True):
        yield f"{shown.when(touch.at)}  {touch.medium}  {' '.join(touch.text.split())}".rstrip()
