"""When a card comes again: FSRS, held to what suits a skill of talking. Nothing else knows `fsrs`.

Its own steps within a day are switched off: misses come back within the round (`core/practice/drill.py`), and
with steps HARD would come back every few minutes for ever. Its intervals grow to years, ours end at three
weeks. Chance (its "fuzz") is off: the same reviews are the same dates.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from tui.core.practice.practice import AGAIN, DIALOGUE, EASY, Recall, Review

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

#: The longest pause between two reviews of a card, and of a dialogue, days.
LONGEST, LONGEST_DIALOGUE = 21, 14
#: FSRS knows cards by a number; without one it sleeps a millisecond to make one up. Nothing here asks for it.
_ANY = 1


class Fsrs:
    """Implements `tui.core.ports.Schedule`. A review takes about twenty millionths of a second, the first one
    thirty thousandths more: `fsrs` is imported then.
    """

    def review(self, recall: Recall | None, review: Review, id: int) -> Recall:
        """Where the card stands after a review; `recall` is where it stood, `id` that of a first one."""
        from fsrs import Rating

        at = review.at.astimezone(UTC)
        rating = Rating(min(max(review.rating, AGAIN), EASY))
        after, _ = self._of(review.item).review_card(_card(recall), rating, at)
        assert after.stability is not None
        assert after.difficulty is not None
        before = recall or Recall(id, review.item, at, at, 0.0, 0.0, reviews=0, first=at)
        heard = (*(words for words in before.heard if words != review.said), review.said)
        return replace(
            before,
            due=at + timedelta(days=1) if review.rating == AGAIN else after.due,
            last=at,
            stability=after.stability,
            difficulty=after.difficulty,
            reviews=before.reviews + 1,
            misses=before.misses + (review.rating == AGAIN),
            rating=review.rating,
            heard=heard if review.said else before.heard,
        )

    def _of(self, item: str) -> Scheduler:
        return self._dialogues if item.startswith(DIALOGUE) else self._cards

    @cached_property
    def _cards(self) -> Scheduler:
        return _scheduler(LONGEST)

    @cached_property
    def _dialogues(self) -> Scheduler:
        return _scheduler(LONGEST_DIALOGUE)


def _scheduler(longest: int) -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=0.9,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest,
        enable_fuzzing=False,
    )


def _card(recall: Recall | None) -> Card:
    """What FSRS knows of a card: nothing of one never asked, or whose figures cannot be (an edited file)."""
    from fsrs import Card, State

    if recall is None or not (recall.stability > 0 and 1 <= recall.difficulty <= 10):
        return Card(_ANY)
    return Card(
        _ANY, State.Review, None, recall.stability, recall.difficulty, due=recall.due, last_review=recall.last
    )
