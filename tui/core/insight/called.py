"""What the figures know by its id, as it is called on a screen or in a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tui.core.call.disposition import Disposition
from tui.core.call.purpose import Purpose
from tui.core.ports import Playbook


@dataclass(frozen=True, slots=True)
class Called:
    """Id → name, of each kind. One that nobody knows any more is its own name."""

    dispositions: Mapping[str, str] = field(default_factory=dict)
    purposes: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    openers: Mapping[str, str] = field(default_factory=dict)


def called(dispositions: Iterable[Disposition], purposes: Iterable[Purpose], words: Playbook) -> Called:
    """The names as they are now."""
    return Called(
        {one.id: one.name.removesuffix(" at…") for one in dispositions},
        {one.id: one.name for one in purposes},
        {card.id: card.title for card in words.cards()},
        {line.id: line.title for line in words.lines("opener")},
    )
