"""The words while the app runs: read again when a file of the rep's changes.

Of each file of the rep's the last version without a fault is kept beside (`cache/scripts/`): while a file is
broken, that one is used, also after a new start.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tui.core.pages import Page
from tui.core.ports import Playbook
from tui.core.text import count
from tui.files.atomic import write_atomic
from tui.files.fault import Fault, FaultyFile, Place
from tui.playbook import captured
from tui.playbook import own_entries as own
from tui.playbook.folders import yaml_files

#: (name, time of change in ns, size) of each file: what is looked at once a second.
Look = tuple[tuple[str, int, int], ...]


class Scripts:
    """The shipped words with the rep's own over them. Reading may run beside the screens."""

    def __init__(self, shipped: Path, folder: Path, cache: Path) -> None:
        self._shipped, self.folder, self._cache = shipped, folder, cache
        self._good = cache / "scripts"
        self._seen: Look = ()
        self._used: tuple[Path, ...] = (shipped, folder)
        """What the words in use were read from."""
        self._reading, self._writing = threading.Lock(), threading.Lock()
        self.faults: tuple[Fault, ...] = ()
        """What is wrong in the files, at the last reading."""

    # ------------------------------------------------------------------------------------------- reading

    def changed(self) -> bool:
        """Whether the rep's files are others than when they were last read."""
        return self._look() != self._seen

    def read(self) -> Playbook:
        """Read everything anew."""
        from tui.playbook.library import open_playbook

        with self._reading:
            seen = self._seen = (
                self._look()
            )  # before the reading: what changes meanwhile is seen at the next look
            self._used = (self._shipped, self.folder)
            words, self.faults = open_playbook(self._used, self._cache, ready=True), ()
            if words.faults:
                from tui.playbook.loader import load

                self.faults = load(self._used).faults
                self._used = (self._shipped, *self._right_ones())
                words = open_playbook(self._used, ready=True)
            if seen == self._look():
                self._keep(path for path in self._own() if not self.faults_of(path))
            return words

    def _look(self) -> Look:
        found = []
        with (
            contextlib.suppress(OSError),
            os.scandir(self.folder) as inside,
        ):  # perhaps there is no folder yet
            for entry in inside:
                if entry.name.lower().endswith((".yaml", ".yml")):
                    stat = entry.stat()
                    found.append((entry.name, stat.st_mtime_ns, stat.st_size))
        return tuple(sorted(found))

    def _own(self) -> list[Path]:
        return yaml_files(self.folder, [])

    def _right_ones(self) -> list[Path]:
        """The rep's files, in the place of each that is broken its last good version."""
        found = []
        for path in self._own():
            good = self._good / path.name
            found.append(good if self.faults_of(path) and good.is_file() else path)
        return found

    def _keep(self, right: Iterable[Path]) -> None:
        """Keep a copy of files that are right now. A full disk costs only the copy."""
        with contextlib.suppress(OSError):
            for path in right:
                copy, content = self._good / path.name, path.read_bytes()
                if not copy.is_file() or copy.read_bytes() != content:
                    self._good.mkdir(mode=0o700, parents=True, exist_ok=True)
                    write_atomic(copy, content)

    def pages(self, words: Playbook) -> tuple[Page, ...]:
        """Everything in the files that `words` were read from, to browse. Takes as long as reading them."""
        from tui.playbook.loader import load
        from tui.playbook.pages import pages

        with self._reading:
            found = pages(load(self._used).sheets, words)
        return tuple(self._where_it_stands(page) for page in found)

    def _where_it_stands(self, page: Page) -> Page:
        """Of a copy the file that it is a copy of."""
        path = Path(page.file)
        return replace(page, file=str(self.folder / path.name)) if path.parent == self._good else page

    # -------------------------------------------------------------------------------------------- faults

    def faults_of(self, file: str | Path) -> Sequence[Fault]:
        """What is wrong in one file."""
        return [fault for fault in self.faults if Path(fault.file) == Path(file)]

    def banner(self) -> str:
        """What is wrong, on one line: how much, the first of it, what is used meanwhile; empty: nothing."""
        if not self.faults:
            return ""
        first = self.faults[0]
        where = f"{Path(first.file).name}:{first.line}:{first.column}"
        much = count(len(self.faults), "fault")
        return f"{much} in your scripts. {where}: {first.words}. {self.meanwhile(first.file)}"

    def meanwhile(self, file: str | Path) -> str:
        """What is used as long as a file is broken, as a sentence."""
        kept = self._good / Path(file).name in self._used
        return f"The file is {'used as it was before' if kept else 'not used until it is mended'}."

    # ------------------------------------------------------------------------------------- the rep's own

    def place_of(self, page: Page) -> Place:
        """Line and column of an entry in its file as it is now."""
        return own.place_of(page)

    def duplicate(self, page: Page) -> Path:
        """Copy a shipped entry into a file of the rep's. Raises OSError, and then nothing was made."""
        try:
            file = own.duplicate(page, self.folder)
        except FaultyFile as broken:
            raise OSError(broken.fault.sentence) from None
        self._keep([file])
        return file

    def write_card(self, said: str, answer: str, pages: Sequence[Page]) -> Path:
        """A new card of the rep's. Raises OSError."""
        return own.write_card(said, answer, self.folder, _ids("card", pages))

    def write_blank(self, kind: str, pages: Sequence[Page]) -> tuple[Path, Place]:
        """A blank entry of a kind, to be filled in, and the place to begin. Raises OSError."""
        return own.write_blank(kind, self.folder, _ids(kind, pages))

    def add_wording(self, card: str, said: str) -> None:
        """Remember what was heard as a way to say what a card answers. Raises OSError or ValueError."""
        with self._writing:
            captured.add_wording(self.folder, card, said)

    def add_quote(self, sheet: str, said: str) -> None:
        """Remember what a customer said that it is worth to them. Raises OSError or ValueError."""
        with self._writing:
            captured.add_quote(self.folder, sheet, said)

    def take_back(self, path: Path) -> bool:
        """Drop a file made just now that was left as it was made. Returns whether it was dropped."""
        if not own.is_as_made(path):
            return False
        path.unlink(missing_ok=True)
        return True


def _ids(kind: str, pages: Sequence[Page]) -> set[str]:
    return {page.id for page in pages if page.kind == kind}
