"""Columns that say something of one column of numbers beside them: its extension, that nobody calls it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tui.lists.header_doubts import Found
from tui.lists.header_words import PHONES, normal
from tui.lists.permissions import of_which

_EXTENSION = re.compile(r"\b(?:ext|extn|extension|nebenstelle|toestel|interno|ramal)\b")


def flags_of(found: Found, header: Sequence[str]) -> dict[int, int]:
    """Column of a number → the column that says it must not be called: `Mobile` → `Mobile DNC`.

    These are then no columns that forbid the person. Where no number is called so, they stay one.
    """
    numbers = _numbers(found.at, header)
    flags: dict[int, int] = {}
    for index in list(found.at.get("do_not_call", ())):
        which = of_which(normal(header[index])) if index < len(header) else frozenset()
        mine = [number for number, theirs in numbers.items() if which and theirs == which]
        if mine and found.why[index][0] < 1.0:
            found.drop(index)
            found.why[index] = 0.0, f"it says whether '{header[mine[0]].strip()}' may be called"
            flags |= dict.fromkeys(mine, index)
    return flags


def extensions_of(at: Mapping[str, Sequence[int]], header: Sequence[str]) -> dict[int, int]:
    """Column of a number → the column of its extension, by its name; of several also by place."""
    numbers = _numbers(at, header)
    columns = sorted(at.get("extension", ()))
    owners: dict[int, int] = {}
    for index in columns:
        title = normal(header[index]) if index < len(header) else ""
        which = of_which(_EXTENSION.sub(" ", title))
        named = [number for number, theirs in numbers.items() if theirs == which]
        left = [number for number in numbers if number < index]
        if named and (which or len(columns) > 1):
            owners.setdefault(named[0], index)
        elif left and len(columns) > 1:
            owners.setdefault(max(left), index)
    return owners


def _numbers(at: Mapping[str, Sequence[int]], header: Sequence[str]) -> dict[int, frozenset[str]]:
    """Every column of numbers → the words that tell it from the others."""
    indexes = sorted(index for name in PHONES & at.keys() for index in at[name] if index < len(header))
    return {index: of_which(normal(header[index])) for index in indexes}
