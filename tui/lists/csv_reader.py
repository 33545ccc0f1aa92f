"""CSV and its relatives: any encoding, delimiter, quoting and line end that spreadsheets and CRMs write."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from tui.core.text import count
from tui.lists.encoding import Encoding, encoding_of
from tui.lists.garbled import GARBLED, is_garbled, ungarbled
from tui.lists.reader import Row, Sheet, Source, Unreadable, Walk, Way, Wish, on_lines

if TYPE_CHECKING:
    import _csv

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
#: What a file may be parted by that has none of these in its first line.
_RARE = {"^": "carets", "~": "tildes", "¦": "broken bars", "\x1f": "unit separators", "\x01": "control-A"}
_SAMPLE = 60
_SAMPLE_CHARACTERS = 200_000
#: Cells longer than this are no cells (and csv's own limit, 131,072, is too small for long notes).
_LONGEST_CELL = 10_000_000
#: A line longer than this is read in pieces.
_LONGEST_LINE = 5_000_000
#: Lines that may belong to a record with a loose quote.
_MOST_MENDED = 200
_BACKSLASHED = re.compile(r'\\"(?![,;\t|\r\n"]|$)')
_SEP = re.compile(r'"?sep=(.)"?[^\S\t]*(?:\r\n|\n|\r|$)', re.IGNORECASE)


class CsvReader:
    """Reads any text as a table. The last of the readers: it knows everything."""

    def knows(self, head: bytes, name: str) -> bool:
        """Always."""
        return True

    def read(self, source: Source, wish: Wish) -> Sheet:
        """The rows of the text. Raises Unreadable when it is no text."""
        encoding = encoding_of(source, wish.encoding)
        sample = sample_of(source, encoding)
        sep = _SEP.match(sample)
        sample = sample[sep.end() :] if sep else sample
        if not sample.strip():
            raise Unreadable("The file is empty.")
        delimiter = sep[1] if sep else _delimiter(sample)
        quote = "'" if _in_apostrophes(sample, delimiter) else '"'
        dialect = Dialect(delimiter, bool(_BACKSLASHED.search(sample)), quote)
        form = f"CSV, {encoding.words}, {(_DELIMITERS | _RARE).get(delimiter, repr(delimiter))}"
        walk = partial(_walk, source, encoding, dialect, bool(sep))
        said = [encoding.warning] if encoding.warning else []
        if is_garbled(sample):
            return Sheet(form, source.size, partial(_put_right, walk), [*said, GARBLED])
        return Sheet(form, source.size, walk, said)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the cells are set apart."""

    delimiter: str
    backslash: bool = False
    """Quotes inside a cell are written as `\\"`."""
    quote: str = '"'

    def rows(self, lines: Iterable[str], *, quoted: bool = True, strict: bool = False) -> _csv.Reader:
        """A csv reader over lines; without `quoted`, quotes are characters like others."""
        csv.field_size_limit(_LONGEST_CELL)
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            escapechar="\\" if self.backslash else None,
            strict=strict,
        )


