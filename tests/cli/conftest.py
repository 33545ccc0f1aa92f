"""Shared by the tests of the commands."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui.core.clock import FakeClock
from tui.files.home import Home


@pytest.fixture
def london(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home folder of a rep in London, chosen by the environment."""
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))
    for place in ("tui.wiring", "tui.wiring.rooms"):
        monkeypatch.setattr(f"{place}.local_zone", lambda: ZoneInfo("Europe/London"))
    return Home(tmp_path / "home")


@pytest.fixture(autouse=True)
def _by_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Search without its extra: a new home has no vectors yet, and to make them takes seconds each time."""
    monkeypatch.setattr("tui.playbook.finding.meaning.installed", lambda: "")


@pytest.fixture(autouse=True)
def _after_all_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """The computer's clock, where a call is logged: later than every call of these tests."""
    later = FakeClock(datetime(2026, 12, 24, tzinfo=UTC))
    monkeypatch.setattr("tui.cli.log.SystemClock", lambda: later)
