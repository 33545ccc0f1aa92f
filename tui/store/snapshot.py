"""The database file: everything as stock TinyDB would write it, replaced whole, never written in place.

ASCII JSON, table → id → document, one document on a line, ids rising. The table `_meta` stands last: the
leaves of the indexes, then, as its document 1, the head (which store, up to which record, where the rows and
leaves stand) and a checksum of all that stands before it. Where the checksum is right the file is ours and
nothing of it needs to be read through; where it is not, somebody else wrote it, and all of it is.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.store.disk import Disk
from tui.store.index import Index, Leaf
from tui.store.rows import Block, Rows, Run
from tui.store.tables import META, Indexes, Tables

#: Version of how the file is laid out; what the tables mean has one of its own.
FORMAT = 1
#: The rows between two whose place is kept: so many are looked through at the most.
_STRIDE = 64
#: So much is written at once, so much pushed to the disk at once: the journal's fsync waits behind it.
_CHUNK, _SYNC = 1 << 18, 1 << 20
#: The checksum stands in so many bytes at the end.
_END = 64
_CRC = re.compile(rb',"crc":"([0-9a-f]{8})"\}\n\}\n\}\n\Z')
_ID = re.compile("0|[1-9][0-9]{0,17}")
_compact = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class Unreadable(ValueError):
    """The content of the file is not that of a TinyDB file. The message says why."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a file holds."""

    tables: Tables
    ours: bool
    """Whether it is as we wrote it: false when it was edited, or written by TinyDB itself."""


# -------------------------------------------------------------------------------------------------- reading


def parse(raw: bytes, known: Indexes) -> Snapshot:
    """What stands in a file; with the `known` indexes, if it is ours. Raises Unreadable for what is no TinyDB
    file.
    """
    head = _head(raw)
    return Snapshot(_ours(raw, head, known), True) if head else Snapshot(_foreign(raw), False)


def is_ours(raw: bytes) -> bool:
    """Whether a file is as we wrote it."""
    return _head(raw) is not None


class Sum:
    """What a file comes to that is read in parts."""

    def __init__(self) -> None:
        self.size = self._crc = 0
        self._end = b""
        """The last bytes, which `_crc` does not count."""

    def add(self, part: bytes) -> None:
        """The next part."""
        seen = self._end + part
        self._crc = zlib.crc32(memoryview(seen)[:-_END], self._crc)
        self._end = seen[-_END:]
        self.size += len(part)

    @property
    def crc(self) -> int:
        """The checksum of all of it."""
        return zlib.crc32(self._end, self._crc)

    @property
    def ours(self) -> bool:
        """Whether it is as an Offhook wrote it."""
        crc = _CRC.search(self._end)
        return crc is not None and int(crc[1], 16) == zlib.crc32(self._end[: crc.start()], self._crc)


def _head(raw: bytes) -> dict[str, Any] | None:
    """The head of a file that is as we wrote it; None for every other."""
    crc = _CRC.search(raw, max(len(raw) - _END, 0))
    if not crc or int(crc[1], 16) != zlib.crc32(memoryview(raw)[: crc.start()]):
        return None
    head: dict[str, Any] = json.loads(raw[raw.rindex(b"\n", 0, crc.start()) + len('\n"1":') : crc.end() - 5])
    return head if head["format"] == FORMAT else None


def _ours(raw: bytes, head: dict[str, Any], known: Indexes) -> Tables:
    tables = Tables(known, head["schema"], head["store"], head["seq"], dict(head["ids"]))
    tables.replaced = head.get("replaced", {})
    for name, (end, runs, marked, places) in head["tables"].items():
        block = Block(raw, end, tuple((first, count) for first, count in runs), tuple(marked), tuple(places))
        indexes = {
            index: Index(keys, raw, [Leaf(*leaf) for leaf in head["indexes"][name][index]])
            for index, keys in known.get(name, {}).items()
            if index in head["indexes"].get(name, {})
        }
        tables.add(name, Rows(block), indexes)
    return tables


def _foreign(raw: bytes) -> Tables:
    """What somebody else wrote: TinyDB, an editor, an Offhook before there was a journal."""
    if not raw.strip():
        raise Unreadable("is empty")
    try:
        data = json.loads(raw, object_pairs_hook=_each_once)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is no JSON: {error}") from None
    if not isinstance(data, dict) or not all(isinstance(table, dict) for table in data.values()):
        raise Unreadable("is JSON, but holds no tables")
    meta = data.pop(META, {}).get("1", {})
    tables = Tables()
    if isinstance(meta, dict):
        tables.schema, tables.seq = _whole(meta.get("schema")), _whole(meta.get("seq"))
        tables.store = meta["store"] if isinstance(meta.get("store"), str) else ""
        ids = meta.get("ids")
        tables.given = {name: _whole(id) for name, id in ids.items()} if isinstance(ids, dict) else {}
    for name, documents in data.items():
        tables.add(name, _rows(name, documents))
    return tables


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, in which one of two documents with the same id would go unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise Unreadable(f"is JSON, but holds {twice[:20]!r} twice in one place")
    return found


