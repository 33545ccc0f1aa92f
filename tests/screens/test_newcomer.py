"""What somebody meets in the first ten minutes: finding a person, another window, a broken file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk import BEN, DANA, NOW, PEOPLE, MakeDesk
from tui.core.call.attempt import Attempt
from tui.screens.ask import Tell
from tui.screens.call.reflection_keys import ReflectScreen
from tui.screens.queue.queue import QueueScreen

BENNO = replace(BEN, id=9, name="Benno Okafor", numbers=())


async def test_the_best_hit_of_a_search_is_the_one_that_is_called(desk: MakeDesk) -> None:
    d = desk((*PEOPLE, BENNO))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "right_square_bracket", "right_square_bracket", "slash")
        await d.type(pilot, "o")
        screen = d.app.screen
        assert isinstance(screen, QueueScreen)
        assert len(screen.items) > 1
        assert screen.people.cursor == 0
        assert screen.contact
        assert screen.contact.id == screen.items[0].contact
        await d.press(pilot, "down")
        assert screen.people.cursor == 1


async def test_another_filter_starts_at_its_first_person(desk: MakeDesk) -> None:
    d = desk((*PEOPLE, BENNO, replace(BENNO, id=10)))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "right_square_bracket", "f")
        assert isinstance(d.app.screen, QueueScreen)
        assert d.app.screen.people.cursor == 0


async def test_the_footer_of_the_search_shows_the_keys_of_the_search(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "slash")
        footer = d.text.splitlines()[-1]
        assert "leave the search" in footer
        assert "s skip" not in footer
        assert "f1 keys" in footer
        await d.press(pilot, "f1")
        assert isinstance(d.app.screen, Tell)
        await d.press(pilot, "escape", "escape")
        assert "s skip" in d.text.splitlines()[-1]


async def test_the_form_fits_the_window_it_is_resized_to(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h")
        await pilot.resize_terminal(80, 24)
        await d.done(pilot)
        await pilot.pause()
        assert isinstance(d.app.screen, ReflectScreen)
        rows = d.text.splitlines()
        assert any(" 20 s " in row for row in rows)
        assert any(row.count("8 wrong number") for row in rows)


async def test_unfinished_calls_are_counted_where_there_is_little_room(desk: MakeDesk) -> None:
    call = Attempt(1, DANA.id, "+447700900123", NOW, ended=NOW)
    for size in ((80, 24), (100, 30), (120, 40)):
        d = desk((*PEOPLE, BENNO), call)
        async with d.app.run_test(size=size) as pilot:
            await d.done(pilot)
            assert "1 unfinished (r)" in d.text


async def test_faults_of_own_files_are_said_in_one_line_and_counted(desk: MakeDesk) -> None:
    d = desk()
    fault = "config.yaml:2:4: a '[' that is never closed\n     2 |   x: :\n       |    ^\n       = close it"
    d.app.services = replace(
        d.app.services, settings=replace(d.app.services.settings, warnings=(fault, "config.yaml:9:1: other"))
    )
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        status = d.text.splitlines()[-2]
        assert "config.yaml:2:4: a '[' that is never closed" in status
        assert "x: :" not in status
        assert "close it" in status
        assert "1 more" in status


@pytest.mark.parametrize("width", [80, 100])
async def test_the_names_of_the_main_screens_stand_still(width: int, desk: MakeDesk) -> None:
    """Whatever figure stands at the right: who goes from one to the next looks at the same places."""
    d = desk()
    async with d.app.run_test(size=(width, 30)) as pilot:
        places = set()
        for key in "123456":
            await d.press(pilot, key)
            await d.done(pilot)
            head = d.text.splitlines()[0]
            places.add(tuple(head.index(name) for name in ("Today", "Queue", "Library", "Practice", "Lists")))
        assert len(places) == 1
