"""A scripted hour of a rep, to be killed at a chosen point: `python -m tests.soak.hour`.

A *point* is the moment before or after a call of the store to its disk, a commit, or an effect of the
session. They are counted through the doors that the program has: a `Disk`, a `Runner` of their own. At the
chosen one the process kills itself with SIGKILL, on whatever thread it is, so that nothing runs after it.

Reads orders on its input, one a line: `{"home", "told", "step", "kill"}`. Each is carried out by a fork of
its own, which opens the home, plays that step of the hour and closes; how it ended is one line of output.
What it began to write, what was acknowledged, what was dialed and typed is told to the file `told`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tui.core import request
from tui.core.call.attempt import Attempt, Block, CallList, Skip
from tui.core.call.changes import Changes
from tui.core.call.events import (
    Answered,
    CallStarted,
    CardMet,
    CardWorked,
    Chose,
    Entered,
    Event,
    Felt,
    HungUp,
    Kept,
    Leaving,
    Noted,
    PutAside,
    Reopened,
    SaveNow,
    TheyAnswered,
    Tick,
    Unanswered,
    Wrote,
)
from tui.core.call.result import as_left, form_of
from tui.core.call.states import Choosing, Rules
from tui.core.clock import FakeClock
from tui.core.hours.when import read
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved, SaveFailed
from tui.core.practice.practice import Drill, Review
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.dialer.line import Line
from tui.dialer.manual import ManualDialer
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.handover.pickup import Inbox, hand_over
from tui.playbook.schedule import Fsrs
from tui.runner import Runner
from tui.store.demo import people
from tui.store.disk import Disk
from tui.store.shelf import ops_of
from tui.store.store import TinyStore, open_store

BEGAN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
#: Each step of the hour begins so long after the one before, and what comes after a kill so long after the
#: step it came in (seconds).
EACH, LATER = 1500, 600
#: Disk calls that change something.
_CHANGES = (
    "create",
    "append",
    "write",
    "truncate",
    "sync",
    "sync_folder",
    "close",
    "replace",
    "remove",
    "copy",
)


class Points:
    """Counts the points, kills at one of them, and tells what happened."""

    def __init__(self, told: Path | None, kill: int) -> None:
        """`kill`: the number of the point, from 1; 0: none. `told`: where to; None: nowhere."""
        self._kill, self.seen = kill, 0
        self._file = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if told else -1

    def say(self, what: str, about: object = None) -> None:
        """One line, past every buffer."""
        if self._file >= 0:
            os.write(self._file, json.dumps([what, about]).encode() + b"\n")

    def at(self, name: str) -> None:
        """A point."""
        self.seen += 1
        if self.seen == self._kill:
            self.say("killed", name)
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def around(self, name: str) -> Iterator[None]:
        """The point before something, and the one after it."""
        self.at(f"before {name}")
        yield
        self.at(f"after {name}")


def killing_disk(points: Points) -> Disk:
    """A real disk with points around each call that changes something."""

    def around(name: str) -> Callable[..., Any]:
        real = getattr(Disk, name)

        def call(self: Disk, *arguments: Any) -> Any:
            with points.around(f"disk {name}"):
                return real(self, *arguments)

        return call

    return type("KillingDisk", (Disk,), {name: around(name) for name in _CHANGES})()


class Told(Runner):
    """A runner with points around each effect, that tells of each save what it begins and what was."""

    points: Points

    async def _carry_out(self, effect: Any) -> None:
        with self.points.around(f"effect {type(effect).__name__}"):
            await super()._carry_out(effect)

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        self.points.say("begin", [list(op) for op in ops_of(batch)])
        with self.points.around("commit"):
            answer = await super().commit(batch)
        self.points.say("done" if isinstance(answer, Saved) else "refused")
        return answer


class ToldPhone(ManualDialer):
    """A phone that tells what it rang."""

    def __init__(self, clock: FakeClock, points: Points) -> None:
        super().__init__(clock)
        self._points = points

    async def dial(self, e164: str) -> Line:
        self._points.say("dialed", e164)
        return await super().dial(e164)


@dataclass
class Rep:
    """A rep at work: what a step of the hour has to do with."""

    home: Home
    store: TinyStore
    runner: Told
    clock: FakeClock
    points: Points

    async def do(self, *events: Event, after: float = 1.0) -> None:
        """Something happens, then a little time goes by: what was typed is told once it is saved."""
        self.clock.advance(after)
        for event in events:
            if isinstance(event, CallStarted) and not event.attempt.inbound:
                self.points.say("enter", event.attempt.id)
            self.runner.post(event)
        self.clock.advance(0.5)
        self.runner.post(Tick())
        await self.runner.settled()
        for event in events:
            typed = event.text if isinstance(event, Wrote | Noted) else ""
            if typed:
                self.points.say("typed", typed)

    def person(self, n: int) -> Contact:
        """The n-th person of the list that was imported."""
        return list(self.store.all(Contact))[n]

    async def dial(self, n: int, *, answered: bool = False, **more: object) -> Attempt:
        """From enter to the end of the talk."""
        contact = self.person(n)
        given = {"purpose": contact.purpose, "outside_hours": "they asked me to", **more}
        number = next(one.e164 for one in contact.numbers if one.callable)
        attempt = self.runner.attempt_for(contact, number, **given)
        await self.do(CallStarted(attempt, "Europe/London", self.runner.intention()))
        if answered and not attempt.inbound:
            await self.do(TheyAnswered(), after=8)
        return attempt

    async def form(self, disposition: str, **fields: str) -> None:
        """Hang up and fill in the form."""
        await self.do(HungUp(), after=20)
        await self.do(Chose(disposition))
        if when := fields.pop("when", ""):
            await self.do(Wrote("when", when))
            await self.do(Entered())
        for field, text in fields.items():
            await self.do(Wrote(field, text))  # type: ignore[arg-type]
        if not isinstance(self.runner.state, Choosing):
            await self.do(SaveNow())

    async def finish(self) -> None:
        """What the next start offers: forms that wait, files that were handed over, a skip of the clock."""
        await Inbox(self.home.inbox).take_up(self.runner.do, self.runner.now)
        for attempt in self.runner.unfinished():
            await self.reopen(attempt, "conversation" if attempt.answered or attempt.inbound else "no-answer")

    async def reopen(self, attempt: Attempt, disposition: str) -> None:
        """Open a form again, and save it."""
        left, form = as_left(self.store, attempt), form_of(self.store, attempt)
        await self.do(Reopened(left, "Europe/London", form))
        await self.do(Chose(disposition))
        if not isinstance(self.runner.state, Choosing):
            await self.do(SaveNow())
        assert isinstance(self.runner.state, Choosing), self.runner.state

    def beside(self, n: int) -> Changes:
        """Changes to a person beside a call."""
        contact = self.person(n)
        return Changes(self.runner.settling_for(contact.id), contact.id)

    async def hand_over(self, asked: request.Request) -> None:
        """A command beside the app leaves a file, and the app takes it up."""
        hand_over(self.home.inbox, asked, self.clock.now().utc)
        self.points.at("after hand-over")
        news = await Inbox(self.home.inbox).take_up(self.runner.do, self.runner.now)
        assert [one.problem for one in news] == [""], news


Step = Callable[[Rep], Awaitable[object]]


def just(disposition: str, n: int, *, answered: bool = False, **fields: str) -> Step:
    """A call that comes to this."""

    async def call(rep: Rep) -> None:
        await rep.dial(n, answered=answered)
        await rep.form(disposition, **fields)

    return call


async def imported(rep: Rep) -> None:
    """The list comes in."""
    now = rep.clock.now().utc
    everybody = people(lambda kind: 0, now)[:24]
    new = tuple(replace(contact, id=id, referred_by=0) for id, contact in enumerate(everybody, 1))
    await rep.hand_over(request.TakeIn(new, (), (CallList(0, "spring", "win", "spring.csv", now),), 0))


async def talk(rep: Rep) -> None:
    """Notes, a card that worked, one there was no answer to, three lines, a feeling."""
    await rep.dial(2, answered=True)
    for text in ("two", "two depots, 14 vans ≠"):
        await rep.do(Noted(text), after=3)
    await rep.do(CardMet("too-expensive"))
    await rep.do(Unanswered("we build it ourselves"))
    await rep.do(HungUp(), after=30)
    await rep.do(Chose("conversation"))
    await rep.do(CardWorked(True))
    await rep.do(Wrote("right", "asked first"))
    await rep.do(Wrote("wrong", "talked too long"))
    await rep.do(Wrote("next", "ask before I explain"))
    await rep.do(Felt(4), SaveNow())


async def asked(rep: Rep) -> None:
    """The form asks whether the rep did what they meant to."""
    await rep.dial(3, answered=True)
    await rep.do(HungUp(), after=30)
    await rep.do(Chose("conversation"))
    await rep.do(Kept(True))
    await rep.do(Wrote("next", "name a time"), SaveNow())


async def promised(rep: Rep) -> None:
    """I don't know: the question, then the form, and the answer in a second call."""
    attempt = await rep.dial(5, answered=True)
    contact = rep.person(5).id
    due = rep.clock.now().utc + timedelta(hours=1)
    await rep.runner.commit_for(contact, rep.beside(5).promise("do you ship to Malta?", due, attempt.id))
    await rep.form("conversation", right="honest")
    await rep.dial(5, answered=True)
    await rep.do(HungUp())
    await rep.do(Chose("conversation"))
    await rep.do(Answered(True), SaveNow())


