"""Files in: bytes to rows. Each kind of file is a `Reader`; the first that knows the beginning reads it.

Nothing holds a whole file: a `Sheet` has its first rows in hand, for guessing, and goes through the file once
more for the rest. A new kind is a new reader in `readers()`; nothing else has to know.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, runtime_checkable

_BEGINNING = 4096
_TOLD_LINES = 5
#: What is held of a sheet for guessing: so many rows, and not much more than so many characters.
_HEAD_ROWS, _HEAD_CHARACTERS = 600, 2_000_000


class Row(NamedTuple):
    """One record of a file."""

    line: int
    """Line of the file (1-based) where it begins; in a workbook, the row of its sheet."""
    cells: list[str]
    broken: str = ""
    """Why nobody can be read from it; empty: it is whole."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the rep said about a file, where the guess would be wrong; empty: guess."""

    sheet: str = ""
    """The sheet of a workbook, or the file in a ZIP archive."""
    encoding: str = ""
    columns: tuple[str, ...] = ()
    """The field of each column, in their order; empty text: it is kept under its own title."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes that can be gone through more than once."""

    name: str
    """The file's name in lower case."""
    size: int
    open: Callable[[], BinaryIO]
    path: Path | None = None
    """Where they lie, unless they are in an archive."""

    def head(self, size: int = _BEGINNING) -> bytes:
        """The first bytes."""
        with self.open() as file:
            return file.read(size)


class Way:
    """One way through a file: how far it has come, and what was noticed on it."""

    def __init__(self) -> None:
        self.position: Callable[[], int] = lambda: 0
        """Bytes read so far."""
        self.warnings: list[str] = []


Walk = Callable[[Way], Generator[Row, None, None]]


class Sheet:
    """What a reader found: rows that can be gone through, the header among them, blank ones too."""

    def __init__(self, form: str, size: int, walk: Walk, warnings: Sequence[str] = ()) -> None:
        """`size` is what `Way.position` ends with. Raises what the walk through the first rows does."""
        self.form = form
        """What the file is, in words: `CSV, UTF-8, semicolons`."""
        self._size, self._walk, self._warnings = size, walk, tuple(warnings)
        self._way = Way()
        self.head = _first(walk)
        """The first rows, for guessing what the columns are."""

    def rows(self) -> Generator[Row, None, None]:
        """All rows from the beginning, the file opened anew. Raises Unreadable where it turns out broken."""
        self._way = Way()
        return self._walk(self._way)

    def note(self, sentence: str) -> None:
        """Something more that the rep should know."""
        self._warnings += (sentence,)

    @property
    def percent(self) -> int:
        """How much of the file has been read."""
        return min(100, 100 * self._way.position() // max(1, self._size))

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the rep should know about the file; all of it once the rows have been gone through."""
        return (*self._warnings, *self._way.warnings)


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet of a workbook, or a list in an archive, that can be chosen."""

    name: str
    rows: int = 0
    """How many it has; 0: unknown without reading it, or none."""
    columns: int = 0
    hidden: bool = False


class Unreadable(Exception):
    """A file nothing can be read from. The message is a sentence for the rep."""


class Reader(Protocol):
    """A kind of file."""

    def knows(self, head: bytes, name: str) -> bool:
        """Whether a file that begins like this is of this kind. `name` is the file's name in lower case."""
        ...

    def read(self, source: Source, wish: Wish) -> Sheet:
        """The sheet to be imported. Raises Unreadable."""
        ...


@runtime_checkable
class Several(Protocol):
    """A reader of files with several tables in them."""

    def sheets(self, source: Source) -> Sequence[Listed]:
        """What can be chosen from, the likeliest first. Raises Unreadable."""
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

    def read(self, source: Source, wish: Wish) -> Sheet:
        """Refuse. Raises Unreadable."""
        raise Unreadable(f"This is {self.what}. {self.instead}")


NO_PEOPLE = "People are in the export of contacts; calls go to another computer with backup and restore."
_AS_CSV = "Save or export it as CSV and import that."
_REFUSED = (
    Refusing("a PDF", (b"%PDF",), _AS_CSV),
    Refusing("a web page saved with its pictures (MHTML)", (b"MIME-VERSION:",), _AS_CSV),
    Refusing(
        "Offhook's own export of attempts or reflections",
        (b'{"OFFHOOK": "ATTEMPTS"', b'{"OFFHOOK": "REFLECTIONS"'),
        NO_PEOPLE,
    ),
    Refusing(
        "a JSON file, not a table", (b'{"', b"[{", b'["', b"[\n", b"{\n", b"[\r", b"{\r", b"{ "), _AS_CSV
    ),
    Refusing("a calendar", (b"BEGIN:VCALENDAR",), "Nobody in it is to be called."),
    Refusing("an LDIF address book", (b"DN: ", b"DN:: ", b"VERSION: 1\n", b"VERSION: 1\r"), _AS_CSV),
    Refusing("an e-mail", (b"RECEIVED: ", b"RETURN-PATH: ", b"DELIVERED-TO: "), _AS_CSV),
    Refusing(
        "a dump of a database (SQL)",
        (b"INSERT INTO ", b"CREATE TABLE ", b"BEGIN TRANSACTION", b"PRAGMA ", b"-- MYSQL", b"-- PHPMYADMIN"),
        _AS_CSV,
    ),
    Refusing("a text document (RTF)", (b"{\\RTF",), _AS_CSV),
    Refusing(
        "a picture, a packed file or a database",
        (
            *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"SQLITE FORMAT 3", b"PAR1"),
            *(b"\x1f\x8b", b"7Z\xbc\xaf", b"RAR!\x1a", b"BZH9", b"\xfd7ZXZ", b"\x28\xb5\x2f\xfd"),
        ),
        "Unpack it, or export the list as CSV, and import that.",
    ),
)


