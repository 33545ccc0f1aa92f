"""What lies in the home folder of a database, without reading it: sizes, lock, backups, files kept aside."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.core.clock import Clock
from tui.store import journal, lock, snapshot
from tui.store.backups import Backups, unpacked
from tui.store.disk import Disk


@dataclass(frozen=True, slots=True)
class Files:
    """What was found. Sizes are bytes."""

    size: int | None
    """Of the database; None: there is none."""
    segments: int
    """Files of the journal."""
    journal_size: int
    lock: str
    """`free`, `held`, `left` by a process that was killed, `none`: this drive keeps no locks."""
    locked_by: str
    """`process 4242 on host`; empty: nobody."""
    aside: tuple[Path, ...]
    """Files and folders that were kept before something took their place, oldest first."""
    backups: int
    newest: datetime | None
    """When the newest backup was made, UTC."""
    newest_opens: bool
    problems: tuple[str, ...]
    """What could not be looked at."""


def look(path: Path, clock: Clock) -> Files:
    """What lies around the database at `path`. Never fails; changes nothing."""
    disk, home = Disk(), path.parent
    problems: list[str] = []
    backups = Backups(home / "backups", path, disk, lambda: clock.now().utc)
    size, segments, kept, state, who = None, [], [], "free", ""
    try:
        mark = disk.mark(path)
        size = mark[1] if mark else None
        segments = journal.segments(disk, path)
        kept = backups.all()
        state, who = lock.look(home / "lock")
    except OSError as error:
        problems.append(f"{error.filename or home} cannot be looked at ({error.strerror})")
    names = [f"{path.name}.edited-*", "backups/before-*", "backups/offhook-before-*"]
    return Files(
        size,
        len(segments),
        sum(mark[1] for segment in segments if (mark := disk.mark(segment.path))),
        state,
        who,
        tuple(sorted(found for name in names for found in home.glob(name))),
        len(kept),
        kept[0].made if kept else None,
        bool(kept) and _opens(kept[0].path, disk),
        tuple(problems),
    )


def _opens(backup: Path, disk: Disk) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return snapshot.is_ours(unpacked(disk.read(backup)))
    return False
