"""What is asked today and in which order, the figures of a week, and that it is quick to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.core.given import HOUR, LONDON, NEW_YORK, NOW, call
from tests.core.practising import DAY, Shelf, card, review
from tests.memory import CountingStore
from tui.core.call.attempt import Met
from tui.core.call.reflection import Capture
from tui.core.ports import Batch, Card
from tui.core.practice.due import (
    MISSES,
    MOST,
    NEW,
    RIPE,
    Due,
    Week,
    Why,
    deck,
    due,
    median_first_word,
    met_lately,
    week_began,
    weeks,
)
from tui.core.practice.practice import AGAIN, DIALOGUE, DRAFT, GOOD, HARD, OPENER, Drill, Review
from tui.core.practice.rehearsed import begun, changed, played, scored

MIDNIGHT = NOW.replace(hour=0)


def asked(shelf: Shelf, cards: list[Card], **more: Any) -> Due:
    return due(shelf.store, deck(cards), NOW, MIDNIGHT, **more)


def whys(found: Due) -> list[tuple[str, Why]]:
    return [(item.item, item.why) for item in found.items]


def capture(id: int, text: str, at: datetime = NOW - DAY) -> Capture:
    return Capture(id, 1, 1, text, at)


def known(shelf: Shelf, item: str, rating: int = GOOD, ago: timedelta = 5 * DAY, **more: Any) -> None:
    shelf.review(review(item, rating, NOW - ago, **more))


# ------------------------------------------------------------------------------------------------ the order


def test_the_order() -> None:
    """Captured, missed, due (the longest first), new (met in calls, then the easiest)."""
    shelf = Shelf()
    shelf.store.apply(Batch((capture(1, "No van"), capture(2, "trust c"))))
    known(shelf, "trust", ago=DAY, said="trust a")  # answered, but not as it was said in the call
    known(shelf, "missed", AGAIN, ago=DAY)
    known(shelf, "overdue", ago=9 * DAY)
    known(shelf, "due", ago=3 * DAY)
    known(shelf, "later", ago=DAY)  # GOOD the first time: two days
    cards = [
        card("later"), card("hard", difficulty=4), card("easy", difficulty=1), card("met", difficulty=5),
        card("due"), card("overdue"), card("missed"), card("trust"),
    ]  # fmt: skip
    found = asked(shelf, cards, met={"met"})
    assert whys(found) == [
        ("trust", Why.CAPTURED),
        (DRAFT + "no van", Why.CAPTURED),
        ("missed", Why.MISSED),
        ("overdue", Why.DUE),
        ("due", Why.DUE),
        ("met", Why.NEW),
        ("easy", Why.NEW),
        ("hard", Why.NEW),
    ]
    assert [(item.item, item.why) for item in found.more] == [("later", Why.MORE)]


def test_nothing_is_due_where_there_is_nothing() -> None:
    assert asked(Shelf(), []) == Due((), 0)


def test_due_is_a_day_not_an_hour() -> None:
    """Who practises at nine every morning is asked a minute earlier, too."""
    shelf = Shelf()
    known(shelf, "price", ago=2 * DAY - HOUR)  # due in an hour
    known(shelf, "trust", ago=DAY)  # due tomorrow at nine
    assert whys(asked(shelf, [card("price"), card("trust")])) == [("price", Why.DUE)]


def test_a_captured_objection_is_asked_until_its_wording_was_answered() -> None:
    shelf, cards = Shelf(), [card("price", "Too dear!", "No budget")]
    shelf.store.apply(Batch((capture(1, "too  DEAR!"),)))
    assert whys(asked(shelf, cards)) == [("price", Why.CAPTURED)]
    known(shelf, "price", ago=HOUR, said="No budget")
    assert whys(asked(shelf, cards)) == [("price", Why.CAPTURED)]
    known(shelf, "price", ago=timedelta(minutes=5), said="Too dear!")
    assert whys(asked(shelf, cards)) == []


def test_a_draft_is_due_like_a_card_once_it_was_asked() -> None:
    shelf = Shelf()
    shelf.store.apply(Batch((capture(1, "No van"),)))
    item = DRAFT + "no van"
    known(shelf, item, AGAIN, ago=DAY)
    assert whys(asked(shelf, [])) == [(item, Why.MISSED)]
    shelf.store.apply(Batch((capture(2, "no van!"), capture(3, "NO VAN"))))  # said again
    assert (item, Why.MISSED) in whys(asked(shelf, []))
    known(shelf, item, GOOD, ago=HOUR)
    assert item not in [item for item, _ in whys(asked(shelf, []))]
    assert whys(asked(shelf, [card("van", "No van", "no van!")]))[0] == ("van", Why.CAPTURED)


def test_a_draft_without_an_answer_is_the_first_of_what_is_not_due() -> None:
    """Practice says that it waits, and for which key: that key asks it."""
    shelf = Shelf()
    shelf.store.apply(Batch((capture(1, "No van"),)))
    known(shelf, "later", ago=DAY)
    known(shelf, DRAFT + "no van", GOOD, ago=HOUR)
    found = asked(shelf, [card("later")])
    assert (found.items, found.unanswered) == ((), 1)
    assert [item.item for item in found.more] == [DRAFT + "no van", "later"]


def test_what_waits_for_an_answer() -> None:
    shelf = Shelf()
    shelf.store.apply(Batch((capture(1, "No van"), capture(2, "Too dear"), capture(3, "We have one"))))
    cards = [card("price", "Too dear", answer="{your_answer}"), card("status", "We have one")]
    assert asked(shelf, cards).unanswered == 2


def test_what_was_put_away_is_neither_asked_nor_waits() -> None:
    shelf = Shelf()
    away = replace(capture(1, "No van"), put_away=NOW)
    shelf.store.apply(Batch((away, replace(away, id=2, text="Too dear"))))
    known(shelf, DRAFT + "no van", AGAIN, ago=DAY)
    found = asked(shelf, [card("price", "Too dear")])
    assert (whys(found), found.unanswered) == ([("price", Why.NEW)], 0)


# ------------------------------------------------------------------------------------------------ how many


def test_under_fifteen_a_day() -> None:
    shelf = Shelf()
    cards = [card(f"card-{n}") for n in range(40)]
    for n in range(40):
        known(shelf, f"card-{n}", ago=(50 - n) * DAY)
    found = asked(shelf, cards)
    assert [item.item for item in found.items] == [f"card-{n}" for n in range(MOST)]
    assert [item.item for item in found.more] == [f"card-{n}" for n in range(MOST, 40)]
    for n in range(6):
        known(shelf, f"card-{n}", ago=HOUR)
    found = asked(shelf, cards)
    assert [item.item for item in found.items] == [f"card-{n}" for n in range(6, MOST)]


def test_the_first_cards_are_what_one_hears_in_any_call() -> None:
    """Not the easiest of all: an invoice that never came is easy, and nobody who sells will hear of it."""
    cards = [
        card("invoice", difficulty=1, purposes=("collect",)), card("hostile", difficulty=4),
        card("send mail"), card("wrong number", difficulty=1),
    ]  # fmt: skip
    assert [item.item for item in asked(Shelf(), cards).items] == [
        "send mail", "wrong number", "hostile", "invoice",
    ]  # fmt: skip


def test_four_new_ones_a_day() -> None:
    shelf, cards = Shelf(), [card(f"card-{n}") for n in range(9)]
    assert len(asked(shelf, cards).items) == NEW
    known(shelf, "card-0", ago=HOUR)
    known(shelf, "card-1", ago=30 * HOUR)  # not today
    found = asked(shelf, cards)
    assert whys(found) == [(f"card-{n}", Why.NEW) for n in (2, 3, 4)]
    assert [item.item for item in found.more] == ["card-1", "card-0", *(f"card-{n}" for n in range(5, 9))]


def test_what_is_missed_again_and_again_keeps_nothing_waiting() -> None:
    shelf = Shelf()
    for n in range(20):
        known(shelf, f"missed-{n}", AGAIN, ago=(30 - n) * HOUR)
        known(shelf, f"due-{n}", ago=(50 - n) * DAY)
    cards = [card(f"{what}-{n}") for what in ("missed", "due") for n in range(20)]
    found = asked(shelf, cards)
    assert [item.item for item in found.items] == [
        *(f"missed-{n}" for n in range(MISSES)),
        *(f"due-{n}" for n in range(MOST - MISSES)),
    ]
    cards.append(card("new"))
    ten = [item.why for item in asked(shelf, cards).items[:10]]
    assert ten == [Why.MISSED] * MISSES + [Why.DUE] * RIPE + [Why.NEW]


def test_what_was_missed_longest_ago_comes_first() -> None:
    shelf = Shelf()
    known(shelf, "one", AGAIN, ago=2 * DAY)
    known(shelf, "two", AGAIN, ago=3 * DAY)
    assert [item for item, _ in whys(asked(shelf, [card("one"), card("two")]))] == ["two", "one"]


def test_dialogues_and_openers_are_no_cards() -> None:
    shelf = Shelf()
    known(shelf, OPENER + "plain")
    known(shelf, DIALOGUE + "busy", ago=9 * DAY)
    known(shelf, DIALOGUE + "owner", HARD, ago=HOUR)
    known(shelf, DIALOGUE + "gate", ago=20 * DAY)
    for n in range(MOST):
        known(shelf, f"{OPENER}{n}", ago=HOUR)  # nor do they take a card's place
    found = asked(shelf, [card("price")])
    assert (whys(found), found.dialogues) == ([("price", Why.NEW)], ("gate", "busy"))


def test_cards_met_lately() -> None:
    shelf = Shelf()
    shelf.store.apply(
        Batch((call(1, met=(Met("price"), Met("trust"))), call(2, started=NOW - 40 * DAY, met=(Met("old"),))))
    )
    assert met_lately(shelf.store, NOW + HOUR) == {"price", "trust"}


# ------------------------------------------------------------------------------------------------ a week


def drill(id: int, started: datetime, **more: Any) -> Drill:
    return Drill(**{"lines": 10, "ended": started, **more}, id=id, mode="batting", started=started)


def test_the_figures_of_weeks() -> None:
    """NOW is a Monday."""
    shelf = Shelf()
    shelf.store.apply(
        Batch(
            (
                drill(1, NOW, timed=9, quick=6, unseen=8, unaided=5),
                drill(
                    2, NOW, lines=3, ended=None, timed=1
                ),  # left early: its lines count, the round does not
                drill(3, NOW - DAY, unseen=1),
                drill(4, NOW - 7 * DAY, unseen=2),
                drill(5, NOW - 8 * DAY),
                drill(6, NOW - 80 * DAY),
            )
        )
    )
    this, last, before = weeks(shelf.store, NOW, LONDON, 3)
    assert this == Week(MIDNIGHT, 1, 13, 10, 6, 8, 5)
    assert (last.began, last.rounds, last.unseen) == (MIDNIGHT - 7 * DAY, 2, 3)
    assert (before.rounds, before.lines) == (1, 10)


@pytest.mark.parametrize(
    ("now", "zone", "began"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=UTC), LONDON, datetime(2026, 11, 23, tzinfo=UTC)),
        (datetime(2026, 11, 29, 23, 59, tzinfo=UTC), LONDON, datetime(2026, 11, 23, tzinfo=UTC)),
        (datetime(2026, 11, 23, 2, 0, tzinfo=UTC), NEW_YORK, datetime(2026, 11, 16, 5, tzinfo=UTC)),
        # The clocks go back on the Sunday: its week began in summer time.
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), LONDON, datetime(2026, 10, 18, 23, tzinfo=UTC)),
        (
            datetime(2026, 11, 23, 12, 0, tzinfo=UTC),
            ZoneInfo("Asia/Kolkata"),
            datetime(2026, 11, 22, 18, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_week_is_the_reps(now: datetime, zone: ZoneInfo, began: datetime) -> None:
    assert week_began(now, zone) == began


def test_role_plays_and_partners_count_as_rounds() -> None:
    shelf = Shelf()
    shelf.save(begun("dialogue", NOW, "busy"))
    (started,) = shelf.store.all(Drill)
    assert weeks(shelf.store, NOW, LONDON)[0].rounds == 0
    ended = played(started, NOW + HOUR, turns=6, outcome="meeting", rating=GOOD)
    shelf.save(ended)
    shelf.save(changed(ended.drill, "ask for the day first"))
    shelf.save(begun("partner", NOW + HOUR))
    partner = shelf.store.latest(Drill)
    assert partner
    shelf.save(scored(partner, NOW + 2 * HOUR, lines=4, yes=3, asked=5))
    week = weeks(shelf.store, NOW, LONDON)[0]
    assert (week.rounds, week.lines) == (2, 10)
    saved = shelf.store.get(Drill, started.id)
    assert saved == replace(ended.drill, id=started.id, change="ask for the day first")
    recall = shelf.recall(DIALOGUE + "busy")
    assert recall
    assert (recall.rating, recall.heard) == (GOOD, ())


def test_the_usual_first_word() -> None:
    shelf = Shelf()
    for n, first in enumerate((9.0, 9.0, None, 1.0, 2.0)):
        shelf.review(review(at=NOW + n * HOUR, first_word=first))
    assert median_first_word(shelf.store) is None  # four are too few
    shelf.review(review(at=NOW + 5 * HOUR, first_word=3.0))
    assert median_first_word(shelf.store) == 3.0
    for n in range(50):
        shelf.review(review(at=NOW + (6 + n) * HOUR, first_word=1.5))
    assert median_first_word(shelf.store) == 1.5


def test_no_question_reads_the_log_of_reviews() -> None:
    """With years of practice: what is due is told from where the cards stand."""
    store = CountingStore()
    shelf = Shelf(store)
    for n in range(200):
        shelf.review(review(f"card-{n % 20}", at=NOW - (200 - n) * DAY))
    store.read.clear()
    asked(shelf, [card(f"card-{n}") for n in range(20)])
    weeks(store, NOW, LONDON, 8)
    assert store.ids_of(Review) == set()
    median_first_word(store)
    assert len(store.ids_of(Review)) <= 50
