"""What the files came to, kept from one start to the next.

One file of JSON in the home's `cache/`: what it was made from, the sum of the rest, and what was collected.
Anything else in its place is not looked at twice, and written anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

from tui.core.practice.dialogue import Dialogue, Wanted
from tui.files.atomic import write_atomic
from tui.playbook.collected import Collected, collect
from tui.playbook.folders import fingerprint

NAME = "scripts.json"
MAX_BYTES = 50_000_000
"""More than that we never wrote."""


def collected(folders: Sequence[Path], cache: Path | None) -> Collected:
    """The words of the folders: from the cache folder while nothing has changed, else read and kept there."""
    before = fingerprint(folders) if cache else ""
    if cache and before and (kept := _read(cache / NAME, before)):
        return kept
    found = collect(folders)
    # Asked again: a file that was changed in the meantime must not be remembered as what it was.
    if cache and before and cache.parent.is_dir() and fingerprint(folders) == before:
        with contextlib.suppress(OSError):  # a full disk costs a moment at the next start
            cache.mkdir(mode=0o700, exist_ok=True)
            write_atomic(cache / NAME, _encode(found, before))
    return found


def _read(path: Path, made_from: str) -> Collected | None:
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return None
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _head(body, made_from):
            return None
        return cast(Collected, _reader(Collected)(json.loads(body)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _head(body: bytes, made_from: str) -> bytes:
    return f"offhook scripts {made_from} {hashlib.sha256(body).hexdigest()}".encode()


def _encode(found: Collected, made_from: str) -> bytes:
    body = json.dumps(found, default=_fields, separators=(",", ":")).encode()
    return _head(body, made_from) + b"\n" + body


def _fields(value: Any) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} cannot be kept")
    return {field.name: getattr(value, field.name) for field in fields(value)}


#: What the annotations of `core/ports` name without importing it: the start has no use for it.
_NAMED = {"Dialogue": Dialogue, "Wanted": Wanted}


@lru_cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Makes a value of that type out of JSON. Raises TypeError or ValueError for anything else."""
    args = get_args(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        readers = {name: _reader(hint) for name, hint in get_type_hints(kind, localns=_NAMED).items()}
        return lambda data: kind(**{name: reader(data[name]) for name, reader in readers.items()})
    if get_origin(kind) is tuple and args[1:] == (...,):
        item = _reader(args[0])
        return lambda data: tuple([item(part) for part in data])
    if get_origin(kind) is tuple:
        items = tuple(_reader(arg) for arg in args)
        return lambda data: tuple([item(part) for item, part in zip(items, data, strict=True)])
    if type(None) in args:
        (some,) = (arg for arg in args if arg is not type(None))
        known = _reader(some)
        return lambda data: None if data is None else known(data)
    if get_origin(kind) is Mapping:
        value = _reader(args[1])
        return lambda data: {key: value(part) for key, part in data.items()}
    return _exactly(kind)


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(data: Any) -> Any:
        if type(data) is not kind:
            raise TypeError(f"{type(data).__name__} where {kind.__name__} was kept")
        return data

    return read
