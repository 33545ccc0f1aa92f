"""YAML that cannot hurt: read from libyaml's events, with limits, and with the place of every value.

Composing is left out on purpose. libyaml composes by recursion in C, so that 50 kB of `[` end the process,
and it shares what aliases repeat, so that a 300-byte file can stand for millions of values. The events come
from a parser that keeps its own stack; everything is checked here before it becomes a value.

Of YAML 1.1's guesses only `true`, `false`, `null`, `~` and plain decimal numbers are kept. `no`, `10:30`,
`010` and dates are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tui.files.document import Document, source
from tui.files.fault import Fault, FaultyFile, Place
from tui.files.yaml_words import QUOTE, explain

if TYPE_CHECKING:
    import yaml

__all__ = ["MAX_TEXT", "Document", "Fault", "FaultyFile", "Place", "parse_yaml", "read_yaml"]

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_VALUES = 60_000
MAX_TEXT = 4_000
"""Characters of one text."""
MAX_FAULTS = 50
"""After so many a file is read no further."""

_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_GOES_ON = re.compile(r" #(?P<comment> )?")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


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
    import yaml

    text = _decoded(content, file)
    lines = _LINE_END.split(text)
    builder = _Builder(file, lines, text_only)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        builder.take(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        fault = _explained(error, file, lines)
        if fault.line not in {known.line for known in builder.faults}:  # else it is the same, told again
            builder.faults.append(fault)
    except _Enough:
        pass
    if builder.faults:
        raise FaultyFile(*sorted(builder.faults, key=lambda fault: (fault.line, fault.column)))
    return Document(file, builder.data, lines, builder.hashes, builder.marks)


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
    if bad := _NOT_TEXT.search(text):
        message = f"the character U+{ord(bad.group()):04X} is not allowed in a text file"
        raise FaultyFile(_at_end(file, text[: bad.start()], message, "delete it"))
    return text


def _at_end(file: str, before: str, message: str, hint: str) -> Fault:
    """A fault right after `before`."""
    lines = _LINE_END.split(before)
    return Fault(file, len(lines), len(lines[-1]) + 1, message, hint)


def _at(event: yaml.Event) -> Place:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Enough(Exception):
    """The file is read no further."""


class _Level:
    """A list or dict that is still being filled."""

    __slots__ = ("braces", "into", "key", "key_place", "listed", "marks")

    def __init__(self, into: list[Any] | dict[str, Any], flow: bool) -> None:
        self.into: Any = into
        self.listed = isinstance(into, list)
        self.braces = flow and not self.listed
        self.marks: dict[str | int, tuple[Place, Place]] = {}
        self.key = ""
        self.key_place: Place | None = None
        """Set while the key waits for its value."""


class _Builder:
    """Turns events into data, refusing what the limits refuse."""

    def __init__(self, file: str, lines: Sequence[str], text_only: bool) -> None:
        self.data: Any = None
        self.marks: dict[int, Mapping[str | int, tuple[Place, Place]]] = {}
        self.faults: list[Fault] = []
        self.hashes: list[Place] = []
        self._file = file
        self._lines = lines
        self._text_only = text_only
        self._has_hashes = any(" #" in line for line in lines)
        self._levels: list[_Level] = []
        self._anchors: dict[str, Place] = {}
        self._aliases: set[str | None] = set()
        self._values = 0
        self._documents = 0

    def take(self, events: Iterable[yaml.Event]) -> None:
        """Read a whole stream."""
        import yaml

        for event in events:
            if isinstance(event, yaml.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._open(event, [] if isinstance(event, yaml.SequenceStartEvent) else {})
            elif isinstance(event, yaml.CollectionEndEvent):
                self._levels.pop()
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._give_up(_at(event), "a second document ('---')", "split it into two files")
        for name, place in self._anchors.items():
            if name not in self._aliases:
                self._refuse(place, f"'&{name}' is an anchor, which is not read here", QUOTE)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place, value, plain = _at(event), event.value, not event.style
        self._check(event, place)
        if len(value) > MAX_TEXT:
            self._refuse(place, f"a text of more than {MAX_TEXT:,} characters")
        level = self._levels[-1] if self._levels else None
        if level and not level.listed and level.key_place is None:
            self._key(level, value, place, plain)
            return
        if plain:
            if not value and level and level.braces:
                self._bare_key(level)
            if self._has_hashes and value:
                self._look_for_hash(event)
            value = self._typed(value)
        self._put(value, place)

    def _look_for_hash(self, event: yaml.ScalarEvent) -> None:
        """Whether the text seems to go on behind a `#`."""
        end = event.end_mark
        rest = source(self._lines, end.line + 1)[end.column :] if end else ""
        hash = _GOES_ON.match(rest)
        if end and hash and (" " in event.value or not hash["comment"]):
            self.hashes.append((end.line + 1, end.column + 2))

    def _bare_key(self, level: _Level) -> None:
        """A key without a value between braces, which nobody means."""
        place = level.key_place or (1, 1)
        if level.into:
            self._refuse(place, f"'{level.key}' has no value", "inside { }, a text with a comma needs quotes")
        else:
            self._refuse(place, f"'{{{level.key}}}' without quotes is read as a block of keys", QUOTE)

    def _typed(self, value: str) -> Any:
        """What an unquoted text means."""
        if self._text_only:
            return value or None
        if value in _WORDS:
            return _WORDS[value]
        if _WHOLE.match(value):
            return int(value)
        return float(value) if _DECIMAL.match(value) else value

    def _key(self, level: _Level, key: str, place: Place, plain: bool) -> None:
        if key == "<<" and plain:
            self._refuse(place, "merge keys ('<<') are not read here", "write the keys out")
        if key in level.into:
            first = level.marks[key][0][0]
            message = f"'{key}' is given twice here, first on line {first}; only one would count"
            self._refuse(place, message, "merge the two, or rename one")
        level.key, level.key_place = key, place

    def _open(self, event: yaml.CollectionStartEvent, into: list[Any] | dict[str, Any]) -> None:
        place = _at(event)
        self._check(event, place)
        if len(self._levels) >= MAX_DEPTH:
            self._give_up(place, f"nested more than {MAX_DEPTH} levels deep")
        self._put(into, place)
        level = _Level(into, bool(event.flow_style))
        self._levels.append(level)
        self.marks[id(into)] = level.marks

    def _put(self, value: Any, place: Place) -> None:
        """`value` takes its place in the list or dict being filled."""
        if not self._levels:
            self.data = value
            return
        level = self._levels[-1]
        if level.listed:
            level.marks[len(level.into)] = (place, place)
            level.into.append(value)
        elif level.key_place is None:
            self._give_up(place, "a key must be text", QUOTE)
        else:
            level.marks[level.key] = (level.key_place, place)
            level.into[level.key] = value
            level.key_place = None

    def _check(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> None:
        """What every value must keep to."""
        self._values += 1
        if self._values > MAX_VALUES:
            self._give_up(place, f"more than {MAX_VALUES:,} values in one file", "split it")
        if event.tag is not None:
            self._refuse(place, "a text that begins with '!' is a tag, which is not read here", QUOTE)
        if event.anchor is not None:
            self._anchors.setdefault(event.anchor, place)

    def _alias(self, event: yaml.AliasEvent) -> None:
        anchor = self._anchors.get(event.anchor or "")
        of = f" (of '&{event.anchor}' on line {anchor[0]})" if anchor else ""
        message = f"'*{event.anchor}' is an alias{of}, which is not read here"
        if event.anchor not in self._aliases:
            self._refuse(_at(event), message, "write the text out; one that begins with * or & needs quotes")
            self._aliases.add(event.anchor)
        level = self._levels[-1] if self._levels else None
        if level and not level.listed and level.key_place is None:
            level.key, level.key_place = "*", _at(event)
        else:
            self._put(None, _at(event))

    def _refuse(self, place: Place, message: str, hint: str = "") -> None:
        """The file is not used; it is read on, for what else may be wrong with it."""
        line, column = place
        self.faults.append(Fault(self._file, line, column, message, hint, source(self._lines, line)))
        if len(self.faults) >= MAX_FAULTS:
            raise _Enough

    def _give_up(self, place: Place, message: str, hint: str = "") -> NoReturn:
        self._refuse(place, message, hint)
        raise _Enough


def _explained(error: yaml.YAMLError, file: str, lines: Sequence[str]) -> Fault:
    """The fault that libyaml found."""
    problem = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}".strip()
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if began and "end of stream" in problem:
        mark = began
    place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    (line, column), message, hint = explain(
        problem, lines, place, (began.line + 1, began.column + 1) if began else None
    )
    return Fault(file, line, column, message, hint, source(lines, line))