async def by_clock(rep: Rep) -> None:
    """Twenty seconds go by, and the clock saves what is there; later the form is opened again."""
    await rep.dial(6, answered=True)
    await rep.do(HungUp(), after=30)
    await rep.do(Wrote("wrong", "too slow"))
    await rep.do(after=40)
    assert isinstance(rep.runner.state, Choosing)
    await rep.reopen(next(one for one in rep.runner.unfinished()), "conversation")


async def aside(rep: Rep) -> None:
    """Put aside, then finished."""
    attempt = await rep.dial(7)
    await rep.do(HungUp(), after=20)
    await rep.do(Wrote("line", "the lift was loud"))
    await rep.do(PutAside())
    stored = rep.store.get(Attempt, attempt.id)
    assert stored
    await rep.reopen(stored, "gatekeeper")


async def undone(rep: Rep) -> None:
    """A do-not-call by mistake, taken back, and the right result in its place."""
    attempt = await rep.dial(8, answered=True)
    await rep.form("dnc-person", right="polite")
    stored = rep.store.get(Attempt, attempt.id)
    assert stored
    assert await rep.runner.undo(stored) == Saved()
    again = rep.store.get(Attempt, attempt.id)
    assert again
    await rep.reopen(again, "not-interested")


async def refused(rep: Rep) -> None:
    """Somebody who said no is not dialed, and the attempt is taken out again."""
    await rep.runner.commit_for(rep.person(9).id, rep.beside(9).forbid())
    await rep.dial(9)
    assert isinstance(rep.runner.state, Choosing), rep.runner.state


