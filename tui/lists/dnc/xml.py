"""Do-not-call files that are XML, whatever their tags: area codes, numbers, and what came or went.

The registries write `<ac val="201"><ph val="5550144"/></ac>`; others have an element for each part of a
record. So an area code, or what came or went, holds for the numbers of its own element and of those within.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from tui.lists.dnc.numbers import joined, northern
from tui.lists.dnc.table import Entry
from tui.lists.dnc.words import AREA, CHANGE, PHONE, change_of, role_of
from tui.lists.reader import Source, Unreadable, chunks

#: Attributes that hold the value of their element.
_VALUES = frozenset({"val", "value", "v"})


def is_xml(head: bytes) -> bool:
    """Whether a file that begins like this is XML, and no web page."""
    text = head.removeprefix(b"\xef\xbb\xbf").replace(b"\x00", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    page = b"<html" in text or b"<!doctype html" in text
    return text[:1] == b"<" and (text[1:2].isalpha() or text[1:2] in (b"?", b"!")) and not page


def read_xml(source: Source) -> list[Entry]:
    """What the file says, number by number. Raises Unreadable, where it is no whole XML."""
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reading.begin, reading.end
    parser.CharacterDataHandler = reading.text
    parser.EntityDeclHandler = _refuse
    reading.line = lambda: parser.CurrentLineNumber
    try:
        with source.open() as file:
            for chunk in chunks(file):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unreadable(f"It is broken XML ({error}): perhaps only a part of it was downloaded.") from None
    home = "US" if northern((found.area, found.text) for found in reading.found) else ""
    return [
        Entry(found.line, [joined(found.area, found.text)], home, found.came, "") for found in reading.found
    ]


def _refuse(*_: object) -> NoReturn:
    raise Unreadable("This XML defines words of its own (entities), which no list needs. It was not read.")


@dataclass(slots=True)
class _Found:
    """A number, as far as it is known."""

    line: int
    text: str
    area: str = ""
    came: bool | None = None


@dataclass(slots=True)
class _Element:
    """An element that is open."""

    role: str
    area: str = ""
    came: bool | None = None
    text: list[str] = field(default_factory=list)
    found: list[_Found] = field(default_factory=list)


class _Reading:
    """The elements that are open, the innermost last."""

    def __init__(self) -> None:
        self.line: Callable[[], int] = lambda: 0
        self.found: list[_Found] = []
        self._open: list[_Element] = []
        self._roles: dict[str, str] = {}

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """An element and its attributes."""
        name = tag.rpartition(":")[2]
        element = _Element(self._role(tag), came=change_of(name) if len(name) > 2 else None)
        self._open.append(element)
        for key, value in attributes.items():
            role = element.role if key.lower() in _VALUES else self._role(key)
            self._note(element, role, value)

    def text(self, text: str) -> None:
        """Some of the text of the innermost element."""
        if self._open:
            self._open[-1].text.append(text)

    def end(self, tag: str) -> None:
        """An element as a whole: what it says of its numbers, else of those of its parent."""
        element = self._open.pop()
        if text := "".join(element.text).strip():
            self._note(element, element.role, text)
        for found in element.found:
            found.area = found.area or element.area
            found.came = element.came if found.came is None else found.came
        if not self._open:
            self.found += element.found
            return
        parent = self._open[-1]
        parent.found += element.found
        if not element.found:
            parent.area = element.area or parent.area
            parent.came = parent.came if element.came is None else element.came

    def _note(self, element: _Element, role: str, value: str) -> None:
        if role == AREA:
            element.area = value.strip()
        elif role == PHONE and value.strip():
            element.found.append(_Found(self.line(), value.strip()))
        elif role == CHANGE and (came := change_of(value)) is not None:
            element.came = came

    def _role(self, name: str) -> str:
        """What a tag or attribute is called, without its namespace."""
        if name not in self._roles:
            self._roles[name] = role_of(name.rpartition(":")[2])
        return self._roles[name]
