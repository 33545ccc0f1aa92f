"""The guided tour as data: what the line says, and when it goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk import NOW
from tui import keys
from tui.core import tour
from tui.core.call.attempt import Attempt, Met
from tui.core.call.reflection import Form, Intention
from tui.core.call.states import Calling, Choosing, Part, Reflecting, Stage
from tui.core.tour import LESSONS, Spot, Tour
from tui.files.defaults import read_defaults
from tui.files.home import Home

CALL = Attempt(7, 1, "+447700900123", NOW)
MET = replace(CALL, met=(Met("price"),))
MEANT = Intention(1, "ask first", NOW, 900)


def ringing() -> Calling:
    return Calling(CALL, "Europe/London", stage=Stage.DIALING)


def talking(attempt: Attempt = CALL) -> Calling:
    return Calling(attempt, "Europe/London", stage=Stage.TALKING)


def form(part: Part, result: str = "", attempt: Attempt = CALL, **lines: str) -> Reflecting:
    return Reflecting(attempt, "Europe/London", Form(disposition=result, **lines), part=part)


def walk(now: Tour, *states: object, promised: bool = False) -> Tour:
    for state in (*states, Choosing(said="Saved")):
        after = tour.step(now, state, promised=promised)  # type: ignore[arg-type]
        assert after is not None
        now = after
    return now


def a_call(now: Tour, result: str, attempt: Attempt = CALL, promised: bool = False, **lines: str) -> Tour:
    states = (ringing(), talking(attempt), form(Part.LINES, result, attempt, **lines))
    return walk(now, *states, promised=promised)


def test_five_calls_as_the_lines_say_are_five_lessons() -> None:
    now = walk(Tour(), ringing(), form(Part.CHOICE), form(Part.SAVING, "no-answer"))
    now = a_call(now, "conversation", MET)
    now = a_call(now, "call-back")
    now = a_call(now, "conversation", promised=True)
    assert (now.lesson, now.through) == (4, False)
    now = a_call(now, "conversation", next="ask first")
    assert now.through
    assert now.calls == 5
    assert now.learned == tuple(lesson.name for lesson in LESSONS)
    assert "{name}" in tour.line(now)[0]


def test_the_line_follows_the_call() -> None:
    now: Tour | None = Tour(lesson=1)
    spots = []
    meant = replace(form(Part.LINES, "conversation", MET), asked=MEANT)
    for state, typing in (
        (Choosing(), False),
        (ringing(), False),
        (talking(), False),
        (talking(), True),
        (talking(MET), False),
        (form(Part.CHOICE, "", MET), False),
        (meant, False),
        (replace(meant, form=replace(meant.form, kept=True)), False),
        (form(Part.WHEN), False),
    ):
        assert now is not None
        now = tour.step(now, state, typing=typing)
        assert now is not None
        spots.append(now.spot)
    assert spots == [
        Spot.QUEUE,
        Spot.RINGING,
        Spot.TALKING,
        Spot.FIELD,
        Spot.DONE,
        Spot.RESULT,
        Spot.QUESTION,
        Spot.LINES,
        Spot.WHEN,
    ]


def test_somebody_who_answered_the_first_call_is_no_no_answer() -> None:
    """After `space` no answer wants its key twice: the line does not ask for it."""
    answered = replace(CALL, answered=NOW)
    now: Tour | None = Tour()
    for state in (ringing(), talking(answered), form(Part.CHOICE, "", answered)):
        assert now is not None
        now = tour.step(now, state)
    assert now is not None
    assert tour.line(now)[0] == "{=conversation} is a conversation."


def test_who_writes_is_not_told_of_the_keys_of_the_question() -> None:
    """`y` in a field is a letter."""
    meant = replace(form(Part.LINES, "conversation"), asked=MEANT)
    now = tour.step(Tour(lesson=1, spot=Spot.RESULT), meant, typing=True)
    assert now is not None
    assert now.spot is Spot.LINES


def test_something_else_is_waited_for_once_and_then_stepped_over() -> None:
    once = a_call(Tour(lesson=1), "conversation")
    assert (once.lesson, once.again, once.calls) == (1, True, 1)
    assert "Once more" in tour.line(once)[1]
    twice = a_call(once, "conversation")
    assert (twice.lesson, twice.again, twice.learned) == (2, False, ())


def test_a_call_that_was_never_made_is_none() -> None:
    now = tour.step(Tour(), ringing())
    assert now is not None
    assert tour.step(now, Choosing(problem="The phone refused.")) == Tour()


def test_a_form_from_before_is_no_call_of_the_tour() -> None:
    now = walk(Tour(), form(Part.LINES, "conversation"))
    assert now == Tour()


def test_the_next_call_ends_a_tour_that_is_through() -> None:
    assert tour.step(Tour(lesson=len(LESSONS)), ringing()) is None


@pytest.mark.parametrize("index", range(len(LESSONS)))
def test_every_line_names_keys_and_results_that_exist(index: int, tmp_path) -> None:
    ids = {action.id for action in keys.ACTIONS} | {"name"}
    results = {f"={one.id}" for one in read_defaults(Home(tmp_path)).dispositions}
    for spot in Spot:
        for text in tour.line(Tour(lesson=index, spot=spot)):
            named = {piece.partition("}")[0] for piece in text.split("{")[1:]}
            assert named <= ids | results
    assert LESSONS[index].deeds & ({one[1:] for one in results} | {"met", "promise", "next"})
