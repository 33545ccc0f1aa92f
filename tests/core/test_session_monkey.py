"""A monkey at the session: random events of every kind, saves that fail, clocks that jump.

After each event: nothing raised; nothing rings that is not saved, or without its key; what was typed stands
in the state, in a save that waits, or in the records; and Choosing can be reached again. The saves are real
(`result.settle` into a store in memory). OFFHOOK_SOAK from 100 on plays 100,000 events, else 3,000.
"""

from __future__ import annotations

import os
import random
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.core.given import DISPOSITIONS, LONDON, NOW, RULES, person
from tests.memory import MemoryStore
from tui.core.call import result
from tui.core.call.attempt import Attempt
from tui.core.call.events import (
    Advance,
    Answered,
    BackToChoice,
    CallStarted,
    CardMet,
    CardWorked,
    Chose,
    Covered,
    Dial,
    DialFailed,
    Effect,
    Entered,
    Event,
    Felt,
    Forget,
    HangUp,
    HungUp,
    Kept,
    KeyPressed,
    Leaving,
    Noted,
    NotStored,
    PhoneSaid,
    PhoneTrouble,
    Played,
    Pressed,
    PutAside,
    Reopened,
    SaveAttempt,
    SaveDraft,
    SaveNow,
    SaveResult,
    Slept,
    Stored,
    TheyAnswered,
    Tick,
    Unanswered,
    Wrote,
)
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.call.result import Settling, as_left, form_of
from tui.core.call.session import step
from tui.core.call.states import Calling, Choosing, Part, Reflecting, Stage, State
from tui.core.clock import Moment
from tui.core.people.contact import Contact
from tui.core.ports import Batch, By, DialEvent, DialState, Outcome, Trouble

