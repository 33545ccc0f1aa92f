"""The store on disk: the records of the app on a `Database`, with sentences for what can go wrong."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tui.core.clock import Clock, SystemClock
from tui.core.ports import Batch, Saved, SaveFailed, StoreBusy, StoreProblem
from tui.files.atomic import make_folder
from tui.files.drive import network_drive
from tui.store.backups import Backups
from tui.store.database import Database
from tui.store.disk import Disk
from tui.store.journal import Torn
from tui.store.lock import Held, Lock, NoLocks
from tui.store.schema import settle
from tui.store.shelf import INDEXES, Records, ops_of
from tui.store.snapshot import Unreadable
from tui.store.tables import Op, Tables
from tui.store.writer import Writer, running_loop

if TYPE_CHECKING:
    import asyncio

#: So long after the last change (seconds) there is time for the file and the backups.
REST = 30.0
#: The file is written anew in a rest when the journal has so many bytes, …
_WORTH = 1 << 20
#: … and at the end unless it is larger than this and the journal a small part of it: quitting is instant.
_QUICK = 50 << 20
#: How systems say that there is no room.
_FULL = (errno.ENOSPC, errno.EDQUOT)
#: So many records are taken into memory at once: longer, and a key would wait.
_AT_ONCE = 200
_CLOSED = "Not saved: the file is not open for writing. What was saved before is safe."


def open_store(
    path: Path, *, read_only: bool = False, clock: Clock | None = None, disk: Disk | None = None
) -> TinyStore:
    """Open the database at `path`; without a file an empty one is begun.

    The folder is made if it is missing. With `read_only` nothing is locked or written: it works beside the
    running app and shows what was saved when it was opened. Raises StoreProblem, StoreBusy where somebody
    else is writing. `clock` dates backups and files set aside.
    """
    lock = None if read_only else take_lock(path.parent)
    try:
        return TinyStore(path, lock, clock or SystemClock(), disk or Disk())
    except BaseException:  # ^C while loading too: the lock is let go
        if lock:
            lock.release()
        raise


class TinyStore(Records):
    """The Store of `core/ports`. Reading never touches a file; writing has a thread of its own, and so has
    writing the file anew.
    """

    def __init__(self, path: Path, lock: Lock | None, clock: Clock, disk: Disk) -> None:
        """Use `open_store`. Without a lock: for reading only. Raises StoreProblem."""
        self._path, self._lock = path, lock
        self._backups = Backups(path.parent / "backups", path, disk, lambda: clock.now().utc)
        self._database = self._opened(path, clock, disk)
        super().__init__(self._database.tables)
        self._writer, self._saver = Writer(), ThreadPoolExecutor(1, "store-file")
        self._timer: asyncio.TimerHandle | None = None
        self._news: list[str] = []
        self._told: set[str] = set()
        if lock and (drive := network_drive(path.parent)):
            self._tell(
                f"{path.parent} is on a network drive ({drive}). Two computers could write at the same time, "
                "and its locks may not hold. Keep the data on this computer; offhook backup copies it."
            )

    def _opened(self, path: Path, clock: Clock, disk: Disk) -> Database:
        read_only = self._lock is None
        try:
            return Database(
                path,
                now=lambda: clock.now().utc,
                disk=disk,
                known=INDEXES,
                read_only=read_only,
                check=partial(
                    settle,
                    path=path,
                    advice=self._backups.advice,
                    keep=(lambda tables, name: None) if read_only else self._backups.put_aside,
                ),
            )
        except (Unreadable, Torn) as fault:
            said = str(fault) if isinstance(fault, Torn) else f"{path} {fault}"
            raise StoreProblem(f"{said}. {self._backups.advice()}") from None
        except OSError as error:
            raise StoreProblem(f"{path} cannot be opened ({_why(error)}). Nothing was changed.") from None

    @property
    def tables(self) -> Tables:
        """What is in memory: look, do not change."""
        return self._database.tables

    # ------------------------------------------------------------------------------------------- changing

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Put a batch on disk, whole, then into memory. Batches land in the order of the calls.

        Once called it goes on to its end, also when the caller is cancelled. Raises Damaged, and saves
        nothing, when a record holds what its annotations forbid: that is a mistake of the program.
        """
        if self._lock is None:
            return SaveFailed(_CLOSED)
        if batch == Batch():
            return Saved()
        try:
            if self._database.journal.broken or self._database.gone:
                await self.write_anew()
                if self._closed():
                    return SaveFailed(_CLOSED)
            await self._writer.do(lambda: self._write(batch), lambda written: self._land(written, batch))
        except OSError as error:
            return SaveFailed(_not_saved(error, self._path))
        self._rest_later()
        return Saved()

    def news(self) -> Sequence[str]:
        """What the rep should know of the file since this was last asked: sentences, each once."""
        if self._lock and self._edited():
            self._tell(
                f"{self._path.name} was changed by another program. Offhook goes on with what it has, and "
                "will keep the other version beside it."
            )
        for aside in self._database.aside:
            self._tell(f"What another program had written into {self._path.name} is kept as {aside.name}.")
        news, self._news = self._news, []
        return news

    def _edited(self) -> bool:
        try:
            return self._database.edited
        except OSError:  # the disk is away: a save will say so
            return False

    def close(self) -> None:
        """Let go of the file, with everything acknowledged on disk. Closing twice is fine."""
        if self._timer:
            self._timer.cancel()
        self._writer.close()
        self._saver.shutdown()
        if self._lock:
            database, journal = self._database, self._database.journal
            with contextlib.suppress(OSError):  # the journal has everything
                if journal.segments and database.tables.seq == journal.seq and self._quick():
                    database.compact()
                    if database.size < _QUICK:
                        self._back_up()
            database.close()
            self._lock.release()
            self._lock = None

    def _closed(self) -> bool:
        """Whether there is nothing to write to: also asked again after waiting."""
        return self._lock is None

    def _write(self, batch: Batch) -> tuple[int, Sequence[Op]]:
        ops = ops_of(batch)
        return self._database.write(ops), ops

    def _land(self, written: tuple[int, Sequence[Op]], batch: Batch) -> Iterator[None]:
        n, ops = written
        changes = (*batch.puts, *batch.drops)
        for at in range(0, len(ops), _AT_ONCE):
            if at:
                yield
            part = changes[at : at + _AT_ONCE]
            puts = tuple(c for c in part if not isinstance(c, tuple))
            drops = tuple(c for c in part if isinstance(c, tuple))
            self._take_in(ops[at : at + _AT_ONCE], Batch(puts, drops))
        self._database.tables.seq = n

    # ------------------------------------------------------------------------------------------- in a rest

    async def rest(self) -> None:
        """There is time: write the file anew where that is worth it, and a backup where one is due."""
        if self._lock is None or not self._database.journal.segments:
            return
        try:
            due = self._backups.due()
        except OSError:  # told when it is tried
            due = True
        if not due and self._database.journal.size < _WORTH:
            return
        try:
            await self.write_anew()
        except OSError as error:
            self._tell(
                f"{self._path.name} could not be written anew ({_why(error)}). Nothing is lost: its journal "
                "has everything. Make room, or make the folder writable."
            )
            return
        if due and not self._closed():
            await running_loop().run_in_executor(self._saver, self._back_up)

    def _back_up(self) -> None:
        try:
            self._backups.keep()
        except OSError as error:
            self._tell(
                f"No backup could be made in {self._backups.folder} ({_why(error)}). What you do is saved as "
                "always, and the older backups are kept. Make room, or make the folder writable."
            )

    async def write_anew(self) -> None:
        """Write the file anew while commits go on, then forget the journal it holds. Raises OSError.

        Closing may come in between, which does it by itself.
        """
        database, copies = self._database, []

        def rotated(seq: int) -> Iterator[None]:
            database.tables.seq = seq
            copies.append(database.tables.copy())
            yield

        await self._writer.do(database.journal.rotate, rotated)
        if not self._closed():
            await running_loop().run_in_executor(self._saver, database.save_copy, copies[0])
        if not self._closed():
            await self._writer.do(lambda: database.journal.forget(copies[0].seq), lambda _: iter(()))

    def _rest_later(self) -> None:
        """A rest begins when nothing was saved for a while."""
        if self._timer:
            self._timer.cancel()
        self._timer = running_loop().call_later(REST, self._begin_rest)

    def _begin_rest(self) -> None:
        self._resting = running_loop().create_task(self.rest())  # kept: the loop alone would forget it

    def _quick(self) -> bool:
        """Whether writing the file anew holds nobody up who wants to quit."""
        size = self._database.size
        return size < _QUICK or self._database.journal.size > size // 4

    def _tell(self, news: str) -> None:
        if news not in self._told:
            self._told.add(news)
            self._news.append(news)


