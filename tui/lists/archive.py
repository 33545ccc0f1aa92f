"""ZIP archives: a workbook, or a list that somebody packed."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from tui.core.text import count, plain
from tui.lists.reader import Listed, Sheet, Source, Unreadable, Wish, chunks, read_source
from tui.lists.workbook import WorkbookReader

_LISTS = frozenset(
    {
        ".csv",
        ".tsv",
        ".tab",
        ".txt",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".ods",
        ".vcf",
        ".vcard",
        ".htm",
        ".html",
        ".xml",
    }
)
_LARGEST = 1 << 30
_MOST_MEMBERS = 10_000
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_OTHERS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "Index/Document.iwa": "an Apple Numbers document",
}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_DAMAGED = "The ZIP archive or workbook is damaged. Get it anew, or save it as CSV and import that."


class ArchiveReader:
    """Reads the workbook that a ZIP archive is, or the one list in it."""

    def knows(self, head: bytes, name: str) -> bool:
        """Whether it is a ZIP archive."""
        return head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))

    def read(self, source: Source, wish: Wish) -> Sheet:
        """The sheet of the workbook, or of the only list in the archive. Raises Unreadable."""
        members = _members(source)
        if _is_book(members):
            return WorkbookReader().read(source, wish)
        lists = _lists(members)
        chosen = [m for m in lists if wish.sheet.casefold() in (m.filename.casefold(), _base(m).casefold())]
        if chosen:
            wish = Wish(encoding=wish.encoding)
        elif len(lists) == 1:
            chosen = lists
        if not chosen:
            raise Unreadable(_which(members, lists))
        inner = _member(source, chosen[0])
        sheet = read_source(inner, wish)
        sheet.form = f"{sheet.form}, '{plain(chosen[0].filename)}' of the archive"
        return sheet

    def sheets(self, source: Source) -> Sequence[Listed]:
        """The sheets of the workbook, or the lists in the archive. Raises Unreadable."""
        members = _members(source)
        if _is_book(members):
            return WorkbookReader().sheets(source)
        return [Listed(member.filename) for member in _lists(members)]


def _members(source: Source) -> list[zipfile.ZipInfo]:
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            names = {member.filename for member in members}
            manifest = "META-INF/manifest.xml"
            locked = manifest in names and b"encryption-data" in _beginning(archive, manifest)
    except _BROKEN:
        raise Unreadable(_DAMAGED) from None
    if not members:
        raise Unreadable("The ZIP archive is empty.")
    if sum(member.file_size for member in members) > _LARGEST or len(members) > _MOST_MEMBERS:
        raise Unreadable("Unpacked it would be larger than 1 GB: no list of people is. Nothing was unpacked.")
    if locked or any(member.flag_bits & 1 for member in members):
        raise Unreadable("It is protected by a password. Save a copy of it without one and import that.")
    if other := next((what for name, what in _OTHERS.items() if name in names), ""):
        raise Unreadable(f"This is {other}. Save or export its table as CSV and import that.")
    return members


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(1 << 20)


def _is_book(members: Sequence[zipfile.ZipInfo]) -> bool:
    return any(member.filename in _BOOKS for member in members)


def _base(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).name


def _lists(members: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """What may be a list; what macOS puts beside each file is none. A single file is tried in any case."""
    own = [m for m in members if not (m.filename.startswith("__MACOSX/") or _base(m).startswith("."))]
    lists = [member for member in own if PurePosixPath(_base(member)).suffix.casefold() in _LISTS]
    return lists or (own if len(own) == 1 and not _base(own[0]).casefold().endswith(".zip") else [])


def _which(members: Sequence[zipfile.ZipInfo], lists: Sequence[zipfile.ZipInfo]) -> str:
    def told(some: Sequence[zipfile.ZipInfo]) -> str:
        more = f" and {len(some) - 8} more" if len(some) > 8 else ""
        return ", ".join(f"'{plain(member.filename)}'" for member in some[:8]) + more

    if lists:
        return (
            f"The ZIP archive holds {count(len(lists), 'list')}: {told(lists)}. "
            "Name one with --sheet NAME, or unpack it and import them together."
        )
    return f"Nothing in the ZIP archive is a list; it holds {told(members)}."


def _member(source: Source, member: zipfile.ZipInfo) -> Source:
    """A member as a source of its own, gone through once to see that it is whole. Raises Unreadable."""
    inner = Source(_base(member).casefold(), member.file_size, partial(_open, source, member.filename))
    try:
        with inner.open() as file:
            if not sum(len(chunk.strip()) for chunk in chunks(file)):
                raise Unreadable(f"'{plain(member.filename)}' in the ZIP archive is empty.")
    except _BROKEN:
        raise Unreadable(_DAMAGED) from None
    return inner


def _open(source: Source, name: str) -> BinaryIO:
    """A member, opened; the archive's own file closes with it."""
    if source.path is None:
        raise Unreadable("It is an archive within an archive. Unpack it and import what is in it.")
    with zipfile.ZipFile(source.path) as archive:
        return cast(BinaryIO, archive.open(name))
