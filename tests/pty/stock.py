"""What is on the disk: the file as anybody would read it, and the journal beside it."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB

from tui.core.clock import SystemClock
from tui.store.database import Database


def stock(home: Path) -> dict[str, dict[int, dict]]:
    """Table → id → document. Plain TinyDB must open the file too; without a journal it finds the same."""
    path = home / "offhook" / "offhook.json"
    with TinyDB(path, access_mode="r") as db:
        stock = {name: {doc.doc_id: dict(doc) for doc in db.table(name)} for name in db.tables()}
    saved = Database(path, now=lambda: SystemClock().now().utc, read_only=True).tables
    tables = {
        name: {id: saved.document(name, id) or {} for id in rows.ids()} for name, rows in saved.rows.items()
    }
    if not any(path.parent.glob("offhook.json.journal-*")):
        stock.pop("_meta")
        assert stock == tables
    return tables
