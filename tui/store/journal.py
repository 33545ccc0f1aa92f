"""The journal: what was committed since the database file was written, one checksummed line for each commit.

It lies beside the file in *segments*, `offhook.json.journal-<number of its first record>`. A line is
`crc32 {"n":813,"ops":[["contacts",17,{…}],["skips",4,null]]}`; the first one of a segment names the store it
belongs to. Documents are whole, so that reading a line twice does no harm.
"""

from __future__ import annotations

import contextlib
import errno
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.store.disk import Disk
from tui.store.tables import Op

#: What a line begins with.
_START = re.compile(rb"[0-9a-f]{8} (?=\{)")
_compact = json.JSONEncoder(separators=(",", ":")).encode


class Torn(ValueError):
    """The journal contradicts itself or the file. The message says where and how, without a full stop."""


@dataclass(frozen=True, slots=True)
class Record:
    """One commit."""

    n: int
    ops: Sequence[Op]


@dataclass(frozen=True, slots=True)
class Segment:
    """A file of the journal, as it was found."""

    path: Path
    first: int
    """The number of its first record."""


def segments(disk: Disk, path: Path) -> list[Segment]:
    """The journal beside the database file at `path`, oldest first."""
    start = f"{path.name}.journal-"
    found = (name for name in disk.names(path.parent) if name.startswith(start))
    numbers = sorted((int(n), n) for name in found if (n := name.removeprefix(start)).isdecimal())
    return [Segment(path.with_name(start + text), number) for number, text in numbers]


def read(disk: Disk, segment: Segment, *, last: bool, store: str) -> tuple[list[Record], int, str]:
    """(the records of a segment, how many of its bytes are good, which store it belongs to).

    What stands after the last good line of the `last` segment was never acknowledged, and is left out.
    Raises Torn where something is damaged that was, and for the journal of another `store` ("": any).
    """
    raw = disk.read(segment.path)
    records: list[Record] = []
    good = 0
    owner = ""
    for number, line in enumerate(raw.splitlines(keepends=True), 1):
        body = _body(line)
        if body is None:
            if last and not _good_line_in(raw[good:]):
                break
            raise Torn(f"{segment.path.name}, line {number}, is damaged, and good lines follow it")
        if "store" in body:
            owner = body["store"]
            if store and owner != store:
                raise Torn(f"{segment.path.name} is the journal of another file")
        else:
            ops = [Op(table, id, None if doc is None else _compact(doc)) for table, id, doc in body["ops"]]
            records.append(Record(body["n"], ops))
        good += len(line)
    return records, good, owner


def check_owner(disk: Disk, segment: Segment, store: str) -> None:
    """Raises Torn when a segment names another `store` than this one ("": any)."""
    first = _body(disk.read(segment.path).partition(b"\n")[0] + b"\n")
    if first and store and first.get("store", store) != store:
        raise Torn(f"{segment.path.name} is the journal of another file")


def _body(line: bytes) -> dict[str, Any] | None:
    """What a line says; None when it is not whole."""
    with contextlib.suppress(ValueError):
        if line.endswith(b"\n") and line[:9] == b"%08x " % zlib.crc32(line[9:-1]):
            body = json.loads(line[9:-1])
            return body if isinstance(body, dict) else None
    return None


def _good_line_in(raw: bytes) -> bool:
    """Whether there is one anywhere, also after a line end that is damaged and therefore none."""
    starts = (match.start() for match in _START.finditer(raw))
    return any(_body(raw[start : raw.find(b"\n", start) + 1]) for start in starts)


def _add_line(lines: bytearray, parts: Iterable[str]) -> None:
    """A line that comes in parts, put together in its place: that of an import is 40 MB."""
    start = len(lines)
    lines += b"00000000 "
    for part in parts:
        lines += part.encode("ascii")
    lines[start : start + 8] = b"%08x" % zlib.crc32(memoryview(lines)[start + 9 :])
    lines += b"\n"


