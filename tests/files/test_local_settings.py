"""What is chosen in the app has a file of its own, and what the rep wrote by hand wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.files.home import Home
from tui.files.local_settings import write_local
from tui.settings import read_settings


def test_what_is_chosen_is_read_again_and_the_rest_stays(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    write_local(home, {"goal": 12, "why": "So Mia can stay: her school"})
    write_local(home, {"goal": 14, "hard_moments": "off", "goal_for": ("win 10",), "streak": True})
    chosen = read_settings(home)
    assert (chosen.goal, chosen.why, chosen.hard_moments) == (14, "So Mia can stay: her school", "off")
    assert (chosen.goal_for, chosen.streak, chosen.warnings) == (("win 10",), True, ())
    assert home.local.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["yes", "- no", "x: #1", 'a "b" c', "zwei\nZeilen", "café ☕ \x07", "{w}"])
def test_any_words_come_back(tmp_path: Path, text: str) -> None:
    write_local(Home(tmp_path), {"why": text})
    assert read_settings(Home(tmp_path)).why == text


def test_an_empty_text_takes_it_out(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_local(home, {"why": "x", "roots_off": ("value-first",)})
    write_local(home, {"why": "", "roots_off": ()})
    assert (read_settings(home).why, read_settings(home).roots_off) == ("", ())


def test_config_wins_and_is_never_touched(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.write_text("goal: 40  # mine\n")
    write_local(home, {"goal": 12, "why": "x"})
    chosen = read_settings(home)
    assert (chosen.goal, chosen.why, chosen.by_hand) == (40, "x", {"goal"})
    assert home.config.read_text() == "goal: 40  # mine\n"


def test_a_fault_in_it_is_told_with_its_line(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.local.write_text("why: x\ngoal: many\n")
    chosen = read_settings(home)
    assert "settings.local.yaml:2:" in chosen.warnings[0]
    assert chosen.why == "x"


@pytest.mark.parametrize("text", ["goal: [1", "- goal"])
def test_a_broken_one_is_kept_beside(tmp_path: Path, text: str) -> None:
    home = Home(tmp_path)
    home.local.write_text(text)
    write_local(home, {"goal": 12})
    assert read_settings(home).goal == 12
    assert (tmp_path / "settings.local.yaml.broken").read_text() == text
    home.local.write_text("why: [2")
    write_local(home, {"goal": 13})
    assert (tmp_path / "settings.local.yaml.broken").read_text() == text
    assert (tmp_path / "settings.local.yaml.broken-2").read_text() == "why: [2"
