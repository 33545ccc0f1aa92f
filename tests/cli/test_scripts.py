"""`offhook scripts`, through the front door."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tui.__main__ import main
from tui.files.home import shipped_scripts
from tui.playbook.library import open_playbook

CARD = """\
schema: 1
pack: {id: mine, name: Mine}
cards:
  - id: weather
    name: Bad weather
    says: [it rains, it pours, look at the sky]
    one_liner: "{first_name}, take an umbrella"
    moves: {ask: And?}
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "card.yaml").write_text(CARD)
    return tmp_path / "mine"


def test_search_says_what_the_rep_sees(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "search", "too", "expensive"]) == 0
    assert capsys.readouterr().out.startswith("Too expensive (price_too_high): Fair. ")


def test_search_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "search", "exp", "--limit", "2", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["query"] == "exp"
    assert [set(hit) for hit in answer["hits"]] == [{"id", "kind", "title", "score", "weak"}] * 2
    assert answer["hits"][0] == {
        "id": "price_too_high",
        "kind": "card",
        "title": "Too expensive",
        "score": 10.0,
        "weak": False,
    }


def test_search_is_that_of_a_call_with_its_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    said = ["scripts", "search", "you will have your money on Friday"]
    assert main([*said, "--for", "collect"]) == 0
    assert capsys.readouterr().out.startswith("Will pay the invoice next week (co_next_week): ")
    main([*said, "--json"])
    of_no_word = json.loads(capsys.readouterr().out)["hits"]
    main([*said, "--json", "--for", "win"])
    assert json.loads(capsys.readouterr().out)["hits"] == of_no_word
    assert main([*said, "--for", "c\x1b[31möll"]) == 1
    complaint = capsys.readouterr().err
    assert "is no purpose. There are win, reactivate, grow," in complaint
    assert "\x1b" not in complaint


def test_search_needs_no_purpose_to_sell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With purposes of their own, without `win`, every search was refused."""
    (tmp_path / "purposes.yaml").write_text("purposes:\n  - {id: cold, name: Cold, success: [meeting]}\n")
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path))
    assert main(["scripts", "search", "expensive"]) == 0
    assert main(["scripts", "search", "expensive", "--for", "grow"]) == 1
    assert capsys.readouterr().err.startswith("'grow' is no purpose. There are cold.")


def test_a_guess_is_called_a_guess(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "search", "my", "credit", "card", "was", "declined", "--json"]) == 0
    assert {hit["weak"] for hit in json.loads(capsys.readouterr().out)["hits"]} == {True}
    assert main(["scripts", "search", "my", "credit", "card", "was", "declined"]) == 0
    assert capsys.readouterr().out.startswith(
        "Nothing fits “my credit card was declined” for certain. Perhaps:\n"
    )
    assert main(["scripts", "search", "that", "is", "too", "expensive"]) == 0
    assert "certain" not in capsys.readouterr().out


def test_nothing_found_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "search", "qzxqz", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"query": "qzxqz", "hits": []}
    assert main(["scripts", "search", "qz\x1b[31mxqz"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Nothing fits")
    assert "\x1b" not in said


def test_another_library_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "search", "raining", "--library", str(folder)]) == 0
    assert capsys.readouterr().out == "Bad weather (weather): …first name…, take an umbrella\n"
    assert main(["scripts", "search", "expensive", "--library", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hits"] == []


def test_the_reps_own_scripts_are_searched(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "scripts").mkdir(parents=True)
    (home / "scripts" / "a.yaml").write_text(CARD)
    (home / "scripts" / "b.yaml").write_text("x: [")
    assert main(["scripts", "search", "it pours"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Bad weather")
    assert said.err.startswith("set aside: ")
    assert "b.yaml:1:4: " in said.err


def test_check_of_everything_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", "check", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "files": len(list(shipped_scripts().glob("*.yaml"))),
        "cards": len(open_playbook([shipped_scripts()]).cards()),
        "errors": [],
        "warnings": [],
    }


def test_check_says_each_fault_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text(CARD.replace("one_liner", "one_linr"))
    assert main(["scripts", "check", str(folder)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{folder / 'bad.yaml'}:7:5: unknown key 'one_linr'"
    assert said[2].index("^") == said[1].index("one_linr")
    assert said[3].endswith("= did you mean 'one_liner'?")
    assert said[-1] == "2 files, 1 card: 1 error, 0 warnings. Files with errors are not used."


def test_check_counts_what_it_read_and_calls_a_warning_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "{id: a, name: A, text: '{First_name}?'}"
    other = line.replace("id: a", "id: b")
    (folder / "b.yaml").write_text(
        f"schema: 1\npack: {{id: b, name: B}}\nvoicemails: [{line}]\nquestions:\n  - {line}\n  - {other}\n"
    )
    assert main(["scripts", "check", str(folder)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"warning: {folder / 'b.yaml'}:3:38: the braces of")
    assert said[2].index("^") == said[1].index("{First")
    assert said[-1] == "2 files, 1 card, 1 voicemail, 2 questions: 0 errors, 3 warnings."


def test_check_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bad.yaml").write_text("schema: 1\npack: {id: a, name: A}\ncards: x\n")
    (folder / "few.yaml").write_text(
        CARD.replace("it rains, it pours, ", "").replace("first_name", "benefit")
    )
    assert main(["scripts", "check", str(folder / "bad.yaml"), str(folder / "few.yaml"), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["files"], answer["cards"]) == (2, 1)
    message = "expected a list, found text (a list is written [one, two], or in lines that begin with '- ')"
    assert answer["errors"] == [
        {"file": str(folder / "bad.yaml"), "line": 3, "column": 8, "message": message}
    ]
    # {benefit} is a variable of the shipped library, so only the few ways to say it are left.
    assert [(w["line"], w["column"]) for w in answer["warnings"]] == [(6, 5)]


def test_hostile_files_reach_the_terminal_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evil\x1b[2J.yaml").write_text('schema: 1\n"\u202ex\\e]52;c;aGk=\\a": 1\n')
    assert main(["scripts", "check", str(folder)]) == 1
    said = capsys.readouterr()
    assert not {c for c in said.out + said.err if c in "\x1b\x07\u202e"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["search", "x", "--library", "no/such/folder"], 1),
        (["check", "no/such/file.yaml"], 1),
        (["search"], 2),
        (["search", "x", "--limit", "0"], 2),
        ([], 2),
    ],
)
def test_what_cannot_be_done(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scripts", *arguments]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


def test_no_screen_is_ever_imported() -> None:
    code = (
        "import sys; from tui.__main__ import main; main(['scripts', 'search', 'exp']);"
        "main(['scripts', 'check']); print([m for m in sys.modules if m.startswith('textual')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
