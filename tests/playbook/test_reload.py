"""The words while the app runs: files that change, break, are mended; entries made the rep's own."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tui.core.pages import KINDS, Page
from tui.files.home import shipped_scripts
from tui.playbook.loader import load
from tui.playbook.reload import Scripts

CARD = """\
schema: 1
pack: {id: mine, name: My own}
cards:
  - id: mine
    name: Mine
    says: [a, b, c]
    answers: [{say: first}]
"""


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "scripts").mkdir()
    return Scripts(tmp_path / "shipped", tmp_path / "scripts", tmp_path / "cache")


def answer(scripts: Scripts) -> str:
    card = scripts.read().card("mine")
    return card.answer if card else ""


def test_a_change_is_seen_once(scripts: Scripts) -> None:
    assert not scripts.changed()
    file = scripts.folder / "mine.yaml"
    file.write_text(CARD)
    assert scripts.changed()
    scripts.read()
    assert not scripts.changed()
    (scripts.folder / "notes.txt").write_text("no script")
    assert not scripts.changed()
    file.write_text(CARD.replace("first", "other, longer"))
    assert scripts.changed()


def test_a_broken_file_is_used_as_it_last_was_right(scripts: Scripts) -> None:
    file = scripts.folder / "mine.yaml"
    file.write_text(CARD)
    assert answer(scripts) == "first"
    file.write_text(CARD.replace("first", "second") + "    nots: x\n")
    assert answer(scripts) == "first"
    assert "mine.yaml:" in scripts.banner()
    assert "unknown key 'nots'" in scripts.banner()
    assert scripts.banner().endswith("The file is used as it was before.")
    (page,) = scripts.pages(scripts.read())
    assert page.file == str(file), "where the rep edits it"
    # Also after a new start.
    assert answer(Scripts(scripts._shipped, scripts.folder, scripts._cache)) == "first"
    file.write_text(CARD.replace("first", "third"))
    assert answer(scripts) == "third"
    assert scripts.banner() == ""


def test_other_files_are_used_as_they_are(scripts: Scripts) -> None:
    (scripts.folder / "a.yaml").write_text("cards: [")
    (scripts.folder / "mine.yaml").write_text(CARD)
    assert answer(scripts) == "first"
    assert scripts.banner().endswith("The file is not used until it is mended.")
    (scripts.folder / "a.yaml").unlink()
    scripts.read()
    assert not scripts.faults


def test_the_value_sheet_says_the_benefit_unless_vars_do(scripts: Scripts) -> None:
    shipped = "schema: 1\npack: {id: s, name: S}\nvars: {benefit: shipped, proof: ''}\n"
    (scripts._shipped / "s.yaml").write_text(shipped)
    sheet = (
        "schema: 1\npack: {id: m, name: M}\nvalues:\n- id: v\n  name: V\n  rows:\n"
        "  - {feature: x, benefit: (to be filled in)}\n  - {feature: y, benefit: mine, quotes: [it works]}\n"
    )
    (scripts.folder / "v.yaml").write_text(sheet)
    assert dict(scripts.read().variables) == {"benefit": "mine", "proof": "it works"}
    (scripts.folder / "w.yaml").write_text("schema: 1\npack: {id: m, name: M}\nvars: {benefit: said}\n")
    assert dict(scripts.read().variables) == {"benefit": "said", "proof": "it works"}


def test_everything_shipped_can_be_made_ones_own(tmp_path: Path) -> None:
    scripts = Scripts(shipped_scripts(), tmp_path / "scripts", tmp_path / "cache")
    pages = scripts.pages(scripts.read())
    assert {page.kind for page in pages} >= set(KINDS) - {"dialogue"}
    files = [scripts.duplicate(page) for page in pages]
    assert len(set(files)) == len(pages)
    again = scripts.pages(scripts.read())
    assert scripts.faults == ()
    bare = {"file": "", "pack": "", "own": False, "replaces": False}
    assert [replace(page, **bare) for page in again] == [replace(page, **bare) for page in pages]
    assert all(page.own and page.replaces for page in again)
    for page in again:
        line = Path(page.file).read_text("utf-8").splitlines()[scripts.place_of(page)[0] - 1]
        assert page.id in line


def test_making_ones_own_never_touches_a_file(scripts: Scripts) -> None:
    (scripts._shipped / "s.yaml").write_text(CARD)
    (scripts.folder / "mine.yaml").write_text("# by hand\n")
    (page,) = scripts.pages(scripts.read())
    assert scripts.duplicate(page).name == "mine-2.yaml"
    assert scripts.duplicate(page).name == "mine-3.yaml"
    assert (scripts.folder / "mine.yaml").read_text() == "# by hand\n"


def test_what_is_gone_cannot_be_copied(scripts: Scripts) -> None:
    file = scripts._shipped / "s.yaml"
    file.write_text(CARD)
    (page,) = scripts.pages(scripts.read())
    file.write_text(CARD.replace("id: mine", "id: other", 1).replace("- id: mine", "- id: other"))
    with pytest.raises(OSError, match="'mine' is not in this file any more"):
        scripts.duplicate(page)
    assert list(scripts.folder.iterdir()) == []


def test_a_file_that_comes_between_the_words_and_their_pages(scripts: Scripts) -> None:
    """It is read a second later; the app ended with a KeyError."""
    words = scripts.read()
    (scripts.folder / "mine.yaml").write_text(CARD)
    assert scripts.pages(words) == ()
    assert scripts.changed()
    assert [page.id for page in scripts.pages(scripts.read())] == ["mine"]


@pytest.mark.parametrize("said", ['a "b": #c', "- {x}", "&*!%@`", "日本語", "x" * 400, "null", "'", "\\"])
def test_a_card_of_any_text_can_be_read(scripts: Scripts, said: str) -> None:
    for _ in range(2):  # the same again: another id
        scripts.write_card(said, f"{said}!", scripts.pages(scripts.read()))
    cards = scripts.read().cards()
    assert scripts.faults == ()
    assert [card.says for card in cards] == [(said,), (said,)]
    assert [card.answer for card in cards] == [f"{said}!"] * 2
    assert len({card.id for card in cards}) == 2


def test_a_card_whose_answer_is_missing_can_be_taken_back(scripts: Scripts) -> None:
    file = scripts.write_card("why?", "", [])
    assert scripts.take_back(file)
    assert not file.exists()
    file = scripts.write_card("why?", "", [])
    file.write_text(file.read_text().replace("{your_answer}", "Because."))
    assert not scripts.take_back(file)
    assert file.exists()


def test_the_place_in_a_broken_file(scripts: Scripts) -> None:
    file = scripts.folder / "mine.yaml"
    page = Page("card", "mine", "Mine", "", str(file), True)
    file.write_text(CARD)
    assert scripts.place_of(page)[0] == 4
    file.write_text("# one more line\n" + CARD + "  - [")
    assert scripts.place_of(page)[0] == 5
    file.write_text("# gone\n")
    assert scripts.place_of(page) == (1, 1)


def fill_in(text: str) -> str:
    """Words behind every key and dash that has nothing: neither a value nor lines below."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        below = next((other for other in lines[at + 1 :] if other.strip()), "")
        empty = re.match(r"( *(?:- )*)(?:\w+:|-)(?=  #|$)", line)
        if empty and len(below) - len(below.lstrip()) <= len(empty[1]):
            lines[at] = f"{empty[0]} Words{line[empty.end() :]}"
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_entry_is_right_when_it_is_filled_in_and_dropped_when_it_is_not(
    scripts: Scripts, kind: str
) -> None:
    file, (line, column) = scripts.write_blank(kind, [])
    text = file.read_text()
    assert text.splitlines()[line - 1][: column - 1] == "    name:"
    faults = load([file], [shipped_scripts()]).faults
    assert faults, "what is missing is said"
    assert {fault.message.rpartition(" ")[2] for fault in faults} <= {"missing", "nothing", "here"}
    every = re.sub(r"^( +)# ", r"\1", text, flags=re.M)  # all that may stand in it
    for filled in map(fill_in, (text, every)):
        file.write_text(filled)
        loaded = load([file], [shipped_scripts()])
        assert [str(fault) for fault in loaded.faults] == []
        assert [w.message for w in loaded.warnings if "ways they say it" not in w.message] == []
        if kind not in ("persona", "dialogue"):
            assert scripts.read().cards() or scripts.read().lines(kind)
    assert not scripts.take_back(file)
    file.write_text(text.replace("\n", " \r\n") + "\n")
    assert scripts.take_back(file)
    assert not file.exists()


def test_each_blank_entry_has_an_id_and_a_file_of_its_own(scripts: Scripts) -> None:
    (scripts.folder / "my-card-2.yaml").write_text("theirs")
    files = [scripts.write_blank("card", [])[0].name for _ in range(2)]
    there = Page("card", "my-card-4", "", "", "other.yaml", own=True)
    file, _ = scripts.write_blank("card", [there])
    assert [*files, file.name] == ["my-card.yaml", "my-card-3.yaml", "my-card-5.yaml"]
    assert "- id: my-card-5  #" in file.read_text()
    assert (scripts.folder / "my-card-2.yaml").read_text() == "theirs"
