"""YAML that cannot hurt: read from libyaml's events, with limits, and with the place of every value.

Composing is left out on purpose. libyaml composes by recursion in C, so that 50 kB of `[` end the process,
and it shares what aliases repeat, so that a 300-byte file can stand for millions of values. The events come
from a parser that keeps its own stack; everything is checked here before it becomes a value.

Of YAML 1.1's guesses only `true`, `false`, `null`, `~` and plain decimal numbers are kept. `no`, `10:30`,
`010` and dates are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tui.files.document import Document, source
from tui.files.fault import Fault, FaultyFile, Place
from tui.files.yaml_builder import MAX_DEPTH, MAX_TEXT, MAX_VALUES, Builder, Enough, place_of
from tui.files.yaml_mends import guesses
from tui.files.yaml_quotes import closed, never_closed
from tui.files.yaml_words import NEVER_CLOSED, explain

if TYPE_CHECKING:
    import yaml

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_TEXT",
    "MAX_VALUES",
    "Document",
    "Fault",
    "FaultyFile",
    "Place",
    "parse_yaml",
    "read_yaml",
]

MAX_BYTES = 1_000_000
_MAX_STOPS = 10
"""Faults at which reading stops that are looked behind: quotes that are not closed, and all others."""
_MAX_GUESSES = 20
"""What one such fault may have been meant to be."""
_MAX_READ_AGAIN = 2_000_000
"""Characters that are read once more to look behind such faults."""

_LINE_END = re.compile("\r\n|[\n\r]")
#: Line ends of YAML 1.1 that editors show as a blank or a sign, pasted from slides and pages: lines would be
#: counted otherwise than the rep sees them.
_NO_LINE_END = str.maketrans("\x85\u2028\u2029", "   ")
#: What YAML 1.1 does not allow. Told by what is allowed it would take 4 ms of every start to compile.
_NOT_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def read_yaml(path: Path, *, text_only: bool = False) -> Document:
    """The file at `path`. Raises FaultyFile, also when it cannot be read at all."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FaultyFile(Fault(str(path), 1, 1, f"cannot be read: {error.strerror}")) from None
    return parse_yaml(content, str(path), text_only=text_only)


def parse_yaml(content: str | bytes, file: str = "<text>", *, text_only: bool = False) -> Document:
    """YAML as plain data. With `text_only` numbers and `true` stay text too, and only nothing is None.

    One document of at most `MAX_BYTES`, `MAX_DEPTH`, `MAX_VALUES` and `MAX_TEXT`. Raises FaultyFile for
    anything else, and for anchors, aliases, tags, merge keys and a key given twice.
    """
    text = _decoded(content, file)
    lines = _LINE_END.split(text)
    read = _Read(text, file, lines, text_only)
    if not read.faults:
        return Document(file, read.data, lines, read.hashes, read.marks)
    faults, left = _read_on(read, file, lines, text_only)
    raise FaultyFile(*sorted(faults, key=lambda fault: (fault.line, fault.column)), left=left)


