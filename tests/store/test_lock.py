"""The lock: who has it, who left it behind, and drives that keep none."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.core.ports import StoreBusy, StoreProblem
from tui.files.drive import network_drive
from tui.store import lock
from tui.store.lock import Held, Lock, NoLocks
from tui.store.store import open_store

ME = f"process {os.getpid()} on "


@pytest.fixture
def file(tmp_path):
    return tmp_path / "lock"


def test_it_is_free_held_and_free_again(file):
    assert lock.look(file) == ("free", "")
    assert not file.exists(), "looking makes nothing"
    held = Lock(file)
    state, who = lock.look(file)
    assert state == "held"
    assert who.startswith(ME)
    with pytest.raises(Held, match=ME):
        Lock(file)
    held.release()
    assert lock.look(file) == ("free", "")
    Lock(file).release()


def test_a_killed_process_is_named_and_holds_nobody_up(file):
    code = (
        "import os, sys, pathlib; from tui.store.lock import Lock\n"
        "Lock(pathlib.Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.Popen([sys.executable, "-c", code, file])
    killed.wait()
    state, who = lock.look(file)
    assert state == "left"
    assert who.startswith(f"process {killed.pid} on ")
    held = Lock(file)
    assert lock.look(file)[0] == "held"
    held.release()


def test_looking_takes_nothing_from_who_has_it_and_keeps_nothing(file):
    Lock(file).release()
    assert lock.look(file) == lock.look(file)
    held = Lock(file)
    before = file.read_text()
    lock.look(file)
    assert file.read_text() == before
    held.release()


def test_what_a_lock_file_says_is_cleaned(file):
    file.write_text("\x1b]52;c;aGk=\x07process 1\non host" + "x" * 500)
    assert lock.look(file)[1].startswith("process 1 on host")
    assert len(lock.look(file)[1]) < 200


def refusing(number):
    def seize(handle):
        raise OSError(number, os.strerror(number))

    return seize


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL])
def test_a_drive_without_locks_is_refused_with_what_to_do(path, monkeypatch, number):
    monkeypatch.setattr(lock, "_seize", refusing(number))
    with pytest.raises(StoreProblem, match=r"keeps no locks .*Nothing was changed\. .*--home") as problem:
        open_store(path)
    assert not isinstance(problem.value, StoreBusy)
    with pytest.raises(NoLocks):
        Lock(path.parent / "lock")
    assert lock.look(path.parent / "lock") == ("none", "")
    open_store(path, read_only=True).close()


@pytest.mark.parametrize("number", [errno.EAGAIN, errno.EACCES])
def test_however_a_system_says_it_is_held(path, monkeypatch, number):
    open_store(path).close()
    monkeypatch.setattr(lock, "_seize", refusing(number))
    with pytest.raises(StoreBusy, match="already open"):
        open_store(path)
    assert lock.look(path.parent / "lock")[0] == "held"


def test_any_other_error_is_one_of_the_folder(path, monkeypatch):
    monkeypatch.setattr(lock, "_seize", refusing(errno.EIO))
    with pytest.raises(StoreProblem, match=r"cannot be written \(Input/output error\)"):
        open_store(path)


def test_on_a_full_disk_it_holds_without_a_name(path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    open_store(path).close()
    monkeypatch.setattr(os, "write", full)
    store = open_store(path)
    assert lock.look(path.parent / "lock") == ("held", "")
    with pytest.raises(StoreBusy, match=r"already open \(another process\)"):
        open_store(path)
    store.close()


def test_where_not_even_a_lock_file_has_room_it_says_so(path, monkeypatch):
    monkeypatch.setattr(lock, "_seize", refusing(errno.ENOSPC))
    with pytest.raises(StoreProblem, match=r"No space left on device\)\. Nothing was changed\. Make room"):
        open_store(path)


# ------------------------------------------------------------------------------------------- network drives

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /home/ann nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/ann/local\\040disk ext4 rw 0 0
//nas/share /mnt/My\\040Share cifs rw 0 0
ann@host:/data /mnt/ssh fuse.sshfs rw 0 0
C:\\134 /mnt/c 9p rw,aname=drvfs;path=C:\\ 0 0
/dev/sdc1 /mnt/twice ext4 rw 0 0
server:/over /mnt/twice nfs rw 0 0
/dev/fuse /mnt/usb fuseblk rw 0 0
server:/sm\\303\\266r /mnt/sm\\303\\266r nfs rw 0 0
server:/ab /mnt/日本\\011x nfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
half a line
"""


@pytest.mark.skipif(sys.platform == "win32", reason="other paths there")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/bob/offhook", ""),
        ("/home/ann", "nfs4"),
        ("/home/ann/offhook/deep", "nfs4"),
        ("/home/annabel", ""),
        ("/home/ann/local disk/offhook", ""),
        ("/mnt/My Share/offhook", "cifs"),
        ("/mnt/ssh/x", "fuse.sshfs"),
        ("/mnt/c/Users/ann", ""),
        ("/mnt/twice/x", "nfs"),
        ("/mnt/usb/x", ""),
        ("/mnt/smör/x", "nfs"),
        ("/mnt/日本\tx/y", "nfs"),
        ("/run/user/1000/gvfs/smb-share/x", "fuse.gvfsd-fuse"),
    ],
)
def test_network_drives_are_known_by_what_is_mounted(tmp_path, folder, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_drive(Path(folder), mounts) == kind


def test_without_a_list_of_mounts_a_folder_is_local(tmp_path):
    assert network_drive(tmp_path, tmp_path / "none") == ""


def test_the_rep_is_told_of_a_network_drive(path, monkeypatch):
    monkeypatch.setattr("tui.store.store.network_drive", lambda folder: "nfs4")
    store = open_store(path)
    assert ["network drive (nfs4)" in news for news in store.news()] == [True]
    assert store.news() == []
    store.close()
    assert open_store(path, read_only=True).news() == []
