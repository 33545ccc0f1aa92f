"""The runner: effects in, events out, in their order; the phone beside them."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.core.given import (
    DAY,
    HOUR,
    LONDON,
    MINUTE,
    NEW_YORK,
    NOW,
    RULES,
    Book,
    number,
    person,
)
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, DoNotCall, Undo
from tui.core.call.changes import Changes
from tui.core.call.events import (
    CallStarted,
    Chose,
    Entered,
    Event,
    HungUp,
    Kept,
    Noted,
    PhoneSaid,
    SaveNow,
    TheyAnswered,
    Tick,
    Wrote,
)
from tui.core.call.gate import Allowed
from tui.core.call.reflection import Draft, Reflection
from tui.core.call.states import Calling, Choosing, Reflecting, Stage
from tui.core.clock import FakeClock, Moment
from tui.core.hours.when import When
from tui.core.insight.lines import What as LineOf
from tui.core.insight.span import span_of
from tui.core.lists.dnc import DncList, Edition, pack
from tui.core.people.contact import Contact, Number
from tui.core.ports import (
    Batch,
    By,
    Cap,
    DialEvent,
    DialRefused,
    DialState,
    DialTrouble,
    Saved,
    SaveFailed,
    Trouble,
)
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.core.queue.standing import Standing, as_before
from tui.core.queue.verdict import Held
from tui.core.request import Done, TakeList
from tui.runner import Runner


@dataclass
class Line:
    """A call on a phone that says what the test says."""

    e164: str
    capabilities: Cap = Cap.NONE
    said: asyncio.Queue[DialEvent | None] = field(default_factory=asyncio.Queue)
    did: list[str] = field(default_factory=list)
    fails: Exception | None = None
    """What everything it is asked raises."""

    async def events(self) -> AsyncIterator[DialEvent]:
        while event := await self.said.get():
            yield event

    def _do(self, what: str) -> None:
        self.did.append(what)
        if self.fails:
            raise self.fails

    async def hang_up(self) -> None:
        self._do("hang up")

    async def press(self, digits: str) -> None:
        self._do(digits)

    async def mute(self, on: bool) -> None:
        self._do(f"mute {on}")

    async def hold(self, on: bool) -> None:
        self._do(f"hold {on}")

    async def play(self, file: str) -> None:
        self._do(f"play {file}")


@dataclass
class Phone:
    """A phone to look at."""

    name: str = "a phone"
    capabilities: Cap = Cap.NONE
    rung: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    """Number → why it is not dialed."""
    broken: Exception | None = None
    """What a dial raises."""
    closed: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    """Dialing takes until it is set."""
    store: MemoryStore | None = None
    on_disk: list[bool] = field(default_factory=list)
    """Whether the attempt was saved when it rang."""

    async def open(self) -> None:
        if self.broken:
            raise self.broken

    async def check(self) -> Sequence[Trouble]:
        return ()

    async def close(self) -> None:
        self.closed = True

    async def dial(self, e164: str) -> Line:
        await self.ready.wait()
        if self.broken:
            raise self.broken
        if e164 in self.refuses:
            raise DialRefused(self.refuses[e164])
        assert self.store
        self.on_disk.append(any(a.number == e164 and not a.ended for a in self.store.all(Attempt)))
        self.rung.append(e164)
        self.lines.append(Line(e164, self.capabilities))
        return self.lines[-1]


@dataclass
class Desk:
    """A runner at work on ten people."""

    runner: Runner
    store: MemoryStore
    phone: Phone
    clock: FakeClock

    async def post(self, *events: Event, after: float = 1.0) -> None:
        self.clock.advance(after)
        for event in events:
            self.runner.post(event)
        await self.settle()

    async def settle(self) -> None:
        """Until effects and the phone have nothing left to say."""
        for _ in range(10):
            await self.runner.settled()
            await asyncio.sleep(0)

    async def call(self, id: int = 1, *events: Event, **more: Any) -> Attempt:
        contact = self.store.get(Contact, id)
        assert contact
        attempt = self.runner.attempt_for(contact, contact.numbers[0].e164, **more)
        started = CallStarted(attempt, self.runner.zone_of(contact), self.runner.intention())
        await self.post(started, *events)
        return attempt

    async def result(self, id: int, disposition: str, *events: Event) -> Attempt:
        """A whole call."""
        attempt = await self.call(id)
        await self.post(HungUp())
        await self.post(Chose(disposition), *events)
        assert isinstance(self.runner.state, Choosing), self.runner.state
        saved = self.store.get(Attempt, attempt.id)
        assert saved
        return saved

    def at(self, kind: type[Any]) -> Any:
        assert isinstance(self.runner.state, kind), self.runner.state
        return self.runner.state

    def same_queue(self) -> bool:
        kept, now = self.runner.queue, self.clock.now().utc
        kept.tick(now)
        fresh = Queue(kept.judge, self.store.all(Contact), now)
        return [p.key for p in kept.items] == [p.key for p in fresh.items] and set(kept.held) == set(
            fresh.held
        )


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    book = Book()
    book.put(*(person(id) for id in range(1, 11)))
    store, clock = book.store, FakeClock(NOW)
    phone = Phone(store=store)
    phone.ready.set()
    queue = Queue(book.judge(), store.all(Contact), NOW)
    runner = Runner(store, phone, clock, RULES, queue, LONDON)
    async with runner.running():
        yield Desk(runner, store, phone, clock)


# ------------------------------------------------------------------------------------------ one whole call


async def test_a_call_from_enter_to_the_next_person(desk: Desk) -> None:
    attempt = await desk.call(1, purpose="win")
    assert (desk.phone.rung, desk.phone.on_disk) == (["+442079460101"], [True])
    await desk.post(TheyAnswered(), after=8)
    await desk.post(Noted("two depots"), HungUp(), after=60)
    assert desk.at(Reflecting).attempt.notes == "two depots"
    assert desk.store.get(Attempt, attempt.id) == desk.at(Reflecting).attempt
    await desk.post(Chose("conversation"), Wrote("next", "ask first"), SaveNow())
    assert desk.at(Choosing).said == "Saved: conversation, 1 line"
    saved = desk.store.get(Attempt, attempt.id)
    assert saved
    assert (saved.disposition, saved.talk, saved.notes) == ("conversation", 60, "two depots")
    assert (desk.runner.advanced_from, desk.runner.dials_today()) == (1, 1)
    assert isinstance(desk.runner.queue.get(1), Held)
    assert desk.same_queue()


async def test_an_unanswered_call_costs_three_keys(desk: Desk) -> None:
    attempt = await desk.result(1, "no-answer")
    assert (attempt.disposition, list(desk.store.all(Reflection))) == ("no-answer", [])


async def test_the_intention_goes_from_one_call_to_the_next(desk: Desk) -> None:
    await desk.result(1, "conversation", Wrote("next", "ask first"), SaveNow())
    await desk.result(2, "no-answer")
    await desk.call(3)
    assert desk.at(Calling).asked.text == "ask first"
    await desk.post(HungUp())
    await desk.post(Chose("conversation"), Kept(True), SaveNow())
    intention = desk.runner.intention()
    assert intention
    assert (intention.text, intention.tried is None) == ("ask first", False)  # for the rest of the day
    desk.clock.advance(DAY.total_seconds())
    assert desk.runner.intention() is None


async def test_drafts_go_to_disk_and_are_gone_with_the_result(desk: Desk) -> None:
    attempt = await desk.call(1)
    await desk.post(HungUp())
    await desk.post(Chose("conversation"), Wrote("right", "asked"))
    await desk.post(Tick())
    draft = desk.store.get(Draft, attempt.id)
    assert draft
    assert draft.form.right == "asked"
    await desk.post(SaveNow())
    assert desk.store.get(Draft, attempt.id) is None


# -------------------------------------------------------------------------------------- saves that fail


async def test_what_is_not_saved_is_not_dialed(desk: Desk) -> None:
    desk.store.fail_next = "The disk is full."
    await desk.call(1)
    assert (desk.at(Choosing).problem, desk.phone.rung, desk.runner.dials_today()) == (
        "The disk is full.",
        [],
        0,
    )
    assert not desk.store.all(Attempt)


async def test_an_end_that_is_not_saved_opens_the_form_which_saves_it(desk: Desk) -> None:
    attempt = await desk.call(1)
    desk.store.fail_next = "The disk is full."
    await desk.post(HungUp())
    assert desk.at(Reflecting).problem.startswith("The disk is full.")
    await desk.post(Chose("no-answer"))
    saved = desk.store.get(Attempt, attempt.id)
    assert saved
    assert (saved.disposition, saved.ended) == ("no-answer", NOW + 2 * MINUTE / 60)


async def test_a_result_that_is_not_saved_stays_open_until_it_is(desk: Desk) -> None:
    attempt = await desk.call(1)
    await desk.post(HungUp())
    desk.store.fail_next = "The disk is full."
    await desk.post(Chose("no-answer"))
    assert "{reflect.save} tries again" in desk.at(Reflecting).problem
    stored = desk.store.get(Attempt, attempt.id)
    assert stored
    assert stored.disposition == ""
    await desk.post(SaveNow())
    assert desk.at(Choosing).said == "Saved: no answer"
    assert len([a for a in desk.store.all(Attempt) if a.disposition]) == 1


async def test_an_effect_that_breaks_is_heard_and_hangs_nothing(desk: Desk) -> None:
    """A defect must end the session with its error, not leave it waiting for ever."""
    store = MemoryStore(Batch((person(1),)))
    queue = Queue(desk.runner.queue.judge, [], NOW)
    broken = Runner(store, desk.phone, desk.clock, RULES, queue, LONDON)

    async def explode(batch: Batch) -> Saved:
        raise ZeroDivisionError

    store.commit = explode  # type: ignore[method-assign]

    async def session() -> None:
        async with broken.running():
            broken.post(CallStarted(broken.attempt_for(person(1), "+442079460101"), "UTC"))
            await broken.settled()

    with pytest.raises(ZeroDivisionError):
        await session()


async def test_a_session_that_broke_takes_no_more_events(desk: Desk) -> None:
    """Nothing would be saved any more: the next tick must say so, not the end of the day."""
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON)

    async def explode(batch: Batch) -> Saved:
        raise ZeroDivisionError

    desk.store.commit = explode  # type: ignore[method-assign]
    ticked = []

    async def session() -> None:
        async with runner.running():
            runner.post(CallStarted(runner.attempt_for(person(1), "+442079460101"), "UTC"))
            await asyncio.sleep(0)
            with pytest.raises(ZeroDivisionError):
                runner.post(Tick())
            ticked.append(True)

    with pytest.raises(ZeroDivisionError):
        await session()
    assert ticked


# ---------------------------------------------------------------------------------------------- the phone


@pytest.mark.parametrize(
    "forbidding",
    [DoNotCall(1, NOW, "+442079460101"), person(1, do_not_call="asked"), person(1, number("+44999"))],
)
async def test_the_gate_is_asked_again_right_before_the_phone(desk: Desk, forbidding: Any) -> None:
    desk.store.apply(Batch((forbidding,)))
    await desk.call(1)
    assert desk.at(Choosing).problem.endswith("Nothing was dialed.")
    assert (desk.phone.rung, list(desk.store.all(Attempt)), desk.runner.dials_today()) == ([], [], 0)
    assert desk.runner.queue.judge.standing(1).dials == 0


class Closed(Judge):
    """A policy by which it is night everywhere."""

    def may_call(self, contact: Contact, number: Number, now: datetime) -> tuple[bool, datetime]:
        return False, now + HOUR


async def test_the_gate_asks_the_policy_of_now(desk: Desk) -> None:
    """It asked the one the session had begun with."""
    old = desk.runner.queue.judge
    desk.runner.renew(Closed(old.shelf, old.dispositions, old.hours, old.zone, old.policy))
    await desk.call(1)
    assert desk.at(Choosing).problem == "It is outside calling hours where Person 1 is. Nothing was dialed."
    assert desk.phone.rung == []


async def test_a_call_logged_for_another_day_is_no_dial_of_today(desk: Desk) -> None:
    """A slip in `offhook log --at`: the head of the queue and Today say the same number."""
    assert desk.runner.dials_today() == 0
    made = desk.runner.attempt_for(next(iter(desk.store.all(Contact))), "+442079460101")
    await desk.runner.commit(Batch((replace(made, started=made.started + 400 * DAY),)))
    assert desk.runner.dials_today() == 0


async def test_a_phone_that_refuses_leaves_no_dial(desk: Desk) -> None:
    desk.phone.refuses["+442079460101"] = "No modem."
    assert desk.runner.dials_today() == 0
    await desk.call(1)
    assert (desk.at(Choosing).problem, list(desk.store.all(Attempt))) == ("No modem.", [])
    assert desk.runner.dials_today() == 0


async def test_what_the_phone_says_comes_in(desk: Desk) -> None:
    await desk.call(1)
    (line,) = desk.phone.lines
    for state in (DialState.RINGING, DialState.ANSWERED):
        line.said.put_nowait(DialEvent(state))
    await desk.settle()
    assert desk.at(Calling).stage is Stage.TALKING
    line.said.put_nowait(DialEvent(DialState.ENDED, "answered"))
    await desk.settle()
    assert desk.at(Reflecting).attempt.outcome == "answered"
    assert line.did == []


async def test_hanging_up_hangs_up(desk: Desk) -> None:
    await desk.call(1)
    await desk.runner.phone.mute(True)
    await desk.runner.phone.hold(False)
    await desk.runner.phone.press("12#")
    await desk.post(HungUp())
    assert desk.phone.lines[0].did == ["mute True", "hold False", "12#", "hang up"]


async def test_without_a_call_there_is_nothing_to_switch(desk: Desk) -> None:
    for switch in (desk.runner.phone.mute(True), desk.runner.phone.hold(True), desk.runner.phone.press("1")):
        await switch
    assert desk.phone.lines == []


async def test_a_call_hung_up_while_it_was_dialed_does_not_go_on_ringing(desk: Desk) -> None:
    desk.phone.ready.clear()
    await desk.call(1)
    await desk.post(HungUp())
    assert desk.at(Reflecting)
    desk.phone.ready.set()
    await desk.settle()
    assert [line.did for line in desk.phone.lines] == [["hang up"]]


async def test_a_refusal_that_comes_too_late_is_not_the_next_calls(desk: Desk) -> None:
    desk.phone.ready.clear()
    desk.phone.refuses["+442079460101"] = "No modem."
    await desk.call(1)
    await desk.post(HungUp())
    await desk.post(Chose("no-answer"))
    await desk.call(2)
    assert desk.at(Calling).attempt.contact == 2
    desk.phone.ready.set()
    await desk.settle()
    assert (desk.at(Calling).attempt.contact, desk.phone.rung) == (2, ["+442079460102"])
    assert [a.contact for a in desk.store.all(Attempt)] == [1, 2]


async def test_a_phone_that_was_slow_for_one_call_does_not_take_the_hang_up_of_the_next(desk: Desk) -> None:
    desk.phone.ready.clear()
    await desk.call(1)
    await desk.post(HungUp())
    await desk.post(Chose("no-answer"))
    quick, desk.phone.ready = desk.phone.ready, asyncio.Event()
    desk.phone.ready.set()
    await desk.call(2)
    assert desk.phone.lines == []  # two at a time would ring the rep's own phone twice
    quick.set()  # only now the first call comes through, and is ended at once
    await desk.settle()
    first, second = desk.phone.lines
    assert (first.did, second.did) == (["hang up"], [])
    await desk.post(HungUp())
    assert second.did == ["hang up"]


async def test_the_end_of_one_call_is_not_the_end_of_the_next(desk: Desk) -> None:
    await desk.result(1, "no-answer")
    await desk.call(2)
    first, second = desk.phone.lines
    first.said.put_nowait(DialEvent(DialState.ENDED, "busy"))
    first.said.put_nowait(None)
    await desk.settle()
    assert desk.at(Calling).stage is Stage.DIALING
    await desk.post(HungUp())
    assert (first.did, second.did) == (["hang up"], ["hang up"])


async def test_hanging_up_waits_for_no_save(desk: Desk) -> None:
    """Behind a list that was being read in, the call went on until that was done."""
    await desk.call(1)
    holds = asyncio.Event()

    async def slow(batch: Batch) -> Saved:
        await holds.wait()
        return Saved()

    desk.store.commit = slow  # type: ignore[method-assign]
    desk.runner.post(Noted("two depots"))
    desk.clock.advance(5)
    desk.runner.post(Tick())
    desk.runner.post(HungUp())
    for _ in range(5):
        await asyncio.sleep(0)
    assert desk.phone.lines[0].did == ["hang up"]
    holds.set()


async def test_nobody_is_rung_by_a_phone_that_was_not_ready_before_the_rep_gave_up(desk: Desk) -> None:
    """Their phone rang for a moment, long after h."""
    signed_in = asyncio.Event()

    async def slow() -> None:
        await signed_in.wait()

    desk.phone.open = slow  # type: ignore[method-assign]
    await desk.call(1)
    await desk.post(HungUp())
    signed_in.set()
    await desk.settle()
    assert desk.phone.rung == []
    assert desk.at(Reflecting)


async def test_a_tone_that_was_slow_is_not_the_next_calls(desk: Desk) -> None:
    """What was pressed or played in one call was written down, and pre-set, in the next."""
    await desk.call(1)
    (line,) = desk.phone.lines
    taken = asyncio.Event()

    async def slow(what: str) -> None:
        await taken.wait()

    line.press = line.play = slow  # type: ignore[method-assign,assignment]
    phone = desk.runner.phone
    late = asyncio.gather(phone.press("12"), phone.play(Path("a.wav")))
    await desk.post(HungUp())
    await desk.post(Chose("no-answer"))
    await desk.call(2)
    taken.set()
    await late
    await desk.settle()
    calling = desk.at(Calling)
    assert (calling.attempt.digits, calling.played) == ("", False)


async def test_a_test_call_nobody_waits_for_any_more_is_hung_up(desk: Desk) -> None:
    """It went on ringing when the screen was left before it was put through."""
    desk.phone.ready.clear()
    asked = asyncio.create_task(desk.runner.phone.try_out("+442079460101"))
    await desk.settle()
    asked.cancel()
    await desk.settle()
    desk.phone.ready.set()
    await desk.settle()
    assert [line.did for line in desk.phone.lines] == [["hang up"]]
    await desk.call(2)
    assert desk.phone.rung == ["+442079460101", "+442079460102"]


async def test_a_test_call_ends_with_the_session(desk: Desk) -> None:
    """A program that was started to dial went on."""
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON)
    async with runner.running():
        await runner.phone.try_out("+442079460101")
    assert desk.phone.lines[0].did == ["hang up"]


# ------------------------------------------------------------------------------------- trouble with the phone


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (
            DialTrouble("The server does not reply.", todo="Look at the cable."),
            "The server does not reply. Nothing",
        ),
        (ZeroDivisionError("+442079460101"), "The phone had a fault of its own (ZeroDivisionError)."),
        (OSError("secret"), "The phone had a fault of its own (OSError)."),
    ],
)
async def test_a_phone_that_cannot_leaves_the_call_to_the_reps_own(
    desk: Desk, broken: Exception, says: str
) -> None:
    own = Phone(store=desk.store)
    own.ready.set()
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON, spare=own)
    desk.phone.broken, desk.runner = broken, runner
    async with runner.running():
        attempt = await desk.call(1)
        calling = desk.at(Calling)
        assert calling.problem.startswith(says)
        assert calling.problem.endswith(
            "Call by hand: the number is on the screen, and {call.hang-up} ends it here."
        )
        assert "secret" not in calling.problem
        assert "+44" not in calling.problem
        assert (own.rung, desk.phone.rung, calling.stage) == (["+442079460101"], [], Stage.DIALING)
        await desk.post(TheyAnswered(), after=20)
        await desk.post(HungUp(), after=60)
        await desk.post(Chose("conversation"), SaveNow())
        saved = desk.store.get(Attempt, attempt.id)
        assert saved
        assert (saved.disposition, saved.talk) == ("conversation", 60)


async def test_a_fault_of_an_engine_is_noted_and_a_trouble_it_foresaw_is_not(desk: Desk) -> None:
    noted: list[Exception] = []
    queue = desk.runner.queue
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, queue, LONDON, note=noted.append)
    for broken in (DialTrouble("No sound."), ZeroDivisionError(), DialRefused("No.")):
        desk.phone.broken = broken
        with pytest.raises((DialTrouble, DialRefused)):
            await runner.phone.try_out("+442079460101")
    assert [type(error) for error in noted] == [ZeroDivisionError]


async def test_a_phone_that_cannot_get_ready_says_so(desk: Desk) -> None:
    assert await desk.runner.phone.open() is None
    desk.phone.broken = DialTrouble("No sound.", "")
    assert await desk.runner.phone.open() == Trouble("No sound.")
    desk.phone.broken = ZeroDivisionError()
    assert "fault of its own" in str(await desk.runner.phone.open())


async def test_an_engine_that_dies_in_a_talk_leaves_the_call_open(desk: Desk) -> None:
    desk.phone.capabilities = Cap.MUTE | Cap.ANSWER
    await desk.call(1)
    (line,) = desk.phone.lines
    line.said.put_nowait(DialEvent(DialState.ANSWERED))
    await desk.settle()
    assert desk.runner.phone.capabilities == Cap.MUTE | Cap.ANSWER
    gone = Trouble("The phone stopped.", "They may still be on the line.")
    line.said.put_nowait(DialEvent(DialState.ENDED, "failed", trouble=gone))
    line.said.put_nowait(None)
    await desk.settle()
    calling = desk.at(Calling)
    assert (calling.stage, calling.problem) == (Stage.TALKING, str(gone))
    assert desk.runner.phone.capabilities == Cap.NONE
    await desk.post(HungUp(), after=30)
    form = desk.at(Reflecting)
    assert (form.preset, form.attempt.outcome) == ("", "")
    assert line.did == []


async def test_a_phone_that_breaks_while_it_tells_leaves_the_call_open(desk: Desk) -> None:
    await desk.call(1)
    (line,) = desk.phone.lines

    async def get() -> DialEvent | None:
        raise ZeroDivisionError

    line.said.get = get  # type: ignore[method-assign]
    line.said.put_nowait(DialEvent(DialState.RINGING))
    await desk.settle()
    line.said.put_nowait(DialEvent(DialState.RINGING))
    await desk.settle()
    assert "ZeroDivisionError" in desk.at(Calling).problem
    await desk.post(HungUp())
    assert line.did == ["hang up"]


async def test_a_call_that_came_in_is_on_the_reps_own_phone(desk: Desk) -> None:
    desk.phone.capabilities = Cap.MUTE
    assert desk.runner.phone.capabilities is Cap.MUTE
    await desk.call(1, inbound=True)
    assert desk.runner.phone.capabilities is Cap.NONE
    assert desk.phone.lines == []


async def test_a_hang_up_that_failed_is_told_in_the_form(desk: Desk) -> None:
    await desk.call(1)
    (line,) = desk.phone.lines
    await desk.post(HungUp())
    trouble = Trouble("The phone did not say that it hung up.", "They may still be on the line.")
    line.said.put_nowait(DialEvent(DialState.ENDED, "canceled", trouble=trouble))
    await desk.settle()
    assert desk.at(Reflecting).problem == str(trouble)


@pytest.mark.parametrize("error", [DialTrouble("Not now.", ""), DialRefused("Not now."), KeyError("+44")])
async def test_what_fails_in_a_call_is_a_sentence_and_the_call_goes_on(desk: Desk, error: Exception) -> None:
    await desk.call(1)
    (line,) = desk.phone.lines
    line.fails = error
    runner = desk.runner
    for work in (
        runner.phone.mute(True),
        runner.phone.hold(True),
        runner.phone.press("1"),
        runner.phone.play(Path("a.wav")),
    ):
        said = await work
        assert said == "Not now." or said.startswith("The phone had a fault of its own (KeyError).")
    assert isinstance(runner.state, Calling)
    await desk.post(HungUp())
    await desk.post(Chose("no-answer"))
    assert desk.at(Choosing)


async def test_an_attempt_that_was_refused_and_cannot_be_taken_back_is_told(desk: Desk) -> None:
    """It stayed in the books without a word."""
    desk.phone.refuses["+442079460101"] = "No modem."
    desk.phone.ready.clear()
    await desk.call(1)
    desk.store.fail_next = "The disk is full."
    desk.phone.ready.set()
    await desk.settle()
    assert desk.at(Choosing).problem == (
        "This call was not made, but could not be taken out of your records. The disk is full. "
        "It waits as unfinished: {queue.reopen} opens its form."
    )
    assert [a.contact for a in desk.runner.unfinished()] == [1]


async def test_the_phone_is_closed_with_the_session(desk: Desk) -> None:
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON)
    async with runner.running():
        assert not desk.phone.closed
    assert desk.phone.closed


@pytest.mark.parametrize("hung_up", [False, True])
async def test_a_call_that_is_open_is_hung_up_with_the_session_once(desk: Desk, hung_up: bool) -> None:
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON)
    desk.runner = runner
    async with runner.running():
        await desk.call(1)
        if hung_up:
            await desk.post(HungUp())
    assert (desk.phone.lines[0].did, desk.phone.closed) == (["hang up"], True)


async def test_a_phone_that_does_not_close_holds_nothing_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.calls._CLOSE", 0.05)

    async def never() -> None:
        await asyncio.Event().wait()

    desk.phone.close = never  # type: ignore[method-assign]
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON)
    async with asyncio.timeout(30), runner.running():
        pass


async def test_a_test_call_that_never_comes_keeps_no_phone_open(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.calls._CLOSE", 0.05)
    desk.phone.ready.clear()
    runner = Runner(desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON)
    async with asyncio.timeout(30), runner.running():
        asked = asyncio.create_task(runner.phone.try_out("+442079460101"))
        await desk.settle()
        asked.cancel()
        await desk.settle()
    assert desk.phone.closed


async def test_a_phone_that_fell_away_in_one_call_may_do_everything_in_the_next(desk: Desk) -> None:
    """While it got ready again, its keys were gone."""
    desk.phone.capabilities = Cap.MUTE
    await desk.call(1)
    gone = DialEvent(DialState.ENDED, "failed", trouble=Trouble("The phone stopped."))
    desk.phone.lines[0].said.put_nowait(gone)
    desk.phone.lines[0].said.put_nowait(None)
    await desk.settle()
    assert desk.runner.phone.capabilities is Cap.NONE
    await desk.post(HungUp())
    await desk.post(Chose("no-answer"))
    opened = asyncio.Event()

    async def slow() -> None:
        await opened.wait()

    desk.phone.open = slow  # type: ignore[method-assign]
    await desk.call(2)
    assert desk.runner.phone.capabilities == Cap.MUTE
    opened.set()


async def test_a_stuck_key_is_stopped_and_every_dial_counts(desk: Desk) -> None:
    runner = Runner(
        desk.store, desk.phone, desk.clock, RULES, desk.runner.queue, LONDON, allowed=Allowed(an_hour=2)
    )
    desk.runner = runner
    async with runner.running():
        for id in (1, 2):
            await desk.call(id)
            await desk.post(HungUp())
            await desk.post(Chose("no-answer"))
        await desk.call(3)
        assert desk.at(Choosing).problem.startswith("2 calls in one hour: a key may be stuck.")
        assert len(desk.phone.rung) == 2
        desk.clock.advance(HOUR.total_seconds())
        await desk.call(3)
        assert len(desk.phone.rung) == 3


async def test_a_night_in_the_middle_of_a_call_is_told(desk: Desk) -> None:
    await desk.call(1)
    await desk.post(Tick())
    await desk.post(Tick())
    assert desk.at(Calling).problem == ""
    await desk.post(Tick(), after=720)
    assert desk.at(Calling).problem.startswith("This computer slept for 12 min.")


async def test_ring_and_talk_are_measured_and_the_phones_end_is_kept(desk: Desk) -> None:
    attempt = await desk.call(1)
    (line,) = desk.phone.lines
    for state, after in ((DialState.RINGING, 2), (DialState.ANSWERED, 9)):
        desk.clock.advance(after)
        line.said.put_nowait(DialEvent(state))
        await desk.settle()
    desk.clock.advance(61)
    line.said.put_nowait(DialEvent(DialState.ENDED, "answered", by=By.THEM))
    await desk.settle()
    await desk.post(Chose("conversation"), SaveNow())
    saved = desk.store.get(Attempt, attempt.id)
    assert saved
    assert (saved.rang, saved.talked, saved.talk, saved.outcome, saved.ended_by) == (
        9, 61, 61, "answered", "them",
    )  # fmt: skip


async def test_a_call_the_rep_gave_up_while_it_rang_is_no_answer(desk: Desk) -> None:
    await desk.call(1)
    desk.phone.lines[0].said.put_nowait(DialEvent(DialState.RINGING))
    await desk.settle()
    await desk.post(HungUp(), after=25)
    form = desk.at(Reflecting)
    assert (form.preset, form.attempt.outcome, form.attempt.ended_by, form.attempt.rang) == (
        "no-answer", "canceled", "rep", 25,
    )  # fmt: skip


# ------------------------------------------------------------------------------------ beside and after calls


async def test_undo_through_the_runner_moves_the_queue(desk: Desk) -> None:
    attempt = await desk.result(1, "dnc-person", SaveNow())
    verdict = desk.runner.queue.get(1)
    assert verdict
    assert verdict.why.startswith("do not call")
    assert await desk.runner.undo(attempt) == Saved()
    assert [u.attempt for u in desk.store.all(Undo)] == [attempt.id]
    assert [a.id for a in desk.runner.unfinished()] == [attempt.id]
    assert (desk.runner.dials_today(), desk.same_queue()) == (1, True)


async def test_a_number_not_to_be_called_holds_its_other_owner_at_once(desk: Desk) -> None:
    colleague = person(11, number("+442079460101"))
    await desk.runner.commit(Batch((colleague,)))
    assert desk.runner.queue.index(11) >= 0
    await desk.result(1, "dnc-number", SaveNow())
    assert desk.runner.queue.index(11) == -1
    await desk.runner.commit_for(1, Changes(desk.runner.settling_for(1), 1).lift())
    assert desk.runner.queue.index(11) >= 0
    assert desk.same_queue()


async def test_a_list_from_a_file_holds_and_frees_everybody_at_once(desk: Desk) -> None:
    everybody = [c.numbers[0].e164 for c in desk.store.all(Contact)]
    assert len({*everybody}) == 10

    async def take(name: str, *numbers: str) -> None:
        now = desk.clock.now().utc
        assert isinstance(await desk.runner.do(TakeList(name, "", now, now, True, pack(numbers), {})), Done)
        desk.clock.advance(1)

    def held() -> list[int]:
        assert desk.same_queue()
        return sorted(desk.runner.queue.held)

    await take("FTC", *everybody[:3], "+12015550144")
    assert held() == [1, 2, 3]
    await take("own", everybody[2])
    await take("FTC", everybody[1], everybody[5])
    assert held() == [2, 3, 6]
    await desk.runner.commit_for(2, Changes(desk.runner.settling_for(2), 2).lift(everybody[1]))
    assert held() == [3, 6]
    await take("FTC")
    assert held() == [3]


async def test_many_numbers_are_looked_up_in_slices(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys come in between: a registry has more numbers than anybody may wait for."""
    monkeypatch.setattr("tui.runner._AT_ONCE", 4)
    rested = 0

    async def rest(_: float) -> None:
        nonlocal rested
        rested += 1

    monkeypatch.setattr("tui.runner.asyncio.sleep", rest)
    numbers = [c.numbers[0].e164 for c in desk.store.all(Contact)]
    listed = DncList(1, "FTC", NOW, NOW, editions=(Edition(NOW, pack(numbers)),))
    assert await desk.runner.commit(Batch((listed,))) == Saved()
    assert (rested, len(desk.runner.queue.held)) == (3, 10)


