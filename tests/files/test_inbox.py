"""The inbox folder: whole files in the order of their time, for the owner only."""

from __future__ import annotations

import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.files import inbox

NOW = datetime(2026, 11, 24, 10, 30, 0, 250, tzinfo=UTC)


def test_files_come_in_the_order_they_were_left(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    assert inbox.waiting(folder) == []
    inbox.put(folder, NOW + timedelta(seconds=1), b"third")
    inbox.put(folder, NOW, b"first")
    inbox.put(folder, NOW, b"second")
    names = inbox.waiting(folder)
    assert [(folder / name).read_bytes() for name in names] == [b"first", b"second", b"third"]
    assert names[0].startswith(f"20261124T103000.000250Z-{os.getpid()}-")
    inbox.remove(folder, names[0])
    inbox.remove(folder, names[0])
    assert inbox.waiting(folder) == names[1:]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_nobody_else_may_look(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    inbox.put(folder, NOW, b"{}")
    inbox.set_aside(folder, inbox.waiting(folder)[0], NOW)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "set-aside")}
    assert modes == {0o700}
    (aside,) = (folder / "set-aside").iterdir()
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes there")
def test_only_plain_whole_files_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    os.mkfifo(tmp_path / "b.json")
    (tmp_path / "c.json").symlink_to("/etc/passwd")
    (tmp_path / ".d.json.x.tmp").write_bytes(b"half")
    (tmp_path / ".e.json").write_bytes(b"hidden")
    (tmp_path / "f.txt").write_bytes(b"other")
    (tmp_path / "g.json").write_bytes(b"{}")
    assert inbox.waiting(tmp_path) == ["g.json"]


def test_set_aside_keeps_every_file(tmp_path: Path) -> None:
    for text in (b"one", b"two"):
        (tmp_path / "x.json").write_bytes(text)
        inbox.set_aside(tmp_path, "x.json", NOW)
    aside = tmp_path / "set-aside"
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == {
        "x-20261124T103000Z.json": b"one",
        "x-20261124T103000Z-2.json": b"two",
    }
    assert inbox.waiting(tmp_path) == []


def test_what_cannot_be_left_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_bytes(b"a file in its place")
    with pytest.raises(OSError):
        inbox.put(tmp_path / "inbox", NOW, b"{}")
    assert inbox.waiting(tmp_path / "inbox") == []
    assert (tmp_path / "inbox").read_bytes() == b"a file in its place"
