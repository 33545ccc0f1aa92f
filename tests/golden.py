"""What a screen looks like, kept: its text as a golden, its colours legible, and pictures of it on demand.

`OFFHOOK_GOLDENS=1 pytest …` writes the texts anew; `docs/contact_sheet.py` asks for the pictures.
"""

from __future__ import annotations

import os
from pathlib import Path

from textual.pilot import Pilot

from tests.contrast import faint
from tests.desk import Desk
from tui import look

GOLDENS = Path(__file__).parent / "golden"
#: Sizes of the pictures: narrow, normal, wide.
SIZES = ((80, 24), (100, 30), (200, 60))


async def golden(d: Desk, pilot: Pilot[None], name: str, shown: str = "") -> None:
    """The screen is as it was kept under this name and size, and every word of it can be read in both themes.

    `shown`: the text to keep, where some of it is another one each time.
    """
    width, height = d.app.size
    shown = shown or d.text
    if folder := os.environ.get("OFFHOOK_PICTURES"):
        await _pictures(d, pilot, Path(folder), name)
    assert max(len(line) for line in shown.splitlines()) <= width
    path = GOLDENS / f"{name}-{width}x{height}.txt"
    if os.environ.get("OFFHOOK_GOLDENS"):
        path.write_text(shown + "\n")
    assert shown + "\n" == path.read_text()
    for theme in (look.DARK, look.LIGHT):
        await _dress(d, pilot, theme.name)
        assert not faint(d.app), f"{theme.name}: {faint(d.app)}"


async def _dress(d: Desk, pilot: Pilot[None], theme: str) -> None:
    if d.app.theme != theme:
        d.app.theme = theme
        await d.done(pilot)


async def _pictures(d: Desk, pilot: Pilot[None], folder: Path, name: str) -> None:
    """The screen at every size in both themes, as SVG."""
    before = d.app.size
    for width, height in SIZES:
        await pilot.resize_terminal(width, height)
        await d.done(pilot)
        for theme in (look.DARK, look.LIGHT):
            await _dress(d, pilot, theme.name)
            path = folder / f"{name}-{width}x{height}-{'dark' if theme.dark else 'light'}.svg"
            path.write_text(d.app.export_screenshot(title=name))
    await pilot.resize_terminal(*before)
    await _dress(d, pilot, look.DARK.name)
