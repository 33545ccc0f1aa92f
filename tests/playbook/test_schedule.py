"""When a card comes again: in a day at least, in three weeks at most, and the same for the same reviews."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise, product
from random import Random

import pytest

from tui.core.practice.practice import AGAIN, DIALOGUE, EASY, GOOD, HARD, Recall, Review
from tui.playbook.schedule import LONGEST, LONGEST_DIALOGUE, Fsrs

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
RATINGS = (AGAIN, HARD, GOOD, EASY)


def review(rating: int, at: datetime = NOW, item: str = "price", said: str = "too dear") -> Review:
    return Review(1, item, at, rating, said)


def walk(seed: int, item: str = "price", many: int = 40) -> list[tuple[Recall | None, Review, Recall]]:
    """(where it stood, review, where it stands) of a card with any ratings after any pauses."""
    chance, schedule, recall, at = Random(seed), Fsrs(), None, NOW
    steps = []
    for n in range(many):
        done = review(chance.choice(RATINGS), at, item, f"wording {n % 7}")
        after = schedule.review(recall, done, 7)
        steps.append((recall, done, after))
        recall, at = (
            after,
            at + timedelta(seconds=chance.choice([30, 7200, 86400, 30 * 86400]) * chance.random()),
        )
    return steps


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize(("item", "longest"), [("price", LONGEST), (DIALOGUE + "busy", LONGEST_DIALOGUE)])
def test_it_comes_again_after_a_day_at_least_and_three_weeks_at_most(
    seed: int, item: str, longest: int
) -> None:
    for _, done, after in walk(seed, item):
        assert DAY <= after.due - done.at <= longest * DAY
        assert done.rating != AGAIN or after.due - done.at == DAY


@pytest.mark.parametrize("seed", range(30))
def test_who_did_better_waits_no_less(seed: int) -> None:
    for before, done, _ in walk(seed):
        dues = [Fsrs().review(before, review(rating, done.at), 7).due for rating in RATINGS]
        assert all(worse <= better for worse, better in pairwise(dues)), (before, dues)


def test_the_same_reviews_are_the_same_dates() -> None:
    assert walk(3) == walk(3)


def test_passes_are_further_and_further_apart_until_three_weeks() -> None:
    schedule, recall, at, days = Fsrs(), None, NOW, []
    for _ in range(4):
        recall = schedule.review(recall, review(GOOD, at), 7)
        days.append((recall.due - at).days)
        at = recall.due
    assert days == [2, 11, 21, 21]


def test_what_is_counted() -> None:
    recall = Fsrs().review(None, review(GOOD, said="too dear"), 7)
    recall = Fsrs().review(recall, review(AGAIN, NOW + DAY, said="no budget"), 8)
    recall = Fsrs().review(recall, review(HARD, NOW + 2 * DAY, said="too dear"), 9)
    assert (recall.id, recall.item, recall.reviews, recall.misses, recall.rating) == (7, "price", 3, 1, HARD)
    assert recall.heard == ("no budget", "too dear")  # the latest last, each once
    assert (recall.first, recall.last) == (NOW, NOW + 2 * DAY)
    assert Fsrs().review(recall, review(GOOD, NOW + 3 * DAY, said=""), 9).heard == recall.heard


def test_times_are_utc_wherever_the_review_came_from() -> None:
    here = timezone(timedelta(hours=5, minutes=30))
    recall = Fsrs().review(None, review(GOOD, NOW.astimezone(here)), 7)
    assert recall == Fsrs().review(None, review(GOOD), 7)
    assert all(time.tzinfo is UTC for time in (recall.due, recall.last, recall.first) if time)


@pytest.mark.parametrize(("first", "second"), list(product(RATINGS, RATINGS)))
def test_a_clock_that_was_set_back_does_no_harm(first: int, second: int) -> None:
    recall = Fsrs().review(None, review(first), 7)
    earlier = Fsrs().review(recall, review(second, NOW - 3 * DAY), 7)
    assert earlier.due - earlier.last >= DAY


def test_nobody_pays_for_it_before_the_first_review() -> None:
    told = "import sys; from tui.wiring import make_schedule; make_schedule(); print('fsrs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True).stdout == "False\n"


@pytest.mark.parametrize("figures", [(0.0, 5.0), (-1.0, 5.0), (2.0, 0.0), (2.0, 11.0), (float("nan"), 5.0)])
def test_figures_that_cannot_be_begin_anew(figures: tuple[float, float]) -> None:
    recall = Fsrs().review(None, review(GOOD), 7)
    odd = replace(recall, stability=figures[0], difficulty=figures[1])
    after = Fsrs().review(odd, review(GOOD, NOW + DAY), 7)
    assert (after.due - after.last, after.reviews) == (2 * DAY, 2)


@pytest.mark.parametrize(("rating", "as_"), [(-3, AGAIN), (0, AGAIN), (9, EASY)])
def test_a_rating_that_cannot_be_counts_as_the_nearest(rating: int, as_: int) -> None:
    after, usual = (Fsrs().review(None, review(each), 7) for each in (rating, as_))
    assert after.stability == usual.stability
