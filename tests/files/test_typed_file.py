"""The file of what was typed into questions: whole or not at all, for the owner alone, and never trusted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.files.typed_file import NAME, read_typed, write_typed


def test_what_is_written_is_read(tmp_path: Path) -> None:
    texts = {"Why?": "so that ≠", "Edit: 1 Ann / name": "Ann\ud800"}
    write_typed(tmp_path, texts)
    assert read_typed(tmp_path) == texts
    if os.name == "posix":
        assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


def test_without_any_there_is_no_file(tmp_path: Path) -> None:
    write_typed(tmp_path, {})
    write_typed(tmp_path, {"a": "b"})
    write_typed(tmp_path, {})
    assert [*tmp_path.iterdir()] == []
    assert read_typed(tmp_path) == {}


def test_the_newest_are_kept(tmp_path: Path) -> None:
    write_typed(tmp_path, {str(n): "x" for n in range(1000)})
    found = read_typed(tmp_path)
    assert (len(found), [*found][-1]) == (200, "999")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'{"a": 1}',
        b'{"a": null}',
        b"\xff\xfe",
        b"\0" * 10,
        b"[" * 200_000,
        b" " * 1_000_001,
    ],
)
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(ValueError, match=r"."):
        read_typed(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("what", ["pipe", "folder", "link"])
def test_what_is_no_file_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / NAME
    {"pipe": os.mkfifo, "folder": os.mkdir, "link": lambda at: os.symlink(at, at)}[what](path)
    with pytest.raises(ValueError, match="no file"):
        read_typed(tmp_path)
