"""A meeting booked: its time is asked for, and stands on Today and on the person."""

from __future__ import annotations

from tests.desk import MakeDesk
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection


async def test_a_meeting_with_its_time(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "h", "3")
        assert "when is it" in d.text
        assert "enter: no time yet" in d.text
        await d.type(pilot, "thu 10:30")
        await d.press(pilot, "enter", "ctrl+s")
        assert "Saved: meeting booked Thursday 26 November, 10:30" in d.text
        await d.press(pilot, "1")
        assert "next: Thu 26 Nov 10:30 meeting Dana Reyes" in d.text
        await d.press(pilot, "x")
        assert "Saved: 1 meeting in" in d.text
        await d.press(pilot, "2", "slash")
        await d.type(pilot, "dana")
        assert "Meeting    Thu 26 Nov 10:30" in d.text


async def test_a_meeting_without_one_yet(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "h", "3", "enter", "ctrl+s")
        assert "Saved: meeting booked" in d.text
        saved = d.store.latest(Attempt)
        assert saved is not None
        assert saved.meets == ""
        assert saved.confirmed


async def test_a_sentence_in_the_place_of_the_time_is_the_first_line(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "h", "3")
        for line in ("asked about the depots", "talked too much", "slow down"):
            await d.type(pilot, line)
            await d.press(pilot, "enter")
        assert "Saved: meeting booked" in d.text
        (saved,) = d.store.all(Reflection)
        assert (saved.right, saved.wrong) == ("asked about the depots", "talked too much")


async def test_a_time_with_a_slip_in_it_is_asked_again(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "h", "3")
        await d.type(pilot, "tue 3p")
        await d.press(pilot, "enter")
        assert "tue 3p" in d.text
        assert "!" in d.text
        await d.type(pilot, "m")
        await d.press(pilot, "enter", "ctrl+s")
        assert "Saved: meeting booked Tuesday 01 December, 15:00" in d.text