async def came_in(rep: Rep) -> None:
    """They call back."""
    await rep.dial(10, answered=True, inbound=True)
    await rep.form("conversation", right="knew the name")


async def block(rep: Rep) -> None:
    """A block of one call."""
    made = Block(rep.store.new_id(Block), rep.clock.now().utc, 1, 0)
    await rep.runner.keep(made)
    await rep.dial(11, block=made.id)
    await rep.form("no-answer")
    await rep.runner.keep(replace(made, ended=rep.clock.now().utc))


async def beside(rep: Rep) -> None:
    """A skip and its opposite, an e-mail, a time to call, an answer written down, a colleague."""
    contact, runner, now = rep.person(12), rep.runner, rep.clock.now().utc
    await runner.commit_for(contact.id, rep.beside(12).skip("not ready"))
    skip = rep.store.latest(Skip)
    assert skip
    await runner.commit_for(contact.id, rep.beside(12).unskip(skip))
    await runner.commit_for(contact.id, rep.beside(12).touch("e-mail", "the price list"))
    await runner.commit_for(contact.id, rep.beside(12).callback(read("tomorrow 10", now, UTC)))
    colleague = replace(contact, id=rep.store.new_id(Contact), name="Ines Vale", referred_by=contact.id)
    await runner.commit_for(colleague.id, Batch((colleague,)))


async def practised(rep: Rep) -> None:
    """Two lines of a round of practice, each handed over, and its end."""
    began = rep.clock.now().utc
    for line in (1, 2):
        rep.clock.advance(20)
        said = Review(0, "too-expensive", rep.clock.now().utc, 3, answer=f"Compared to what? {line}")
        await rep.hand_over(request.Practised((said,), Drill(0, "flash", began, lines=line)))
    await rep.hand_over(request.Practised((), Drill(0, "flash", began, lines=2, ended=rep.clock.now().utc)))


