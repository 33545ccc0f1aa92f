"""The front door itself: what is typed oddly, and what goes wrong outside of every command."""

import io
import json
import os
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tui.__main__ import main
from tui.cli import commands
from tui.cli.completion import levels
from tui.files.home import Home

Said = pytest.CaptureFixture[str]


def test_a_home_folder_may_be_called_like_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said, london: Home
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--home", "demo", "queue"]) == 0
    assert main(["--home=demo", "queue"]) == 0
    assert "Nobody here yet" in capsys.readouterr().out


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "9999-12-31T23:59Z"])
def test_a_time_beyond_the_calendar_is_no_time(at: str, capsys: Said, london: Home) -> None:
    assert main(["number", "+442079460101", "--at", at]) == 2
    assert f"'{at}' is no time like" in capsys.readouterr().err


def test_an_id_of_any_length_is_nobody(capsys: Said, london: Home) -> None:
    assert main(["queue", "--why", "9" * 5000]) == 1
    assert "Nobody here is called" in capsys.readouterr().err


def test_a_computer_whose_zone_has_no_name(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "XYZ3")
    monkeypatch.setattr("tzlocal.unix._cache_tz", None)  # another test may have asked before
    for arguments in (["queue"], ["queue", "--at", "2026-11-24T10:00"]):
        assert main(arguments) == 1
        assert "The time zone of this computer has no name (TZ=XYZ3)." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(13, "Not for you", "/srv/x"),
            "/srv/x: Not for you. Nothing more was done.",
        ),
        (KeyboardInterrupt(), "Stopped. What was called saved before is saved."),
    ],
)
def test_what_no_command_expected_is_a_sentence(
    error: BaseException, said: str, capsys: Said, monkeypatch: pytest.MonkeyPatch, london: Home
) -> None:
    def fail(*_: Any) -> Home:
        raise error

    monkeypatch.setattr(commands, "find_home", fail)
    assert main(["queue"]) == 1
    assert capsys.readouterr().err == f"{said}\n"


@pytest.mark.parametrize(
    "command",
    [
        ["queue", "--why", "Nobody"],
        ["log", "1", "nonsense"],
        ["dnc", "add", "abc"],
        ["dnc", "check", "5"],
        ["scripts", "check", "/nope"],
        ["scripts", "search", "x", "--library", "/nope"],
        ["import", "/nope.csv"],
    ],
)
def test_a_refusal_with_json_is_a_document_too(command: list[str], tmp_path: Path, capsys: Said) -> None:
    assert main(["--home", str(tmp_path), *command, "--json"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)
    assert said.err


PATHS = [level.path for level in levels(commands.parser_of(commands.COMMANDS))]


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_help_has_examples_that_can_be_typed(
    path: tuple[str, ...], capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert main([*path, "--help"]) == 0
    examples = re.findall("^(?:  |example: )offhook([^>|\n]*)", capsys.readouterr().out, re.MULTILINE)
    assert examples
    for example in examples:
        words = shlex.split(example)
        assert not path or words[: len(path)] == list(path)
        assert commands.parser_of(commands.COMMANDS).parse_args(words)


@pytest.mark.parametrize(
    "command",
    [["queue"], ["queue", "--limit", "1"], ["dnc", "list"], ["scripts", "check"], ["import", "x.csv"]],
)
def test_the_home_folder_may_be_said_behind_the_command_too(
    command: list[str], tmp_path: Path, capsys: Said, london: Home
) -> None:
    code = main([*command, f"--home={tmp_path}"])
    assert (code, "usage" in capsys.readouterr().err) == (1 if "x.csv" in command else 0, False)
    before, behind = tmp_path / "before", tmp_path / "behind"
    assert main(["--home", str(before), "doctor", "--json", "--home", str(behind)]) == 0
    assert json.loads(capsys.readouterr().out)["home"]["path"] == str(behind)


@pytest.mark.parametrize(
    "line", ["queue --limit x --json", "log Ada --json", "dnc --json", "nothing --json", "report year --json"]
)
def test_a_wrong_command_line_is_one_document_too(line: str, capsys: Said, london: Home) -> None:
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert list(json.loads(said.out)) == ["error"]
    assert json.loads(said.out)["error"] in said.err
    assert main([word for word in line.split() if word != "--json"]) == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "line", ["queue --json", "queue", "number 911 --json", "export contacts", "report day"]
)
def test_an_answer_that_has_no_room_is_a_sentence(
    line: str, capsys: Said, monkeypatch: pytest.MonkeyPatch, london: Home
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

        def fileno(self) -> int:
            return devnull

    devnull = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr("sys.stdout", Full())
    assert main(line.split()) == 1
    monkeypatch.undo()
    os.close(devnull)
    said = capsys.readouterr().err
    assert said == "The answer could not be written: No space left on device. What was done is done.\n"


@pytest.mark.parametrize("line", ["report week --format md --json", "export contacts --format csv --json"])
def test_json_is_one_document_whatever_the_format(line: str, capsys: Said, london: Home) -> None:
    assert main(line.split()) == 0
    assert isinstance(json.loads(capsys.readouterr().out), dict)
