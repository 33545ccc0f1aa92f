"""What the tests of practice have in common: cards, a shelf to practise on, and a round played to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.core.given import DISPOSITIONS, LONDON, NOW
from tests.memory import MemoryStore
from tui.core.books import Books
from tui.core.clock import FakeClock
from tui.core.ports import Card
from tui.core.practice.dialogue import Heard, Point, Wanted
from tui.core.practice.drill import Answered, Effect, Event, Rated, Said, Save, Say, begin, step
from tui.core.practice.practice import GOOD, Drill, Recall, Review
from tui.core.practice.round import Cue, Reply, Round, Stage
from tui.core.request import Done, Practised, carry_out
from tui.playbook.schedule import Fsrs

SCHEDULE = Fsrs()
DAY = timedelta(days=1)


def card(id: str, *says: str, **more: Any) -> Card:
    """A card with three ways to say it, unless told otherwise."""
    given = says or tuple(f"{id} {n}" for n in "abc")
    return Card(**{"answer": f"About {id}?", **more}, id=id, title=id.title(), says=given, steps=())


def cue(item: str, *wordings: str, unseen: int | None = None, **more: Any) -> Cue:
    given = wordings or tuple(f"{item} {n}" for n in "abc")
    return Cue(item, item.title(), given, len(given) if unseen is None else unseen, **more)


def heard(*met: bool) -> Heard:
    """What was heard of so many required points."""
    return Heard(tuple(Point(Wanted(f"point {n}"), "so" if there else "") for n, there in enumerate(met)))


def review(item: str = "price", rating: int = GOOD, at: datetime = NOW, **more: Any) -> Review:
    return Review(0, item, at, rating, **more)


@dataclass
class Shelf:
    """A store to practise on."""

    store: MemoryStore = field(default_factory=MemoryStore)

    def books(self) -> Books:
        return Books(self.store, self.store.new_id, DISPOSITIONS, LONDON, SCHEDULE)

    def save(self, request: Practised) -> Done:
        done = carry_out(request, self.books())
        assert isinstance(done, Done)
        self.store.apply(done.batch)
        return done

    def review(self, *reviews: Review, drill: Drill | None = None) -> Done:
        """Reviews of one round."""
        return self.save(Practised(reviews, drill or Drill(0, "flash", reviews[0].at, lines=len(reviews))))

    def recall(self, item: str = "price") -> Recall | None:
        return next((recall for recall in self.store.all(Recall) if recall.item == item), None)


class Player:
    """A round being played, on a clock that stands still."""

    def __init__(self, mode: str, cues: Iterable[Cue], median: float | None = None) -> None:
        self.clock = FakeClock(NOW)
        self.saved: list[Practised] = []
        self.said: list[str] = []
        self.effects: tuple[Effect, ...] = ()
        round, effects = begin(mode, tuple(cues), self.clock.now(), median)
        self.round: Round = round
        self._take(effects)

    def post(self, *events: Event, after: float = 0.0) -> Round:
        """Events, all of them `after` so many seconds."""
        self.clock.advance(after)
        for event in events:
            self.round, effects = step(self.round, event, self.clock.now())
            self._take(effects)
        return self.round

    def answer(self, rating: int | None = None, text: str = "so", after: float = 1.0, **more: Any) -> Reply:
        """The line that is asked, answered, and rated if that is asked."""
        self.post(Said(), Answered(text, **more), after=after)
        if self.round.answer:
            self.post(Rated(self.round.answer.review.rating if rating is None else rating))
        return self.round.replies[-1]

    def play(self, rate: Callable[[Cue], int]) -> list[str]:
        """To the end; the items in the order they were asked."""
        while self.round.stage is not Stage.OVER:
            assert self.round.cue
            self.answer(rate(self.round.cue))
        return [reply.cue.item for reply in self.round.replies]

    def _take(self, effects: tuple[Effect, ...]) -> None:
        self.effects = effects
        self.saved += [effect.request for effect in effects if isinstance(effect, Save)]
        self.said += [effect.cue.said for effect in effects if isinstance(effect, Say)]
