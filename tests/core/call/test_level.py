"""How loud a microphone is: a bar, the loudest of the last seconds, and a word."""

from __future__ import annotations

import pytest

from tui.core.call.level import CELLS, FLOOR, HELD, Meter


@pytest.mark.parametrize(
    ("share", "word"),
    [(0.0, "silent"), (0.003, "silent"), (0.01, "quiet"), (0.04, "good"), (0.5, "good"), (0.9, "too loud")],
)
def test_the_word_for_how_loud_it_is(share: float, word: str) -> None:
    assert Meter().heard(share, 1.0).word == word


def test_the_bar_goes_from_the_floor_to_the_loudest_there_can_be() -> None:
    assert Meter().bar == (0, 0)
    assert Meter().heard(0.0001, 1.0).now == FLOOR
    assert Meter().heard(1.0, 1.0).bar == (CELLS, CELLS)


def test_the_loudest_is_held_and_then_let_go_of() -> None:
    meter = Meter().heard(0.5, 10.0).heard(0.01, 10.0 + HELD - 0.1)
    assert meter.word == "good"
    assert meter.bar == (7, 18)
    meter = meter.heard(0.01, 10.0 + HELD)
    assert meter.word == "quiet"
    assert meter.bar == (7, 7)


def test_nothing_but_noughts_is_a_dead_microphone_and_hiss_is_none() -> None:
    meter = Meter().heard(0.0, 5.0)
    assert not meter.dead(5.0 + HELD - 0.1)
    assert meter.heard(0.0, 6.0).dead(5.0 + HELD)
    assert not meter.heard(0.0001, 6.0).heard(0.0, 7.0).dead(7.0 + HELD - 0.1)
