"""Who is next and who is held: everybody in calling order, kept right by looking at few.

`Judge` (judge.py) is the policy. `Queue` judges everybody once, and afterwards only whom something happened
to or whose time has come, so a result or a tick costs the same with 20 contacts or 100,000. To judge 100,000
the first time takes seconds: a queue can begin with its first page and grow behind it. Whoever comes before
the list is there from the beginning. The list itself is dealt in the order people are looked at, each slice
in its right order, and put into its whole order when everybody was looked at: until then nothing comes
between those who are shown.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from tui.core.hours.hours import HORIZON
from tui.core.people.contact import Contact
from tui.core.queue.judge import Judge
from tui.core.queue.verdict import LIST, SKIPPED, Held, Place

#: Where the list begins, and where it ends.
_ABOVE: tuple[float, ...] = (LIST,)
_BEHIND: tuple[float, ...] = (SKIPPED,)
#: From so many changes on, sorting everything again is cheaper than moving one by one.
_MANY = 500
#: So many are judged in one tick at the most where nobody says when it is enough.
_AT_ONCE = 2000
#: Whether it is enough for now is asked after so many people: a millisecond.
_LOT = 8
#: A first page: more than the tallest terminal shows.
_PAGE = 100
#: A first page waits for so many people at the most (0.2 s), also when those at the top are all held.
_AT_FIRST = 5000
#: So many of those who open next are counted; beyond that there are "more than".
_COUNTED = 500
#: Where nobody opens in the coming days, so many looks are taken beyond them: all that a short list needs.
_FURTHER = 500


@dataclass(frozen=True, slots=True)
class Opening:
    """When held people can be called by the clock alone, and how many of them."""

    at: datetime
    """UTC."""
    many: int
    more: bool = False
    """There are more than were counted."""


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
        self._dealt: dict[int, int] = {}
        """Who was looked at in which slice, while the queue grows. Not here: before it did."""
        self._slice = 0
        self._now = now
        self._wake: list[tuple[float, int]] = []
        self._opens: tuple[Opening | None] | None = None
        self.version = 0
        """Another number after each change: for what is counted over everybody and kept."""
        accounts = judge.accounts()
        for contact in contacts:
            self._note(judge.place(contact, now, accounts))
        self._sort()

    @classmethod
    def begin(cls, judge: Judge, now: datetime, page: int = _PAGE, most: int | None = _AT_FIRST) -> Queue:
        """A queue of everybody that knows its first `page`; the rest is looked at by `grow`.

        Whoever can outrank the list is judged first, then the list, until there is a page to show or `most`
        have been looked at. With `most` None the page must be the very first of all (`sure`).
        """
        shelf = judge.shelf
        first = judge.above()
        queue = cls(judge, (c for id in sorted(first) if (c := shelf.get(Contact, id))), now)
        queue._look_later(id for id in judge.order_of_looking() if id not in first)
        left = len(queue._unseen) if most is None else most
        many = page
        while queue.unseen and left > 0 and (queue.sure if most is None else queue.certain) < page:
            queue.grow(now, many)
            left -= many
            many *= 1 if most else 2  # who is sure is found soon or last, and each slice reads accounts anew
        return queue

    def renew(self, judge: Judge, now: datetime) -> None:
        """Judge everybody again, by another policy: who stands in the list is looked at by `grow`."""
        fresh, version = Queue.begin(judge, now), self.version
        self.__dict__.update(fresh.__dict__)
        self.version += version + 1

    def _look_later(self, ids: Iterable[int]) -> None:
        """These are still to be looked at, the first one first, after those who are."""
        waiting = dict.fromkeys((*reversed(self._unseen), *ids))
        self._unseen = dict.fromkeys(reversed(waiting))

    def grow(self, now: datetime, many: int, enough: Callable[[], bool] | None = None) -> None:
        """Look at so many more of those nobody has looked at yet: one slice, which ends early once it is
        `enough` (a few are looked at in any case)."""
        self._changed(now)
        self._slice += 1
        accounts = self.judge.accounts()
        for looked in range(min(many, len(self._unseen))):
            if enough and looked and looked % _LOT == 0 and enough():
                break
            id, _ = self._unseen.popitem()
            if contact := self.judge.shelf.get(Contact, id):
                verdict = self.judge.place(contact, now, accounts)
                self._note(verdict)
                if isinstance(verdict, Place):
                    self._dealt[id] = self._slice
                    self._stand(verdict)
        if not self._unseen:
            self._sort()

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
        """How many at the top of `items` stand where they are until everybody was looked at: nobody comes
        between or before them, but for whom something happens to."""
        return bisect_left(self.items, _BEHIND, key=self._key) if self._unseen else len(self.items)

    @property
    def sure(self) -> int:
        """How many at the top of `items` are the very first of all, whoever is still to be looked at."""
        return bisect_left(self.items, _ABOVE, key=self._key) if self._unseen else len(self.items)

    def _key(self, place: Place) -> tuple[float, ...]:
        """What `items` is sorted by: in the list by slices, while it grows."""
        if not self._dealt or place.key[0] != LIST:
            return place.key
        return (LIST, self._dealt.get(place.contact, 0), *place.key[1:])

    def _sort(self) -> None:
        """Put everybody in order. Whole, the list has its own."""
        if not self._unseen:
            self._dealt, self._slice = {}, 0
        self.items = sorted(self._places.values(), key=self._key)

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
        return bisect_left(self.items, self._key(place), key=self._key) if place else -1

    def update(self, contacts: Collection[int], now: datetime) -> None:
        """Judge these again: something happened to them. Of very many the new ones are left to `grow`."""
        many = len(contacts) > _MANY
        if many:
            contacts = self._without_new(contacts)
        self._changed(now)
        accounts = self.judge.accounts()
        for id in contacts:
            place = self._places.pop(id, None)
            if place and not many:
                del self.items[bisect_left(self.items, self._key(place), key=self._key)]
            self.held.pop(id, None)
            contact = self.judge.shelf.get(Contact, id)
            if contact:
                verdict = self.judge.place(contact, now, accounts)
                self._note(verdict)
                if isinstance(verdict, Place) and not many:
                    self._stand(verdict)
            if id in self._unseen:
                self._seen_now(id)
        if many:
            self._sort()

    def _seen_now(self, id: int) -> None:
        """Somebody was looked at before their turn."""
        del self._unseen[id]
        if not self._unseen:
            self._sort()

    def _without_new(self, contacts: Collection[int]) -> Collection[int]:
        """Those of an import who are here already or can outrank the list; the others are still unseen."""
        now = {*self._places, *self.held, *self.judge.above()}
        self._look_later(sorted(id for id in contacts if id not in now))
        return [id for id in contacts if id in now]

    def tick(self, now: datetime, enough: Callable[[], bool] | None = None) -> bool:
        """Judge again whose time has come, until it is `enough`. Returns whether there was anybody.

        When the hours of half a list begin, the rest comes with the next ticks (`overdue`): no key waits for
        them.
        """
        self._now = now
        if enough is None:
            return self._wake_up(now, _AT_ONCE)
        moved = False
        while self._wake_up(now, _LOT):
            moved = True
            if enough():
                break
        return moved

    def overdue(self, now: datetime) -> bool:
        """Whether the time of somebody has come who was not judged again yet."""
        return bool(self._wake) and self._wake[0][0] <= now.timestamp()

    def _wake_up(self, now: datetime, most: int) -> bool:
        """Judge again so many of those whose time has come. Returns whether there was anybody."""
        woken: set[int] = set()
        while self.overdue(now) and len(woken) < most:
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
        """When the next held contact becomes callable by the clock alone; None: not in the coming days."""
        opening = self.opening()
        return opening.at if opening else None

    def opening(self) -> Opening | None:
        """When the next held contacts become callable by the clock alone, and how many; None: never, or of a
        long list not in the coming days. Of those looked at: not to be told before the queue is whole."""
        if self._opens is None:
            self._opens = (self._look_ahead(),)
        return self._opens[0]

    def _changed(self, now: datetime) -> None:
        self._now, self._opens = now, None
        self.version += 1

    def _look_ahead(self) -> Opening | None:
        # What ends a hold may begin another (a rest that ends at night), so each is judged at that moment.
        turns = [(held.until, id) for id, held in self.held.items() if held.until]
        heapq.heapify(turns)
        last = turns[0][0] + HORIZON if turns else None
        accounts, first, many, looked = self.judge.accounts(), None, 0, 0
        while (
            turns and last and many < _COUNTED and (turns[0][0] <= last or (not first and looked < _FURTHER))
        ):
            looked += 1
            at, id = heapq.heappop(turns)
            contact = self.judge.shelf.get(Contact, id)
            verdict = self.judge.place(contact, at, accounts) if contact else None
            if isinstance(verdict, Place):
                first = last = first or at  # from now on only who opens at the same moment
                many += 1
            elif verdict and verdict.until and verdict.until > at:
                heapq.heappush(turns, (verdict.until, id))
        return Opening(first, many, more=bool(turns) and turns[0][0] <= first) if first else None

    def _note(self, verdict: Place | Held) -> None:
        if isinstance(verdict, Place):
            self._places[verdict.contact] = verdict
        else:
            self.held[verdict.contact] = verdict
        if verdict.until:
            heapq.heappush(self._wake, (verdict.until.timestamp(), verdict.contact))

    def _stand(self, place: Place) -> None:
        if not self.items or self._key(self.items[-1]) < self._key(place):  # as most do while the queue grows
            self.items.append(place)
        else:
            insort(self.items, place, key=self._key)
