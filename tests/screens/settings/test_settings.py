"""The settings screen: what each is and where it comes from; changed on its own line of `config.yaml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import Desk, MakeDesk
from tui.screens.queue.queue import QueueScreen
from tui.screens.settings.effect import take_effect
from tui.screens.settings.settings import SettingsScreen
from tui.settings_told import GROUPS

TEXT = "# mine\ngoal: 40   # a day\ngaol: 12\n\n# feed: true\nroles:\n  - owner\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(TEXT)
    return path


@pytest.fixture
def d(desk: MakeDesk, config: Path) -> Desk:
    return desk()


async def seek(d: Desk, pilot: object, words: str) -> None:
    """The one setting of that name, from anywhere on the screen."""
    if d.app.screen.query_one("#find").has_class("-open"):
        await d.press(pilot, "escape")  # type: ignore[arg-type]
    await d.press(pilot, "slash")  # type: ignore[arg-type]
    await d.type(pilot, words)  # type: ignore[arg-type]
    await d.press(pilot, "enter")  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(80, 24), (130, 40)])
async def test_each_says_where_it_comes_from_and_faults_stand_on_top(
    d: Desk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.setenv("OFFHOOK_BLOCK_CALLS", "12")
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "comma")
        assert "! config.yaml, line 3:" in d.text
        assert "unknown key 'gaol' (did you mean 'goal'?)" in d.text
        await seek(d, pilot, "goal")
        row = next(line for line in d.text.splitlines() if "▸ goal " in line)
        assert "40" in row
        assert row.endswith("config.yaml, line 2")
        assert "goal: a number from 1 to 1,000. Usually: 30." in d.text
        await seek(d, pilot, "block_calls")
        assert "OFFHOOK_BLOCK_CALLS" in d.text
        await d.press(pilot, "enter")
        assert "OFFHOOK_BLOCK_CALLS in the environment has the say about it." in d.text


async def test_a_number_is_checked_while_it_is_typed_and_only_its_line_changes(d: Desk, config: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        await seek(d, pilot, "goal")
        await d.press(pilot, "enter", "ctrl+u")
        await d.type(pilot, "4000")
        assert "goal is a number from 1 to 1000" in d.text
        await d.press(pilot, "enter")
        assert config.read_text() == TEXT  # it is not taken
        await d.press(pilot, "backspace")
        assert "goal is a number" not in d.text
        await d.press(pilot, "enter")
        assert "Saved in config.yaml: goal is 400." in d.text
        assert config.read_text() == TEXT.replace("goal: 40 ", "goal: 400 ")
        assert d.app.services.goals().dials == 400


async def test_a_truth_changes_at_once_and_is_usual_again(d: Desk, config: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        await seek(d, pilot, "feed")
        await d.press(pilot, "enter")
        assert config.read_text() == TEXT.replace("# feed: true\n", "# feed: true\nfeed: false\n")
        assert not d.app.services.settings.feed
        await d.press(pilot, "u")
        assert "As usual again: feed is true." in d.text
        assert (config.read_text(), d.app.services.settings.feed) == (TEXT, True)
        assert "usual again" not in d.text.splitlines()[-1]


async def test_a_choice_a_list_and_a_text(d: Desk, config: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        await seek(d, pilot, "outside_hours")
        await d.press(pilot, "enter", "down", "enter")
        assert d.app.services.settings.outside_hours == "refuse"
        await seek(d, pilot, "roles")
        await d.press(pilot, "enter")
        await d.type(pilot, ", 'head, of all', {x}")
        assert "without quotes is read as a block of keys" in d.text
        await d.press(pilot, *["backspace"] * 5, "enter")
        assert d.app.services.settings.roles == ("owner", "head, of all")
        assert '  - owner\n  - "head, of all"\n' in config.read_text()
        await seek(d, pilot, "goal_for")
        await d.press(pilot, "enter")
        await d.type(pilot, "nowhere 5")
        assert "goal_for has 'nowhere', which is no purpose" in d.text
        await d.press(pilot, "escape")
        await seek(d, pilot, "my_company")
        await d.press(pilot, "enter", "ctrl+u")
        await d.type(pilot, "A: B # C")
        await d.press(pilot, "enter")
        assert d.app.services.settings.my_company == "A: B # C"
        assert 'my_company: "A: B # C"' in config.read_text()


async def test_what_is_running_has_it_at_once(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        services = d.app.services
        for path, value in (("form_seconds", 12), ("theme", "offhook-light"), ("number_cap", 1)):
            before = services.settings
            assert services.set((path,), value) == ""
            assert take_effect(d.app, before) == ""
        assert d.app.runner.rules.form_seconds == 12
        assert d.app.theme == "offhook-light"
        before = services.settings
        assert services.set(("theme",), None) == ""
        take_effect(d.app, before)
        assert d.app.theme == "offhook-dark"
        assert d.app.runner.queue.judge.policy.cap == 1


async def test_a_file_that_cannot_be_changed_is_left_and_said(d: Desk, config: Path) -> None:
    async with d.app.run_test(size=(140, 30)) as pilot:
        await d.press(pilot, "comma")
        config.write_text("goal: &a 40\nfeed: *a\n")
        await seek(d, pilot, "feed")
        await d.press(pilot, "enter")
        assert "Nothing was changed: mend it in your editor." in d.text
        assert config.read_text() == "goal: &a 40\nfeed: *a\n"


async def test_groups_and_the_way_back(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma", "right")
        assert "▸me" in d.text
        assert "goal_week" not in d.text
        await d.press(pilot, "left", "left")
        assert f"▸{[*GROUPS][-1]}" in d.text
        await seek(d, pilot, "nothing of that name")
        assert "Nothing is called that." in d.text
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen, SettingsScreen)
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen_stack[-1], QueueScreen)


async def test_the_editor_opens_at_the_line_and_what_it_wrote_counts(
    d: Desk, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\nsed -i s/gaol:/form_seconds:/ {config}\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", f"{editor}")

    def step_aside(app: object, run: object) -> str:
        opened.append(app)
        return run()  # type: ignore[operator, no-any-return]

    monkeypatch.setattr("tui.screens.settings.settings.step_aside", step_aside)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma", "home", "enter")  # on the fault
        assert len(opened) == 1
        assert d.app.services.settings.form_seconds == 12
        assert d.app.runner.rules.form_seconds == 12
        assert "unknown key" not in d.text


async def test_without_a_file_all_of_it_is_begun_as_comments(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "comma")
        await seek(d, pilot, "feelings")
        await d.press(pilot, "enter")
        lines = (tmp_path / "config.yaml").read_text().splitlines()
        assert [line for line in lines if line and not line.startswith("#")] == ["feelings: true"]
        assert lines[lines.index("feelings: true") - 1] == "# feelings: false"


async def test_enter_on_what_stands_there_writes_nothing(d: Desk, config: Path) -> None:
    text = f"{TEXT}my_company: '{'x' * 700}'\n"
    config.write_text(text)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        for name in ("my_company", "goal_week", "roles"):
            await seek(d, pilot, name)
            await d.press(pilot, "enter", "enter")
            assert isinstance(d.app.screen, SettingsScreen)
            assert "Nothing was changed" in d.text
            assert config.read_text() == text


async def test_a_text_of_several_lines_keeps_them(d: Desk, config: Path) -> None:
    config.write_text("why: |\n  for Mia\n  and the boat\n")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        await seek(d, pilot, "why")
        await d.press(pilot, "enter", "enter")
        assert "why has several lines: o opens the file there." in d.text
        assert config.read_text() == "why: |\n  for Mia\n  and the boat\n"


async def test_what_an_editor_changed_counts_with_the_next_choice(d: Desk, config: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        config.write_text("outside_hours: refuse\nform_seconds: 12\n")
        await d.press(pilot, "0")
        assert d.app.services.settings.large_number
        assert d.app.runner.rules.form_seconds == 12


async def test_the_list_of_choices_begins_at_what_it_is_now(d: Desk, config: Path) -> None:
    """enter, enter changes nothing: whoever only looks keeps what they have chosen."""
    config.write_text("notify: bell\n")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma")
        await seek(d, pilot, "notify")
        await d.press(pilot, "enter")
        assert "▸ bell  now" in d.text
        assert "  off  usual" in d.text
        await d.press(pilot, "enter")
        assert d.app.services.settings.notify == "bell"
        assert config.read_text() == "notify: bell\n"
        assert "Nothing was changed." in d.text
        await d.press(pilot, "enter", "up", "enter")
        assert config.read_text() == 'notify: "off"\n'


async def test_a_file_that_cannot_be_read_is_not_said_to_hold(
    d: Desk, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\necho 'goal: 77' >> {config}\n")
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", f"{editor}")
    monkeypatch.setattr("tui.screens.settings.settings.step_aside", lambda app, run: run())
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "comma", "o")
        assert "'goal' is given twice here" in d.text
        assert "The settings are as the file says." not in d.text
