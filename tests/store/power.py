"""A disk in memory that knows what was pushed to it, and what may be left of it when the power goes.

`Power` is a Disk. Of each file it keeps what stood there at its last fsync and everything since; of each
folder the names at its last fsync and each change since. `cut` makes a disk as it may be found after a power
cut; `Power.fuse` kills the process that uses it, at the next call but so many.
"""

from __future__ import annotations

import itertools
import os
import random
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tui.store.disk import Disk, Mark

SECTOR = 512


class Killed(BaseException):
    """The process is dead. No Exception: nobody catches a kill."""


@dataclass(slots=True)
class Node:
    """A file, whatever its name."""

    number: int
    now: bytes = b""
    since: list[bytes] = field(default_factory=lambda: [b""])
    """What stood there at the last fsync (first), and after each change since."""
    changes: int = 0
    dropped: tuple[int, int] = (0, 0)
    """From where to where a failed fsync has left the content in memory only, called clean: no later one
    writes it.
    """

    def change(self, content: bytes) -> None:
        self.now = content
        self.since.append(content)
        self.changes += 1
        self.dropped = min(self.dropped[0], len(content)), min(self.dropped[1], len(content))

    def push(self) -> None:
        start, end = self.dropped
        self.since = [self.now[:start] + bytes(end - start) + self.now[end:]]

    def fail_to_push(self) -> None:
        self.dropped = min(len(self.since[0]), len(self.now)), len(self.now)

    def after_a_cut(self, chance: random.Random) -> bytes:
        """The content that is found when the power comes back."""
        kept = self.since[0]
        if self.now == kept and len(self.since) == 1:
            return kept
        match chance.choice(["none", "all", "torn", "torn", "zeros", "sectors"]):
            case "none":
                return kept
            case "all":
                return self.now
            case "torn":  # up to a sector
                low, high = len(kept), max(len(kept), len(self.now))
                end = chance.randrange(low // SECTOR, high // SECTOR + 2) * SECTOR
                return self.now[: max(low, end)]
            case "zeros":  # longer, but what it was made longer for is missing
                return self.now[: len(kept)] + bytes(max(len(self.now) - len(kept), 0))
            case _:  # each sector from one of the contents since, in a file as long as one of them
                size = len(chance.choice(self.since))
                places = range(0, size, SECTOR)
                parts = (chance.choice(self.since)[at : at + SECTOR].ljust(SECTOR, b"\0") for at in places)
                return b"".join(parts)[:size]


#: A change of a folder: the name that went (or None), the name that came (or None), and its file.
Change = tuple[Path | None, Path | None, Node | None]


def carry_out(names: dict[Path, Node], changes: Iterable[Change]) -> dict[Path, Node]:
    """The names after these changes."""
    names = dict(names)
    for gone, come, node in changes:
        if gone:
            names.pop(gone, None)
        if come and node:
            names[come] = node
    return names


class Power(Disk):
    """One disk, with any number of folders that are there already."""

    def __init__(self, files: dict[Path, bytes] | None = None) -> None:
        self._numbers, self._next = itertools.count(1), itertools.count(3)
        self._kept = {
            path: Node(next(self._numbers), content, [content]) for path, content in (files or {}).items()
        }
        self._since: list[Change] = []
        self._files = dict(self._kept)
        self.handles: dict[int, tuple[Path, Node]] = {}
        self.lock = threading.RLock()
        self.watch: Callable[[str], None] = lambda call: None
        """Told the name of each call that changes something, before it is carried out."""
        self.fuse: int | None = None
        self._torn = random.Random(0)

    # ------------------------------------------------------------------------------------ what may be left

    def cut(self, chance: random.Random) -> Power:
        """The disk after a power cut at this moment."""
        with self.lock:
            match chance.choice(["none", "all", "first", "any", "any"]):
                case "none":
                    changes = []
                case "all":
                    changes = self._since
                case "first":
                    changes = self._since[: chance.randrange(len(self._since) + 1)]
                case _:
                    changes = [change for change in self._since if chance.random() < 0.5]
            names = carry_out(self._kept, changes)
            return type(self)({path: node.after_a_cut(chance) for path, node in names.items()})

    def after_a_kill(self) -> None:
        """The same disk for the next process. What was not pushed to it still is not."""
        self.handles.clear()
        self.fuse = None

    def content(self) -> dict[Path, bytes]:
        """What a process sees."""
        return {path: node.now for path, node in self._files.items()}

    def unsynced(self) -> bool:
        """Whether a power cut could take anything away."""
        return bool(self._since) or any(len(node.since) > 1 for node in self._files.values())

    # ------------------------------------------------------------------------------------------- the calls

    def _call(self, name: str, node: Node | None = None, data: bytes = b"") -> None:
        if self.fuse == 0:
            raise Killed
        self.watch(name)
        if self.fuse is not None:
            self.fuse -= 1
            if self.fuse == 0:
                if node and data:  # in the middle of a write
                    node.change(node.now + data[: self._torn.randrange(len(data) + 1)])
                raise Killed

    def _rename(self, gone: Path | None, come: Path | None, node: Node | None) -> None:
        change = gone, come, node
        self._since.append(change)
        self._files = carry_out(self._files, [change])

    def _open(self, path: Path, node: Node) -> int:
        handle = next(self._next)
        self.handles[handle] = path, node
        return handle

    def read(self, path: Path) -> bytes:
        with self.lock:
            if self.fuse == 0:
                raise Killed
            if path not in self._files:
                raise FileNotFoundError(2, "No such file or directory", str(path))
            return self._files[path].now

    def parts(self, path: Path) -> Iterator[bytes]:
        yield self.read(path)

    def mark(self, path: Path) -> Mark | None:
        with self.lock:
            node = self._files.get(path)
            return (node.number, len(node.now), node.changes) if node else None

    def names(self, folder: Path) -> Iterable[str]:
        with self.lock:
            return [path.name for path in self._files if path.parent == folder]

    def create(self, path: Path) -> int:
        with self.lock:
            self._call("create")
            node = self._files.get(path)
            if node:
                node.change(b"")
            else:
                node = Node(next(self._numbers))
                self._rename(None, path, node)
            return self._open(path, node)

    def append(self, path: Path) -> int:
        with self.lock:
            self._call("append")
            node = self._files.get(path)
            if not node:
                node = Node(next(self._numbers))
                self._rename(None, path, node)
            return self._open(path, node)

    def write(self, handle: int, data: bytes | memoryview) -> None:
        with self.lock:
            node = self.handles[handle][1]
            self._call("write", node, bytes(data))
            node.change(node.now + bytes(data))

    def truncate(self, handle: int, size: int) -> None:
        with self.lock:
            node = self.handles[handle][1]
            self._call("truncate")
            node.change(node.now[:size].ljust(size, b"\0"))

    def sync(self, handle: int) -> None:
        with self.lock:
            node = self.handles[handle][1]
            self._call("sync", node)
            node.push()

    def sync_folder(self, folder: Path) -> None:
        with self.lock:
            self._call("sync_folder")
            here = [c for c in self._since if folder in {p.parent for p in c[:2] if p}]
            self._kept = carry_out(self._kept, here)
            self._since = [c for c in self._since if c not in here]

    def close(self, handle: int) -> None:
        with self.lock:
            try:
                self._call("close")
            finally:
                self.handles.pop(handle, None)

    def replace(self, path: Path, by: Path) -> None:
        with self.lock:
            self._call("replace")
            self._rename(by, path, self._files[by])

    def put_in_place(self, path: Path, by: Path) -> None:
        self.replace(path, by)
        self.sync_folder(path.parent)

    def remove(self, path: Path) -> None:
        with self.lock:
            self._call("remove")
            if path in self._files:
                self._rename(path, None, None)

    def copy(self, path: Path, to: Path) -> None:
        handle = self.create(to)
        self.write(handle, self.read(path))
        self.sync(handle)
        self.close(handle)
        self.sync_folder(to.parent)


# ------------------------------------------------------------------------------------- a disk that fails


class Failing(Power):
    """A disk on which calls fail: `fault` is told each and answers an errno, or None."""

    def __init__(self, files: dict[Path, bytes] | None = None) -> None:
        super().__init__(files)
        self.fault: Callable[[str], int | None] = lambda call: None
        self.uncut = False
        """Whether, since this was last set, something could not be cut off a file for good."""
        self._last = ""

    def _call(self, name: str, node: Node | None = None, data: bytes = b"") -> None:
        super()._call(name, node, data)
        last, self._last = self._last, name
        error = self.fault(name)
        if error is None:
            return
        if node and data:
            node.change(node.now + data[: self._torn.randrange(len(data))])
        elif node:
            node.fail_to_push()
        self.uncut |= name == "truncate" or (last, name) == ("truncate", "sync")
        raise OSError(error, os.strerror(error))


# ------------------------------------------------------------------------------- disks that forget to push


class NoJournalSync(Power):
    def sync(self, handle: int) -> None:
        if ".journal-" not in self.handles[handle][0].name:
            super().sync(handle)


class NoFolderSync(Power):
    def sync_folder(self, folder: Path) -> None: ...


class NoFileSync(Power):
    def sync(self, handle: int) -> None:
        if not self.handles[handle][0].name.endswith(".tmp"):
            super().sync(handle)


class NoSyncAfterRename(Power):
    renamed = False

    def replace(self, path: Path, by: Path) -> None:
        super().replace(path, by)
        self.renamed = True

    def sync_folder(self, folder: Path) -> None:
        if not self.renamed:
            super().sync_folder(folder)
        self.renamed = False


class NoCut(Power):
    def truncate(self, handle: int, size: int) -> None: ...


class NoSyncOfWhatWasFound(Power):
    """Resuming a journal cuts it, then pushes it: here it only cuts."""

    cut_off: int | None = None

    def truncate(self, handle: int, size: int) -> None:
        super().truncate(handle, size)
        self.cut_off = handle if size else None

    def sync(self, handle: int) -> None:
        if handle != self.cut_off:
            super().sync(handle)
        self.cut_off = None


class NoFolderSyncFirst(Power):
    """After a kill the folder is not pushed before anything else."""

    first = False

    def after_a_kill(self) -> None:
        super().after_a_kill()
        self.first = True

    def sync_folder(self, folder: Path) -> None:
        if not self.first:
            super().sync_folder(folder)
        self.first = False
