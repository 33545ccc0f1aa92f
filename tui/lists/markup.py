"""Tables in markup: the HTML that CRMs call "export to Excel", and Excel's own XML of 2003."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from tui.core.text import count, plain
from tui.lists.encoding import Encoding, encoding_of
from tui.lists.reader import Listed, Row, Sheet, Source, Unreadable, Way, Wish, chunks
from tui.lists.workbook_child import MOST_COLUMNS
from tui.lists.workbook_child import text as shown

_BEGINS = re.compile(rb"<(?:!doctype|html|table|head|meta|body|style|\?xml|!--)", re.I)
_HOLDS = re.compile(rb"<(?:\w+:)?(?:table|worksheet)[\s>]", re.I)
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.I)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
#: So much may come before a tag or comment ends; more is no markup, and is looked at again and again.
_LONGEST_TAG = 100_000
_MOST_CELL = 100_000
_MOST_ROWSPAN = 1000
_UNSEEN = frozenset({"script", "style", "title"})


class MarkupReader:
    """Reads the largest table of a page, or the sheet of Excel's XML that the rep names."""

    def knows(self, head: bytes, name: str) -> bool:
        """Whether it begins as markup does. Whether it holds a table, only the whole file says."""
        head = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        return bool(_BEGINS.match(head) or (head.startswith(b"<") and _HOLDS.search(head)))

    def read(self, source: Source, wish: Wish) -> Sheet:
        """The rows of the table. Raises Unreadable where there is none."""
        encoding, tables = _tables(source, wish.encoding)
        number = _chosen(tables, wish.sheet)
        form = f"table of a web page, {encoding.words}"
        said = [encoding.warning] if encoding.warning else []
        if tables[number].sheet:
            form = f"Excel XML, sheet '{plain(tables[number].name)}'"
        others = [
            table for table in tables if table.rows > 1 and table.widest > 1 and table is not tables[number]
        ]
        if others and tables[number].sheet:
            names = ", ".join(f"'{plain(table.name)}'" for table in others)
            said.append(
                f"Only the sheet '{plain(tables[number].name)}' was read, not {names}. "
                "Choose with --sheet NAME."
            )
        elif others:
            said.append(f"Only the largest table of the page was read, not {count(len(others), 'other')}.")
        return Sheet(form, source.size, partial(_walk, source, encoding, number), said)

    def sheets(self, source: Source) -> list[Listed]:
        """The sheets of Excel's XML, the largest first; of a web page, nothing."""
        _, tables = _tables(source, "")
        named = [table for table in tables if table.sheet]
        return [Listed(t.name, t.rows, t.widest) for t in sorted(named, key=lambda t: -t.rows)]


@dataclass(slots=True)
class _Table:
    """A table as far as it has been read."""

    name: str = ""
    sheet: bool = False
    """Whether it is a sheet of Excel's XML."""
    rows: int = 0
    widest: int = 0
    cells: list[str] | None = None
    """Of the row that is being read."""
    line: int = 0
    text: list[str] | None = None
    """Of the cell that is being read."""
    size: int = 0
    span: int = 1
    exact: str = ""
    """The number in a cell, where the markup says it apart from how it is shown."""
    down: int = 1
    falling: dict[int, tuple[int, str]] = field(default_factory=dict)
    """Column → (rows still to come, text) of a cell that reaches over several rows."""


def _tables(source: Source, said: str) -> tuple[Encoding, list[_Table]]:
    declared = _DECLARED.search(source.head().replace(b"\x00", b""))
    encoding = encoding_of(source, said, declared[1].decode() if declared else "")
    parser = _Parser()
    for _ in _rows(source, encoding, parser, Way()):
        pass
    return encoding, parser.tables


def _chosen(tables: list[_Table], wish: str) -> int:
    filled = [n for n, table in enumerate(tables) if table.rows]
    if not filled:
        raise Unreadable(
            "This is a web page or XML, and holds no table. Save or export it as CSV and import that."
        )
    if not wish:
        return max(filled, key=lambda n: (tables[n].rows * min(tables[n].widest, 3), -n))
    for n, table in enumerate(tables):
        if table.sheet and table.name.casefold() == wish.strip().casefold():
            return n
    names = ", ".join(f"'{plain(table.name)}'" for table in tables if table.sheet)
    have = f". The sheets are: {names}." if names else " in a web page."
    raise Unreadable(f"There is no sheet '{plain(wish)}'{have}")


def _walk(source: Source, encoding: Encoding, number: int, way: Way) -> Generator[Row, None, None]:
    for table, row in _rows(source, encoding, _Parser(), way):
        if table == number:
            yield row


def _rows(source: Source, encoding: Encoding, parser: _Parser, way: Way) -> Iterator[tuple[int, Row]]:
    with source.open() as file:
        way.position = file.tell
        for text in encoding.texts(chunks(file, 1 << 16)):
            parser.feed(text.replace("\x00", ""))
            if len(parser.rawdata) > _LONGEST_TAG:
                raise Unreadable(
                    "The web page is damaged: a tag in it never ends. Save it as CSV and import that."
                )
            yield from parser.taken()
        parser.rawdata = parser.rawdata.partition("<")[0]  # a tag that is cut off is none
        parser.close()
        while parser.open:
            parser.end_table()
        yield from parser.taken()
        way.position = lambda: source.size


