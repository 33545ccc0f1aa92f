"""How well what is on screen can be read: WCAG 2 contrast of every cell that holds something."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual.color import Color
from textual.screen import ModalScreen

#: What a word needs (WCAG 2, AA), and what a sign or a line that is no word needs.
WORD, SIGN = 4.5, 3.0
#: Thin lines between parts and around boxes. They say nothing that the gap beside them does not.
LINES = frozenset("─│╭╮╰╯┌┐└┘├┤┬┴┼▕▏▔▁ ")


def contrast(one: Color, other: Color) -> float:
    """The WCAG contrast ratio of two colours."""

    def luminance(color: Color) -> float:
        parts = (c / 255 for c in color.rgb)
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faint(app: Any) -> list[str]:
    """What on the screen as it is drawn now, dimmed and blended, is too faint to be read.

    What lies behind a question does nothing until that is answered: it needs to be recognised only.
    """
    found: dict[tuple[Color, Color, float], str] = {}
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for text, style, _ in strip:
            x += cell_len(text)
            if style is None or style.color is None or style.bgcolor is None or LINES.issuperset(text):
                continue
            above, below = (Color.from_rich_color(c) for c in (style.color, style.bgcolor))
            read = any(c.isalnum() for c in text) and not _behind(app, x - 1, y)
            found.setdefault((above, below, WORD if read else SIGN), text.strip())
    return [
        f"{text!r} {above.hex} on {below.hex}: {contrast(above, below):.1f}"
        for (above, below, needed), text in found.items()
        if contrast(above, below) < needed
    ]


def _behind(app: Any, x: int, y: int) -> bool:
    return isinstance(app.screen, ModalScreen) and app.screen.get_widget_at(x, y)[0] is app.screen
