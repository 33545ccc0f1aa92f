"""The rep's own entries: finding the place of one, and making new files for new ones.

The app only ever makes files here, each with one entry, and never touches one again: what the rep writes into
it is theirs. (But for `captured.yaml`, which the call writes.)
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path

from tui.core.pages import KINDS, Page
from tui.core.text import fold, plain
from tui.core.words import UNWRITTEN
from tui.files.atomic import write_atomic
from tui.files.document import Document
from tui.files.fault import FaultyFile, Place
from tui.files.guarded import read_yaml
from tui.playbook.blank import blank, is_blank, place

_HEAD = """\
# {said}
schema: 1
pack: {{id: mine, name: My own}}

{key}:
"""


def place_of(page: Page) -> Place:
    """Line and column of an entry in its file as it is now; of the file's beginning where it is gone."""
    path = Path(page.file)
    try:
        document = read_yaml(path, text_only=True)
    except FaultyFile as broken:  # then where it says so, or where the file is broken
        place = _said_in(path, page.id)
        return place or (broken.fault.line, broken.fault.column)
    at = _index(document, page)
    return (1, 1) if at is None else document.place((KINDS[page.kind], at))


def _index(document: Document, page: Page) -> int | None:
    """Which of its list an entry is. The last one of the same id counts."""
    entries = document.data.get(KINDS[page.kind]) if isinstance(document.data, dict) else None
    if not isinstance(entries, list):
        return None
    ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
    return max((at for at, id in enumerate(ids) if id == page.id), default=None)


def _said_in(path: Path, id: str) -> Place | None:
    """Where a broken file seems to have that id."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, text in enumerate(file, 1):
            if re.search(rf"^\s*(?:- +)?id:\s*['\"]?{re.escape(id)}['\"]?\s*([,}}#]|$)", text):
                return number, 1
    return None


def duplicate(page: Page, folder: Path) -> Path:
    """Copy an entry as it is written into a new file of the rep's; the id stays, so that it is used instead.

    Raises FaultyFile or OSError, and then nothing was made.
    """
    document = read_yaml(Path(page.file), text_only=True)
    key, at = KINDS[page.kind], _index(document, page)
    if at is None:
        raise FaultyFile(document.fault((key,), f"'{page.id}' is not in this file any more"))
    text = _lines_of(document, key, at)
    return _make(
        folder, page.id, _HEAD.format(said="Yours: used instead of the shipped one.", key=key) + text
    )


def _lines_of(document: Document, key: str, at: int) -> str:
    """The text of one entry of a list, from its dash on, without what is said about the next one."""
    starts = [document.place((key, index))[0] for index in range(len(document.data[key]))]
    later = [line for line in starts if line > starts[at]]
    later += [line for name in document.data if (line := document.place((name,), key=True)[0]) > starts[at]]
    lines = list(document.lines[starts[at] - 1 : min(later, default=len(document.lines) + 1) - 1])
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
        lines.pop()
    return "\n".join(lines) + "\n"


def write_card(said: str, answer: str, folder: Path, taken: Collection[str]) -> Path:
    """A new card for what somebody said; without an answer UNWRITTEN stands for it.

    Args:
        said: the objection; it becomes the title and the first way to say it.
        answer: what to say to it.
        folder: the rep's scripts.
        taken: ids that are there already.

    Raises OSError, and then nothing was made.
    """
    id = _free(_slug(said), taken)
    rows = (
        f"  - id: {id}",
        f"    name: {_text(said)}",
        "    says:  # how they say it; five more and it is found far better",
        f"      - {_text(said)}",
        "    answers:",
        f"      - say: {_text(answer or UNWRITTEN)}",
    )
    return _make(folder, id, _HEAD.format(said="Met in a call.", key="cards") + "\n".join(rows) + "\n")


def write_blank(kind: str, folder: Path, taken: Collection[str]) -> tuple[Path, Place]:
    """A new file with a blank entry, and the place to begin. Otherwise as `write_card`."""
    names = {path.stem for path in folder.iterdir()} if folder.is_dir() else set()
    id = _free(f"my-{kind}", {*taken, *names})
    text = blank(kind, id)
    return _make(folder, id, text), place(text)


def is_as_made(path: Path) -> bool:
    """Whether a new card has no answer yet, or a blank entry is still blank."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return f"say: {_text(UNWRITTEN)}" in text or is_blank(text, path.stem)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:40].strip("-") or "card"


def _free(id: str, taken: Collection[str]) -> str:
    return next(name for name in (id, *(f"{id}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def _text(text: str) -> str:
    """A text in YAML's double quotes, which are JSON's."""
    return json.dumps(plain(text), ensure_ascii=False)


def _make(folder: Path, id: str, text: str) -> Path:
    """A new file; none is ever overwritten."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    taken = {path.name for path in folder.iterdir()}
    names = (f"{id}.yaml", *(f"{id}-{number}.yaml" for number in range(2, len(taken) + 3)))
    path = folder / next(name for name in names if name not in taken)
    write_atomic(path, text.encode("utf-8"))
    return path
