"""Something wrong in a file, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.files.document import Document

Place = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a file, and where. Line and column count from 1."""

    file: str
    line: int
    column: int
    message: str
    hint: str = ""
    """What to do about it."""
    source_line: str = ""

    @property
    def words(self) -> str:
        """What is wrong and what to do, on one line."""
        return f"{self.message} ({self.hint})" if self.hint else self.message

    @property
    def sentence(self) -> str:
        """All of it on one line, without the source."""
        return f"{self.file}:{self.line}:{self.column}: {self.words}"

    def __str__(self) -> str:
        said = f"{self.file}:{self.line}:{self.column}: {self.message}"
        if self.source_line:
            start = max(0, self.column - 60)
            shown = self.source_line[start : start + 100].replace("\t", " ")
            said += f"\n{self.line:>6} | {shown}\n       | {' ' * (self.column - 1 - start)}^"
        return f"{said}\n       = {self.hint}" if self.hint else said


class FaultyFile(Exception):
    """A file that cannot be used. `fault` is the first reason why and where, `faults` are all.

    Where nothing is wrong but quotes that are not closed, `left` is the file as if they were: not to be used,
    but to be looked at for other faults.
    """

    def __init__(self, fault: Fault, *more: Fault, left: Document | None = None) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.faults = (fault, *more)
        self.left = left
