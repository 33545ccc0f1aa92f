"""`offhook scripts import`: what was understood is shown, written once, and never over anything."""

import json
import stat
from pathlib import Path

import pytest

from tui.__main__ import main
from tui.playbook.loader import load

SCRIPT = "Intro\n\nObjection: Price of the moon\nAnswer: Compared to what?\nAnswer: {{first_name}}, why?\n"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))
    path = tmp_path / "my script.txt"
    path.write_text(SCRIPT)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "scripts"


def test_a_dry_run_shows_and_writes_nothing(
    script: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scripts", "import", str(script), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "    3  Price of the moon\n" in said
    assert "answer    {first_name}, why?" in said
    assert "    1  Intro (no label says what it is)" in said
    assert said.endswith("1 card understood (text), 1 line left out. Nothing was written.\n")
    assert not folder.parent.exists()


def test_as_json(script: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "import", str(script), "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "file": str(script),
        "format": "text",
        "cards": [
            {
                "id": "price-of-the-moon",
                "title": "Price of the moon",
                "line": 3,
                "says": ["Price of the moon"],
                "answers": ["Compared to what?", "{first_name}, why?"],
            }
        ],
        "openers": [],
        "left_out": [{"line": 1, "text": "Intro", "why": "no label says what it is"}],
        "written": None,
    }


def test_what_is_written_is_found_in_a_call(
    script: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scripts", "import", str(script)]) == 0
    assert capsys.readouterr().out.endswith(f"Written to {folder / 'my-script.yaml'}.\n")
    assert load([folder]).faults == ()
    assert stat.S_IMODE((folder / "my-script.yaml").stat().st_mode) == 0o600
    assert main(["scripts", "search", "price of the moon"]) == 0
    assert capsys.readouterr().out.startswith("Price of the moon (price-of-the-moon): Compared to what?")


def test_nothing_is_ever_written_over(script: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["scripts", "import", str(script)]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["my-script-2.yaml", "my-script.yaml"]
    assert "id: price-of-the-moon-2" in (folder / "my-script-2.yaml").read_text()
    (folder / "own.yaml").write_text("# mine")
    assert main(["scripts", "import", str(script), "--into", "own.yaml"]) == 1
    assert "is there already. Nothing was written." in capsys.readouterr().err
    assert (folder / "own.yaml").read_text() == "# mine"
    assert len(list(folder.iterdir())) == 3


def test_into_a_file_of_ones_choice(script: Path, folder: Path, tmp_path: Path) -> None:
    assert main(["scripts", "import", str(script), "--into", "moon"]) == 0
    assert main(["scripts", "import", str(script), "--into", str(tmp_path / "there.yml")]) == 0
    assert (folder / "moon.yaml").is_file()
    assert (tmp_path / "there.yml").is_file()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"Hello", "No objection with an answer"), (b"a\0b", "it is no text"), (None, "There is no file")],
)
def test_what_cannot_be_taken_is_refused(
    script: Path, folder: Path, content: bytes | None, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    script.unlink()
    if content is not None:
        script.write_bytes(content)
    assert main(["scripts", "import", str(script)]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.endswith("Nothing was written.\n")
    assert not folder.parent.exists()


def test_a_folder_that_is_not_there(script: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "import", str(script), "--into", str(tmp_path / "no" / "a.yaml")]) == 1
    assert "could not be written" in capsys.readouterr().err
