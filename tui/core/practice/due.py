"""What practice asks for today, and how it goes: pure questions to a shelf and the cards.

Everything is told from `Recall` and `Drill`, never from the log of reviews: it is asked on every Today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from statistics import median

from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Capture
from tui.core.pages import captured
from tui.core.ports import Card, Shelf
from tui.core.practice.practice import AGAIN, DIALOGUE, DRAFT, Drill, Recall, Review
from tui.core.text import fold
from tui.core.words import UNWRITTEN

#: So many are offered as due on one day, under fifteen, …
MOST = 14
#: … so many of them new ones.
NEW = 4

#: Of ten lines so many at most are misses, where anything else is due, …
MISSES = 6
#: … so many are the longest due, and one is new: what is missed again and again, or due every day, keeps
#: nothing else waiting. (`tests/soak/test_practice_weeks.py` says for how long anything waits.)
RIPE = 3
#: A new card above this difficulty comes later.
_EASY_ENOUGH = 3
#: Of the answers of late whose first word was timed so many are looked at, …
_LATE = 50
#: … and so many there must be.
_ENOUGH = 5


class Why(StrEnum):
    """Why something is asked."""

    CAPTURED = "captured"
    """Somebody said it in a call, and it was not answered in practice since."""
    MISSED = "missed"
    """It was a miss the last time."""
    DUE = "due"
    NEW = "new"
    """It was never asked."""
    MORE = "more"
    """It is not due: it fills a round."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to ask: a card, or an objection that has none yet."""

    item: str
    """As in `Review`."""
    why: Why
    card: Card | None = None
    capture: Capture | None = None
    """What was said in a call; without a card it is a draft that waits for an answer."""
    recall: Recall | None = None
    """Where it stands; None: it was never asked."""

    @property
    def difficulty(self) -> int:
        """1 to 5; 0 for a draft."""
        return self.card.difficulty if self.card else 0

    @property
    def answer(self) -> str:
        """The card's answer; empty: nobody has written one."""
        return self.card.answer if self.card and self.card.answer != UNWRITTEN else ""


