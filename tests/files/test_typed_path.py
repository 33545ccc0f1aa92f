"""A file as people name it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.files.typed_path import common, completions, for_reading, newest, path_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("leads.csv", "Leads old.xlsx", "letter.odt", ".hidden.csv", "my leads.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "left").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("leads.csv", "leads.csv"),
        ("  ~/leads.csv ", "{home}/leads.csv"),
        ("'{home}/my leads.csv'", "{home}/my leads.csv"),
        ('"~/leads.csv"', "{home}/leads.csv"),
        ("{home}/my\\ leads.csv", "{home}/my leads.csv"),
        ("file://{home}/my%20leads.csv", "{home}/my leads.csv"),
        ("file://localhost{home}/leads.csv", "{home}/leads.csv"),
        ("~nobody-is-called-so/x.csv", "~nobody-is-called-so/x.csv"),
        ("a\0b.csv", "ab.csv"),
    ],
)
def test_what_is_meant(typed: str, meant: str, folder: Path) -> None:
    home = str(folder)
    assert path_of(typed.replace("{home}", home)) == Path(meant.replace("{home}", home))


@pytest.mark.parametrize("typed", ["", "  ", "''", '""', "file://"])
def test_nothing_is_named(typed: str) -> None:
    assert path_of(typed) is None


def test_a_name_with_a_backslash_that_is_there_is_that_file(folder: Path) -> None:
    odd = folder / "a\\b.csv"
    odd.write_text("x")
    assert path_of(str(odd)) == odd


def test_lists_come_before_other_files_and_what_is_hidden_only_when_asked_for(folder: Path) -> None:
    assert completions("~/le") == ["~/Leads old.xlsx", "~/leads.csv", "~/left/", "~/letter.odt"]
    assert completions("~/.h") == ["~/.hidden.csv"]
    assert completions(f"{folder}/") == [
        f"{folder}/{name}" for name in ("Leads old.xlsx", "leads.csv", "left/", "my leads.csv", "letter.odt")
    ]
    assert completions("~") == ["~/"]
    assert completions("") == []


@pytest.mark.parametrize("typed", ["/nowhere/at/all/", "/root\0/x", "~nobody-is-called-so/x", "'"])
def test_where_nothing_is_there_is_nothing_to_offer(typed: str) -> None:
    assert completions(typed) == []


def test_a_name_that_no_field_takes_is_not_offered(folder: Path) -> None:
    (folder / "le\x1b[31mad.csv").write_text("x")
    (folder / os.fsdecode(b"le\xffad.csv")).write_text("x")
    assert len(completions("~/le")) == 4


def test_the_beginning_they_share(folder: Path) -> None:
    assert common(["~/Leads old.xlsx", "~/leads.csv"]) == "~/Leads"
    assert common(["~/leads.csv"]) == "~/leads.csv"
    assert common([]) == ""


def test_the_newest_that_may_be_lists(folder: Path) -> None:
    for age, name in enumerate(("my leads.csv", "leads.csv", "Leads old.xlsx")):
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    assert [path.name for path in newest(folder, 2)] == ["my leads.csv", "leads.csv"]
    assert newest(folder / "nowhere") == []


def test_a_path_is_shown_from_the_home_folder(folder: Path) -> None:
    assert for_reading(folder / "leads.csv") == "~/leads.csv"
    assert for_reading(Path("/x/y")) == "/x/y"