async def test_people_are_looked_up_by_what_is_a_number(desk: Desk) -> None:
    """A standing has a method of that name: an index of texts cannot be asked for it."""
    sharing, asked = desk.store.sharing, []
    desk.store.sharing = lambda e164: asked.append(e164) or sharing(e164)  # type: ignore[func-returns-value]
    await desk.result(1, "dnc-number", SaveNow())
    assert set(asked) == {"+442079460101"}


async def test_a_change_is_built_on_what_the_one_before_left(desk: Desk) -> None:
    """A store that takes its time must not make a standing forget what was being saved with it."""
    commit = desk.store.commit

    async def slowly(batch: Batch) -> Saved | SaveFailed:
        await asyncio.sleep(0)
        return await commit(batch)

    desk.store.commit = slowly  # type: ignore[method-assign]
    on_1 = Changes(desk.runner.settling_for(1), 1)
    agreed = When((NOW + DAY).replace(tzinfo=None), NOW + DAY)
    await asyncio.gather(
        desk.runner.commit_for(1, on_1.skip()), desk.runner.commit_for(1, on_1.callback(agreed))
    )
    standing = desk.runner.queue.judge.standing(1)
    assert (standing.skipped, standing.callback) == (NOW, NOW + DAY)


async def test_a_failed_change_moves_nobody(desk: Desk) -> None:
    before = list(desk.runner.queue.items)
    desk.store.fail_next = "The disk is full."
    skip = Changes(desk.runner.settling_for(1), 1).skip()
    assert await desk.runner.commit_for(1, skip) == SaveFailed("The disk is full.")
    assert desk.runner.queue.items == before


