"""Today: the day at a glance, and the ways on from it."""

from __future__ import annotations

from datetime import timedelta

from tests.desk import BEN, DANA, NOW, PEOPLE, MakeDesk
from tui.core.attempt import Attempt, Block, Callback, Promise
from tui.core.reflection import Capture, Intention
from tui.screens.drill import DrillScreen
from tui.screens.library import LibraryScreen
from tui.screens.practice import PracticeScreen
from tui.screens.queue import QueueScreen
from tui.screens.today import TodayScreen

_MADE = NOW - timedelta(days=1)
_LATE = Callback(1, DANA.id, "2026-11-24T10:00", "Europe/London", NOW - timedelta(minutes=30), _MADE)
_OWED = Promise(1, BEN.id, 0, "does it do [b]SSO[/]?", NOW + timedelta(minutes=15), _MADE)


async def test_it_says_what_the_day_holds(desk: MakeDesk, intention: Intention) -> None:
    capture = Capture(1, BEN.id, 1, "our llama has no budget", _MADE)
    d = desk(PEOPLE, _LATE, _OWED, intention, capture, goal=30)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        await d.done(pilot)
        assert "Good morning." in d.text
        assert "0 of 30 dials" in d.text
        assert "Next time I will ask before I explain" in d.text
        assert "10:00  ● callback ! late Dana Reyes" in d.text
        assert "10:45  ● promise    Ben Okafor  Okafor & Co  “does it do [b]SSO[/]?”" in d.text
        assert "3 callable now" in d.text
        assert "3 library      1 objection waits for an answer" in d.text
        assert "4 practice     5 due" in d.text


async def test_a_day_with_nothing_in_it_still_says_what_to_do(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1")
        assert "Nothing was agreed for today." in d.text
        assert "0 callable now" in d.text
        assert "enter a block: 20 calls, 60 minutes" in d.text


async def test_enter_asks_for_a_block_over_the_queue(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "enter")
        assert "A block: for what?" in d.text
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, QueueScreen)
        (block,) = d.store.all(Block)
        assert block.calls == 20


async def test_a_warm_up_leads_back_to_today(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "w")
        assert isinstance(d.app.screen, DrillScreen)
        await d.press(pilot, "escape", "escape")
        assert isinstance(d.app.screen, TodayScreen)


async def test_the_numbers_go_from_one_main_screen_to_the_other(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        for key, screen in (
            ("1", TodayScreen),
            ("4", PracticeScreen),
            ("3", LibraryScreen),
            ("1", TodayScreen),
        ):
            await d.press(pilot, key)
            assert isinstance(d.app.screen, screen)
        await d.press(pilot, "2")
        assert isinstance(d.app.screen, QueueScreen)
        assert len(d.app.screen_stack) == 2


async def test_a_call_made_today_counts(desk: MakeDesk) -> None:
    made = Attempt(1, DANA.id, "+447700900123", NOW - timedelta(hours=1), disposition="no-answer")
    d = desk(PEOPLE, made)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert "1 of 30 dials" in d.text