SOAK = int(os.environ.get("OFFHOOK_SOAK", "0")) >= 100
ROUNDS, EVENTS = (100, 1000) if SOAK else (6, 500)
SEED = int(time.time() // 86_400) if SOAK else 0
PEOPLE = 5
_IDS = [one.id for one in DISPOSITIONS]
_FIELDS = ("line", "right", "wrong", "next", "unready")


@dataclass
class Monkey:
    """A session, the saves that wait, and what was typed."""

    chance: random.Random
    store: MemoryStore = field(default_factory=MemoryStore)
    state: State = field(default_factory=Choosing)
    pending: deque[Effect] = field(default_factory=deque)
    mono: float = 0.0
    away: timedelta = timedelta()
    """How far the clock on the wall was set off."""
    typed: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    """Attempt and field → the words that stood there last."""
    wanted: set[int] = field(default_factory=set)
    """Attempts that a key asked for and that nobody rang yet."""
    words: int = 0

    @property
    def now(self) -> Moment:
        return Moment(NOW + timedelta(seconds=self.mono) + self.away, self.mono)

    # -------------------------------------------------------------------------------------- what happens

    def word(self) -> str:
        self.words += 1
        return f"word{self.words}x"

    def event(self) -> Event:
        """Anything at all."""
        chance = self.chance
        news = DialEvent(
            chance.choice(list(DialState)),
            str(chance.choice(list(Outcome))),
            by=chance.choice(list(By)),
            trouble=chance.choice([None, None, Trouble("The line broke.")]),
        )
        choices: list[Event] = [
            self.start(), self.start(), self.reopen(), PhoneSaid(news), PhoneSaid(news),
            PhoneTrouble(Trouble("No sound."), lost=chance.random() < 0.3), Slept(7200.0), TheyAnswered(),
            Pressed("1"), Played(), HungUp(), HungUp(), Noted(self.word()), Noted(self.word()),
            CardMet("price"), Unanswered(self.word()), CardWorked(True), Chose(chance.choice(_IDS)),
            Chose(chance.choice(_IDS)),
            Kept(True), Answered(False), Wrote(chance.choice(_FIELDS), self.word()),
            Wrote(chance.choice(_FIELDS), self.word()), Wrote("when", chance.choice(["fri 10", "soon"])),
            Felt(3), Entered(), SaveNow(), PutAside(), BackToChoice(), KeyPressed(),
            Covered(chance.random() < 0.3), Leaving(), Tick(), Tick(), Tick(), Tick(),
        ]  # fmt: skip
        return chance.choice(choices)

    def start(self) -> Event:
        contact = self.chance.randrange(1, PEOPLE + 1)
        new = Attempt(
            self.store.new_id(Attempt), contact, "+442079460101", self.now.utc, self.chance.random() < 0.2
        )
        return CallStarted(new, "Europe/London", self.intention(), brief=self.chance.random() < 0.2)

    def reopen(self) -> Event:
        before = list(self.store.all(Attempt))
        if not before:
            return Tick()
        old = self.chance.choice(before)
        return Reopened(as_left(self.store, old), "Europe/London", form_of(self.store, old), self.intention())

    def intention(self) -> Intention | None:
        return self.store.latest(Intention)

    def time(self) -> None:
        """A little goes by, mostly; now and then a night, or the clock on the wall is set."""
        lot = self.chance.random()
        self.mono += 8 * 3600 if lot < 0.002 else self.chance.choice((0, 0, 0.05, 0.2, 0.4, 1.1, 3, 25))
        if lot > 0.98:
            self.away += timedelta(hours=self.chance.choice((-1, 1, 24, -24)))

    # -------------------------------------------------------------------------------------- what comes of it

    def post(self, event: Event) -> None:
        before = self.state
        self.state, effects = step(before, event, self.now, RULES)
        if (
            isinstance(event, CallStarted)
            and isinstance(before, Choosing)
            and isinstance(self.state, Calling)
        ):
            self.wanted.add(event.attempt.id)
        for effect in effects:
            if not isinstance(effect, Advance | HangUp):
                self.pending.append(effect)
        self.note(event)
        self.check()

    def note(self, event: Event) -> None:
        """Remember what was typed, where the session took it."""
        state = self.state
        if isinstance(state, Choosing):
            return
        match event:
            case Noted(text) if state.attempt.notes == text:
                self.typed[state.attempt.id, "notes"] = {text}
            case Wrote(name, text) if isinstance(state, Reflecting) and getattr(state.form, name) == text:
                if name != "when":  # that is written anew, as it was understood
                    self.typed[state.attempt.id, name] = {text}
            case Unanswered(said) if isinstance(state, Calling) and said in state.unready:
                self.typed.setdefault((state.attempt.id, "unready"), set()).add(said)

    def carry_out(self) -> None:
        """The first effect that waits; one save in ten fails."""
        effect = self.pending.popleft()
        match effect:
            case Dial(attempt):
                self.dial(attempt)
            case Forget(attempt):
                self.store.apply(result.forget(self.store, attempt))
                assert self.store.get(Attempt, attempt.id) is None
            case SaveAttempt() | SaveDraft() | SaveResult():
                what = {SaveDraft: "draft", SaveResult: "result"}.get(type(effect)) or effect.what
                if self.chance.random() < 0.1:
                    self.post(NotStored(what, "The disk is full."))
                else:
                    self.store.apply(self.batch(effect))
                    self.post(Stored(what))

    def batch(self, effect: Effect) -> Batch:
        match effect:
            case SaveAttempt(attempt, _):
                return Batch((attempt,))
            case SaveDraft(draft):
                return Batch((draft,))
            case SaveResult(attempt, form, asked, by_clock):
                by = Settling(self.store, DISPOSITIONS, self.store.new_id, self.now.utc, LONDON)
                return result.settle(by, attempt, form, asked=asked, by_clock=by_clock)
        raise AssertionError(effect)

    def dial(self, attempt: Attempt) -> None:
        assert self.store.get(Attempt, attempt.id), "rung before it was saved"
        assert attempt.id in self.wanted, "rung without a key, or twice"
        assert not attempt.inbound
        self.wanted.discard(attempt.id)
        state = self.state
        if isinstance(state, Calling) and state.attempt.id == attempt.id and self.chance.random() < 0.2:
            if self.chance.random() < 0.5:
                self.post(Noted(self.word()))  # while the phone signs in
            if isinstance(self.state, Calling) and self.state.stage is Stage.DIALING:
                self.post(DialFailed("It is on the do-not-call list. Nothing was dialed."))

    # -------------------------------------------------------------------------------------- what must hold

    def check(self) -> None:
        if isinstance(self.state, Choosing) and not self.pending:
            for (id, name), words in self.typed.items():
                there = f"{self.kept(id)} {self.state.problem}"
                lost = [word for word in words if word not in there]
                assert not lost, f"lost of {name}: {lost}"
            self.typed.clear()
        elif not isinstance(self.state, Choosing):
            id = self.state.attempt.id
            there = f"{self.state} {self.pending} {self.kept(id)}"
            for (of, name), words in self.typed.items():
                assert of != id or all(word in there for word in words), f"lost of {name}: {words}"

    def kept(self, id: int) -> str:
        """Everything in the records that an attempt has left."""
        store = self.store
        found: list[object] = [store.get(kind, id) for kind in (Attempt, Draft, Reflection)]
        found += [one for one in store.all(Capture) if one.attempt == id]
        found += [contact.notes for contact in store.all(Contact)]
        return repr(found)


def way_back(state: State, mono: float) -> State:
    """Where the shortest way to the queue ends, with every save going well."""
    for _ in range(12):
        mono += 2
        match state:
            case Choosing():
                return state
            case Calling(stage=Stage.SAVING):
                event: Event = Stored("attempt")
            case Calling(stage=Stage.ENDING):
                event = Stored("end")
            case Calling():
                event = HungUp()
            case Reflecting(part=Part.SAVING):
                event = Stored("result")
            case Reflecting(part=Part.CHOICE):
                event = PutAside()
            case _:
                event = BackToChoice()
        state, _effects = step(state, event, Moment(NOW, mono), RULES)
    return state


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_events_by_lot(turn: int, counts: Counter[str]) -> None:
    monkey = Monkey(random.Random(SEED * 1000 + turn))
    monkey.store.apply(Batch(tuple(person(id) for id in range(1, PEOPLE + 1))))
    trail: deque[str] = deque(maxlen=40)
    try:
        for n in range(EVENTS):
            monkey.time()
            event = monkey.event()
            trail.append(f"{monkey.mono:.2f} {event}")
            monkey.post(event)
            while monkey.pending and monkey.chance.random() < 0.7:
                trail.append(f"carried out: {monkey.pending[0]}")
                monkey.carry_out()
            if n % 20 == 0:
                assert isinstance(way_back(monkey.state, monkey.mono), Choosing)
    except BaseException:
        print("\n".join(trail))
        raise
    while monkey.pending:
        monkey.carry_out()
    counts["session monkey: events"] += EVENTS
    counts["session monkey: attempts"] += len(monkey.store.ids(Attempt))
    assert monkey.store.ids(Attempt)
