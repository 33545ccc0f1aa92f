"""What was heard in calls, in a file of our own: more ways to say what a card answers, and what customers
said that an offer is worth to them.

The rep's files are never written: `scripts/captured.yaml` names cards by their id under `heard:`, and value
sheets under `quotes:`. Where a rep has put anything else into it, it is theirs, and `captured-2.yaml` is
begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tui.core.text import plain
from tui.files.atomic import write_atomic
from tui.files.fault import FaultyFile
from tui.files.guarded import MAX_BYTES, MAX_TEXT, read_yaml
from tui.files.yaml_writer import write_yaml
from tui.playbook.finding.entry import tokens

_HEAD = (
    "# Heard in calls and added by one key. Offhook writes this file; what you write belongs into another.\n"
)
_PACK = {"id": "captured", "name": "Heard in calls"}
_KEYS = ("heard", "quotes")

Captured = Mapping[str, Mapping[str, list[str]]]
"""Key of the file → id of a card or value sheet → what was said."""


def add_wording(folder: Path, card: str, said: str) -> None:
    """Remember that `said` is a way to say what `card` answers; saying it twice is once.

    Raises OSError, and then nothing has changed; ValueError for no words.
    """
    _add(folder, "heard", card, said)


def add_quote(folder: Path, sheet: str, said: str) -> None:
    """Remember that a customer said it of what a value sheet is about. Otherwise as `add_wording`."""
    _add(folder, "quotes", sheet, said)


def _add(folder: Path, key: str, id: str, said: str) -> None:
    said = " ".join(plain(said).split())[:MAX_TEXT]
    if not tokens(said):
        raise ValueError("there are no words in it")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path, captured = _ours(folder)
    before = captured[key].get(id, [])
    if tokens(said) in map(tokens, before):
        return
    write_atomic(path, _text({**captured, key: {**captured[key], id: [*before, said]}}))


def _text(captured: Captured) -> bytes:
    return (_HEAD + write_yaml({"schema": 1, "pack": _PACK, **captured})).encode()


def _ours(folder: Path) -> tuple[Path, Captured]:
    """The first file that is as we write it, or is not there yet, and what is in it."""
    number = 1
    while True:
        path = folder / ("captured.yaml" if number == 1 else f"captured-{number}.yaml")
        if not path.exists():
            return path, {key: {} for key in _KEYS}
        captured = _read(path)
        if captured is not None and path.stat().st_size < MAX_BYTES // 2:
            return path, captured
        number += 1


def _read(path: Path) -> Captured | None:
    """What was heard; None for a file that cannot be written again without losing something of it."""
    try:
        data = read_yaml(path, text_only=True).data
    except FaultyFile:
        return None
    captured = {key: data.get(key, {}) for key in _KEYS} if isinstance(data, dict) else {}
    if not any(captured.values()) or not all(map(_is_said, captured.values())):
        return None
    return captured if path.read_bytes() == _text(captured) else None


def _is_said(block: object) -> bool:
    """Whether it is ids, each with a list."""
    return isinstance(block, dict) and all(isinstance(texts, list) for texts in block.values())
