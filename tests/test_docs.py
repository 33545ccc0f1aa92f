"""The docs say what the code does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tui import keys
from tui.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent


def test_reference_pages_are_current() -> None:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for name, text in reference.pages().items():
        assert (ROOT / "docs" / name).read_text() == text, f"run python docs/reference.py for {name}"


def test_every_picture_and_page_that_is_named_is_there() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        for part in page.read_text().split("](")[1:]:
            target = part.split(")")[0].split("#")[0]
            if target and "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} names {target}"


def test_every_command_is_in_the_docs() -> None:
    told = (ROOT / "docs" / "commands.md").read_text()
    assert not [name for name in COMMANDS if f"offhook {name}" not in told]


def test_no_key_means_two_things_on_one_screen() -> None:
    assert keys.clashes() == []
