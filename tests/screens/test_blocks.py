"""Blocks: which people, how they end, what is left of them after a crash; and just three."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, Desk, MakeDesk, mobile
from tui.core.call.attempt import Attempt, Block, Callback
from tui.core.call.reflection import Intention, Reflection
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing
from tui.screens.practice.drill import DrillScreen
from tui.screens.queue.block_end import BlockEnd
from tui.screens.queue.queue import QueueScreen
from tui.screens.today.today import TodayScreen

_YESTERDAY = NOW - timedelta(days=1)
FRIENDS = tuple(Contact(n, f"Friend {n}", numbers=(mobile(f"+4477009001{n}"),)) for n in range(10, 15))


def shown(d: Desk) -> int:
    queue = d.app.screen_stack[1]
    assert isinstance(queue, QueueScreen)
    return queue._contact


def block(d: Desk) -> Block:
    found = d.store.latest(Block)
    assert found
    return found


async def test_a_block_of_minutes_counts_as_many_calls_as_come_and_ends_by_the_clock(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "b", "m", "backspace", "backspace", "1", "enter", "enter", "h", "a")
        assert "Block 1 call" in d.text
        d.clock.advance(60)
        await d.pass_time(pilot, 2)
        assert isinstance(d.app.screen, BlockEnd)
        assert "dials                1 " in d.text
        assert block(d).ended


async def test_a_block_for_one_purpose_shows_only_people_for_it(desk: MakeDesk) -> None:
    d = desk((DANA, replace(BEN, purpose="collect"), CHLOE))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "b", "p", "6")
        assert (block(d).purpose, shown(d)) == ("collect", BEN.id)
        assert "collect money" in d.text
        await d.press(pilot, "enter", "h", "a")
        assert "Block 1/20" in d.text
        assert "Nobody is left for this block." in d.text


async def test_a_block_of_new_people_leaves_out_who_was_called_but_keeps_what_was_agreed(
    desk: MakeDesk,
) -> None:
    called = Attempt(1, DANA.id, "+447700900123", _YESTERDAY, ended=_YESTERDAY, disposition="busy")
    was = Attempt(2, BEN.id, "+447700900124", _YESTERDAY, ended=_YESTERDAY, disposition="call-back")
    due = Callback(1, BEN.id, "2026-11-24T10:30", "Europe/London", NOW, _YESTERDAY, 2)
    standings = Standing(DANA.id, 1, 0, _YESTERDAY), Standing(BEN.id, 0, 1, _YESTERDAY, callback=NOW)
    d = desk(PEOPLE, called, was, due, *standings)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "b", "n", "enter")
        assert shown(d) == BEN.id
        await d.press(pilot, "enter", "h", "a")
        assert "Block 0/20" in d.text, "agreed, but not new"
        assert shown(d) == CHLOE.id
        await d.press(pilot, "enter", "h", "a")
        assert "Block 1/20" in d.text


async def test_one_key_warms_up_first_and_the_question_comes_again(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.app.wording.load()
        await d.press(pilot, "b", "w")
        assert isinstance(d.app.screen, DrillScreen)
        await d.press(pilot, "escape", "escape")
        assert "A block: for what?" in d.text
        assert "warm up" not in d.text


async def test_the_end_says_what_came_of_it_in_ones_own_words(desk: MakeDesk, intention: Intention) -> None:
    d = desk(PEOPLE, intention)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "b", "c", "backspace", "backspace", "1", "enter")
        d.clock.advance(30)
        await d.press(pilot, "enter")
        d.clock.advance(10)
        await d.press(pilot, "space")
        d.clock.advance(60)
        await d.press(pilot, "h", "m", "y", "a", "s", "k", "e", "d", "ctrl+s")
        assert isinstance(d.app.screen, BlockEnd)
        assert "meetings             1" in d.text
        assert "did what I meant to  1 of 1" in d.text
        assert re.search(r"prep : dial : talk   0:\d\d : 0:1\d : 1:0\d", d.text)
        assert "You wrote  “asked”" in d.text
        d.clock.advance(1)
        await d.press(pilot, "1")
        assert isinstance(d.app.screen, TodayScreen)


async def test_the_end_hears_no_key_that_was_meant_for_the_queue(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "b", "c", "backspace", "backspace", "1", "enter", "enter", "h")
        await d.press(pilot, "a", "enter", settle=False)
        assert isinstance(d.app.screen, BlockEnd)
        d.clock.advance(0.6)
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, QueueScreen)


# ----------------------------------------------------------------------------------------- after a crash


def left(**more: object) -> Block:
    return replace(Block(7, NOW - timedelta(minutes=30), 20, 60), **more)  # type: ignore[arg-type]


CALLS = tuple(
    Attempt(
        n, CHLOE.id, "+447700900125", at, ended=at + timedelta(seconds=30), disposition="no-answer", block=7
    )
    for n in (1, 2)
    if (at := NOW - timedelta(minutes=30 - 5 * n))
)


async def test_a_block_left_by_a_crash_is_gone_on_with_at_the_same_place(desk: MakeDesk) -> None:
    d = desk(PEOPLE, left(), *CALLS)
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert "Go on with the block: 2 of 20?" in d.text
        await d.press(pilot, "enter")
        assert "Block 2/20   49:" in d.text, "ten minutes and a half had passed at its last call"
        assert block(d).id == 7
        assert block(d).stopped is None


async def test_one_that_was_paused_goes_on_from_there(desk: MakeDesk) -> None:
    d = desk(PEOPLE, left(stopped=NOW - timedelta(minutes=20)), *CALLS[:1])
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        assert "Block 1/20   49:" in d.text or "Block 1/20   50:" in d.text


async def test_one_that_is_over_is_not_offered_again(desk: MakeDesk) -> None:
    d = desk(PEOPLE, left(), *CALLS)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "n")
        assert block(d).ended == CALLS[-1].ended
        queue = d.app.screen
        assert isinstance(queue, QueueScreen)
        assert not queue.block


@pytest.mark.parametrize("more", [{"ended": NOW}, {"started": NOW - timedelta(hours=13)}])
async def test_old_and_ended_blocks_are_left_alone(desk: MakeDesk, more: dict[str, object]) -> None:
    d = desk(PEOPLE, left(**more), *CALLS)
    async with d.app.run_test(size=(100, 30)):
        assert isinstance(d.app.screen, QueueScreen)


# --------------------------------------------------------------------------------------------- just three


async def test_just_three_takes_the_easiest_asks_one_line_and_lets_one_stop(desk: MakeDesk) -> None:
    won = Attempt(1, CHLOE.id, "+447700900125", _YESTERDAY, ended=_YESTERDAY, disposition="meeting")
    said = Reflection(1, CHLOE.id, _YESTERDAY, right="let her finish")
    owing = Callback(1, FRIENDS[2].id, "2026-11-24T10:29", "Europe/London", NOW, _YESTERDAY, 1)
    agreed = Standing(FRIENDS[2].id, callback=NOW)
    referred = replace(FRIENDS[4], referred_by=DANA.id)
    people = (DANA, CHLOE, *FRIENDS[:4], referred)
    closed = Standing(CHLOE.id, 0, 1, _YESTERDAY, "meeting", closed="meeting")
    d = desk(people, won, said, owing, agreed, closed)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "t")
        assert shown(d) == FRIENDS[2].id
        assert "Just three 0/3" in d.text
        assert "Easy       you agreed on this time: they expect you" in d.text
        assert "Your own   “let her finish”" in d.text
        assert "You did    meeting booked: Chloë Brontë, 23 November" in d.text
        await d.press(pilot, "enter", "space", "h", "c")
        assert "what was it like" in d.text
        assert "next time I will" not in d.text
        await d.type(pilot, "kind")
        await d.press(pilot, "enter")
        assert [said.line for said in d.store.all(Reflection)][-1] == "kind"
        assert shown(d) == referred.id
        assert "Dana Reyes sent you" in d.text
        await d.press(pilot, "enter", "h", "a", "enter", "h", "a")
        assert isinstance(d.app.screen, BlockEnd)
        assert "You may stop here" in d.text
        assert "streak" not in d.text
        d.clock.advance(1)
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, TodayScreen)


async def test_just_three_with_nobody_to_call_says_so(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "t")
        assert "Nobody is easy to call just now." in d.text


async def test_whoever_is_skipped_on_a_bad_day_does_not_come_again(desk: MakeDesk) -> None:
    d = desk((DANA, *FRIENDS))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "t", "s", "enter")
        assert shown(d) == FRIENDS[0].id
        await d.press(pilot, "left_square_bracket")
        assert shown(d) == FRIENDS[0].id


# ------------------------------------------------------------------------------------------------ its clock


async def test_getting_ready_stops_three_minutes_after_the_last_key_and_goes_on_at_the_next(
    desk: MakeDesk,
) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        d.clock.advance(1800)
        await d.pass_time(pilot, 1)
        assert "ready 3:00" in d.text
        await d.press(pilot, "w", "escape", "w", "escape")
        assert "ready 3:00" in d.text or "ready 3:01" in d.text


async def test_a_call_is_no_getting_ready_for_the_next_to_the_same_person(desk: MakeDesk) -> None:
    d = desk((DANA,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        d.clock.advance(100)
        await d.press(pilot, "h", "w")
        assert shown(d) == DANA.id
        assert "ready 0:0" in d.text


async def test_the_title_of_the_terminal_says_that_one_is_in_a_block(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk()
    written: list[str] = []
    async with d.app.run_test(size=(100, 30)) as pilot:
        driver = d.app._driver
        assert driver
        monkeypatch.setattr(driver, "write", written.append)
        await d.press(pilot, "b", "enter")
        titles = [text for text in written if "2t" in text]
        assert titles == ["\x1b[22;2t\x1b]2;Offhook – in a block\x07"]
        await d.press(pilot, "escape", "y")
        assert [text for text in written if "2t" in text][1:] == ["\x1b[23;2t"]


async def test_too_many_safe_calls_are_told_once_a_block(desk: MakeDesk) -> None:
    past = [
        Attempt(n * 10 + k, f.id, f.numbers[0].e164, NOW - timedelta(days=9 - k), disposition="conversation")
        for n, f in enumerate(FRIENDS, 1)
        for k in range(3)
    ]
    d = desk(FRIENDS, *past)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "b", "enter")
        told = []
        for _ in range(5):
            await d.press(pilot, "enter", "h", "a")
            told.append("5 of 5 calls went to people you know well." in d.text)
        assert told == [False, False, False, False, True]


async def test_a_block_finds_its_people_at_the_end_of_a_long_list(desk: MakeDesk) -> None:
    crowd = tuple(
        Contact(n, f"Person {n}", numbers=(mobile(f"+44770{n:07}"),), purpose="collect" if n > 2998 else "")
        for n in range(1, 3001)
    )
    d = desk(crowd)
    async with d.app.run_test(size=(100, 30)) as pilot:
        while d.app.runner.grow(500):
            pass
        await d.press(pilot, "b", "p", "6")
        await d.done(pilot)
        assert shown(d) == 2999
        assert "Person 2999" in d.text
