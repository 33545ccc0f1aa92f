"""The door to the store: what is kept, how it is read, and how it is saved."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from tui.core.call.attempt import Attempt, Block, Callback, CallList, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.day.checkin import CheckIn
from tui.core.day.coach import Comment
from tui.core.day.roots import Doubt, SelfCheck
from tui.core.lists.dnc import DncList
from tui.core.lists.imported import Imported
from tui.core.people.contact import Contact, Merged, Two
from tui.core.practice.practice import Drill, Phrase, Recall, Review, Rung
from tui.core.queue.standing import Standing

Record = (
    Contact
    | Attempt
    | Standing
    | Draft
    | Reflection
    | Intention
    | Callback
    | Promise
    | Touch
    | Skip
    | DoNotCall
    | DncList
    | Capture
    | Block
    | Undo
    | CallList
    | Merged
    | Two
    | Imported
    | Review
    | Recall
    | Drill
    | Rung
    | Phrase
    | Comment
    | CheckIn
    | SelfCheck
    | Doubt
)
"""Everything that is kept. Each has an integer `id`, unique in its kind and never given twice. `Standing`
has its contact's id, `Draft` and `Reflection` their attempt's."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes that land together or not at all: whole records to put, and records to drop."""

    puts: tuple[Record, ...] = ()
    drops: tuple[tuple[type[Record], int], ...] = ()

    def __add__(self, other: Batch) -> Batch:
        return Batch(self.puts + other.puts, self.drops + other.drops)


@dataclass(frozen=True, slots=True)
class Saved:
    """The batch is on disk."""


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The batch is not on disk, and nothing of it is in memory. `problem` says why and what to do."""

    problem: str


class StoreProblem(Exception):
    """A store that cannot be opened. The message says what happened, what is safe, what to do."""


class StoreBusy(StoreProblem):
    """Somebody else writes to the store: the open app, or another command."""


class Shelf(Protocol):
    """The reading half of a store: from memory, indexed, never a file access."""

    def get(self, kind: type[R], id: int) -> R | None:
        """The record of that id."""
        ...

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind, lowest id first, made as one comes to it."""
        ...

    def stream(self, kind: type[R]) -> Iterator[R]:
        """The same, made for the one who asks and not kept: to go through everybody once."""
        ...

    def ids(self, kind: type[Record]) -> Sequence[int]:
        """The ids of a kind, lowest first. A copy: it may be kept over commits."""
        ...

    def latest(self, kind: type[R]) -> R | None:
        """The record with the highest id."""
        ...

    def of_contact(self, kind: type[R], contact: int) -> Sequence[R]:
        """The records of one contact (by their `contact`), oldest first."""
        ...

    def by_number(self, e164: str) -> Sequence[Contact]:
        """Everybody who has that number."""
        ...

    def by_account(self, account: str) -> Sequence[Contact]:
        """Everybody of that company, however it is spelled in case, accents and spaces."""
        ...

    def colleagues(self, account: str) -> Sequence[int]:
        """The ids of the same, lowest first."""
        ...

    def sharing(self, e164: str) -> Sequence[int]:
        """Ids of everybody who has that number, lowest first."""
        ...

    def by_list(self, name: str) -> Sequence[int]:
        """Ids of everybody on the call list of that name, lowest first."""
        ...

    def do_not_call(self, e164: str) -> DoNotCall | None:
        """The entry, not lifted, that forbids that number; else one that names the list it is on."""
        ...

    def unfinished(self) -> Sequence[Attempt]:
        """Attempts without a result, oldest first."""
        ...

    def since(self, moment: datetime) -> Sequence[Attempt]:
        """Attempts that started at that moment or after it, oldest first."""
        ...

    def days(self) -> Sequence[str]:
        """The days (UTC, `2026-11-24`) on which attempts started, oldest first."""
        ...

    def on_day(self, day: str) -> Sequence[int]:
        """Ids of the attempts that started on such a day, in no order."""
        ...

    def reviews(self, item: str) -> Sequence[Review]:
        """The reviews of a card (by their `item`), oldest first."""
        ...

    def drills(self, since: datetime) -> Sequence[Drill]:
        """Rounds of practice that started at that moment or after it, oldest first."""
        ...

    def agreed(self) -> Collection[int]:
        """Ids of the contacts with an open callback or promise."""
        ...

    def referred(self) -> Collection[int]:
        """Ids of the contacts somebody named (their `referred_by`)."""
        ...

    def meetings(self, since: datetime) -> Sequence[Attempt]:
        """The attempts whose meeting (`meets`) is on the day of that moment or later, in no order."""
        ...


class Store(Shelf, Protocol):
    """Keeps records. One writer; a second one is refused when it opens."""

    def new_id(self, kind: type[Record]) -> int:
        """An id for a new record, never given before (nor after a restart, once it was committed)."""
        ...

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Put a batch on disk, whole, then into memory. Batches land in the order of the calls."""
        ...

    def news(self) -> Sequence[str]:
        """What the rep should know of the file since this was last asked, in sentences, each told once."""
        ...

    def close(self) -> None:
        """Let go of the file, with everything acknowledged on disk. News may come of that, too."""
        ...