def take_lock(folder: Path) -> Lock:
    """The right to write in a home folder, which is made if it is missing. Raises StoreBusy, StoreProblem."""
    try:
        make_folder(folder)
        return Lock(folder / "lock")
    except Held as held:
        raise StoreBusy(
            f"Offhook is already open ({held}). Close it there, or use it there. Nothing was changed."
        ) from None
    except NoLocks as no:
        raise StoreProblem(
            f"The drive of {folder} keeps no locks ({no}), and two copies of Offhook could then collide. "
            "Nothing was changed. Keep the folder on a drive of this computer: choose another with --home."
        ) from None
    except OSError as error:
        to_do = "Make room" if error.errno in _FULL else "Make it writable for you"
        raise StoreProblem(
            f"The folder {folder} cannot be written ({_why(error)}). Nothing was changed. "
            f"{to_do}, or choose another with --home."
        ) from None


def _why(error: OSError) -> str:
    return error.strerror or str(error)


def _not_saved(error: OSError, path: Path) -> str:
    """What to tell the rep about a write that failed."""
    if error.errno in _FULL:
        what, to_do = "the disk is full", "Make room, then try again"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what, to_do = f"{path.parent} cannot be written", "Make it writable for you, then try again"
    else:
        what, to_do = f"{path} could not be written ({_why(error)})", "Try again"
    return f"Not saved: {what}. What was saved before is safe. {to_do}."
