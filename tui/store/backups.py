"""Copies of the database, kept by age: some hours, some days, some weeks back."""

from __future__ import annotations

import re
import shlex
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.store import snapshot
from tui.store.disk import Disk
from tui.store.tables import Tables

#: A backup is due this long after the last one.
EVERY = timedelta(hours=1)
#: (how many, one in each): the newest of each of the last twelve hours, seven days and eight weeks that have
#: a backup. They are counted, not measured: neither a holiday nor a clock that jumps empties the folder.
KEEP = ((12, "%Y-%m-%d %H"), (7, "%Y-%m-%d"), (8, "%G-%V"))
_NAME = re.compile(r"offhook-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.json\.gz")
_TIME = "%Y-%m-%dT%H-%M-%SZ"
#: So much is packed and unpacked at once.
_CHUNK = 1 << 16


class BadBackup(OSError):
    """A backup that is not what was written when it is read again: the disk does not keep it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One of the copies."""

    path: Path
    made: datetime


def to_drop(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at these times need not be kept at `now`. The newest always is.

    Those from after `now` (the clock was wrong then, or is now) are counted by themselves: they push out
    nothing, and nothing pushes them out.
    """
    newest_first = sorted(made, reverse=True)
    kept: set[datetime] = set()
    for side in ([m for m in newest_first if m > now], [m for m in newest_first if m <= now]):
        for most, unit in KEEP:
            newest: dict[str, datetime] = {}
            for moment in side:
                newest.setdefault(f"{moment:{unit}}", moment)
            kept.update(list(newest.values())[:most])
    return set(newest_first) - kept


def stamp(moment: datetime) -> str:
    """A time (UTC) as it stands in the names of files: `2026-11-22T09-00-00Z`."""
    return moment.strftime(_TIME)


def unpacked(packed: bytes) -> bytes:
    """What a `.gz` file holds. Raises ValueError for one that is cut off or damaged."""
    return b"".join(_unpack(packed[at : at + _CHUNK] for at in range(0, len(packed), _CHUNK)))


class Backups:
    """The folder of backups of one database file: `offhook-2026-11-22T09-00-00Z.json.gz`."""

    def __init__(self, folder: Path, database: Path, disk: Disk, now: Callable[[], datetime]) -> None:
        self.folder, self._database, self._disk, self._now = folder, database, disk, now

    def all(self) -> list[Backup]:
        """Every one, newest first."""
        found = []
        for name in self._disk.names(self.folder):
            if match := _NAME.fullmatch(name):
                made = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
                found.append(Backup(self.folder / name, made))
        return sorted(found, key=lambda backup: backup.made, reverse=True)

    def due(self) -> bool:
        """Whether the newest is old enough for another. One from the future says nothing."""
        now = self._now()
        newest = next((backup for backup in self.all() if backup.made <= now), None)
        return newest is None or now - newest.made >= EVERY

    def keep(self) -> None:
        """Copy the database file, if that is due, read the copy again, and drop those that are too many.

        In parts: with 100,000 people the file has 230 MB, and the app stays below 700.
        Raises OSError; no backup is dropped then. The caller has the lock.
        """
        if not self.due():
            return
        now = self._now()
        self._make_folder()
        for name in self._disk.names(self.folder):
            if name.startswith("offhook-") and name.endswith(".tmp"):  # left by a kill
                self._disk.remove(self.folder / name)
        path = self.folder / f"offhook-{stamp(now)}.json.gz"
        beside = path.with_name(f"{path.name}.tmp")
        read, handle = snapshot.Sum(), self._disk.create(beside)
        try:
            try:
                for part in _pack(self._disk.parts(self._database), read):
                    self._disk.write(handle, part)
                self._disk.sync(handle)
            finally:
                self._disk.close(handle)
            if not read.ours:  # another program has just written it: made anew, it is kept next time
                self._disk.remove(beside)
                return
            self._check(beside, read)
            self._disk.replace(path, beside)
        except BaseException:  # ^C too: no half copy stays behind
            self._disk.remove(beside)
            raise
        self._disk.sync_folder(self.folder)
        backups = self.all()
        drop = to_drop((backup.made for backup in backups), now)
        for backup in backups:
            if backup.made in drop:
                self._disk.remove(backup.path)

    def put_aside(self, tables: Tables, name: str) -> Path:
        """A copy that is not dropped by age: `offhook-NAME-TIME.json`. Raises OSError."""
        self._make_folder()
        path = self.folder / f"offhook-{name}-{stamp(self._now())}.json"
        snapshot.write(self._disk, path, tables)
        return path

    def advice(self) -> str:
        """What to do about a database that cannot be opened."""
        newest = next(iter(self.all()), None)
        if newest is None:
            return "Nothing was changed. Mend the file, or move it away and put a copy of yours in its place."
        return (
            f"Nothing was changed. The last backup is of {newest.made.astimezone():%a %d %b %H:%M}: "
            f"offhook restore {shlex.quote(str(newest.path))} brings it back, and keeps the present files."
        )

    def _check(self, path: Path, packed: snapshot.Sum) -> None:
        """Whether a packed file holds what was packed. Raises BadBackup."""
        try:
            found = snapshot.Sum()
            for part in _unpack(self._disk.parts(path)):
                found.add(part)
            if (found.size, found.crc) != (packed.size, packed.crc):
                raise ValueError("holds something else")
        except ValueError as fault:
            raise BadBackup(f"the new backup {fault}") from None

    def _make_folder(self) -> None:
        self.folder.mkdir(mode=0o700, exist_ok=True)


def _pack(parts: Iterable[bytes], read: snapshot.Sum) -> Iterator[bytes]:
    """A `.gz` file of these parts, in parts; `read` says what they were."""
    packer = zlib.compressobj(level=1, wbits=31)
    for part in parts:
        read.add(part)
        for at in range(0, len(part), _CHUNK):
            yield packer.compress(memoryview(part)[at : at + _CHUNK])
    yield packer.flush()


def _unpack(parts: Iterable[bytes]) -> Iterator[bytes]:
    """What a `.gz` file holds, in parts. Raises ValueError for one that is cut off or damaged."""
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for part in parts:
            for at in range(0, len(part), _CHUNK):
                yield unpacker.decompress(memoryview(part)[at : at + _CHUNK])
    except zlib.error as error:
        raise ValueError(f"is damaged ({error})") from None
    if not unpacker.eof:
        raise ValueError("is cut off")
