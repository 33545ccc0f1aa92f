"""What a reviewed line changes: the log of reviews, where the card stands, and the round.

A `Recall` is what its reviews come to, one after the other. A review that is newer than all before goes on
top; where one before it changed, all of that card are gone through again. So it does not matter how often a
review is saved, nor in which order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tui.core.books import Books
from tui.core.ports import Batch, Schedule
from tui.core.practice.practice import Drill, Recall, Review


def keep(reviews: Sequence[Review], drill: Drill, books: Books, schedule: Schedule) -> Batch:
    """The changes of a round that went on; nothing for what is saved already. Ids are given here."""
    known = {recall.item: recall for recall in books.shelf.all(Recall)}
    round_ = _drill(drill, books)
    puts: list[Drill | Review | Recall] = [] if books.shelf.get(Drill, round_.id) == round_ else [round_]
    by_item: dict[str, list[Review]] = {}
    for review in sorted(reviews, key=lambda review: review.at):
        by_item.setdefault(review.item, []).append(replace(review, drill=round_.id))
    for item, said in by_item.items():
        puts += _kept(item, said, known.get(item), books, schedule)
    return Batch(tuple(puts))


def _kept(
    item: str, said: Sequence[Review], recall: Recall | None, books: Books, schedule: Schedule
) -> Iterable[Review | Recall]:
    if recall and said[0].at > recall.last:
        new = [replace(review, id=books.new_id(Review)) for review in said]
        return [*new, _on(recall, new, recall.id, schedule)]
    saved = {review.at: review for review in books.shelf.reviews(item)}
    changed = _changed(said, saved, books)
    if not changed:
        return []
    log = sorted({**saved, **{review.at: review for review in changed}}.values(), key=lambda r: r.at)
    return [*changed, fold(log, recall.id if recall else books.new_id(Recall), schedule)]


def _changed(said: Iterable[Review], saved: Mapping[datetime, Review], books: Books) -> list[Review]:
    """Those that are new, or say something else than what is saved."""
    changed = []
    for review in said:
        old = saved.get(review.at)
        known = replace(review, id=old.id) if old else replace(review, id=books.new_id(Review))
        if known != old:
            changed.append(known)
    return changed


def fold(log: Sequence[Review], id: int, schedule: Schedule) -> Recall:
    """Where a card stands after all its reviews (at least one), oldest first."""
    return _on(None, log, id, schedule)


def _on(recall: Recall | None, reviews: Iterable[Review], id: int, schedule: Schedule) -> Recall:
    for review in reviews:
        recall = schedule.review(recall, review, id)
    assert recall is not None
    return recall


def _drill(drill: Drill, books: Books) -> Drill:
    """The round with its id, as it is now: what is saved and newer stays."""
    for saved in books.shelf.drills(drill.started):
        if (saved.started, saved.mode) == (drill.started, drill.mode):
            older = drill.lines < saved.lines or (saved.ended and not drill.ended)
            return saved if older else replace(drill, id=saved.id)
    return replace(drill, id=books.new_id(Drill))
