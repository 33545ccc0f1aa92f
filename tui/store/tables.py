"""All tables in memory, with their indexes: what the journal's records are applied to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tui.store.index import Index, Keys
from tui.store.rows import Rows

#: The table for what the store has to know about itself.
META = "_meta"
#: Table → name of an index → what its documents are found by.
Indexes = Mapping[str, Mapping[str, Keys]]


class Op(NamedTuple):
    """One change: a document put (its JSON text) or removed (None). Without an id: of the whole table, which
    is emptied ("{}") or dropped (None).
    """

    table: str
    id: int | None
    text: str | None


#: The rows of a table that is not there: asked for with each person nothing has happened to.
_NONE = Rows()


@dataclass(slots=True)
class Tables:
    """What a store holds after the record `seq`."""

    known: Indexes = field(default_factory=dict)
    """The indexes to keep."""
    schema: int = 0
    """Version of what the tables mean; 0: nobody said."""
    store: str = ""
    """Which store this is: a journal names the one it belongs to."""
    seq: int = 0
    given: dict[str, int] = field(default_factory=dict)
    """The highest id ever given, of each table."""
    rows: dict[str, Rows] = field(default_factory=dict)
    indexes: dict[str, dict[str, Index]] = field(default_factory=dict)
    replaced: dict[str, int] = field(default_factory=dict)
    """Files of the journal of a store that this one was put in the place of (copies.py), name → crc32. A copy
    of the tables has forgotten them: who writes has removed them.
    """

    def table(self, name: str) -> Rows:
        """The rows of a table; none where there is no such table."""
        return self.rows.get(name, _NONE)

    def document(self, table: str, id: int) -> dict[str, Any] | None:
        """A document of the caller's own; None when there is none."""
        text = self.table(table).text(id)
        return None if text is None else json.loads(text)

    def ids(self, table: str, index: str, key: str) -> list[int]:
        """The documents that an index has at a key."""
        indexes = self.indexes.get(table)
        return indexes[index].ids(key) if indexes else []

    def keys(self, table: str, index: str, low: str) -> list[str]:
        """The keys of an index from `low` on, in no order."""
        indexes = self.indexes.get(table)
        return indexes[index].keys(low) if indexes else []

    def add(self, name: str, rows: Rows, indexes: Mapping[str, Index] | None = None) -> None:
        """Take in a table, with the indexes that are there already."""
        self.rows[name], self.indexes[name] = rows, dict(indexes or {})
        self.given[name] = max(self.given.get(name, 0), rows.last())
        self.index(name)

    def index(self, name: str) -> None:
        """Make the indexes that a table should have and has not."""
        fresh = {index: Index(keys) for index, keys in self.known.get(name, {}).items()}
        fresh = {index: made for index, made in fresh.items() if index not in self.indexes[name]}
        if fresh:
            for id in self.rows[name].ids():
                document = self.document(name, id)
                for made in fresh.values():
                    made.swap(id, None, document)
            self.indexes[name] |= fresh

    def apply(self, ops: Iterable[Op]) -> None:
        """Carry out changes."""
        for table, id, text in ops:
            if id is None:
                self.rows.pop(table, None)
                self.indexes.pop(table, None)
                self.given.pop(table, None)
                if text is not None:
                    self.add(table, Rows())
            else:
                if table not in self.rows:
                    self.add(table, Rows())
                self._set(table, id, text)

    def _set(self, table: str, id: int, text: str | None) -> None:
        rows, indexes = self.rows[table], self.indexes[table]
        if indexes:
            before, after = rows.text(id), text
            old = json.loads(before) if before is not None else None
            new = json.loads(after) if after is not None else None
            for index in indexes.values():
                index.swap(id, old, new)
        if text is None:
            rows.drop(id)
        else:
            rows.put(id, text)
            self.given[table] = max(self.given.get(table, 0), id)

    def copy(self) -> Tables:
        """Everything as it is now, to write while this goes on changing."""
        rows = {name: table.copy() for name, table in self.rows.items()}
        indexes = {
            name: {index: made.copy() for index, made in of.items()} for name, of in self.indexes.items()
        }
        return Tables(self.known, self.schema, self.store, self.seq, dict(self.given), rows, indexes)