def sample_of(source: Source, encoding: Encoding) -> str:
    """The beginning of a text without NULs. Raises Unreadable for what is no text."""
    with source.open() as file, encoding.text(file) as text:
        sample = text.read(_SAMPLE_CHARACTERS).removeprefix("\ufeff").replace("\x00", "")
    head = sample[:20_000]
    strange = sum(c < " " and c not in "\t\r\n\x0b\x0c\x1b\x07\x08" for c in head)
    if strange > max(8, len(head) // 50):
        raise Unreadable("This is no text: it looks like a program, picture or packed file.")
    return sample


def _delimiter(sample: str) -> str:
    """The delimiter that gives most rows the same number of cells, more than one."""
    head = sample.lstrip().split("\n", 1)[0]
    rare = [delimiter for delimiter in _RARE if delimiter in head and not any(d in head for d in _DELIMITERS)]
    best, most = ",", 0.0
    for delimiter in (*_DELIMITERS, *rare):
        lines = io.StringIO(sample[:100_000], newline="")
        try:
            widths = [len(row) for row in islice(Dialect(delimiter).rows(lines), _SAMPLE) if row]
        except csv.Error:
            continue
        width, rows = max(
            Counter(w for w in widths if w > 1).items(), key=lambda i: (i[1], i[0]), default=(1, 0)
        )
        score = rows / max(1, len(widths)) + min(width, 50) / 1000
        if rows and score > most:
            best, most = delimiter, score
    return best


def _in_apostrophes(sample: str, delimiter: str) -> bool:
    """Whether every cell of the first line stands in single quotes, as some databases write them."""
    cells = sample.lstrip().split("\n", 1)[0].strip().split(delimiter)
    return len(cells) > 1 and all(len(cell) > 2 and cell[0] == cell[-1] == "'" for cell in cells)


# --------------------------------------------------------------------------------------------------- rows


def _walk(
    source: Source, encoding: Encoding, dialect: Dialect, sep: bool, way: Way
) -> Generator[Row, None, None]:
    """Every record with the line it begins on."""
    with source.open() as file, encoding.text(file) as text:
        way.position = file.tell
        lines = Lines(text)
        if sep:
            lines.take()
            lines.done()
        yield from _records(lines, dialect, way)
        way.position = lambda: source.size


def _put_right(walk: Walk, way: Way) -> Generator[Row, None, None]:
    """The same with accents that were garbled before put right."""
    with closing(walk(way)) as rows:
        for row in rows:
            yield row._replace(cells=[cell if cell.isascii() else ungarbled(cell) for cell in row.cells])


class Lines:
    """The lines of a text with a way back: those since the last whole record can be had once more."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.at = 1
        """Number of the line the next record begins on."""
        self._text = text
        self._taken: list[str] = []
        self._again: deque[str] = deque()
        self._begun = False

    def take(self) -> str | None:
        """The next line without NULs; None: the text has ended."""
        line = self._again.popleft() if self._again else self._text.readline(_LONGEST_LINE)
        if not line:
            return None
        if line[0] == "\x1a" and not line[1:].strip():  # the mark by which DOS ended a text
            line = "\n"
        if not self._begun:
            line, self._begun = line.removeprefix("\ufeff"), True
        if "\x00" in line:
            line = line.replace("\x00", "") or "\n"
        self._taken.append(line)
        return line

    def record(self) -> Iterator[str]:
        """The lines from here on, for a csv reader. They end early where no cell can be so long."""
        length = 0
        while (line := self.take()) is not None:
            length = length + len(line) if len(self._taken) > 1 else 0
            if length > _LONGEST_CELL:
                return
            yield line

    def done(self, keep: int = 0) -> None:
        """What was taken is a record, but for the last `keep` lines."""
        lines = len(self._taken) - keep
        self.at += lines
        self._again.extendleft(reversed(self._taken[lines:]))
        self._taken.clear()

    def back(self) -> None:
        """What was taken comes once more."""
        self.done(keep=len(self._taken))


def _records(lines: Lines, dialect: Dialect, way: Way) -> Iterator[Row]:
    """A record whose quotes do not match is read from its first line alone.

    A quote that is never closed, or only by the next one pages later, then costs one cell and not the people
    in between.
    """
    mended: list[int] = []
    ended = False
    while not ended:
        try:
            for cells in dialect.rows(lines.record(), strict=True):
                yield Row(lines.at, cells)
                lines.done()
            ended = True
        except csv.Error:
            lines.back()
            mended.append(lines.at)
            yield Row(lines.at, _mend(lines, dialect))
    if mended:
        many = count(len(mended), "record has", "records have")
        way.warnings.append(f"{many} quotes that do not match; look at what was read{on_lines(mended)}.")


def _mend(lines: Lines, dialect: Dialect) -> list[str]:
    """The cells of a record with a loose quote."""
    taken = [lines.take() or ""]
    size = len(taken[0])
    while (line := lines.take()) is not None:
        size += len(line)
        if (
            not line.strip()
            or dialect.delimiter in line
            or len(taken) == _MOST_MENDED
            or size > _LONGEST_LINE
        ):
            break
        taken.append(line)  # the rest of a note: rows of the table have delimiters
    lines.done(keep=0 if line is None else 1)
    text = re.sub(r"[\r\n]+", " ", "".join(taken))[:_LONGEST_LINE]
    cells = next(dialect.rows([text], quoted=text.count(dialect.quote) % 2 == 0), [])
    return [cell.strip(dialect.quote).strip() for cell in cells]
