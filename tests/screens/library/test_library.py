"""The library: browsing, reading, searching, results, making an entry one's own, files that change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk import BEN, DANA, NOW, PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tests.memory import CountingStore
from tests.screens.shelf import MINE, SHIPPED, editor, on_the_shelf, write
from tui.core.call.attempt import Attempt, Met
from tui.core.call.reflection import Capture
from tui.core.ports import Batch, Playbook
from tui.keys import MAIN, of_scope
from tui.screens.editing import Faulty
from tui.screens.library.library import LibraryScreen
from tui.screens.queue.queue import QueueScreen

SAID = Capture(1, BEN.id, 900, "The works council has to see that first", NOW - timedelta(days=1))


def call(id: int, *met: Met) -> Attempt:
    at = NOW - timedelta(hours=id)
    return Attempt(id, BEN.id, "+447700900124", at, ended=at, disposition="conversation", met=met)


CALLS = (
    call(1, Met("price", True)),
    call(2, Met("price", False), Met("busy")),
    call(3, Met("price")),
    call(4, Met("price", True)),
)


@pytest.fixture
def library(desk: MakeDesk, tmp_path: Path) -> Desk:
    """The app on a small library, with some calls and an objection without an answer."""
    return on_the_shelf(desk(PEOPLE, *CALLS, SAID), tmp_path)


async def settle(d: Desk, pilot: Pilot[None]) -> None:
    await d.done(pilot)
    await d.done(pilot)


# ----------------------------------------------------------------------------------------- to and fro


async def test_3_opens_it_and_2_and_esc_go_back(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        for back in ("2", "escape"):
            await d.press(pilot, "3")
            assert isinstance(d.app.screen, LibraryScreen)
            await d.press(pilot, back)
            assert isinstance(d.app.screen, QueueScreen)


@pytest.mark.parametrize(
    "before", [("enter",), ("enter", "space", "h"), ("b", "enter")], ids=["call", "form", "block"]
)
async def test_in_a_call_a_form_and_a_block_it_stays_shut(library: Desk, before: tuple[str, ...]) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, *before)
        await d.press(pilot, "3")
        assert not any(isinstance(screen, LibraryScreen) for screen in d.app.screen_stack)


async def test_screens_that_are_not_there_yet_have_no_number(library: Desk) -> None:
    d = library
    there = [(key, name, any(of_scope(scope))) for key, name, scope in MAIN]
    async with d.app.run_test(size=(100, 30)) as pilot:
        for key, name, built in there:
            assert (f"{key} {name}" in d.text) is built
            if not built:
                await d.press(pilot, key)
                assert isinstance(d.app.screen, QueueScreen)
        await d.press(pilot, "3")
        assert "2 Queue ▸3 Library  4 Practice" in d.text


# ---------------------------------------------------------------------------------------- as it looks

STEPS: dict[str, tuple[str, ...]] = {
    "library-draft": ("3",),
    "library-card": ("3", "down"),
    "library-opener": ("3", "right"),
    "library-search": ("3", "slash", "d", "e", "a", "r"),
    "library-only": ("3", "f"),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("screen", STEPS)
async def test_golden(screen: str, size: tuple[int, int], library: Desk) -> None:
    d = library
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, *STEPS[screen])
        await settle(d, pilot)
        await golden(d, pilot, screen)


async def test_every_kind_can_be_gone_to_at_any_size(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(60, 20)) as pilot:
        await d.press(pilot, "3")
        for kind in ("cards 2", "openers 1", "voicemails 0", "gatekeepers 0", "questions 1", "closes 0"):
            assert f"▸{kind}" in d.text
            await d.press(pilot, "right")
        for kind in ("values 1", "personas 1", "dialogues 1", "cards 2"):
            assert f"▸{kind}" in d.text
            await d.press(pilot, "right")
        await d.press(pilot, "left", "left")
        assert "▸dialogues 1" in d.text
        assert "15 minutes" in d.text


async def test_a_kind_without_entries_says_where_they_belong(library: Desk, tmp_path: Path) -> None:
    d = library
    async with d.app.run_test(size=(200, 30)) as pilot:
        await d.press(pilot, "3", "right", "right")
        assert "No voicemails yet." in d.text
        assert str(tmp_path / "scripts") in d.text


async def test_names_are_those_of_the_person_in_the_queue_and_what_is_missing_is_marked(
    library: Desk,
) -> None:
    d = library
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "3", "down")
        assert "“Dana, what are you putting it next to?”" in d.text
        assert "It brings two hours a day." in d.text
        assert "Is it …proof… you miss?" in d.text
        words = d.app.screen.query_one("#page").visual  # type: ignore[attr-defined]
        marked = [words.plain[s.start : s.end] for s in words.spans if "underline" in str(s.style)]
        assert marked == ["…proof…"]


async def test_a_contacts_text_is_neither_markup_nor_a_name(desk: MakeDesk, tmp_path: Path) -> None:
    nasty = replace(DANA, name="{proof} [@click=app.exit(1)]x[/]", fields={"Proof": "{company}"})
    d = on_the_shelf(desk((nasty,)), tmp_path)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "3")
        assert "“{proof}, what are you putting" in d.text
        assert "…proof…" in d.text, "what we offer is no column of a list"


async def test_hostile_text_of_a_file_is_text(desk: MakeDesk, tmp_path: Path) -> None:
    bad = "\\e]52;c;cm0=\\a[/][@click=app.exit(1)]\\u202E{first_name}"
    d = on_the_shelf(desk(), tmp_path)
    write(
        tmp_path,
        f'schema: 1\npack: {{id: x, name: "{bad}"}}\ncards:\n- id: x\n  name: "{bad}"\n  tags: ["{bad}"]\n'
        f'  says: ["{bad}"]\n  answers: [{{when: "{bad}", say: "{bad}"}}]\n  avoid: ["{bad}"]\n'
        f'  notes: "{bad}"\n  sources: [{{title: "{bad}", url: "{bad}"}}]\n',
    )
    async with d.app.run_test(size=(150, 40)) as pilot:
        await d.pass_time(pilot, 2)
        await d.press(pilot, "3", "down", "down")
        assert d.text.count("[/][@click=app.exit(1)]") >= 8
        assert "\x1b" not in d.text
        assert "\u202e" not in d.text
        await d.press(pilot, "f", "escape", "slash", "c", "l", "i", "c", "k")
        assert d.app.is_running


# -------------------------------------------------------------------------------- choosing, searching


async def test_only_one_tag_purpose_or_file(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3", "f")
        await d.type(pilot, "timing")
        await d.press(pilot, "enter")
        assert "1 card · tag timing (f)" in d.text
        assert "Too expensive" not in d.text
        await d.press(pilot, "right")
        assert "No openers here." in d.text
        await d.press(pilot, "escape")
        assert "1 opener" in d.text


async def test_the_search_is_that_of_the_call_and_finds_other_kinds_too(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3", "slash")
        await d.type(pilot, "expensive")
        assert "▸ Too expensive" in d.text
        await d.press(pilot, *["backspace"] * 9)
        await d.type(pilot, "done today")
        assert "question · How do you do that today?" in d.text
        await d.press(pilot, *["backspace"] * 10)
        await d.type(pilot, "zzzz")
        assert "Nothing fits." in d.text
        await d.press(pilot, "escape")
        assert "2 cards" in d.text


async def test_what_was_found_stays_shown_after_the_search(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3", "slash")
        await d.type(pilot, "written down")
        await d.press(pilot, "*", *["backspace"] * 13)
        await d.type(pilot, "evening is free")
        await d.press(pilot, "enter", "escape")
        assert "▸values 1" in d.text
        assert "▸ What it is worth" in d.text


# -------------------------------------------------------------------------------------------- results


async def test_no_key_reads_attempts(playbook: Playbook, tmp_path: Path) -> None:
    many = tuple(call(id, Met("price")) for id in range(1, 301))
    store = CountingStore(Batch((*PEOPLE, *many)))
    d = on_the_shelf(Desk(store, playbook, tmp_path), tmp_path)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3")
        assert "met 300" in d.text
        store.read.clear()
        await d.press(pilot, "down", "up", "slash", "p", "escape", "right", "left")
        await d.press(pilot, "2", "3")
        assert "met 300" in d.text
        assert not store.ids_of(Attempt) - {300}, "but for the queue's own look at the last one"


async def test_results_are_counted_once_and_kept_up_to_date(library: Desk) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3", "down")
        assert "met 4   ✓ worked 2   did not 1   not said 1" in d.text
        await d.press(pilot, "2", "enter", "space", "slash")
        await d.type(pilot, "expensive")
        await d.press(pilot, "enter", "h", "plus", "1", "ctrl+s")
        await d.pass_time(pilot, 2)
        await d.press(pilot, "3", "down")
        assert "met 5   ✓ worked 3   did not 1   not said 1" in d.text


# -------------------------------------------------------------------------------------- the rep's own


async def test_d_makes_a_shipped_one_the_reps_and_opens_it(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d, seen = library, editor(monkeypatch)
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.press(pilot, "3", "down", "e")
        assert "This one is shipped." in d.text
        await d.press(pilot, "d")
        await settle(d, pilot)
        assert seen == [["price.yaml", "6"]]
        assert "price.yaml is right, and in use." in d.text
        assert "yours, used instead of the shipped one ·" in d.text
        await d.press(pilot, "e")
        assert seen[-1] == ["price.yaml", "6"]
    text = (tmp_path / "scripts" / "price.yaml").read_text()
    assert "  - id: price\n    name: Too expensive\n" in text
    assert "No time now" not in text
    assert (tmp_path / "shipped" / "basics.yaml").read_text() == SHIPPED


async def test_a_fault_takes_the_rep_back_into_the_editor_at_its_line(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d, path = library, write(tmp_path, MINE)
    seen = editor(monkeypatch, MINE + "    nots: x\n", MINE.replace("dear", "pricey"))
    async with d.app.run_test(size=(130, 40)) as pilot:
        await d.pass_time(pilot, 2)
        await d.press(pilot, "3", "down", "e")
        await settle(d, pilot)
        assert isinstance(d.app.screen, Faulty)
        assert "mine.yaml:9:5: unknown key 'nots'" in d.text
        assert "^" in d.text
        assert "did you mean 'notes'?" in d.text
        assert "used as it was before" in d.text
        await d.press(pilot, "enter")
        await settle(d, pilot)
        assert seen == [["mine.yaml", "4"], ["mine.yaml", "9"]]
        assert "Too pricey, in my words" in d.text
    assert path.read_text() == MINE.replace("dear", "pricey"), "the app writes into no file of the rep's"


async def test_without_an_editor_it_is_said_how_to_name_one(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    write(tmp_path, MINE)
    d = library
    async with d.app.run_test(size=(200, 40)) as pilot:
        await d.pass_time(pilot, 2)
        await d.press(pilot, "3", "down", "e")
        assert "No editor is named." in d.text
        assert "export EDITOR=nano" in d.text
        assert str(tmp_path / "scripts" / "mine.yaml") in d.text


# ---------------------------------------------------------------------------------- files that change


async def test_a_file_that_is_changed_is_read_again_within_a_second(library: Desk, tmp_path: Path) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3", "down")
        write(tmp_path, MINE)
        await d.pass_time(pilot, 2)
        assert "Too dear, in my words" in d.text
        write(tmp_path, MINE + "    nots: x\n")
        await d.pass_time(pilot, 2)
        assert "! 1 fault in your scripts. mine.yaml:9:5: unknown key 'nots'" in d.text
        assert "Too dear, in my words" in d.text, "the last good version stays in use"
        assert "m mend" in d.text
        write(tmp_path, MINE.replace("dear", "pricey"))
        await d.pass_time(pilot, 2)
        assert "fault" not in d.text
        assert "Too pricey, in my words" in d.text
        (tmp_path / "scripts" / "mine.yaml").unlink()
        await d.pass_time(pilot, 2)
        assert "Too expensive" in d.text


async def test_in_a_call_the_words_stay_as_they_are(library: Desk, tmp_path: Path) -> None:
    d = library
    opener = SHIPPED[SHIPPED.index("openers:") : SHIPPED.index("questions:")]
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space")
        assert "I'm calling about opened a second depot" in d.text
        write(tmp_path, f"schema: 1\npack: {{id: m, name: M}}\n{opener.replace('calling', 'ringing')}")
        await d.pass_time(pilot, 3)
        assert "I'm calling about opened a second depot" in d.text
        await d.press(pilot, "h", "7", "r", "escape")
        await d.pass_time(pilot, 2)
        await d.press(pilot, "enter")
        assert "I'm ringing about" in d.text


# ----------------------------------------------------------------------- objections without an answer


async def test_from_o_in_the_form_to_a_card_of_ones_own(desk: MakeDesk, tmp_path: Path) -> None:
    d = on_the_shelf(desk(), tmp_path)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "o")
        await d.type(pilot, "we only buy: from friends")
        await d.press(pilot, "enter", "1", "ctrl+s")
        await d.pass_time(pilot, 2)
        await d.press(pilot, "3")
        assert "1 without an answer" in d.text
        assert "“we only buy: from friends”" in d.text
        await d.press(pilot, "enter")
        await d.type(pilot, 'Then let us be "friends"')
        await d.press(pilot, "enter")
        await settle(d, pilot)
        assert "Saved as a card of yours" in d.text
        assert "without an answer" not in d.text
        assert d.app.playbook.search("only from friends")[0].id == "we-only-buy-from-friends"
        card = d.app.playbook.card("we-only-buy-from-friends")
        assert card is not None
        assert card.answer == 'Then let us be "friends"'


async def test_an_answer_that_was_not_written_in_the_editor_leaves_nothing(
    library: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d, seen = library, editor(monkeypatch)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3", "enter", "enter")
        await settle(d, pilot)
        assert seen == [["the-works-council-has-to-see-that-first.yaml", "6"]]
        assert "No answer was written: it waits on." in d.text
        assert "1 without an answer" in d.text
    assert not list((tmp_path / "scripts").iterdir())


async def test_a_capture_that_a_card_says_needs_no_answer(library: Desk, tmp_path: Path) -> None:
    d = library
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "3")
        assert "1 without an answer" in d.text
        write(tmp_path, MINE.replace("too dear for us", "the WORKS council  has to see that first"))
        await d.pass_time(pilot, 2)
        assert "without an answer" not in d.text
