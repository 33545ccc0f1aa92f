"""The report before it is written: struck out, changed, named or not, and only then a file."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk import NOW, PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.day.coach import Comment
from tui.core.ports import Batch
from tui.screens.ask import Tell
from tui.widgets.long_list import LongList

HOUR = timedelta(hours=1)
CALLS = (
    Attempt(1, 1, "+447700900123", NOW - HOUR, ended=NOW - HOUR, disposition="meeting", purpose="win"),
    Reflection(1, 1, NOW - HOUR, right="Dana named the day", next="ask Chloë"),
)
EVERYTHING = (*PEOPLE, *CALLS)


async def opened(d: Desk, pilot: Pilot[None]) -> None:
    await d.press(pilot, "5", "r")
    await d.done(pilot)


async def to(d: Desk, pilot: Pilot[None], words: str) -> None:
    """The cursor onto an item."""
    rows = d.app.screen.query_one("#list", LongList)
    rows.cursor = next(i for i, item in enumerate(d.app.screen._items) if words in item.words)  # type: ignore[attr-defined]
    await pilot.pause()


def written(home: Path, form: str = "md") -> str:
    (file,) = (home / "exports").glob(f"report-week-*.{form}")
    assert file.stat().st_mode & 0o777 == 0o600
    return file.read_text()


async def test_what_is_struck_out_and_changed_is_written_so(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        assert "‹name› named the day" in d.text
        assert "Dana" not in d.text
        await to(d, pilot, "In short")
        await d.press(pilot, "space")
        await to(d, pilot, "ask ‹name›")
        await d.press(pilot, "enter")
        await d.press(pilot, *["backspace"] * 20)
        await d.type(pilot, "listen")
        await d.press(pilot, "enter", "w", "b")
        assert "Saved:" in d.text
    told = written(d.app.services.home.path)
    assert "In short" not in told
    assert "- listen " in told
    assert "named the day" in told
    assert written(d.app.services.home.path, "html").startswith("<!doctype html>")


async def test_one_of_a_section_that_is_out_comes_in_alone(desk: MakeDesk) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        await to(d, pilot, "In short")
        await d.press(pilot, "space")
        await to(d, pilot, "1 of 1")
        await d.press(pilot, "space")
        await d.press(pilot, "w", "m")
    told = written(d.app.services.home.path)
    assert "- Somebody answered: **1 of 1" in told
    assert "- Dials:" not in told


async def test_names_come_and_go_and_what_is_struck_out_stays_so(desk: MakeDesk) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        await to(d, pilot, "ask ‹name›")
        await d.press(pilot, "space", "n")
        await d.done(pilot)
        assert "Dana named the day" in d.text
        await d.press(pilot, "w", "m")
        assert "ask Chloë" not in written(d.app.services.home.path)
        assert "with Dana Reyes" in written(d.app.services.home.path)


async def test_what_was_struck_out_and_changed_is_so_again_also_after_a_kill(desk: MakeDesk) -> None:
    """What was to be left out must not come back unseen because a report is made once more."""
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        assert "is so again" not in d.text
        await to(d, pilot, "‹name› named the day")
        await d.press(pilot, "space")
        await to(d, pilot, "ask ‹name›")
        await d.press(pilot, "enter")
        await d.press(pilot, *["backspace"] * 20)
        await d.type(pilot, "listen")
        await d.press(pilot, "enter", "escape")
        assert "Report:" not in d.text
        await d.pass_time(pilot, 0.5)
    again = desk(EVERYTHING)
    more = Attempt(9, 2, "+447700900124", NOW - HOUR / 2, ended=NOW - HOUR / 2, disposition="conversation")
    again.store.apply(Batch((more, Reflection(9, 2, NOW - HOUR / 2, right="kept quiet"))))
    async with again.app.run_test(size=(120, 40)) as pilot:
        await opened(again, pilot)
        assert "What you struck out and changed before is so again." in again.text
        await again.press(pilot, "w", "m")
    told = written(again.app.services.home.path)
    assert "- listen " in told
    assert "kept quiet" in told
    assert "named the day" not in told


async def test_another_week_is_another_report(desk: MakeDesk) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        await d.press(pilot, "space", "escape", "d", "r")
        await d.done(pilot)
        assert not d.app.screen._struck  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["", "[]", "3", '{"struck": 1}', '{"changed": []}', "{", "null"])
async def test_what_is_kept_may_be_anything(desk: MakeDesk, text: str) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        d.app.kept["report week 2026-11-23"] = text
        await opened(d, pilot)
        assert not d.app.screen._struck  # type: ignore[attr-defined]
        assert "is so again" not in d.text
        await d.press(pilot, "space", "space")
        assert "report week 2026-11-23" not in d.app.kept


async def test_a_folder_that_takes_nothing_is_said(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(EVERYTHING)
    d.app.services.home.folder()
    (d.app.services.home.path / "exports").write_text("in the way")
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        await d.press(pilot, "w", "h")
        assert "could not be written" in d.text


async def test_a_table_is_read_alone(desk: MakeDesk) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        await to(d, pilot, "in a table")
        await d.press(pilot, "enter")
        assert "| Tue 24 |" in d.text
        assert "For the rep" not in d.text


async def test_a_heading_is_read_with_what_stands_under_it(desk: MakeDesk) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await opened(d, pilot)
        await to(d, pilot, "In short")
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, Tell)
        assert "Dials" in d.text.split("any key")[1]


async def test_a_coach_answers(desk: MakeDesk, tmp_path: Path) -> None:
    back = tmp_path / "back.md"
    back.write_text("## For the rep\n\nCoach: Kim\n\n- Breathe\n")
    d = desk(EVERYTHING)
    async with d.app.run_test(size=(160, 40)) as pilot:
        await opened(d, pilot)
        for file, said in ((back, "Saved: 1 new comment of Kim."), (tmp_path / "none", "cannot be read")):
            await d.press(pilot, "t")
            await d.type(pilot, str(file))
            await d.press(pilot, "enter")
            assert said in d.text
        back.write_text("nothing")
        await d.press(pilot, "t")
        await d.type(pilot, str(back))
        await d.press(pilot, "enter")
        assert "no part 'For the rep'" in d.text
    assert [one.text for one in d.store.all(Comment)] == ["Breathe"]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_golden(size: tuple[int, int], desk: MakeDesk) -> None:
    d = desk(EVERYTHING)
    async with d.app.run_test(size=size) as pilot:
        await opened(d, pilot)
        await to(d, pilot, "1 of 1")
        await d.press(pilot, "space")
        await golden(d, pilot, "report")
