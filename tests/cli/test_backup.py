"""`offhook backup` and `offhook restore`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.cli.desk import PEOPLE, answer, fill, kept, refusal
from tui.__main__ import main
from tui.core.people.contact import Contact
from tui.core.ports import Store
from tui.files.home import Home
from tui.wiring import open_store

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


@pytest.fixture
def app(home: Home) -> Iterator[Store]:
    """Somebody who has the store, as the open app has it."""
    store = open_store(home)
    yield store
    store.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "my backup.json"


def test_out_and_back(home: Home, capsys: Said, copy: Path) -> None:
    said = answer(capsys, "backup", str(copy))
    assert said == {"file": str(copy), "contacts": 3, "attempts": 0, "bytes": copy.stat().st_size}
    fill(home, Contact(4, "New"))
    said = answer(capsys, "restore", str(copy))
    assert [said[key] for key in ("file", "contacts", "attempts")] == [str(copy), 3, 0]
    assert [c.id for c in kept(home, Contact)] == [1, 2, 3]
    with TinyDB(Path(said["before"]) / "offhook.json") as db:
        assert len(db.table("contacts")) == 4


def test_in_sentences(home: Home, capsys: Said, copy: Path) -> None:
    assert main(["backup", str(copy)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Backed up 3 contacts and 0 attempts, ")
    assert f"in {copy}.\nIt was read again and is whole." in said
    assert main(["restore", str(copy)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(
        f"Restored 3 contacts and 0 attempts from {copy}.\nWhat was here before is kept in "
    )


def test_who_has_to_wait_is_told(
    home: Home, capsys: Said, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.backup._LARGE", 100)
    answer(capsys, "backup", str(copy))
    assert main(["restore", str(copy)]) == 0
    assert capsys.readouterr().out.startswith(f"Looking through {copy}, record by record.")


def test_a_backup_beside_the_open_app(app: Store, capsys: Said, copy: Path) -> None:
    assert answer(capsys, "backup", str(copy))["contacts"] == 3


def test_restoring_beside_the_open_app_is_refused(home: Home, app: Store, capsys: Said, copy: Path) -> None:
    answer(capsys, "backup", str(copy))
    said = refusal(capsys, "restore", str(copy))
    assert "already open" in said
    assert "Close it there" in said


def test_what_is_there_stays_unless_it_is_said(home: Home, capsys: Said, copy: Path) -> None:
    copy.write_text("mine")
    assert "--force" in refusal(capsys, "backup", str(copy))
    assert copy.read_text() == "mine"
    assert main(["backup", str(copy), "--json"]) == 1
    assert "is there already" in json.loads(capsys.readouterr().out)["error"]
    assert answer(capsys, "backup", str(copy), "--force")["contacts"] == 3


def test_a_name_with_control_characters_is_said_plainly(home: Home, capsys: Said, tmp_path: Path) -> None:
    said = refusal(capsys, "restore", str(tmp_path / "evil\x1b]0;x\x07\x1b[31m.json"))
    assert "\x1b" not in said
    assert "No such file" in said


def test_a_database_that_does_not_open_names_its_backup_and_that_restores(home: Home, capsys: Said) -> None:
    import shlex

    home.database.write_bytes(b"\x00garbage")
    said = refusal(capsys, "queue")
    command = shlex.split(said.split("offhook ", 1)[1].split(" brings")[0])
    assert command[0] == "restore"
    assert answer(capsys, *command)["contacts"] == 3
    assert [c.id for c in kept(home, Contact)] == [1, 2, 3]


@pytest.mark.parametrize("command", ["backup", "restore", "doctor"])
def test_help_has_an_example(capsys: Said, command: str) -> None:
    assert main([command, "--help"]) == 0
    assert f"offhook {command} " in capsys.readouterr().out.split("example:")[1]
