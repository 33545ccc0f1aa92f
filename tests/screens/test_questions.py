"""Questions over a screen: what was typed is never dropped, and the app's own keys work there."""

from __future__ import annotations

import pytest

from tests.desk import BEN, CHLOE, DANA, MakeDesk
from tui.core.call.attempt import Promise
from tui.core.call.reflection import Intention
from tui.core.call.states import Reflecting
from tui.core.people.contact import Contact
from tui.screens.ask import AskFields, AskKey, AskLine
from tui.screens.queue.queue import QueueScreen
from tui.widgets.parts import Line


async def test_esc_in_a_question_keeps_what_was_typed_for_the_next_time(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "i")
        await d.type(pilot, "SSO?")
        await d.press(pilot, "escape", "i")
        assert "SSO?" in d.text


async def test_esc_behind_a_question_comes_back_to_it(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "i")
        await d.type(pilot, "SSO?")
        await d.press(pilot, "enter")
        assert "By when?" in d.text
        await d.press(pilot, "escape", "i")
        assert "SSO?" in d.text
        await d.press(pilot, "enter", "enter")
        (promise,) = d.store.all(Promise)
        assert promise.question == "SSO?"
        await d.press(pilot, "i")
        assert isinstance(d.app.screen, AskLine)
        assert d.app.screen.query_one(Line).value == "", "saved is saved: the next question begins empty"


async def test_what_is_typed_takes_the_place_of_what_was_proposed(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "i")
        await d.type(pilot, "SSO?")
        await d.press(pilot, "enter")
        assert "tomorrow 10:00" in d.text
        await d.type(pilot, "friday at nine")
        await d.press(pilot, "escape", "i", "enter")
        assert d.app.screen.query_one(Line).value == "friday at nine"
        await d.type(pilot, " thirty")  # what the rep typed is no proposal: it goes on
        await d.press(pilot, "enter")
        (promise,) = d.store.all(Promise)
        assert f"{promise.due:%a %H:%M}" == "Fri 09:30"


async def test_a_form_left_with_esc_is_there_again_and_begins_empty_once_saved(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "a")
        await d.type(pilot, "Ola Nord")
        await d.press(pilot, "escape", "a")
        assert isinstance(d.app.screen, AskFields)
        assert d.app.screen.query_one("#field-name", Line).value == "Ola Nord"
        await d.press(pilot, "ctrl+s", "a")
        assert d.app.screen.query_one("#field-name", Line).value == ""
        assert [c.name for c in d.store.all(Contact)][-1] == "Ola Nord"


@pytest.mark.parametrize("key", ["a", "c", "t"])
async def test_ctrl_q_works_in_a_question(key: str, desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, key)
        assert isinstance(d.app.screen, (AskFields, AskLine, AskKey))
        await d.press(pilot, "ctrl+q")
        assert d.app.return_code == 0


async def test_words_begun_before_the_question_is_answered_choose_nothing(
    desk: MakeDesk, intention: Intention
) -> None:
    d = desk((DANA, BEN), intention)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1", "m")
        state = d.app.runner.state
        assert isinstance(state, Reflecting)
        assert state.form.disposition == "conversation"
        await d.press(pilot, "3")
        state = d.app.runner.state
        assert isinstance(state, Reflecting)
        assert (state.form.disposition, state.form.right) == ("conversation", "m3"), "it began a line"


async def test_who_was_just_named_comes_next_wherever_one_is(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "down", "enter", "space", "g")
        await d.type(pilot, "Mia New")
        await d.press(pilot, "enter")
        await d.type(pilot, "+447700900300")
        await d.press(pilot, "ctrl+s", "h", "1", "ctrl+s")
        assert isinstance(d.app.screen, QueueScreen)
        assert d.app.screen.contact
        assert d.app.screen.contact.name == "Mia New"


async def test_no_color_is_readable(desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    d = desk((CHLOE,))
    async with d.app.run_test(size=(80, 24)):
        assert d.app.theme == "offhook-16"
        assert d.app.native_ansi_color, "or Textual turns the terminal's own colours into black on black"
