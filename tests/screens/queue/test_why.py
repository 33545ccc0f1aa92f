"""The reasons on screen: one sentence, what led to it, and keys that work there."""

from datetime import timedelta
from pathlib import Path

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, SYDNEY, MakeDesk
from tui.core.call.attempt import Callback
from tui.core.queue.standing import fold
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.screens.ask import AskLine, Tell

_CALLBACK = Callback(1, DANA.id, "2026-11-24T10:30", "Europe/London", NOW, NOW - timedelta(days=1), attempt=1)


def agreed() -> tuple[object, object]:
    dispositions = read_defaults(Home(Path("/nowhere"))).dispositions
    return _CALLBACK, fold(DANA.id, [], [_CALLBACK], [], [], [], dispositions)


async def test_who_is_next_says_so_in_one_sentence(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *agreed())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "w")
        said = d.text
        assert "Number 1 of 3: callback 10:30." in said
        assert "They agreed to a call at 10:30. What was agreed comes first." in said
        assert "Before        Ben Okafor (what was agreed comes first)" in said
        assert "There         10:30 Tuesday, Europe/London, by the number" in said
        assert "Hours today   08:00–21:00 in Britain" in said


async def test_who_is_held_says_by_what_until_when_and_what_helps(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "f", "w")
        assert "Held. Outside calling hours there: 09:00–20:00 in Australia" in d.text
        assert "Can be called 22:00, if nothing else happens." in d.text
        assert "enter on somebody asks for your reason first" in d.text


async def test_it_scrolls_by_keys_where_it_is_low(desk: MakeDesk) -> None:
    d = desk((DANA, BEN, CHLOE, SYDNEY))
    async with d.app.run_test(size=(60, 16)) as pilot:
        await d.press(pilot, "down", "w")
        assert "↓ more" in d.text
        assert "To change it" not in d.text
        await d.press(pilot, "pagedown", "pagedown")
        assert "To change it" in d.text
        assert isinstance(d.app.screen, Tell)


async def test_a_key_it_names_works_at_once(desk: MakeDesk) -> None:
    d = desk((DANA,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "w", "c")
        assert isinstance(d.app.screen, AskLine)
        assert "Call Dana Reyes when?" in d.text


async def test_any_other_key_only_goes_back(desk: MakeDesk) -> None:
    d = desk((DANA,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "w", "enter")
        assert d.app.screen is d.app.screen_stack[1]
        assert d.app.runner.last_attempt() is None, "enter called nobody"
        await d.press(pilot, "w", "o")  # no answer is owed
        assert d.app.screen is d.app.screen_stack[1]
