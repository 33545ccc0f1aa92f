"""The guided tour on the real screens: five calls, each gone on from by what was done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from tests.desk import BEN, NOW, PEOPLE, Desk, MakeDesk
from tui.core.call.attempt import Attempt, Callback, Promise
from tui.core.call.reflection import Intention
from tui.core.tour import LESSONS
from tui.screens.queue.queue import QueueScreen
from tui.screens.tour import GuideLine

NARROW = (80, 24)
#: So many people that a tour never runs out of them.
MANY = tuple(
    replace(
        BEN,
        id=10 + n,
        name=f"Person {n}",
        account=f"Firm {n}",
        numbers=(replace(BEN.numbers[0], raw=f"+4477009003{n:02}", e164=f"+4477009003{n:02}"),),
    )
    for n in range(12)
)


def line(d: Desk) -> str:
    d.app.tick()
    rows = d.app.screen.query(GuideLine)
    return rows.first(GuideLine).render().plain if rows else ""  # type: ignore[union-attr]


async def said(d: Desk, pilot: Pilot[None], *words: str) -> None:
    """The line says these words, whole, at the bottom of the screen."""
    d.app.tick()
    await d.done(pilot)
    rows = d.text.splitlines()[-2:]
    for word in words:
        assert any(word in row for row in rows), "\n".join(rows)
    assert not any("…" in row.replace("at…", "") for row in rows), "\n".join(rows)


@pytest.mark.parametrize("size", [NARROW, (100, 30)])
async def test_five_calls_one_after_the_other(desk: MakeDesk, size: tuple[int, int]) -> None:
    d = desk((*PEOPLE, *MANY), demo="tour")
    async with d.app.run_test(size=size) as pilot:
        await said(d, pilot, "tour 1/5", "enter calls", "Nobody is really rung", "esc leaves")
        await d.press(pilot, "enter")
        await said(d, pilot, "h hangs up")
        await d.press(pilot, "h")
        await said(d, pilot, "7 is no answer", "f2 leaves")
        await d.press(pilot, "7")

        await said(d, pilot, "tour 2/5", "Saved. Now enter calls")
        await d.press(pilot, "enter")
        await said(d, pilot, "space: they answered")
        await d.press(pilot, "space")
        await said(d, pilot, "/ and two letters")
        await d.press(pilot, "slash")
        await said(d, pilot, "Two letters of what they said")
        await d.type(pilot, "ex")
        await d.done(pilot)
        assert "Too expensive" in d.text
        await d.press(pilot, "enter")
        await said(d, pilot, "Say it in your own voice")
        await d.press(pilot, "h")
        await said(d, pilot, "1 is a conversation")
        await d.press(pilot, "1")
        await said(d, pilot, "ctrl+s saves it")
        await d.press(pilot, "ctrl+s")

        await said(d, pilot, "tour 3/5")
        await d.press(pilot, "enter", "space")
        await said(d, pilot, "They have no time now")
        await d.press(pilot, "h")
        await said(d, pilot, "2 is call back at…")
        await d.press(pilot, "2")
        await said(d, pilot, "tomorrow 10, fri 14:30")
        await d.type(pilot, "tomorrow 10")
        await d.press(pilot, "enter", "ctrl+s")

        await said(d, pilot, "tour 4/5")
        await d.press(pilot, "enter", "space")
        await said(d, pilot, "They ask what you do not know: i")
        await d.press(pilot, "i")
        await said(d, pilot, "Their question, enter")
        await d.type(pilot, "does it work offline?")
        await d.press(pilot, "enter", "enter")
        await said(d, pilot, "Promised. h hangs up")
        await d.press(pilot, "h", "1", "ctrl+s")

        await said(d, pilot, "tour 5/5")
        await d.press(pilot, "enter", "space", "h", "1")
        await said(d, pilot, "one thing for next time")
        await d.press(pilot, "enter", "enter")
        await d.type(pilot, "ask first")
        await d.press(pilot, "enter")
        await said(d, pilot, "Your line stands beside", "5 calls, 5 of 5 things tried")
        assert "ask first" in d.text
        assert len(d.store.ids(Attempt)) == 5
        assert len(d.store.ids(Callback)) == len(d.store.ids(Promise)) == len(d.store.ids(Intention)) == 1
        await d.press(pilot, "enter")
        assert not line(d)


async def test_esc_leaves_the_tour_where_there_is_nothing_else_to_leave(desk: MakeDesk) -> None:
    d = desk(demo="tour")
    async with d.app.run_test(size=NARROW) as pilot:
        await d.press(pilot, "slash")
        await said(d, pilot, "f2 leaves")
        await d.press(pilot, "escape")
        await said(d, pilot, "esc leaves")
        await d.press(pilot, "escape")
        assert not line(d)
        assert isinstance(d.app.screen, QueueScreen)


async def test_f2_leaves_and_begins_again(desk: MakeDesk) -> None:
    d = desk(demo="tour")
    async with d.app.run_test(size=NARROW) as pilot:
        await d.press(pilot, "enter")
        assert line(d)
        await d.press(pilot, "f2")
        assert not line(d)
        await d.press(pilot, "h", "7", "f2")
        await said(d, pilot, f"tour 1/{len(LESSONS)}")


async def test_the_demo_offers_it_in_a_line_until_the_first_call(desk: MakeDesk) -> None:
    d = desk(demo="demo")
    async with d.app.run_test(size=NARROW) as pilot:
        await said(d, pilot, "f2 starts a tour", "esc not now")
        await d.press(pilot, "enter")
        assert not line(d)
        await d.press(pilot, "h", "7")
        assert not line(d)


async def test_among_own_people_it_asks_and_opens_the_sample_ones(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=NARROW) as pilot:
        assert not line(d)
        await d.press(pilot, "f2")
        assert "nothing of yours is touched" in d.text
        await d.press(pilot, "escape")
        assert not d.app.demo_next
        await d.press(pilot, "f2")
        await pilot.press("t")
        await pilot.pause()
    assert d.app.demo_next == "tour"
    assert not d.store.ids(Attempt)


async def test_a_form_from_before_has_no_line(desk: MakeDesk) -> None:
    d = desk(demo="tour")
    async with d.app.run_test(size=NARROW) as pilot:
        await d.press(pilot, "enter", "h", "7", "r")
        assert not line(d).strip()


async def test_today_names_it_until_the_first_call(desk: MakeDesk) -> None:
    for calls, named in (((), True), ((Attempt(1, PEOPLE[0].id, "+447700900123", NOW, ended=NOW),), False)):
        d = desk(PEOPLE, *calls)
        async with d.app.run_test(size=NARROW) as pilot:
            await d.press(pilot, "1")
            assert ("goes through five calls with you" in d.text) is named
