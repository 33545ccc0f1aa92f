"""A file as a rep names it: typed, pasted, dragged onto the terminal; and what it could go on with."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tui.core.text import plain

#: So many names are offered at once, and so many entries of a folder looked at.
_OFFERED, _LOOKED_AT = 30, 5_000
#: What lists of people are called; anything else is offered after these.
ENDINGS = frozenset(
    {
        *(".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods"),
        *(".vcf", ".vcard", ".htm", ".html", ".xml", ".zip", ".json"),
    }
)


def path_of(text: str) -> Path | None:
    """The path somebody means; None: they named nothing.

    Understood are `~`, quotes around it, backslashes before spaces (as terminals paste a file that was
    dragged onto them; not on Windows), and `file://` addresses.
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1].strip()
    elif "\\" in text and os.sep == "/" and not os.path.lexists(text):
        text = re.sub(r"\\(.)", r"\1", text)
    if text.casefold().startswith("file://"):
        text = unquote(urlsplit(text).path)
    text = text.replace("\0", "")
    if not text:
        return None
    try:
        return Path(text).expanduser()
    except RuntimeError:  # `~nobody`
        return Path(text)


def completions(text: str) -> Sequence[str]:
    """What the typed beginning of a path could go on to: folders with a `/` behind, lists before other files.

    A folder that cannot be looked into has none, and names that cannot be typed are left out.
    """
    if text.strip() in {"", "~"}:
        return ["~/"] if text.strip() else []
    typed = path_of(text) or Path()
    inside = text.rstrip().endswith(("/", os.sep))
    folder, begins = (typed, "") if inside else (typed.parent, typed.name.casefold())
    shown = text.rstrip()[: len(text.rstrip()) - len("" if inside else typed.name)]
    found = []
    for entry in _entries(folder):
        hidden = entry.name.startswith(".") and not begins.startswith(".")
        typable = plain(entry.name) == entry.name and entry.name.isprintable()
        if entry.name.casefold().startswith(begins) and typable and not hidden:
            is_folder = entry.is_dir()
            kind = Path(entry.name).suffix.casefold() in ENDINGS
            found.append((not kind and not is_folder, entry.name.casefold(), entry.name + "/" * is_folder))
    return [shown + name for _, _, name in sorted(found)[:_OFFERED]]


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry, _ in zip(entries, range(_LOOKED_AT), strict=False)]
    except (OSError, ValueError):
        return []


def common(offers: Sequence[str]) -> str:
    """The beginning that all of them share, in any case, in the first one's letters."""
    if not offers:
        return ""
    first, folded = offers[0], [offer.casefold() for offer in offers]
    low, high = min(folded), max(folded)
    length = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return first[:length]


def newest(folder: Path, many: int = 3) -> Sequence[Path]:
    """The files of a folder that may be lists, the newest first."""
    found = []
    for entry in _entries(folder):
        if Path(entry.name).suffix.casefold() in ENDINGS and not entry.name.startswith("."):
            try:
                if entry.is_file():
                    found.append((entry.stat().st_mtime, entry.path))
            except OSError:
                continue
    return [Path(path) for _, path in sorted(found, reverse=True)[:many]]


def downloads() -> Path:
    """The folder where browsers leave what they download."""
    return Path(os.environ.get("XDG_DOWNLOAD_DIR") or Path.home() / "Downloads")


def for_reading(path: Path) -> str:
    """A path as it is shown: the home folder as `~`."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
