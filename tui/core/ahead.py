"""A store as it will be once some batches are in: for looking at what is asked for and not done yet."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise
from tui.core.lists.dnc import DncList, listed
from tui.core.people.contact import Contact
from tui.core.ports import Batch, R, Record, Saved, SaveFailed, Store
from tui.core.practice.practice import Drill, Review
from tui.core.text import fold


class Ahead:
    """A Store (`core/ports`) that is only read, with batches laid over it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._laid: dict[type[Any], dict[int, Any]] = {}
        """Kind → id → the record as it will be; None: it will be gone."""

    def lay(self, batch: Batch) -> None:
        """Lay one more batch over it."""
        for record in batch.puts:
            self._laid.setdefault(type(record), {})[record.id] = record
        for kind, id in batch.drops:
            self._laid.setdefault(kind, {})[id] = None

    def _over(self, kind: type[R], saved: Collection[R], fits: Callable[[R], bool]) -> Collection[R]:
        """What is saved, and what is laid over it and fits; that comes last."""
        laid = self._laid.get(kind)
        if not laid:
            return saved
        return [*(r for r in saved if r.id not in laid), *(r for r in laid.values() if r and fits(r))]

    def get(self, kind: type[R], id: int) -> R | None:
        """The record of that id."""
        laid: dict[int, R | None] = self._laid.get(kind, {})
        return laid[id] if id in laid else self._store.get(kind, id)

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind."""
        return self._over(kind, self._store.all(kind), lambda record: True)

    def stream(self, kind: type[R]) -> Iterator[R]:
        """The same, none of it kept."""
        laid: dict[int, R | None] = self._laid.get(kind, {})
        yield from (record for record in self._store.stream(kind) if record.id not in laid)
        yield from (record for record in laid.values() if record)

    def ids(self, kind: type[Record]) -> Sequence[int]:
        """The ids of a kind, lowest first."""
        return sorted(record.id for record in self.all(kind))

    def latest(self, kind: type[R]) -> R | None:
        """The record with the highest id."""
        if kind not in self._laid:
            return self._store.latest(kind)
        return max(self.all(kind), key=lambda record: record.id, default=None)

    def of_contact(self, kind: type[R], contact: int) -> Sequence[R]:
        """The records of one contact; what is laid over comes last, it is the newest."""
        saved = self._store.of_contact(kind, contact)
        return list(self._over(kind, saved, lambda record: getattr(record, "contact", 0) == contact))

    def by_number(self, e164: str) -> Sequence[Contact]:
        """Everybody who has that number."""
        saved = self._store.by_number(e164)
        return list(self._over(Contact, saved, lambda c: any(n.e164 == e164 for n in c.numbers)))

    def by_account(self, account: str) -> Sequence[Contact]:
        """Everybody of that company."""
        saved, name = self._store.by_account(account), fold(account)
        return list(self._over(Contact, saved, lambda contact: fold(contact.account) == name))

    def colleagues(self, account: str) -> Sequence[int]:
        """Ids of everybody of that company."""
        if Contact not in self._laid:
            return self._store.colleagues(account)
        return sorted(contact.id for contact in self.by_account(account))

    def sharing(self, e164: str) -> Sequence[int]:
        """Ids of everybody who has that number."""
        if Contact not in self._laid:
            return self._store.sharing(e164)
        return sorted(contact.id for contact in self.by_number(e164))

    def by_list(self, name: str) -> Sequence[int]:
        """Ids of everybody on that call list."""
        laid: dict[int, Contact | None] = self._laid.get(Contact, {})
        saved = [id for id in self._store.by_list(name) if id not in laid]
        return sorted([*saved, *(c.id for c in laid.values() if c and c.list == name)])

    def do_not_call(self, e164: str) -> DoNotCall | None:
        """The entry, not lifted, that forbids that number; else one that names the list it is on."""
        saved = self._store.do_not_call(e164)
        single = [saved] if saved and not saved.list else []
        entries = self._over(DoNotCall, single, lambda d: d.number == e164 and not d.lifted)
        if not entries and DncList in self._laid:
            return listed(self.all(DncList), e164)
        return next(iter(entries), saved if saved and saved.list else None)

    def unfinished(self) -> Sequence[Attempt]:
        """Attempts without a result, oldest first."""
        return self._attempts(self._store.unfinished(), lambda attempt: not attempt.disposition)

    def since(self, moment: datetime) -> Sequence[Attempt]:
        """Attempts that started at that moment or after it, oldest first."""
        return self._attempts(self._store.since(moment), lambda attempt: attempt.started >= moment)

    def _attempts(self, saved: Sequence[Attempt], fits: Callable[[Attempt], bool]) -> Sequence[Attempt]:
        return sorted(self._over(Attempt, saved, fits), key=lambda attempt: attempt.started)

    def days(self) -> Sequence[str]:
        """The days (UTC) on which attempts started, oldest first."""
        laid = self._laid.get(Attempt)
        if not laid:
            return self._store.days()
        days = {*self._store.days(), *(_day(attempt) for attempt in laid.values() if attempt)}
        return sorted(day for day in days if self.on_day(day))

    def on_day(self, day: str) -> Sequence[int]:
        """Ids of the attempts that started on such a day."""
        laid = self._laid.get(Attempt, {})
        saved = [id for id in self._store.on_day(day) if id not in laid]
        return [*saved, *(a.id for a in laid.values() if a and _day(a) == day)]

    def reviews(self, item: str) -> Sequence[Review]:
        """The reviews of a card, oldest first."""
        found = self._over(Review, self._store.reviews(item), lambda review: review.item == item)
        return sorted(found, key=lambda review: review.at)

    def drills(self, since: datetime) -> Sequence[Drill]:
        """Rounds of practice that started at that moment or after it, oldest first."""
        found = self._over(Drill, self._store.drills(since), lambda drill: drill.started >= since)
        return sorted(found, key=lambda drill: drill.started)

    def agreed(self) -> Collection[int]:
        """Ids of the contacts with an open callback or promise."""
        kinds: tuple[type[Any], ...] = (Callback, Promise)
        if not any(kind in self._laid for kind in kinds):
            return self._store.agreed()
        return {record.contact for kind in kinds for record in self.all(kind) if not record.done}

    def referred(self) -> Collection[int]:
        """Ids of the contacts somebody named."""
        laid = self._laid.get(Contact, {}).values()
        return {*self._store.referred(), *(c.id for c in laid if c and c.referred_by)}

    def meetings(self, since: datetime) -> Sequence[Attempt]:
        """The attempts whose meeting is on the day of that moment or later."""
        day = f"{since:%Y-%m-%d}"
        return list(self._over(Attempt, self._store.meetings(since), lambda one: one.meets >= day))

    def new_id(self, kind: type[Record]) -> int:
        """An id that is good for looking only."""
        return self._store.new_id(kind)

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Refused, as by every store that is only read."""
        return await self._store.commit(batch)

    def news(self) -> Sequence[str]:
        """What the store beneath has to say."""
        return self._store.news()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()


def _day(attempt: Attempt) -> str:
    return attempt.started.astimezone(UTC).date().isoformat()
