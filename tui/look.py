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
