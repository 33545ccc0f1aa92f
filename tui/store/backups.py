"""Copies of the database, kept by age: some hours, some days, some weeks back."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.store import snapshot
from tui.store.disk import Disk
from tui.store.tables import Tables

#: A backup is due this long after the last one.
EVERY = timedelta(hours=1)
#: (how long, one in each): the newest of each hour for half a day, of each day for a week, of each week for
#: two months.
_KEEP = (
    (timedelta(hours=12), "%Y-%m-%d %H"),
    (timedelta(days=7), "%Y-%m-%d"),
    (timedelta(weeks=8), "%G-%V"),
)
_NAME = re.compile(r"offhook-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.json\.gz")
_TIME = "%Y-%m-%dT%H-%M-%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """One of the copies."""

    path: Path
    made: datetime


def to_drop(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of the backups made at these times need not be kept at `now`. The newest always is."""
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:1])
    for age, unit in _KEEP:
        seen: set[str] = set()
        for moment in newest_first:
            if now - moment <= age and (period := f"{moment:{unit}}") not in seen:
                seen.add(period)
                kept.add(moment)
    return set(newest_first) - kept


class Backups:
    """The folder of backups of one database file: `offhook-2026-11-22T09-00-00Z.json.gz`."""

    def __init__(self, folder: Path, database: Path, disk: Disk, now: Callable[[], datetime]) -> None:
        self._folder, self._database, self._disk, self._now = folder, database, disk, now

    def all(self) -> list[Backup]:
        """Every one, newest first."""
        found = []
        for name in self._disk.names(self._folder):
            if match := _NAME.fullmatch(name):
                made = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
                found.append(Backup(self._folder / name, made))
        return sorted(found, key=lambda backup: backup.made, reverse=True)

    def due(self) -> bool:
        """Whether the newest is old enough for another."""
        newest = next(iter(self.all()), None)
        return newest is None or self._now() - newest.made >= EVERY

    def keep(self) -> None:
        """Copy the database file, if that is due, and drop those that are too many. Raises OSError."""
        if not self.due():
            return
        now = self._now()
        self._make_folder()
        path = self._folder / f"offhook-{now.strftime(_TIME)}.json.gz"
        beside = path.with_name(f"{path.name}.tmp")
        handle = self._disk.create(beside)
        try:
            try:
                self._disk.write(handle, gzip.compress(self._disk.read(self._database), compresslevel=1))
                self._disk.sync(handle)
            finally:
                self._disk.close(handle)
            self._disk.replace(path, beside)
        except BaseException:
            self._disk.remove(beside)
            raise
        self._disk.sync_folder(self._folder)
        backups = self.all()
        drop = to_drop((backup.made for backup in backups), now)
        for backup in backups:
            if backup.made in drop:
                self._disk.remove(backup.path)

    def put_aside(self, tables: Tables, name: str) -> Path:
        """A copy that is not dropped by age: `offhook-NAME-TIME.json`. Raises OSError."""
        self._make_folder()
        path = self._folder / f"offhook-{name}-{self._now().strftime(_TIME)}.json"
        snapshot.write(self._disk, path, tables)
        return path

    def advice(self) -> str:
        """What to do about a database that cannot be opened."""
        newest = next(iter(self.all()), None)
        if newest is None:
            return "Nothing was changed. Mend the file, or move it away and put a copy of yours in its place."
        return (
            f"Nothing was changed. The last backup is of {newest.made.astimezone():%a %d %b %H:%M}: "
            f"offhook restore '{newest.path}' brings it back and keeps the present files aside."
        )

    def _make_folder(self) -> None:
        self._folder.mkdir(mode=0o700, exist_ok=True)
