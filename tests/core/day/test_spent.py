"""Where the time goes, and the clock of getting ready."""

import pytest

from tests.core.given import MINUTE, NOW, call
from tui.core.day.spent import Prep, Spent, enough, spent

_SECOND = MINUTE / 60


def test_prep_dial_and_talk_are_added_up_apart() -> None:
    talked = call(1, prep=30.0, answered=NOW + 10 * _SECOND, ended=NOW + 70 * _SECOND)
    rang = call(2, prep=12.0, ended=NOW + 25 * _SECOND)
    assert spent([talked, rang]) == Spent(42.0, 35.0, 60.0)


def test_a_call_that_came_in_or_has_no_end_adds_only_what_is_known() -> None:
    came_in = call(1, inbound=True, answered=NOW, ended=NOW + MINUTE)
    cut_off = call(2, prep=5.0, answered=NOW + 3 * _SECOND)
    never_ended = call(3, prep=1.0)
    assert spent([came_in, cut_off, never_ended]) == Spent(6.0, 3.0, 0.0)


def test_a_talk_nobody_marked_as_answered_is_no_ringing_of_an_hour() -> None:
    assert spent([call(1, ended=NOW + 60 * MINUTE)]).dial == 120.0


def test_the_clock_of_getting_ready_stops_when_nobody_is_there_and_goes_on_where_it_stopped() -> None:
    prep = Prep(100.0, 100.0)
    assert prep.seconds(130.0, 180.0) == 30.0
    assert prep.seconds(4000.0, 180.0) == 180.0
    back = prep.pressed(4000.0, 180.0)
    assert back.seconds(4000.0, 180.0) == 180.0
    assert back.seconds(4010.0, 180.0) == 190.0


def test_it_stands_while_something_else_is_looked_at() -> None:
    away = Prep(100.0, 100.0).stopped(120.0, 180.0)
    assert away.seconds(160.0, 180.0) == 20.0
    assert away.on(170.0).seconds(175.0, 180.0) == 25.0
    assert Prep(0.0, 0.0).on(50.0).seconds(60.0, 180.0) == 60.0  # it had never stopped


def test_keys_keep_it_going() -> None:
    prep = Prep(0.0, 0.0)
    for moment in (100.0, 200.0, 300.0):
        prep = prep.pressed(moment, 180.0)
    assert prep.seconds(300.0, 180.0) == 300.0


@pytest.mark.parametrize(
    ("prep", "minutes", "line"),
    [
        (2700.0, 45, ""),
        (
            2701.0,
            45,
            "45 minutes of getting ready today. You know enough: the rest is in the calls.",
        ),
        (9999.0, 0, ""),
    ],
)
def test_of_getting_ready_there_is_enough_in_a_day(prep: float, minutes: int, line: str) -> None:
    assert enough([call(1, prep=prep / 2), call(2, prep=prep / 2)], minutes) == line
    assert enough([call(1, prep=prep, inbound=True)], minutes) == ""