async def test_dials_are_those_of_the_reps_day(desk: Desk) -> None:
    await desk.result(1, "no-answer")
    await desk.call(2, inbound=True, answered=NOW)
    await desk.post(HungUp())
    await desk.post(Chose("conversation"), SaveNow())
    assert desk.runner.dials_today() == 1
    await desk.result(3, "busy")
    assert desk.runner.dials_today() == 2
    desk.clock.advance(DAY.total_seconds())
    assert desk.runner.dials_today() == 0
    await desk.result(4, "busy")
    assert desk.runner.dials_today() == 1


async def test_the_rest_of_the_queue_and_of_the_search_come_slice_by_slice() -> None:
    book = Book()
    book.put(*(person(id) for id in range(1, 501)))
    queue = Queue.begin(book.judge(), NOW, page=10)
    runner = Runner(book.store, Phone(store=book.store), FakeClock(NOW), RULES, queue, LONDON)
    assert (runner.left, runner.queue.seen) == (490, 10)
    kept = gc.get_freeze_count()
    assert runner.grow(100)
    assert (runner.left, runner.queue.seen, runner.finder.unread) == (390 + 200, 110, 200)
    assert gc.get_freeze_count() > kept
    while runner.grow(100):
        pass
    assert (runner.left, runner.queue.seen) == (0, 500)
    kept = gc.get_freeze_count()
    assert not runner.grow(100)
    assert gc.get_freeze_count() == kept
    gc.unfreeze()


