"""Colours and signs. Every status is a sign and a word; the colour only helps (PRODUCT.md §6.7)."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="offhook-dark",
    primary="#8fb8de",
    secondary="#9aa7b4",
    accent="#f2c14e",
    foreground="#d8dee6",
    background="#12161c",
    surface="#181d25",
    panel="#222a35",
    success="#7fc8a0",
    warning="#f2c14e",
    error="#f08a7e",
    dark=True,
    variables={
        "quiet": "#9aa6b5",
        "rule": "#2e3845",
        "block-cursor-background": "#2b3a4d",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#222a35",
        "input-cursor-background": "#f2c14e",
        "input-selection-background": "#3a5875",
        "scrollbar": "#5f7793",
        "scrollbar-background": "#12161c",
        "scrollbar-background-hover": "#12161c",
        "scrollbar-background-active": "#12161c",
        "scrollbar-corner-color": "#12161c",
    },
)

LIGHT = Theme(
    name="offhook-light",
    primary="#1f5f99",
    secondary="#4c5a68",
    accent="#785000",
    foreground="#1c232b",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e7e4dc",
    success="#1d6b42",
    warning="#785000",
    error="#a8281b",
    dark=False,
    variables={
        "quiet": "#4a5561",
        "rule": "#cfcac0",
        "block-cursor-background": "#d9e6f2",
        "block-cursor-foreground": "#10161c",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e7e4dc",
        "input-cursor-background": "#1f5f99",
        "input-selection-background": "#bcd5ec",
        "scrollbar": "#74828f",
        "scrollbar-background": "#fbfaf7",
        "scrollbar-background-hover": "#fbfaf7",
        "scrollbar-background-active": "#fbfaf7",
        "scrollbar-corner-color": "#fbfaf7",
    },
)

#: For terminals of 16 colours, and for NO_COLOR: the terminal's own colours, whatever its ground is. Of those
#: only magenta and red can be read on black and on white alike. Where one is, ▸ tells; in a field the cursor.
PLAIN = Theme(
    name="offhook-16",
    ansi=True,
    primary="ansi_default",
    secondary="ansi_default",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_default",
    warning="ansi_magenta",
    error="ansi_red",
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "quiet": "ansi_default",
        "rule": "ansi_default",
        "border": "ansi_default",
        "border-blurred": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "reverse",
        "block-cursor-blurred-background": "ansi_default",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-text-style": "none",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_magenta",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_default",
        "input-selection-foreground": "ansi_magenta",
        "screen-selection-background": "ansi_default",
        "screen-selection-foreground": "ansi_magenta",
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_default",
        "scrollbar-active": "ansi_magenta",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
    },
)

THEMES = (DARK, LIGHT, PLAIN)
#: Theme → what the palette says of it.
TOLD = {
    DARK.name: "Light words on a dark ground. It stays.",
    LIGHT.name: "Dark words on a light ground. It stays.",
    PLAIN.name: "The terminal's own colours, for those that have 16. It stays.",
}


def usual(colours: str | None, *, off: bool) -> str:
    """The theme where none was chosen, by what the terminal has (as rich says); `off`: NO_COLOR is set."""
    return PLAIN.name if off or colours in {"standard", "windows"} else DARK.name


#: Styles for `say.py`, by what they mean. `$` names are the theme's.
ACCENT = "$accent"
STRONG = "bold"
QUIET = "$quiet"
GOOD = "$success"
BAD = "$error"
RULE = "$rule"
KEY = "bold $accent"
MISSING = "underline $accent"

#: Signs. Each stands beside a word.
NOW = "▸"
DUE = "●"
HELD = "○"
DONE = "✓"
PROBLEM = "!"
