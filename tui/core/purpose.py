"""Why this call. The list is data (`data/purposes.yaml`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DEFAULT = "win"


@dataclass(frozen=True, slots=True)
class Purpose:
    """One reason to call and its own idea of success (P5)."""

    id: str
    name: str
    success: tuple[str, ...] = ()
    """Dispositions that count as a success."""


def following(purposes: Sequence[Purpose], id: str) -> Purpose:
    """The purpose after the one of that id, round and round; the first after an unknown one."""
    ids = [p.id for p in purposes]
    return purposes[(ids.index(id) + 1) % len(ids) if id in ids else 0]


def name_of(purposes: Sequence[Purpose], id: str) -> str:
    """The purpose's name; its id when the list does not know it."""
    return next((p.name for p in purposes if p.id == id), id)
