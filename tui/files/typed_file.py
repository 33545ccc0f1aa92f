"""`typed.json` in the home folder: what was typed into questions that have no answer yet, by the question."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from tui.files.atomic import sync_folder, write_atomic

NAME = "typed.json"
#: A file of ours is far smaller (bytes): so many questions, with a line each.
_LARGEST, _MOST = 1_000_000, 200


def read_typed(folder: Path) -> dict[str, str]:
    """Question → what was typed; nothing without a file. Raises OSError, and ValueError for another one."""
    path = folder / NAME
    if not os.path.lexists(path):
        return {}
    if not path.is_file():  # a pipe would be waited on for ever
        raise ValueError("it is no file")
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise ValueError("it is too large")
    try:
        found = json.loads(data)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ValueError("it is not as Offhook writes it")
    return found


def write_typed(folder: Path, texts: Mapping[str, str]) -> None:
    """Keep the newest of these; without any the file goes. For the owner only. Raises OSError."""
    path = folder / NAME
    if texts:
        kept = dict([*texts.items()][-_MOST:])
        write_atomic(path, json.dumps(kept, indent=1).encode())
        return
    with suppress(FileNotFoundError):
        path.unlink()
        sync_folder(folder)
