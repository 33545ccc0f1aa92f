"""What was heard in calls: more ways to say it for cards that are there, in a file of our own.

The rep's files are never written: `scripts/captured.yaml` names cards by their id, under `heard:`. Where a
rep has put anything else into it, it is theirs, and `captured-2.yaml` is begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tui.core.text import plain
from tui.files.atomic import write_atomic
from tui.files.fault import FaultyFile
from tui.files.guarded import MAX_BYTES, MAX_TEXT, read_yaml
from tui.files.yaml_writer import write_yaml
from tui.playbook.entry import tokens

_HEAD = (
    "# Heard in calls and added by one key. Offhook writes this file; what you write belongs into another.\n"
)
_PACK = {"id": "captured", "name": "Heard in calls"}


def add_wording(folder: Path, card: str, said: str) -> None:
    """Remember that `said` is a way to say what `card` answers; saying it twice is once.

    Raises OSError, and then nothing has changed; ValueError for no words.
    """
    said = " ".join(plain(said).split())[:MAX_TEXT]
    if not tokens(said):
        raise ValueError("there are no words in it")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, heard = _ours(folder)
    before = heard.get(card, [])
    if tokens(said) in map(tokens, before):
        return
    data = {"schema": 1, "pack": _PACK, "heard": {**heard, card: [*before, said]}}
    write_atomic(path, (_HEAD + write_yaml(data)).encode())


def _ours(folder: Path) -> tuple[Path, Mapping[str, list[str]]]:
    """The first file that is as we write it, or is not there yet, and what is in it."""
    number = 1
    while True:
        path = folder / ("captured.yaml" if number == 1 else f"captured-{number}.yaml")
        if not path.exists():
            return path, {}
        heard = _read(path)
        if heard is not None and path.stat().st_size < MAX_BYTES // 2:
            return path, heard
        number += 1


def _read(path: Path) -> Mapping[str, list[str]] | None:
    """What was heard; None for a file that cannot be written again without losing something of it."""
    try:
        data = read_yaml(path, text_only=True).data
    except FaultyFile:
        return None
    heard = data.get("heard") if isinstance(data, dict) else None
    if not isinstance(heard, dict) or not all(isinstance(texts, list) for texts in heard.values()):
        return None
    written = _HEAD + write_yaml({"schema": 1, "pack": _PACK, "heard": heard})
    return heard if path.read_bytes() == written.encode() else None
