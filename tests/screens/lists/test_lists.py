"""The call lists on screen: their numbers, their purpose, export, and the last import taken back."""

from __future__ import annotations

import csv
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, SYDNEY, Desk, MakeDesk
from tests.golden import golden
from tests.screens.on_lists import BENJAMIN, go, leads, settle
from tui.core.call.attempt import Attempt, CallList
from tui.core.lists.dnc import DncList, Edition, pack
from tui.core.people.contact import Contact
from tui.core.queue.standing import fold
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.screens.lists.lists import ListsScreen
from tui.screens.queue.queue import QueueScreen
from tui.wiring import Services

OLD = DncList(
    1,
    "FTC 702",
    NOW,
    NOW - timedelta(days=40),
    "702.txt",
    (Edition(NOW, pack(["+17025550100", "+17025550101"])),),
)
FAIR = CallList(1, "Fair 2026", "reactivate", "fair.csv", NOW - timedelta(days=12))
SPOKEN = Attempt(900, 1, "+447700900123", NOW - timedelta(days=1), ended=NOW, disposition="conversation")


@pytest.fixture
def d(desk: MakeDesk, tmp_path: Path) -> Desk:
    dispositions = read_defaults(Home(tmp_path)).dispositions
    on_it = tuple(replace(one, list="Fair 2026") for one in (DANA, CHLOE, SYDNEY))
    standing = fold(DANA.id, [SPOKEN], [], [], [], [], dispositions)
    leads(tmp_path)
    return desk((*on_it, BEN, BENJAMIN), FAIR, OLD, SPOKEN, standing, country="GB")


async def test_6_opens_it_from_the_queue_and_2_and_esc_go_back(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        for back in ("2", "escape"):
            await go(d, pilot, "6")
            assert isinstance(d.app.screen, ListsScreen)
            await go(d, pilot, back)
            assert isinstance(d.app.screen, QueueScreen)


@pytest.mark.parametrize("way", ["1", "3", "4"])
async def test_6_opens_it_from_the_other_main_screens_and_they_from_it(way: str, d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, way, "6")
        assert isinstance(d.app.screen, ListsScreen)
        assert len(d.app.screen_stack) == 3, "one main screen lies on the queue"
        await go(d, pilot, way)
        assert not isinstance(d.app.screen, ListsScreen | QueueScreen)


@pytest.mark.parametrize(
    "before", [("enter",), ("enter", "space", "h"), ("b", "enter")], ids=["call", "form", "block"]
)
async def test_in_a_call_a_form_and_a_block_it_stays_shut(d: Desk, before: tuple[str, ...]) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, *before, "6")
        assert not any(isinstance(screen, ListsScreen) for screen in d.app.screen_stack)


async def test_the_purpose_of_a_list_is_that_of_everybody_on_it(desk: MakeDesk) -> None:
    d = desk((replace(CHLOE, list="Fair 2026"),), FAIR)
    async with d.app.run_test(size=(140, 30)) as pilot:
        await go(d, pilot, "6", "p", "5")
        assert "Saved: Fair 2026 is called to tell about an offer" in d.text
        await go(d, pilot, "escape")
        assert "Purpose    tell about an offer or an end of life" in d.text


async def test_the_purpose_of_a_list_that_nobody_made_a_record_of(desk: MakeDesk) -> None:
    d = desk((replace(DANA, list="by hand"),))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "p", "3")
        assert [(one.name, one.purpose) for one in d.store.all(CallList)] == [("by hand", "grow")]


async def test_a_failed_save_is_said(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "p")
        d.store.fail_next = "Not saved: the disk is full."
        await go(d, pilot, "5")
        assert "! Not saved: the disk is full." in d.text


async def test_everything_is_exported_and_nothing_written_over(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "e", "enter", "enter")
        assert "Saved: contacts are in ~/offhook-contacts-2026-11-24.csv." in d.text
        (out,) = tmp_path.glob("offhook-contacts-*.csv")
        rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
        assert {row["Name"] for row in rows} == {p.name for p in PEOPLE}
        assert out.stat().st_mode & 0o77 == 0, "for its owner only"
        await go(d, pilot, "e", "enter", "enter")
        assert "There is a file of that name already." in d.text
        await go(d, pilot, "escape", "e", "'hubspot calls", "enter", "enter")
        assert "offhook-attempts-hubspot-2026-11-24.csv" in d.text


async def test_an_export_goes_on_when_one_leaves_the_lists(
    d: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, rest = threading.Event(), threading.Event()
    write = Services.write_export

    def slow(*args: Any) -> None:
        began.set()
        rest.wait(5)  # when the test fails the thread must end
        write(*args)

    monkeypatch.setattr(Services, "write_export", slow)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "e", "enter")
        await pilot.press("enter")
        while not began.is_set():
            await pilot.pause()
        assert "Writing contacts…" in d.text
        await pilot.press("2")
        assert isinstance(d.app.screen, QueueScreen)
        rest.set()
        await settle(d, pilot)
        assert "Saved: contacts are in ~/offhook-contacts-2026-11-24.csv." in d.text
        assert list(tmp_path.glob("offhook-contacts-*.csv"))


async def test_an_export_that_cannot_be_written_is_said(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "e", "'reflections json", "enter")
        field = d.app.screen.query_one("#answer")
        field.value = str(tmp_path / "nowhere" / "x.json")  # type: ignore[attr-defined]
        await go(d, pilot, "enter")
        assert "Nothing was written there" in " ".join(d.text.split()), "however long the path is"


async def test_the_last_import_is_taken_back_from_here_too(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "u")
        assert "There is no import to take back." in d.text
        await go(d, pilot, "i", "'~/leads.csv", "enter", "enter", "enter", "6")
        assert "u  last import  leads.csv, 24 Nov" in d.text
        await go(d, pilot, "u", "escape", "u", "y")
        assert "The import of leads.csv is undone: 2 people are gone" in d.text
        await settle(d, pilot)
        assert "last import" not in d.text
        assert "leads" not in d.text.splitlines()[3]


async def test_an_import_that_only_filled_in_is_taken_back_too(d: Desk, tmp_path: Path) -> None:
    leads(tmp_path, "Name,Mobile,Notes\nBen Okafor,07700 900124,from the fair\n", "more.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "i", "'~/more.csv", "enter", "enter", "enter", "6", "u")
        assert "0 people go, 1 is as before." in d.text
        await go(d, pilot, "y")
        await settle(d, pilot)
        assert "last import" not in d.text
        assert not any(contact.notes for contact in d.store.all(Contact))


async def test_without_anybody_it_says_what_to_do(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6")
        assert "No call list yet." in d.text
        assert "i  brings one in" in d.text
        await go(d, pilot, "enter")
        assert "Which file?" in d.text


async def test_an_empty_queue_shows_the_way_here(desk: MakeDesk) -> None:
    d = desk(())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await settle(d, pilot)
        assert "6  then i: brings a call list in" in d.text


# ------------------------------------------------------------------------------------------- as it looks


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_golden(size: tuple[int, int], d: Desk) -> None:
    async with d.app.run_test(size=size) as pilot:
        await go(d, pilot, "6")
        await settle(d, pilot)
        await golden(d, pilot, "lists")
