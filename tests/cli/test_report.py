"""`offhook report`: the numbers of a day, a week, a month."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, refusal
from tests.core.given import NOW, call
from tui.__main__ import main
from tui.core.call.reflection import Reflection
from tui.files.home import Home

Said = pytest.CaptureFixture[str]
DAY = timedelta(days=1)
CALLS = (
    call(1, 1, started=NOW, ended=NOW, disposition="meeting", purpose="win"),
    call(2, 2, started=NOW + DAY / 24, ended=NOW, disposition="no-answer", purpose="win"),
    call(3, 2, started=NOW - 7 * DAY, ended=NOW, disposition="no-answer", purpose="win"),
    call(4, 2, started=NOW - 6 * DAY, ended=NOW, disposition="no-answer", purpose="win"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with four calls: two on Monday, one on each of the first two days of the week before."""
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))
    home = Home(tmp_path / "home")
    fill(home, *PEOPLE, *CALLS, Reflection(1, 1, NOW, right="asked first"))
    return home


def test_a_running_week_beside_as_much_of_the_one_before(home: Home, capsys: Said) -> None:
    week = answer(capsys, "report", "week", "--at", AT)
    assert week["span"] == {"kind": "week", "first": "2026-11-23", "last": "2026-11-29"}
    assert week["before"]["span"] == {"kind": "week", "first": "2026-11-16", "last": "2026-11-16"}
    assert (week["funnel"]["dials"], week["before"]["funnel"]["dials"]) == (2, 1)
    assert week["whole"]
    assert week["before"]["whole"]
    assert week["funnel"]["meetings"] == {"meeting": 1}
    assert week["funnel"]["connecting"]["enough"] is False
    assert [day["day"] for day in week["days"]] == ["2026-11-23"]


def test_json_is_ascii_and_one_document(home: Home, capsys: Said) -> None:
    assert main(["report", "day", "--format", "json", "--at", AT]) == 0
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert json.loads(printed)["funnel"]["dials"] == 2


def test_an_empty_home_has_numbers_too(tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path))
    month = answer(capsys, "report", "month", "--at", AT)
    assert (month["funnel"]["dials"], month["days"], month["whole"]) == (0, [], True)


def test_into_a_file_and_never_over_one(home: Home, tmp_path: Path, capsys: Said) -> None:
    out = tmp_path / "week.json"
    told = answer(capsys, "report", "week", "--at", AT, "--out", str(out))
    assert told == {"what": "report", "file": str(out)}
    assert json.loads(out.read_text())["funnel"]["dials"] == 2
    assert "To replace it: --force." in refusal(capsys, "report", "week", "--at", AT, "--out", str(out))


def test_usage(home: Home, capsys: Said) -> None:
    assert "invalid choice" in refusal(capsys, "report", "year", code=2)