def _parts(n: int, ops: Iterable[Op]) -> Iterator[str]:
    yield f'{{"n":{n},"ops":['
    comma = ""
    for table, id, text in ops:
        yield comma
        yield f"[{json.dumps(table)},{'null' if id is None else id},{'null' if text is None else text}]"
        comma = ","
    yield "]}"


class Journal:
    """The journal of an open store, to be written."""

    def __init__(self, disk: Disk, path: Path, store: str, seq: int) -> None:
        """Of the database file at `path`; the next record is `seq` + 1."""
        self._disk, self._path, self.store = disk, path, store
        self.seq = seq
        self.size = 0
        """Bytes written since the last `rotate`."""
        self.segments: list[Segment] = []
        self.broken = 0
        """The record that a failing disk may hold or not; 0: none. Until the file is written anew and holds
        what came before, nothing can be appended.
        """
        self._handle: int | None = None
        self._end = 0

    def resume(self, found: Sequence[Segment], good: int, size: int) -> None:
        """Go on in the last segment found, of which so many bytes are good; all have `size` together.

        Cuts off what is not good, and pushes to the disk what a killed predecessor may not have pushed: what
        is built on it must not last longer than it. The names of the segments have been pushed.
        """
        self.segments = list(found)
        self._handle, self._end, self.size = self._disk.append(found[-1].path), good, size
        try:
            self._disk.truncate(self._handle, good)
            self._disk.sync(self._handle)
        except BaseException:  # whatever it was, the file is let go of
            self.close()
            raise

    def append(self, ops: Iterable[Op]) -> int:
        """Write a record and push it to the disk; its number. Raises OSError, and then it is not there."""
        if self.broken:
            raise OSError(errno.EIO, "the disk failed before")
        if self._handle is None:
            self._begin()
        lines = bytearray()
        if not self._end:
            _add_line(lines, [_compact({"store": self.store})])
        _add_line(lines, _parts(self.seq + 1, ops))
        self._push(lines)
        self.seq += 1
        return self.seq

    def rotate(self) -> int:
        """Let the next record begin a new segment; the number of the last one before it."""
        self.close()
        self.size = 0
        if self.broken:  # on the disk or not, its number is not given again
            self.seq = max(self.seq, self.broken)
        return self.seq

    def forget(self, up_to: int) -> None:
        """The database file holds everything up to that record: remove the segments that say the same."""
        while self.segments and self._covered(up_to):
            with contextlib.suppress(OSError):  # tried again at the next start
                self._disk.remove(self.segments[0].path)
            del self.segments[0]
        if up_to >= self.broken:
            self.broken = 0

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._disk.close(handle)

    def _covered(self, up_to: int) -> bool:
        following = self.segments[1].first if len(self.segments) > 1 else None
        if following is None:
            return self._handle is None and self.seq <= up_to
        return following <= up_to + 1

    def _begin(self) -> None:
        name = f"{self._path.name}.journal-{self.seq + 1:012d}"
        segment = Segment(self._path.with_name(name), self.seq + 1)
        handle = self._disk.append(segment.path)
        try:
            self._disk.truncate(handle, 0)  # an attempt to begin it may have failed half way
            self._disk.sync_folder(self._path.parent)
        except BaseException:  # ^C too: the handle would be lost
            self._disk.close(handle)
            raise
        self._handle, self._end = handle, 0
        if segment not in self.segments:  # begun before, and nothing came into it: it is the same file
            self.segments.append(segment)

    def _push(self, lines: bytearray) -> None:
        assert self._handle is not None
        try:
            self._disk.write(self._handle, memoryview(lines))
            self._disk.sync(self._handle)
        except BaseException as error:
            # On a full disk the part that was written is taken back, and it goes on when there is room. After
            # a failed fsync the system calls pages clean that are not: nothing it says of them counts.
            full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
            try:
                self._disk.truncate(self._handle, self._end)
                self._disk.sync(self._handle)
            except OSError:
                full = False
            self.broken = 0 if full else self.seq + 1
            raise
        self._end += len(lines)
        self.size += len(lines)
