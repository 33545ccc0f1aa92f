"""Who is next and who is held: everybody in calling order, kept right by looking at few.

`Judge` (judge.py) is the policy. `Queue` judges everybody once, and afterwards only whom something happened
to or whose time has come, so a result or a tick costs the same with 20 contacts or 100,000. To judge 100,000
the first time takes seconds: a queue can begin with its first page and grow behind it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from tui.core.contact import Contact
from tui.core.hours import HORIZON
from tui.core.judge import LIST, Held, Judge, Place

_KEY = attrgetter("key")
#: From so many changes on, sorting everything again is cheaper than moving one by one.
_MANY = 500
#: So many are judged in one tick at the most: 25 ms.
_AT_ONCE = 2000
#: A first page: more than the tallest terminal shows.
_PAGE = 100
#: A first page waits for so many people at the most (0.2 s), also when those at the top are all held.
_AT_FIRST = 5000


class Queue:
    """Everybody, in calling order or held. `items` is the order; look, do not change."""

    def __init__(self, judge: Judge, contacts: Iterable[Contact], now: datetime) -> None:
        """Judges these contacts at once; `begin` does not."""
        self.judge = judge
        self.items: list[Place] = []
        self.held: dict[int, Held] = {}
        self._places: dict[int, Place] = {}
        self._unseen: dict[int, None] = {}
        """Who has not been looked at yet, the next one last."""
        self._now = now
        self._wake: list[tuple[float, int]] = []
        self._opens: tuple[datetime | None] | None = None
        for contact in contacts:
            self._note(judge.place(contact, now))
        self.items = sorted(self._places.values(), key=_KEY)

    @classmethod
    def begin(cls, judge: Judge, now: datetime, page: int = _PAGE, most: int | None = _AT_FIRST) -> Queue:
        """A queue of everybody that knows its first `page`; the rest is looked at by `grow`.

        Whoever can outrank the list is judged first, then the list in its order, until the page is certain or
        `most` (None: all) have been looked at.
        """
        shelf = judge.shelf
        first = {*shelf.agreed(), *shelf.referred()}
        queue = cls(judge, (c for id in sorted(first) if (c := shelf.get(Contact, id))), now)
        queue._unseen = {id: None for id in reversed(shelf.ids(Contact)) if id not in first}
        left = len(queue._unseen) if most is None else most
        while queue.unseen and left > 0 and queue.certain < page:
            queue.grow(now, page)
            left -= page
        return queue

    def grow(self, now: datetime, many: int) -> None:
        """Look at so many more of those nobody has looked at yet."""
        self._now, self._opens = now, None
        for _ in range(min(many, len(self._unseen))):
            id, _ = self._unseen.popitem()
            if contact := self.judge.shelf.get(Contact, id):
                verdict = self.judge.place(contact, now)
                self._note(verdict)
                if isinstance(verdict, Place):
                    self._stand(verdict)

    @property
    def unseen(self) -> int:
        """How many have not been looked at yet; 0: the queue is whole."""
        return len(self._unseen)

    @property
    def seen(self) -> int:
        """How many have been looked at."""
        return len(self._places) + len(self.held)

    @property
    def certain(self) -> int:
        """How many at the top of `items` stand there whoever is still to be looked at."""
        if not self._unseen:
            return len(self.items)
        return bisect_left(self.items, (LIST, 0.0, 0, next(reversed(self._unseen))), key=_KEY)

    def __len__(self) -> int:
        return len(self.items)

    def get(self, contact: int) -> Place | Held | None:
        """Where a contact is. One who was not looked at yet is judged on the spot, as of the last step."""
        known = self._places.get(contact) or self.held.get(contact)
        if known or contact not in self._unseen:
            return known
        unseen = self.judge.shelf.get(Contact, contact)
        return self.judge.place(unseen, self._now) if unseen else None

    def index(self, contact: int) -> int:
        """Its place in `items`; -1 when it is not there."""
        place = self._places.get(contact)
        return bisect_left(self.items, place.key, key=_KEY) if place else -1

    def update(self, contacts: Collection[int], now: datetime) -> None:
        """Judge these again: something happened to them. Of very many the new ones are left to `grow`."""
        many = len(contacts) > _MANY
        if many:
            contacts = self._without_new(contacts)
        self._now, self._opens = now, None
        for id in contacts:
            self._unseen.pop(id, None)
            place = self._places.pop(id, None)
            if place and not many:
                del self.items[bisect_left(self.items, place.key, key=_KEY)]
            self.held.pop(id, None)
            contact = self.judge.shelf.get(Contact, id)
            if contact:
                verdict = self.judge.place(contact, now)
                self._note(verdict)
                if isinstance(verdict, Place) and not many:
                    self._stand(verdict)
        if many:
            self.items = sorted(self._places.values(), key=_KEY)

    def _without_new(self, contacts: Collection[int]) -> Collection[int]:
        """Those of an import who are here already or can outrank the list; the others are still unseen."""
        shelf = self.judge.shelf
        now = {*self._places, *self.held, *shelf.agreed(), *shelf.referred()}
        later = [id for id in contacts if id not in now]
        self._unseen = dict.fromkeys(sorted({*self._unseen, *later}, reverse=True))
        return [id for id in contacts if id in now]

    def tick(self, now: datetime) -> bool:
        """Judge again whose time has come, some at a time. Returns whether there was anybody.

        When the hours of half a list begin, the rest comes with the next ticks: no key waits for them.
        """
        woken: set[int] = set()
        self._now = now
        while self._wake and self._wake[0][0] <= now.timestamp() and len(woken) < _AT_ONCE:
            _, id = heapq.heappop(self._wake)
            verdict = self._places.get(id) or self.held.get(id)
            if verdict and verdict.until and verdict.until <= now:  # else: judged again in the meantime
                woken.add(id)
        if woken:
            self.update(woken, now)
        return bool(woken)

    def holds(self) -> Counter[str]:
        """How many are held, by rule, of those looked at."""
        return Counter(h.rule for h in self.held.values())

    def next_opens(self) -> datetime | None:
        """When the next held contact becomes callable by the clock alone; None: not in the coming days.

        Of those looked at: not to be told before the queue is whole.
        """
        if self._opens is None:
            self._opens = (self._look_ahead(),)
        return self._opens[0]

    def _look_ahead(self) -> datetime | None:
        # What ends a hold may begin another (a rest that ends at night), so each is judged at that moment.
        turns = [(held.until, id) for id, held in self.held.items() if held.until]
        heapq.heapify(turns)
        last = turns[0][0] + HORIZON if turns else None
        while turns and last and turns[0][0] <= last:
            at, id = heapq.heappop(turns)
            contact = self.judge.shelf.get(Contact, id)
            verdict = self.judge.place(contact, at) if contact else None
            if isinstance(verdict, Place):
                return at
            if verdict and verdict.until and verdict.until > at:
                heapq.heappush(turns, (verdict.until, id))
        return None

    def _note(self, verdict: Place | Held) -> None:
        if isinstance(verdict, Place):
            self._places[verdict.contact] = verdict
        else:
            self.held[verdict.contact] = verdict
        if verdict.until:
            heapq.heappush(self._wake, (verdict.until.timestamp(), verdict.contact))

    def _stand(self, place: Place) -> None:
        if not self.items or self.items[-1].key < place.key:  # as most do while the queue grows
            self.items.append(place)
        else:
            insort(self.items, place, key=_KEY)


class Listed:
    """Rows of these contacts, without a look at one before it is asked for: there may be 100,000."""

    def __init__(self, queue: Queue, ids: Sequence[int]) -> None:
        self._queue, self._ids = queue, ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, index: int) -> Place | Held:
        id = self._ids[index]
        return self._queue.get(id) or Held(id, "gone", "no longer here")

    def index(self, contact: int) -> int:
        """Where a contact is; -1 when it is not here."""
        try:
            return self._ids.index(contact)
        except ValueError:
            return -1
