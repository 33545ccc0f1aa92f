"""Today: the day at a glance, and the ways on from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, MakeDesk
from tui.core.call.attempt import Attempt, Block, Callback, Promise
from tui.core.call.reflection import Capture, Intention
from tui.core.day import today
from tui.core.day.today import Agreed
from tui.core.ports import Shelf
from tui.core.queue.queue import Queue
from tui.files.home import Home
from tui.screens.library.library import LibraryScreen
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.practice import PracticeScreen
from tui.screens.queue.queue import QueueScreen
from tui.screens.today.today import TodayScreen
from tui.settings import read_settings

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
        assert "10:00  ● callback   Dana Reyes  ! late" in d.text
        assert "10:45  ● promise    Ben Okafor  Okafor & Co  “does it do [b]SSO[/]?”" in d.text
        assert "3 callable now" in d.text
        assert "4 practice     5 due · 1 objection waits for an answer (3)" in d.text


async def test_while_the_words_are_read_it_says_so(desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(screen: TodayScreen) -> None:
        """The scripts lie on a slow disk."""

    monkeypatch.setattr(TodayScreen, "_look", never)
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1")
        assert "4 practice     reading your scripts…" in d.text


async def test_only_successful_dials_are_told_where_only_they_count(desk: MakeDesk) -> None:
    hour_ago = NOW - timedelta(hours=1)
    made = [
        Attempt(n, DANA.id, "+447700900123", hour_ago, disposition=came)
        for n, came in enumerate(("no-answer", "meeting"), 1)
    ]
    d = desk(PEOPLE, *made, goal_counts="successful")
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert "1 of 30 dials" in d.text
        await d.press(pilot, "1")
        assert "1 of 30 successful dials" in d.text


async def test_a_day_with_nothing_in_it_still_says_what_to_do(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1")
        assert "Nothing was agreed for today." in d.text
        assert "6 lists        nobody here yet: i there brings a call list in" in d.text
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


async def test_it_says_where_the_time_went_and_whom_one_knows_well(desk: MakeDesk) -> None:
    talks = [
        Attempt(n, DANA.id, "+447700900123", NOW - timedelta(days=9 - n), disposition="conversation")
        for n in (1, 2, 3)
    ]
    hour_ago = NOW - timedelta(hours=1)
    made = Attempt(
        4, DANA.id, "+447700900123", hour_ago, prep=75.0, answered=hour_ago + timedelta(seconds=9),
        ended=hour_ago + timedelta(seconds=130), disposition="conversation",
    )  # fmt: skip
    d = desk(PEOPLE, *talks, made)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert "prep : dial : talk  1:15 : 0:09 : 2:01     1 of 1 to people you know well" in d.text


async def test_the_daily_block_stands_there_until_it_was_made(desk: MakeDesk) -> None:
    for made, stands in (((), True), ((Block(1, NOW - timedelta(hours=1), 20, 60, ended=NOW),), False)):
        d = desk(PEOPLE, *made, block_at="09:30")
        async with d.app.run_test(size=(100, 30)) as pilot:
            await d.press(pilot, "1")
            assert ("09:30  ● block" in d.text) is stands


async def test_the_block_offered_is_as_long_as_the_ramp_says(desk: MakeDesk) -> None:
    week_ago = NOW - timedelta(days=7)
    block = Block(1, week_ago, 10, 60, ended=week_ago)
    made = [
        Attempt(n, DANA.id, "+447700900123", week_ago, disposition="no-answer", block=1) for n in range(1, 11)
    ]
    d = desk(PEOPLE, block, *made, ramp=True, block_calls=10)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert "a block: 11 calls" in d.text
        await d.press(pilot, "enter", "enter")
        assert "Block 0/11" in d.text


async def test_callbacks_go_into_a_file_for_the_calendar(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(PEOPLE, _LATE, _OWED)
    async with d.app.run_test(size=(140, 30)) as pilot:
        await d.press(pilot, "1", "x")
        path = tmp_path / "exports" / "callbacks.ics"
        assert "1 callback in" in d.text
        assert "SUMMARY:Call Dana Reyes (Northwind Freight)\r\n" in path.read_bytes().decode()
        assert path.stat().st_mode & 0o777 == 0o600


async def test_a_calendar_that_cannot_be_written_is_said(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(PEOPLE, _LATE)
    (tmp_path / "exports").write_text("in the way")
    async with d.app.run_test(size=(140, 30)) as pilot:
        await d.press(pilot, "1", "x")
        assert "The calendar file could not be written" in d.text


async def test_without_a_callback_there_is_no_file(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(PEOPLE, _OWED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "x")
        assert "There is no callback" in d.text
        assert not (tmp_path / "exports").exists()


_SOON = Callback(1, DANA.id, "2026-11-24T10:32", "Europe/London", NOW + timedelta(minutes=2), _MADE)


async def test_one_line_says_that_a_callback_has_fallen_due_once(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _SOON)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        d.clock.advance(100)
        await d.pass_time(pilot, 1)
        assert "10:32 callback" not in d.text
        d.clock.advance(60)
        await d.pass_time(pilot, 1)
        said = "10:32 callback: Dana Reyes. First in the queue."
        assert said in d.text
        await d.press(pilot, "2")
        d.clock.advance(60)
        await d.pass_time(pilot, 1)
        assert said not in d.text


async def test_a_form_is_not_disturbed_and_it_is_said_afterwards(desk: MakeDesk) -> None:
    d = desk(PEOPLE, replace(_SOON, contact=CHLOE.id))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "down", "enter")
        d.clock.advance(170)
        await d.press(pilot, "space", "h")
        await d.pass_time(pilot, 2)
        assert "10:32 callback" not in d.text
        await d.press(pilot, "c", "ctrl+s")
        assert "Saved: conversation" in d.text
        await d.pass_time(pilot, 6)
        assert "10:32 callback: Chloë Brontë" in d.text


async def test_the_daily_block_is_called_to_mind_once(desk: MakeDesk) -> None:
    d = desk(PEOPLE, block_at="10:31")
    async with d.app.run_test(size=(100, 30)) as pilot:
        d.clock.advance(61)
        await d.pass_time(pilot, 1)
        assert "10:31: the time of your block. b in the queue starts it." in d.text


# ------------------------------------------------------------------------------------ why and goals, in place


async def test_the_why_is_written_in_place_and_stands_there(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "e")
        assert "Why do you do this?" in d.text
        await d.type(pilot, "so [b]Mia[/] can stay")
        await d.press(pilot, "enter")
        assert "“so [b]Mia[/] can stay”" in d.text
        assert "Saved. It also comes at hard moments." in d.text
        await d.press(pilot, "e", "ctrl+a", "ctrl+k", "enter")
        assert "“so" not in d.text
    assert read_settings(Home(tmp_path)).why == ""


async def test_goals_are_changed_in_place_and_count_at_once(desk: MakeDesk, tmp_path: Path) -> None:
    made = Attempt(1, DANA.id, "+447700900123", NOW - timedelta(hours=1), disposition="conversation")
    d = desk(PEOPLE, made)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "g")
        await d.press(pilot, "backspace", "backspace")
        await d.type(pilot, "0")
        await d.press(pilot, "ctrl+s")
        assert "dials a day: a number from 1 to 1,000." in d.text
        await d.press(pilot, "backspace")
        await d.type(pilot, "12")
        await d.press(pilot, "enter")
        await d.type(pilot, "4")
        await d.press(pilot, "ctrl+s")
        assert "1 of 12 dials     1 of 4 conversations" in d.text
        assert "this week 1 of 60 dials, 1 of 20 conversations" in d.text
    kept = read_settings(Home(tmp_path))
    assert (kept.goal, kept.goal_conversations, kept.goal_week) == (12, 4, 0)


async def test_what_stands_in_config_is_changed_there_on_its_own_line(desk: MakeDesk, tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("# mine\ngoal: 40  # a day\nwhy: x\n")
    d = desk()
    d.app.services.reread()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "e")
        await d.type(pilot, "yz")
        await d.press(pilot, "enter")
        assert d.app.services.settings.why == "xyz"
    assert d.app.services.choose(goal=3, goal_week=20) == ""
    assert config.read_text() == "# mine\ngoal: 3  # a day\nwhy: xyz\n"
    kept = read_settings(Home(tmp_path))
    assert (kept.goal, kept.goal_week, kept.by_hand) == (3, 20, {"goal", "why"})


async def test_a_why_of_several_lines_keeps_them_where_it_is_only_read(
    desk: MakeDesk, tmp_path: Path
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("why: |\n  for Mia\n  and the boat\n")
    d = desk()
    d.app.services.reread()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "e", "enter")
        assert "for Mia and the boat" in d.text
    assert config.read_text() == "why: |\n  for Mia\n  and the boat\n"


async def test_what_the_environment_says_is_not_changed(
    desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFHOOK_GOAL", "40")
    services = desk().app.services
    services.reread()
    assert "OFFHOOK_GOAL in the environment has the say" in services.choose(goal=3, goal_week=20)
    assert (services.settings.goal, services.settings.goal_week) == (40, 0)
    assert services.choose(goal=40, goal_week=20) == ""  # as it is anyway
    assert (services.settings.goal, services.settings.goal_week) == (40, 20)


async def test_settings_that_cannot_be_written_are_said_and_change_nothing(
    desk: MakeDesk, tmp_path: Path
) -> None:
    d = desk()
    async with d.app.run_test(size=(140, 30)) as pilot:
        await d.press(pilot, "1", "e")
        (tmp_path / "settings.local.yaml").unlink()
        (tmp_path / "settings.local.yaml").mkdir()
        await d.type(pilot, "x")
        await d.press(pilot, "enter")
        assert "settings.local.yaml could not be written" in d.text
        assert d.app.services.settings.why == ""


async def test_a_day_off_has_no_goal(desk: MakeDesk) -> None:
    d = desk(days_off=("2026-11-24",), goal_conversations=5)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert ", a day off: no goal.  0 dials" in d.text
        await d.press(pilot, "2")
        assert "0 dials" in d.text
        assert "of 30" not in d.text
        await d.press(pilot, "1")
        assert "this week 0 of 120 dials, 0 of 20 conversations" in d.text


async def test_a_reopened_form_changes_the_conversations_on_screen(desk: MakeDesk) -> None:
    made = Attempt(1, DANA.id, "+447700900123", NOW - timedelta(hours=1), disposition="conversation")
    d = desk(PEOPLE, made, goal_conversations=5)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert "1 of 5 conversations" in d.text
        await d.app.runner.keep(replace(made, disposition="no-answer"))
        await d.pass_time(pilot, 61)
        assert "0 of 5 conversations" in d.text


async def test_within_a_minute_what_was_agreed_is_not_read_again(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With thousands of callbacks that took an eighth of a core, and more than half while people were looked
    at: they waited for it."""
    read: list[datetime] = []

    def agreed(shelf: Shelf, now: datetime, until: datetime) -> list[Agreed]:
        read.append(now)
        return today.agreed(shelf, now, until)

    d = desk(PEOPLE, _LATE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        await d.pass_time(pilot, 2)  # the words were read, and what shares with a partner
        await d.done(pilot)
        monkeypatch.setattr("tui.screens.today.day.agreed", agreed)
        for _ in range(5):
            for screen in d.app.following():
                screen.refresh_grown()
            await d.pass_time(pilot, 1)
        assert read == []
        await d.pass_time(pilot, 61)
        assert len(read) == 1
        d.app.show_changes()
        assert len(read) == 2


async def test_how_many_can_be_called_is_told_while_more_are_looked_at(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        await d.done(pilot)
        monkeypatch.setattr(Queue, "unseen", 1234)
        for screen in d.app.following():
            screen.refresh_grown()
        await d.pass_time(pilot, 1)
        assert "1,234 still to be looked at" in d.text
