"""A report as a value: sections of blocks, each with an id, to be struck out or put in other words.

Nothing here knows how it will look: Markdown, HTML and the screen draw the same value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tui.core.insight.figures import Heat


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it comes to, in words, and beside it the span before."""

    id: str
    label: str
    value: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Some facts under each other."""

    id: str
    rows: tuple[Fact, ...]
    now: str = ""
    """What stands over the column of values, …"""
    beside: str = ""
    """… and over that of the span before; empty: there is no such column."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads. The first column is text, the others are counts and rates as words."""

    id: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Something in the rep's own words."""

    id: str
    text: str
    label: str = ""
    """`24 November, right`; what it is about and when."""
    own: bool = True
    """Whether it may be put in other words."""


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes under a title."""

    id: str
    title: str
    items: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Connects of dials by hour and weekday."""

    id: str
    title: str
    heat: Heat
    said: str
    """What the counts carry, in a sentence."""


@dataclass(frozen=True, slots=True)
class Point:
    """One day of a plot."""

    day: date
    count: int
    """The height of the column."""
    words: str
    """All that is known of it, as a sentence for readers without the picture."""
    kept: int = 0
    """Of a share to draw below: so many …"""
    asked: int = 0
    """… of so many; of none there is nothing to draw."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns over days."""

    id: str
    title: str
    of: str
    """What is counted: `dials`."""
    points: tuple[Point, ...]
    share: str = ""
    """What the share is of, as a title."""


Block = Facts | Table | Quotes | HeatMap | Plot


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of it."""

    title: str
    """`Sam's week: 16 to 22 November 2026`."""
    name: str
    """The rep's; may be empty."""
    made: datetime
    """By the rep's clock."""
    notes: tuple[str, ...]
    """What a reader should know first."""
    sections: tuple[Section, ...]
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the list from which the rep strikes out."""

    id: str
    level: int
    """0: a section; 1: what stands in it."""
    words: str
    label: str = ""
    own: bool = False
    """Whether it is in the rep's words, to be changed."""


def items(report: Report) -> Iterator[Item]:
    """Everything that can be struck out, in the order of the report."""
    for section in report.sections:
        yield Item(section.id, 0, section.title)
        for block in section.blocks:
            yield from _items(block)


def _items(block: Block) -> Iterator[Item]:
    match block:
        case Facts():
            for row in block.rows:
                yield Item(row.id, 1, row.value, row.label)
        case Quotes():
            for quote in block.items:
                yield Item(quote.id, 1, quote.text, quote.label or block.title, quote.own)
        case Table():
            yield Item(block.id, 1, f"{len(block.rows)} in a table", block.title)
        case HeatMap():
            yield Item(block.id, 1, block.said, block.title)
        case Plot():
            yield Item(block.id, 1, f"{len(block.points)} days as columns", block.title)


def as_chosen(report: Report, struck: frozenset[str], edited: Mapping[str, str]) -> Report:
    """The report without what was struck out, and in the words that were changed.

    What has nothing left in it goes too: no heading stands over nothing.
    """
    sections = []
    for section in report.sections:
        if section.id not in struck:
            kept = (_kept(block, struck, edited) for block in section.blocks)
            if blocks := tuple(block for block in kept if block is not None):
                sections.append(replace(section, blocks=blocks))
    return replace(report, sections=tuple(sections))


def only(report: Report, id: str) -> Report:
    """The report with nothing in it but one item, to be read alone; of a section all that stands in it."""
    alone = {id, *(item.id for item in items(report) if item.id.partition(".")[0] == id)}
    others = {item.id for item in items(report) if item.level and item.id not in alone}
    return replace(as_chosen(report, frozenset(others), {}), notes=())


def _kept(block: Block, struck: frozenset[str], edited: Mapping[str, str]) -> Block | None:
    if block.id in struck:
        return None
    if isinstance(block, Facts):
        rows = tuple(row for row in block.rows if row.id not in struck)
        return replace(block, rows=rows) if rows else None
    if isinstance(block, Quotes):
        left = (one for one in block.items if one.id not in struck)
        said = (replace(one, text=edited.get(one.id, one.text)) for one in left)
        quotes = tuple(one for one in said if one.text)
        return replace(block, items=quotes) if quotes else None
    return block
