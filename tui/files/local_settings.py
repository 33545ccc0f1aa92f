"""`settings.local.yaml`: what was chosen in the app. It is the app's own file; `config.yaml` is the rep's."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from itertools import count
from typing import Any

from tui.files.atomic import write_atomic
from tui.files.guarded import FaultyFile, read_yaml
from tui.files.home import Home
from tui.files.yaml_writer import write_yaml

_HEAD = """\
# Written by Offhook: what you chose in the app. Change it there, or say it in config.yaml, which wins.
"""

#: One at a time: each writes what it has read, with its own change in it.
_writing = threading.Lock()


def write_local(home: Home, changes: Mapping[str, Any]) -> None:
    """Lay changes over what is in the file; an empty text or list takes a key out of it.

    A file that cannot be read is kept beside it, as `settings.local.yaml.broken` (`.broken-2`). Raises
    OSError, and then the file is as it was. Blocks: for threads.
    """
    with _writing:
        home.folder()
        values = {**_read(home), **{key: _plain(value) for key, value in changes.items()}}
        write_atomic(home.local, (_HEAD + write_yaml(values)).encode())


def forget_local(home: Home, key: str) -> None:
    """Take a key out of the file, where it stands there. Raises OSError as `write_local` does."""
    if key in _read(home):
        write_local(home, {key: ""})


def _read(home: Home) -> dict[str, Any]:
    if not home.local.is_file():
        return {}
    try:
        data = read_yaml(home.local).data
    except FaultyFile:
        data = ""
    if data is None or isinstance(data, dict):
        return data or {}
    names = (f"{home.local.name}.broken{f'-{n}' if n > 1 else ''}" for n in count(1))
    home.local.rename(next(path for path in map(home.local.with_name, names) if not path.exists()))
    return {}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
