"""The settings as they are told: all of them, each in one place, and an example that is right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from tui.core.call.phones import SECTIONS
from tui.core.setting_rules import wrong
from tui.files.config_text import changed
from tui.files.guarded import parse_yaml
from tui.files.home import Home
from tui.settings import Settings, read_settings, settable
from tui.settings_told import FROM_THE_START, GROUPS, every, example


def test_each_setting_stands_in_one_group() -> None:
    told = Counter(key for keys in GROUPS.values() for key in keys)
    assert told == Counter(f.name for f in settable())
    assert {one.path[0] for one in every()} == {*told, *SECTIONS}
    assert {*told, *SECTIONS} >= FROM_THE_START


def test_each_has_a_sentence_a_rule_and_a_usual_value_that_may_be() -> None:
    for one in every():
        assert one.told
        assert one.rule
        usual = list(one.usual) if isinstance(one.usual, tuple) else one.usual
        assert not wrong(one.path, usual, one.usual) or one.choices or one.name in {"block_at"}, one.name
        assert one.of(Settings()) == one.usual


def test_the_example_is_all_comments_and_right_when_they_are_taken_away(tmp_path: Path) -> None:
    assert parse_yaml(example()).data is None
    lines = [line.removeprefix("# ").removeprefix("#") for line in example().splitlines()]
    names = (*SECTIONS, *(one.path[0] for one in every()))
    kept = [line for line in lines if line.startswith((*(f"{name}:" for name in names), "  "))]
    (tmp_path / "config.yaml").write_text("\n".join(kept))
    chosen = read_settings(Home(tmp_path), {})
    assert chosen.warnings == ()
    assert {one.name for one in every()} == {*chosen.sources}


def test_what_is_set_stands_below_its_example() -> None:
    before = example().splitlines()
    for one in every():
        value = list(one.usual) if isinstance(one.usual, tuple) else one.usual
        after = changed(example().encode(), "config.yaml", one.path, value).decode().splitlines()
        at = next(n for n, line in enumerate(after) if line != [*before, ""][n])
        assert after[:at] + after[at + len(one.path) :] == before
        if len(one.path) == 1:
            assert after[at - 1].startswith(f"# {one.name}:")
        else:
            assert after[at - 1].startswith("#   ")
