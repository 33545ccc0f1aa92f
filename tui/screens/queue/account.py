"""The account beside the list: whether it rests, who of it was tried and who was not, whom one lacks (P6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual.content import Content

from tui import look, say
from tui.core.people.accounts import reach
from tui.core.people.contact import Contact
from tui.core.queue.judge import Judge
from tui.core.text import count
from tui.keys import key_of

#: So many names are shown of those tried and of those not tried; how many more there are, is said.
_NAMES = 3


def account(
    judge: Judge, contact: Contact, wanted: Iterable[str], now: datetime, room: int, *, paused: bool = True
) -> Iterator[Content]:
    """The account of somebody, in a few facts; nothing where they are alone in it and nobody is missed.

    Args:
        judge: knows who was tried, and the pause.
        contact: whose account; they themselves are not named.
        wanted: the roles one wants to know in every account.
        now: UTC.
        room: cells of a line.
        paused: say that it rests, and until when.
    """
    if paused and (free := judge.accounts().of(contact).paused(judge.policy.account_pause, now)):
        yield say.fact(
            "Account", (f"rests until {judge.day(free)}: a meeting was agreed", look.ACCENT), room=room
        )
    of = reach(judge.shelf, contact, wanted)
    tried = [id for id in of.tried if id != contact.id]
    untried = [id for id in of.untried if id != contact.id]
    if tried:
        yield say.fact("Tried", _names(judge, tried, came=True), room=room)
    if untried:
        yield say.fact("Not yet", _names(judge, untried), room=room)
    if of.missing and contact.account:
        yield say.fact(
            "Nobody for",
            (", ".join(of.missing), look.ACCENT),
            (f"   {key_of('queue.add')} adds", look.QUIET),
            room=room,
        )


def _names(judge: Judge, ids: list[int], *, came: bool = False) -> str:
    """`Kim Lee, buyer: no answer · Bo Li · and 2 more`."""
    named = [_name(judge, person, came) for id in ids[:_NAMES] if (person := judge.shelf.get(Contact, id))]
    more = [f"and {count(len(ids) - _NAMES, 'more', 'more')}"] if len(ids) > _NAMES else []
    return " · ".join([*named, *more])


def _name(judge: Judge, person: Contact, came: bool) -> str:
    role = f", {say.short(person.role, 24)}" if person.role else ""
    result = judge.dispositions.get(judge.standing(person.id).last_disposition) if came else None
    said = f": {result.name.removesuffix(' at…')}" if result else ""
    return f"{say.short(person.title, 30)}{role}{said}"
