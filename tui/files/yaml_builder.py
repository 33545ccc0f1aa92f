"""Values out of libyaml's events, one after the other, refusing what the limits refuse."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from tui.files.document import source
from tui.files.fault import Fault, Place
from tui.files.yaml_words import QUOTE

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 20
MAX_VALUES = 60_000
MAX_TEXT = 4_000
"""Characters of one text."""
MAX_REPEATED = 200_000
"""Characters that aliases may stand for, all together: a small file must not become a large one."""
MAX_FAULTS = 50
"""After so many a file is read no further."""

_WORDS: Mapping[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_DASH = re.compile(r"\s*-(?:\s|$)")
_NO_BLANK = re.compile(r"-([^\W\d_]\S*)")
_GOES_ON = re.compile(r" #(?P<comment> )?")
_QUOTES = {"'", '"'}


def place_of(mark: Any) -> Place | None:
    """Line and column of one of libyaml's marks, from 1; None: there is none."""
    return (mark.line + 1, mark.column + 1) if mark else None


def _at(event: yaml.Event) -> Place:
    return place_of(event.start_mark) or (1, 1)


class Enough(Exception):
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


class Builder:
    """Turns events into data, refusing what the limits refuse."""

    def __init__(self, file: str, lines: Sequence[str], text_only: bool) -> None:
        self.data: Any = None
        self.marks: dict[int, Mapping[str | int, tuple[Place, Place]]] = {}
        self.faults: list[Fault] = []
        self.hashes: list[Place] = []
        self.quoted: tuple[Place, Place] | None = None
        """Where the last text in quotes began, and what comes behind it."""
        self._file = file
        self._lines = lines
        self._text_only = text_only
        self._has_hashes = any(" #" in line for line in lines)
        self._levels: list[_Level] = []
        self._anchors: dict[str, Place] = {}
        self._texts: dict[str, str] = {}
        """Anchor → the text it stands for."""
        self._repeated = 0
        self._aliases: set[str | None] = set()
        """Those that were refused."""
        self._used: set[str | None] = set()
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
            if name not in self._aliases | self._used:
                self._refuse(place, f"'&{name}' is an anchor, which is not read here", QUOTE)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        place, value, plain = _at(event), event.value, not event.style
        if event.style in _QUOTES and (end := place_of(event.end_mark)):
            self.quoted = place, end
        self._check(event, place)
        if len(value) > MAX_TEXT:
            self._refuse(place, f"a text of more than {MAX_TEXT:,} characters")
        value = value or event.tag or ""  # refused, but a text was meant
        level = self._levels[-1] if self._levels else None
        if level and not level.listed and level.key_place is None:
            self._key(level, value, place, plain)
            return
        if plain:
            self._look_for_dashes(event, place)
        if plain:
            if not value and level and level.braces:
                self._bare_key(level)
            if self._has_hashes and value:
                self._look_for_hash(event)
            value = self._typed(value)
        if event.anchor and isinstance(value, str):
            self._texts[event.anchor] = value
        self._put(value, place)

    def _look_for_dashes(self, event: yaml.ScalarEvent, place: Place) -> None:
        """Whether lines of a list were read as one text: nothing would be told, and all but one be lost."""
        end = place_of(event.end_mark) or place
        shown = source(self._lines, place[0])
        if shown[: place[1] - 1].strip() == "" and (first := _NO_BLANK.match(event.value)):
            self._refuse(place, "a '-' without a blank after it", f"write '- {first[1]} …'")
            return
        for number in range(place[0] + 1, end[0] + 1):
            line = source(self._lines, number)
            if _DASH.match(line):
                message = "a line of a list that was read as more of the text above"
                hint = f"let it begin below the line of the list above, and with '- '; else {QUOTE}"
                self._refuse((number, len(line) - len(line.lstrip()) + 1), message, hint)
                return

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
            if self._begins_anew(level, key, place):
                message = f"'{key}' is given twice here, first on line {first}"
                self._refuse(place, message, "a new entry of a list begins with '- '")
                level.key, level.key_place = key, place
                return
            message = f"'{key}' is given twice here, first on line {first}; only one would count"
            self._refuse(place, message, "merge the two, or rename one")
            key += " again"  # what the first holds is looked at
        level.key, level.key_place = key, place

    def _begins_anew(self, level: _Level, key: str, place: Place) -> bool:
        """Whether the next entry of a list seems to begin here without its dash; it is then taken for one."""
        outer = self._levels[-2] if len(self._levels) > 1 else None
        if not outer or not outer.listed or level.braces or key != next(iter(level.into)):
            return False
        outer.marks[len(outer.into)] = (place, place)
        level.into, level.marks = {}, {}
        outer.into.append(level.into)
        self.marks[id(level.into)] = level.marks
        return True

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
        level = self._levels[-1] if self._levels else None
        if (text := self._text_of(event)) is not None and level and (level.listed or level.key_place):
            self._used.add(event.anchor)
            self._put(text, _at(event))
            return
        anchor = self._anchors.get(event.anchor or "")
        of = f" (of '&{event.anchor}' on line {anchor[0]})" if anchor else ""
        message = f"'*{event.anchor}' is an alias{of}, which is not read here"
        if event.anchor not in self._aliases:
            self._refuse(_at(event), message, "write the text out; one that begins with * or & needs quotes")
            self._aliases.add(event.anchor)
        if level and not level.listed and level.key_place is None:
            level.key, level.key_place = "*", _at(event)
        else:
            self._put(f"*{event.anchor}", _at(event))

    def _text_of(self, event: yaml.AliasEvent) -> str | None:
        """The text an alias repeats; None: it stands for a list or a block, or texts were repeated enough."""
        text = self._texts.get(event.anchor or "")
        self._repeated += len(text or "")
        return text if self._repeated <= MAX_REPEATED else None

    def _refuse(self, place: Place, message: str, hint: str = "") -> None:
        """The file is not used; it is read on, for what else may be wrong with it."""
        line, column = place
        self.faults.append(Fault(self._file, line, column, message, hint, source(self._lines, line)))
        if len(self.faults) >= MAX_FAULTS:
            raise Enough

    def _give_up(self, place: Place, message: str, hint: str = "") -> NoReturn:
        self._refuse(place, message, hint)
        raise Enough
