"""vCards 2.1, 3.0 and 4.0: each card a row under a header of our own, and all that follows is as for a table.

A reader of our own, because vobject 0.9.9 gives up on quoted-printable with soft breaks and on Shift_JIS,
holds photos, and knows no line numbers.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from functools import partial

from tui.core.text import count
from tui.lists.encoding import UTF8, Encoding, encoding_of, guess
from tui.lists.reader import Row, Sheet, Source, Way, Wish, chunks, on_lines
from tui.lists.vcard_fields import HEADER, Unlisted, cells_of
from tui.lists.vcard_lines import Property, lines_of, outdented, properties

_BEGIN = re.compile(rb"(?:^[\xef\xbb\xbf\xff\xfe]*|[\r\n])[ \t]*BEGIN:VCARD[ \t]*(?:[\r\n]|$)", re.IGNORECASE)
#: So many properties of a card are kept; a card has dozens.
_MOST_PROPERTIES = 2000


class VCardReader:
    """Reads cards of an address book, by their content, whatever the file's name is."""

    def knows(self, head: bytes, name: str) -> bool:
        """Whether a card begins near the top."""
        return bool(_BEGIN.search(head.replace(b"\x00", b"")))

    def read(self, source: Source, wish: Wish) -> Sheet:
        """A row for each card. Raises Unreadable."""
        encoding = encoding_of(source, wish.encoding, otherwise=_undeclared)
        if encoding is UTF8 and b"QUOTED-PRINTABLE" in source.head().upper():
            within = _undeclared(source)  # of what is written in plain letters
            encoding = encoding if within.codec == "utf-8" else within
        if encoding.codec.startswith(("utf-16", "utf-32")):
            pieces: Callable[[Iterator[bytes]], Iterator[bytes]] = partial(_as_utf8, encoding)
            codec = "utf-8"
        else:
            pieces, codec = iter, encoding.codec
        walk = partial(_walk, source, pieces, [codec] if wish.encoding else ["utf-8", codec])
        return Sheet(
            f"vCard, {encoding.words}", source.size, walk, [encoding.warning] if encoding.warning else []
        )


def _as_utf8(encoding: Encoding, pieces: Iterator[bytes]) -> Iterator[bytes]:
    return (text.encode("utf-8", "replace") for text in encoding.texts(pieces))


def _undeclared(source: Source) -> Encoding:
    """The encoding of the lines that name none themselves."""
    with source.open() as file:
        lines = (
            _unquoted(line.bytes) for line in lines_of(chunks(file)) if b"CHARSET=" not in line.bytes.upper()
        )
        sample = b"\n".join(_few(line for line in lines if not line.isascii()))
    if not sample:
        return Encoding("utf-8", "as its lines say")
    return guess(sample)


def _unquoted(line: bytes) -> bytes:
    """The bytes that a line in quoted-printable stands for; one that goes on may end within a letter."""
    quoted = b"QUOTED-PRINTABLE" in line[:200].upper() and not line.endswith(b"=")
    return quopri.decodestring(line) if quoted else line


def _few(lines: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for line in lines:
        if not _is_utf8(line):
            yield line[:2000]
            size += len(line)
        if size > 50_000:
            return


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


# -------------------------------------------------------------------------------------------------- cards


def _walk(
    source: Source, pieces: Callable[[Iterator[bytes]], Iterator[bytes]], codecs: list[str], way: Way
) -> Generator[Row, None, None]:
    def decode(data: bytes) -> str:
        try:
            return data.decode(codecs[0])
        except UnicodeDecodeError:
            return data.decode(codecs[-1], "replace")

    yield Row(0, list(HEADER))
    with source.open() as file:
        way.position = file.tell
        yield from _cards(properties(outdented(lines_of(pieces(chunks(file, 1 << 16)))), decode), way)
        way.position = lambda: source.size


@dataclass(slots=True)
class _Open:
    """A card that has begun and not ended."""

    line: int
    properties: list[Property] = field(default_factory=list)

    @property
    def last(self) -> str:
        """Name of the property read last."""
        return self.properties[-1].name if self.properties else ""


def _cards(found: Iterator[Property], way: Way) -> Iterator[Row]:
    """A row for each card; for a broken one, a row that says so."""
    card: _Open | None = None
    nested = 0
    outside: list[int] = []
    headless = 0
    for prop in found:
        mark = prop.name if prop.value.strip().upper() == "VCARD" else ""
        if mark == "BEGIN" and card and (nested or card.last == "AGENT"):
            nested += 1
        elif mark == "BEGIN":
            if card:
                yield _broken(card.line, "the card has no END:VCARD")
            elif headless:
                outside.append(headless)
            card, headless = _Open(prop.line), 0
        elif mark == "END" and nested:
            nested -= 1
        elif mark == "END":
            if card:
                yield _row(card)
            else:
                yield _broken(headless or prop.line, "the card has no BEGIN:VCARD")
            card, headless = None, 0
        elif card is None:
            headless = headless or (prop.line if prop.name or prop.value.strip() else 0)
        elif not nested:
            _keep(card, prop)
    if card:
        yield _broken(card.line, "the file ends within the card")
    elif headless:
        outside.append(headless)
    if outside:
        belong = "belongs" if len(outside) == 1 else "belong"
        way.warnings.append(
            f"{count(len(outside), 'piece')} of the file {belong} to no card{on_lines(outside)}."
        )


def _broken(line: int, why: str) -> Row:
    return Row(line, [""] * len(HEADER), why)


def _keep(card: _Open, prop: Property) -> None:
    """Take a property in; a line without a name is the rest of a text before it, as some phones write it."""
    if prop.name:
        if len(card.properties) < _MOST_PROPERTIES:
            card.properties.append(prop)
    elif prop.value.strip() and card.last in ("NOTE", "EMAIL", "ADR"):
        last = card.properties.pop()
        glue = "\n" if last.name == "NOTE" else ""
        longer = last.value + glue + prop.value.strip()
        card.properties.append(
            Property(last.line, last.name, longer, last.group, last.types, last.parameters)
        )


def _row(card: _Open) -> Row:
    try:
        return Row(card.line, cells_of(card.properties))
    except Unlisted as unlisted:
        return _broken(card.line, str(unlisted))
