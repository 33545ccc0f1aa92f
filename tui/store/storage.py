"""The file: a TinyDB storage that holds everything in memory and replaces the file whole at each write.

Any program opens the file with plain `TinyDB(path)`: it is ASCII JSON, table → id → document, one document
on a line. TinyDB's own storage overwrites in place, so a crash leaves half a file; this one never does.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from tui.files.atomic import write_atomic

_ID = re.compile("0|[1-9][0-9]{0,17}")

Tables = Mapping[str, Mapping[str, Any]]


class Unreadable(ValueError):
    """The content of the file is not that of a TinyDB file. The message says why."""


def load(path: Path) -> dict[str, dict[str, Any]]:
    """What is in the file, table → id as text → document; nothing when there is no file.

    Raises OSError, and Unreadable for everything that TinyDB could not have written.
    """
    try:
        tables = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"is no JSON: {error}") from None
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        raise Unreadable("is JSON, but holds no tables")
    for name, table in tables.items():
        for id, document in table.items():
            if not (_ID.fullmatch(id) and isinstance(document, dict)):
                raise Unreadable(
                    f"is JSON, but table {name!r} holds something that is no document: {id[:20]!r}"
                )
    return tables


class WholeFile(Storage):
    """The storage. Each document is kept as the line it is in the file: a write then joins lines, and no
    caller can change what is kept by changing what it was given.
    """

    def __init__(self, path: Path | str, tables: Tables | None = None) -> None:
        """On the file at `path`, whose content `tables` is, if the caller has loaded it already."""
        self._path = Path(path)
        self._lines = _lines(load(self._path) if tables is None else tables)
        self._open = False

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Everything, in objects of the caller's own; None when there is nothing."""
        return json.loads(_text(self._lines)) if self._lines else None

    def write(self, data: Tables) -> None:
        """Replace everything. Raises OSError, and then nothing is changed."""
        with self.transaction():
            self._lines = _lines(data)

    def put(self, table: str, id: int, document: Mapping[str, Any]) -> None:
        """Set one document. Only inside a transaction."""
        self._lines.setdefault(table, {})[id] = _line(id, document)

    def drop(self, table: str, id: int) -> None:
        """Remove one document, if it is there. Only inside a transaction."""
        self._lines.get(table, {}).pop(id, None)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is one write of the file, at the end; on any error nothing of it is kept."""
        if self._open:
            yield
            return
        before = self._lines
        self._lines = {name: dict(lines) for name, lines in before.items()}
        self._open = True
        try:
            yield
            self._replace(before)
        except BaseException:  # ^C too: memory never says more than the disk
            self._lines = before
            raise
        finally:
            self._open = False

    def _replace(self, before: dict[str, dict[int, str]]) -> None:
        try:
            write_atomic(self._path, _text(self._lines))
        except OSError:
            # Where only the last step failed (pushing the folder to the disk), the file is the new one
            # already. The caller will say "not saved", so it must not turn up at the next start.
            with contextlib.suppress(OSError):
                write_atomic(self._path, _text(before))
            raise


def _line(id: int | str, document: Mapping[str, Any]) -> str:
    return f'"{id}":{json.dumps(dict(document), separators=(",", ":"))}'


def _lines(tables: Tables) -> dict[str, dict[int, str]]:
    return {name: {int(id): _line(id, doc) for id, doc in table.items()} for name, table in tables.items()}


def _text(lines: dict[str, dict[int, str]]) -> bytes:
    tables = (f"{json.dumps(name)}:{{\n" + ",\n".join(docs.values()) + "\n}" for name, docs in lines.items())
    return ("{" + ",\n".join(tables) + "}\n").encode("ascii")