def _whole(value: object) -> int:
    return value if type(value) is int and value >= 0 else 0


def _rows(name: str, documents: dict[str, Any]) -> Rows:
    rows = Rows()
    for id, document in documents.items():
        if not (_ID.fullmatch(id) and isinstance(document, dict)):
            raise Unreadable(f"is JSON, but table {name!r} holds something that is no document: {id[:20]!r}")
        try:
            rows.put(int(id), _compact(document))
        except ValueError:
            raise Unreadable(f"holds a number that is none: {name} {id}") from None
    return rows


# -------------------------------------------------------------------------------------------------- writing


def write(disk: Disk, path: Path, tables: Tables) -> None:
    """Make `path` hold `tables`: beside it first, pushed to the disk, then renamed.

    Raises OSError; the file that was there is then untouched. Where only the last step failed (pushing the
    folder) the new one is in place, but might not survive a power cut.
    """
    beside = path.with_name(f"{path.name}.tmp")
    handle = disk.create(beside)
    try:
        try:
            out = _Out(disk, handle)
            out.write(tables)
            disk.sync(handle)
        finally:
            disk.close(handle)
        disk.put_in_place(path, beside)
    except BaseException:  # whatever it was, half a file is not left beside
        disk.remove(beside)
        raise


class _Out:
    """A file in the making."""

    def __init__(self, disk: Disk, handle: int) -> None:
        self._disk, self._handle = disk, handle
        self._waiting: list[bytes | memoryview] = []
        self._held = self._loose = self.at = self._crc = 0

    def write(self, tables: Tables) -> None:
        """Everything."""
        places = {}
        self._put(b"{\n")
        for name, rows in tables.rows.items():
            self._put(_compact(name).encode("ascii") + b":{\n")
            places[name] = self._table(rows)
            self._put(b"\n},\n")
        self._put(b'"%b":{\n' % META.encode("ascii"))
        leaves: dict[str, dict[str, list[tuple[str, int, int]]]] = {}
        number = 2
        for name, indexes in tables.indexes.items():
            leaves[name] = {}
            for index, made in indexes.items():
                leaves[name][index] = found = []
                for first, text in made.pieces():
                    self._put(b'"%d":' % number)
                    found.append((first, self.at, self.at + len(text)))
                    self._put(text)
                    self._put(b",\n")
                    number += 1
        head = {
            "format": FORMAT,
            "schema": tables.schema,
            "store": tables.store,
            "seq": tables.seq,
            "ids": tables.given,
            "replaced": tables.replaced,
            "tables": places,
            "indexes": leaves,
        }
        self._put(b'"1":' + _compact(head).encode("ascii")[:-1])
        self._flush()
        self._put(b',"crc":"%08x"}\n}\n}\n' % self._crc)
        self._flush()

    def _table(self, rows: Rows) -> tuple[int, list[Run], list[int], list[int]]:
        """(where it ends, its runs, the ids whose place is kept, their places)."""
        runs: list[Run] = []
        marked: list[int] = []
        places: list[int] = []
        for piece in rows.pieces():
            if runs:
                self._put(b",\n")
            for id, place in piece.marks or ((piece.runs[0][0], 0),):
                if not marked or id - marked[-1] >= _STRIDE // 2:
                    marked.append(id)
                    places.append(self.at + place)
            for first, count in piece.runs:
                if runs and sum(runs[-1]) == first:
                    runs[-1] = runs[-1][0], runs[-1][1] + count
                else:
                    runs.append((first, count))
            self._put(piece.text)
        return self.at, runs, marked, places

    def _put(self, text: bytes | memoryview) -> None:
        for start in range(0, len(text), _CHUNK):
            part = text[start : start + _CHUNK]
            self._waiting.append(part)
            self.at += len(part)
            self._held += len(part)
            if self._held >= _CHUNK:
                self._flush()

    def _flush(self) -> None:
        chunk = b"".join(self._waiting)
        self._crc = zlib.crc32(chunk, self._crc)
        self._disk.write(self._handle, chunk)
        self._loose += len(chunk)
        if self._loose >= _SYNC:
            self._disk.sync(self._handle)
            self._loose = 0
        self._waiting, self._held = [], 0
