"""Whether the data is well: every line, every record, every index, and what the records say of one another.

Reads only, also beside the running app. The lists of faults are cut short, their numbers are not. That no id
is given twice needs no look: opening takes the highest there is for given.

Over 300 lines, by few: the looks are taken one after the other, and share what was found.
"""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tui.core.call.attempt import Attempt, Block, Callback, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.call.disposition import Dispositions
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.people.contact import Contact
from tui.core.practice.practice import Drill, Recall, Review
from tui.core.queue.standing import Standing, as_before, is_old, of_records
from tui.files.collector import without_collector
from tui.store import journal, snapshot
from tui.store.codec import TABLES, Damaged, decode
from tui.store.database import Database
from tui.store.disk import Disk
from tui.store.index import Index
from tui.store.journal import Torn
from tui.store.schema import SCHEMA, migrated
from tui.store.shelf import INDEXES, Kind, Records
from tui.store.snapshot import Unreadable
from tui.store.tables import Tables

#: So many faults of one sort are told.
TOLD = 10

_RESTORE = "Close the app and bring back a backup: offhook restore FILE keeps what is here."
_REWRITE = "Close the app, then offhook backup FILE and offhook restore FILE: that makes it anew."
_MEND = "Close the app and mend the record in the file, which is JSON, or bring back a backup."


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the data."""

    what: str
    todo: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was found."""

    file: str
    """`ours` (as it was written, by its checksum), `edited` (by another program), `missing`, `unreadable`."""
    schema: int
    """Version of what the tables mean; 0: nobody said."""
    changes: int
    """Commits in the journal, in good lines."""
    counts: Mapping[str, int]
    """Table → how many documents."""
    notes: tuple[str, ...]
    """What is as it may be, but worth knowing."""
    faults: tuple[Fault, ...]


#: (kind, its field, kind it names). 0 names nobody, where that may be. A reflection's `intention` is not
#: here: one that was taken back leaves those that were asked about it.
NAMES: tuple[tuple[Kind, str, Kind], ...] = (
    *((kind, "contact", Contact) for kind in (Attempt, Callback, Promise, Touch, Skip, DoNotCall)),
    *((kind, "contact", Contact) for kind in (Draft, Reflection, Capture, Undo)),
    *((kind, "attempt", Attempt) for kind in (Callback, Promise, DoNotCall, Intention, Capture, Undo)),
    *((kind, "id", Attempt) for kind in (Draft, Reflection)),
    (Standing, "id", Contact),
    (Contact, "referred_by", Contact),
    (Attempt, "block", Block),
    (Review, "drill", Drill),
)
_MAY_BE_NOBODY = frozenset({"attempt", "block", "referred_by", "drill"})


@dataclass(slots=True)
class _Findings:
    """Faults as they come, the first of each sort."""

    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _sorts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, what: str, todo: str, sort: str = "") -> None:
        """A fault; of one `sort` no more than TOLD are kept."""
        self._sorts[sort, todo] += bool(sort)
        if self._sorts[sort, todo] <= TOLD and Fault(what, todo) not in self.faults[-TOLD:]:
            self.faults.append(Fault(what, todo))

    def all(self) -> tuple[Fault, ...]:
        """All of them, and how many more there are."""
        more = [
            Fault(f"{n - TOLD:,} more {sort}", todo) for (sort, todo), n in self._sorts.items() if n > TOLD
        ]
        return (*self.faults, *more)


def check(path: Path, dispositions: Dispositions, *, own_rules: bool, disk: Disk | None = None) -> Report:
    """Look through the database at `path`. Takes half a minute for half a million attempts.

    Args:
        path: the database file; there need be none.
        dispositions: what standings are folded with.
        own_rules: whether the rep has changed them: standings that differ are then no fault.
        disk: where it lies.
    """
    found = _Findings()
    with without_collector():
        disk = disk or Disk()
        file = _file(path, disk, found)
        changes = _journal(path, disk, found)
        tables = _open(path, file, disk, found)
        schema = tables.schema
        if _understood(tables, path, found):
            if 0 < schema < SCHEMA:
                found.notes.append(
                    f"The file is of an older Offhook (schema {schema}); the next start updates it."
                )
                tables = migrated(tables)
            _records(tables, found)
            _standings(tables, dispositions, own_rules, found)
            _recalls(tables, found)
    counts = {name: len(rows) for name, rows in tables.rows.items()}
    return Report(file, schema, changes, counts, tuple(found.notes), found.all())


# ------------------------------------------------------------------------------------------------ the files


def _file(path: Path, disk: Disk, found: _Findings) -> str:
    try:
        raw = disk.read(path)
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        found.add(f"{path} cannot be read ({error.strerror})", "Make it readable for you.")
        return "unreadable"
    if snapshot.is_ours(raw):
        return "ours"
    try:
        snapshot.parse(raw, {})
    except Unreadable as fault:
        found.add(f"{path} {fault}", _RESTORE)
        return "unreadable"
    found.notes.append(
        "Another program has written to the file: an open app keeps that version aside, the next start takes "
        "it in."
    )
    return "edited"


