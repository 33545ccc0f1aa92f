"""Both themes can be read: WCAG 2 contrast of every pair we use is 4.5 or more (AA)."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from tui import look


def contrast(one: Color, other: Color) -> float:
    """The WCAG contrast ratio of two colours."""

    def luminance(color: Color) -> float:
        parts = (c / 255 for c in color.rgb)
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [look.DARK, look.LIGHT], ids=lambda t: t.name)
@pytest.mark.parametrize("below", ["background", "surface", "panel", "cursor"])
@pytest.mark.parametrize("above", ["foreground", "accent", "success", "error", "quiet"])
def test_words_can_be_read(theme: Theme, above: str, below: str) -> None:
    colours = {**vars(theme), **theme.variables, "cursor": theme.variables["block-cursor-background"]}
    ratio = contrast(Color.parse(colours[above]), Color.parse(colours[below]))
    assert ratio >= 4.5, f"{above} on {below}: {ratio:.1f}"
