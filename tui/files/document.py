"""A file that was read, and where in it everything stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tui.files.fault import Fault, Place


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a file, and where in it each value stands."""

    file: str
    data: Any
    """str, int, float, bool, None, and lists and dicts of them; None for an empty file."""
    lines: Sequence[str]
    hashes: Sequence[Place]
    """Where a `#` ends an unquoted text that seems to go on: `We are #1`. Two spaces before it: a comment."""
    _marks: Mapping[int, Mapping[str | int, tuple[Place, Place]]]
    """id of a list or dict in `data` → index or key → where the key and the value stand."""

    def place(self, path: Iterable[str | int], *, key: bool = False) -> Place:
        """Line and column of the value at `path` (keys and indexes from the top), or of its key.

        Where the path leads nowhere it is the place of the last thing on it that exists. A list or dict
        counts as standing at its key.
        """
        found, here = (1, 1), self.data
        for step in path:
            marks = self._marks.get(id(here), {}).get(step)
            if marks is None:
                break
            here = here[step]
            found = marks[0] if key or isinstance(here, list | dict) else marks[1]
        return found

    def fault(self, path: Iterable[str | int], message: str, hint: str = "", *, key: bool = False) -> Fault:
        """A fault at the value of `path`, or at its key."""
        return self.fault_at(*self.place(path, key=key), message, hint)

    def fault_at(self, line: int, column: int, message: str, hint: str = "") -> Fault:
        """A fault at that place."""
        return Fault(self.file, line, column, message, hint, source(self.lines, line))


def source(lines: Sequence[str], line: int) -> str:
    """The line of that number, counted from 1; the one behind the last is empty."""
    return lines[line - 1] if line <= len(lines) else ""
