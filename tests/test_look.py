"""Both themes can be read: WCAG 2 contrast of every pair we use is 4.5 or more (AA).

What is really on screen, dimmed and blended, is measured with each golden (`tests/golden.py`).
"""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.contrast import SIGN, WORD, contrast
from tui import look

THEMES = pytest.mark.parametrize("theme", [look.DARK, look.LIGHT], ids=lambda t: t.name)


@THEMES
@pytest.mark.parametrize("below", ["background", "surface", "panel", "cursor"])
@pytest.mark.parametrize("above", ["foreground", "accent", "success", "error", "quiet"])
def test_words_can_be_read(theme: Theme, above: str, below: str) -> None:
    colours = {**vars(theme), **theme.variables, "cursor": theme.variables["block-cursor-background"]}
    ratio = contrast(Color.parse(colours[above]), Color.parse(colours[below]))
    assert ratio >= WORD, f"{above} on {below}: {ratio:.1f}"


@THEMES
def test_the_scrollbar_and_the_cursor_of_a_field_can_be_seen(theme: Theme) -> None:
    colours = {**vars(theme), **theme.variables}
    for above, below in (
        ("scrollbar", "scrollbar-background"),
        ("input-cursor-background", "panel"),
        ("input-cursor-background", "surface"),
    ):
        assert contrast(Color.parse(colours[above]), Color.parse(colours[below])) >= SIGN, above


@THEMES
def test_selected_text_can_be_read(theme: Theme) -> None:
    below = Color.parse(theme.variables["input-selection-background"])
    assert contrast(Color.parse(str(theme.foreground)), below) >= WORD
