"""Where a card stands is what its reviews come to, however often and in which order they are saved."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.core.given import DISPOSITIONS, HOUR, LONDON, NOW
from tests.core.practising import DAY, SCHEDULE, Shelf, review
from tui.core.books import Books
from tui.core.ports import Batch
from tui.core.practice.practice import AGAIN, EASY, GOOD, HARD, Drill, Recall, Review
from tui.core.practice.recall import fold
from tui.core.request import Impossible, Practised, carry_out

DRILL = Drill(0, "flash", NOW, lines=1)


def test_a_line_is_a_review_a_recall_and_a_round() -> None:
    shelf = Shelf()
    done = shelf.review(review(said="Too dear", answer="Compared with what?"), drill=DRILL)
    assert done.said == "Practised beside the app: 1 line"
    (drill,), (saved,), (recall,) = (list(shelf.store.all(kind)) for kind in (Drill, Review, Recall))
    assert (saved.drill, saved.answer, recall.item, recall.heard) == (
        drill.id,
        "Compared with what?",
        "price",
        ("Too dear",),
    )
    assert recall == fold([saved], recall.id, SCHEDULE)


def test_saved_twice_is_once() -> None:
    shelf = Shelf()
    said = Practised((review(), review("trust", at=NOW + HOUR)), DRILL)
    shelf.save(said)
    before = list(shelf.store.all(Review)), list(shelf.store.all(Recall)), list(shelf.store.all(Drill))
    assert shelf.save(said).batch == Batch()
    assert before == (
        list(shelf.store.all(Review)),
        list(shelf.store.all(Recall)),
        list(shelf.store.all(Drill)),
    )


def test_a_changed_rating_counts_from_where_the_card_stood_before() -> None:
    changed, right = Shelf(), Shelf()
    for shelf, second in ((changed, AGAIN), (right, EASY)):
        shelf.review(review(rating=GOOD))
        shelf.review(review(rating=second, at=NOW + 3 * DAY))
    changed.review(review(rating=EASY, at=NOW + 3 * DAY))
    assert changed.recall() == right.recall()
    assert [r.rating for r in changed.store.reviews("price")] == [GOOD, EASY]


def test_a_review_that_comes_late_stands_where_it_belongs() -> None:
    late, right = Shelf(), Shelf()
    first, second, third = (review(rating=r, at=NOW + n * DAY) for n, r in enumerate((GOOD, AGAIN, GOOD)))
    for each in (first, third, second):
        late.review(each)
    for each in (first, second, third):
        right.review(each)
    assert late.recall() == right.recall()


@pytest.mark.parametrize("seed", range(20))
def test_one_after_the_other_or_all_anew_is_the_same(seed: int) -> None:
    """Reviews in any order, some twice, some with another rating the second time."""
    chance, shelf, truth = Random(seed), Shelf(), {}
    for _ in range(60):
        at = NOW + chance.randrange(40) * DAY / 2
        said = review(chance.choice(("price", "trust")), chance.choice((AGAIN, HARD, GOOD, EASY)), at)
        shelf.review(said)
        truth[said.item, at] = said
    for item in ("price", "trust"):
        log = [truth[key] for key in sorted(truth) if key[0] == item]
        recall = shelf.recall(item)
        assert recall
        assert recall == fold(log, recall.id, SCHEDULE)
        assert [r.rating for r in shelf.store.reviews(item)] == [r.rating for r in log]


def test_a_new_line_of_a_card_known_for_long_reads_none_of_its_reviews() -> None:
    shelf = Shelf()
    for n in range(50):
        shelf.review(review(at=NOW + n * DAY))
    asked: list[str] = []
    shelf.store.reviews = lambda item: asked.append(item) or []  # type: ignore[method-assign,func-returns-value]
    shelf.review(review(at=NOW + 50 * DAY))
    assert asked == []


def test_a_round_goes_on_and_never_back() -> None:
    shelf = Shelf()
    for lines in (1, 2, 3):
        shelf.save(Practised((), replace(DRILL, lines=lines)))
    ended = replace(DRILL, lines=3, ended=NOW + HOUR, change="slower")
    shelf.save(Practised((), ended))
    shelf.save(Practised((), replace(DRILL, lines=2)))  # taken up again after a kill
    shelf.save(Practised((), replace(DRILL, lines=3)))
    (drill,) = shelf.store.all(Drill)
    assert drill == replace(ended, id=drill.id)


def test_rounds_are_told_apart_by_when_they_began() -> None:
    shelf = Shelf()
    for drill in (DRILL, replace(DRILL, started=NOW + HOUR), replace(DRILL, mode="batting")):
        shelf.save(Practised((), drill))
    assert len(list(shelf.store.all(Drill))) == 3
    assert [d.started for d in shelf.store.drills(NOW + HOUR)] == [NOW + HOUR]


def test_without_a_schedule_nothing_is_saved() -> None:
    store = Shelf().store
    books = Books(store, store.new_id, DISPOSITIONS, LONDON)
    assert carry_out(Practised((review(),), DRILL), books) == Impossible(
        "nothing here knows when cards come again"
    )