def readers() -> Sequence[Reader]:
    """Every kind of file, the particular before the general: the last one takes any text."""
    from tui.lists.archive import ArchiveReader
    from tui.lists.csv_reader import CsvReader
    from tui.lists.markup import MarkupReader
    from tui.lists.vcard import VCardReader
    from tui.lists.workbook import WorkbookReader

    return (ArchiveReader(), WorkbookReader(), VCardReader(), MarkupReader(), *_REFUSED, CsvReader())


def read(path: Path, wish: Wish | None = None) -> Sheet:
    """The sheet of a file. Raises Unreadable, with the reason as a sentence."""
    return read_source(source_of(path), wish or Wish())


def sheets(path: Path) -> Sequence[Listed]:
    """What there is to choose from, the likeliest first; none: it is one table. Raises Unreadable."""
    source = source_of(path)
    reader = _reader(source)
    return reader.sheets(source) if isinstance(reader, Several) else ()


def read_source(source: Source, wish: Wish) -> Sheet:
    """The sheet in these bytes. Raises Unreadable, with the reason as a sentence."""
    reader = _reader(source)
    sheet = reader.read(source, wish)
    if wish.sheet and not isinstance(reader, Several):
        sheet.note("There are no sheets in this file; the one that was named was not looked for.")
    return sheet


def _reader(source: Source) -> Reader:
    head = source.head()
    return next(reader for reader in readers() if reader.knows(head, source.name))


@contextmanager
def real_file(source: Source) -> Iterator[BinaryIO]:
    """The bytes as a file that another process can read; of a member of an archive a nameless copy."""
    with source.open() as file:
        if source.path:
            yield file
            return
        with tempfile.TemporaryFile() as copy:
            for chunk in chunks(file):
                copy.write(chunk)
            copy.seek(0)
            yield copy


def source_of(path: Path) -> Source:
    """The bytes of a file. Raises Unreadable where there is no file, or nothing in it."""
    try:
        if path.is_dir():
            raise Unreadable("This is a folder. Name the files in it.")
        if path.exists() and not path.is_file():
            raise Unreadable("This is a device or a pipe, not a file.")
        source = Source(path.name.casefold(), path.stat().st_size, lambda: path.open("rb"), path)
        with source.open() as file:
            if not any(chunk.strip() for chunk in chunks(file)):
                raise Unreadable("The file is empty.")
    except FileNotFoundError:
        raise Unreadable("There is no such file.") from None
    except PermissionError:
        raise Unreadable("It may not be read by you (permission denied).") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"It cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    return source


def chunks(file: BinaryIO, size: int = 1 << 20) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    return iter(lambda: file.read(size), b"")


def _first(walk: Walk) -> list[Row]:
    rows: list[Row] = []
    held = 0
    with closing(walk(Way())) as way:
        for row in way:
            rows.append(row)
            held += sum(map(len, row.cells))
            if len(rows) == _HEAD_ROWS or held > _HEAD_CHARACTERS:
                break
    return rows


def on_lines(lines: Sequence[int]) -> str:
    """` (lines 3, 7, 8, 9, 12 and 31 more)`, for the end of a warning."""
    told = list(dict.fromkeys(lines))
    more = f" and {len(told) - _TOLD_LINES} more" if len(told) > _TOLD_LINES else ""
    return f" ({'line' if len(told) == 1 else 'lines'} {', '.join(map(str, told[:_TOLD_LINES]))}{more})"
