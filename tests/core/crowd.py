"""A crowd to whom anything may happen, and the queue that must be kept for it."""

from __future__ import annotations

import random
from datetime import timedelta

from tests.core.given import DISPOSITIONS, NEW_YORK, Book, number, person
from tui.core.call.attempt import Callback
from tui.core.call.changes import Changes
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.queue import Queue

ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland", "")


def crowd(chance: random.Random, many: int) -> list[Contact]:
    return [
        person(
            id,
            number(f"+4420794{id:05}", chance.choice(("mobile", "work", "fax")), chance.choice(ZONES)),
            number(f"+4477009{id:05}", "main", chance.choice(ZONES)),
            referred_by=chance.choice((0, 0, 0, 1)),
            do_not_call=chance.choice(("",) * 20 + ("asked",)),
        )
        for id in range(1, many + 1)
    ]


def happens(book: Book, chance: random.Random, contact: Contact) -> None:
    """Anything that can happen to somebody."""
    id, changes = contact.id, Changes(book.by, contact.id)
    soon = book.now + timedelta(minutes=chance.randrange(-60, 3000))
    match chance.randrange(8):
        case 0:
            book.commit(id, changes.skip())
        case 1:
            made = Callback(book.store.new_id(Callback), id, "?", "UTC", soon, book.now)
            book.commit(id, Batch((made,)))
        case 2:
            book.commit(id, changes.promise("?", soon, 0))
        case 3 if chance.random() < 0.2:
            book.commit(id, changes.forbid(chance.choice(("", contact.numbers[0].e164))))
        case 3:
            book.commit(id, changes.lift())
        case 4:
            calls = [a for a in book.store.unfinished() if a.contact == id]
            for attempt in calls[:1]:
                book.undo(attempt)
        case _:
            rung = chance.choice(contact.numbers).e164
            attempt = book.begin(id, number=rung, inbound=chance.random() < 0.1)
            result = chance.choice([*(d.id for d in DISPOSITIONS), "", "no-answer", "busy"])
            book.settle(attempt, result, when="tomorrow 10", by_clock=not result)
            if chance.random() < 0.2:
                book.undo(attempt)


def assert_fresh(queue: Queue, book: Book) -> None:
    """The kept order, reasons and holds are those of a queue built now. When to look again may differ:
    the turn that is next stays the same, however long ago it was noted."""
    fresh = Queue(book.judge(NEW_YORK), book.store.all(Contact), book.now)
    bare = [(p.key, p.contact, p.why, p.number, p.due) for p in queue.items]
    assert bare == [(p.key, p.contact, p.why, p.number, p.due) for p in fresh.items]
    held = {id: (h.rule, h.why) for id, h in queue.held.items()}
    other = {id: (h.rule, h.why) for id, h in fresh.held.items()}
    assert {id: h for id, h in held.items() if other.get(id) != h} == {}
    assert held == other
    assert [queue.index(p.contact) for p in queue.items] == list(range(len(queue)))
    assert queue.next_opens() == fresh.next_opens()
