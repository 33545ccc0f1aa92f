"""What was typed into a question is there again, also after kill -9; what is secret is not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tests.desk import BEN, DANA, NOW, MakeDesk
from tui.core.call.attempt import Callback
from tui.core.clock import FakeClock
from tui.core.ports import Batch, SaveFailed
from tui.files.kept import Kept
from tui.files.typed_file import NAME, write_typed
from tui.screens.ask import AskLine

SIZE = (100, 30)


def on_disk(home: Path) -> list[str]:
    path = home / NAME
    return list(json.loads(path.read_text()).values()) if path.exists() else []


async def test_each_pause_in_typing_goes_to_the_disk_and_the_answer_takes_it_away(
    desk: MakeDesk, tmp_path: Path
) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "c")
        await d.type(pilot, "tomorrow 1")
        d.app.tick()
        assert on_disk(d.app.services.home.path) == []  # still typing
        await d.pass_time(pilot, 0.5)
        assert on_disk(d.app.services.home.path) == ["tomorrow 1"]
        await d.type(pilot, "0")
        await d.press(pilot, "enter")
        await d.pass_time(pilot, 0.5)
        assert on_disk(d.app.services.home.path) == []
        assert len([*d.store.all(Callback)]) == 1


async def test_killed_while_typing_the_same_question_about_the_same_person_has_it(desk: MakeDesk) -> None:
    first = desk()
    home = first.app.services.home.path
    async with first.app.run_test(size=SIZE) as pilot:
        await first.press(pilot, "e", "down", "down", "down")
        await first.type(pilot, "Chief ≠")
        await first.pass_time(pilot, 0.5)
        left = (home / NAME).read_bytes()
    (home / NAME).write_bytes(left)  # as kill -9 would have left it
    second = desk()
    async with second.app.run_test(size=SIZE) as pilot:
        await second.press(pilot, "right_square_bracket", "e")
        assert "Chief ≠" not in second.text  # that is somebody else
        await second.press(pilot, "escape", "left_square_bracket", "e")
        assert "managerChief ≠" in second.text
        assert "Kept from before" in second.text


async def test_typing_without_a_pause_goes_there_all_the_same(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "c")
        for _ in range(20):
            await d.type(pilot, "x")
            d.clock.advance(0.2)
            d.app.tick()
            await d.done(pilot)
        assert len(on_disk(d.app.services.home.path)[0]) >= 15


async def test_what_stands_there_when_it_ends_is_kept_at_once(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "c")
        await d.type(pilot, "fri")
    assert on_disk(d.app.services.home.path) == ["fri"]


async def test_two_of_one_name_are_two(desk: MakeDesk) -> None:
    d = desk((DANA, replace(BEN, name=DANA.name, account="Elsewhere")))
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "c")
        await d.type(pilot, "fri 9")
        await d.press(pilot, "escape", "right_square_bracket", "c")
        assert "fri 9" not in d.text


async def test_what_is_secret_is_kept_nowhere(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        d.app.push_screen(AskLine("The word", key=""))
        await d.done(pilot)
        await d.type(pilot, "otter")
        await d.press(pilot, "escape")
        await d.pass_time(pilot, 1)
        assert not d.app.kept
    assert on_disk(d.app.services.home.path) == []


async def test_what_could_not_be_saved_is_there_when_it_is_asked_again(desk: MakeDesk) -> None:
    d = desk()
    whole = d.store.commit

    async def full(batch: Batch) -> SaveFailed:
        return SaveFailed("The disk is full. Nothing was saved.")

    async with d.app.run_test(size=SIZE) as pilot:
        d.store.commit = full  # type: ignore[method-assign]
        await d.press(pilot, "c")
        await d.type(pilot, "fri 14:30")
        await d.press(pilot, "enter")
        assert "The disk is full." in d.text
        d.store.commit = whole  # type: ignore[method-assign]
        await d.press(pilot, "c")
        assert "fri 14:30" in d.text
        await d.press(pilot, "enter")
        assert len([*d.store.all(Callback)]) == 1
        assert not d.app.kept


async def test_a_file_that_is_not_ours_is_set_aside_and_told(desk: MakeDesk) -> None:
    d = desk()
    home = d.app.services.home.path
    (home / NAME).write_text("{")
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "c", "escape")
        await d.pass_time(pilot, 20)
        assert "What was typed into questions before cannot be read" in d.text
    (aside,) = (home / "set-aside").iterdir()
    assert aside.read_text() == "{"


def a_kept(home: Path, told: list[str]) -> tuple[Kept, FakeClock]:
    from tui.files.home import Home

    clock = FakeClock(NOW)
    return Kept(Home(home), clock.now, told.append), clock


def test_a_disk_that_takes_nothing_is_told_once_and_loses_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    kept, clock = a_kept(tmp_path, told)
    (tmp_path / NAME).mkdir()
    kept._texts = {}  # it was read before
    for text in ("a", "ab"):
        kept["Why?"] = text
        clock.advance(1)
        assert kept.due
        kept.write()
        assert not kept.due
    assert len(told) == 1
    assert told[0].startswith("What you type into a question is not on the disk: ")
    (tmp_path / NAME).rmdir()
    kept.write()  # at the end
    assert on_disk(tmp_path) == ["ab"]


def test_what_is_as_it_was_is_not_written(tmp_path: Path) -> None:
    kept, clock = a_kept(tmp_path, [])
    clock.advance(10)
    assert not kept.due
    kept.write()
    assert [*tmp_path.iterdir()] == []


async def test_the_first_questions_are_kept_too(desk: MakeDesk) -> None:
    d = desk((), newcomer=True)
    home = d.app.services.home.path
    write_typed(home, {"first run / why": "so that we mo"})
    async with d.app.run_test(size=SIZE) as pilot:
        assert "so that we mo" in d.text
        await d.press(pilot, "end")
        await d.type(pilot, "ve")
        await d.pass_time(pilot, 0.5)
        assert on_disk(home) == ["so that we move"]
        await d.press(pilot, "escape")
        await d.pass_time(pilot, 0.5)
    assert on_disk(home) == []
    assert "so that we move" in (home / "settings.local.yaml").read_text()
