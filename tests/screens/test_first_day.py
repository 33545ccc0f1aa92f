"""What somebody met on the first day with the app, one thing after the other."""

from __future__ import annotations

from datetime import timedelta

import yaml

from tests.desk import BEN, DANA, NOW, PEOPLE, MakeDesk
from tui.core.call.attempt import Attempt, Callback
from tui.core.day.checkin import CheckIn
from tui.core.queue.standing import Standing


async def test_getting_ready_is_counted_only_while_the_person_is_shown(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 10)
        await d.press(pilot, "5")
        await d.pass_time(pilot, 60)
        await d.press(pilot, "2")
        await d.pass_time(pilot, 10)
        await d.press(pilot, "enter")
        attempt = d.app.runner.last_attempt()
        assert attempt
        assert 18 <= attempt.prep <= 25


async def test_who_calls_is_asked_where_it_is_missing(desk: MakeDesk) -> None:
    d = desk(my_name="", my_company="")
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert "enter call   m your name" in d.text
        await d.press(pilot, "enter")
        assert "…your name…" in d.text
        assert "m in the queue: your name, company and number" in d.text
        await d.press(pilot, "h", "a", "m")
        await d.type(pilot, "Sam [b]")
        await d.press(pilot, "enter")
        await d.type(pilot, "Depotline")
        await d.press(pilot, "enter", "enter")
        assert "Saved: your openers and voicemails say it from now on." in d.text
        assert "m your name" not in d.text.splitlines()[-1]
        await d.press(pilot, "enter")
        assert "Sam [b]" in d.text
        assert "…your name…" not in d.text
    saved = yaml.safe_load(d.app.services.home.local.read_text(encoding="utf-8"))
    assert (saved["my_name"], saved["my_company"]) == ("Sam [b]", "Depotline")


async def test_the_way_out_is_said_where_it_is_looked_for(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        for key in ("q", "ctrl+c"):
            await d.press(pilot, "p", "escape", key)
            assert "quit, as ctrl+q does anywhere; nothing is lost" in d.text, key
            await d.press(pilot, "escape")
            d.app.screen.show_status("")  # type: ignore[attr-defined]


async def test_today_names_the_next_thing_that_was_agreed_for_another_day(desk: MakeDesk) -> None:
    due = NOW + timedelta(days=2)
    later = [
        Callback(n, who.id, "?", "Europe/London", due + timedelta(hours=n), NOW)
        for n, who in enumerate((DANA, BEN), 1)
    ]
    d = desk(PEOPLE, *later)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1")
        assert "Nothing was agreed for today." in d.text
        assert "next: Thu 26 Nov 11:30 callback Dana Reyes, 1 more after it" in d.text


async def test_today_says_that_an_agreed_time_was_tried(desk: MakeDesk) -> None:
    due, tried = NOW - timedelta(minutes=5), NOW - timedelta(minutes=7)
    call = Attempt(9, DANA.id, "+447700900123", tried, ended=tried, disposition="no-answer")
    standing = Standing(DANA.id, 1, 0, tried, "no-answer", callback=due)
    d = desk(PEOPLE, call, Callback(1, DANA.id, "?", "Europe/London", due, tried, 9), standing)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "1")
        assert "tried 10:23, again 10:53" in d.text


async def test_the_mark_is_where_enter_goes(desk: MakeDesk) -> None:
    d = desk(roots_off=())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert "▸ enter a block" in d.text
        await d.press(pilot, "4")
        assert "▸ enter" in d.text
        assert "▸ f" not in d.text


async def test_a_second_check_in_on_the_same_day_is_asked_about(desk: MakeDesk) -> None:
    done = CheckIn(1, NOW - timedelta(hours=2), {"calls": "seven"}, done=NOW - timedelta(hours=1))
    d = desk(PEOPLE, done)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "c")
        assert "You did the check-in on Tuesday. Another one?" in d.text
        await d.press(pilot, "escape", "c", "y")
        assert "a look back, for you alone" in d.text


async def test_a_block_says_how_many_can_be_called(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "b")
        assert "20 calls in 60 minutes, 3 callable" in d.text


async def test_a_sunday_there_is_named_where_the_law_allows_calls(desk: MakeDesk) -> None:
    d = desk()
    said = "Sunday there: a day off for most"
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert said not in d.text
        d.clock.advance(5 * 86_400)
        d.app.tick()
        await d.done(pilot)
        assert said in d.text