_STEP = 2**-10  # seconds, and exact


class Working(FakeClock):
    """A clock by which each look at it takes a while."""

    def now(self) -> Moment:
        self.advance(_STEP)
        return super().now()


async def test_a_slice_of_people_ends_by_the_clock() -> None:
    book = Book(now=NOW.replace(hour=7, minute=59, second=59))
    book.put(*(person(id) for id in range(1, 501)))
    queue = Queue.begin(book.judge(), book.now, page=10, most=50)
    seen = queue.seen
    runner = Runner(book.store, Phone(store=book.store), Working(book.now), RULES, queue, LONDON)
    assert runner.grow(200, 3 * _STEP)
    assert queue.seen - seen == 24, "eight for each look at the clock"
    while runner.left:
        runner.grow(200, 3 * _STEP)
    assert (len(queue), runner.overdue) == (0, False), "hours begin in a second"
    runner.clock.advance(2)  # type: ignore[attr-defined]
    assert runner.overdue
    assert runner.wake(3 * _STEP)
    assert len(queue) == 24
    assert runner.grow(200, 3 * _STEP), "the rest comes by and by, with everybody looked at"
    assert len(queue) == 48
    while runner.grow(200, 3 * _STEP):
        pass
    assert (len(queue), runner.overdue) == (500, False)


