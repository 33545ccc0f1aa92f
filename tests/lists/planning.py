"""How the tests of this folder plan an import."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.memory import MemoryStore
from tui.core.people.contact import Contact
from tui.core.ports import Batch, ImportPlan
from tui.lists.plan import plan_import

DATA = Path(__file__).parent.parent / "data"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def store(contacts: Iterable[Contact] = ()) -> MemoryStore:
    """A store with these people."""
    return MemoryStore(Batch(tuple(contacts)))


def plan(
    path: Path,
    shelf: MemoryStore | None = None,
    country: str = "GB",
    stopped: Callable[[], bool] = lambda: False,
    **mapping: str,
) -> ImportPlan:
    """The plan for a file against a store, by default an empty one."""
    known = store() if shelf is None else shelf
    first = max((c.id for c in known.all(Contact)), default=0) + 1
    return plan_import(
        path,
        country=country,
        list_name="test",
        mapping=mapping,
        shelf=known,
        new_id=itertools.count(first).__next__,
        now=NOW,
        stopped=stopped,
    )


def written(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    """A file of this text."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
