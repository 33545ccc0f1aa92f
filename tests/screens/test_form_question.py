"""The question between the result and the lines is a step of its own: no sentence changes the result."""

from __future__ import annotations

import pytest

from tests.desk import DANA, Desk, MakeDesk
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Intention, Reflection
from tui.core.call.states import Reflecting


def form_of(d: Desk) -> Reflecting:
    """The form that is open."""
    state = d.app.runner.state
    assert isinstance(state, Reflecting)
    return state


@pytest.mark.parametrize("sentence", ["they use Dentrix", "good one", "1 of 3 said no", "/ok"])
async def test_a_sentence_begun_at_the_question_goes_into_right(
    desk: MakeDesk, intention: Intention, sentence: str
) -> None:
    d = desk((DANA,), intention)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "3")
        await d.type(pilot, sentence)
        await d.press(pilot, "ctrl+s")
        (attempt,) = d.store.all(Attempt)
        (saved,) = d.store.all(Reflection)
        assert (attempt.disposition, saved.right, saved.kept) == ("meeting", sentence, None)


async def test_a_sentence_that_comes_in_one_go_with_the_result_loses_no_letter(
    desk: MakeDesk, intention: Intention
) -> None:
    for others in ((), (intention,)):
        d = desk((DANA,), *others)
        async with d.app.run_test(size=(100, 30)) as pilot:
            await d.press(pilot, "enter", "space", "h")
            await d.type(pilot, "3they hold on")
            await d.press(pilot, "ctrl+s")
            (attempt,) = d.store.all(Attempt)
            (saved,) = d.store.all(Reflection)
            assert (attempt.disposition, saved.right, saved.kept) == ("meeting", "they hold on", None)


async def test_enter_leaves_the_question_open_and_y_or_n_answer_it(
    desk: MakeDesk, intention: Intention
) -> None:
    for key, kept in (("y", True), ("n", False), ("enter", None)):
        d = desk((DANA,), intention)
        async with d.app.run_test(size=(100, 30)) as pilot:
            await d.press(pilot, "enter", "space", "h", "3", key)
            assert form_of(d).form.kept is kept
            await d.type(pilot, "on it")
            await d.press(pilot, "ctrl+s")
            (saved,) = d.store.all(Reflection)
            assert (saved.right, saved.kept) == ("on it", kept)


async def test_esc_at_the_question_goes_back_to_the_results_and_their_keys(
    desk: MakeDesk, intention: Intention
) -> None:
    d = desk((DANA,), intention)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "3", "escape", "2")
        assert form_of(d).form.disposition == "call-back"
        await d.press(pilot, "escape", "1", "escape", "y")
        assert form_of(d).form.kept is True
        assert d.app.screen.query_one("#field-right").has_focus
        await d.press(pilot, "escape", "o")
        await d.type(pilot, "we have a vendor")
        assert form_of(d).form.unready == "we have a vendor"
        assert form_of(d).form.disposition == "conversation"


async def test_the_keys_of_the_card_stay_at_the_question(desk: MakeDesk, intention: Intention) -> None:
    d = desk((DANA,), intention)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "slash")
        await d.type(pilot, "we are happy with our current supplier")
        await d.press(pilot, "enter", "h", "1", "+")
        (met,) = form_of(d).attempt.met
        assert met.worked is True
        assert d.app.screen.query_one("#kept").has_focus
        assert form_of(d).form.right == ""


async def test_the_foot_line_says_what_keys_do_at_the_question(desk: MakeDesk, intention: Intention) -> None:
    for size in ((80, 24), (100, 30)):
        d = desk((DANA,), intention)
        async with d.app.run_test(size=size) as pilot:
            await d.press(pilot, "enter", "space", "h", "1")
            foot = next(row for row in d.text.splitlines() if "enter skip" in row)
            assert "y yes   n no   enter skip   other keys write   esc results" in foot
            assert "o not ready for" not in foot


async def test_in_the_one_line_the_keys_of_results_are_text_of_this_call(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "h", "6")
        await d.type(pilot, "9 h m")
        await d.press(pilot, "enter", "9", "m")
        (attempt,) = d.store.all(Attempt)
        (saved,) = d.store.all(Reflection)
        assert (attempt.contact, attempt.disposition, saved.line) == (DANA.id, "voicemail-left", "9 h m")
