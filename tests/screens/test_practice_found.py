"""What somebody who practised for the first time stumbled over."""

from __future__ import annotations

from datetime import timedelta

from tests.desk import BEN, NOW
from tests.screens.rehearsing import Rehearsal
from tui.core.call.reflection import Capture
from tui.core.practice.practice import Drill, Recall
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.role_play import RolePlayScreen

_DAY = timedelta(days=1)
_PLAYED = (
    Recall(1, "dialogue/first-call", NOW - _DAY, NOW - 3 * _DAY, 3, 5),
    Drill(1, "dialogue", NOW - 3 * _DAY, "dialogue/first-call", 2, NOW - 3 * _DAY, outcome="meeting"),
)


async def test_where_answers_are_offered_the_first_letter_typed_is_not_lost(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "d", "down", "enter")
        assert isinstance(d.app.screen, RolePlayScreen)
        assert "1-2 say this" in d.text.splitlines()[-1]
        await d.type(pilot, "every morning 2 of us")
        assert d.app.screen.field.value == "every morning 2 of us"
        assert "say this" not in d.text.splitlines()[-1], "a digit is a digit now"


async def test_a_long_answer_is_broken_where_the_page_ends(rehearsal: Rehearsal) -> None:
    d = rehearsal(*_PLAYED)
    long = "I hear you and I would rather ask than guess so what should be in it and when may I ring"
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "4", "d", "enter")
        await d.type(pilot, long)
        await d.press(pilot, "enter", "enter")
        rows = d.text.splitlines()
        first = next(n for n, row in enumerate(rows) if row.startswith("  you   I hear you"))
        assert rows[first + 1].startswith("        "), rows[first : first + 3]


async def test_an_answer_that_is_shown_is_not_offered(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "f", "escape", "x")
        assert isinstance(d.app.screen, DrillScreen)
        assert "an answer    " in d.text
        assert "e an answer" not in d.text


async def test_what_was_said_of_one_line_does_not_stand_below_the_next(rehearsal: Rehearsal) -> None:
    d = rehearsal(Capture(1, BEN.id, 900, "The works council has to see that first", NOW - _DAY))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "f")
        await d.type(pilot, "Who sits on it?")
        await d.press(pilot, "enter", "a")
        assert "Saved as a card of yours" in d.text
        await d.press(pilot, "enter")
        assert "Saved as a card of yours" not in d.text


async def test_a_new_line_to_change_is_not_said_to_go_along(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "f")
        for _ in range(30):
            if not isinstance(d.app.screen, DrillScreen):
                break
            await d.press(pilot, "escape", "x", "2")
        await d.press(pilot, "c")
        await d.type(pilot, "breathe")
        await d.press(pilot, "enter", "n")
        assert "It goes along" in d.text
        await d.press(pilot, "c")
        await d.type(pilot, " first")
        await d.press(pilot, "enter")
        assert "It goes along" not in d.text
        assert "n take it along" in d.text
