"""Do-not-call files: what a file says, before anything is done with it. Knows every shape they come in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from tui.core.lists.dnc import Packed, pack
from tui.core.ports import Skipped
from tui.core.text import count, cut, plain
from tui.files.collector import without_collector
from tui.lists.dnc.numbers import Numbers
from tui.lists.dnc.table import Entry, countries, find_layout, records
from tui.lists.dnc.xml import is_xml, read_xml
from tui.lists.reader import Source, Unreadable, on_lines, read


@dataclass(frozen=True, slots=True)
class DncFile:
    """What a file says."""

    form: str = ""
    """What it is, in words."""
    records: int = 0
    """Its records: no header, no blank lines, no comments."""
    full: bool = True
    """Whether it is all of a list; else it says what came and went."""
    added: Packed = field(default_factory=dict)
    """The numbers that are on the list, or came."""
    dropped: Packed = field(default_factory=dict)
    """Those that went."""
    skipped: tuple[Skipped, ...] = ()
    """The records without a number."""
    warnings: tuple[str, ...] = ()
    fatal: str = ""
    """Why nothing could be read, as sentences; empty: fine."""


@without_collector()
def read_dnc(path: Path, country: str) -> DncFile:
    """What a do-not-call file says. `country` (ISO code) is for numbers without a country code."""
    try:
        found = _read(path, country)
    except Unreadable as unreadable:
        return DncFile(fatal=str(unreadable))
    if not found.added and not found.dropped:
        why = f": {found.skipped[0].why}" if found.skipped else ""
        fatal = f"Not one of its {count(found.records, 'line')} is read as a number{why}."
        return DncFile(found.form, found.records, fatal=fatal, skipped=found.skipped)
    return found


def written(path: Path) -> datetime:
    """When the file was last written (UTC). Raises OSError."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _read(path: Path, country: str) -> DncFile:
    if source := _xml(path):
        return replace(_collected(read_xml(source), Numbers(country)), form="XML")
    sheet = read(path)
    head = list(records(sheet.head))
    layout = find_layout(head, country)
    numbers = Numbers(country, countries(row.cells for row in head))
    with closing(sheet.rows()) as rows:
        body = islice(records(rows), layout.first, None)
        found = _collected(map(layout.entry, body), numbers)
    return replace(found, form=sheet.form, warnings=(*sheet.warnings, *found.warnings))


def _xml(path: Path) -> Source | None:
    """The file, if it is XML. What cannot be opened is told by who reads it."""
    source = Source(path.name.casefold(), 0, lambda: path.open("rb"))
    try:
        return source if path.is_file() and is_xml(source.head()) else None
    except (OSError, ValueError):
        return None


def _collected(entries: Iterable[Entry], numbers: Numbers) -> DncFile:
    """Everything the records say; of what is said twice the last counts."""
    said: dict[str, bool] = {}
    skipped: list[Skipped] = []
    unread: list[int] = []
    many, full = 0, True
    for entry in entries:
        many += 1
        full = full and entry.came is None
        if entry.off:
            skipped.append(Skipped(entry.line, entry.off))
            continue
        found, why = _numbers(entry, numbers)
        if not found:
            skipped.append(Skipped(entry.line, why))
        elif why:
            unread.append(entry.line)
        for e164 in found:
            said[e164] = entry.came is not False
    more = [f"Beside a number there is text that is none{on_lines(unread)}."] if unread else []
    return DncFile(
        records=many,
        full=full,
        added=pack(e164 for e164, came in said.items() if came),
        dropped=pack(e164 for e164, came in said.items() if not came),
        skipped=tuple(skipped),
        warnings=tuple(more),
    )


def _numbers(entry: Entry, numbers: Numbers) -> tuple[list[str], str]:
    """(the numbers of a record, why there is none or one cannot be read)."""
    found: list[str] = []
    flaw = "no number in it"
    why = ""
    for text in entry.texts:
        some, unclear = numbers.all(text, entry.country)
        found += some
        if unclear:
            why = flaw = f"'{cut(plain(text), 40)}': {unclear}"
    return found, why if found else flaw
