"""Runs what the flow decides: effects in, events out. Knows no screen.

Effects run one after the other, so that saves land in the order they were decided and each batch is built
on what the last one left. What the phone says comes in beside them.

Over 300 lines: one object has the session's hands; the half below the flow only hands on what is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Generator,
    Iterator,
    Sequence,
)
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import chain, islice
from math import inf
from typing import TYPE_CHECKING

from tui.calls import Phone
from tui.core.books import Books
from tui.core.call import result
from tui.core.call.attempt import Attempt, DoNotCall
from tui.core.call.events import (
    Advance,
    Dial,
    Effect,
    Event,
    Forget,
    HangUp,
    NotStored,
    PhoneTrouble,
    SaveAttempt,
    SaveDraft,
    SaveResult,
    Stored,
    Tick,
    What,
)
from tui.core.call.gate import ANYWHERE, Allowed, Gate
from tui.core.call.purpose import Purpose
from tui.core.call.reflection import Draft, Intention
from tui.core.call.result import Settling
from tui.core.call.session import step
from tui.core.call.states import Choosing, Rules, State
from tui.core.call.tally import Tally
from tui.core.clock import Clock, Moment
from tui.core.day.goals import Goals, Made
from tui.core.lists.dnc import DncList, Packed, differ
from tui.core.people import accounts
from tui.core.people.contact import Contact
from tui.core.people.search import Finder
from tui.core.ports import (
    Batch,
    Dialer,
    Record,
    Saved,
    SaveFailed,
    Schedule,
    Store,
    Trouble,
)
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.core.queue.standing import Standing, is_old
from tui.core.unasked import Unasked
from tui.files.collector import keep_all

if TYPE_CHECKING:
    from tui.core.insight.ledger import Ledger
    from tui.core.request import Done, Impossible, Request, Steps

#: Called after each step with the state before and after.
Follower = Callable[[State, State], None]


#: A streak is counted so far back.
_STREAK = timedelta(days=60)
#: So long people are judged in one go (seconds): a key waits no longer.
SPAN = 0.003
#: So many numbers are looked up at once: longer, and a key would wait.
_AT_ONCE = 2000
#: So many standings of an older Offhook are saved anew at once.
_MENDED = 200


@dataclass(frozen=True, slots=True)
class _Change:
    """A change beside the flow, built when its turn comes: on what the one before it left."""

    build: Callable[[], Batch | Awaitable[Batch]]
    answer: asyncio.Future[Saved | SaveFailed]
    quiet: bool = False
    """It says nothing that the queue does not know."""


class Runner:
    """One session at work: the state, and the hands that carry out its effects."""

    def __init__(
        self,
        store: Store,
        dialer: Dialer,
        clock: Clock,
        rules: Rules,
        queue: Queue,
        zone: tzinfo,
        *,
        schedule: Schedule | None = None,
        figures: Callable[[], Ledger] | None = None,
        spare: Dialer | None = None,
        trouble: Trouble | None = None,
        allowed: Allowed = ANYWHERE,
        note: Callable[[Exception], object] = lambda error: None,
    ) -> None:
        """`note` keeps a fault of an engine, for whoever mends it."""
        self.store, self.clock, self.rules, self.queue = store, clock, rules, queue
        self.zone, self.schedule = zone, schedule
        self.phone = Phone(self, dialer, spare or dialer, trouble, Gate(allowed), note)
        self.state: State = Choosing()
        self.advanced_from = 0
        """The contact whose call was settled last; the next person comes after."""
        self.follow: Follower = lambda before, after: None
        self._effects: asyncio.Queue[Effect | _Change] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._finder: Finder | None = None
        self._tally: Tally | None = None
        self._ledger: Ledger | None = None
        self._make_ledger = figures or self._bare_ledger
        self._today: tuple[datetime | None, set[int]] = (None, set())
        self._made: Made | None = None
        self.unasked = Unasked()

    # ------------------------------------------------------------------------------------------ the loop

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Runner]:
        """Carry out effects while the block lasts; at its end everything decided so far is done first."""
        worker = self._worker = asyncio.create_task(self._work())
        try:
            yield self
        finally:
            try:
                await self.settled()
            finally:
                await self.phone.close()
                worker.cancel()
                await asyncio.gather(worker, return_exceptions=True)

    async def settled(self) -> None:
        """Wait until nothing is left to carry out. Raises what an effect failed with: nothing follows it."""
        done = asyncio.ensure_future(self._effects.join())
        await asyncio.wait({done, *filter(None, [self._worker])}, return_when=asyncio.FIRST_COMPLETED)
        if not done.done() and self._worker:
            done.cancel()
            self._worker.result()

    def post(self, event: Event) -> None:
        """Something happened. Raises what an effect failed with: nothing would be saved any more."""
        if self._worker and self._worker.done() and not self._worker.cancelled():
            self._worker.result()
        if isinstance(event, Tick):
            self.phone.watch_time()
        before = self.state
        self.state, effects = step(before, event, self.now, self.rules)
        for effect in effects:
            if isinstance(effect, Advance):  # nothing to wait for: who follows must see it already
                self.advanced_from = effect.contact
            elif isinstance(effect, HangUp):  # nor does the line wait for a save
                self.phone.hang_up()
            else:
                self._effects.put_nowait(effect)
        if self.state is not before:
            self.follow(before, self.state)

    @property
    def now(self) -> Moment:
        """The present moment."""
        return self.clock.now()

    async def _work(self) -> None:
        while True:
            effect = await self._effects.get()
            await self._carry_out(effect)
            self._effects.task_done()

    async def _carry_out(self, effect: Effect | _Change) -> None:
        match effect:
            case SaveAttempt(attempt, what):
                batch = result.with_standing(self.settling(attempt), attempt.contact, Batch((attempt,)))
                await self._save(batch, what)
            case SaveDraft(draft):
                await self._save(Batch((draft,)), "draft")
            case SaveResult(attempt, form, asked, by_clock):
                batch = result.settle(self.settling(attempt), attempt, form, asked=asked, by_clock=by_clock)
                await self._save(batch, "result")
            case Forget(attempt):
                batch = result.forget(self.store, attempt)
                answer = await self.commit(
                    result.with_standing(self.settling(attempt), attempt.contact, batch)
                )
                if isinstance(answer, SaveFailed):
                    self.post(PhoneTrouble(_not_forgotten(answer.problem)))
            case Dial(attempt):
                self.phone.dial(attempt)
            case _Change(build, answer, quiet):
                built = build()
                batch = built if isinstance(built, Batch) else await built
                answer.set_result(await (self.store.commit(batch) if quiet else self.commit(batch)))

    async def _save(self, batch: Batch, what: What) -> None:
        answer = await self.commit(batch)
        self.post(Stored(what) if isinstance(answer, Saved) else NotStored(what, answer.problem))

    # -------------------------------------------------------------------------------- changes beside a call

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Save a batch and judge again everybody it touches."""
        listed, before = _listed(self.store, batch), accounts.moved(self.store, batch)
        change = self._ledger.about(batch) if self._ledger else None
        answer = await self.store.commit(batch)
        if isinstance(answer, Saved):
            touched = before | self._touched(batch)
            self.queue.update(touched.union(await self._with(listed)), self.now.utc)
            if self._tally:
                self._tally.saved(batch)
            if self._ledger and change:
                self._ledger.saved(change)
            if self._made:
                self._made.saved(batch)
            self._count(batch)
            if self._finder:
                self._finder.saved([r for r in batch.puts if isinstance(r, Contact)])
                self._finder.forget([id for kind, id in batch.drops if kind is Contact])
        elif self._ledger and change:
            self._ledger.failed(change)
        return answer

    def _count(self, batch: Batch) -> None:
        began, dialed = self._today
        if began:
            attempts, ends = (p for p in batch.puts if isinstance(p, Attempt)), self.books.day_ends(began)
            dialed.update(a.id for a in attempts if began <= a.started < ends and not a.inbound)
            dialed.difference_update(id for kind, id in batch.drops if kind is Attempt)

    async def undo(self, attempt: Attempt) -> Saved | SaveFailed:
        """Take the result of an attempt back."""
        return await self._in_turn(lambda: result.undo(self.settling(attempt), attempt))

    async def commit_for(self, contact: int, batch: Batch) -> Saved | SaveFailed:
        """Save a batch together with what it makes of the contact's standing."""
        return await self._in_turn(lambda: result.with_standing(self.settling_for(contact), contact, batch))

    @property
    def books(self) -> Books:
        """What changes are made with."""
        return Books(self.store, self.store.new_id, self.rules.dispositions, self.zone, self.schedule)

    def do(self, request: Request) -> asyncio.Future[Done | Impossible | SaveFailed]:
        """Do what a command or a round of practice asked for, after everything decided so far, whether or
        not anybody waits for the answer."""
        from tui.core.request import TakeIn, carry_out, taking_in

        if isinstance(request, TakeIn):
            return self.change(lambda books: taking_in(request, books))
        return self.change(lambda books: carry_out(request, books))

    def change(
        self, make: Callable[[Books], Done | Impossible | Steps]
    ) -> asyncio.Future[Done | Impossible | SaveFailed]:
        """The same for a change that no command asks for: `make` is called when its turn comes. Where it is
        made in steps, keys come in between."""
        from tui.core.request import Done

        made: list[Done | Impossible] = []

        async def build() -> Batch:
            made.append(await _in_steps(make(self.books)))
            return made[0].batch if isinstance(made[0], Done) else Batch()

        answer = asyncio.get_running_loop().create_future()

        def tell(saved: asyncio.Future[Saved | SaveFailed]) -> None:
            if not answer.cancelled():
                answer.set_result(failed if isinstance(failed := saved.result(), SaveFailed) else made[0])

        self._in_turn(build).add_done_callback(tell)
        return answer

    def keep(self, *records: Record) -> asyncio.Future[Saved | SaveFailed]:
        """Save records that touch nobody in the queue, after everything decided so far."""
        return self._in_turn(lambda: Batch(records))

    def _in_turn(self, build: Callable[[], Batch | Awaitable[Batch]]) -> asyncio.Future[Saved | SaveFailed]:
        """Build and save a batch after everything decided so far, also when nobody waits for the answer."""
        answer: asyncio.Future[Saved | SaveFailed] = asyncio.get_running_loop().create_future()
        self._effects.put_nowait(_Change(build, answer))
        return asyncio.shield(answer)

    def settling(self, attempt: Attempt) -> Settling:
        """What is needed to settle an attempt now."""
        return self.settling_for(attempt.contact, attempt.number)

    def settling_for(self, contact_id: int, number: str = "") -> Settling:
        """What is needed to change something about a contact now."""
        return self.books.settling(contact_id, self.now.utc, number)

    def _touched(self, batch: Batch) -> set[int]:
        """The contacts a batch may move in the queue."""
        ids = accounts.moved(self.store, batch)
        for record in batch.puts:
            if isinstance(record, DoNotCall) and record.number:  # it holds everybody who has the number
                ids.update(self.store.sharing(record.number))
        return ids

    async def _with(self, numbers: Iterator[str]) -> Collection[int]:
        """Everybody who has one of these numbers. There may be millions: keys come in between."""
        ids: set[int] = set()
        while some := list(islice(numbers, _AT_ONCE)):
            ids.update(id for e164 in some for id in self.store.sharing(e164))
            await asyncio.sleep(0)
        return ids

    # ------------------------------------------------------------------------------------ people, by and by

    def renew(self, judge: Judge) -> None:
        """Another policy holds from now on: its first page is judged at once, the rest by `grow`."""
        self.queue.renew(judge, self.now.utc)

    def grow(self, many: int, most: float = inf) -> bool:
        """Look at so many more people, for the queue and for the search, or at whoever's time has come, for
        `most` seconds. Returns whether any are left."""
        left = self.queue.unseen
        if left:
            self.queue.grow(self.now.utc, many, self._within(most))
            many = left - self.queue.unseen
            self._mend()
            keep_all()
        else:
            self.wake(most)
        self.finder.read(many)
        return bool(self.left) or self.overdue

    def wake(self, most: float = SPAN) -> bool:
        """Judge again whose time has come, for `most` seconds. Returns whether there was anybody."""
        return self.queue.tick(self.now.utc, self._within(most))

    @property
    def overdue(self) -> bool:
        """Whether the time of people has come who were not judged again yet."""
        return self.queue.overdue(self.now.utc)

    def _within(self, seconds: float) -> Callable[[], bool]:
        """Whether so many seconds are over, by the monotonic clock."""
        until = self.now.mono + seconds
        return lambda: self.now.mono >= until

    def _mend(self) -> None:
        """Save standings that were folded again (`Judge.mended`), some at a time."""
        mended, enough = self.queue.judge.mended, _MENDED if self.queue.unseen else 1
        while len(mended) >= enough:
            ready = [mended.pop(id) for id in list(mended)[:_MENDED]]

            def build(ready: list[Standing] = ready) -> Batch:  # unless something has happened to them since
                saved = ((self.store.get(Standing, standing.id), standing) for standing in ready)
                return Batch(tuple(standing for now, standing in saved if now and is_old(now)))

            answer = asyncio.get_running_loop().create_future()
            self._effects.put_nowait(_Change(build, answer, quiet=True))

    @property
    def left(self) -> int:
        """How many are still to be looked at, for the queue and for the search; 0: none."""
        return self.queue.unseen + (self._finder.unread if self._finder else 0)

    @property
    def finder(self) -> Finder:
        """The search for people; it knows every change from when it is first asked for."""
        self._finder = self._finder or Finder(self.store)
        return self._finder

    @property
    def tally(self) -> Tally:
        """The results of each card; it knows every change from when it is first asked for."""
        self._tally = self._tally or Tally(self.store)
        return self._tally

    @property
    def ledger(self) -> Ledger:
        """The figures of every day; it knows every change from when it is first asked for."""
        self._ledger = self._ledger or self._make_ledger()
        return self._ledger

    def _bare_ledger(self) -> Ledger:
        from tui.core.insight.ledger import Ledger

        return Ledger(self.store, self.rules.dispositions, (), self.zone)

    def count(self, since: date, many: int) -> bool:
        """Look at about so many more records of the days from one on. Returns whether any are left."""
        if self.ledger.since <= since:
            return False
        left = self.ledger.read(many)
        keep_all()  # only here: a screen that was left and not yet collected would stay as well
        return left

    def done(self, goals: Goals, purposes: Sequence[Purpose], *, streak: bool = False) -> Made:
        """What was done towards goals; it knows every change from when it is first asked for."""
        if self._made is None or self._made.goals != goals:
            today, back = self.now.utc.astimezone(self.zone).date(), _STREAK if streak else timedelta()
            self._made = Made(self.store, goals, self.rules.dispositions, purposes, self.zone, today, back)
        return self._made

    # --------------------------------------------------------------------------------------- what is asked

    def zone_of(self, contact: Contact, number: str = "") -> str:
        """The zone to take a contact's words about time in: their own, the number's, or the rep's."""
        return self.books.zone_of(contact, number)

    def intention(self) -> Intention | None:
        """The intention in force now."""
        return self.books.intention(self.now.utc)

    @property
    def day_began(self) -> datetime:
        """Midnight of the rep's day, in UTC."""
        return self.books.day_began(self.now.utc)

    @property
    def day_ends(self) -> datetime:
        """The midnight after it, in UTC."""
        return self.books.day_ends(self.now.utc)

    def unfinished(self) -> list[Attempt]:
        """Calls whose form waits: no result yet, or one the clock guessed. Oldest first."""
        waiting = {a.id: a for a in self.store.unfinished()}
        for draft in self.store.all(Draft):
            attempt = self.store.get(Attempt, draft.id)
            if draft.listed and attempt:
                waiting[attempt.id] = attempt
        return [waiting[id] for id in sorted(waiting)]

    def last_attempt(self) -> Attempt | None:
        """The newest attempt."""
        return self.store.latest(Attempt)

    def dials_today(self) -> int:
        """Outbound attempts of the rep's day."""
        began = self.day_began
        if self._today[0] != began:
            dialed, ends = (a for a in self.store.since(began) if not a.inbound), self.day_ends
            self._today = began, {a.id for a in dialed if a.started < ends}
        return len(self._today[1])

    def attempt_for(self, contact: Contact, number: str, **more: object) -> Attempt:
        """A new attempt, not saved yet."""
        made = Attempt(self.store.new_id(Attempt), contact.id, number, self.now.utc)
        return replace(made, **more)  # type: ignore[arg-type]


def _not_forgotten(problem: str) -> Trouble:
    """The call that was refused stays in the books: it is open, and can be put right."""
    return Trouble(
        "This call was not made, but could not be taken out of your records.",
        problem,
        "It waits as unfinished: {queue.reopen} opens its form.",
    )


async def _in_steps(made: Done | Impossible | Steps) -> Done | Impossible:
    while isinstance(made, Generator):
        try:
            next(made)
        except StopIteration as end:
            made = end.value
        else:
            await asyncio.sleep(0)
    return made


def _listed(store: Store, batch: Batch) -> Iterator[str]:
    """The numbers that a batch puts on a do-not-call list or takes off it. Ask before the batch is saved."""
    puts = [(r.id, r.packed()) for r in batch.puts if isinstance(r, DncList)]
    drops: list[tuple[int, Packed]] = [(id, {}) for kind, id in batch.drops if kind is DncList]
    before = {id: old.packed() for id, _ in (*puts, *drops) if (old := store.get(DncList, id))}
    return chain.from_iterable(differ(before.get(id, {}), after) for id, after in (*puts, *drops))
