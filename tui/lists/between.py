"""What stands between the records of a file: comments, the header once more, and *the same as above*."""

from __future__ import annotations

from collections.abc import Sequence

from tui.lists.columns import Columns
from tui.lists.header_words import normal
from tui.lists.reader import Row

_ABOVE = frozenset(
    [
        *('"', '""', "''", '-"-', "-//-", "//", "〃", "ditto", "do.", "dto.", "dto", "same", "same as above"),
        *("as above", "s.o.", "siehe oben", "wie oben", "idem", "id.", "ídem", "ibid.", "voir ci-dessus"),
        *("zie boven", "同上"),
    ]
)
_COMMENT = ("#", "/")


class Between:
    """Knows a file's header, and remembers the row above."""

    def __init__(self, columns: Columns) -> None:
        self._header = columns.header
        self._commented = columns.commented
        self._titles = {normal(title): index for index, title in enumerate(self._header) if title.strip()}
        self._begins = {title.strip().casefold() for title in self._header if title.strip()}
        self._repeats = [i for name in ("account", "place", "country") for i in columns.at.get(name, ())]
        self._above: list[str] = []
        """The row above, for those that say `ditto`."""
        self._order: list[int] = []
        """Where each column of the header stands below a second header that has them otherwise."""

    def straight(self, row: Row) -> Row:
        """The row with its cells under the header's columns, and what it says is the same as above."""
        if self._order:
            cells = [row.cells[i] if i < len(row.cells) else "" for i in self._order]
            row = row._replace(cells=cells + row.cells[len(cells) :])
        return self._from_above(row) if self._repeats else row

    def nobody(self, cells: Sequence[str]) -> str:
        """Why a row is no record; empty: it is one."""
        first = cells[0] if cells else ""
        if first[:1] in _COMMENT and self._is_comment(cells):
            return "it is a comment"
        if cells == self._header or (first.strip().casefold() in self._begins and self._is_header(cells)):
            return "it is the header once more"
        return ""

    def _from_above(self, row: Row) -> Row:
        """The row with the company or place of the one above where it says that it is the same."""
        cells, above = row.cells, self._above
        for index in self._repeats:
            if index < len(cells) and cells[index].strip().casefold() in _ABOVE:
                same = above[index].strip() if index < len(above) else ""
                cells = [*cells[:index], same, *cells[index + 1 :]]
        self._above = cells
        return row if cells is row.cells else row._replace(cells=cells)

    def _is_comment(self, cells: Sequence[str]) -> bool:
        """Whether a row is no record: `# …` or `// …` alone, or any with a `#` where the file begins so."""
        alone = not any(cell.strip() for cell in cells[1:])
        if cells[0].startswith("#"):
            return self._commented or (alone and not cells[0][1:2].isdigit())
        return alone and cells[0].startswith("//")

    def _is_header(self, cells: Sequence[str]) -> bool:
        """Whether this is the header once more; where its columns stand otherwise, so do those below it."""
        said = [normal(cell) for cell in cells if cell.strip()]
        if len(said) * 2 < len(self._titles) or not all(title in self._titles for title in said):
            return False
        if len(said) == len(set(said)) == len(self._titles) > 1:
            now = {normal(cell): index for index, cell in enumerate(cells) if cell.strip()}
            order = [now.get(normal(title), len(cells)) for title in self._header]
            before = self._order or list(range(len(order)))
            self._order = [before[i] if i < len(before) else i for i in order]
        return True
