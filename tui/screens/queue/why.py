"""Why somebody is next, further down or held, to be read in ten seconds (`w` on the Queue)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from textual.content import Content

from tui import look, say
from tui.core.people.contact import Contact
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Held, Place
from tui.core.queue.why import Explanation, Factor, explain
from tui.keys import Action, filled, of_scope

#: What the help below a rule names.
_NAMED = frozenset(f"queue.{what}" for what in ("callback", "edit", "skip", "forbid", "answer", "undo"))
#: Cells of a label.
_LABEL = 14


def named() -> dict[str, Action]:
    """Keys that mean here what they mean on the Queue: how they are written, and what they do."""
    return {action.label: action for action in of_scope("queue") if action.id in _NAMED and action.keys}


def why(queue: Queue, contact: Contact, item: Place | Held, now: datetime, room: int) -> list[Content]:
    """The lines to show, none wider than `room` cells: the verdict in one sentence, then what led to it."""
    told = explain(queue, contact, now)
    rows = [*(_held(queue, told, now) if told.holds else _placed(queue, told, item, room))]
    if told.there:
        rows += [Content(""), *_facts(told.there, room)]
    if told.change:
        rows += [Content(""), *_facts([Factor("To change it", filled(told.change))], room)]
    return rows


def _placed(queue: Queue, told: Explanation, item: Place | Held, room: int) -> Iterator[Content]:
    so_far = " so far" if queue.unseen else ""
    number = f"Number {told.place:,} of {len(queue):,}{so_far}" if told.place else "In the queue"
    yield say.line((f"{number}: {item.why}.", look.STRONG))
    if told.first:
        yield say.line(told.first)
    if told.beside or told.counted:
        yield Content("")
    yield from _facts((*told.beside, *told.counted), room)


def _held(queue: Queue, told: Explanation, now: datetime) -> Iterator[Content]:
    """The rule that counts first, when it is over, what helps; then every other."""
    shown = queue.judge.shown
    first, *others = told.holds
    yield say.line((f"{look.HELD} Held. {first.says}", look.BAD))
    if told.opens:
        yield say.line("Can be called ", (shown(told.opens, now), look.STRONG), ", if nothing else happens.")
    else:
        yield say.line("The clock alone changes nothing.")
    yield say.quiet(filled(first.help))
    for hold in others:
        until = f"until {shown(hold.until, now)} · " if hold.until else ""
        yield Content("")
        yield say.line("Also: ", f"{hold.says[:1].lower()}{hold.says[1:]}")
        yield say.quiet(until + filled(hold.help))


def _facts(factors: Iterable[Factor], room: int) -> Iterator[Content]:
    for one in factors:
        yield say.fact(one.name, one.says, label_width=_LABEL, room=room)
