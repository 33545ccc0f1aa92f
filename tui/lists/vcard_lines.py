"""vCards, the lower half: bytes to properties (RFC 2426, RFC 6350, and vCard 2.1 of 1996).

Nothing of a file is held but the property being read, and of that no more than `_LONGEST`: a photo may be one
line of twenty megabytes.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.lists.encoding import named

_LONGEST = 200_000
_HEAD = re.compile(rb"\s*(?:([\w.-]+)\.)?([A-Za-z][\w-]*)\s*((?:;[^\":]*(?:\"[^\"]*\"[^\":]*)*)?):", re.ASCII)
_PARAMETER = re.compile(r";\s*([^=;\"]+)(?:=((?:\"[^\"]*\"|[^\";])*))?")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_SPLIT = re.compile(r"(?<!\\)((?:\\\\)*);")
_LISTED = re.compile(r"(?<!\\)((?:\\\\)*),\s*")
#: What is no text and belongs to nobody we call.
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
#: Parameters that stand without `TYPE=` or `ENCODING=` in vCard 2.1.
_BARE_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"})


class Line(NamedTuple):
    """One line of a file, without its end."""

    number: int
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Property:
    """`item1.TEL;TYPE=work:+44 …`, decoded but not unescaped."""

    line: int
    """Line of the file (1-based) where it begins."""
    name: str
    """In capitals; empty for a line that is no property."""
    value: str = ""
    group: str = ""
    types: frozenset[str] = frozenset()
    """What it is said to be, in capitals, by `TYPE=` or without."""
    parameters: dict[str, str] = field(default_factory=dict)

    def text(self, lines: bool = True) -> str:
        """The value as it is meant. Without `lines`, `\\n` is no line end (vCard 2.1 knows none)."""
        return unescaped(self.value, lines).strip()

    def parts(self, words: bool = False) -> list[str]:
        """The components of a structured value: `Byron;Ada;;;` has five. `words`: `Anna,Maria` are two."""
        value = _LISTED.sub(r"\1 ", self.value) if words else self.value
        ends = _SPLIT.sub(lambda found: found[1] + "\x1f", value.replace("\x1f", " "))
        return [unescaped(part, lines=True).strip() for part in ends.split("\x1f")]

    @property
    def rank(self) -> int:
        """How much it is preferred; 0 before all others."""
        said = self.parameters.get("PREF", "")
        if said.isdecimal():
            return min(int(said), 100)
        return 0 if "PREF" in self.types else 101


def unescaped(value: str, lines: bool) -> str:
    """A value without its backslashes. One before any other character is a backslash (`C:\\temp`)."""

    def meant(found: re.Match[str]) -> str:
        character = found[1]
        if character in "nN" and lines:
            return "\n"
        return character if character in "\\;:,\"'" or character.isspace() else found[0]

    return _ESCAPED.sub(meant, value) if "\\" in value else value


def lines_of(chunks: Iterator[bytes]) -> Iterator[Line]:
    """The lines of a file, whatever ends them; of one that is too long only the beginning."""
    number, rest = 1, b""
    for chunk in chunks:
        if number == 1 and not rest:
            chunk = chunk.removeprefix(b"\xef\xbb\xbf")
        lines = (rest + chunk).splitlines(keepends=True)
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        for line in lines:
            yield Line(number, line.rstrip(b"\r\n"))
            number += 1
        if len(rest) > _LONGEST and not rest.endswith(b"\r"):
            rest = rest[:_LONGEST]
    for line in rest.splitlines():
        yield Line(number, line)
        number += 1


def outdented(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, without the blanks before a whole card, as it stands in a quoted mail."""
    blanks = b""
    for line in lines:
        if line.bytes.lstrip().upper().startswith(b"BEGIN:VCARD"):
            blanks = line.bytes[: len(line.bytes) - len(line.bytes.lstrip())]
        yield line._replace(bytes=line.bytes.removeprefix(blanks)) if blanks else line


def properties(lines: Iterator[Line], decode: Callable[[bytes], str]) -> Iterator[Property]:
    """The properties of a file, unfolded. `decode` reads bytes of which nothing says what they are in.

    vCard 2.1 folds at blanks and keeps them; 3.0 and 4.0 put one in, anywhere.
    """
    old = False
    waiting = next(lines, None)
    while waiting is not None:
        first, folded = waiting, [waiting.bytes]
        head = _HEAD.match(first.bytes)
        soft = bool(head and b"QUOTED-PRINTABLE" in head[3].upper())
        size = len(first.bytes)
        waiting = next(lines, None)
        while waiting is not None and (step := _goes_on(folded[-1], waiting.bytes, soft)):
            size += len(waiting.bytes)
            if size <= _LONGEST:
                folded[-1] = folded[-1][:-1] if step == 1 else folded[-1]
                folded.append(waiting.bytes if step == 1 or old else waiting.bytes[1:])
            waiting = next(lines, None)
        prop = _property(first.number, b"".join(folded), decode)
        if prop.name == "VERSION":
            old = prop.value.strip().startswith("2")
        yield prop


def _goes_on(before: bytes, line: bytes, soft: bool) -> int:
    """Whether a line belongs to the property before: 1 by a soft break (`=`), 2 by a blank, 0 not."""
    if soft and before.endswith(b"="):
        return 0 if line.strip().upper() in (b"END:VCARD", b"BEGIN:VCARD") else 1
    return 2 if line[:1] in (b" ", b"\t") and line.strip() else 0


def _property(number: int, line: bytes, decode: Callable[[bytes], str]) -> Property:
    head = _HEAD.match(line)
    if not head:
        return Property(number, "", decode(line))
    group, name = (head[1] or b"").decode(), head[2].decode().upper()
    types, parameters = _parameters(decode(head[3]))
    if name in _BINARY:
        return Property(number, name)
    data = line[head.end() :]
    coding = parameters.get("ENCODING", "").upper()
    if coding in ("QUOTED-PRINTABLE", "Q"):
        data = quopri.decodestring(data)
    elif coding in ("BASE64", "B"):
        try:
            data = binascii.a2b_base64(data)
        except binascii.Error:
            data = b""
    value = _declared(data, parameters.get("CHARSET", "")) or decode(data)
    return Property(number, name, value.replace("\x00", ""), group.upper(), types, parameters)


def _parameters(text: str) -> tuple[frozenset[str], dict[str, str]]:
    """(types, the other parameters) of `;TYPE=work,voice;PREF=1` and of `;WORK;VOICE`."""
    types: set[str] = set()
    others: dict[str, str] = {}
    for name, value in _PARAMETER.findall(text):
        name, value = name.strip().upper(), value.replace('"', "").strip()
        if not value and name in _BARE_ENCODINGS:
            others["ENCODING"] = name
        elif name == "TYPE" or not value:
            types |= {word.strip("\\ ") for word in (value or name).upper().split(",")}
        else:
            others.setdefault(name, value)
    return frozenset(types), others


def _declared(data: bytes, charset: str) -> str:
    """The text in the charset that the property names; empty when it names none, or not its own."""
    if data.isascii() or not (codec := named(charset)):
        return ""
    try:
        return data.decode(codec)
    except UnicodeError:
        return ""
