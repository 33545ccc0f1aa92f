"""Small worlds of calls in which anything may happen, and a ledger that is told of all of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.core.given import DEFAULTS, DISPOSITIONS, Book, number, person
from tests.memory import MemoryStore
from tui.core.books import Books
from tui.core.call.attempt import Attempt, Met
from tui.core.call.changes import Changes
from tui.core.call.reflection import Draft, Intention
from tui.core.insight.ledger import Ledger
from tui.core.people.contact import Contact, Merged
from tui.core.people.merging import merge, part
from tui.core.ports import Batch
from tui.core.request import Done

SAFE_AFTER = 2
#: Clocks that change by an hour, by half an hour, and a day that began twice.
ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Havana")
RESULTS = (
    *("conversation", "conversation", "call-back", "meeting", "demo", "sale", "sale-new", "not-interested"),
    *("gatekeeper", "no-answer", "no-answer", "busy", "dnc-number", "dnc-person", "", "from elsewhere"),
)
PURPOSES = (*(purpose.id for purpose in DEFAULTS.purposes), "", "of last year")


class ToldStore(MemoryStore):
    """Tells a ledger of every batch, as the runner does."""

    ledger: Ledger | None = None

    def apply(self, batch: Batch) -> None:
        """Take in a batch."""
        change = self.ledger.about(batch) if self.ledger else None
        super().apply(batch)
        if self.ledger and change:
            self.ledger.saved(change)


@dataclass
class World:
    """Four people, a rep somewhere, and a clock."""

    chance: Random
    zone: ZoneInfo
    book: Book
    store: ToldStore

    def ledger(self) -> Ledger:
        return Ledger(self.store, DISPOSITIONS, DEFAULTS.purposes, self.zone, SAFE_AFTER)

    def happens(self) -> None:
        """Anything."""
        chance, book = self.chance, self.book
        book.now += timedelta(seconds=chance.choice((7, 300, 1800, 5400, 40_000, 200_000, 2_500_000)))
        id = chance.choice(self.store.ids(Contact))
        match chance.randrange(12):
            case 0:
                self._again()
            case 1:
                self._undone()
            case 2:
                book.commit(id, Changes(book.by, id).touch(chance.choice(("e-mail", "visit"))))
            case 3:
                book.commit(id, Changes(book.by, id).skip(chance.choice(("", "not now"))))
            case 4:
                self._edited(id)
            case 5:
                self._merged()
            case 6 if attempts := self.store.unfinished():
                gone = attempts[-1]
                drops = ((Attempt, gone.id), (Draft, gone.id))
                book.commit(gone.contact, Batch(drops=drops))
            case _:
                self._called(id)

    def _called(self, id: int) -> None:
        chance, book = self.chance, self.book
        contact = self.store.get(Contact, id)
        assert contact
        answered = book.now + timedelta(seconds=9.5) if chance.random() < 0.5 else None
        ended = book.now + timedelta(seconds=chance.randrange(10, 900)) if chance.random() < 0.9 else None
        back = timedelta(days=chance.choice((0, 0, 0, 3)))  # logged later
        attempt = Attempt(
            self.store.new_id(Attempt),
            id,
            chance.choice(contact.numbers).e164,
            book.now - back,
            inbound=chance.random() < 0.15,
            purpose=chance.choice(PURPOSES),
            opener=chance.choice(("", "a", "b")),
            prep=chance.choice((0.0, 12.5, 0.0004, 33.3333)),
            answered=answered and answered - back,
            ended=ended and ended - back,
            talked=chance.choice((None, None, 61.25)),
            met=tuple(Met(chance.choice("xyz"), chance.choice((None, True, False))) for _ in range(2)),
        )
        book.commit(id, Batch((attempt,)))
        if chance.random() < 0.9:
            self._settled(attempt)

    def _settled(self, attempt: Attempt) -> None:
        chance, result = self.chance, self.chance.choice(RESULTS)
        if result == "from elsewhere":  # a disposition that nobody knows
            self.book.commit(attempt.contact, Batch((replace(attempt, disposition=result),)))
            return
        self.book.settle(
            attempt,
            result,
            self.store.latest(Intention) if chance.random() < 0.8 else None,
            by_clock=chance.random() < 0.2,
            when=chance.choice(("tomorrow 10", "")),
            kept=chance.choice((None, True, False)),
            right=chance.choice(("", "asked first")),
            wrong=chance.choice(("", "too fast")),
            next=chance.choice(("", "slower", "ask first")),
            line=chance.choice(("", "her name is Ann")),
        )

    def _some(self) -> Attempt | None:
        ids = self.store.ids(Attempt)
        return self.store.get(Attempt, self.chance.choice(ids)) if ids else None

    def _again(self) -> None:
        """A form is opened again, and something else comes of it."""
        if attempt := self._some():
            self._settled(attempt)

    def _undone(self) -> None:
        if (attempt := self._some()) and attempt.disposition:
            self.book.undo(attempt)

    def _edited(self, id: int) -> None:
        contact = self.store.get(Contact, id)
        assert contact
        kind = self.chance.choice(("mobile", "work"))
        numbers = tuple(replace(one, kind=kind) for one in contact.numbers)
        self.store.apply(Batch((replace(contact, list=self.chance.choice(("", "fair")), numbers=numbers),)))

    def _merged(self) -> None:
        """Two are made one, or parted again."""
        by = self.book.by
        books = Books(self.store, self.store.new_id, DISPOSITIONS, self.zone)
        for merged in self.store.all(Merged):
            if not merged.parted:
                self._done(part(books, merged, by.now))
                return
        ids = self.store.ids(Contact)
        self._done(merge(books, ids[0], ids[-1], by.now))

    def _done(self, done: object) -> None:
        if isinstance(done, Done):
            self.store.apply(done.batch)


def world(chance: Random) -> World:
    """A world before anything has happened."""
    month, day = chance.choice(((3, 6), (3, 27), (4, 2), (10, 23), (10, 30), (12, 30)))
    store = ToldStore()
    people = [
        person(
            id,
            number(f"+4420794601{id:02}", "mobile", "Europe/London"),
            number(f"+4420794602{id:02}", "work", "Europe/London"),
            zone=("", "Asia/Kolkata", "America/St_Johns", "Pacific/Auckland")[id - 1],
            list=("fair", "fair", "web", "")[id - 1],
        )
        for id in range(1, 5)
    ]
    store.apply(Batch(tuple(people)))
    book = Book(store, datetime(2026, month, day, 6, tzinfo=UTC))
    return World(chance, ZoneInfo(chance.choice(ZONES)), book, store)
