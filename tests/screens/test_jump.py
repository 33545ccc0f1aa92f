"""Jump mode: a letter beside each place, the next letter goes there, and nothing is typed."""

from __future__ import annotations

import pytest

from tests.desk import BEN, CHLOE, DANA, MakeDesk
from tui.screens.jump import LETTERS, Jump, places
from tui.screens.library.library import LibraryScreen
from tui.screens.queue.queue import QueueScreen
from tui.widgets.parts import Line

SIZE = (80, 24)


@pytest.mark.parametrize("key", ["ctrl+g", "apostrophe"])
async def test_a_letter_beside_each_row_goes_there(key: str, desk: MakeDesk) -> None:
    d = desk((DANA, BEN, CHLOE))
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, key)
        assert isinstance(d.app.screen, Jump)
        assert "a letter goes there" in d.text
        shown = d.text.splitlines()
        below = d.app.screen_stack[-2]
        for letter, place in zip(LETTERS, places(below), strict=False):
            assert shown[place.at.y][place.at.x] == letter
        await d.press(pilot, LETTERS[2])
        assert d.app.screen_stack[-1] is below
        assert isinstance(below, QueueScreen)
        assert below.people.cursor == 2


async def test_out_of_a_field_nothing_is_typed_and_esc_leaves(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "e", "ctrl+g")
        question = d.app.screen_stack[-2]
        fields = list(question.query(Line))
        before, first = [field.value for field in fields], question.focused
        await d.press(pilot, "escape")
        assert d.app.screen is question, "esc leaves the letters, not the question"
        assert question.focused is first
        await d.press(pilot, "ctrl+g", LETTERS[2])
        assert question.focused is fields[2]
        assert [field.value for field in fields] == before


async def test_the_tabs_keep_their_digits_also_out_of_a_field(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "slash", "b", "ctrl+g", "3")
        assert isinstance(d.app.screen, LibraryScreen)


async def test_in_a_block_there_are_no_tabs(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "b", "enter")
        screen = d.app.screen
        assert isinstance(screen, QueueScreen)
        assert screen.block
        live = {action.id for action in screen.live_keys()}
        assert not live & {
            f"queue.{what}" for what in ("today", "library", "practice", "review", "lists", "phone")
        }
        await d.press(pilot, "ctrl+g")
        assert "the tabs" not in d.text
        await d.press(pilot, "5")
        assert d.app.screen is screen


async def test_any_other_key_goes_back_and_does_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "ctrl+g", "enter")
        assert isinstance(d.app.screen, QueueScreen), "and calls nobody"
        await d.press(pilot, "ctrl+g", "ctrl+g")
        assert isinstance(d.app.screen, QueueScreen), "the key itself takes the letters away again"


async def test_a_resized_terminal_takes_the_letters_away(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "ctrl+g")
        await pilot.resize_terminal(100, 30)
        await d.done(pilot)
        assert isinstance(d.app.screen, QueueScreen)


async def test_where_there_is_nowhere_to_go_nothing_opens(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "question_mark", "ctrl+g")
        assert not any(isinstance(screen, Jump) for screen in d.app.screen_stack)


async def test_a_letter_takes_one_of_many(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "3", "f", "ctrl+g")
        rows = d.text.splitlines()
        at = [place.at for place in places(d.app.screen_stack[-2])]
        index, cell = next((i, cell) for i, cell in enumerate(at) if "purpose follow-up" in rows[cell.y])
        assert rows[cell.y][cell.x] == LETTERS[index]
        await d.press(pilot, LETTERS[index])
        assert isinstance(d.app.screen, LibraryScreen)
        assert "75 entries" in d.text
