"""One table in memory: id → the JSON text of its document.

Most documents are not looked at between two starts. They stay what they are in the file, one long text,
and are found by where they stand; only what has changed since is kept beside it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

#: First id, and how many ids follow one another from there.
Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a table as they stand in a file: lines `"id":{…}`, ids rising, with `,` between them."""

    raw: bytes
    """The whole file."""
    end: int
    """Where the last row ends."""
    runs: tuple[Run, ...]
    """The ids, in order."""
    marked: tuple[int, ...]
    """Some of the ids, the first among them, in order: the others are looked for from there."""
    places: tuple[int, ...]
    """Where the rows of these begin."""


#: No rows at all.
EMPTY = Block(b"", 0, (), (), ())


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows to write, one after the other."""

    text: bytes | memoryview
    runs: Sequence[Run]
    marks: Sequence[tuple[int, int]] = ()
    """(id, where its row begins in `text`)."""


class Rows:
    """A table, ordered by id."""

    def __init__(self, block: Block = EMPTY) -> None:
        self._block = block
        self._changed: dict[int, str | None] = {}
        """What is not as in the block: new text, or None for a document that was removed."""
        self._firsts = [first for first, _ in block.runs]
        self._before = list(accumulate((count for _, count in block.runs), initial=0))
        self._size = self._before[-1]

    def __len__(self) -> int:
        return self._size

    def __contains__(self, id: int) -> bool:
        return self._changed[id] is not None if id in self._changed else self._in_block(id)

    def ids(self) -> list[int]:
        """All ids, lowest first."""
        ids = list(chain.from_iterable(range(first, first + count) for first, count in self._block.runs))
        gone = {id for id, text in self._changed.items() if text is None}
        new = [id for id in self._changed if id not in gone and not self._in_block(id)]
        if gone:
            ids = [id for id in ids if id not in gone]
        return sorted(ids + new) if new else ids

    def last(self) -> int:
        """The highest id; 0 when there is none."""
        best = max((id for id, text in self._changed.items() if text is not None), default=0)
        for first, count in reversed(self._block.runs):
            for id in range(first + count - 1, max(first - 1, best), -1):
                if id in self:
                    return id
        return best

    def text(self, id: int) -> str | None:
        """The document as JSON text; None when there is none."""
        if id in self._changed:
            return self._changed[id]
        if not self._in_block(id):
            return None
        start = self._start(id)
        end = self._block.raw.index(b"\n", start)
        row = self._block.raw[start + len(str(id)) + 3 : end]
        return row.removesuffix(b",").decode("ascii")

    def put(self, id: int, text: str) -> None:
        """Set a document: ASCII JSON without a line end."""
        self._size += id not in self
        self._changed[id] = text

    def drop(self, id: int) -> None:
        """Remove a document, if it is there."""
        if id in self:
            self._size -= 1
            if self._in_block(id):
                self._changed[id] = None
            else:
                del self._changed[id]

    def copy(self) -> Rows:
        """The table as it is now, to go through while this one changes."""
        copy = Rows(self._block)
        copy._changed, copy._size = self._changed.copy(), self._size
        return copy

    def pieces(self) -> Iterator[Piece]:
        """Everything, for writing: what is unchanged in long stretches, as it stands."""
        done = 0  # block ids below are written
        for id in sorted(self._changed):
            yield from self._stretch(done, id)
            text = self._changed[id]
            if text is not None:
                yield Piece(b'"%d":%b' % (id, text.encode("ascii")), ((id, 1),))
            done = id + 1
        yield from self._stretch(done, None)

    # ----------------------------------------------------------------------------------------- the block

    def _in_block(self, id: int) -> bool:
        run = bisect_right(self._firsts, id) - 1
        return run >= 0 and id < self._firsts[run] + self._block.runs[run][1]

    def _start(self, id: int) -> int:
        """Where the row of an id of the block begins."""
        block = self._block
        mark = bisect_right(block.marked, id) - 1
        place = block.places[mark]
        return place if block.marked[mark] == id else block.raw.index(b'\n"%d":' % id, place) + 1

    def _stretch(self, low: int, high: int | None) -> Iterator[Piece]:
        """The rows of the block with low <= id < high."""
        block = self._block
        runs = list(self._clipped(low, high))
        if not runs:
            return
        start = self._start(runs[0][0])
        after = None if high is None else next(self._clipped(high, None), None)
        end = block.end if after is None else self._start(after[0]) - 2
        first, last = bisect_left(block.marked, low), len(block.marked)
        if high is not None:
            last = bisect_left(block.marked, high)
        marks = [(block.marked[i], block.places[i] - start) for i in range(first, last)]
        if not marks or marks[0][0] != runs[0][0]:
            marks.insert(0, (runs[0][0], 0))
        yield Piece(memoryview(block.raw)[start:end], runs, marks)

    def _clipped(self, low: int, high: int | None) -> Iterator[Run]:
        """The runs of the block, as far as they lie in low <= id < high."""
        for run in range(max(bisect_right(self._firsts, low) - 1, 0), len(self._firsts)):
            first, count = self._block.runs[run]
            begin, end = max(first, low), first + count
            if high is not None:
                if first >= high:
                    return
                end = min(end, high)
            if begin < end:
                yield begin, end - begin
