"""The process that opens a workbook for us. Run as a script, with the workbook as its standard input.

The library is quick and native: on a damaged or hostile file it may take any memory, stop the whole process,
or never come back. Here that ends this process, with limits, and the rep hears a sentence. Standard output is
one JSON document a line: with `look` the sheets, each with its first rows; with `rows SHEET` the rows of that
one, and at the end how many formulas have no result.

It imports nothing of ours, so that it starts in a few hundredths of a second.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

#: Bytes of memory and seconds of computing; a million rows of ten cells need about half of each.
_MEMORY, _SECONDS = 3 << 30, 120
_LOOK_AT = 60
#: Columns beyond these are left out.
MOST_COLUMNS = 1000
#: Excel keeps fifteen digits of a number; what has more was rounded.
_EXACT = 1e15
_RESULT = re.compile(rb"<v[ >/]|<is>")


def text(value: Any) -> str:
    """What a cell shows, but a number with all its digits."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        if abs(value) >= _EXACT:
            return f"{value:.14e}"  # known as rounded by its shape, wherever it comes from
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """(number of the row in the sheet, its cells) of rows that are not blank."""
    if sheet.start is None:
        return
    left = sheet.start[1]
    spans = {
        (top, column): bottom
        for (top, column), (bottom, end) in sheet.merged_cell_ranges or ()
        if bottom > top and end == column
    }
    falling: dict[int, tuple[int, str]] = {}
    for number, values in enumerate(sheet.iter_rows()):
        cells = [text(value) for value in values[:MOST_COLUMNS]]
        if spans:
            _fall(cells, number, left, spans, falling)
        if any(cells):
            yield number + 1, cells


def _fall(
    cells: list[str],
    number: int,
    left: int,
    spans: dict[tuple[int, int], int],
    falling: dict[int, tuple[int, str]],
) -> None:
    """A cell that is merged down over several rows is said in each of them."""
    for column, cell in enumerate(cells):
        if bottom := spans.get((number, column + left)):
            falling[column] = (bottom, cell)
        elif column in falling and number <= falling[column][0]:
            cells[column] = cells[column] or falling[column][1]


def _look(book: Any) -> Iterator[dict[str, Any]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(about.name)
            yield {
                "name": about.name,
                "hidden": about.visible != SheetVisibleEnum.Visible,
                "rows": sheet.height,
                "columns": sheet.width,
                "head": list(islice(rows(sheet), _LOOK_AT)),
            }


def uncalculated(data: bytes, sheet: str) -> int:
    """How many formulas of a sheet were saved without a result, as programs do that cannot calculate."""
    with suppress(zipfile.BadZipFile, KeyError, ValueError, StopIteration):
        book = zipfile.ZipFile(io.BytesIO(data))
        if "content.xml" in book.namelist():  # OpenDocument, all sheets in one
            cells = re.findall(rb"<table:table-cell\b[^>]*table:formula=[^>]*>", book.read("content.xml"))
            return sum(b"office:value-type" not in cell for cell in cells)
        named = {_of(tag, "name"): _of(tag, "r:id") for tag in _tags(book.read("xl/workbook.xml"), "sheet")}
        links = _tags(book.read("xl/_rels/workbook.xml.rels"), "Relationship")
        target = next(_of(tag, "Target") for tag in links if _of(tag, "Id") == named[sheet])
        part = target.lstrip("/") if target.startswith("/xl") else f"xl/{target}"
        return sum(b"<f" in cell and not _RESULT.search(cell) for cell in _cells(book, part))
    return 0


def _cells(book: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with book.open(part) as file:
        rest = b""
        while chunk := file.read(1 << 20):
            *cells, rest = (rest + chunk).split(b"</c>")
            yield from cells


def _tags(xml: bytes, name: str) -> list[str]:
    return re.findall(rf"<(?:\w+:)?{name}\s[^>]*>", xml.decode("utf-8", "replace"))


def _of(tag: str, attribute: str) -> str:
    found = re.search(rf"\s{attribute}=[\"']([^\"']*)", tag)
    return html.unescape(found[1]) if found else ""


def main(arguments: list[str]) -> int:
    """Do what is asked. A workbook that cannot be opened is `{"error": …}`."""
    with suppress(ImportError):  # Windows has none of it
        import resource

        for kind, most in ((resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_AS, _MEMORY)):
            with suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, most))
    from python_calamine import CalamineError, PasswordError, load_workbook

    def say(document: Any) -> None:
        print(json.dumps(document))

    try:
        data = sys.stdin.buffer.read()
        book = load_workbook(io.BytesIO(data))
        if arguments[0] == "look":
            for sheet in _look(book):
                say(sheet)
        else:
            for row in rows(book.get_sheet_by_name(arguments[1])):
                say(row)
            say({"uncalculated": uncalculated(data, arguments[1])})
    except PasswordError:
        say({"error": "password"})
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        say({"error": str(error) or type(error).__name__})
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
