"""What was said about earlier files, for the next one: which column is what, and where lists were found.

`imports.yaml` in the home folder, a file of the app's own. Of every shape of header the last word counts; a
file that is broken is passed over and written anew, for nothing in it cannot be said again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.core.ports import Guess
from tui.core.text import plain
from tui.files.atomic import write_atomic
from tui.files.fault import FaultyFile
from tui.files.guarded import read_yaml
from tui.files.home import Home
from tui.files.yaml_writer import write_yaml
from tui.lists.header_words import FIELDS, normal

_HEAD = "# Written by Offhook (6 Lists, i): columns as you set them, and the last files. It may be deleted.\n"
#: So many headers and files are remembered, the latest first.
_HEADERS, _FILES = 100, 8
#: Stands for a column that is kept under its own title.
_KEPT = "-"
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class _Shape:
    """A header, and what its columns are."""

    header: str
    columns: tuple[str, ...]


class Remembered:
    """Reads and writes it. Writing raises OSError."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._path = home.path / "imports.yaml"

    def columns(self, guesses: Sequence[Guess]) -> tuple[str, ...]:
        """The field of each column as it was said of a file with the same header; none: of no file."""
        header = _header(guesses)
        shapes, _ = self._read()
        found = next((shape.columns for shape in shapes if header and shape.header == header), ())
        return found if len(found) == len(guesses) else ()

    def files(self) -> Sequence[Path]:
        """The last files that were imported and are still there, the latest first."""
        return [path for text in self._read()[1] if (path := Path(text)).is_file()]

    def keep(self, path: Path, guesses: Sequence[Guess], columns: Sequence[str]) -> None:
        """Remember a file, and what its columns are where the rep changed them. Raises OSError."""
        shapes, files = self._read()
        if columns and (header := _header(guesses)):
            others = (shape for shape in shapes if shape.header != header)
            shapes = [_Shape(header, tuple(columns)), *others][:_HEADERS]
        shown = str(path.absolute())
        if plain(shown) == shown:
            files = [shown, *(file for file in files if file != shown)][:_FILES]
        data: dict[str, Any] = {
            "files": files,
            "headers": [
                {"header": shape.header, "columns": [field or _KEPT for field in shape.columns]}
                for shape in shapes
            ],
        }
        self._home.folder()
        write_atomic(self._path, (_HEAD + write_yaml(data)).encode("utf-8", "replace"))

    def _read(self) -> tuple[list[_Shape], list[str]]:
        try:
            data = read_yaml(self._path, text_only=True).data
        except FaultyFile:
            return [], []
        if not isinstance(data, dict):
            return [], []
        shapes = [shape for item in _list(data.get("headers")) if (shape := _shape(item))]
        return shapes, [text for text in _list(data.get("files")) if isinstance(text, str)]


def _header(guesses: Sequence[Guess]) -> str:
    """What tells one shape of file from another; empty where a file has no header."""
    titles = [normal(guess.title) for guess in guesses]
    if all(title == f"column {place}" for place, title in enumerate(titles, 1)):
        return ""
    return _BETWEEN.join(titles)[:3_000]


def _shape(item: Any) -> _Shape | None:
    if not isinstance(item, dict) or not isinstance(item.get("header"), str):
        return None
    columns = _list(item.get("columns"))
    if not all(column == _KEPT or column in FIELDS for column in columns):
        return None
    return _Shape(item["header"], tuple("" if column == _KEPT else column for column in columns))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
