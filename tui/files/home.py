"""Where everything lives: the home folder and the folders that came with the program."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from tui.core.text import plain
from tui.files.atomic import make_folder

PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Home:
    """The rep's data folder (PRODUCT.md §5). Folders are made when first needed, for the owner only."""

    path: Path

    @property
    def database(self) -> Path:
        """The TinyDB file. Of a link the file it names: its journal and its lock lie beside it."""
        return Path(os.path.realpath(self.path / "offhook.json"))

    @property
    def config(self) -> Path:
        """The rep's settings."""
        return self.path / "config.yaml"

    @property
    def local(self) -> Path:
        """The settings that were chosen in the app (`local_settings.py`)."""
        return self.path / "settings.local.yaml"

    @property
    def scripts(self) -> Path:
        """The rep's own cards and lines."""
        return self.path / "scripts"

    @property
    def recordings(self) -> Path:
        """The rep's own voicemails; made when the first is taken in."""
        return self.path / "recordings"

    @property
    def log(self) -> Path:
        """The log folder."""
        return self.folder("log")

    @property
    def inbox(self) -> Path:
        """What commands hand over while somebody else has the store; made when first needed."""
        return self.path / "inbox"

    @property
    def cache(self) -> Path:
        """What can be made again: whoever deletes it loses nothing but a moment. Made when first needed."""
        return self.path / "cache"

    def data_file(self, name: str) -> Path | None:
        """The rep's version of a shipped data file (`dispositions.yaml`), if there is one."""
        path = self.path / name
        return path if path.is_file() else None

    def folder(self, name: str = "") -> Path:
        """A folder in it, made with mode 0700 if it is missing."""
        path = self.path / name
        make_folder(path)
        return path


def find_home(given: str | None) -> Home:
    """The home folder: `--home`, else OFFHOOK_HOME, else the platform's user data folder.

    Raises OSError for what can be the name of no folder.
    """
    chosen = given or os.environ.get("OFFHOOK_HOME")
    if chosen and "\0" in chosen:
        raise OSError(errno.EINVAL, "no folder can have this name", plain(chosen))
    if chosen:
        return Home(Path(chosen).expanduser().absolute())
    from platformdirs import user_data_path

    return Home(user_data_path("offhook", appauthor=False))


def no_file(path: Path) -> str:
    """Why what lies there is not read, as a sentence; empty: it is a file, or there is nothing.

    A pipe would be waited on for ever, and what is passed over in silence is looked for in vain.
    """
    if path.is_file() or not os.path.lexists(path):
        return ""
    return f"{path} is no file: a folder, a pipe, a link that leads nowhere. It does not count."


def shipped_scripts() -> Path:
    """The script library: inside the package in an installed wheel, beside it in a clone."""
    inside = PACKAGE / "scripts_library"
    return inside if inside.is_dir() else PACKAGE.parent / "scripts_library"


def shipped_data() -> Path:
    """The shipped defaults: dispositions, purposes, hours."""
    return PACKAGE / "data"
