"""A writer that commits and makes its file anew all the time, in a process of its own."""

from __future__ import annotations

import time
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path

from tui.store.durable import DurableDB


def write(path: Path, acknowledged: Synchronized[int], enough: Event) -> None:
    """Transactions over two tables, numbered; `acknowledged` has the last number."""
    db = DurableDB(path)
    until = time.monotonic() + 300  # whoever reads may have been killed
    n = 0
    while not enough.is_set() and time.monotonic() < until:
        n += 1
        with db.transaction():
            db.table("left").insert({"n": n, "note": "x" * 300})
            db.table("right").insert({"n": n})
            if n > 200:
                db.table("left").remove(doc_ids=[n - 200])
                db.table("right").remove(doc_ids=[n - 200])
        acknowledged.value = n
        if n % 3:
            db.storage._database.compact()
    db.close()
