"""Shares: what is said of them, and what is not."""

from __future__ import annotations

from random import Random

import pytest

from tui.core.insight.figures import Heat, Row, stands_out
from tui.core.insight.rate import ENOUGH, Rate, ahead


@pytest.mark.parametrize(
    ("rate", "words"),
    [
        (Rate(), "none yet"),
        (Rate(3, 7), "3 of 7, too few to say"),
        (Rate(12, 80), "12 of 80, 15%"),
        (Rate(0, 40), "0 of 40, 0%"),
        (Rate(1200, 8000), "1,200 of 8,000, 15%"),
    ],
)
def test_in_words(rate: Rate, words: str) -> None:
    assert rate.words == words


def test_enough_is_where_the_interval_begins_to_say_something() -> None:
    assert not Rate(3, ENOUGH - 1).enough
    assert Rate(3, ENOUGH).enough
    low, high = Rate(3, ENOUGH).interval
    assert (round(low, 2), round(high, 2)) == (0.05, 0.36)


def test_nothing_is_ahead_of_the_others_on_tiny_samples() -> None:
    assert ahead([]) == ()
    assert ahead([Rate(9, 9), Rate(0, 300)]) == (), "nine calls"
    assert ahead([Rate(4, 25), Rate(0, 300)]) == (), "four hits"
    assert ahead([Rate(40, 60)]) == (), "no others"


def test_what_is_surely_ahead_the_best_first() -> None:
    assert ahead([Rate(90, 200), *[Rate(20, 200)] * 4, Rate(100, 200)]) == (5, 0)
    assert ahead([Rate(22, 200), Rate(20, 200), Rate(25, 200)]) == ()


def test_the_more_are_looked_at_the_surer_one_has_to_be() -> None:
    one, other = Rate(20, 60), Rate(12, 100)
    assert ahead([one, other]) == (0,)
    assert ahead([one, other, *[Rate(5, 31)] * 60, *[Rate(8, 50)] * 60]) == ()


def test_chance_alone_leads_to_a_best_hour_one_time_in_twenty() -> None:
    """A week of equal hours: what looks best is chance, and is not told."""
    chance, told = Random(7), 0
    for _ in range(400):
        cells = {(day, hour): Rate(sum(chance.random() < 0.3 for _ in range(40)), 40)
                 for day in range(5) for hour in range(8)}  # fmt: skip
        told += bool(Heat(cells).best)
    assert told / 400 <= 0.05


def test_the_best_hour_where_there_is_one() -> None:
    heat = Heat(
        {(day, hour): Rate(5, 50) for day in range(5) for hour in range(9, 17)} | {(1, 16): Rate(25, 50)}
    )
    assert heat.best == ((1, 16),)
    assert heat.hours == range(9, 17)
    assert (heat.at(1, 16), heat.at(6, 3)) == (Rate(25, 50), Rate())
    assert Heat().hours == range(0)


def test_the_row_that_stands_out_or_none() -> None:
    rows = (Row("a", 100, 12), Row("b", 100, 40), Row("c", 8, 8))
    assert stands_out(rows) == rows[1]
    assert stands_out((Row("a", 100, 30), Row("b", 100, 33))) is None
    assert stands_out(()) is None
