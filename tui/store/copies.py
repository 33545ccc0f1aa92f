"""A copy of the database out, and one back in.

Restoring, in an order that a kill may cut anywhere and leave the old state whole or the new one:

1. The copy is read and looked through, record by record. A bad one is refused here.
2. The present files are copied as they are, damaged or not, and pushed to the disk.
3. The new file is made beside the old one, as a store of its own, and read again.
4. It is renamed over the old one. Before this moment all is as it was, after it all is as in the copy.
5. The journal of the old store is removed. Where that did not come to pass, the new file names what lies
   there (`Tables.replaced`), and the next who opens it removes it unread.

Records of the new store are numbered from above the old journal's, so that the two share no file name.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.core.call.attempt import Attempt
from tui.core.clock import Clock
from tui.core.people.contact import Contact
from tui.core.ports import StoreProblem
from tui.store import journal, snapshot
from tui.store.backups import stamp, unpacked
from tui.store.codec import TABLES
from tui.store.database import Database
from tui.store.disk import Disk, refuse_pipe
from tui.store.journal import Torn
from tui.store.schema import SCHEMA, settle
from tui.store.shelf import INDEXES
from tui.store.snapshot import Unreadable
from tui.store.store import open_store, take_lock
from tui.store.tables import Tables

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Copied:
    """What is in a copy."""

    file: Path
    contacts: int
    attempts: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    file: Path
    contacts: int
    attempts: int
    before: Path | None
    """The folder with the files that were here before; None: there were none."""


def back_up(path: Path, to: Path, *, force: bool, clock: Clock, disk: Disk | None = None) -> Copied:
    """Write what the database at `path` holds to a file of its own: one that stock TinyDB opens.

    It is read again before it gets its name. Works beside the running app. A file that is there is replaced
    with `force` only. Raises StoreProblem: nothing was written.
    """
    disk = disk or Disk()
    if _is_own(path, to):
        raise StoreProblem(
            f"{to} belongs to the database itself. Nothing was written. Choose a name outside {path.parent}."
        )
    if to.is_dir():
        raise StoreProblem(f"{to} is a folder. Nothing was written. Name a file in it.")
    if to.exists() and not force:
        raise StoreProblem(
            f"{to} is there already, and was left as it is. Choose another name, or replace it with --force."
        )
    store = open_store(path, read_only=True, clock=clock, disk=disk)
    try:
        if not store.tables.rows:
            raise StoreProblem(f"There is nothing to back up: {path} holds nothing yet. Nothing was written.")
        beside = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
        try:
            _write(disk, beside, store.tables)
            disk.replace(to, beside)
            disk.sync_folder(to.parent)
        except OSError as error:
            with contextlib.suppress(OSError):
                disk.remove(beside)
            raise StoreProblem(
                f"The backup could not be written to {to} ({_why(error)}). Your data is as it was. "
                "Choose a folder that can be written and has room."
            ) from None
        return Copied(to, *_counts(store.tables), size=to.stat().st_size)
    finally:
        store.close()


def restore(path: Path, source: Path, *, clock: Clock, disk: Disk | None = None) -> Restored:
    """Put a copy in the place of the database at `path`; the present files are kept in `backups/`.

    `source` is a file of `back_up`, of the folder of backups, an `offhook.json` from elsewhere (with the
    journal beside it, if there is one), of this schema or an older one. The database need not open. No id is
    given again that the old state had given; where that cannot be read, nothing is left that knows its ids.

    Raises StoreBusy while the app is open, and StoreProblem: nothing has changed.
    """
    disk = disk or Disk()
    if os.path.realpath(source) == os.path.realpath(path):
        raise StoreProblem(
            f"{source} is the database itself. Nothing was changed. "
            "Copies of it lie in backups/, or where offhook backup put them."
        )
    found = _checked(source, disk)
    lock = take_lock(path.parent)
    try:
        return _put_in_place(path, source, found, clock.now().utc, disk)
    finally:
        lock.release()


def _is_own(path: Path, file: Path) -> bool:
    """Whether a file is the database, its journal, its lock, or would be taken for one of them."""
    if path.exists() and file.exists() and os.path.samefile(file, path):
        return True
    same = Path(os.path.realpath(file))
    return same.parent == path.parent.resolve() and (same.name == "lock" or same.name.startswith(path.name))


# ---------------------------------------------------------------------------------------------- step 1


def _checked(source: Path, disk: Disk) -> Tables:
    """What a copy holds, brought up to date. Raises StoreProblem when any of it is not as it should be."""
    try:
        refuse_pipe(source)
        with source.open("rb") as file:
            packed = file.read(2) == _GZIP
        if packed:
            tables = snapshot.parse(unpacked(disk.read(source)), {}).tables
        else:
            tables = Database(source, now=_never, disk=disk, read_only=True).tables
    except OSError as error:
        raise StoreProblem(f"{source} cannot be read ({_why(error)}). Nothing was changed.") from None
    except (Unreadable, Torn, ValueError) as fault:
        said = fault if isinstance(fault, Torn) else f"{source} {fault}"
        raise StoreProblem(f"{said}. Nothing was changed. Choose another copy.") from None
    tables = settle(
        tables,
        False,
        path=source,
        advice=lambda: "Nothing was changed. Choose another copy.",
        keep=lambda tables, name: None,
    )
    if not any(len(tables.table(name)) for name in TABLES.values()):
        raise StoreProblem(f"{source} holds nobody and nothing. Nothing was changed. Choose another copy.")
    return tables


def _never() -> datetime:
    raise AssertionError("who only reads puts no file aside")


# ----------------------------------------------------------------------------------------- steps 2 to 5


def _put_in_place(path: Path, source: Path, found: Tables, now: datetime, disk: Disk) -> Restored:
    beside = path.with_name(f"{path.name}.restored")
    aside: Path | None = None
    try:
        segments = journal.segments(disk, path)
        old = [file for file in (path, *(s.path for s in segments)) if disk.mark(file)]
        if old:
            aside = _set_aside(old, path.parent / "backups", now, disk)
        new = Tables(
            INDEXES,
            SCHEMA,
            secrets.token_hex(8),
            seq=max((found.seq, *(segment.first for segment in segments))),
            given=_higher(found.given, _given(path, disk)),
            replaced={s.path.name: zlib.crc32(disk.read(s.path)) for s in segments},
        )
        for name, rows in found.rows.items():
            new.add(name, rows)
        _write(disk, beside, new)
    except OSError as error:
        with contextlib.suppress(OSError):
            disk.remove(beside)
            _remove_folder(aside, disk)  # there may be no room for it
        raise _not_in_place(source, path, error) from None
    try:
        disk.replace(path, beside)
    except OSError as error:
        with contextlib.suppress(OSError):
            disk.remove(beside)
        raise _not_in_place(source, path, error) from None
    with contextlib.suppress(OSError):  # then the next who opens it removes them
        disk.sync_folder(path.parent)  # first: after a power cut the old file would miss its journal
        for segment in segments:
            disk.remove(segment.path)
    return Restored(source, *_counts(new), before=aside)


def _not_in_place(source: Path, path: Path, error: OSError) -> StoreProblem:
    return StoreProblem(
        f"{source} could not be put in place ({_why(error)}). Nothing was changed. "
        f"Make room, or make {path.parent} and what is in it readable and writable for you."
    )


def _set_aside(files: list[Path], backups: Path, now: datetime, disk: Disk) -> Path:
    """Copies of files in a folder of their own, which has its name only when they are complete."""
    backups.mkdir(mode=0o700, exist_ok=True)
    disk.sync_folder(backups.parent)
    for number in range(1, 100):
        folder = backups / f"before-restore-{stamp(now)}{f'-{number}' if number > 1 else ''}"
        if not folder.exists():
            break
    making = folder.with_name(f"{folder.name}.tmp")
    making.mkdir(mode=0o700, exist_ok=True)
    try:
        for file in files:
            disk.copy(file, making / file.name)
        disk.replace(folder, making)
        disk.sync_folder(backups)
    except BaseException:  # ^C too: a folder half full must not look like a copy
        with contextlib.suppress(OSError):
            _remove_folder(making, disk)
            _remove_folder(folder, disk)
        raise
    return folder


def _remove_folder(folder: Path | None, disk: Disk) -> None:
    if folder and folder.exists():
        for name in disk.names(folder):
            disk.remove(folder / name)
        folder.rmdir()


def _given(path: Path, disk: Disk) -> dict[str, int]:
    """The highest ids the present database has given, as far as it can be read."""
    looks: tuple[Callable[[], Tables], ...] = (
        lambda: Database(path, now=_never, disk=disk, read_only=True).tables,
        lambda: snapshot.parse(disk.read(path), {}).tables,
    )
    for look in looks:
        with contextlib.suppress(OSError, Unreadable, Torn):
            return look().given
    return {}


def _higher(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {name: max(one.get(name, 0), other.get(name, 0)) for name in one | other}


# ----------------------------------------------------------------------------------------------- both


def _write(disk: Disk, file: Path, tables: Tables) -> None:
    """Make a file of `tables`, and read it again. Raises OSError, also when it is not what was written."""
    snapshot.write(disk, file, tables)
    raw = disk.read(file)
    if not snapshot.is_ours(raw) or _counts(snapshot.parse(raw, {}).tables) != _counts(tables):
        raise OSError("what was written reads back as something else: the disk may be failing")


def _counts(tables: Tables) -> tuple[int, int]:
    return len(tables.table(TABLES[Contact])), len(tables.table(TABLES[Attempt]))


def _why(error: OSError) -> str:
    return error.strerror or str(error)
