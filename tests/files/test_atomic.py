"""Folders that are still there after a power cut."""

from __future__ import annotations

import stat

import pytest

from tui.files import atomic


@pytest.fixture
def pushed(monkeypatch):
    folders = []
    monkeypatch.setattr(atomic, "sync_folder", folders.append)
    return folders


def test_the_name_of_each_new_folder_is_pushed_to_the_disk_from_the_top_down(tmp_path, pushed):
    made = tmp_path / "data" / "offhook" / "home"
    atomic.make_folder(made)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert pushed == [tmp_path, tmp_path / "data", tmp_path / "data" / "offhook"]


def test_a_folder_that_is_there_costs_nothing(tmp_path, pushed):
    atomic.make_folder(tmp_path)
    assert pushed == []


def test_a_folder_that_may_not_be_asked_holds_nobody_up(tmp_path, monkeypatch):
    def refuse(folder):
        raise PermissionError

    monkeypatch.setattr(atomic, "sync_folder", refuse)
    atomic.make_folder(tmp_path / "home")
    assert (tmp_path / "home").is_dir()
