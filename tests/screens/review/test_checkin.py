"""The weekly check-in on screen: nothing typed is lost, last week stands beside, homework goes along."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.desk import DANA, NOW, PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tui.core.call.attempt import Attempt
from tui.core.day.checkin import CheckIn
from tui.core.ports import Batch, Saved, SaveFailed
from tui.screens.review.checkin import CheckInScreen
from tui.screens.review.review import ReviewScreen

DAY = timedelta(days=1)
CALLS = tuple(Attempt(n, DANA.id, "+447700900123", NOW - DAY, disposition="meeting") for n in range(1, 4))
LAST = CheckIn(1, NOW - 8 * DAY, {"confidence": "6, the mornings"}, "ring three old customers", NOW - 8 * DAY)


async def test_it_is_opened_gone_through_and_done(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *CALLS)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        assert isinstance(d.app.screen, CheckInScreen)
        assert "counted: 3 calls in seven days" in d.text
        await d.type(pilot, "7, I was rested")
        await d.press(pilot, *["enter"] * 6)
        await d.type(pilot, "Robin")
        await d.press(pilot, "enter")
        await d.type(pilot, "ask Robin how she opens")
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, ReviewScreen)
        assert "Saved: the check-in of this week. t puts the talk with your mentor" in d.text
        done = d.store.latest(CheckIn)
        assert done
        assert done.done
        assert done.answers == {"confidence": "7, I was rested", "mentor": "Robin"}
        assert done.homework == "ask Robin how she opens"
        assert len(d.store.ids(CheckIn)) == 1


async def test_a_pause_in_typing_keeps_a_draft_and_so_do_esc_and_the_end(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        await d.type(pilot, "4")
        assert not d.store.ids(CheckIn)
        assert "✓ kept" not in d.text
        await d.pass_time(pilot, 1)
        assert _answer(d) == "4"
        assert "✓ kept" in d.text
        await d.type(pilot, ", a slow week")
        await d.press(pilot, "escape")
        assert _answer(d) == "4, a slow week"
        assert "c the check-in you began" in d.text
        await d.press(pilot, "c")
        assert "4, a slow week" in d.text, "it is gone on with"
        await d.press(pilot, "up", "up", "down")
        await d.type(pilot, "!")
    assert _answer(d) == "4, a slow week!" or "!" in str(d.store.latest(CheckIn)), (
        "the app may end at any time"
    )
    assert d.store.ids(CheckIn) == [1]


def _answer(d: Desk) -> str:
    one = d.store.latest(CheckIn)
    assert one
    assert one.done is None
    return one.answers.get("confidence", "")


async def test_typing_on_and_on_is_kept_now_and_then(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        for _ in range(12):
            await d.type(pilot, "a")
            await d.pass_time(pilot, 0.5)
        assert _answer(d).startswith("aaaa")


async def test_a_draft_that_cannot_be_saved_is_told_and_tried_again(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        d.store.fail_next = "The disk is full. Make room."
        await d.type(pilot, "4")
        await d.pass_time(pilot, 1)
        assert "! The disk is full. Make room." in d.text
        await d.type(pilot, "5")
        await d.pass_time(pilot, 1)
        assert _answer(d) == "45"


async def test_one_that_cannot_be_saved_stays_open(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        await d.type(pilot, "4")
        d.store.fail_next = "The disk is full. Make room."
        await d.press(pilot, "ctrl+s")
        assert isinstance(d.app.screen, CheckInScreen)
        assert "! The disk is full. Make room." in d.text
        await d.press(pilot, "ctrl+s")
        assert isinstance(d.app.screen, ReviewScreen)


@pytest.mark.parametrize(("key", "done"), [("y", True), ("n", False)])
async def test_homework_is_asked_about_first(desk: MakeDesk, key: str, done: bool) -> None:
    d = desk(PEOPLE, LAST)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        assert "Did you do your homework?" in d.text
        assert "ring three old customers" in d.text
        await d.press(pilot, key)
        assert "last time: 6, the mornings" in d.text
        first = d.store.get(CheckIn, 1)
        assert first
        assert (first.homework_done is not None) is done
        await d.press(pilot, "ctrl+s")
        newest = d.store.latest(CheckIn)
        assert newest
        assert newest.homework == ("" if done else "ring three old customers")


async def test_homework_is_done_with_a_key_in_review(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *CALLS, LAST)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "h")
        assert "Homework done: ring three old customers" in d.text
        saved = d.store.get(CheckIn, 1)
        assert saved
        assert saved.homework_done
        await d.press(pilot, "left")
        assert "homework " not in d.text


async def test_the_talk_goes_into_a_calendar_file(desk: MakeDesk, tmp_path: Path) -> None:
    told = CheckIn(1, NOW - DAY, {"mentor": "Robin; she opens well, \x1b[31mreally"}, "ring three", NOW - DAY)
    d = desk(PEOPLE, *CALLS, told)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "t")
        await d.type(pilot, "when it suits")
        await d.press(pilot, "enter")
        assert "When do you talk?" in d.text, "asked again until it is a time"
        await d.press(pilot, *["backspace"] * 13)
        await d.type(pilot, "thu 14:00")
        await d.press(pilot, "enter")
        assert "mentor.ics" in d.text
    text = (tmp_path / "exports" / "mentor.ics").read_bytes().decode()
    assert "DTSTART:20261126T140000Z\r\n" in text
    assert "DESCRIPTION:Robin\\; she opens well\\, really\\nHomework: ring three\r\n" in text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    saved = d.store.get(CheckIn, 1)
    assert saved
    assert saved.talk == NOW.replace(day=26, hour=14, minute=0)


async def test_the_reps_own_questions_are_asked_and_a_faulty_file_is_told(
    desk: MakeDesk, tmp_path: Path
) -> None:
    d = desk()
    (tmp_path / "checkin.yaml").write_text("questions:\n- {id: sleep, ask: 'Slept well? [b]x[/]'}\n")
    async with d.app.run_test(size=(100, 60)) as pilot:
        await d.press(pilot, "5", "c")
        assert "8 Slept well? [b]x[/]" in d.text
        await d.press(pilot, "escape")
        (tmp_path / "checkin.yaml").write_text("questions:\n- {id: sleep}\n")
        await d.press(pilot, "c")
        assert "each question has an id and an ask" in " ".join(d.text.split())
        assert "7 Whose advice do you trust" in d.text


async def test_it_is_offered_in_review_once_a_week(desk: MakeDesk) -> None:
    many = tuple(
        Attempt(n, DANA.id, "+447700900123", NOW - DAY, disposition="no-answer") for n in range(1, 21)
    )
    for records, offered in ((many, True), ((*many, LAST), True), ((*CALLS,), False)):
        d = desk(PEOPLE, *records)
        async with d.app.run_test(size=(100, 30)) as pilot:
            await d.press(pilot, "5")
            assert ("c a look back at the week" in d.text) is offered


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_golden(desk: MakeDesk, size: tuple[int, int]) -> None:
    d = desk(PEOPLE, *CALLS, LAST)
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "5", "c", "n")
        await d.type(pilot, "7, I was rested")
        await d.press(pilot, "enter", "enter")
        await golden(d, pilot, "check-in")


async def test_done_twice_in_a_hurry_is_done_once(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        await d.type(pilot, "4")
        screen = d.app.screen
        assert isinstance(screen, CheckInScreen)
        screen.action_save()
        screen.action_save()
        await d.done(pilot)
        assert isinstance(d.app.screen, ReviewScreen)
        assert sum(any(isinstance(r, CheckIn) for r in batch.puts) for batch in d.store.commits) == 1


async def test_homework_that_is_done_goes_along_with_nobody_however_slow_the_disk(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(PEOPLE, LAST)
    go_on, commit = asyncio.Event(), d.store.commit

    async def slow(batch: Batch) -> Saved | SaveFailed:
        await go_on.wait()
        return await commit(batch)

    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "c")
        monkeypatch.setattr(d.store, "commit", slow)
        await pilot.press("y")
        for _ in range(20):
            await pilot.pause()
        go_on.set()
        await d.done(pilot)
        screen = d.app.screen
        assert isinstance(screen, CheckInScreen)
        assert screen.query_one("#homework", Input).value == ""
