"""New entries, what needs no answer, and questions that become cards."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk import BEN, NOW, PEOPLE, Desk, MakeDesk
from tests.memory import MemoryStore
from tests.screens.shelf import editor, on_the_shelf, write
from tui.core.call.attempt import Promise
from tui.core.call.reflection import Capture
from tui.core.pages import KINDS, Page
from tui.core.ports import Batch, SaveFailed
from tui.core.practice.due import deck, due
from tui.playbook.blank import blank
from tui.screens.editing import Faulty

DAY = timedelta(days=1)
SAID = Capture(1, BEN.id, 900, "The works council has to see that first", NOW - DAY)
VANS = Capture(2, BEN.id, 900, "Your vans are diesel", NOW - DAY)
ASKED = Promise(1, BEN.id, 0, "Does it do SSO?", NOW + DAY, NOW - DAY)

OPENER = """\
schema: 1
pack: {id: mine, name: My own}
openers:
  - id: my-opener
    name: Straight in
    text: Hello, it's about the vans.
"""


@pytest.fixture
def library(desk: MakeDesk, tmp_path: Path) -> Desk:
    return on_the_shelf(desk(PEOPLE, SAID, VANS, ASKED), tmp_path)


async def settle(d: Desk, pilot: Pilot[None]) -> None:
    await d.done(pilot)
    await d.done(pilot)


def own(home: Path) -> list[str]:
    folder = home / "scripts"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# -------------------------------------------------------------------------------------------- new entries


async def test_n_opens_a_blank_entry_and_shows_what_became_of_it(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d, seen = library, editor(monkeypatch, OPENER)
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.press(pilot, "3", "right")
        assert "n new" in d.text
        await d.press(pilot, "n")
        await settle(d, pilot)
        assert seen == [["my-opener.yaml", "9"]]
        assert "my-opener.yaml is right, and in use." in d.text
        assert "▸ Straight in" in d.text
        assert "opener · id my-opener" in d.text
        assert "e edit" in d.text
    assert (tmp_path / "scripts" / "my-opener.yaml").read_text() == OPENER


@pytest.mark.parametrize("kind", KINDS)
async def test_a_blank_entry_that_stays_blank_is_dropped(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    d, seen = library, editor(monkeypatch)
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.press(pilot, "3", *["right"] * list(KINDS).index(kind), "n")
        await settle(d, pilot)
        assert seen == [[f"my-{kind}.yaml", "9"]]
        assert "Nothing was written, so nothing was made." in d.text
        assert "fault" not in d.text
    assert own(tmp_path) == []


async def test_half_an_entry_goes_back_to_the_editor_and_is_kept(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = blank("opener", "my-opener").replace("name:", "name: Straight in")
    d, seen = library, editor(monkeypatch, half, OPENER)
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.press(pilot, "3", "right", "n")
        await settle(d, pilot)
        assert isinstance(d.app.screen, Faulty)
        assert "'text' is missing" in d.text
        await d.press(pilot, "enter")
        await settle(d, pilot)
        assert [line for _, line in seen] == ["9", "11"]
        assert "▸ Straight in" in d.text
    assert own(tmp_path) == ["my-opener.yaml"]


async def test_without_an_editor_or_a_folder_nothing_is_made(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    d = library
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.press(pilot, "3", "n")
        assert "No editor is named." in d.text
        assert own(tmp_path) == []
        editor(monkeypatch)
        (tmp_path / "scripts").write_text("a file where the folder should be")
        await d.press(pilot, "n")
        assert "It was not made: " in d.text


async def test_an_editor_that_gives_up_is_told_and_leaves_nothing_blank(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = library
    monkeypatch.setenv("EDITOR", "vim")
    async with d.app.run_test(size=(200, 40)) as pilot:  # which cannot give its terminal away
        await d.press(pilot, "3", "n")
        await settle(d, pilot)
        assert "! No editor and no pager can be opened in this terminal. Nothing was made." in d.text
        await d.press(pilot, "enter", "enter")
        await settle(d, pilot)
        assert "! No editor and no pager can be opened in this terminal. Nothing was made." in d.text
        assert own(tmp_path) == []
        await d.press(pilot, "down", "down", "down", "d")
        await settle(d, pilot)
        file = tmp_path / "scripts" / "price.yaml"
        assert f"in this terminal. The file: {file}. It is read by itself." in " ".join(d.text.split())


async def test_a_file_made_in_the_library_does_not_turn_it_later(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d, _ = library, editor(monkeypatch, OPENER.replace("text:", "txt:"))
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.press(pilot, "3", "right", "n")
        await settle(d, pilot)
        await d.press(pilot, "escape", "left")
        write(tmp_path, OPENER, "my-opener.yaml")
        await d.pass_time(pilot, 2)
        assert "▸cards 2" in d.text


# ------------------------------------------------------------------------------------ what needs no answer


async def test_x_puts_away_and_the_same_key_brings_back(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "3")
        assert "3 without an answer" in d.text
        assert "x not needed" in d.text
        await d.press(pilot, "x")
        assert "Put away: it waits for no answer. x brings it back." in d.text
        assert "2 without an answer" in d.text
        assert "▸ ○ Your vans are diesel" in d.text, "it stays where it is"
        assert "x bring back" in d.text
        d.app.screen.refresh_words()  # type: ignore[attr-defined]
        d.app.screen.refresh_words()  # type: ignore[attr-defined]
        await settle(d, pilot)
        assert "▸ ○ Your vans are diesel" in d.text, "also when the files were read again"
        await d.press(pilot, "x")
        assert "It waits for an answer again." in d.text
        assert "3 without an answer" in d.text
        await d.press(pilot, "x")
    assert d.store.get(Capture, VANS.id).put_away is not None  # type: ignore[union-attr]
    assert due(d.store, deck(()), NOW, NOW).unanswered == 1


async def test_what_was_put_away_is_gone_the_next_time_and_can_be_found(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "3", "x", "down", "down", "x", "2", "3")
        assert "1 without an answer" in d.text
        assert "vans" not in d.text
        await d.press(pilot, "f")
        await d.type(pilot, "put away")
        await d.press(pilot, "enter")
        assert "2 put away (f)" in d.text
        assert "▸ ○ Your vans are diesel" in d.text
        await d.press(pilot, "x", "escape", "2", "3")
        assert "2 without an answer" in d.text
        await d.press(pilot, "f")
        await d.type(pilot, "put away")
        assert "put away  1" in d.text


async def test_a_question_can_be_put_away_and_stays_promised(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "3", "down", "down", "x")
    (promise,) = d.store.all(Promise)
    assert (promise.put_away is not None, promise.done, promise.due) == (True, None, ASKED.due)


async def test_what_cannot_be_saved_is_told_and_waits_on(
    library: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(self: MemoryStore, batch: Batch) -> SaveFailed:
        return SaveFailed("The disk is full.")

    d = library
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "3")
        with monkeypatch.context() as patch:
            patch.setattr(type(d.store), "commit", full)
            await d.press(pilot, "x")
        assert "The disk is full." in d.text
        assert "3 without an answer" in d.text


# ------------------------------------------------------------------------------------------------ questions


async def test_a_question_that_was_answered_becomes_a_card_with_one_key(
    library: Desk, tmp_path: Path
) -> None:
    d = library
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "3", "down", "down")
        assert "▸ ○ Does it do SSO?" in d.text
        assert "you did not know · Ben Okafor, 23 Nov" in d.text
        await d.press(pilot, "enter")
        await d.type(pilot, "Yes, with any of them.")
        await d.press(pilot, "enter")
        await settle(d, pilot)
        assert "Saved as a card of yours" in d.text
        assert "▸ Does it do SSO?" in d.text, "the new card is shown"
        assert "2 without an answer" in d.text
    card = d.app.playbook.card("does-it-do-sso")
    assert card is not None
    assert (card.says, card.answer) == (("Does it do SSO?",), "Yes, with any of them.")


async def test_a_call_with_several_objections_leaves_several_behind(desk: MakeDesk, tmp_path: Path) -> None:
    d = on_the_shelf(desk(), tmp_path)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "enter", "space")
        for said in ("zyx wvu", "qqq ppp"):
            await d.press(pilot, "slash")
            await d.type(pilot, said)
            await d.press(pilot, "enter")
        await d.press(pilot, "h")
        assert "zyx wvu / qqq ppp" in d.text
        await d.press(pilot, "1", "ctrl+s")
        await d.pass_time(pilot, 2)
        await d.press(pilot, "3")
        assert "2 without an answer" in d.text
        assert [capture.text for capture in d.store.all(Capture)] == ["zyx wvu", "qqq ppp"]
        await d.press(pilot, "2", "u")
        assert not d.store.all(Capture)
        await d.press(pilot, "r")
        assert "zyx wvu / qqq ppp" in d.text


def test_a_page_is_told_from_what_waits() -> None:
    from tui.screens.library.browsing import key

    page = Page("card", "1", "", "", "", own=True)
    assert len({key(page), key(SAID), key(VANS), key(ASKED)}) == 4
