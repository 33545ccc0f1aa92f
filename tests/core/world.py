"""A small world to call in: people in some zones, a rep who takes whoever is next, and an oracle beside."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tests.core.given import DEFAULTS, DISPOSITIONS, LONDON, MINUTE, POLICY, Book, number
from tests.core.oracle import HOURS, Oracle
from tui.core.people.accounts import affected
from tui.core.people.contact import Contact
from tui.core.queue.judge import Judge
from tui.core.queue.policy import Policy
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import Place
from tui.core.queue.why import HELP

PURPOSES = ("win", "tell", "collect", "reactivate")
#: What comes of a call, roughly as in life.
RESULTS = (
    *("no-answer",) * 40, *("voicemail-left",) * 12, *("voicemail-none",) * 12, *("gatekeeper",) * 9,
    *("busy",) * 6, *("conversation",) * 8, *("call-back",) * 5, *("not-interested",) * 4, "meeting",
    "meeting", "sale", "wrong-number", "out-of-service", "dnc-number", "dnc-person",
)  # fmt: skip


def people(chance: random.Random, many: int, zones: tuple[str, ...]) -> list[Contact]:
    """Some alone, some in accounts; some share a switchboard; a few are never called."""
    made = []
    for id in range(1, many + 1):
        account = f"Account {chance.randrange(1 + many // 4)}" if chance.random() < 0.6 else ""
        zone = chance.choice(zones)
        numbers = [number(f"+99{id:07}", chance.choice(("mobile", "work", "fax")), zone)]
        if chance.random() < 0.5:
            numbers.append(number(f"+98{chance.randrange(1 + many // 8):07}", "main", zone))
        made.append(
            Contact(
                id,
                f"Person {id}",
                account,
                numbers=tuple(numbers),
                purpose=chance.choice(PURPOSES),
                referred_by=1 if chance.random() < 0.05 else 0,
                do_not_call="asked" if chance.random() < 0.03 else "",
            )
        )
    return made


@dataclass
class World:
    """The rep at work. `dial` calls whoever is next and looks for faults."""

    chance: random.Random
    contacts: list[Contact]
    now: datetime
    policy: Policy = POLICY
    dials: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.book = Book(now=self.now)
        self.book.put(*self.contacts)
        self.by_id = {contact.id: contact for contact in self.contacts}
        plans = {plan.id: plan for plan in DEFAULTS.plans}
        named = {p.id: plans[p.plan] for p in DEFAULTS.purposes}
        self.oracle = Oracle(
            {id: (p.tries, p.days, p.pause_days, list(p.rest_hours)) for id, p in named.items()}
        )
        self.queue = Queue(self.judge(), self.contacts, self.now)

    def judge(self) -> Judge:
        return Judge(self.book.store, DISPOSITIONS, HOURS, LONDON, self.policy)

    def wait(self, time: timedelta) -> None:
        """Let time pass, as the app's tick sees it."""
        self.now += time
        self.book.now = self.now
        while self.queue.tick(self.now):
            pass

    def dial(self) -> Place | None:
        """Call whoever is next; None: nobody can be called."""
        if not self.queue.items:
            return None
        place = self.queue.items[0]
        contact = self.by_id[place.contact]
        wrong = self.oracle.faults(contact, place.number, self.now, place.agreed)
        self.faults += [f"{self.now} {contact.id} {place.number} ({place.why}): {fault}" for fault in wrong]
        attempt = self.book.begin(contact.id, number=place.number, purpose=contact.purpose)
        came = self.chance.choice(RESULTS)
        days = self.chance.randrange(1, 9)
        done = self.book.settle(attempt, came, when=f"+{days}d")
        self.oracle.add(contact, replace(done, disposition=came))
        self.queue.update(affected(self.book.store, [contact.id]), self.now)
        self.dials += 1
        return place

    def work(self, dials: int, pause: timedelta = 4 * MINUTE) -> None:
        """So many calls, one after the other, as long as there is anybody."""
        for _ in range(dials):
            if self.dial() is None:
                return
            self.wait(pause)

    def look(self) -> None:
        """Whether everybody has a reason, and the queue is that of a fresh look."""
        fresh = Queue(self.judge(), self.contacts, self.now)
        assert [(p.key, p.why, p.number) for p in self.queue.items] == [
            (p.key, p.why, p.number) for p in fresh.items
        ]
        assert {i: (h.rule, h.why) for i, h in self.queue.held.items()} == {
            i: (h.rule, h.why) for i, h in fresh.held.items()
        }
        assert len(self.queue.items) + len(self.queue.held) == len(self.contacts)
        assert all(held.why and held.rule in HELP for held in self.queue.held.values())
        assert all(place.why for place in self.queue.items)
