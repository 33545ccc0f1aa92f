"""A round: what is asked when, what is timed, what is proposed, and that nothing answered is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest

from tests.core.practising import Player, Shelf, cue, heard
from tui.core.ports import Take
from tui.core.practice.drill import (
    Answered,
    Changed,
    Claimed,
    Covered,
    Event,
    FirstWord,
    GaveUp,
    Hinted,
    Learn,
    Meant,
    NotStored,
    Rated,
    Said,
    Save,
    SaveAgain,
    Say,
    Stopped,
    Tick,
)
from tui.core.practice.practice import AGAIN, EASY, GOOD, HARD, Review
from tui.core.practice.round import OTHERS, Cue, Rules, Stage, proposed, rules
from tui.core.request import Practised

TEN = [cue(f"card-{n}") for n in range(10)]
QUICK_MODES = ("batting", "warm-up", "hard")


def reviews(*saved: Practised) -> list[Review]:
    return [review for request in saved for review in request.reviews]


# ------------------------------------------------------------------------------------------ from line to line


@pytest.mark.parametrize("mode", ["flash", *QUICK_MODES])
def test_lines_come_one_after_the_other_and_each_is_saved_before_the_next_is_said(mode: str) -> None:
    player = Player(mode, TEN[:3])
    assert player.said == ["card-0 a"]
    player.post(Said(), Answered("so"))
    if mode == "flash":
        assert (player.round.stage, player.saved) == (Stage.RATING, [])
        player.post(Rated(GOOD))
    assert [type(effect) for effect in player.effects] == [Save, Say]
    assert (player.round.stage, player.said) == (Stage.SAYING, ["card-0 a", "card-1 a"])
    player.play(lambda _: GOOD)
    assert [r.item for r in reviews(*player.saved)] == ["card-0", "card-1", "card-2"]
    assert player.saved[-1].drill == replace(
        player.saved[0].drill, lines=3, ended=player.clock.now().utc, timed=0, unseen=3, unaided=3
    )


def test_no_two_reviews_of_a_round_have_one_moment() -> None:
    player = Player("batting", TEN)
    for _ in TEN:
        player.answer(after=0.0)  # the clock stands still
    moments = [review.at for review in reviews(*player.saved)]
    assert all(before < after for before, after in pairwise(moments))


def test_what_means_nothing_changes_nothing() -> None:
    player = Player("flash", TEN[:2])
    nothing: list[Event] = [Rated(GOOD), Claimed("ask"), Tick(), SaveAgain(), Meant("x"), Covered(False)]
    before = player.round
    for event in [*nothing, Changed(0, EASY)]:
        assert player.post(event) is before, event
    player.play(lambda _: GOOD)
    over = player.round
    for event in [*nothing[:4], Said(), FirstWord(), Hinted(), Answered("so"), GaveUp(), Stopped(), Tick()]:
        assert player.post(event) is over, event
    assert player.post(Changed(7, EASY), Changed(0, 0), Changed(0, 5), Changed(-1, EASY)) is over


# ------------------------------------------------------------------------------------------------ misses


def gaps(asked: list[str], item: str) -> list[int]:
    """How many others were asked between two times of an item."""
    places = [n for n, other in enumerate(asked) if other == item]
    return [after - before - 1 for before, after in pairwise(places)]


@pytest.mark.parametrize("missed", range(10))
@pytest.mark.parametrize("mode", ["flash", *QUICK_MODES])
def test_a_miss_comes_back_after_three_others_with_another_wording(mode: str, missed: int) -> None:
    player = Player(mode, TEN)
    while player.round.stage is not Stage.OVER:
        assert player.round.cue
        if player.round.cue.item == f"card-{missed}" and not player.round.cue.tries:
            player.post(Said(), GaveUp(), *([Rated(AGAIN)] if mode == "flash" else []))
        else:
            player.answer()
    asked = [reply.cue.item for reply in player.round.replies]
    assert gaps(asked, f"card-{missed}") == [OTHERS]
    wordings = [reply.cue.said for reply in player.round.replies if reply.cue.item == f"card-{missed}"]
    assert wordings == [f"card-{missed} a", f"card-{missed} b"]


@pytest.mark.parametrize("seed", range(200))
def test_any_round_ends_keeps_its_distances_and_ends_on_a_pass(seed: int) -> None:
    chance = Random(seed)
    cues = TEN[: chance.randint(1, 10)]
    player = Player("flash", cues)
    passes = chance.random()
    asked = player.play(lambda _: chance.choice((HARD, GOOD, EASY)) if chance.random() < passes else AGAIN)
    times = Counter(asked)
    assert set(times) == {cue.item for cue in cues}
    # Each at most three times of its own, and once more to end on a pass.
    assert max(times.values()) <= 4
    assert sum(max(0, n - 3) for n in times.values()) <= 1
    replies = player.round.replies
    for n, reply in enumerate(replies):
        before = [m for m in range(n) if replies[m].cue.item == reply.cue.item]
        if before and replies[before[-1]].review.rating == AGAIN and n - before[-1] <= OTHERS:
            # Sooner only where nothing else was left that it could have waited for.
            assert set(asked[:n]) == set(asked)
            known = [r.cue.item for r in replies[: n - 1] if r.review.rating != AGAIN]
            assert not [item for item in known if asked[:n].count(item) == 1]
    last = {reply.cue.item: reply.review.rating for reply in replies}
    if replies[-1].review.rating == AGAIN and not player.round.closing:
        assert set(last.values()) == {AGAIN}
    assert len(reviews(*player.saved)) == len(replies)


def test_after_a_last_miss_something_that_went_well_is_asked() -> None:
    player = Player("flash", TEN[:5])
    asked = player.play(lambda cue: AGAIN if cue.item == "card-4" else EASY if cue.item == "card-1" else GOOD)
    assert asked[-1] == "card-1"
    wordings = [reply.cue.said for reply in player.round.replies if reply.cue.item == "card-1"]
    assert len(set(wordings)) == len(wordings) > 1


def test_with_one_line_there_are_no_others() -> None:
    player = Player("flash", TEN[:1])
    assert player.play(lambda cue: GOOD if cue.tries else AGAIN) == ["card-0", "card-0"]


# ---------------------------------------------------------------------------------------------- the clock


def test_the_first_word_is_timed_from_when_the_line_was_out() -> None:
    player = Player("flash", TEN)
    player.post(Said(), after=3.0)  # it was spoken for so long
    player.post(FirstWord(), after=1.5)
    player.post(FirstWord(), after=1.0)
    reply = player.answer(after=4.0)
    assert reply.review.first_word == pytest.approx(1.5)
    assert player.answer().review.first_word is None  # nobody noticed when it began


def test_a_microphone_knows_better() -> None:
    player = Player("flash", TEN)
    player.post(Said())
    player.post(FirstWord(), after=2.0)
    review = player.answer(text="", take=Take(0.7, 3.0, 0.4)).review
    assert (review.first_word, review.talk, review.pause, review.aloud) == (0.7, 3.0, 0.4, True)


@pytest.mark.parametrize(("mode", "seconds"), [("batting", 8.0), ("warm-up", 8.0), ("hard", 4.25)])
def test_who_does_not_begin_in_time_has_missed_it(mode: str, seconds: float) -> None:
    player = Player(mode, TEN)
    player.post(Tick(), after=60.0)  # the line is still being spoken
    player.post(Said())
    assert player.round.left(player.clock.now().mono) == seconds
    player.post(Tick(), after=seconds - 0.1)
    assert player.round.number == 1
    player.post(Tick(), after=0.1)
    (reply,) = player.round.replies
    assert (reply.no_answer, reply.review.rating, reply.review.first_word) == ("too late", AGAIN, None)
    assert reviews(*player.saved) == [reply.review]


def test_who_began_in_time_may_go_on() -> None:
    player = Player("batting", TEN)
    player.post(Said())
    player.post(FirstWord(), after=7.9)
    player.post(Tick(), after=60.0)
    assert player.round.number == 1
    assert player.answer().review.rating == HARD  # later than five seconds


def test_keys_meant_for_a_line_that_is_over_are_dropped() -> None:
    player = Player("batting", TEN)
    player.post(Said())
    player.post(Tick(), after=8.0)
    player.post(Said(), FirstWord(), Hinted(), Answered("late"), GaveUp(), after=0.2)
    assert (player.round.number, player.round.stage, player.round.hint) == (2, Stage.WAITING, False)
    assert player.round.deaf(player.clock.now().mono)
    player.post(FirstWord(), after=0.2)
    assert player.round.first_word == pytest.approx(0.2)


def test_the_clock_rests_while_something_lies_over_the_screen() -> None:
    player = Player("batting", TEN)
    player.post(Said())
    player.post(Covered(True), after=5.0)
    player.post(Covered(True), Tick(), after=60.0)
    assert player.round.left(player.clock.now().mono) == 3.0
    player.post(Covered(False))
    player.post(FirstWord(), after=1.0)
    assert player.round.first_word == pytest.approx(6.0)


def test_hard_is_as_fast_as_the_rep_usually_is() -> None:
    assert [rules("hard", median).seconds for median in (None, 1.0, 4.0)] == [4.25, 2.0, 3.4]
    assert not rules("hard").hints
    with pytest.raises(ValueError, match="tennis"):
        rules("tennis")


# --------------------------------------------------------------------------------------------- the ratings


@pytest.mark.parametrize(
    ("met", "first", "asked_before", "rating"),
    [
        ((True, True), 1.5, True, EASY),
        ((True, True), 1.5, False, GOOD),  # never asked before
        ((), 1.5, True, GOOD),  # nothing is required: nothing was proven either
        ((True, True), 2.5, True, GOOD),
        ((True, True), None, True, GOOD),
        ((True, True, True, False), 1.0, True, GOOD),
        ((True, True, False), 1.0, True, HARD),
        ((True, False), 1.0, True, HARD),
        ((True, False, False), 1.0, True, AGAIN),
        ((True, True), 5.5, True, HARD),
        (None, 1.0, True, GOOD),  # aloud: the rep rates
        (None, 5.5, True, HARD),
    ],
)
def test_what_is_proposed(
    met: tuple[bool, ...] | None, first: float | None, asked_before: bool, rating: int
) -> None:
    player = Player("flash", [replace(TEN[0], asked_before=asked_before)])
    player.post(Said())
    if first:
        player.post(FirstWord(), after=first)
    player.post(Answered("so", heard(*met)) if met is not None else Answered())
    assert player.round.answer
    assert player.round.answer.review.rating == rating


@pytest.mark.parametrize(("median", "slow"), [(None, 5.0), (1.0, 3.0), (2.0, 4.0), (4.0, 5.0)])
def test_slow_is_twice_what_is_usual(median: float | None, slow: float) -> None:
    assert rules("flash", median).slow == slow


def test_who_looked_or_gave_up_has_missed_it() -> None:
    player = Player("flash", TEN)
    player.post(Said(), Hinted(), FirstWord(), Answered("so", heard(True)))
    assert player.round.answer
    review = player.round.answer.review
    assert (review.rating, review.hint, review.first_word) == (AGAIN, True, None)  # it was read, not found
    player.post(Rated(HARD))
    assert not player.round.hint
    player.post(Said(), GaveUp())
    assert player.round.answer
    assert (player.round.answer.review.rating, player.round.answer.no_answer) == (AGAIN, "gave up")


def test_nothing_is_rated_by_what_nobody_wrote_down() -> None:
    player = Player("flash", TEN)
    player.post(Said(), Answered("", heard(False, False)))
    assert player.round.answer
    assert (player.round.answer.review.rating, player.round.answer.review.aloud) == (GOOD, True)


def test_a_hard_round_gives_no_hints() -> None:
    player = Player("hard", TEN)
    player.post(Said(), Hinted())
    assert not player.round.hint


def test_a_gap_is_a_question() -> None:
    player = Player("flash", TEN)
    player.post(Said(), Answered("so", heard(True, False, False)))
    assert player.post(Claimed("point 1")).answer.review.rating == HARD  # type: ignore[union-attr]
    assert player.effects == ()
    player.post(Claimed("point 2", "not at all"))
    assert player.effects == (Learn("point 2", "not at all"),)
    assert player.round.answer
    assert player.round.answer.review.rating == GOOD


def test_ratings_can_be_changed_at_the_end() -> None:
    player, shelf = Player("batting", TEN[:2]), Shelf()
    player.play(lambda _: GOOD)
    for request in player.saved:
        shelf.save(request)
    player.post(Changed(1, AGAIN))
    assert player.round.replies[1].review.rating == AGAIN
    (save,) = player.effects
    assert isinstance(save, Save)
    assert [r.rating for r in save.request.reviews] == [AGAIN]
    assert (save.request.drill.unaided, save.request.drill.ended) == (1, player.round.drill.ended)
    shelf.save(save.request)
    recall = shelf.recall("card-1")
    assert recall
    assert (recall.reviews, recall.misses) == (1, 1)
    player.post(Changed(1, AGAIN))
    assert player.effects == ()


def test_what_is_counted_of_a_round() -> None:
    player = Player("flash", [replace(TEN[0], unseen_first=1), *TEN[1:4]])
    for first, event in ((1.0, Answered("so")), (4.0, Answered("so")), (2.0, GaveUp())):
        player.post(Said())
        player.post(FirstWord(), after=first)
        player.post(event)
        player.post(Rated(player.round.answer.review.rating))  # type: ignore[union-attr]
    drill = player.saved[-1].drill
    assert (drill.lines, drill.timed, drill.quick, drill.unseen, drill.unaided) == (3, 2, 1, 3, 2)


def test_who_was_too_late_was_not_quick() -> None:
    player = Player("batting", TEN)
    player.post(Said())
    player.post(FirstWord(), after=1.0)
    player.post(Answered("so"), Said())
    player.post(Tick(), after=8.0)
    drill = player.saved[-1].drill
    assert (drill.timed, drill.quick) == (2, 1)


# ------------------------------------------------------------------------------------------ stops and faults


def test_who_stops_keeps_what_was_answered() -> None:
    player = Player("flash", TEN)
    player.answer(GOOD)
    player.post(Said(), Answered("so"))
    player.post(Stopped())
    assert [r.item for r in reviews(*player.saved)] == ["card-0", "card-1"]  # with the rating proposed
    assert (player.round.stage, player.round.drill.ended, player.round.cue) == (Stage.OVER, None, None)
    player.post(Changed(0, HARD), Meant("slower"))
    assert (player.saved[-1].drill.change, player.saved[-1].drill.ended) == ("slower", None)


def test_the_line_being_asked_is_not_kept() -> None:
    player = Player("batting", TEN)
    player.post(Said(), FirstWord(), Stopped())
    assert player.saved == []


def test_after_a_save_that_failed_the_next_has_everything() -> None:
    player, shelf = Player("batting", TEN), Shelf()
    player.answer()
    player.post(NotStored("The disk is full."))
    assert player.round.problem == "The disk is full."
    player.answer()
    assert player.round.problem == ""
    assert [r.item for r in player.saved[-1].reviews] == ["card-0", "card-1"]
    shelf.save(player.saved[-1])
    player.answer()
    player.post(NotStored("The disk is full."), Stopped())
    assert len(player.saved[-1].reviews) == 3
    player.post(NotStored("The disk is full."), SaveAgain())
    assert len(player.saved[-1].reviews) == 3
    shelf.save(player.saved[-1])
    assert len(list(shelf.store.all(Review))) == 3


def test_a_pure_question() -> None:
    """`proposed` leaves everything but the rating."""
    player = Player("flash", TEN)
    reply = player.answer(EASY)
    again = proposed(reply, Rules("flash"))
    assert again == replace(reply, review=replace(reply.review, rating=GOOD))


def test_a_cue_runs_through_its_wordings() -> None:
    asked: list[Cue] = [cue("price", unseen=1)]
    for _ in range(3):
        asked.append(asked[-1].again)
    assert [each.said for each in asked] == ["price a", "price b", "price c", "price a"]
    assert [each.unseen for each in asked] == [True, False, False, False]