async def test_the_search_knows_who_was_changed_or_added(desk: Desk) -> None:
    assert list(desk.runner.finder.find("bolt")) == []
    await desk.runner.commit(Batch((person(1, account="Bolt"), Contact(11, "Ada Bolt"))))
    assert list(desk.runner.finder.find("bolt")) == [1, 11]


@pytest.mark.parametrize(("zone", "hour"), [(LONDON, 0), (NEW_YORK, 5)])
async def test_the_day_begins_at_the_reps_midnight(desk: Desk, zone: Any, hour: int) -> None:
    desk.runner.zone = zone
    assert desk.runner.day_began == NOW.replace(hour=hour)


async def test_unfinished_are_those_without_a_result_and_those_the_clock_guessed(desk: Desk) -> None:
    await desk.call(1, TheyAnswered())
    await desk.post(HungUp())
    await desk.post(Tick(), after=40)
    guessed = desk.runner.last_attempt()
    await desk.result(2, "no-answer")
    cut_off = Attempt(50, 3, "+442079460103", NOW)
    desk.store.apply(Batch((cut_off,)))
    assert desk.runner.unfinished() == [guessed, cut_off]


async def test_a_callback_is_understood_at_the_contacts_place(desk: Desk) -> None:
    there = person(11, number("+12025550111", zone="America/New_York"))
    await desk.runner.commit(Batch((there,)))
    desk.clock.advance((6 * HOUR).total_seconds())
    await desk.result(11, "call-back", Wrote("when", "tomorrow 9"), Entered(), Entered())
    assert desk.runner.queue.judge.standing(11).callback == NOW.replace(day=24, hour=14)


