"""Weeks of practice by reps of every kind: no card starves, no day is too much, all wordings take their turn.

With 40 cards and one round of ten lines on each day of use, whatever the ratings and however long the pauses:

- A day offers under fifteen (`due.MOST`), what was answered that day counted in.
- Of ten lines six at most are misses, three at least the longest due, one is new (`due.MISSES`, `due.RIPE`),
  as long as there are any. So a new card is met on each day of use, and after 40 days all were.
- What is due is asked within 14 days of use: at most 39 stand before a card, three a day go, and what was
  asked goes behind all that was due before: 40 / 3.
- A miss is asked again within 7 days of use: six a day, the longest ago first: 40 / 6.
- A wording comes back only after all others of its card.

What was captured in calls comes before all this, each wording once, and has no place here.

OFFHOOK_SOAK=200 plays 10,000 weeks, each hundred of them another rep's.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tests.core.given import LONDON
from tests.core.practising import Shelf, card
from tui.core.clock import Moment
from tui.core.practice.drill import Answered, Changed, Effect, Event, GaveUp, Rated, Said, Save, begin, step
from tui.core.practice.due import MISSES, MOST, NEW, Due, Why, deck, due
from tui.core.practice.line_up import line_up
from tui.core.practice.practice import AGAIN, EASY, GOOD, HARD, Review
from tui.core.practice.round import Cue, Stage

pytestmark = pytest.mark.soak

WEEKS = 50 * int(os.environ.get("OFFHOOK_SOAK", "20"))
#: Weeks of one rep.
CAREER = 100
CARDS, LINES = 40, 10
#: Days of use until what is due, and what was missed, is asked.
SOON, SOON_MISSED = 14, 7

Rate = Callable[[Cue, Random], int]


def mixed(skill: float) -> Rate:
    """A rep who misses now and then, the hard cards more often."""

    def rate(cue: Cue, chance: Random) -> int:
        hard = int(cue.item[5:]) % 5 / 20
        return chance.choice((HARD, GOOD, GOOD, EASY)) if chance.random() < skill - hard else AGAIN

    return rate


def never(cue: Cue, chance: Random) -> int:
    """A rep who misses everything."""
    return AGAIN


def hardly(cue: Cue, chance: Random) -> int:
    """A rep to whom everything is hard."""
    return HARD


def stuck(cue: Cue, chance: Random) -> int:
    """A rep who never gets fifteen of the cards."""
    return AGAIN if int(cue.item[5:]) < 15 else GOOD


def wavering(cue: Cue, chance: Random) -> int:
    """A rep who passes what was missed, just so, and misses what was passed."""
    return HARD if cue.tries or chance.random() < 0.5 else AGAIN


#: Every fifth rep is one of these.
ODD = (never, hardly, stuck, wavering)


@dataclass
class Career:
    """A hundred weeks of one rep."""

    seed: int
    shelf: Shelf = field(default_factory=Shelf)

    def __post_init__(self) -> None:
        self.chance = chance = Random(self.seed)
        odd = self.seed % 5 == 4
        self.rate = ODD[self.seed // 5 % len(ODD)] if odd else mixed(chance.uniform(0.6, 1.0))
        wordings = [chance.randint(1, 9) for _ in range(CARDS)]
        self.cards = deck(
            card(f"card-{n}", *(f"{n} {w}" for w in range(many))) for n, many in enumerate(wordings)
        )
        self.recent = {id: deque(maxlen=len(c.says) - 1) for id, c in self.cards.cards.items()}
        self.wait: Counter[str] = Counter()
        """Item → days of use for which it was offered or put off, since it fell due."""
        self.waited: defaultdict[Why, int] = defaultdict(int)
        self.days = 0
        self.met: dict[str, int] = {}
        """Item → the day of use on which it was first asked."""

    def days_of_use(self) -> Iterator[date]:
        """Three to five days a week; some weeks are skipped, now and then several."""
        day = date(2026, 1, 5)
        for _ in range(CAREER):
            pause = self.chance.random()
            day += timedelta(weeks=1 + (self.chance.randint(1, 6) if pause < 0.03 else 0))
            if pause > 0.12:
                for weekday in sorted(self.chance.sample(range(7), self.chance.randint(3, 5))):
                    yield day + timedelta(days=weekday)

    def play(self) -> None:
        for day in self.days_of_use():
            self.days += 1
            at = datetime(day.year, day.month, day.day, self.chance.randint(7, 20), tzinfo=LONDON)
            self.one_day(at.astimezone(UTC) + timedelta(minutes=self.chance.randrange(60)))

    def one_day(self, now: datetime) -> None:
        began = self.shelf.books().day_began(now)
        asked = due(self.shelf.store, self.cards, now, began)
        self.check_load(asked)
        mode = self.chance.choice(["flash", "batting"])
        cues = line_up(mode, asked, self.shelf.store, self.chance, lines=LINES)
        answered = self.one_round(mode, cues, now)
        later = due(self.shelf.store, self.cards, now + timedelta(hours=1), began)
        # What was offered, what was answered of it, and what is offered now, all in one day.
        assert (
            len(answered & {i.item for i in asked.items}) + len({i.item for i in later.items} - answered)
            <= MOST
        )
        self.check_waits(asked, answered)

    def check_load(self, asked: Due) -> None:
        assert len(asked.items) <= MOST < 15
        whys = Counter(item.why for item in asked.items)
        assert whys[Why.NEW] <= NEW
        others = len(asked.items) - whys[Why.MISSED]
        missed = sum(item.why is Why.MISSED for item in asked.items[:LINES])
        assert missed <= max(MISSES, LINES - others)

    def check_waits(self, asked: Due, answered: set[str]) -> None:
        for item in (*asked.items, *asked.more):
            if item.why not in {Why.DUE, Why.MISSED}:
                continue
            self.wait[item.item] += 1
            if item.item in answered:
                why, waited = item.why, self.wait.pop(item.item)
                self.waited[why] = max(self.waited[why], waited)
                assert waited <= (SOON if why is Why.DUE else SOON_MISSED), (item.item, why)
        for item in answered:
            self.met.setdefault(item, self.days)

    def one_round(self, mode: str, cues: tuple[Cue, ...], now: datetime) -> set[str]:
        """Play it to its end; what was answered."""
        moment = Moment(now, 0.0)
        round, effects = begin(mode, cues, moment)
        self.save(effects)
        while round.stage is not Stage.OVER:
            assert round.cue
            rating = self.rate(round.cue, self.chance)
            events: list[Event] = [Said(), GaveUp() if rating == AGAIN else Answered()]
            if mode == "flash":
                events.append(Rated(rating))
            for event in events:
                moment = Moment(moment.utc + timedelta(seconds=5), moment.mono + 5)
                round, effects = step(round, event, moment)
                self.save(effects)
        if mode == "batting" and round.replies and self.chance.random() < 0.3:
            round, effects = step(round, Changed(0, self.chance.choice((AGAIN, HARD, GOOD, EASY))), moment)
            self.save(effects)
        for reply in round.replies:
            self.check_wording(reply.review)
        return {reply.cue.item for reply in round.replies}

    def check_wording(self, review: Review) -> None:
        recent = self.recent[review.item]
        assert review.said not in recent
        recent.append(review.said)

    def save(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, Save):
                self.shelf.save(effect.request)


@pytest.mark.parametrize("seed", range(max(1, WEEKS // CAREER)))
def test_no_card_starves_and_no_day_is_too_much(seed: int, counts: Counter[str]) -> None:
    career = Career(seed)
    career.play()
    assert len(career.met) == CARDS
    assert max(career.met.values()) <= CARDS
    counts["practice: weeks"] += CAREER
    counts["practice: days of use"] += career.days
    counts["practice: reviews"] += len(career.shelf.store.ids(Review))
    for what, days in (("due", career.waited[Why.DUE]), ("missed", career.waited[Why.MISSED])):
        most = f"practice: longest wait of what was {what}, days of use"
        counts[most] = max(counts[most], days)
