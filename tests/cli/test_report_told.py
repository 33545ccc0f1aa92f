"""`offhook report` to read, and what a coach wrote to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, refusal
from tests.core.given import NOW, call
from tui.__main__ import main
from tui.core.call.reflection import Reflection
from tui.core.day.coach import Comment
from tui.core.people.contact import Contact
from tui.files.home import Home
from tui.wiring import open_store

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(london: Home) -> Home:
    said = Reflection(1, 99, NOW, right="Zelda asked first")
    fill(london, *PEOPLE, Contact(99, "Zelda Quirk"), call(1, 99, disposition="meeting", purpose="win"), said)
    return london


def test_markdown_without_names_is_the_usual(home: Home, capsys: Said) -> None:
    assert main(["report", "week", "--at", AT]) == 0
    told = capsys.readouterr().out
    assert told.startswith("# A week of calls: 23 to 29 November 2026\n")
    assert "‹name› asked first" in told
    assert "Zelda" not in told


def test_with_names_and_without_a_part(home: Home, capsys: Said) -> None:
    assert main(["report", "week", "--at", AT, "--names", "--leave-out", "figures"]) == 0
    told = capsys.readouterr().out
    assert "Zelda asked first" in told
    assert "In short" not in told


def test_a_page_into_a_file_for_the_owner_alone(home: Home, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "week.html"
    assert main(["report", "week", "--format", "html", "--at", AT, "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"The week is in {out}. Read it before you send it.\n"
    assert out.read_text().startswith("<!doctype html>")
    assert out.stat().st_mode & 0o777 == 0o600
    assert "--force" in refusal(capsys, "report", "week", "--format", "html", "--at", AT, "--out", str(out))


def answered(folder: Path, text: str = "## For the rep\n\nCoach: Kim\n\n- Ask for the day\n- Wait\n") -> Path:
    (folder / "back.md").write_text(text)
    return folder / "back.md"


def comments(home: Home) -> list[str]:
    store = open_store(home, read_only=True)
    try:
        return [f"{one.who}: {one.text}" for one in store.all(Comment)]
    finally:
        store.close()


def test_a_coach_answers_once(home: Home, tmp_path: Path, capsys: Said) -> None:
    file = answered(tmp_path)
    assert main(["report", "take", str(file)]) == 0
    assert capsys.readouterr().out == "2 new comments of Kim. One a day is shown, between two calls.\n"
    told = answer(capsys, "report", "take", str(file))
    assert (told["new"], told["comments"], told["from"]) == (0, ["Ask for the day", "Wait"], "Kim")
    assert comments(home) == ["Kim: Ask for the day", "Kim: Wait"]


def test_comments_as_yaml(home: Home, tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "kim.yaml"
    file.write_text("from: Kim\ncomments:\n  - Breathe\n")
    assert main(["report", "take", str(file)]) == 0
    assert comments(home) == ["Kim: Breathe"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.md", b"# no such part\n", "no part 'For the rep'"),
        ("a.md", b"\xff\xfe\x00", "not UTF-8"),
        ("a.yaml", b"comments: [\x1b]", "not allowed"),
        ("a.yaml", b"a: &x [*x]", "cannot be read"),
        ("a.yaml", b"- x\n", "no list of texts"),
        ("a.md", b"## For the rep\n" + b"- x\n" * 500_000, "too long"),
    ],
)
def test_odd_files_are_refused_with_words(
    home: Home, tmp_path: Path, capsys: Said, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    said = refusal(capsys, "report", "take", str(tmp_path / name))
    assert why in said
    assert "Nothing was taken" in said
    assert comments(home) == []


def test_usage(home: Home, capsys: Said) -> None:
    assert "Which file?" in refusal(capsys, "report", "take")
    assert "--out week.md" in refusal(capsys, "report", "week", "week.md")
    assert "invalid choice" in refusal(capsys, "report", "week", "--leave-out", "everything", code=2)
