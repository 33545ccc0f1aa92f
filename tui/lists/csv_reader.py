"""CSV and its relatives: any encoding, delimiter, quoting and line end that spreadsheets and CRMs write."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from tui.lists.reader import Row, Sheet, Unreadable

if TYPE_CHECKING:
    import _csv

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 60
_MOST_REPAIRS = 5
#: A cell with so many line breaks has probably swallowed rows: a quote was opened and never closed.
_SUSPICIOUS_BREAKS = 40
#: Cells longer than this are no cells (and csv's own limit, 131,072, is too small for long notes).
_LONGEST_CELL = 10_000_000
_BACKSLASHED = re.compile(r'\\"(?![,;\t|\r\n"]|$)')
_END = "\x00end\x00"


class CsvReader:
    """Reads any text as a table. The last of the readers: it knows everything."""

    def knows(self, head: bytes, name: str) -> bool:
        """Always."""
        return True

    def read(self, data: bytes) -> Sheet:
        """The rows of the text. Raises Unreadable when it is no text."""
        text, encoding, warnings = decode(data)
        text, delimiter, first_line = _sep_line(text)
        if not text.strip():
            raise Unreadable("The file is empty.")
        dialect = Dialect(delimiter or _delimiter(text), bool(_BACKSLASHED.search(text[:200_000])))
        rows, more = _rows(text, dialect, first_line)
        form = f"{encoding}, {_DELIMITERS.get(dialect.delimiter, repr(dialect.delimiter))}"
        return Sheet(rows, form, (*warnings, *more))


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells are set apart."""

    delimiter: str
    backslash: bool = False
    """Quotes inside a cell are written as `\\"`."""

    def rows(self, lines: Iterator[str], quoted: bool = True) -> _csv.Reader:
        """A csv reader over lines; without `quoted`, quotes are characters like others."""
        csv.field_size_limit(_LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            escapechar="\\" if self.backslash else None,
        )


# ------------------------------------------------------------------------------------------------ encodings


def decode(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """(text without NULs, encoding in words, warnings). Raises Unreadable for what is no text."""
    encoding = _encoding(data)
    text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    warnings: tuple[str, ...] = ()
    if encoding == "utf-8" and (lost := text.count("\ufffd") - data.count(b"\xef\xbf\xbd")) > 0:
        warnings = (f"{lost} broken characters were replaced by \ufffd; the file is not clean UTF-8.",)
    elif encoding == "cp1252":
        warnings = ("The file is not UTF-8; it was read as Windows Western (cp1252). Look at the accents.",)
    head = text[:20_000].replace("\x00", "")
    strange = sum(c < " " and c not in "\t\r\n\x0b\x0c\x1b\x07\x08" for c in head)
    if strange > max(8, len(head) // 50):
        raise Unreadable("This is no text: it looks like a program, picture or packed file.")
    words = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp1252": "Windows Western"}
    return text.replace("\x00", ""), words.get(encoding, "UTF-16"), warnings


def _encoding(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 4 and max(even, odd) > len(head) // 2 * 0.4 and min(even, odd) < max(even, odd) / 4:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        broken = text.count("\ufffd")
        whole = sum(not c.isascii() for c in text) - broken
        # A UTF-8 file with a broken spot is still one; in cp1252 nearly every accent breaks UTF-8.
        return "utf-8" if whole > 2 * broken else "cp1252"
    return "utf-8"


# --------------------------------------------------------------------------------------- delimiter and rows


def _sep_line(text: str) -> tuple[str, str, int]:
    """(text without Excel's `sep=;` line, its delimiter or nothing, line number the text now begins with)."""
    line = re.match(r'"?sep=(.)"?[^\S\t]*(?:\r\n|\n|\r|$)', text, re.IGNORECASE)
    return (text[line.end() :], line[1], 2) if line else (text, "", 1)


def _delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of cells, more than one."""
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        lines = io.StringIO(text[:100_000], newline="")
        try:
            widths = [len(row) for row in islice(Dialect(delimiter).rows(iter(lines)), _SAMPLE) if row]
        except csv.Error:
            continue
        width, rows = max(
            Counter(w for w in widths if w > 1).items(), key=lambda i: (i[1], i[0]), default=(1, 0)
        )
        score = rows / max(1, len(widths)) + min(width, 50) / 1000
        if rows and score > most:
            best, most = delimiter, score
    return best


def _rows(text: str, dialect: Dialect, first_line: int) -> tuple[list[Row], list[str]]:
    """Every record with the line it begins on. A quote that is never closed costs one cell, not the rest."""
    lines = list(io.StringIO(text, newline=""))
    rows: list[Row] = []
    warnings: list[str] = []
    start = 0
    for repair in range(_MOST_REPAIRS + 1):
        rest, open_quote = _read(lines, start, dialect, first_line)
        rows += rest
        if not open_quote:
            break
        broken = rows.pop()
        at = broken.line - first_line
        warnings.append(f"Line {broken.line}: a quote is opened and never closed; the cell was cut there.")
        if at + 1 == len(lines) or repair == _MOST_REPAIRS:
            broken.cells[-1] = broken.cells[-1].removesuffix(_END + "\n").rstrip("\r\n")
            rows.append(broken)
            break
        loose: list[str] = next(dialect.rows(iter([lines[at]]), quoted=False), [])
        rows.append(Row(broken.line, [cell.strip('"') for cell in loose]))
        start = at + 1
    warnings += [
        f"Line {row.line}: one cell goes on for many lines; a quote may be missing before it."
        for row, following in pairwise(rows)
        if following.line - row.line > _SUSPICIOUS_BREAKS
    ]
    return rows, warnings


def _read(lines: list[str], start: int, dialect: Dialect, first_line: int) -> tuple[list[Row], bool]:
    """(the records from line `start` on, whether the last one ended inside a quote)."""
    # The mark at the end becomes a record of its own, unless a quote still stands open and swallows it.
    reader = dialect.rows(chain(islice(lines, start, None), ["\n", _END + "\n"]))
    rows: list[Row] = []
    line = start + first_line
    try:
        for cells in reader:
            rows.append(Row(line, cells))
            line = reader.line_num + start + first_line
    except csv.Error as error:
        raise Unreadable(f"Line {line}: this is no table ({error}).") from None
    if rows and rows[-1].cells == [_END]:
        del rows[-1]
        return rows, False
    return rows, bool(rows)
