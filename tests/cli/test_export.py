"""`offhook export`: to stdout or into a file of one's own, beside the open app too."""

from __future__ import annotations

import csv
import io
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.desk import PEOPLE, answer, fill, kept, refusal
from tests.core.given import NOW
from tui.__main__ import main
from tui.core.call.attempt import Attempt, DoNotCall
from tui.core.people.contact import Contact
from tui.core.ports import Store
from tui.files.home import Home
from tui.wiring import open_store

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(london: Home) -> Home:
    people = [replace(person, added=NOW, list="fair") for person in PEOPLE]
    fill(london, *people, Attempt(1, 1, "+442079460101", NOW, ended=NOW, disposition="busy"))
    return london


@pytest.fixture
def app(home: Home) -> Iterator[Store]:
    """Somebody who has the store, as the open app has it."""
    store = open_store(home)
    yield store
    store.close()


def rows(said: Said, *arguments: str) -> list[dict[str, str]]:
    assert main(["export", *arguments]) == 0
    printed = said.readouterr()
    assert printed.err == ""
    return list(csv.DictReader(io.StringIO(printed.out, newline="")))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_out_and_into_a_fresh_home(
    home: Home, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    before = kept(home, Contact)
    out = tmp_path / f"people.{form}"
    assert main(["export", "contacts", "--format", form, "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"Contacts are in {out}.\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "fresh"))
    done = answer(capsys, "import", str(out), "--country", "DE")
    assert (done["records"], done["new"], done["skipped"]) == (3, 3, [])
    assert kept(Home(tmp_path / "fresh"), Contact) == before


def test_no_file_is_written_over_unless_it_is_meant(home: Home, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "people.csv"
    out.write_text("mine")
    assert "To replace it: --force." in refusal(capsys, "export", "contacts", "--out", str(out))
    assert out.read_text() == "mine"
    assert main(["export", "contacts", "--out", str(out), "--force"]) == 0
    assert "Ada Byron" in out.read_text(encoding="utf-8-sig")
    capsys.readouterr()
    nowhere = tmp_path / "no" / "people.csv"
    assert "cannot be written" in refusal(capsys, "export", "contacts", "--out", str(nowhere))


def test_nothing_is_left_of_a_file_that_fails(
    home: Home, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lines(*_: object, **__: object) -> Iterator[str]:
        yield "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.lists.export.csv_lines", lines)
    complaint = refusal(capsys, "export", "contacts", "--out", str(tmp_path / "people.csv"))
    assert "No space left on device" in complaint
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_stdout_is_the_table_alone(home: Home, capsys: Said) -> None:
    assert [row["Name"] for row in rows(capsys, "contacts")] == ["Ada Byron", "Ben Okafor", "Ada Obi"]
    assert [row["Result"] for row in rows(capsys, "attempts", "--format", "csv")] == ["busy"]
    assert rows(capsys, "reflections") == []
    assert [row["Call outcome"] for row in rows(capsys, "attempts", "--for", "hubspot")] == ["Busy"]


@pytest.mark.parametrize("arguments", [["--format", "json"], ["--json"]])
def test_one_json_document(home: Home, capsys: Said, arguments: list[str]) -> None:
    assert main(["export", "contacts", *arguments]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["offhook"], document["format"]) == ("contacts", 1)
    assert [person["name"] for person in document["contacts"]] == ["Ada Byron", "Ben Okafor", "Ada Obi"]


def test_a_list_and_one_that_is_not_there(home: Home, capsys: Said) -> None:
    assert len(rows(capsys, "contacts", "--list", "fair")) == 3
    assert "Nobody is on a list 'web'" in refusal(capsys, "export", "contacts", "--list", "web")


@pytest.mark.parametrize(
    "arguments",
    [["reflections", "--for", "hubspot"], ["contacts", "--format", "json", "--for", "pipedrive"]],
)
def test_reflections_are_for_nobody_else(home: Home, capsys: Said, arguments: list[str]) -> None:
    assert "reflections are for you alone" in refusal(capsys, "export", *arguments)


def test_usage(home: Home, capsys: Said) -> None:
    assert "invalid choice" in refusal(capsys, "export", "secrets", code=2)
    assert "invalid choice" in refusal(capsys, "export", "contacts", "--for", "zoho", code=2)


def test_beside_the_open_app_with_what_it_was_handed(home: Home, app: Store, capsys: Said) -> None:
    answer(capsys, "dnc", "add", "+12125550102")
    row = rows(capsys, "contacts")[1]
    assert row["Phone 1 - Not called"] == "do not call: added by hand"
    assert not list(app.all(DoNotCall))


def test_without_a_home_there_is_a_header(london: Home, capsys: Said) -> None:
    assert rows(capsys, "contacts") == []
    assert not london.path.exists()
