"""What the tables mean, by version, and how an older file is brought up to date.

Version 2 (November 2026) is version 1 with a journal beside the file, which an Offhook of version 1 would
overlook: the documents are the same.

A new kind of record (a table of its own) or a new field with a default raises no version, where an Offhook
that does not know it may do without: it keeps tables it does not know as they are, and reads records without
their new fields (one that it changes loses them). What it must know raises the version, and it then refuses
the file: another meaning of what is there, or a new way in which a call is forbidden.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tui.core.ports import StoreProblem
from tui.store.codec import TABLES, Damaged, decode
from tui.store.rows import Rows
from tui.store.tables import Tables

#: A file of a higher one is refused.
SCHEMA = 2

#: Table → id → document.
Documents = dict[str, dict[int, dict[str, Any]]]
#: What makes a version out of the one before.
STEPS: Mapping[int, Callable[[Documents], Documents]] = {2: lambda documents: documents}

_compact = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode


def settle(
    tables: Tables,
    ours: bool,
    *,
    path: Path,
    advice: Callable[[], str],
    keep: Callable[[Tables, str], object],
) -> Tables:
    """The tables to go on with: those given, or others brought up to date. Raises StoreProblem.

    What is not `ours` (somebody edited it) is looked through, record by record. `advice` says what to do with
    a file that is refused; `keep(tables, name)` puts a copy aside before a migration.
    """
    if not tables.rows and not tables.schema:
        tables.schema = SCHEMA
    elif not tables.schema:
        raise StoreProblem(f"{path} is a TinyDB file, but not one of Offhook's. {advice()}")
    if tables.schema > SCHEMA:
        raise StoreProblem(
            f"{path} was written by a newer Offhook (schema {tables.schema}, this one knows {SCHEMA}). "
            "Nothing was changed. Install the newer Offhook to use it."
        )
    old = tables.schema < SCHEMA
    new = _brought_up(tables, path) if old else tables
    if old or not ours:
        faults = damaged(new)
        if faults:
            more = f", and {len(faults) - 3} more" if len(faults) > 3 else ""
            raise StoreProblem(f"{path} holds damaged records ({'; '.join(faults[:3])}{more}). {advice()}")
    if old:
        try:
            keep(tables, f"before-schema-{SCHEMA}")
        except OSError as error:
            raise StoreProblem(
                f"{path} is of an older Offhook, and no copy of it could be made before it is brought up to "
                f"date ({error.strerror}). Nothing was changed. Make room, or make the folder writable."
            ) from None
    return new


def damaged(tables: Tables) -> list[str]:
    """The records that cannot be read: `contacts 17: name: is no text`.

    One is enough to keep a file shut that somebody edited: it might be the one that forbids a call.
    """
    faults = []
    for kind, table in TABLES.items():
        for id in tables.table(table).ids():
            try:
                decode(kind, id, tables.document(table, id))
            except Damaged as fault:
                faults.append(f"{table} {id}: {fault}")
    return faults


def _brought_up(tables: Tables, path: Path) -> Tables:
    try:
        return migrated(tables)
    except Exception as error:  # a step may meet documents that nobody thought of
        raise StoreProblem(
            f"{path} is of an older Offhook (schema {tables.schema}), and it could not be brought up to date "
            f"({type(error).__name__}: {error}). Nothing was changed. The older Offhook still opens it."
        ) from error


def migrated(tables: Tables) -> Tables:
    """The tables as of this version, without indexes. Raises whatever a step raises."""
    documents: Documents = {
        name: {id: tables.document(name, id) or {} for id in rows.ids()} for name, rows in tables.rows.items()
    }
    for version in range(tables.schema + 1, SCHEMA + 1):
        documents = STEPS[version](documents)
    new = Tables(schema=SCHEMA, store=tables.store, seq=tables.seq, given=dict(tables.given))
    for name, table in documents.items():
        rows = Rows()
        for id, document in table.items():
            rows.put(id, _compact(document))
        new.add(name, rows)
    return new
