"""`offhook doctor`: facts about this computer, and about the data when it is asked."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.desk import PEOPLE, answer, fill
from tui.__main__ import main
from tui.core.call.attempt import Attempt
from tui.files.home import Home
from tui.wiring import open_store

Said = pytest.CaptureFixture[str]
AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


def test_a_home_that_is_well(home: Home, capsys: Said) -> None:
    said = answer(capsys, "doctor", "--data")
    assert sorted(said) == [
        "data", "dialer", "do_not_call", "files", "home",
        "scripts", "settings", "terminal", "time_zone", "versions", "voice",
    ]  # fmt: skip
    assert said["versions"]["textual"].startswith("8.")
    assert said["home"]["path"] == str(home.path)
    assert said["home"]["open_to_others"] == []
    assert said["home"]["free_bytes"] > 0
    assert said["files"]["bytes"] == home.database.stat().st_size
    assert said["files"]["lock"] == {"state": "free", "by": None}
    assert said["files"]["backups"]["count"] == 1
    assert said["files"]["backups"]["newest_opens"] is True
    assert said["time_zone"] == "Europe/London"
    assert said["scripts"]["cards"] > 20
    assert said["dialer"] == {"name": "manual", "reachable": True, "troubles": []}
    assert said["data"]["counts"] == {"contacts": 3}
    assert said["data"]["faults"] == []


def test_without_data_nothing_is_looked_through(home: Home, capsys: Said) -> None:
    assert answer(capsys, "doctor")["data"] is None
    assert main(["doctor"]) == 0
    assert "not looked through" in capsys.readouterr().out


def test_without_a_home_nothing_is_made(london: Home, capsys: Said) -> None:
    said = answer(capsys, "doctor", "--data")
    assert said["home"]["exists"] is False
    assert said["files"]["bytes"] is None
    assert said["data"]["file"] == "missing"
    assert not london.path.exists()


def test_a_fault_in_the_data_is_one_line_and_code_1(home: Home, capsys: Said) -> None:
    fill(home, Attempt(1, 99, "+442079460101", AT))
    assert main(["doctor", "--data"]) == 1
    printed = capsys.readouterr()
    faults = printed.err.splitlines()
    assert faults[0].startswith(
        "Fault: attempts 1: contact names contacts 99, which is not there. Close the app"
    )
    assert "Data       as Offhook wrote it" in printed.out
    assert main(["doctor", "--data", "--json"]) == 1


def test_a_database_that_does_not_open(home: Home, capsys: Said) -> None:
    home.database.write_bytes(b"\x00")
    assert main(["doctor"]) == 0
    assert main(["doctor", "--data"]) == 1
    printed = capsys.readouterr()
    assert "is no JSON" in printed.err
    assert "Versions" in printed.out
    assert "1 backup" in printed.out


def test_beside_the_app_and_after_a_kill(home: Home, capsys: Said) -> None:
    store = open_store(home)
    said = answer(capsys, "doctor", "--data")
    assert said["files"]["lock"]["state"] == "held"
    assert f"process {os.getpid()} on" in said["files"]["lock"]["by"]
    store.close()
    (home.path / "lock").write_text("process 4242 on laptop")
    assert answer(capsys, "doctor")["files"]["lock"] == {"state": "left", "by": "process 4242 on laptop"}
    assert main(["doctor"]) == 0
    assert "process 4242 on laptop was killed" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="no modes there")
def test_what_is_open_to_others_kept_aside_and_damaged_is_told(home: Home, capsys: Said) -> None:
    home.database.chmod(0o644)
    aside = Path(f"{home.database}.edited-2026-11-22T09-00-00")
    aside.write_text("{}")
    aside.chmod(0o600)
    (home.path / "backups" / "before-restore-2026-11-22T09-00-00Z").mkdir(mode=0o700)
    backup = next((home.path / "backups").glob("*.gz"))
    backup.write_bytes(backup.read_bytes()[:-5])
    (home.path / "config.yaml").write_text("gaol: 30\n")
    said = answer(capsys, "doctor")
    assert said["home"]["open_to_others"] == [str(home.database)]
    assert [Path(path).name for path in said["files"]["kept_aside"]] == [
        "before-restore-2026-11-22T09-00-00Z",
        aside.name,
    ]
    assert said["files"]["backups"]["newest_opens"] is False
    assert "did you mean 'goal'" in said["settings"]["warnings"][0]


def test_a_variable_that_is_none_of_ours_is_told(
    home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFHOOK_GAOL", "30")
    said = answer(capsys, "doctor")["settings"]
    assert said["environment"] == []
    (warning,) = said["warnings"]
    assert warning.startswith(
        "OFFHOOK_GAOL, in the environment: unknown variable (did you mean 'OFFHOOK_GOAL'?)"
    )


def test_the_variables_that_are_set_are_named_without_their_values(
    home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFHOOK_MY_NUMBER", "020 7946 0999")
    monkeypatch.setenv("OFFHOOK_GOAL", "many")
    said = answer(capsys, "doctor")["settings"]
    assert said["environment"] == ["OFFHOOK_MY_NUMBER", "OFFHOOK_GOAL"]
    assert said["warnings"][0].startswith("OFFHOOK_GOAL, in the environment: goal is a number")
    main(["--home", str(home.path), "doctor"])
    told = capsys.readouterr().out
    assert "the environment has the say about OFFHOOK_MY_NUMBER\n" in told
    assert "0999" not in told


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm-256color"}, {"colours": 256, "no_color": False, "inside": None}),
        (
            {"TERM": "xterm", "COLORTERM": "truecolor", "TMUX": "/tmp/x"},
            {"colours": 1 << 24, "inside": "tmux"},
        ),
        (
            {"TERM": "screen", "STY": "1.x", "NO_COLOR": "1"},
            {"colours": 16, "no_color": True, "inside": "screen"},
        ),
        ({"TERM": "dumb"}, {"colours": 0}),
        ({}, {"colours": 0, "term": None}),
    ],
)
def test_the_terminal(
    home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch, environment: dict, expected: dict
) -> None:
    for name in ("TERM", "COLORTERM", "TMUX", "STY", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    terminal = answer(capsys, "doctor")["terminal"]
    assert {key: terminal[key] for key in expected} == expected


def test_what_happened_to_the_file_is_said_by_commands_that_write(
    home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.store.network_drive", lambda folder: "cifs")
    assert main(["dnc", "add", "+442079460199"]) == 0
    assert "is on a network drive (cifs)" in capsys.readouterr().err
    assert main(["dnc", "list"]) == 0
    assert "network drive" not in capsys.readouterr().err


def test_a_phone_that_is_ready(home: Home, tmp_path: Path, capsys: Said) -> None:
    calls = tmp_path / "calls"
    phone = tmp_path / "softphone"
    phone.write_text(f"#!/bin/sh\necho $1 >> '{calls}'\n")
    phone.chmod(0o755)
    home.folder()
    home.config.write_text(f"phone: command\ncommand:\n  dial: ['{phone}', '{{e164}}']\n")
    assert answer(capsys, "doctor")["dialer"] == {"name": "command", "reachable": True, "troubles": []}
    assert main(["doctor"]) == 0
    assert "command is ready; nothing was rung" in capsys.readouterr().out
    assert not calls.exists()


def test_a_phone_that_is_not_there_is_told_and_all_else_too(home: Home, capsys: Said) -> None:
    home.folder()
    home.config.write_text("phone: command\ncommand:\n  dial: [nothing-of-that-name, '{e164}']\n")
    said = answer(capsys, "doctor")
    assert (said["dialer"]["name"], said["dialer"]["reachable"]) == ("command", False)
    assert main(["doctor"]) == 0
    assert "nothing-of-that-name is not installed" in capsys.readouterr().out


def test_the_preset_and_the_keys_of_the_rep(home: Home, capsys: Said) -> None:
    home.config.write_text("keys_preset: vim\nkeys:\n  queue.skip: K\n  queue.skp: z\n")
    assert main(["--home", str(home.path), "doctor"]) == 0
    said = capsys.readouterr().out
    assert "the vim preset, 1 of your own: queue.skip" in said
    assert "config.yaml:4:3: no action is called 'queue.skp' (did you mean 'queue.skip'?)" in said


def test_a_phone_whose_settings_cannot_be(home: Home, capsys: Said) -> None:
    home.folder()
    home.config.write_text("phone: command\n")
    (trouble,) = answer(capsys, "doctor")["dialer"]["troubles"]
    assert trouble.startswith("No program is named that dials. Until then calls go over your own phone")


@pytest.mark.parametrize(
    "name", ["feed.yaml", "prompts.yaml", "roots.yaml", "checkin.yaml", "profile.yaml", "retry_plans.yaml"]
)
def test_each_file_of_the_reps_that_is_not_used_is_told_on_a_line(
    home: Home, capsys: Said, name: str
) -> None:
    (home.path / name).mkdir()
    assert answer(capsys, "doctor")["settings"]["warnings"][0].startswith(f"{home.path / name} is no file")
    (home.path / name).rmdir()
    (home.path / name).write_text("colour: red\n")
    (told,) = answer(capsys, "doctor")["settings"]["warnings"]
    assert f"{name}:1:" in told
    assert "\n" not in told


def test_a_file_in_the_place_of_the_home_is_said(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "home").write_text("mine")
    assert main(["--home", str(tmp_path / "home"), "doctor"]) == 0
    assert "a file has its name. Choose another with --home" in capsys.readouterr().out
