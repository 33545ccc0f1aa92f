"""The store on disk: records in memory, every commit one whole write of the TinyDB file."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tui.core.ports import Batch, Saved, SaveFailed, StoreBusy, StoreProblem
from tui.files.collector import without_collector
from tui.store.codec import TABLES, Damaged, decode, encode
from tui.store.lock import Held, Lock
from tui.store.shelf import Kind, Records
from tui.store.storage import Unreadable, WholeFile, load

#: Version of what the tables mean. A file of a higher one is refused.
SCHEMA = 1
#: The table of the schema version and of the highest ids ever given; its one document has the id 1.
META = "_meta"

_ADVICE = "Nothing was changed. Mend the file, or move it away and put a backup in its place."


def open_store(path: Path, *, read_only: bool = False) -> TinyStore:
    """Open the database at `path`; without a file the store is empty, and the first commit makes one.

    The folder is made if it is missing. With `read_only` nothing is locked or written: it works beside the
    running app and shows what was saved when it was opened. Raises StoreProblem.
    """
    lock = None if read_only else _lock(path.parent)
    try:
        with without_collector():
            tables = _load(path)
            return TinyStore(tables, None if lock is None else WholeFile(path, tables), lock, path)
    except BaseException:  # ^C while loading too: the lock is let go
        if lock:
            lock.release()
        raise


class TinyStore(Records):
    """The Store of core/ports.py. Reading never touches the file; writing has a thread of its own."""

    def __init__(
        self,
        tables: Mapping[str, Mapping[str, Any]],
        storage: WholeFile | None,
        lock: Lock | None,
        path: Path,
    ) -> None:
        """Use `open_store`. Without a storage and a lock: for reading only."""
        super().__init__()
        self._storage, self._lock, self._path = storage, lock, path
        self._writer = ThreadPoolExecutor(1, "store")
        for kind, id in _schema(tables, path).items():
            self.note_ids(kind, id)
        self.apply(Batch(_records(tables, path)))

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Put a batch on disk, whole, then into memory. Batches land in the order of the calls.

        Once called it goes on to its end, also when the caller is cancelled. Raises Damaged, and saves
        nothing, when a record holds what its annotations forbid: that is a mistake of the program.
        """
        if self._storage is None:
            return SaveFailed("Not saved: the file is not open for writing. What was saved before is safe.")
        if batch == Batch():
            return Saved()
        written = asyncio.wrap_future(self._writer.submit(self._write, batch, dict(self.given)))
        written.add_done_callback(lambda done: self._land(done, batch))
        return await asyncio.shield(written)

    def close(self) -> None:
        """Let go of the file, with everything acknowledged on disk. Closing twice is fine."""
        self._writer.shutdown()
        self._storage = None
        if self._lock:
            self._lock.release()
            self._lock = None

    def _land(self, done: asyncio.Future[Saved | SaveFailed], batch: Batch) -> None:
        """Take a written batch into memory: on the loop's thread, before the caller hears of it."""
        if not done.cancelled() and not done.exception() and isinstance(done.result(), Saved):
            self.apply(batch)

    def _write(self, batch: Batch, given: Mapping[Kind, int]) -> Saved | SaveFailed:
        """The disk's half of a commit, on the writer's thread."""
        storage = self._storage
        assert storage is not None
        try:
            with storage.transaction():
                for record in batch.puts:
                    storage.put(TABLES[type(record)], record.id, encode(record))
                for kind, id in batch.drops:
                    storage.drop(TABLES[kind], id)
                ids = {TABLES[kind]: id for kind, id in given.items() if id}
                storage.put(META, 1, {"schema": SCHEMA, "ids": ids})
        except OSError as error:
            return SaveFailed(_not_saved(error, self._path))
        return Saved()


def _lock(folder: Path) -> Lock:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Lock(folder / "lock")
    except Held as held:
        raise StoreBusy(
            f"Offhook is already open ({held}). Close it there, or use it there. Nothing was changed."
        ) from None
    except OSError as error:
        raise StoreProblem(
            f"The folder {folder} cannot be written ({_why(error)}). Nothing was changed. "
            "Make it writable for you, or choose another with --home."
        ) from None


def _load(path: Path) -> dict[str, dict[str, Any]]:
    try:
        return load(path)
    except Unreadable as fault:
        raise StoreProblem(f"{path} {fault}. {_ADVICE}") from None
    except OSError as error:
        raise StoreProblem(f"{path} cannot be read ({_why(error)}). Nothing was changed.") from None


def _schema(tables: Mapping[str, Mapping[str, Any]], path: Path) -> dict[Kind, int]:
    """The highest ids ever given, of a file whose schema we know."""
    if not tables:
        return {}
    meta = tables.get(META, {}).get("1", {})
    schema, ids = meta.get("schema"), meta.get("ids")
    if type(schema) is not int or not isinstance(ids, dict):
        raise StoreProblem(f"{path} is a TinyDB file, but not one of Offhook's. {_ADVICE}")
    if schema > SCHEMA:
        raise StoreProblem(
            f"{path} was written by a newer Offhook (schema {schema}, this one knows {SCHEMA}). "
            "Nothing was changed. Install the newer Offhook to use it."
        )
    return {kind: ids[table] for kind, table in TABLES.items() if type(ids.get(table)) is int}


def _records(tables: Mapping[str, Mapping[str, Any]], path: Path) -> tuple[Any, ...]:
    """All records. One that is damaged keeps the file shut: it might be the one that forbids a call."""
    records, faults = [], []
    for kind, table in TABLES.items():
        for id, document in tables.get(table, {}).items():
            try:
                records.append(decode(kind, int(id), document))
            except Damaged as damaged:
                faults.append(f"{table} {id}: {damaged}")
    if faults:
        more = f", and {len(faults) - 3} more" if len(faults) > 3 else ""
        raise StoreProblem(f"{path} holds damaged records ({'; '.join(faults[:3])}{more}). {_ADVICE}")
    return tuple(records)


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _not_saved(error: OSError, path: Path) -> str:
    """What to tell the rep about a write that failed."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        what, to_do = "the disk is full", "Make room, then try again"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what, to_do = f"{path.parent} cannot be written", "Make it writable for you, then try again"
    else:
        what, to_do = f"{path} could not be written ({_why(error)})", "Try again"
    return f"Not saved: {what}. What was saved before is safe. {to_do}."
