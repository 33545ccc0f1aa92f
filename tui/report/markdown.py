"""A report as Markdown that reads well as it stands, in a mail too, and takes a coach's comments back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui.core.day.coach import HEADING
from tui.report.document import Block, Facts, HeatMap, Plot, Quotes, Report, Table

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&]")
_AT_START = re.compile(r"^([#+=-]|\d+(?=[.)]))")
SHORT_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def markdown(report: Report) -> str:
    """The whole file."""
    rows = [
        f"# {text(report.title)}",
        "",
        f"Written {report.made:%A} {report.made.day} {report.made:%B %Y, %H:%M}.",
        "",
    ]
    rows += [row for note in report.notes for row in (text(note), "")]
    for section in report.sections:
        rows += [f"## {text(section.title)}", ""]
        for block in section.blocks:
            rows += [*_block(block), ""]
    return "\n".join([*rows, *_coach(report), ""])


def text(said: str) -> str:
    """Text that is nothing but text, on one line."""
    escaped = _SIGNS.sub(r"\\\g<0>", " ".join(said.split()))
    return _AT_START.sub(lambda found: found[1] + "\\" if found[1].isdigit() else f"\\{found[1]}", escaped)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts():
            for row in block.rows:
                before = f" ({text(block.beside)}: {text(row.before)})" if block.beside and row.before else ""
                yield f"- {text(row.label)}: **{text(row.value)}**{before}"
        case Quotes():
            yield f"### {text(block.title)}"
            yield ""
            for quote in block.items:
                label = f" ({text(quote.label)})" if quote.label else ""
                yield f"- {text(quote.text)}{label}"
        case Table():
            yield f"### {text(block.title)}"
            yield ""
            yield from _table(block.head, block.rows)
        case HeatMap():
            yield f"### {text(block.title)}"
            yield ""
            yield from _table(("", *SHORT_DAYS), heat_rows(block))
            yield ""
            yield text(block.said)
        case Plot():
            yield f"### {text(block.title)}"
            yield ""
            most = max((point.count for point in block.points), default=0) or 1
            for point in block.points:
                bar = "▇" * round(20 * point.count / most)
                yield f"    {point.day:%a %d %b}  {point.count:>4}  {bar}".rstrip()


def heat_rows(block: HeatMap) -> list[tuple[str, ...]]:
    """A row for each hour: the hour, and `3/12` for each weekday; a dash where nobody was called."""
    found = []
    for hour in block.heat.hours:
        cells = (block.heat.at(weekday, hour) for weekday in range(7))
        found.append((f"{hour}:00", *(f"{one.hits}/{one.of}" if one.of else "–" for one in cells)))
    return found


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table whose columns also stand one below the other where nobody draws it."""
    cells = [[text(cell) for cell in row] for row in (head, *rows)]
    wide = [max(3, *(len(row[at]) for row in cells)) for at in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(wide[at]) if at == 0 else cell.rjust(wide[at]) for at, cell in enumerate(row)
        )
        return "| " + " | ".join((first, *others)) + " |"

    yield line(cells[0])
    yield "|" + "|".join("-" * (w + 2) if at == 0 else "-" * (w + 1) + ":" for at, w in enumerate(wide)) + "|"
    yield from map(line, cells[1:])


def _coach(report: Report) -> list[str]:
    """Where comments are written, to be read by `offhook report take`."""
    return [
        f"## {HEADING}",
        "",
        f"A coach may write below what {text(report.name) or 'the rep'} should hear before a call: one "
        "comment a line, each behind a dash, and send this file back.",
        "",
        "Coach:",
        "",
        "-",
        "-",
        "-",
    ]