class _Parser(HTMLParser):
    """Collects the rows of every table, each as it ends. Tags that never end are ended by the next."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self.open: list[tuple[int, _Table]] = []
        self._done: list[tuple[int, Row]] = []
        self._unseen = 0

    def taken(self) -> list[tuple[int, Row]]:
        """(number of the table, row) of what has ended since the last time."""
        done, self._done = self._done, []
        return done

    def parse_html_declaration(self, i: int) -> int:
        """`<![CDATA[…]]>` is text; other marked sections, which Excel writes, are passed over."""
        if not self.rawdata.startswith("<![", i):
            return super().parse_html_declaration(i)
        data = self.rawdata.startswith("<![CDATA[", i)
        mark = "]]>" if data else ">"
        end = self.rawdata.find(mark, i)
        if end < 0:
            return -1
        if data:
            self.handle_data(self.rawdata[i + 9 : end])
        return end + len(mark)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        name, said = tag.rpartition(":")[2], {key.rpartition(":")[2]: value or "" for key, value in attrs}
        if name in _UNSEEN:
            self._unseen += 1
        elif name == "worksheet" or (name == "table" and not (self.open and self.open[-1][1].sheet)):
            self._begin_table(said.get("name", ""), name == "worksheet")
        elif self.open:
            table = self.open[-1][1]
            if name in ("tr", "row"):
                self._begin_row(table, said)
            elif name in ("td", "th", "cell"):
                self._begin_cell(table, said)
            elif name == "data" and said.get("type", "").casefold() == "error":
                table.text = None
            elif name in ("br", "p", "div", "li") and table.text:
                table.text.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins and ends."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        name = tag.rpartition(":")[2]
        if name in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif self.open:
            number, table = self.open[-1]
            if name in ("td", "th", "cell"):
                _end_cell(table)
            elif name in ("tr", "row"):
                self._end_row(number, table)
            elif name == ("worksheet" if table.sheet else "table"):
                self.end_table()

    def handle_data(self, data: str) -> None:
        """Text."""
        if self.open and not self._unseen:
            table = self.open[-1][1]
            if table.text is not None and table.size < _MOST_CELL:
                table.text.append(data)
                table.size += len(data)

    def _begin_table(self, name: str, sheet: bool) -> None:
        table = _Table(name, sheet)
        self.open.append((len(self.tables), table))
        self.tables.append(table)

    def end_table(self) -> None:
        """The innermost table ends, wherever it is."""
        number, table = self.open.pop()
        self._end_row(number, table)

    def _begin_row(self, table: _Table, said: dict[str, str]) -> None:
        self._end_row(self.open[-1][0], table)
        table.cells = []
        at = said.get("index", "")
        place = int(at) if table.sheet and at.isdecimal() and len(at) < 8 else table.line + 1
        table.line = place if table.sheet else self.getpos()[0]

    def _begin_cell(self, table: _Table, said: dict[str, str]) -> None:
        _end_cell(table)
        if table.cells is None:
            self._begin_row(table, {})
        assert table.cells is not None
        at = said.get("index", "")
        if at.isdecimal():
            while len(table.cells) < min(int(at) - 1, MOST_COLUMNS):
                if not _fall(table):
                    table.cells.append("")
        _fall(table)
        table.text, table.size, table.exact = [], 0, said.get("num", "")
        table.span = _whole(said.get("colspan", ""), 1) + _whole(said.get("mergeacross", ""), 0)
        table.down = _whole(said.get("rowspan", ""), 1) + _whole(said.get("mergedown", ""), 0)

    def _end_row(self, number: int, table: _Table) -> None:
        if table.cells is None:
            return
        _end_cell(table)
        _fall(table)
        self._done.append((number, Row(table.line, table.cells[:MOST_COLUMNS])))
        table.rows += any(map(str.strip, table.cells))
        table.widest = max(table.widest, len(table.cells))
        table.cells = None


def _end_cell(table: _Table) -> None:
    if table.text is None or table.cells is None:
        return
    text = " ".join("".join(table.text).split())
    if table.exact and _NUMBER.fullmatch(table.exact):
        text = shown(float(table.exact))
    elif table.sheet and _NUMBER.fullmatch(text) and "e" in text.casefold():
        text = shown(float(text))
    wide = ([text] + [""] * (table.span - 1))[: max(0, MOST_COLUMNS - len(table.cells))]
    if table.down > 1:
        table.falling |= {len(table.cells) + at: (table.down, cell) for at, cell in enumerate(wide)}
    table.cells += wide
    table.text = None


def _fall(table: _Table) -> bool:
    """Put in the cells that reach down into this row. Whether there were any."""
    assert table.cells is not None
    before = len(table.cells)
    while (column := len(table.cells)) in table.falling and table.falling[column][0] > 1:
        left, text = table.falling.pop(column)
        table.falling[column] = (left - 1, text)
        table.cells.append(text)
    return len(table.cells) > before


def _whole(said: str, otherwise: int) -> int:
    return min(int(said), _MOST_ROWSPAN) if said.isdecimal() and len(said) < 8 else otherwise
