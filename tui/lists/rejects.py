"""The rows nobody could be read from, as a CSV with the reasons: to be mended and imported again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tui.core.ports import Skipped
from tui.core.text import plain
from tui.files.atomic import write_new
from tui.files.home import Home
from tui.lists.columns import find_columns
from tui.lists.export import Table, csv_lines
from tui.lists.reader import Wish, read
from tui.lists.rows import REASON

_MARK = "\ufeff"
#: More files of one name than this are not tried.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Rejected:
    """Where the rows lie."""

    path: Path
    rows: int
    elsewhere: str = ""
    """Why they do not lie beside the file, as a sentence; empty: they do."""


def write_rejects(source: Path, wish: Wish, skipped: Sequence[Skipped], home: Home) -> Rejected:
    """Write the skipped rows beside the file, never over another; where that cannot be, into the home folder.

    Raises OSError where neither can be written, and Unreadable where the file is no longer what it was.
    """
    rows = list(_rows(source, wish, {one.line: one.why for one in skipped}))
    data = (_MARK + "".join(csv_lines(Table(rows[0], rows[1:]), phones_bare=True))).encode("utf-8", "replace")
    try:
        return Rejected(_put(source.parent, source.stem, data), len(rows) - 1)
    except OSError as error:
        path = _put(home.folder("rejected"), source.stem, data)
        why = (
            f"{source.parent} cannot be written ({error.strerror or error}), so they are in your data folder."
        )
        return Rejected(path, len(rows) - 1, plain(why))


def _rows(source: Path, wish: Wish, why: dict[int, str]) -> Iterator[Sequence[str]]:
    """The header, then each row that was skipped, with the reason behind its cells."""
    sheet = read(source, wish)
    columns = find_columns(sheet.head, {})
    with closing(sheet.rows()) as rows:
        # Of several records on one line (a broken one and what follows it) each has its own row.
        found = [(row.cells, why[row.line]) for row in rows if row.line in why]
    width = max([len(columns.header), *(len(cells) for cells, _ in found)])
    kept = [index for index in range(width) if columns.title(index) != REASON]  # it was rejected before
    yield [*map(columns.title, kept), REASON]
    for cells, reason in found:
        yield [*(cells[index] if index < len(cells) else "" for index in kept), reason]


def _put(folder: Path, stem: str, data: bytes) -> Path:
    for turn in range(1, _MOST):
        path = folder / f"{stem}.rejected{f'-{turn}' if turn > 1 else ''}.csv"
        try:
            write_new(path, data)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(f"{folder} has {_MOST} such files")
