"""`offhook import`, through the front door."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.lists.books import xlsx
from tests.lists.planning import DATA, written
from tests.memory import MemoryStore
from tui.__main__ import main
from tui.cli.import_ import Bar
from tui.core.call.attempt import CallList
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing
from tui.files.home import Home
from tui.wiring import open_store

LIST = "Name,Company,Phone\nAda Byron,Acme,+44 20 7946 0101\nBen Okafor,Bolt,+44 20 7946 0102\n"
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))
    return Home(tmp_path / "home")


def contacts(home: Home) -> list[Contact]:
    store = open_store(home, read_only=True)
    try:
        assert {c.id for c in store.all(Contact)} == {s.id for s in store.all(Standing)}
        return list(store.all(Contact))
    finally:
        store.close()


def answer(said: Said) -> Any:
    return json.loads(said.readouterr().out)


def test_people_are_saved_and_said(tmp_path: Path, home: Home, capsys: Said) -> None:
    assert main(["import", str(written(tmp_path, LIST)), "--list", "Fair"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 people in list.csv: 2 new.",
        "Read as CSV, UTF-8, commas.",
        "Columns: name from 'Name', account from 'Company', phone from 'Phone'.",
    ]
    assert [(c.name, c.list, c.numbers[0].e164) for c in contacts(home)] == [
        ("Ada Byron", "Fair", "+442079460101"),
        ("Ben Okafor", "Fair", "+442079460102"),
    ]
    store = open_store(home, read_only=True)
    assert [(c.name, c.file) for c in store.all(CallList)] == [("Fair", "list.csv")]
    store.close()


def test_twice_is_once(tmp_path: Path, home: Home, capsys: Said) -> None:
    path = str(written(tmp_path, LIST))
    for new, duplicates in ((2, 0), (0, 2)):
        assert main(["import", path, "--json"]) == 0
        said = answer(capsys)
        assert (said["new"], said["updated"], said["duplicates"]) == (new, 0, duplicates)
    assert len(contacts(home)) == 2


def test_an_update_is_saved(tmp_path: Path, home: Home, capsys: Said) -> None:
    main(["import", str(written(tmp_path, LIST))])
    more = written(tmp_path, "Name,Company,Mobile,DNC\nAda Byron,Acme,07700 900101,yes\n", "more.csv")
    capsys.readouterr()
    assert main(["import", str(more), "--country", "GB"]) == 0
    assert "1 person in more.csv: 0 new, 1 already here (1 updated)." in capsys.readouterr().out
    ada, _ = contacts(home)
    assert [n.e164 for n in ada.numbers] == ["+442079460101", "+447700900101"]
    assert ada.do_not_call


def test_the_document_is_the_contract(tmp_path: Path, capsys: Said) -> None:
    text = "Name,Company,Phone\nAda,Acme,020 7946 0101 x7\n,,12\n"
    assert main(["import", str(written(tmp_path, text)), "--json", "--dry-run", "--country", "gb"]) == 0
    assert answer(capsys) == {
        "records": 2,
        "contacts": 1,
        "with_phone": 1,
        "new": 1,
        "updated": 0,
        "duplicates": 0,
        "skipped": [{"line": 3, "why": "no name, and '12' is no number"}],
        "warnings": [],
        "columns": {"name": "Name", "account": "Company", "phone": "Phone"},
        "form": "CSV, UTF-8, commas",
        "people": [
            {
                "name": "Ada",
                "account": "Acme",
                "numbers": [
                    {
                        "e164": "+442079460101",
                        "extension": "7",
                        "raw": "020 7946 0101 x7",
                        "kind": "other",
                        "callable": True,
                    }
                ],
            }
        ],
    }


def test_several_files_know_one_another_and_are_saved_together(
    tmp_path: Path, home: Home, capsys: Said
) -> None:
    one = written(tmp_path, LIST, "one.csv")
    two = written(tmp_path, LIST.replace("Ben Okafor", "Cleo Tan").replace("0102", "0103"), "two.csv")
    assert main(["import", str(one), str(two), "--json"]) == 0
    said = answer(capsys)
    assert [(d["file"], d["new"], d["duplicates"]) for d in said] == [(str(one), 2, 0), (str(two), 1, 1)]
    assert [c.name for c in contacts(home)] == ["Ada Byron", "Ben Okafor", "Cleo Tan"]


def test_nothing_is_half_done(tmp_path: Path, home: Home, capsys: Said) -> None:
    good = written(tmp_path, LIST)
    assert main(["import", str(good), str(tmp_path / "gone.csv")]) == 1
    assert "gone.csv: There is no such file. Nothing was imported." in capsys.readouterr().err
    assert contacts(home) == []


def test_a_dry_run_leaves_no_trace_and_needs_no_lock(tmp_path: Path, home: Home, capsys: Said) -> None:
    path = str(written(tmp_path, LIST))
    assert main(["import", path, "--dry-run"]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert not home.path.exists()
    store = open_store(home)  # the app is open
    try:
        assert main(["import", path, "--dry-run"]) == 0
        assert not home.inbox.exists()
    finally:
        store.close()


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["--country", "ZZZ"], 2, "no country code"),
        (["--map", "nmae=1"], 2, "there is no field 'nmae'"),
        (["--map", "name"], 2, "FIELD=COLUMN"),
        (["--map", "name=Nix"], 1, "There is no column 'Nix'"),
        (["--nonsense"], 2, "nonsense"),
    ],
)
def test_usage(tmp_path: Path, home: Home, capsys: Said, arguments: list[str], code: int, why: str) -> None:
    assert main(["import", str(written(tmp_path, LIST)), *arguments]) == code
    assert why in capsys.readouterr().err
    assert not home.database.exists()


@pytest.mark.parametrize(
    "name", ["csv/calllist/zero_bytes.csv", "csv/calllist/header_only.csv", "csv/spectrum/simple.csv"]
)
def test_a_file_without_people_is_a_failure_with_a_document(capsys: Said, name: str) -> None:
    assert main(["import", str(DATA / name), "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["contacts"] == 0
    assert "Nothing was imported" in said.err


def test_a_mapping_by_words_and_by_number(tmp_path: Path, capsys: Said) -> None:
    path = str(written(tmp_path, "Wer,Línea 1,Línea 2\nAda,+442079460101,+442079460102\n"))
    arguments = ["--map", "name=1", "--map", "phone=linea 1", "--map", "phone=LÍNEA 2", "--dry-run", "--json"]
    assert main(["import", path, *arguments]) == 0
    said = answer(capsys)
    assert said["columns"] == {"name": "Wer", "phone": "Línea 1", "phone 2": "Línea 2"}
    assert [n["e164"] for n in said["people"][0]["numbers"]] == ["+442079460101", "+442079460102"]


def test_hostile_text_reaches_no_terminal(tmp_path: Path, home: Home, capsys: Said) -> None:
    hostile = DATA / "strings/hostile_open_calllist.csv"
    rows = "".join(f'"\x1b]52;c;eA==\x07 {i}\u202e","","not a number \x9b2J{i}"\n' for i in range(3))
    named = written(
        tmp_path, f'"Na\x1b[2Jme","Co","Pho\u202ene"\n{rows},,\x1b[31m9\n'.encode(), "bad\u202e\x1b[2J.csv"
    )
    for arguments in ([], ["--json"], ["--dry-run", "--json"], ["--map", "name=\x1b[31m"]):
        for path in (hostile, named):
            main(["import", str(path), "--country", "GB", *arguments])
            said = capsys.readouterr()
            for text in (said.out, said.err):
                bad = set(text) & {
                    chr(c) for c in [*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), 0x2066]
                }
                assert bad <= {"\n"}
            if "--json" in arguments:
                assert said.out.isascii()
    assert any("]52" not in contact.name for contact in contacts(home))


def test_a_bar_only_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert main(["import", str(written(tmp_path, LIST)), "--dry-run"]) == 0
    assert "[#" in screen.getvalue()
    assert screen.getvalue().endswith("\r")
    monkeypatch.undo()
    assert "[#" not in capsys.readouterr().out


def test_a_disk_that_refuses(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    store = MemoryStore()
    store.fail_next = "The disk is full."
    monkeypatch.setattr("tui.wiring.rooms.open_store", lambda home, read_only=False: store)
    assert main(["import", str(written(tmp_path, LIST))]) == 1
    assert "The disk is full. Nothing was imported." in capsys.readouterr().err
    assert store.commits == []
    assert store.closed


def test_what_was_read_is_said_and_can_be_overridden(tmp_path: Path, capsys: Said) -> None:
    path = written(tmp_path, "Name;Phone\nZoë;+44 20 7946 0101\n".encode("cp1252"))
    assert main(["import", str(path), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Read as CSV, Windows Western (cp1252), semicolons." in said
    assert "--encoding" in said
    assert main(["import", str(path), "--dry-run", "--json", "--encoding", "cp1250"]) == 0
    document = answer(capsys)
    assert (document["people"][0]["name"], document["form"]) == ("Zoë", "CSV, cp1250, semicolons")
    assert not any("guess" in warning for warning in document["warnings"])
    assert main(["import", str(path), "--encoding", "klingon"]) == 1
    assert "no encoding 'klingon'" in capsys.readouterr().err


def test_a_sheet_is_named(tmp_path: Path, capsys: Said) -> None:
    rows = [["Name", "Phone"], ["Ada", "+44 20 7946 0101"]]
    path = written(tmp_path, xlsx({"Leads": rows, "Old": [*rows, ["Ben", "+44 20 7946 0202"]]}), "book.xlsx")
    assert main(["import", str(path), "--dry-run", "--json", "--sheet", "leads"]) == 0
    assert answer(capsys)["contacts"] == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_stop_leaves_nothing(
    tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said, kind: str
) -> None:
    def stop(self: Bar, percent: int) -> None:
        raise KeyboardInterrupt

    rows = [["Name", "Phone"], *[[f"P{n}", f"+44 20 7946 {n:04}"] for n in range(900)]]
    text = "\n".join(",".join(row) for row in rows)
    path = written(tmp_path, xlsx({"Leads": rows}) if kind == "xlsx" else text, f"list.{kind}")
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(Bar, "show", stop)
    assert main(["import", str(path)]) == 1
    assert "Stopped. Nothing was imported." in capsys.readouterr().err
    assert not contacts(home)
    assert set(tmp_path.iterdir()) - before <= {home.path}


def test_who_must_not_be_called_is_not_callable_in_a_dry_run(
    tmp_path: Path, home: Home, capsys: Said
) -> None:
    path = str(
        written(
            tmp_path,
            "Name,Phone,DNC\nAda Byron,+44 20 7946 0101,yes\nBen Okafor,+44 20 7946 0102,\n"
            "Cleo Tan,+44 20 7946 0103,\nDan Wu,+44 20 7946 0104,\n",
        )
    )

    def callable_ones() -> list[str]:
        assert main(["import", path, "--dry-run", "--json"]) == 0
        people = answer(capsys)["people"]
        return [p["name"] for p in people if all(number["callable"] for number in p["numbers"])]

    assert callable_ones() == ["Ben Okafor", "Cleo Tan", "Dan Wu"]
    assert main(["dnc", "add", "+44 20 7946 0102"]) == 0
    assert main(["import", path]) == 0
    assert main(["log", "Cleo Tan", "dnc-person"]) == 0
    capsys.readouterr()
    assert callable_ones() == ["Dan Wu"]


def test_a_run_of_which_nothing_came_says_why_in_each_document(
    tmp_path: Path, home: Home, capsys: Said
) -> None:
    good = str(written(tmp_path, LIST))
    assert main(["import", "gone.csv", "--json"]) == 1
    assert answer(capsys)["error"] == "There is no such file."
    assert main(["import", good, "gone.csv", "--json"]) == 1
    first, second = answer(capsys)
    assert first["error"] == "Another of the files could not be read, and nothing was imported."
    assert second["error"] == "There is no such file."
    assert not home.path.exists() or contacts(home) == []


def test_a_list_does_not_come_through_a_pipe(capsys: Said) -> None:
    assert main(["import", "-", "--json"]) == 1
    assert "cannot come through a pipe: save it to a file" in answer(capsys)["error"]
