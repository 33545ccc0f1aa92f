"""The file as anybody would read it: with plain TinyDB."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB


def stock(home: Path) -> dict[str, dict[int, dict]]:
    """Table → id → document."""
    with TinyDB(home / "offhook" / "offhook.json", access_mode="r") as db:
        return {name: {doc.doc_id: dict(doc) for doc in db.table(name)} for name in db.tables()}
