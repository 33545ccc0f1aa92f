"""`config.yaml` changed on disk: whole or not at all, with a copy of each day, on what is in it then."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tui.files import config_file
from tui.files.config_file import change_config
from tui.files.config_text import NotChanged
from tui.files.home import Home

DAY = date(2026, 11, 24)
TEXT = b"# mine\r\ngoal: 30  # a day\r\nwhy: x"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "config.yaml").write_bytes(TEXT)
    return Home(tmp_path)


def test_the_earlier_one_is_kept_once_a_day_and_ten_of_them(home: Home) -> None:
    for goal in (31, 32):
        change_config(home, {("goal",): goal}, "", DAY)
    kept = home.path / "backups" / "config-2026-11-24.yaml"
    assert kept.read_bytes() == TEXT
    assert home.config.read_bytes() == TEXT.replace(b"30", b"32")
    assert {p.stat().st_mode & 0o777 for p in (home.config, kept)} == {0o600}
    for day in range(1, 15):
        change_config(home, {("goal",): 40 + day}, "", DAY + timedelta(days=day))
    left = sorted(p.name for p in kept.parent.iterdir())
    assert (len(left), left[-1]) == (10, "config-2026-12-08.yaml")


def test_several_keys_are_one_write_and_none_is_none(home: Home) -> None:
    change_config(home, {("goal",): 31, ("why",): "z", ("voip", "user"): "sam"}, "", DAY)
    assert home.config.read_bytes() == TEXT.replace(b"30", b"31")[:-1] + b"z\r\nvoip:\r\n  user: sam"
    with pytest.raises(NotChanged):
        change_config(home, {("goal",): 50, ("why", "x"): "z"}, "", DAY)
    assert b"goal: 31" in home.config.read_bytes()


def test_a_file_that_is_not_there_begins_with_the_example(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")
    change_config(home, {("goal",): 31}, "# all\n# goal: 30\n# more\n", DAY)
    assert home.config.read_text() == "# all\n# goal: 30\ngoal: 31\n# more\n"
    assert not (home.path / "backups").exists()


def test_the_same_value_writes_nothing(home: Home) -> None:
    before = home.config.stat()
    change_config(home, {("goal",): 30}, "", DAY)
    assert home.config.stat().st_mtime_ns == before.st_mtime_ns
    assert not (home.path / "backups").exists()


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "offhook.yaml"
    real.write_bytes(TEXT)
    home = Home(tmp_path / "home")
    home.folder()
    home.config.symlink_to(real)
    change_config(home, {("goal",): 31}, "", DAY)
    assert home.config.is_symlink()
    assert b"goal: 31" in real.read_bytes()


def test_what_an_editor_wrote_meanwhile_stays(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    keep, saved = config_file._keep, [b"goal: 30\nwhy: from the editor\n"]

    def while_it_is_kept(*args: Any) -> None:
        keep(*args)
        if saved:
            home.config.write_bytes(saved.pop())

    monkeypatch.setattr(config_file, "_keep", while_it_is_kept)
    change_config(home, {("goal",): 31}, "", DAY)
    assert home.config.read_bytes() == b"goal: 31\nwhy: from the editor\n"


def test_a_file_that_is_written_again_and_again_is_left_alone(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*args: Any) -> None:
        home.config.write_bytes(home.config.read_bytes() + b"\n# more")

    monkeypatch.setattr(config_file, "_keep", busy)
    with pytest.raises(NotChanged, match="try again"):
        change_config(home, {("goal",): 31}, "", DAY)
    assert b"goal: 30" in home.config.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="no pipes there")
def test_what_is_no_file_or_too_large_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path)
    os.mkfifo(home.config)
    with pytest.raises(NotChanged, match=r"config\.yaml"):
        change_config(home, {("goal",): 31}, "", DAY)
    home.config.unlink()
    home.config.write_bytes(b"# x\n" * 400_000)
    with pytest.raises(NotChanged, match="larger than 1,000 kB"):
        change_config(home, {("goal",): 31}, "", DAY)
    assert home.config.stat().st_size == 1_600_000


def test_a_file_its_owner_protected_is_not_replaced(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)  # whoever is root may write all
    with pytest.raises(OSError, match="it is write-protected"):
        change_config(home, {("goal",): 31}, "", DAY)
    assert home.config.read_bytes() == TEXT
    assert not (home.path / "backups").exists()


def test_a_full_disk_leaves_it_as_it_was(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(config_file, "write_atomic", full)
    with pytest.raises(OSError, match="No space left"):
        change_config(home, {("goal",): 31}, "", DAY)
    assert home.config.read_bytes() == TEXT


#: Kills itself at the n-th call to the system that writes, renames or syncs.
_DIES = """
import os, signal, sys
from datetime import date
from pathlib import Path
from tui.files.config_file import change_config
from tui.files.home import Home
left = int(sys.argv[2])
def dying(name):
    real = getattr(os, name)
    def call(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(os, name, call)
for name in ("fsync", "replace", "link", "unlink"):
    dying(name)
change_config(Home(Path(sys.argv[1])), {("goal",): 31}, "", date(2026, 11, 24))
"""


@pytest.mark.skipif(os.name == "nt", reason="no kill -9 there")
def test_killed_at_any_moment_it_is_the_old_or_the_new(tmp_path: Path) -> None:
    seen = set()
    for step in range(40):
        folder = tmp_path / str(step)
        folder.mkdir()
        (folder / "config.yaml").write_bytes(TEXT)
        ended = subprocess.run([sys.executable, "-c", _DIES, str(folder), str(step)], check=False)
        content = (folder / "config.yaml").read_bytes()
        assert content in {TEXT, TEXT.replace(b"30", b"31")}
        seen.add(content)
        for copy in (folder / "backups").glob("config-*"):
            assert copy.read_bytes() == TEXT
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL
    assert ended.returncode == 0
    assert step > 4
    assert len(seen) == 2
