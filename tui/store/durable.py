"""TinyDB, made to last: its own API on a database whose every change is on the disk when the call returns.

`DurableDB(path)` is a `TinyDB`. The app's store does without it, on the same `Database` underneath; this is
for those who write a script of their own, and it holds the store to what TinyDB promises: TinyDB's own tests
are run against it (tests/store/test_tinydb_suite.py).
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from tui.core.clock import SystemClock
from tui.store.database import Database
from tui.store.lock import Lock
from tui.store.tables import META, Op, Tables

_compact = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


class DurableStorage(Storage):
    """All tables in memory, each change one line of a journal.

    `Storage` hands over whole databases, which is slow for a large one: `DurableTable` goes by `commit`.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        """Open the file at `path`, locked against other writers unless `read_only`.

        Raises lock.Held, OSError, snapshot.Unreadable, journal.Torn.
        """
        where = Path(os.path.realpath(path))  # of a link too there is one lock
        self._lock = None if read_only else Lock(where.with_name(f"{where.name}.lock"))
        try:
            self._database = Database(where, now=_now, read_only=read_only)
        except BaseException:  # ^C too: the lock is let go
            self._unlock()
            raise
        self._open: list[Op] | None = None
        self.changes = 0
        """How often memory has changed, there and back: what was looked up before is stale."""

    @property
    def tables(self) -> Tables:
        """What is in memory: look, do not change."""
        return self._database.tables

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Everything, in objects of the caller's own; None when there is nothing."""
        return {
            name: {str(id): self.tables.document(name, id) for id in rows.ids()}
            for name, rows in self.tables.rows.items()
        } or None

    def write(self, data: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> None:
        """Make everything what `data` says, at once. Raises OSError, and then nothing has changed."""
        with self.transaction():
            for name in list(self.tables.rows):
                if name not in data and name != META:
                    self.commit(Op(name, None, None))
            for name, documents in data.items():
                if name == META:
                    continue
                if name not in self.tables.rows:
                    self.commit(Op(name, None, "{}"))
                wanted = {int(id): _compact(dict(document)) for id, document in documents.items()}
                rows = self.tables.table(name)
                self.commit(*(Op(name, id, None) for id in rows.ids() if id not in wanted))
                self.commit(*(Op(name, id, text) for id, text in wanted.items() if text != rows.text(id)))

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is one line of the journal, at the end; on any error nothing of it is kept."""
        if self._open is not None:  # part of the outer one
            yield
            return
        if self._lock is None:
            raise OSError("the database is not open for writing")
        self._database.begin()
        self._database.mend()
        ops = self._open = []
        self._undo: list[Callable[[], None]] = []
        try:
            yield
            if ops:
                self.tables.seq = self._database.write(ops)
        except BaseException:  # whatever the caller's block raised: nothing of it is kept
            for undo in reversed(self._undo):
                undo()
            self.changes += 1
            raise
        finally:
            self._open = None

    def commit(self, *ops: Op) -> None:
        """Carry out changes. Raises OSError, and then nothing has changed."""
        with self.transaction():
            assert self._open is not None
            for op in ops:
                self._undo.append(_undo(self.tables, op))
                self.tables.apply([op])
                self._open.append(op)
            self.changes += 1

    def close(self) -> None:
        """Write the file anew and let go of it. Closing twice is fine."""
        if self._lock:
            try:
                if self._database.journal.segments:
                    self._database.compact()
            finally:
                self._database.close()
                self._unlock()

    def _unlock(self) -> None:
        if self._lock:
            self._lock.release()
            self._lock = None


def _now() -> datetime:
    return SystemClock().now().utc


def _undo(tables: Tables, op: Op) -> Callable[[], None]:
    """What takes a change back that is about to be made."""
    name, id = op.table, op.id
    rows, indexes, given = tables.rows.get(name), tables.indexes.get(name), tables.given.get(name, 0)
    if id is not None and rows is not None:
        before = rows.text(id)
        return lambda: tables.apply([Op(name, id, before)])

    def undo() -> None:
        tables.apply([Op(name, None, None)])
        if rows is not None and indexes is not None:
            tables.rows[name], tables.indexes[name], tables.given[name] = rows, indexes, given

    return undo


class _Draft(MutableMapping[int, dict[str, Any]]):
    """What TinyDB's updaters see of a table: copies of the documents they touch, with the changes noted."""

    def __init__(self, tables: Tables, name: str) -> None:
        self._tables, self._name = tables, name
        self._new: dict[int, dict[str, Any] | None] = {}
        self._cleared = False

    def __getitem__(self, id: int) -> dict[str, Any]:
        if id not in self._new:
            self._new[id] = None if self._cleared else self._tables.document(self._name, id)
        document = self._new[id]
        if document is None:
            raise KeyError(id)
        return document

    def __setitem__(self, id: int, document: Mapping[str, Any]) -> None:
        self._new[id] = dict(document)

    def __delitem__(self, id: int) -> None:
        self[id]
        self._new[id] = None

    def __iter__(self) -> Iterator[int]:
        old = [] if self._cleared else self._tables.table(self._name).ids()
        yield from (id for id in old if self._new.get(id, True) is not None)
        yield from [id for id in self._new if id not in set(old) and self._new[id] is not None]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._new, self._cleared = {}, True

    def ops(self) -> Iterator[Op]:
        """The changes. Raises TypeError or ValueError for what JSON cannot hold."""
        rows = self._tables.table(self._name)
        if self._cleared or self._name not in self._tables.rows:
            yield Op(self._name, None, "{}")
        for id, document in self._new.items():
            text = None if document is None else _compact(document)
            if self._cleared or text != rows.text(id):
                yield Op(self._name, id, text)


class DurableTable(Table):
    """A table whose writes cost what they change, not what there is."""

    _seen = -1

    @property
    def _durable(self) -> DurableStorage:
        return cast(DurableStorage, self._storage)

    def __init__(
        self,
        storage: Storage,
        name: str,
        cache_size: int = Table.default_query_cache_capacity,
        persist_empty: bool = False,
    ) -> None:
        super().__init__(storage, name, cache_size)  # TinyDB's own `persist_empty` empties a table (#636)
        if persist_empty and name not in self._durable.tables.rows:
            self._durable.commit(Op(name, None, "{}"))

    def get(
        self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None
    ) -> Any:
        """As TinyDB's; by id without reading the rest."""
        if doc_id is None:
            return cast(Any, super()).get(cond, None, doc_ids)
        document = self._durable.tables.document(self.name, doc_id)
        return None if document is None else self.document_class(document, doc_id)

    def search(self, cond: QueryLike) -> list[Document]:
        """As TinyDB's; what was changed by other ways, or taken back, is seen."""
        if self._seen != self._durable.changes:
            self.clear_cache()
            self._seen = self._durable.changes
        return super().search(cond)

    def __len__(self) -> int:
        return len(self._durable.tables.table(self.name))

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        tables = self._durable.tables
        return {str(id): tables.document(self.name, id) or {} for id in tables.table(self.name).ids()}

    def _get_next_id(self) -> int:
        given = self._durable.tables.given
        given[self.name] = given.get(self.name, 0) + 1
        return given[self.name]

    def _update_table(self, updater: Callable[[Any], Any]) -> None:
        draft = _Draft(self._durable.tables, self.name)
        updater(draft)
        self._durable.commit(*draft.ops())
        self.clear_cache()


class DurableDB(TinyDB):
    """`TinyDB` on a `DurableStorage`: `DurableDB(path)`."""

    table_class = DurableTable
    default_storage_class = DurableStorage  # type: ignore[assignment]  # TinyDB names its own class there

    def tables(self) -> set[str]:
        """The names of the tables."""
        return set(cast(DurableStorage, self.storage).tables.rows)

    def drop_tables(self) -> None:
        """Remove everything."""
        self.storage.write({})
        self._tables.clear()

    def drop_table(self, name: str) -> None:
        """Remove a table."""
        self._tables.pop(name, None)
        storage = cast(DurableStorage, self.storage)
        if name in storage.tables.rows:
            storage.commit(Op(name, None, None))

    def transaction(self) -> contextlib.AbstractContextManager[None]:
        """Everything inside is saved together, or nothing of it."""
        return cast(DurableStorage, self.storage).transaction()
