"""A report a fact a line, for whoever has it read out: no tables, no columns, no signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tui.core.text import count
from tui.report.document import Block, Facts, HeatMap, Plot, Quotes, Report, Table

_SPAN = re.compile(r"(?<=\d)\s?–\s?(?=\d)")
_OF = re.compile(r"(?<=\d)/(?=\d)")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def plain_text(report: Report) -> str:
    """The whole of it: a heading on a line of its own with an empty one above it; each line stands alone."""
    rows = [_line(report.title), *map(_line, report.notes)]
    for section in report.sections:
        rows += ["", _line(section.title)]
        tabled = any(isinstance(block, Table) for block in section.blocks)
        for block in section.blocks:
            if not (tabled and isinstance(block, Plot)):  # the days are in both, and once is enough to hear
                say = _tidy if isinstance(block, Quotes) else _line  # 24/7 in the rep's words is no share
                rows += map(say, _block(block))
    return "\n".join([*rows, ""])


def _line(text: str) -> str:
    """On one line, shares as words, and without the signs that voices stumble over."""
    return _tidy(_OF.sub(" of ", text))


def _tidy(text: str) -> str:
    return " ".join(_SPAN.sub(" to ", text).replace("…", "").replace(" · ", ", ").split())


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts():
            for row in block.rows:
                before = f". {block.beside}: {row.before}" if block.beside and row.before else ""
                yield f"{row.label}: {row.value}{before}."
        case Quotes():
            for quote in block.items:
                label = f", {quote.label}" if quote.label else ""
                yield f"{block.title}{label}: {quote.text}"
        case Table():
            for first, *others in block.rows:
                cells = (f"{head}: {cell}" for head, cell in zip(block.head[1:], others, strict=True) if cell)
                yield f"{block.title}, {first}: {', '.join(cells)}."
        case HeatMap():
            yield f"{block.title}: {block.said}"
            for hour in block.heat.hours:
                for weekday, day in enumerate(_DAYS):
                    if (rate := block.heat.at(weekday, hour)).of:
                        calls = count(rate.of, "call")
                        yield f"{day}, from {hour}:00: {rate.hits} of {calls} answered."
        case Plot():
            for point in block.points:
                yield point.words
