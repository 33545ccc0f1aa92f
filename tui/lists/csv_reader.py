"""CSV and its relatives: any encoding, delimiter, quoting and line end that spreadsheets and CRMs write."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui.core.text import count
from tui.lists.reader import Row, Sheet, Unreadable, on_lines

if TYPE_CHECKING:
    import _csv

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 60
#: Cells longer than this are no cells (and csv's own limit, 131,072, is too small for long notes).
_LONGEST_CELL = 10_000_000
_BACKSLASHED = re.compile(r'\\"(?![,;\t|\r\n"]|$)')


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

    def rows(self, lines: Iterator[str], *, quoted: bool = True, strict: bool = False) -> _csv.Reader:
        """A csv reader over lines; without `quoted`, quotes are characters like others."""
        csv.field_size_limit(_LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            escapechar="\\" if self.backslash else None,
            strict=strict,
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
    """Every record with the line it begins on.

    A record whose quotes do not match is read from its first line alone: a quote that is never closed, or
    only by the next one pages later, then costs one cell and not the people in between.
    """
    lines = list(io.StringIO(text, newline=""))
    rows: list[Row] = []
    mended: list[int] = []
    at = 0
    while at < len(lines):
        done = 0
        reader = dialect.rows((lines[i] for i in range(at, len(lines))), strict=True)
        try:
            for cells in reader:
                rows.append(Row(first_line + at + done, cells))
                done = reader.line_num
        except csv.Error:
            at += done
            mended.append(first_line + at)
            cells, taken = _mend(lines, at, dialect)
            rows.append(Row(first_line + at, cells))
            at += taken
        else:
            break
    if not mended:
        return rows, []
    many = count(len(mended), "record has", "records have")
    return rows, [f"{many} quotes that do not match; look at what was read{on_lines(mended)}."]


def _mend(lines: Sequence[str], at: int, dialect: Dialect) -> tuple[list[str], int]:
    """(cells of a record with a loose quote, how many lines it took)."""
    end = at + 1
    while end < len(lines) and lines[end].strip() and dialect.delimiter not in lines[end]:
        end += 1  # the rest of a note: rows of the table have delimiters
    text = re.sub(r"[\r\n]+", " ", "".join(lines[at:end]))
    cells = next(dialect.rows(iter([text]), quoted=text.count('"') % 2 == 0), [])
    return [cell.strip('"').strip() for cell in cells], end - at
