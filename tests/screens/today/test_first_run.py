"""The first start: four questions at most, each may stay empty; nothing typed is lost, none comes again."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.desk import PEOPLE, Desk, MakeDesk
from tui.files.home import Home
from tui.screens.lists.importing import ImportScreen
from tui.screens.queue.queue import QueueScreen
from tui.screens.today.first_run import FirstRun
from tui.settings import read_settings

SIZE = (80, 24)


@pytest.fixture
def newcomer(desk: MakeDesk) -> Desk:
    return desk((), newcomer=True, country="GB")


async def test_all_four_are_answered(newcomer: Desk, tmp_path: Path) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.done(pilot)
        assert "Welcome to Offhook." in d.text
        assert "Britain (UK): numbers without a country code are from there." in d.text
        await d.type(pilot, "so Mia can stay")
        await d.press(pilot, "enter")
        await d.type(pilot, "12")
        await d.press(pilot, "enter")
        await d.type(pilot, "germny")
        assert "Germany: numbers" in d.text
        await d.press(pilot, "enter", "enter")
        assert isinstance(d.app.screen, QueueScreen)
        chosen = d.app.services.settings
        assert (chosen.why, chosen.goal, chosen.country) == ("so Mia can stay", 12, "DE")
    kept = read_settings(Home(tmp_path))
    assert (kept.why, kept.goal, kept.country) == ("so Mia can stay", 12, "DE")


async def test_enter_four_times_leaves_all_as_it_is_and_never_asks_again(
    newcomer: Desk, tmp_path: Path
) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "enter", "enter", "enter")
        assert isinstance(d.app.screen, QueueScreen)
        assert (d.app.services.settings.why, d.app.services.settings.goal) == ("", 30)
        assert not d.app.services.newcomer()
    assert Home(tmp_path).local.is_file()


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_what_was_typed_is_kept_on_the_way_out(newcomer: Desk, tmp_path: Path, key: str) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.type(pilot, "my own shop")
        await d.press(pilot, "enter")
        await d.type(pilot, "x")
        await pilot.press(key)
        await pilot.pause()
    kept = read_settings(Home(tmp_path))
    assert (kept.why, kept.goal, kept.warnings) == ("my own shop", 30, ())


async def test_an_answer_is_on_disk_before_the_next_question(newcomer: Desk, tmp_path: Path) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.type(pilot, "my own shop")
        await d.press(pilot, "enter")
        assert read_settings(Home(tmp_path)).why == "my own shop"


async def test_a_wrong_answer_is_said_and_stays(newcomer: Desk) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter")
        await d.type(pilot, "x")
        await d.press(pilot, "enter")
        assert "Dials a day: a number from 1 to 1,000." in d.text
        await d.press(pilot, "backspace", "enter")
        await d.type(pilot, "zz")
        await d.press(pilot, "enter")
        assert "That is no country we know" in d.text


async def test_a_list_is_one_key_away(newcomer: Desk) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "enter", "enter", "i")
        assert isinstance(d.app.screen, ImportScreen)


async def test_the_demo_is_one_key_away(newcomer: Desk) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "enter", "enter")
        await pilot.press("d")
        await pilot.pause()
    assert d.app.demo_next


async def test_the_clock_guesses_where_the_language_says_otherwise(desk: MakeDesk) -> None:
    d = desk((), newcomer=True, country="US")
    d.app.services.zone = ZoneInfo("Europe/Berlin")
    async with d.app.run_test(size=SIZE):
        assert "Your clock says Germany: DE?" in d.text


async def test_nobody_is_asked_who_has_people_or_settings(desk: MakeDesk, tmp_path: Path) -> None:
    async with (d := desk(PEOPLE, newcomer=True)).app.run_test(size=SIZE):
        assert not isinstance(d.app.screen, FirstRun)
    (tmp_path / "config.yaml").write_text("goal: 20\n")
    async with (d := desk((), newcomer=True)).app.run_test(size=SIZE):
        assert not isinstance(d.app.screen, FirstRun)


async def test_who_answers_nothing_is_not_asked_again(newcomer: Desk) -> None:
    d = newcomer
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "enter", "enter")
        await pilot.press("t")
        await pilot.pause()
    assert d.app.demo_next == "tour"
    assert not d.app.services.newcomer()
