"""What is understood of somebody else's script, before it becomes cards of ours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_EDGES = " \t\"'“”„‟«»‘’`*_"
_THEY_SAY = re.compile(r"(?:(?:when|if) )?they say:? [\"“]([^\"”]+)[\"”]$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:objection|question|scenario|q)?\s*#?\d{1,3}\s*[.):\-–—]\s*", re.IGNORECASE)


@dataclass
class Answer:
    """One answer, or one step of it."""

    label: str
    """What the script calls it: `Acknowledge`, `ROI reframe`; may be empty."""
    text: str
    line: int


@dataclass
class Draft:
    """An objection with its answers."""

    title: str
    line: int
    says: list[str] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    avoid: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that became nothing, and why."""

    line: int
    text: str
    why: str


@dataclass
class Understood:
    """What a file says."""

    kind: str
    """`Markdown`, `text`, `JSON` or `VICIdial`."""
    drafts: list[Draft] = field(default_factory=list)
    openers: list[Answer] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def bare(text: str) -> str:
    """A text without its number, emphasis and quotes around: `### 1. "It's too expensive."`."""
    if said := _THEY_SAY.match(text.strip()):
        text = said[1]
    text = _NUMBER.sub("", emphasis_off(text.strip()).strip(_EDGES + "#"))
    text = emphasis_off(text).strip(_EDGES)
    return text if text.endswith("..") else text.removesuffix(".")


def unquoted(text: str) -> str:
    """A text without quotes that go around all of it."""
    text = text.strip()
    for first, last in (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("'", "'"), ("‘", "’")):
        inner = text[1:-1]
        if len(text) > 2 and text[0] == first and text[-1] == last and not {first, last} & set(inner):
            return inner.strip()
    return text


def emphasis_off(text: str) -> str:
    """Markdown's emphasis and links taken away, the words kept."""
    text = re.sub(r"!?\[([^\[\]]*)\]\((?:[^()\s]*)\)", r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<!\w)_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?!\w)", r"\1", text)
    return re.sub(r"`([^`]+)`", r"\1", text)


def ways(text: str) -> list[str]:
    """The ways to say it that stand in one line: `Too expensive / no money`."""
    parts = re.split(r"\s+/\s+|\s+(?:or|OR)\s+(?=[\"“])|[\"”]\s*[,;]\s*(?=[\"“])", text)
    return [said for part in parts if (said := bare(part))]