@dataclass(frozen=True, slots=True)
class Due:
    """What practice asks for today, the first first."""

    items: tuple[Item, ...]
    unanswered: int
    """How many objections wait for an answer (they have no card, or one without words)."""
    more: tuple[Item, ...] = ()
    """What is not due: objections that wait for an answer, cards that are known, those due the soonest first,
    then those never asked."""
    dialogues: tuple[str, ...] = ()
    """Ids of the dialogues that are due, the longest due first. They are not among the items."""


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards as practice looks at them. Made once (`deck`), and again when the files change."""

    cards: Mapping[str, Card]
    by_wording: Mapping[str, str]
    """What is said, folded → id of the card."""


def deck(cards: Iterable[Card]) -> Deck:
    """The cards, ready to be asked for."""
    known = {card.id: card for card in cards}
    return Deck(known, {fold(words): card.id for card in known.values() for words in card.says})


def due(
    shelf: Shelf,
    deck: Deck,
    now: datetime,
    day_began: datetime,
    met: Collection[str] = frozenset(),
    new_a_day: int = NEW,
) -> Due:
    """What is due on the rep's day that began at `day_began` (UTC).

    Objections captured in calls first, then misses of the last rounds, then what is due, the longest due
    first, then new cards, those of `met` (ids of cards met in calls) before others and what one hears in
    any call before what belongs to one kind of call, the hard ones later; but see MISSES. What was answered
    today counts among the MOST of the day, and new ones among `new_a_day`.
    Over 40 lines: the whole order of a day is read in one place.
    """
    recalls = {recall.item: recall for recall in shelf.all(Recall)}
    tomorrow = day_began + timedelta(days=1)
    items = list(_items(shelf, deck, recalls, tomorrow))

    def of(why: Why) -> list[Item]:
        return [item for item in items if item.why is why]

    missed = sorted(of(Why.MISSED), key=_last)
    ripe = sorted(of(Why.DUE), key=_due)
    fresh = sorted(of(Why.NEW), key=lambda item: (item.item not in met, *_rarity(item)))
    asked_before = [item.recall for item in items if item.recall]
    begun = sum(1 for recall in asked_before if recall.first and recall.first >= day_began)
    done = sum(1 for recall in asked_before if recall.last >= day_began)
    new = max(0, new_a_day - begun)
    first = 0 if begun else 1
    asked = [
        *of(Why.CAPTURED),
        *missed[:MISSES],
        *ripe[:RIPE],
        *fresh[:first],
        *ripe[RIPE:],
        *fresh[first:new],
        *missed[MISSES:],
    ]
    room = max(0, MOST - done)
    more = [*sorted(of(Why.MORE), key=lambda item: (not _waits(item), _due(item))), *fresh[new:]]
    return Due(
        tuple(asked[:room]),
        sum(map(_waits, items)),
        (*asked[room:], *more),
        tuple(
            recall.item.removeprefix(DIALOGUE)
            for recall in sorted(recalls.values(), key=lambda recall: recall.due)
            if recall.item.startswith(DIALOGUE) and recall.due < tomorrow
        ),
    )


def _items(shelf: Shelf, deck: Deck, recalls: Mapping[str, Recall], tomorrow: datetime) -> Iterator[Item]:
    """Everything there is to ask, each with why: what was captured first, then the cards in their order."""
    met: dict[str, Capture] = {}
    for words, capture in captured(shelf):
        card = deck.by_wording.get(words)
        recall = recalls.get(card or DRAFT + words)
        if card is None:
            why = _why(recall, tomorrow) if recall else Why.CAPTURED
            yield Item(DRAFT + words, why, None, capture, recall)
        elif card not in met and not (recall and words in map(fold, recall.heard)):
            met[card] = capture
            yield Item(card, Why.CAPTURED, deck.cards[card], capture, recall)
    for id, known in deck.cards.items():
        if id not in met:
            recall = recalls.get(id)
            yield Item(id, _why(recall, tomorrow) if recall else Why.NEW, known, None, recall)


def _why(recall: Recall, tomorrow: datetime) -> Why:
    if recall.rating == AGAIN:
        return Why.MISSED
    return Why.DUE if recall.due < tomorrow else Why.MORE


def _rarity(item: Item) -> tuple[bool, bool]:
    """Whether a card is for some purposes only, and whether it is hard. Those alike keep their order."""
    return bool(item.card and item.card.purposes), item.difficulty > _EASY_ENOUGH


def _waits(item: Item) -> bool:
    """Whether it was said in a call and nobody has written an answer to it."""
    return item.capture is not None and not item.answer


def _last(item: Item) -> datetime:
    assert item.recall is not None
    return item.recall.last


def _due(item: Item) -> datetime:
    assert item.recall is not None
    return item.recall.due


def met_lately(shelf: Shelf, now: datetime, days: int = 30) -> frozenset[str]:
    """Ids of the cards met in calls of so many days before `now`."""
    attempts: Iterable[Attempt] = shelf.since(now - timedelta(days=days))
    return frozenset(met.card for attempt in attempts for met in attempt.met)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of practice, in figures that are counted, not judged."""

    began: datetime
    """Midnight of its Monday, by the rep's clock, in UTC."""
    rounds: int = 0
    """Rounds played to their end."""
    lines: int = 0
    timed: int = 0
    """Answers whose first word was timed, …"""
    quick: int = 0
    """… and came within three seconds."""
    unseen: int = 0
    """Answers to wordings never answered before, …"""
    unaided: int = 0
    """… given without a hint, and no miss."""


def weeks(shelf: Shelf, now: datetime, zone: tzinfo, many: int = 1) -> list[Week]:
    """This week and those before, the latest first."""
    began = [week_began(now, zone)]
    while len(began) < many:
        began.append(week_began(began[-1] - timedelta(days=1), zone))
    drills = shelf.drills(began[-1])
    ends = [datetime.max.replace(tzinfo=UTC), *began]
    return [
        _week(start, [d for d in drills if start <= d.started < end])
        for start, end in zip(began, ends, strict=False)
    ]


def _week(began: datetime, drills: Sequence[Drill]) -> Week:
    return Week(
        began,
        sum(1 for drill in drills if drill.ended),
        sum(drill.lines for drill in drills),
        sum(drill.timed for drill in drills),
        sum(drill.quick for drill in drills),
        sum(drill.unseen for drill in drills),
        sum(drill.unaided for drill in drills),
    )


def median_first_word(shelf: Shelf) -> float | None:
    """The rep's own usual time to the first word, seconds; None: too few were timed."""
    reviews = (shelf.get(Review, id) for id in shelf.ids(Review)[-_LATE:])
    timed = [review.first_word for review in reviews if review and review.first_word is not None]
    return median(timed) if len(timed) >= _ENOUGH else None


def week_began(now: datetime, zone: tzinfo) -> datetime:
    """Midnight of the Monday of the rep's week at `now`, in UTC."""
    local = now.astimezone(zone)
    monday = (local - timedelta(days=local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    return monday.astimezone(UTC)