@pytest.mark.parametrize(
    ("contact", "chosen", "zone"),
    [
        (person(1), "+442079460101", "Europe/London"),
        (person(1, zone="Asia/Tokyo"), "+442079460101", "Asia/Tokyo"),
        (
            person(1, number(), number("+12025550101", zone="America/New_York")),
            "+12025550101",
            "America/New_York",
        ),
        (person(1, number("+18005550101", zone="")), "+18005550101", "Europe/London"),  # no place: the rep's
        (Contact(1, "Nobody"), "", "Europe/London"),
    ],
)
async def test_the_zone_of_a_contacts_words(desk: Desk, contact: Contact, chosen: str, zone: str) -> None:
    assert desk.runner.zone_of(contact, chosen) == zone


async def test_followers_see_each_step_and_no_more(desk: Desk) -> None:
    steps: list[tuple[type, type]] = []
    desk.runner.follow = lambda before, after: steps.append((type(before), type(after)))
    await desk.post(Tick(), PhoneSaid(DialEvent(DialState.ENDED)))
    assert steps == []
    await desk.call(1)
    assert steps == [(Choosing, Calling), (Calling, Calling)]


async def test_leaving_carries_out_what_was_decided(desk: Desk) -> None:
    store = MemoryStore(Batch((person(1),)))
    runner = Runner(store, desk.phone, desk.clock, RULES, Queue(desk.runner.queue.judge, [], NOW), LONDON)
    async with runner.running():
        runner.post(CallStarted(runner.attempt_for(person(1), "+442079460101"), "UTC"))
    assert len(store.all(Attempt)) == 1


