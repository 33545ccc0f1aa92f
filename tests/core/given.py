"""What the tests of the core have in common: people, calls, and a session played without runner or screen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt
from tui.core.call.events import (
    CallStarted,
    Effect,
    Event,
    HungUp,
    SaveAttempt,
    SaveDraft,
    SaveResult,
    Stored,
)
from tui.core.call.reflection import Draft, Form, Intention
from tui.core.call.result import Settling, settle, undo, with_standing
from tui.core.call.session import step
from tui.core.call.states import Choosing, Rules, State
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch
from tui.core.queue.judge import Judge
from tui.core.queue.policy import Policy, plans_by_purpose
from tui.core.queue.standing import Standing
from tui.files.defaults import read_defaults
from tui.files.home import Home

#: Monday, nine in London.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")
DEFAULTS = read_defaults(Home(Path("/nowhere")))
DISPOSITIONS = DEFAULTS.dispositions
RULES = Rules(DISPOSITIONS)
PLANS, PLAN = plans_by_purpose(DEFAULTS.purposes, DEFAULTS.plans)
#: As of the usual settings.
POLICY = Policy(plans=PLANS, plan=PLAN)

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
E = TypeVar("E")


def number(digits: str = "+442079460101", kind: str = "work", zone: str = "Europe/London") -> Number:
    return Number(digits, digits, kind, zones=(zone,) if zone else ())


def person(id: int = 1, *numbers: Number, **more: Any) -> Contact:
    """Somebody in London with a number of their own."""
    return Contact(id, f"Person {id}", numbers=numbers or (number(f"+4420794601{id:02}"),), **more)


def call(id: int = 1, contact: int = 1, **more: Any) -> Attempt:
    """A call that began at nine."""
    return Attempt(**{"number": f"+4420794601{contact:02}", "started": NOW, **more}, id=id, contact=contact)


@dataclass
class Book:
    """A store to settle calls in, without a session."""

    store: MemoryStore = field(default_factory=MemoryStore)
    now: datetime = NOW
    place: ZoneInfo = LONDON
    policy: Policy = POLICY

    @property
    def by(self) -> Settling:
        return Settling(self.store, DISPOSITIONS, self.store.new_id, self.now, self.place)

    def put(self, *records: Any) -> None:
        self.store.apply(Batch(records))

    def begin(self, contact: int = 1, **more: Any) -> Attempt:
        """A call as it stands on disk when its form opens: begun and ended, no result."""
        attempt = call(
            self.store.new_id(Attempt), contact, **{"started": self.now, "ended": self.now, **more}
        )
        self.commit(contact, Batch((attempt,)))
        return attempt

    def settle(
        self,
        attempt: Attempt,
        disposition: str = "",
        asked: Intention | None = None,
        by_clock: bool = False,
        **fields: Any,
    ) -> Attempt:
        """Save a form for the attempt, and give back what is on disk then."""
        form = Form(disposition, **fields)
        self.store.apply(settle(self.by, attempt, form, asked=asked, by_clock=by_clock))
        return self.attempt(attempt.id)

    def undo(self, attempt: Attempt) -> Attempt:
        self.store.apply(undo(self.by, self.attempt(attempt.id)))
        return self.attempt(attempt.id)

    def commit(self, contact: int, batch: Batch) -> None:
        self.store.apply(with_standing(self.by, contact, batch))

    def attempt(self, id: int) -> Attempt:
        found = self.store.get(Attempt, id)
        assert found
        return found

    def standing(self, contact: int = 1) -> Standing:
        return self.store.get(Standing, contact) or Standing(contact)

    def judge(self, zone: ZoneInfo = LONDON) -> Judge:
        return Judge(self.store, DISPOSITIONS, DEFAULTS.hours, zone, self.policy)


@dataclass
class Play:
    """A session driven by hand: events go in, effects are kept to look at, saves are answered when asked."""

    rules: Rules = RULES
    clock: FakeClock = field(default_factory=lambda: FakeClock(NOW))
    state: State = field(default_factory=Choosing)
    effects: list[Effect] = field(default_factory=list)

    def post(self, *events: Event, after: float = 0.0) -> list[Effect]:
        """Let `after` seconds pass, then events happen. Returns what they brought about."""
        self.clock.advance(after)
        fresh: list[Effect] = []
        for event in events:
            self.state, effects = step(self.state, event, self.clock.now(), self.rules)
            fresh += effects
        self.effects += fresh
        return fresh

    def at(self, kind: type[E]) -> E:
        """The state, which must be of a kind."""
        assert isinstance(self.state, kind), self.state
        return self.state

    def all(self, kind: type[E]) -> list[E]:
        """The effects of a kind, in their order."""
        return [effect for effect in self.effects if isinstance(effect, kind)]

    @property
    def drafts(self) -> list[Draft]:
        return [effect.draft for effect in self.all(SaveDraft)]

    @property
    def results(self) -> list[SaveResult]:
        return self.all(SaveResult)

    @property
    def saves(self) -> list[tuple[str, Attempt]]:
        return [(effect.what, effect.attempt) for effect in self.all(SaveAttempt)]

    # ---------------------------------------------------------------------------------- well-known points

    def dialing(
        self,
        asked: Intention | None = None,
        zone: str = "Europe/London",
        brief: bool = False,
        **more: Any,
    ) -> Play:
        """A call that is ringing on the rep's own phone."""
        made = call(started=self.clock.now().utc, **more)
        self.post(CallStarted(made, zone, asked, brief), Stored("attempt"))
        return self

    def form(self, asked: Intention | None = None, *first: Event, **more: Any) -> Play:
        """The form of a call that rang ten seconds, one second after hang-up: keys count."""
        self.dialing(asked, **more).post(*first, after=5)
        self.post(HungUp(), Stored("end"), after=5)
        self.post(after=1)
        self.effects.clear()
        return self


def meant(id: int = 1, text: str = "ask before I explain", attempt: int = 99) -> Intention:
    return Intention(id, text, NOW - DAY, attempt)


def same(one: Standing, other: Standing) -> bool:
    """Whether two standings agree in everything the queue looks at."""
    return replace(one, numbers=()) == replace(other, numbers=()) and set(one.numbers) == set(other.numbers)
