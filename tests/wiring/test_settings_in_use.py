"""Settings chosen in the app: what is in the files counts, one change at a time, and what is said is so."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tui.wiring.settings_in_use
from tests.memory import MemoryStore
from tui.core.clock import FakeClock
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.settings import Origin, Settings, read_settings
from tui.wiring import Services


def services(path: Path, config: str = "", local: str = "") -> Services:
    home = Home(path)
    if config:
        home.config.write_text(config)
    if local:
        home.local.write_text(local)
    clock = FakeClock(datetime(2026, 11, 24, 10, 30, tzinfo=UTC))
    return Services(home, clock, UTC, read_settings(home, {}), read_defaults(home), MemoryStore())


def test_what_an_editor_wrote_meanwhile_is_changed_where_it_stands(tmp_path: Path) -> None:
    it = services(tmp_path, "goal: 40\n")
    it.home.config.write_text("goal: 40\nwhy: mine\n")
    assert it.choose(why="ours") == ""
    assert it.home.config.read_text() == "goal: 40\nwhy: ours\n"
    assert (read_settings(it.home, {}).why, it.settings.why) == ("ours", "ours")


def test_a_file_broken_meanwhile_takes_nothing_back(tmp_path: Path) -> None:
    it = services(tmp_path, "outside_hours: refuse\ngoal: 40\n")
    it.home.config.write_text("outside_hours: refuse\ngoal: [40\n")
    assert it.choose(streak=True) == ""
    assert (it.settings.outside_hours, it.settings.goal, it.settings.streak) == ("refuse", 40, True)
    assert "Nothing was changed: mend it in your editor." in it.choose(goal=12)
    assert it.settings.goal == 40


def test_two_changes_at_once_both_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    it = services(tmp_path)
    other = threading.Thread(target=lambda: it.choose(why="mine"))

    def read(*args: object, **named: object) -> Settings:
        found = read_settings(*args, **named)  # type: ignore[arg-type]
        if it.home.local.exists() and not other.ident:  # between what was read and what is taken up
            other.start()
            other.join(0.2)
        return found

    monkeypatch.setattr(tui.wiring.settings_in_use, "read_settings", read)
    assert it.choose(goal=12) == ""
    other.join()
    assert (it.settings.goal, it.settings.why) == (12, "mine")


def test_what_could_be_written_is_told_where_the_rest_could_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.files.local_settings.write_atomic", full)
    it = services(tmp_path, "my_name: Sam\n")
    said = it.choose(my_name="Sara", my_company="Depotline")
    assert said == (
        "settings.local.yaml could not be written (No space left on device). "
        "Only my_name was changed, in config.yaml."
    )
    assert (it.settings.my_name, it.settings.my_company) == ("Sara", "")
    assert it.choose(goal=3).endswith("(No space left on device). Nothing was changed.")


def test_what_was_chosen_in_the_app_stays_where_the_file_cannot_be_changed(tmp_path: Path) -> None:
    it = services(tmp_path, "goal: 40\nwhy: mine\n", "goal: 12\n")
    it.home.config.write_text("goal: 40\nwhy: [mine\n")
    assert "Nothing was changed" in it.set(("goal",), None)
    assert it.home.local.read_text() == "goal: 12\n"


def test_what_was_set_holds_where_the_apps_own_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    it = services(tmp_path, "why: mine\n", "goal: 12\n")
    monkeypatch.setattr("tui.files.local_settings.write_atomic", full)
    said = it.set(("goal",), 50)
    assert said == (
        "settings.local.yaml could not be written (No space left on device): goal stays in it. "
        "What config.yaml says holds."
    )
    assert (it.settings.goal, it.settings.sources["goal"].origin) == (50, Origin.FILE)


@pytest.mark.parametrize("section", ["voip: ~", "voip: null", "voip: {}"])
def test_a_section_that_is_none_is_refused_in_a_sentence(tmp_path: Path, section: str) -> None:
    it = services(tmp_path, f"{section}\n")
    assert "cannot be changed alone" in it.set(("voip", "user"), "sam")
    assert it.home.config.read_text() == f"{section}\n"
