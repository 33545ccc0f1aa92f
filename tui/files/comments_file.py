"""A coach's comments, read out of a report that came back or a small YAML file."""

from __future__ import annotations

from pathlib import Path

from tui.core.day.coach import LARGEST, Found, NoComments, from_document, from_report
from tui.core.text import plain
from tui.files.fault import FaultyFile
from tui.files.guarded import parse_yaml


def read_comments(path: Path) -> Found:
    """The comments in a file. Raises NoComments, OSError."""
    with path.open("rb") as file:
        content = file.read(4 * LARGEST + 1)
    if path.suffix.casefold() in {".yaml", ".yml"}:
        try:
            return from_document(parse_yaml(content, path.name, text_only=True).data)
        except FaultyFile as faulty:
            where = f"line {faulty.fault.line}: {plain(faulty.fault.message)}"
            raise NoComments(f"It cannot be read ({where}). Nothing was taken.") from None
    try:
        return from_report(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise NoComments("It is not UTF-8 text. Save it as such, or as YAML. Nothing was taken.") from None
