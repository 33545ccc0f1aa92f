"""The home of a demo that was killed goes with the next demo; nothing else ever does."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tui.store.demo_homes import PREFIX, remove_left
from tui.store.lock import Lock

HERE = f"process 4242 on {socket.gethostname()}"


def a_home(folder: Path, name: str = f"{PREFIX}x1", lock: str | None = HERE) -> Path:
    home = folder / name
    (home / "backups").mkdir(parents=True)
    (home / "offhook.json").write_text("{}")
    if lock is not None:
        (home / "lock").write_text(lock)
    return home


def test_one_whose_program_was_killed_goes(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    remove_left(tmp_path)
    assert not home.exists()


def test_one_that_is_open_stays_and_goes_when_it_was_killed(tmp_path: Path) -> None:
    home = a_home(tmp_path, lock=None)
    lock = Lock(home / "lock")
    remove_left(tmp_path)
    assert (home / "offhook.json").exists()
    os.close(lock._handle)  # as the system does for a process that is killed
    remove_left(tmp_path)
    assert not home.exists()


@pytest.mark.parametrize("lock", [None, "", "process 4242 on elsewhere", "mine"])
def test_one_that_begins_ends_or_is_not_from_here_stays(tmp_path: Path, lock: str | None) -> None:
    home = a_home(tmp_path, lock=lock)
    remove_left(tmp_path)
    assert (home / "offhook.json").exists()


def test_other_folders_files_and_links_stay(tmp_path: Path) -> None:
    other = a_home(tmp_path, "offhook")
    (tmp_path / f"{PREFIX}file").write_text(HERE)
    (tmp_path / f"{PREFIX}link").symlink_to(other)
    linked = a_home(tmp_path, f"{PREFIX}x2", lock=None)
    (linked / "lock").symlink_to(other / "lock")
    (odd := a_home(tmp_path, f"{PREFIX}x3", lock=None) / "lock").mkdir()
    remove_left(tmp_path)
    assert (other / "offhook.json").exists()
    assert {path.name for path in tmp_path.iterdir()} == {
        *("offhook", f"{PREFIX}file", f"{PREFIX}link", f"{PREFIX}x2", f"{PREFIX}x3")
    }
    assert odd.is_dir()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give a folder away")
def test_one_of_somebody_else_stays(tmp_path: Path) -> None:
    home = a_home(tmp_path)
    os.chown(home, 12345, 12345)
    remove_left(tmp_path)
    assert (home / "offhook.json").exists()


def test_without_a_folder_nothing_happens(tmp_path: Path) -> None:
    remove_left(tmp_path / "none")
    assert [*tmp_path.iterdir()] == []