async def test_a_result_holds_the_colleagues_at_once(desk: Desk) -> None:
    one, two = (replace(person(id), account="Acme") for id in (1, 2))
    await desk.runner.commit(Batch((one, two)))
    await desk.result(1, "no-answer")
    held = desk.runner.queue.get(2)
    assert isinstance(held, Held)
    assert held.rule == "account just called"
    assert desk.same_queue()


async def test_standings_of_an_older_offhook_are_saved_anew_while_the_queue_grows(desk: Desk) -> None:
    await desk.result(1, "no-answer")
    now = desk.store.get(Standing, 1)
    assert now
    desk.store.apply(Batch((as_before(now),)))
    desk.runner.queue = Queue.begin(desk.runner.queue.judge, desk.clock.now().utc, page=1, most=1)
    while desk.runner.grow(3):
        pass
    await desk.settle()
    assert desk.store.get(Standing, 1) == now
    assert desk.runner.queue.judge.mended == {}
    assert desk.same_queue()


async def test_only_what_was_counted_is_kept_from_the_collector(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that was left and not yet collected would stay for good."""
    await desk.result(1, "no-answer")
    kept: list[bool] = []
    monkeypatch.setattr("tui.runner.keep_all", lambda: kept.append(True))
    while desk.runner.count(NOW.date(), 1):
        pass
    slices = len(kept)
    assert slices
    assert not desk.runner.count(NOW.date(), 1)
    assert len(kept) == slices


async def test_the_figures_of_the_day_know_every_call_from_then_on(desk: Desk) -> None:
    await desk.result(1, "no-answer")
    runner, today = desk.runner, span_of("day", NOW.date())
    while runner.count(NOW.date(), 1):
        pass
    assert runner.ledger.figures(today).funnel.dials == 1
    attempt = await desk.result(2, "meeting", Wrote("right", "asked first"), SaveNow())
    found = runner.ledger.figures(today).funnel
    assert (found.dials, found.meetings) == (2, {"meeting": 1})
    assert [line.attempt.id for line in runner.ledger.lines(today, LineOf.RIGHT)] == [attempt.id]
    await runner.undo(attempt)
    found = runner.ledger.figures(today).funnel
    assert (found.dials, found.meetings, found.open) == (2, {}, 1)
    desk.store.fail_next = "The disk is full."
    await desk.call(3)
    assert runner.ledger.figures(today).funnel.dials == 2
