"""Do-not-call lists on screen: their ages, a new edition, one given up."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import NOW, Desk, MakeDesk
from tests.golden import golden
from tests.screens.on_lists import go
from tui.core.call.attempt import DoNotCall
from tui.core.lists.dnc import DncList, Edition, pack

MANY = [f"+1702555{n:04}" for n in range(200)]
FTC = DncList(1, "FTC 702", NOW, NOW - timedelta(days=40), "702.txt", (Edition(NOW, pack(MANY)),))
OURS = DncList(2, "ours", NOW, NOW - timedelta(days=2), "", (Edition(NOW, pack(["+442079460001"])),))
ASKED = DoNotCall(1, NOW, "+442079460009", why="asked")


@pytest.fixture
def d(desk: MakeDesk) -> Desk:
    return desk((), FTC, OURS, ASKED, country="US")


def lists(d: Desk) -> dict[str, int]:
    return {one.name: one.total for one in d.store.all(DncList)}


async def test_ages_and_warnings_stand_beside_the_names(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6")
        assert "! 1 of 2 lists, 201 numbers: older than it should be" in d.text
        await go(d, pilot, "x")
        assert "! 40 days old, 31 are the most: get a new one · from 702.txt" in d.text
        assert "✓ 2 days old, good for 26 more" in d.text


async def test_a_new_edition_takes_the_place_of_the_old_one(d: Desk, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("\n".join([*MANY[1:], "+17025559999"]))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "x", "i", "'~/new.txt", "enter")
        assert "new.txt is which list?" in d.text
        field = d.app.screen.query_one("#answer")
        field.value = "FTC 702"  # type: ignore[attr-defined]
        await go(d, pilot, "enter")
        assert "1 number new, 1 lifted; the list then has 200." in d.text
        await go(d, pilot, "y")
        assert "Saved: the do-not-call list FTC 702 has 200 numbers." in d.text
        assert lists(d) == {"FTC 702": 200, "ours": 1}
        assert d.store.do_not_call("+17025559999")
        assert not d.store.do_not_call(MANY[0])


async def test_a_file_that_would_lift_most_says_so_first(d: Desk, tmp_path: Path) -> None:
    (tmp_path / "FTC 702.txt").write_text("\n".join(MANY[:20]))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "x", "i", "'~/FTC 702.txt", "enter", "enter")
        assert "! It would lift most of what" in d.text
        await go(d, pilot, "escape")
        assert lists(d) == {"FTC 702": 200, "ours": 1}


@pytest.mark.parametrize(
    ("name", "content"), [("nowhere.txt", None), ("empty.txt", ""), ("words.txt", "no numbers\n")]
)
async def test_a_wrong_file_is_told_and_nothing_changed(
    name: str, content: str | None, d: Desk, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "x", "i", f"'~/{name}", "enter")
        assert f"! {name}: " in d.text
        assert "Nothing was changed." in d.text
        assert lists(d) == {"FTC 702": 200, "ours": 1}


async def test_a_list_is_given_up_when_it_is_said_twice(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "x", "x", "x", "escape")
        assert lists(d) == {"FTC 702": 200, "ours": 1}
        await go(d, pilot, "x", "x", "y")
        assert lists(d) == {"ours": 1}
        assert d.store.do_not_call("+442079460009"), "what was said by hand stays"


async def test_without_a_list_it_says_what_to_do(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "x", "x")
        assert "No do-not-call list yet." in d.text


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_golden(size: tuple[int, int], d: Desk) -> None:
    async with d.app.run_test(size=size) as pilot:
        await go(d, pilot, "6", "x")
        await golden(d, pilot, "forbidden")
