"""What the pages about phones tell to write into `config.yaml` can be written there."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from tui.core.clock import FakeClock
from tui.dialer.command import PRESETS
from tui.dialer.line import Limits
from tui.dialer.registry import WAYS, Desk
from tui.files.home import Home
from tui.settings import read_settings

DOCS = Path(__file__).parent.parent.parent / "docs"


def examples() -> list[str]:
    pages = [(DOCS / name).read_text() for name in ("phones.md", "sip.md", "asterisk.md", "twilio.md")]
    return [block for page in pages for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]


@pytest.mark.parametrize("example", examples())
def test_each_example_is_understood_whole(tmp_path: Path, example: str) -> None:
    if example.startswith(" "):  # lines to put below a phone's name
        example = "voip:\n" + textwrap.indent(textwrap.dedent(example), "  ")
    (tmp_path / "config.yaml").write_text(example)
    chosen = read_settings(Home(tmp_path))
    assert chosen.warnings == ()
    assert chosen.by_hand
    if "phone" in chosen.by_hand:
        desk = Desk(chosen.phones, FakeClock(), Limits(), tmp_path / "phone")
        assert WAYS[chosen.phone].make(desk).name


def test_every_phone_and_every_known_program_is_on_the_page() -> None:
    page = (DOCS / "phones.md").read_text()
    assert not [name for name in (*WAYS, *PRESETS) if f"`{name}`" not in page]
