"""Files in: bytes to rows. Each kind of file is a `Reader`; the first that knows the beginning reads it.

A new kind (workbooks, vCards) is a new reader in `READERS`; nothing else has to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

_HEAD = 4096
_TOLD_LINES = 5


class Row(NamedTuple):
    """One record of a file."""

    line: int
    """Line of the file (1-based) where it begins."""
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a reader found."""

    rows: list[Row]
    """All records, blank ones too, the header among them."""
    form: str
    """What the file is, in words: `CSV, UTF-8, semicolons`."""
    warnings: tuple[str, ...] = ()


class Unreadable(Exception):
    """A file nothing can be read from. The message is a sentence for the rep."""


class Reader(Protocol):
    """A kind of file."""

    def knows(self, head: bytes, name: str) -> bool:
        """Whether a file that begins like this is of this kind. `name` is the file's name in lower case."""
        ...

    def read(self, data: bytes) -> Sheet:
        """The rows. Raises Unreadable."""
        ...


@dataclass(frozen=True, slots=True)
class Refusing:
    """A kind of file we know and cannot read: refused by name, so that nobody wonders."""

    what: str
    beginnings: tuple[bytes, ...]
    instead: str

    def knows(self, head: bytes, name: str) -> bool:
        """Whether the file begins with one of our marks."""
        head = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].upper()
        return head.startswith(self.beginnings)

    def read(self, data: bytes) -> Sheet:
        """Refuse. Raises Unreadable."""
        raise Unreadable(f"This is {self.what}. {self.instead}")


_AS_CSV = "Save or export it as CSV and import that."
_REFUSED = (
    Refusing(
        "a vCard file (contacts of an address book), whatever its name says", (b"BEGIN:VCARD",), _AS_CSV
    ),
    Refusing(
        "an Excel or OpenDocument workbook, or another ZIP archive", (b"PK\x03\x04", b"PK\x05\x06"), _AS_CSV
    ),
    Refusing("an old Excel workbook", (b"\xd0\xcf\x11\xe0",), _AS_CSV),
    Refusing("a PDF", (b"%PDF",), _AS_CSV),
    Refusing("a web page or XML, not a table", (b"<!DOCTYPE", b"<HTML", b"<?XML"), _AS_CSV),
    Refusing("a JSON file, not a table", (b'{"', b'[{"', b"[\n", b"{\n"), _AS_CSV),
    Refusing(
        "a picture, a packed file or a database",
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLITE FORMAT 3", b"7Z\xbc\xaf"),
        "Nothing in it can be read as a list.",
    ),
)


def readers() -> Sequence[Reader]:
    """Every kind of file, the particular before the general: the last one takes any text."""
    from tui.lists.csv_reader import CsvReader

    return (*_REFUSED, CsvReader())


def read(path: Path) -> Sheet:
    """The rows of a file. Raises Unreadable, with the reason as a sentence."""
    data = _bytes(path)
    head = data[:_HEAD]
    for reader in readers():
        if reader.knows(head, path.name.casefold()):
            return reader.read(data)
    raise Unreadable("This is no kind of file that holds a list.")


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Unreadable("This is a folder. Name the files in it.")
        if path.exists() and not path.is_file():
            raise Unreadable("This is a device or a pipe, not a file.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except PermissionError:
        raise Unreadable("It may not be read by you (permission denied).") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"It cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    if not data.strip():
        raise Unreadable("The file is empty.")
    return data


def on_lines(lines: Sequence[int]) -> str:
    """` (lines 3, 7, 8, 9, 12 and 31 more)`, for the end of a warning."""
    told = list(dict.fromkeys(lines))
    more = f" and {len(told) - _TOLD_LINES} more" if len(told) > _TOLD_LINES else ""
    return f" ({'line' if len(told) == 1 else 'lines'} {', '.join(map(str, told[:_TOLD_LINES]))}{more})"
