"""Textual's stylesheets, parsed once for all the apps of a run: each app has the same ones."""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_kept: dict[object, list[RuleSet]] = {}


def _parse_once(self: Stylesheet, css: str, read_from: Any, *given: Any, **more: Any) -> list[RuleSet]:
    """What is parsed is only read from then on; it depends on the text, the theme, and what is in `more`."""
    key = (css, read_from, given, *more.items()), tuple(self._variables.items())
    if key not in _kept:
        _kept[key] = _parse(self, css, read_from, *given, **more)
    return _kept[key]


def install() -> None:
    """Every app parses so from now on."""
    Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]
