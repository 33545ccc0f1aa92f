"""A database file and its journal, opened: memory, and the order in which memory and disk change.

What is always so (docs/reliability.md tells how it is tested):

1. Memory never says more than the disk: `write` first, `apply` after it.
2. What `write` returned from survives a kill and a power cut.
3. Records are numbered without a gap. The file holds all up to its `seq`; a segment of the journal is removed
   only when the file that holds its records is in place for good.
4. What was not understood is not touched: it is kept aside, or opening is refused.
"""

from __future__ import annotations

import os
import secrets
import threading
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from tui.files.collector import without_collector
from tui.store import journal, snapshot
from tui.store.disk import Disk
from tui.store.journal import Journal, Segment, Torn
from tui.store.tables import Indexes, Op, Tables

#: How often a reader looks again when the writer puts a new file in place under its eyes.
_LOOKS = 10


class Database:
    """An open database. Not for two threads at once, but for this: `write` (a single one at a time, and no
    `rotate`) may run beside reading, and `save_copy` beside everything.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime],
        disk: Disk | None = None,
        known: Indexes | None = None,
        read_only: bool = False,
        check: Callable[[Tables, bool], Tables] = lambda tables, ours: tables,
    ) -> None:
        """Open the file at `path`, or begin one. The caller has the lock, or opens `read_only`.

        `check` is asked about the tables, and whether the file is as we wrote it, before anything is changed;
        it answers the tables to go on with.

        Raises OSError, `snapshot.Unreadable` for a file that is none of TinyDB's, `Torn`, and what `check`
        raises.
        """
        self.path = Path(os.path.realpath(path))  # of a link the file it names is replaced, not the link
        self.disk, self.read_only = disk or Disk(), read_only
        self.aside: list[Path] = []
        """Files kept because somebody else had written to the database."""
        self._now, self._known, self._check = now, known or {}, check
        self._saving, self._saved = threading.Lock(), 0
        with without_collector():
            self._load()

    def _load(self) -> None:
        for look in range(_LOOKS):
            self._mark = self.disk.mark(self.path)
            try:
                self._read()
            except (Torn, snapshot.Unreadable, FileNotFoundError) as fault:
                same = self.disk.mark(self.path) == self._mark and not isinstance(fault, FileNotFoundError)
                if not self.read_only or same or look == _LOOKS - 1:
                    raise
            else:
                if not self.read_only or self.disk.mark(self.path) == self._mark:
                    return
        raise Torn(f"{self.path.name} was replaced each time it was read")

    def _read(self) -> None:
        """File and journal into memory. Over 40 lines: the steps are safe in this order alone."""
        if self._mark:
            found = snapshot.parse(self.disk.read(self.path), self._known)
        else:
            found = snapshot.Snapshot(Tables(self._known), ours=True)
        self.tables = found.tables
        segments, replaced = self._segments()
        if segments and not found.ours and not 0 < self.tables.seq < segments[0].first - 1:
            # Whoever edited the file may have lost or changed the number: the whole journal counts. What is
            # in the file already is only said again.
            self.tables.seq = segments[0].first - 1
        covered = 0
        while covered < len(segments) - 1 and segments[covered + 1].first <= self.tables.seq + 1:
            journal.check_owner(self.disk, segments[covered], self.tables.store)
            covered += 1
        live = segments[covered:]
        size = good = 0
        for segment in live:
            records, good, owner = journal.read(
                self.disk, segment, last=segment is live[-1], store=self.tables.store
            )
            self.tables.store = self.tables.store or owner
            self._replay(segment, records)
            size += good
        self.tables = self._check(self.tables, found.ours)
        self.tables.known = self._known
        for name in self.tables.rows:
            self.tables.index(name)
        self.tables.store = self.tables.store or secrets.token_hex(8)
        self.journal = Journal(self.disk, self.path, self.tables.store, self.tables.seq)
        if self.read_only:
            return
        if live and self._mark and not found.ours:
            self._keep_aside()  # edited, and the journal has put back what the edit took away
        if segments or replaced:
            # Who was killed may not have come to it: a name must last before what it made superfluous goes.
            self.disk.sync_folder(self.path.parent)
        for segment in (*replaced, *segments[:covered]):
            self.disk.remove(segment.path)
        if live:
            self.journal.resume(live, good, size)
        if self.tables is not found.tables or (live and not (self._mark and found.ours)):
            self.compact()

    def _segments(self) -> tuple[list[Segment], list[Segment]]:
        """(the journal, what is left of that of a store this one was put in the place of)."""
        found: tuple[list[Segment], list[Segment]] = [], []
        for segment in journal.segments(self.disk, self.path):
            crc = self.tables.replaced.get(segment.path.name)
            found[crc is not None and crc == zlib.crc32(self.disk.read(segment.path))].append(segment)
        return found

    def _replay(self, segment: Segment, records: Iterable[journal.Record]) -> None:
        for record in records:
            if record.n > self.tables.seq + 1:
                raise Torn(
                    f"{segment.path.name} goes on with change {record.n}, "
                    f"and {self.path.name} ends with change {self.tables.seq}"
                )
            if record.n == self.tables.seq + 1:
                self.apply(record.n, record.ops)

    # ------------------------------------------------------------------------------------------- changing

    def write(self, ops: Sequence[Op]) -> int:
        """Push a change to the disk; its number, to `apply` it with. Raises OSError: it is not there."""
        self.begin()
        return self.journal.append(ops)

    def begin(self) -> None:
        """A new store is a file before it is a journal, which names its store. Raises OSError."""
        if self._mark is None:
            self.save_copy(self.tables.copy())

    def mend(self) -> None:
        """After a failed disk: the file anew, or nothing can be written. Raises OSError."""
        if self.journal.broken:
            self.compact()

    def apply(self, n: int, ops: Iterable[Op]) -> None:
        """Take a change into memory."""
        self.tables.apply(ops)
        self.tables.seq = n

    def commit(self, ops: Sequence[Op]) -> None:
        """Both, one after the other. Raises OSError, and then nothing has changed."""
        self.apply(self.write(ops), ops)

    # ------------------------------------------------------------------------------------- the file anew

    def save_copy(self, tables: Tables) -> None:
        """Make the file anew out of a copy. Raises OSError: the old one and its journal are still there."""
        with self._saving:
            if tables.seq < self._saved:  # a later copy came first
                return
            if self._changed_by_others():
                self._keep_aside()
            try:
                snapshot.write(self.disk, self.path, tables)
            finally:  # it is ours also where it got its name, and only pushing that failed
                self._mark = self.disk.mark(self.path)
            self._saved = tables.seq

    def compact(self) -> None:
        """The file anew, and no journal. Every change that was written is applied. Raises OSError: nothing is
        lost.
        """
        self.tables.seq = self.journal.rotate()
        copy = self.tables.copy()
        self.save_copy(copy)
        self.journal.forget(copy.seq)

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._mark[1] if self._mark else 0

    @property
    def edited(self) -> bool:
        """Whether another program has written to the file since it was read or written here."""
        if self._mark is None or not self._saving.acquire(blocking=False):
            return False  # it is we who are changing it
        try:
            return self._changed_by_others()
        finally:
            self._saving.release()

    def _changed_by_others(self) -> bool:
        return self._mark is not None and self.disk.mark(self.path) not in (None, self._mark)

    @property
    def gone(self) -> bool:
        """Whether somebody has taken the file away since it was read or written here."""
        return self._mark is not None and self.disk.mark(self.path) is None

    def close(self) -> None:
        """Let go of the files. What is in the journal stays there."""
        self.journal.close()
        self.disk.let_go()

    def _keep_aside(self) -> None:
        """Copy the file, which somebody else wrote, before it is replaced."""
        name = f"{self.path.name}.edited-{self._now():%Y-%m-%dT%H-%M-%S}"
        there = set(self.disk.names(self.path.parent))
        names = (name, *(f"{name}-{n}" for n in range(2, len(there) + 3)))  # there may be more in a second
        aside = self.path.with_name(next(free for free in names if free not in there))
        self.disk.copy(self.path, aside)
        self.aside.append(aside)
