"""The lines of a round: which, in which order, with which wordings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from tests.core.given import HOUR, NOW
from tests.core.practising import DAY, Shelf, card, review
from tui.core.call.reflection import Capture
from tui.core.ports import Batch, Card, CardHit, Line, Persona
from tui.core.practice.due import deck, due
from tui.core.practice.line_up import hostile_lines, line_up
from tui.core.practice.practice import AGAIN, GOOD, OPENER
from tui.core.practice.round import Cue

CARDS = [card(f"card-{n}", tags=("even" if n % 2 else "odd",)) for n in range(20)]
OPENERS = [Line("plain", "Plain", "It's Sam."), Line("warm", "Warm", "Hello, Sam here.")]


def lines(
    shelf: Shelf, mode: str, cards: Sequence[Card] = CARDS, seed: int = 1, **more: Any
) -> tuple[Cue, ...]:
    asked = due(shelf.store, deck(cards), NOW, NOW.replace(hour=0))
    return line_up(mode, asked, shelf.store, Random(seed), **more)


def items(cues: Sequence[Cue]) -> list[str]:
    return [cue.item for cue in cues]


def practised(shelf: Shelf, *numbers: int, rating: int = GOOD, ago: timedelta = HOUR, **more: Any) -> None:
    for n in numbers:
        shelf.review(review(f"card-{n}", rating, NOW - ago, **more))


def test_flash_asks_what_is_due_in_its_order() -> None:
    shelf = Shelf()
    practised(shelf, 7, ago=9 * DAY)
    practised(shelf, 8, ago=DAY, rating=AGAIN)
    assert items(lines(shelf, "flash")) == ["card-8", "card-7", "card-0", "card-1", "card-2", "card-3"]
    assert items(lines(shelf, "flash", lines=3)) == ["card-8", "card-7", "card-0"]


def test_flash_goes_on_where_nothing_is_due() -> None:
    shelf = Shelf()
    practised(shelf, *range(20))
    assert len(lines(shelf, "flash", lines=10)) == 10
    assert lines(Shelf(), "flash", []) == ()


@pytest.mark.parametrize("mode", ["batting", "hard"])
@pytest.mark.parametrize("seed", range(20))
def test_batting_is_filled_up_and_shuffled_but_never_two_of_one_tag_in_a_row(mode: str, seed: int) -> None:
    shelf = Shelf()
    practised(shelf, 5, 6, 7, ago=3 * DAY)
    practised(shelf, 10, 11, 12, ago=DAY)
    cues = lines(shelf, mode, seed=seed, lines=10)
    assert set(items(cues)) == {f"card-{n}" for n in (0, 1, 2, 3, 5, 6, 7, 10, 11, 12)}
    assert all(not set(one.tags) & set(other.tags) for one, other in pairwise(cues))


def test_the_order_is_chance_and_the_same_for_the_same_seed() -> None:
    orders = {tuple(items(lines(Shelf(), "batting", seed=seed))) for seed in range(20)}
    assert len(orders) > 10
    assert lines(Shelf(), "batting", seed=3) == lines(Shelf(), "batting", seed=3)


def test_one_tag_on_everything_is_no_reason_to_ask_less() -> None:
    cards = [card(f"card-{n}", tags=("cold",)) for n in range(10)]
    assert len(lines(Shelf(), "batting", cards)) == 10


def test_a_warm_up_is_an_opener_and_the_four_weakest() -> None:
    shelf = Shelf()
    practised(shelf, *range(10), ago=5 * DAY)
    practised(shelf, *range(6), ago=DAY)
    practised(shelf, 0, rating=AGAIN)
    first, *others = lines(shelf, "warm-up", openers=OPENERS)
    assert (first.item, first.said, first.answer) == (OPENER + "plain", "Hello?", "It's Sam.")
    # The one missed, then those answered once only.
    assert set(items(others)) == {"card-0", "card-6", "card-7", "card-8"}


def test_openers_take_turns() -> None:
    shelf = Shelf()
    shelf.review(review(OPENER + "plain", at=NOW - DAY))
    first = lines(shelf, "warm-up", openers=OPENERS)[0]
    assert (first.item, first.asked_before) == (OPENER + "warm", False)
    shelf.review(review(OPENER + "warm", at=NOW - HOUR))
    again = lines(shelf, "warm-up", openers=OPENERS)[0]
    assert (again.item, again.asked_before, again.unseen) == (OPENER + "plain", True, False)


def test_who_begins_warms_up_on_easy_cards() -> None:
    cards = [card("hard", difficulty=5), *(card(f"easy-{n}", difficulty=1) for n in range(4))]
    assert set(items(lines(Shelf(), "warm-up", cards))) == {f"easy-{n}" for n in range(4)}


def test_wordings_never_answered_come_first_then_those_answered_longest_ago() -> None:
    shelf = Shelf()
    cards = [card("card-0", *"abcde")]
    for n, said in enumerate("adc"):
        practised(shelf, 0, ago=(9 - n) * DAY, said=said)
    orders = {lines(shelf, "flash", cards, seed)[0].wordings for seed in range(20)}
    assert orders == {("b", "e", "a", "d", "c"), ("e", "b", "a", "d", "c")}
    (asked,) = lines(shelf, "flash", cards)
    assert (asked.unseen_first, asked.unseen, asked.asked_before) == (2, True, True)


def test_all_wordings_take_their_turn() -> None:
    shelf, cards = Shelf(), [card("card-0", *"abcde")]
    said = []
    for n in range(10):
        (asked,) = lines(shelf, "flash", cards, seed=n)
        said.append(asked.said)
        shelf.review(review("card-0", at=NOW + n * HOUR, said=asked.said))
    assert said[:5] == said[5:]
    assert sorted(said[:5]) == list("abcde")


def test_what_was_said_in_a_call_is_asked_as_it_was_said() -> None:
    shelf = Shelf()
    shelf.store.apply(Batch((Capture(1, 1, 1, "CARD-4 b", NOW - DAY), Capture(2, 1, 1, "No van", NOW - DAY))))
    draft, asked = lines(shelf, "flash")[:2]
    assert (draft.item, draft.said, draft.title, draft.answer, draft.capture) == (
        "draft/no van", "No van", "No van", "", 2,
    )  # fmt: skip
    assert (asked.item, asked.said, asked.capture, asked.unseen) == ("card-4", "card-4 b", 1, True)


def test_a_card_brings_what_is_seen_afterwards() -> None:
    (asked,) = lines(Shelf(), "flash", [CARDS[3]])
    assert (asked.card, asked.answer, asked.title, asked.tags) == (
        CARDS[3],
        "About card-3?",
        "Card-3",
        ("even",),
    )


class Rude:
    """As much of a playbook as has hostile people in it."""

    def personas(self) -> list[Persona]:
        def persona(mood: str, *says: str) -> Persona:
            return Persona("x", "X", "", mood, False, "", says, "", 1.0)

        return [persona("hostile", "Cheaper!", "Never heard."), persona("friendly", "Sorry, dear.")]

    def search(self, words: str, limit: int) -> list[CardHit]:
        return [CardHit("card-1", "card", "", 1.0, weak=words == "Never heard.")]


def test_a_hard_round_has_rough_wordings_where_there_are_any() -> None:
    rough = hostile_lines(Rude())  # type: ignore[arg-type]
    assert rough == {"card-1": ["Cheaper!"]}
    for mode, first in (("hard", True), ("batting", False)):
        cues = {cue.item: cue for cue in lines(Shelf(), mode, hostile=rough)}
        assert (cues["card-1"].said == "Cheaper!", len(cues["card-1"].wordings)) == (first, 3 + first)
        assert len(cues["card-2"].wordings) == 3
