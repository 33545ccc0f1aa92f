"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS): which sheet holds people, and its rows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tui.core.text import count, plain
from tui.lists.columns import find_columns
from tui.lists.header_words import PHONES
from tui.lists.reader import Listed, Row, Sheet, Source, Unreadable, Way, Wish, real_file

_CHILD = Path(__file__).with_name("workbook_child.py")
_LARGEST = 300_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ANEW = "Open it in your spreadsheet program, save it anew or as CSV, and import that."
_DAMAGED = f"The workbook is damaged, or larger than can be opened here. {_ANEW}"
_PASSWORD = (
    "The workbook is protected by a password. Save a copy of it without one, or as CSV, and import that."
)


@dataclass(frozen=True, slots=True)
class _Look:
    """A sheet and what it seems to hold."""

    name: str
    hidden: bool
    rows: int
    columns: int
    people: int
    """How much it looks like a list of people: 3 names and numbers, 2 numbers, 1 names and e-mails; 0 not."""


class WorkbookReader:
    """Reads the sheet that looks most like people."""

    def knows(self, head: bytes, name: str) -> bool:
        """Whether it is in the container of old workbooks; the new ones are ZIP archives (`archive.py`)."""
        return head.startswith(_OLE)

    def read(self, source: Source, wish: Wish) -> Sheet:
        """The rows of one sheet. Raises Unreadable."""
        looks = _looks(source)
        chosen = _named(looks, wish.sheet) if wish.sheet else _likeliest(looks)
        others = [look for look in looks if look is not chosen and look.rows]
        said = []
        if others:
            left = ", ".join(f"'{plain(look.name)}'{' (hidden)' * look.hidden}" for look in others[:8])
            more = f" and {len(others) - 8} more" if len(others) > 8 else ""
            said.append(
                f"Only the sheet '{plain(chosen.name)}' was read, not {left}{more}. Choose with --sheet NAME."
            )
        form = f"workbook, sheet '{plain(chosen.name)}'"
        return Sheet(form, max(1, chosen.rows), partial(_walk, source, chosen), said)

    def sheets(self, source: Source) -> Sequence[Listed]:
        """What can be chosen from, the one that is read without a wish first. Raises Unreadable."""
        looks = sorted(_looks(source), key=_worth, reverse=True)
        return [Listed(look.name, look.rows, look.columns, look.hidden) for look in looks]


def _looks(source: Source) -> list[_Look]:
    if source.size > _LARGEST:
        raise Unreadable(f"The workbook is larger than {_LARGEST // 1_000_000} MB. {_ANEW}")
    with source.open() as file:
        if file.read(8) == _OLE and _LOCKED in file.read(1 << 20):
            raise Unreadable(_PASSWORD)
    with _child(source, "look") as documents:
        return [_look(document) for document in documents]


def _look(document: Mapping[str, Any]) -> _Look:
    rows = [Row(line, cells) for line, cells in document["head"]]
    found = find_columns(rows, {}).at.keys() if len(rows) > 1 else set[str]()
    phones = bool(found & PHONES)
    names = bool(found & {"name", "first_name", "last_name", "account"})
    whole = {"first_name", "last_name"} <= found or {"name", "account"} <= found
    people = 3 if phones and names else 2 if phones else 1 if "email" in found or whole else 0
    return _Look(document["name"], document["hidden"], document["rows"], document["columns"], people)


def _worth(look: _Look) -> tuple[bool, int, bool, int]:
    return look.people > 0, -look.hidden, look.people == 3, look.rows


def _likeliest(looks: Sequence[_Look]) -> _Look:
    """The visible sheet with names and numbers and the most rows. Raises Unreadable where none has people."""
    best = max(looks, key=_worth, default=None)
    if best is None or not any(look.rows for look in looks):
        raise Unreadable("The workbook is empty.")
    if not best.people:
        names = ", ".join(f"'{plain(look.name)}'" for look in looks if look.rows)
        raise Unreadable(
            f"No sheet of the workbook looks like a list of people with numbers or e-mails ({names}). "
            "Name one to read it all the same: --sheet NAME."
        )
    return best


def _named(looks: Sequence[_Look], wish: str) -> _Look:
    """The sheet the rep names, in any case, or by its number from 1. Raises Unreadable."""
    for look in looks:
        if look.name.strip().casefold() == wish.strip().casefold():
            return look
    if wish.strip().isdecimal() and 1 <= int(wish) <= len(looks):
        return looks[int(wish) - 1]
    names = ", ".join(f"'{plain(look.name)}'" for look in looks)
    raise Unreadable(f"There is no sheet '{plain(wish)}'. The sheets are: {names}.")


def _walk(source: Source, look: _Look, way: Way) -> Generator[Row, None, None]:
    done = 0
    way.position = lambda: done
    with _child(source, "rows", look.name) as documents:
        for document in documents:
            if isinstance(document, dict):
                if empty := document["uncalculated"]:
                    formulas = count(empty, "formula was", "formulas were")
                    way.warnings.append(
                        f"{formulas} saved without a result and read as empty. Open the workbook in a "
                        "spreadsheet program and save it, then they have one."
                    )
                continue
            done, cells = document
            yield Row(done, cells)


@contextmanager
def _child(source: Source, *arguments: str) -> Iterator[Iterator[Any]]:
    """What `workbook_child.py` says, as it comes. Raises Unreadable. The process ends with the `with`."""
    command = [sys.executable, "-I", str(_CHILD), *arguments]
    with (
        real_file(source) as file,
        subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child,
    ):
        assert child.stdout
        try:
            yield _documents(child.stdout, child.wait)
        finally:
            child.kill()


def _documents(lines: Iterator[bytes], wait: Callable[[], int]) -> Iterator[Any]:
    for line in lines:
        if not line.endswith(b"\n"):
            raise Unreadable(_DAMAGED)
        document = json.loads(line)
        if isinstance(document, dict) and (error := document.get("error")):
            raise Unreadable(_PASSWORD if error == "password" else _DAMAGED)
        yield document
    if wait():
        raise Unreadable(_DAMAGED)