def _journal(path: Path, disk: Disk, found: _Findings) -> int:
    changes = 0
    segments = journal.segments(disk, path)
    for segment in segments:
        try:
            records, *_ = journal.read(disk, segment, last=segment is segments[-1], store="")
            changes += len(records)
        except Torn as fault:
            found.add(str(fault), _RESTORE)
        except FileNotFoundError:  # the app has just written the file anew
            continue
        except OSError as error:
            found.add(f"{segment.path} cannot be read ({error.strerror})", "Make it readable for you.")
    return changes


def _open(path: Path, file: str, disk: Disk, found: _Findings) -> Tables:
    """What file and journal hold together; where they do not fit, what the file holds alone."""
    known = INDEXES if file == "ours" else {}
    try:
        return Database(path, now=_never, disk=disk, known=known, read_only=True).tables
    except (OSError, Unreadable, Torn) as fault:
        if file not in ("ours", "edited"):
            if isinstance(fault, Torn):
                found.add(str(fault), _RESTORE)
            return Tables()
        if isinstance(fault, Torn):
            found.add(str(fault), _RESTORE)
        found.notes.append("What follows is the file without its journal.")
        return snapshot.parse(disk.read(path), known).tables


def _never() -> datetime:
    raise AssertionError("who only reads puts no file aside")


def _understood(tables: Tables, path: Path, found: _Findings) -> bool:
    if tables.schema > SCHEMA:
        found.add(
            f"{path} was written by a newer Offhook (schema {tables.schema}, this one knows {SCHEMA})",
            "Install the newer Offhook.",
        )
    elif tables.rows and not tables.schema:
        found.add(f"{path} is a TinyDB file, but not one of Offhook's", _RESTORE)
    return 0 < tables.schema <= SCHEMA


# ---------------------------------------------------------------------------------------------- the records


def _records(tables: Tables, found: _Findings) -> None:
    """Every record, what it names, and the indexes against new ones, which take their place."""
    for kind, name in TABLES.items():
        rows = tables.table(name)
        fresh = {index: Index(keys) for index, keys in INDEXES.get(name, {}).items()}
        names = [(field, other) for of, field, other in NAMES if of is kind]
        whole = True
        for id in rows.ids():
            try:
                document = json.loads(rows.text(id) or "")
                record = decode(kind, id, document)
            except ValueError as fault:  # Damaged is one
                what = fault if isinstance(fault, Damaged) else "is no JSON"
                found.add(f"{name} {id}: {what}", _MEND, "damaged records")
                whole = False
                continue
            for made in fresh.values():
                made.swap(id, None, document)
            for field_, other in names:
                named = getattr(record, field_)
                nobody = named == 0 and (field_ in _MAY_BE_NOBODY or kind is DoNotCall)
                if not nobody and named not in tables.table(TABLES[other]):
                    found.add(
                        f"{name} {id}: {field_} names {TABLES[other]} {named}, which is not there",
                        _MEND,
                        "records that name one that is not there",
                    )
        for index, made in fresh.items():
            kept = tables.indexes.get(name, {}).get(index) if whole else None
            for key in _differ(kept, made):
                found.add(
                    f"{name}: the index {index} is wrong at {key!r}", _REWRITE, "wrong places in indexes"
                )
        if name in tables.rows:
            tables.indexes[name] = fresh


def _differ(kept: Index | None, made: Index) -> Iterator[str]:
    """The keys at which an index is not what it should be; none where none is kept."""
    if kept is not None:
        for key in sorted({*kept.keys(""), *made.keys("")}):
            if sorted(kept.ids(key)) != sorted(made.ids(key)):
                yield key


def _standings(tables: Tables, dispositions: Dispositions, own_rules: bool, found: _Findings) -> None:
    """Whether each standing is what the contact's records come to."""
    shelf = Records(tables)
    wrong: list[int] = []
    for id in tables.table(TABLES[Contact]).ids():
        try:
            kept = _made(tables, Standing, id) or Standing(id)
            folded = of_records(shelf, id, dispositions)
        except Damaged:  # told already
            continue
        if kept != (as_before(folded) if is_old(kept) else folded):
            wrong.append(id)
    if wrong and own_rules:
        found.notes.append(
            f"{len(wrong):,} people stand as by other dispositions than those of your dispositions.yaml; "
            "each is brought up to date by the next result."
        )
    for id in () if own_rules else wrong:
        found.add(
            f"standings {id}: is not what the records of that person come to",
            "The next result of that person sets it right.",
            "such standings",
        )


def _recalls(tables: Tables, found: _Findings) -> None:
    """Whether each recall has the reviews of its card behind it, and is the only one."""
    shelf, seen = Records(tables), set()
    for id in tables.table(TABLES[Recall]).ids():
        with contextlib.suppress(Damaged):  # told already
            recall = _made(tables, Recall, id)
            log = shelf.reviews(recall.item)
            if recall.item in seen or (recall.reviews, [recall.last]) != (len(log), [r.at for r in log[-1:]]):
                found.add(
                    f"recalls {id}: is not what the reviews of that card come to", _MEND, "such recalls"
                )
            seen.add(recall.item)


def _made(tables: Tables, kind: Kind, id: int) -> Any:
    document = tables.document(TABLES[kind], id)
    return None if document is None else decode(kind, id, document)
