"""The import on screen: every step forth and back, hostile files, and nothing left behind."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from tests.desk import DANA, PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tests.lists.books import xlsx
from tests.screens.on_lists import LEADS, go, leads, settle
from tui.core.call.attempt import CallList
from tui.core.lists.imported import Imported
from tui.core.lists.importing import Choosing, Finished, Naming, Outcome, Planning, Preview
from tui.core.people.contact import Contact
from tui.core.ports import ImportPlan
from tui.lists import intake
from tui.lists.plan import Stopped, plan_import
from tui.screens.lists.importing import ImportScreen
from tui.screens.lists.lists import ListsScreen
from tui.screens.queue.queue import QueueScreen
from tui.screens.today.today import TodayScreen


@pytest.fixture
def d(desk: MakeDesk, tmp_path: Path) -> Desk:
    leads(tmp_path)
    return desk(country="GB")


def names(d: Desk) -> set[str]:
    return {contact.name for contact in d.store.all(Contact)}


def state(d: Desk) -> Any:
    screen = d.app.screen
    assert isinstance(screen, ImportScreen)
    return screen.state


async def named(d: Desk, pilot: Pilot[None], text: str = "~/leads.csv") -> None:
    """The columns of a file."""
    await go(d, pilot, "6", "i", f"'{text}", "enter")


# ---------------------------------------------------------------------------------------------- the way


async def test_a_file_comes_in_with_five_keys_and_goes_back_with_two(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        assert "Full name                  → name" in d.text
        await go(d, pilot, "enter")
        assert "2  new people" in d.text
        assert "Dana Reyes account: Northwind Freight, in the file Northwind Ltd" in d.text
        assert "line 4  no name, and '12' is no number" in d.text
        assert not names(d) & {"Ada Byron"}, "nothing is saved before enter"
        await go(d, pilot, "enter")
        assert "✓ 2 people imported from leads" in d.text
        assert {"Ada Byron", "Cleo Toth"} <= names(d)
        assert [(one.name, one.file) for one in d.store.all(CallList)] == [("leads", "leads.csv")]
        assert "07700" not in (tmp_path / "leads.rejected.csv").read_text()
        await go(d, pilot, "u")
        assert "2 people go" in d.text
        await go(d, pilot, "y")
        assert "The import of leads.csv is undone: 2 people are gone" in d.text
        assert "2 people imported" not in d.text, "what is gone is no longer said to be there"
        assert names(d) == {person.name for person in PEOPLE}
        assert not d.store.all(CallList)


async def test_the_import_is_one_commit(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        before = len(d.store.commits)
        await go(d, pilot, "enter", "enter")
        (commit,) = d.store.commits[before:]
        kinds = {type(record) for record in commit.puts}
        assert {Contact, CallList, Imported} <= kinds


async def test_a_save_that_fails_is_said_and_can_be_tried_again(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await go(d, pilot, "enter")
        d.store.fail_next = "Not saved: the disk is full."
        await go(d, pilot, "enter")
        assert "! Not saved: the disk is full." in d.text
        assert isinstance(state(d), Outcome)
        assert "Ada Byron" not in names(d)
        await go(d, pilot, "enter")
        assert isinstance(state(d), Finished)
        assert "Ada Byron" in names(d)


async def test_esc_goes_back_step_by_step_and_leaves_nothing(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        before = sorted(path.name for path in tmp_path.iterdir())
        await go(d, pilot, "enter")
        for expected in (Preview, Naming):
            await go(d, pilot, "escape")
            assert isinstance(state(d), expected)
        await go(d, pilot, "escape")
        assert isinstance(d.app.screen, ListsScreen)
        assert names(d) == {person.name for person in PEOPLE}
        assert sorted(path.name for path in tmp_path.iterdir()) == before


async def test_after_it_2_is_the_queue_and_6_the_lists(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await go(d, pilot, "enter", "enter", "6")
        assert isinstance(d.app.screen, ListsScreen)
        assert "leads" in d.text
        await go(d, pilot, "i", "'~/leads.csv", "enter", "enter")
        assert "Nothing in it is new" in d.text
        await go(d, pilot, "enter", "2")
        assert isinstance(d.app.screen, QueueScreen)
        assert len(d.app.screen_stack) == 2
        assert "Ada Byron" in d.text, "they stand in the queue at once"


async def test_the_field_is_gone_when_a_box_closes_over_what_will_happen(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await go(d, pilot, "enter", "w", "escape", "enter")
        assert isinstance(state(d), Finished), "enter went to a field that nobody sees"
        await go(d, pilot, "question_mark", "escape", "u")
        assert "2 people go" in d.text
        await go(d, pilot, "escape", "enter")
        assert isinstance(state(d), Finished)


# -------------------------------------------------------------------------------------------- the file


async def test_what_was_downloaded_last_is_offered_and_taken_by_the_arrows(d: Desk, tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    leads(tmp_path / "Downloads", name="fair.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "i")
        assert "~/Downloads/fair.csv  newest in your downloads" in d.text
        await go(d, pilot, "down", "enter")
        assert "~/Downloads/fair.csv · CSV" in d.text


async def test_tab_completes_and_a_folder_is_gone_into(d: Desk, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    leads(tmp_path / "lists", name="one.csv")
    leads(tmp_path / "lists", name="only.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "i", "'~/li", "tab", "tab")
        field = d.app.screen.query_one("#file")
        assert field.value == "~/lists/on"  # type: ignore[attr-defined]
        await go(d, pilot, "'l", "tab", "enter")
        assert "~/lists/only.csv · CSV" in d.text
        await go(d, pilot, "escape")
        field.value = "~/l"  # type: ignore[attr-defined]
        await go(d, pilot, "down", "down", "enter")
        assert isinstance(state(d), Naming), "a folder is gone into, not read"
        assert "one.csv" in d.text


@pytest.mark.parametrize("pasted", ["'{path}'", "file://{path}", "{path}\r\n", " {escaped} "])
async def test_a_file_dragged_onto_the_terminal(pasted: str, d: Desk, tmp_path: Path) -> None:
    path = leads(tmp_path, name="my leads.csv")
    text = pasted.format(path=path, escaped=str(path).replace(" ", "\\ "))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "i")
        d.app.post_message(events.Paste(text))
        await settle(d, pilot)
        await go(d, pilot, "enter")
        assert isinstance(state(d), Preview)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("nowhere.csv", None, "There is no such file."),
        ("empty.csv", b"", "The file is empty."),
        ("a.pdf", b"%PDF-1.7 \x00", "This is a PDF. Save or export it as CSV"),
        ("noise.csv", bytes(range(256)) * 40, ""),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ""),
        ("broken.zip", b"PK\x03\x04nothing", ""),
        ("bare.csv", b"Name,Phone\n", "It has a header and no rows"),
    ],
)
async def test_a_wrong_file_is_told_in_a_sentence_and_another_can_be_named(
    name: str, content: bytes | None, says: str, d: Desk, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, f"~/{name}")
        if isinstance(state(d), Preview):
            await go(d, pilot, "enter")
        assert isinstance(state(d), Naming | Preview)
        assert state(d).problem
        assert says in state(d).problem
        assert f"! {state(d).problem[:20]}" in d.text
        assert names(d) == {person.name for person in PEOPLE}


async def test_a_name_like_an_order_to_the_terminal_and_cells_like_it_are_only_text(
    d: Desk, tmp_path: Path
) -> None:
    evil = "\x1b]52;c;aGk=\x07[@click=app.quit()]x[/] \u202e"
    leads(tmp_path, f"Name,Mobile,{evil}\n{evil},07700 900101,{evil}\n", name="[red]evil[b].csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/[red]evil[b].csv")
        assert "[red]evil[b].csv" in d.text
        for _ in range(3):
            assert "\x1b" not in d.text
            assert "\u202e" not in d.text
            await go(d, pilot, "enter")
        assert isinstance(state(d), Finished)
        assert any("[@click=app.quit()]x[/]" in name for name in names(d))


async def test_of_a_workbook_with_sheets_one_is_chosen(d: Desk, tmp_path: Path) -> None:
    people = [["Name", "Mobile"], ["Ada Byron", "07700 900101"]]
    (tmp_path / "book.xlsx").write_bytes(xlsx({"Cover": [["x"]], "Fair [b]": people}))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/book.xlsx")
        assert isinstance(state(d), Choosing)
        assert "has several sheets. Which one?" in d.text
        await go(d, pilot, *(["down"] if "▸ Cover" in d.text else []), "enter")
        assert "sheet Fair [b]" in d.text
        await go(d, pilot, "escape")
        assert isinstance(state(d), Choosing)


# ----------------------------------------------------------------------------------------- the columns


async def test_space_goes_through_the_likely_fields_and_f_has_them_all(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await go(d, pilot, "down", "down", "space")
        assert state(d).how.columns[2] == "phone"
        assert "→ phone                 ▸ you said so" in d.text
        await go(d, pilot, "down", "down", "f", "'role", "enter")
        assert state(d).how.columns[4] == "role"
        await go(d, pilot, "enter", "enter")
        assert {c.role for c in d.store.all(Contact) if c.name == "Ada Byron"} == {"50"}


async def test_a_mapping_is_remembered_for_the_next_file_of_that_shape(d: Desk, tmp_path: Path) -> None:
    leads(tmp_path, LEADS.replace("Ada Byron", "Eva Byron"), "next.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await go(d, pilot, "up", "down", "down", "down", "down", "f", "'role", "enter", "enter", "enter", "i")
        await go(d, pilot, "'~/next.csv", "enter")
        assert state(d).how.columns[4] == "role"
        assert "As you set them for the last file with this header." in d.text


async def test_list_country_and_encoding_are_said(d: Desk, tmp_path: Path) -> None:
    (tmp_path / "de.csv").write_bytes("Name,Mobil\nJörg Weiß,0151 23456789\n".encode("cp1252"))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/de.csv")
        await go(d, pilot, "l", "backspace", "backspace", "'fair", "enter")
        assert "list fair" in d.text
        await go(d, pilot, "c", "backspace", "backspace", "'xx", "enter")
        assert "A country is wanted: its name, or two letters (GB)." in d.text
        await go(d, pilot, "backspace", "backspace", "'germany", "enter")
        assert "are from DE" in d.text
        await go(d, pilot, "enter", "enter")
        (jörg,) = [c for c in d.store.all(Contact) if "Weiß" in c.name]
        assert (jörg.list, jörg.numbers[0].e164) == ("fair", "+4915123456789")


async def test_numbers_of_another_country_are_suspected(desk: MakeDesk, tmp_path: Path) -> None:
    leads(tmp_path, "Name,Mobile\nAda Byron,07700 900101\nBen Cole,07700 900102\n", "uk.csv")
    d = desk(country="US")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/uk.csv")
        await go(d, pilot, "enter")
        assert "Most of these numbers do not exist in US." in d.text
        assert "Are they from elsewhere? esc, then c says so." in d.text


async def test_without_numbers_it_is_said_before(d: Desk, tmp_path: Path) -> None:
    leads(tmp_path, "Name,Company\nAda Byron,Analytical\n", "names.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/names.csv")
        assert "! No column with numbers: nobody in it could be called." in d.text


async def test_w_says_who_has_no_number_and_why(d: Desk, tmp_path: Path) -> None:
    leads(
        tmp_path,
        "Name,Company,Mobile\nAda Byron,Analytical,\nBen Cole,,12\nCy Doe,,07700 900103\n",
        "some.csv",
    )
    leads(tmp_path, "Name,Mobile\nCy Doe,07700 900103\n", "all.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/some.csv")
        await go(d, pilot, "enter")
        assert "2  without a number that can be called   w says who" in d.text
        await go(d, pilot, "w")
        assert "Ada Byron · Analytical  no number" in d.text
        assert "Ben Cole  12: " in d.text
        await go(d, pilot, *["escape"] * 4)
        await named(d, pilot, "~/all.csv")
        await go(d, pilot, "enter")
        assert "1  new person" in d.text
        assert "w all of it" not in d.text, "there is no more to say"
        await go(d, pilot, "w")
        assert "All of it" not in d.text


async def test_our_own_export_goes_straight_to_what_will_happen(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "e", "enter", "enter")
        (out,) = tmp_path.glob("offhook-contacts-*.csv")
        await go(d, pilot, "i", f"'~/{out.name}", "enter")
        assert isinstance(state(d), Outcome)
        assert "people we have, nothing new" in d.text


# --------------------------------------------------------------------------------------- while it reads


async def test_keys_work_while_it_reads_and_esc_stops_it(d: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    began, ended = threading.Event(), threading.Event()

    def slow(*args: Any, progress: Any, stopped: Any, **more: Any) -> ImportPlan:
        progress(40)
        began.set()
        while not stopped():
            ended.wait(0.001)
        ended.set()
        raise Stopped

    monkeypatch.setattr(intake, "plan_import", slow)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await pilot.press("enter")
        while not began.is_set():
            await pilot.pause()
        await pilot.pause()
        await pilot.pause()
        assert isinstance(state(d), Planning)
        assert "40 %" in d.text
        await pilot.press("escape")
        while not ended.is_set():
            await pilot.pause()
        assert isinstance(state(d), Preview)
        monkeypatch.setattr(intake, "plan_import", plan_import)
        await go(d, pilot, "enter", "enter")
        assert isinstance(state(d), Finished), "and it can be begun again"


async def test_leaving_the_app_while_it_reads_stops_the_reading(
    d: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, ended = threading.Event(), threading.Event()

    def slow(*args: Any, progress: Any, stopped: Any, **more: Any) -> ImportPlan:
        began.set()
        while not stopped():
            ended.wait(0.001)
        ended.set()
        raise Stopped

    monkeypatch.setattr(intake, "plan_import", slow)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await pilot.press("enter")
        while not began.is_set():
            await pilot.pause()
        await pilot.press("ctrl+q")
    assert ended.wait(5)
    assert names(d) == {person.name for person in PEOPLE}


async def test_somebody_changed_while_it_was_looked_at_keeps_what_the_rep_wrote(
    d: Desk, tmp_path: Path
) -> None:
    leads(tmp_path, "Name,Mobile,Notes\nDana Reyes,07700 900123,from the fair\n", "one.csv")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot, "~/one.csv")
        await go(d, pilot, "enter")
        await d.app.runner.keep(replace(DANA, notes="rang at noon"))
        await go(d, pilot, "enter")
        now = d.store.get(Contact, DANA.id)
        assert now
        assert now.notes == "rang at noon\nfrom the fair"


# ------------------------------------------------------------------------------------------- as it looks

STEPS: dict[str, tuple[str, ...]] = {
    "import-file": ("6", "i"),
    "import-columns": ("6", "i", "'~/leads.csv", "enter", "down", "down", "space"),
    "import-outcome": ("6", "i", "'~/leads.csv", "enter", "enter"),
    "import-done": ("6", "i", "'~/leads.csv", "enter", "enter", "enter"),
}


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
@pytest.mark.parametrize("screen", STEPS)
async def test_golden(screen: str, size: tuple[int, int], d: Desk, tmp_path: Path) -> None:
    (tmp_path / "Downloads").mkdir()
    leads(tmp_path / "Downloads", name="fair.csv")
    async with d.app.run_test(size=size) as pilot:
        await go(d, pilot, *STEPS[screen])
        await golden(d, pilot, screen)


@pytest.mark.parametrize("size", [(60, 20), (200, 60)], ids=["60x20", "200x60"])
async def test_every_step_can_be_taken_at_any_size(size: tuple[int, int], d: Desk) -> None:
    async with d.app.run_test(size=size) as pilot:
        await named(d, pilot)
        assert "What" not in d.text.splitlines()[3]
        await go(d, pilot, "enter", "enter")
        assert isinstance(state(d), Finished)


async def test_after_it_1_is_today(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await named(d, pilot)
        await go(d, pilot, "enter", "enter", "1")
        assert isinstance(d.app.screen, TodayScreen)
        await go(d, pilot, "2")
        assert isinstance(d.app.screen, QueueScreen)
