"""The partner's files: what the rep chose (`partner/mine.yaml`), what came last, and the file to hand over.

Everything here blocks, and a shared folder may hang for as long as its network does: for threads.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tui.core.day.exchange import PARTS, BadPartnerFile, Mine, Shared, document, read
from tui.core.text import plain
from tui.files.atomic import write_atomic
from tui.files.fault import FaultyFile
from tui.files.guarded import parse_yaml
from tui.files.home import Home
from tui.files.yaml_writer import write_yaml

#: A partner file is smaller than this, bytes; a folder is looked through so far.
_LARGEST, _MOST_FILES = 50_000, 200
_HEAD = (
    "# Offhook: what I share with my partner. Plain text: whoever gets it\n"
    "# can read it. Changed by hand, it no longer fits its signature.\n"
)
_MINE = "# What you share with your partner. Offhook writes this file: change it under Review.\n"


def new_sender() -> str:
    """What tells this copy of Offhook from another."""
    return secrets.token_hex(8)


def new_word() -> str:
    """A word to agree on that nobody finds by trying: `mako-tuvi-resa-depo`, 49 bits, each try slow."""
    letters = ("bdfgklmnprstvz", "aeiou")
    parts = ("".join(secrets.choice(letters[i % 2]) for i in range(4)) for _ in range(4))
    return "-".join(parts)


class PartnerFiles:
    """The folder `partner/` of a home, and the folder two reps share."""

    def __init__(self, home: Home, folder: str = "") -> None:
        self._home = home
        self.folder = Path(folder).expanduser() if folder else None
        """Where both put their files; None: they are sent by hand."""

    @property
    def begun(self) -> bool:
        """Whether anything was ever chosen. Only then is there anything to read."""
        return (self._home.path / "partner" / "mine.yaml").is_file()

    def new_sender(self) -> str:
        """What tells this copy of Offhook from another."""
        return new_sender()

    def propose(self) -> str:
        """A word to agree on."""
        return new_word()

    def shown(self, shared: Shared, mine: Mine) -> str:
        """The whole text of the file."""
        return shown(shared, mine.key)

    # ---------------------------------------------------------------------------------------------- mine

    def mine(self) -> Mine:
        """What the rep chose; nothing is shared where it cannot be read. Raises OSError, BadPartnerFile."""
        path = self._home.path / "partner" / "mine.yaml"
        if not path.is_file():
            return Mine()
        data = _data(path)
        if not isinstance(data, dict):
            raise BadPartnerFile(f"{path} is not as Offhook writes it. Nothing is shared until it is.")
        texts = {name: plain(str(data.get(name) or "")) for name in ("sender", "name", "line", "key")}
        parts, number = data.get("parts") or [], str(data.get("number") or "0")
        try:
            bytes.fromhex(texts["key"]), bytes.fromhex(texts["sender"])
            known = frozenset(parts) & frozenset(PARTS)
            return Mine(**texts, parts=known, number=int(number))
        except (ValueError, TypeError):
            raise BadPartnerFile(
                f"{path} is not as Offhook writes it. Nothing is shared until it is."
            ) from None

    def keep(self, mine: Mine) -> None:
        """Remember what the rep chose, for the owner only (0600). Raises OSError."""
        data = {
            "sender": mine.sender, "name": mine.name, "line": mine.line, "number": mine.number,
            "parts": [part for part in PARTS if part in mine.parts], "key": mine.key,
        }  # fmt: skip
        write_atomic(self._home.folder("partner") / "mine.yaml", (_MINE + write_yaml(data)).encode())

    # -------------------------------------------------------------------------------------------- theirs

    def theirs(self, mine: Mine) -> Shared | None:
        """What the partner told last; None: nothing, or nothing that fits the word of now. Raises OSError."""
        path = self._home.path / "partner" / "theirs.yaml"
        if not mine.on or not path.is_file():
            return None
        try:
            return read(_data(path), mine.key, mine.sender, None)
        except BadPartnerFile:
            return None

    def take(self, path: Path, mine: Mine) -> Shared:
        """Take a partner's file: it is kept, whole. Raises BadPartnerFile, OSError."""
        if not mine.on:
            raise BadPartnerFile("First agree on a word with your partner. Nothing was taken.")
        content = _bytes(path)
        found = read(_parsed(content, path), mine.key, mine.sender, self.theirs(mine))
        write_atomic(self._home.folder("partner") / "theirs.yaml", content)
        return found

    def look(self, mine: Mine) -> tuple[Shared | None, str]:
        """Take what is new in the shared folder. What the partner told last, and a sentence of trouble.

        Raises OSError where the folder cannot be read.
        """
        theirs, problem = self.theirs(mine), ""
        if self.folder is None or not mine.on:
            return theirs, ""
        own = name_of(mine)
        names = sorted(one for one in self.folder.iterdir() if one.match("offhook-partner-*.yaml"))
        for path in names[:_MOST_FILES]:
            if path.name == own or not path.is_file():  # a pipe of that name would never end
                continue
            try:
                theirs = self.take(path, mine)
            except BadPartnerFile as bad:
                if "signature" in str(bad) and theirs is None:
                    problem = f"{plain(path.name)}: {bad}"
        return theirs, problem

    # ----------------------------------------------------------------------------------------------- out

    def write(self, shared: Shared, mine: Mine, path: Path | None = None) -> Path:
        """Write the file to hand over: to `path`, else into the shared folder, else into `exports`.

        Raises OSError, and then there is none, or the one before.
        """
        folder = self.folder or self._home.folder("exports")
        target = path or folder / name_of(mine)
        write_atomic(target, shown(shared, mine.key).encode())
        return target

    def stop(self) -> None:
        """Forget the word and what the partner told: nothing is shared any more. Raises OSError."""
        for name in ("theirs.yaml", "mine.yaml"):
            (self._home.path / "partner" / name).unlink(missing_ok=True)


def shown(shared: Shared, key: str) -> str:
    """The whole text of a partner file."""
    return _HEAD + write_yaml(document(shared, key))


def name_of(mine: Mine) -> str:
    """What the rep's file is called: the sender keeps two who share a folder apart."""
    return f"offhook-partner-{mine.sender[:8]}.yaml"


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise BadPartnerFile("It is too large for a partner file. Nothing was taken.")
    return content


def _data(path: Path) -> Any:
    return _parsed(_bytes(path), path)


def _parsed(content: bytes, path: Path) -> Mapping[str, Any] | Any:
    try:
        return parse_yaml(content, path.name, text_only=True).data
    except FaultyFile as faulty:
        where = f"line {faulty.fault.line}: {plain(faulty.fault.message)}"
        raise BadPartnerFile(f"It cannot be read ({where}). Nothing was taken; ask for it again.") from None