def _read_on(
    read: _Read, file: str, lines: Sequence[str], text_only: bool
) -> tuple[Sequence[Fault], Document | None]:
    """All faults of a file, also of what stands behind those at which reading stops; and, where it could be
    read to its end, what is left of it to look at."""
    stops: list[Fault] = []
    inserted: list[Place] = []
    guessed: set[int] = set()
    mended, room = lines, _MAX_READ_AGAIN
    again: _Read | None
    shown: Sequence[str]
    while read.broken and len(stops) < _MAX_STOPS and room > 0:
        stopped, before = read.broken, tuple(inserted)
        if read.open_quote:
            start, end = read.open_quote
            shown, place = closed(mended, start, end)
            again = _Read("\n".join(shown), file, shown, text_only)
            if again.broken and again.broken <= start:  # it was not that, or not only
                break
            inserted.append(place)
        else:
            size = sum(map(len, mended)) + 1
            tries = min(_MAX_GUESSES, max(1, room // size))
            room -= tries * size
            line, again, shown = _likeliest(read, mended, tries, file, text_only)
            if again is None:
                break
            guessed |= {line, stopped[0]}
        there = read.faults[-1:] if read.told else [f for f in read.faults if f.line == stopped[0]]
        told = {fault.line for fault in stops}
        stops += [_as_written(fault, before) for fault in there if read.open_quote or fault.line not in told]
        read, mended = again, shown
    known = {fault.line for fault in stops}
    found = [_as_written(fault, inserted) for fault in read.faults if fault.line not in guessed & known]
    rest = [fault for fault in found if fault not in stops]
    whole = not read.broken and not read.left_off
    left = Document(file, read.data, lines, read.hashes, read.marks) if whole else None
    return [*stops, *rest], left


def _likeliest(
    read: _Read, lines: Sequence[str], tries: int, file: str, text_only: bool
) -> tuple[int, _Read | None, Sequence[str]]:
    """The guess with which the file can be read furthest: its line, and what is read; None: there is none."""
    best: tuple[int, _Read | None, Sequence[str]] = (0, None, lines)
    rank: tuple[bool, Place, int] = (False, read.noticed, -len(read.faults))
    for line, text in islice(guesses(lines, read.broken or read.noticed, read.noticed), tries):
        shown = [*lines[: line - 1], text, *lines[line:]]
        again = _Read("\n".join(shown), file, shown, text_only)
        reached = (not again.broken, again.noticed, -len(again.faults))
        if reached > rank and (not again.broken or again.noticed > read.noticed):
            best, rank = (line, again, shown), reached
        if not again.broken and len(again.faults) < len(read.faults):
            break
    return best


def _as_written(fault: Fault, inserted: Sequence[Place]) -> Fault:
    """A fault of a file with quotes put in, where it stands in the file without them."""
    column, text = fault.column, fault.source_line
    for line, at in reversed(inserted):
        if line == fault.line:
            column -= at < column
            text = text[: at - 1] + text[at:]
    return replace(fault, column=column, source_line=text)


def _decoded(content: str | bytes, file: str) -> str:
    if len(content) > MAX_BYTES:
        raise FaultyFile(Fault(file, 1, 1, f"larger than {MAX_BYTES // 1000:,} kB", "split it into several"))
    if isinstance(content, bytes):
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8", "replace")
            raise FaultyFile(_at_end(file, before, "this is not UTF-8 text", "save it as UTF-8")) from None
    else:
        text = content.removeprefix("\ufeff")
    text = text.translate(_NO_LINE_END)
    if bad := _NOT_TEXT.search(text):
        message = f"the character U+{ord(bad.group()):04X} is not allowed in a text file"
        raise FaultyFile(_at_end(file, text[: bad.start()], message, "delete it"))
    return text


def _at_end(file: str, before: str, message: str, hint: str) -> Fault:
    """A fault right after `before`."""
    lines = _LINE_END.split(before)
    return Fault(file, len(lines), len(lines[-1]) + 1, message, hint)


class _Read(Builder):
    """A text that was read as far as it goes."""

    def __init__(self, text: str, file: str, lines: Sequence[str], text_only: bool) -> None:
        import yaml

        super().__init__(file, lines, text_only)
        self.broken: Place | None = None
        """Where it could not be read further."""
        self.noticed: Place = (1, 1)
        """Where libyaml stopped, which may be below."""
        self.told = False
        """Whether the last fault is the one at which reading stopped."""
        self.left_off = False
        """Whether it was given up: too deep, too much."""
        self.open_quote: tuple[Place, Place | None] | None = None
        """A quote that is not closed, told as the last fault, and where it seemed to be (None: nowhere)."""
        try:
            self.take(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
        except yaml.YAMLError as error:
            self._stop(error)
        except Enough:
            self.left_off = True

    def _stop(self, error: yaml.YAMLError) -> None:
        """The fault that libyaml found."""
        lines, context = self._lines, getattr(error, "context", None) or ""
        problem = f"{context} {getattr(error, 'problem', None) or error}".strip()
        began = place_of(getattr(error, "context_mark", None))
        place = place_of(getattr(error, "problem_mark", None))
        ended = "end of stream" in problem
        place = (began if ended else None) or place or (1, 1)
        if ended and began and "quoted scalar" in problem:
            self.open_quote = began, None
        elif self.quoted and _follows(lines, self.quoted[1], place) and never_closed(lines, *self.quoted):
            self.open_quote = self.quoted
        if self.open_quote:
            place, (message, hint) = self.open_quote[0], NEVER_CLOSED
        else:
            place, message, hint = explain(problem, lines, place, began)
        self.broken = place
        self.noticed = place_of(getattr(error, "problem_mark", None)) or place
        fault = Fault(self._file, *place, message, hint, source(lines, place[0]))
        if self.open_quote or fault.line not in {known.line for known in self.faults}:
            self.faults.append(fault)  # else it is the same, told again
            self.told = True


def _follows(lines: Sequence[str], end: Place, place: Place) -> bool:
    """Whether `place` comes right behind `end`."""
    return end[0] == place[0] and not source(lines, end[0])[end[1] - 1 : place[1] - 1].strip()
