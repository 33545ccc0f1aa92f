"""Composition root: what the commands and the app are made of. Imports only what is asked for."""

from __future__ import annotations

from tui.core.ports import Playbook, Store
from tui.files.home import Home, shipped_scripts


def open_store(home: Home, *, read_only: bool = False) -> Store:
    """The store of the home folder. Raises StoreProblem."""
    from tui.store.store import open_store

    return open_store(home.database, read_only=read_only)


def open_playbook(home: Home) -> Playbook:
    """The shipped words with the rep's own over them."""
    from tui.playbook.library import open_playbook

    return open_playbook([shipped_scripts(), home.scripts])