async def forbidden(rep: Rep) -> None:
    """`offhook dnc add` beside the app; that number is not dialed any more."""
    contact = rep.person(13)
    numbers = tuple(one.e164 for one in contact.numbers if one.e164)
    await rep.hand_over(request.Forbid(numbers, rep.clock.now().utc, "asked by mail"))
    await rep.dial(13)
    assert isinstance(rep.runner.state, Choosing), rep.runner.state


async def logged(rep: Rep) -> None:
    """`offhook log` beside the app."""
    await rep.hand_over(request.Log(rep.person(14).id, "conversation", rep.clock.now().utc, right="by hand"))


async def rested(rep: Rep) -> None:
    """Time to write the file anew and to make a backup, between two calls."""
    await just("busy", 15)(rep)
    rep.clock.advance(2 * 3600)
    await rep.store.rest()
    await just("no-answer", 16)(rep)


async def left(rep: Rep) -> None:
    """The app is closed in a call, while notes are typed."""
    await rep.dial(17, answered=True)
    rep.runner.post(Noted("ask for Ms Ó Briain"))
    rep.runner.post(Leaving())


HOUR: tuple[tuple[str, Step], ...] = (
    ("import", imported),
    ("no answer", just("no-answer", 0)),
    ("voicemail", just("voicemail-left", 1, line="asked for a call back")),
    ("conversation", talk),
    ("intention", asked),
    ("call back", just("call-back", 4, answered=True, when="tomorrow 10:30", right="had time")),
    ("promise", promised),
    ("by the clock", by_clock),
    ("put aside", aside),
    ("undo", undone),
    ("do not call", refused),
    ("inbound", came_in),
    ("block", block),
    ("beside", beside),
    ("practice", practised),
    ("dnc add", forbidden),
    ("log", logged),
    ("rest", rested),
    ("left in a call", left),
    ("meeting", just("meeting", 18, answered=True, right="named two times")),
    ("sale", just("sale-new", 19, answered=True, next="ask for the order")),
    ("not interested", just("not-interested", 20, answered=True, wrong="no reason to call")),
    ("wrong number", just("wrong-number", 21)),
    ("out of service", just("out-of-service", 22)),
    ("do not call this number", just("dnc-number", 23, answered=True)),
)
"""The steps: 22 calls that are dialed or come in, two that are refused, and what lies between them."""


async def _play(home: Home, points: Points, start: float, work: Step) -> None:
    clock = FakeClock(BEGAN)
    clock.advance(start)
    store = open_store(home.database, clock=clock, disk=killing_disk(points))
    try:
        defaults = read_defaults(home)
        judge = Judge(store, defaults.dispositions, defaults.hours, UTC)
        queue = Queue(judge, store.all(Contact), clock.now().utc)
        phone, rules = ToldPhone(clock, points), Rules(defaults.dispositions)
        runner = Told(store, phone, clock, rules, queue, UTC, schedule=Fsrs())
        runner.points = points
        async with runner.running():
            await work(Rep(home, store, runner, clock, points))
    finally:
        store.close()


def play(home: Path, step: int, points: Points) -> None:
    """One step of the hour, from opening the home to closing it."""
    asyncio.run(_play(Home(home), points, step * EACH, HOUR[step][1]))


def go_on(home: Path, step: int, points: Points) -> None:
    """What a rep does after a crash in this step: finishes what waits, and makes another call."""

    async def work(rep: Rep) -> None:
        open_ones = [attempt.id for attempt in rep.store.unfinished()]
        assert {attempt.id for attempt in rep.runner.unfinished()} >= set(open_ones)
        await rep.finish()
        assert not rep.runner.unfinished()
        if step:
            await just("no-answer", 0)(rep)
        else:
            await imported(rep)

    asyncio.run(_play(Home(home), points, step * EACH + LATER, work))


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            code = 1
            try:
                play(Path(order["home"]), order["step"], Points(Path(order["told"]), order["kill"]))
                code = 0
            finally:
                os._exit(code)  # nothing of the parent is tidied up here
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
