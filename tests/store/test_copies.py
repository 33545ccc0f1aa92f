"""A copy out and a copy back in: complete or not at all, whatever breaks and whenever it is killed."""

from __future__ import annotations

import asyncio
import errno
import gzip
import json
import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.store.test_disk import content, stock
from tests.store.test_store import attempt, contact, drop, put
from tui.core.call.attempt import Attempt
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved, StoreBusy, StoreProblem
from tui.store.copies import back_up, restore
from tui.store.disk import Disk
from tui.store.schema import SCHEMA
from tui.store.store import open_store

CLOCK = FakeClock()
SAMPLES = Path(__file__).parent.parent / "data" / "store"
ASIDE = "before-restore-2026-11-23T09-00-00Z"


def read(path):
    """What opens there, for reading; and for writing, which must say the same."""
    shown = content(open_store(path, read_only=True))
    store = open_store(path)
    try:
        assert content(store) == shown
    finally:
        store.close()
    return shown


def save(path, *records, drops=()):
    """Put records into the journal of the store, and leave them there."""
    store = open_store(path)
    assert asyncio.run(store.commit(Batch(records, tuple(drops)))) == Saved()
    abandon(store)


def abandon(store):
    """Let go of a store as a kill does: nothing is written at the end."""
    store._writer.close()
    store._saver.shutdown()
    store._database.close()
    store._lock.release()
    store._lock = None


def files(folder):
    return {f.name: f.read_bytes() for f in folder.iterdir() if f.is_file() and f.name != "lock"}


@pytest.fixture
def copy(tmp_path):
    """A copy with persons 1 and 2, of a store that went on from there in its journal."""
    path, copy = tmp_path / "home" / "offhook.json", tmp_path / "copy.json"
    save(path, contact(1), contact(2), attempt(1))
    back_up(path, copy, force=False, clock=CLOCK)
    save(path, contact(3), contact(9), attempt(2, contact=3))
    save(path, drops=[(Contact, 9)])
    return copy


# ---------------------------------------------------------------------------------------------------- out


async def test_a_backup_beside_the_open_app_holds_what_was_saved_to_that_moment(path, tmp_path):
    store = open_store(path)
    await put(store, contact(1), contact(2), attempt(1))
    copy = tmp_path / "copy.json"
    said = back_up(path, copy, force=False, clock=CLOCK)
    await put(store, contact(3))
    store.close()
    assert (said.file, said.contacts, said.attempts, said.size) == (copy, 2, 1, copy.stat().st_size)
    tables = stock(copy)
    assert sorted(tables) == ["_meta", "attempts", "contacts"]
    assert list(tables["contacts"]) == [1, 2]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [f.name for f in tmp_path.iterdir() if f.is_file()] == ["copy.json"]


@pytest.mark.parametrize("name", ["offhook.json", "offhook.json.journal-000000000001", "lock", "link.json"])
def test_a_backup_is_not_written_over_the_database(copy, path, name):
    if name == "link.json":
        os.link(path, path.with_name(name))
    before = files(path.parent)
    for force in (False, True):
        with pytest.raises(StoreProblem, match=r"belongs to the database itself\. Nothing was written"):
            back_up(path, path.with_name(name), force=force, clock=CLOCK)
    assert files(path.parent) == before


def test_a_file_that_is_there_is_replaced_only_when_that_is_said(copy, path):
    before = copy.read_bytes()
    with pytest.raises(StoreProblem, match=r"is there already, and was left as it is\. .*--force"):
        back_up(path, copy, force=False, clock=CLOCK)
    assert copy.read_bytes() == before
    assert back_up(path, copy, force=True, clock=CLOCK).contacts == 3
    assert list(stock(copy)["contacts"]) == [1, 2, 3]


def test_a_backup_of_nothing_and_into_nowhere_is_refused(copy, path, tmp_path):
    with pytest.raises(StoreProblem, match="There is nothing to back up"):
        back_up(tmp_path / "none" / "offhook.json", tmp_path / "b.json", force=False, clock=CLOCK)
    with pytest.raises(StoreProblem, match="is a folder"):
        back_up(path, tmp_path, force=True, clock=CLOCK)
    with pytest.raises(
        StoreProblem, match=r"could not be written to .*No such file.* Your data is as it was"
    ):
        back_up(path, tmp_path / "no" / "b.json", force=False, clock=CLOCK)
    assert not (tmp_path / "none").exists()


class Falls(Disk):
    """A disk on which the n-th call that changes something fails: once, or as in a kill for good."""

    CHANGES = ("create", "append", "write", "truncate", "sync", "sync_folder", "replace", "remove", "copy")

    def __init__(self, at, error):
        self.left, self.error = at, error
        for name in self.CHANGES:
            setattr(self, name, self._counted(getattr(super(), name)))

    def _counted(self, real):
        def call(*args):
            self.left -= 1
            if self.left == 0 or (self.left < 0 and not isinstance(self.error, OSError)):
                raise self.error
            return real(*args)

        return call


FULL = OSError(errno.ENOSPC, "No space left on device")


class Killed(BaseException):
    """The process ends here."""


def each_call(error):
    """A disk for every call there is, until none fails any more."""
    for at in range(1, 1000):
        disk = Falls(at, error)
        yield disk
        if disk.left > 0:
            return
    raise AssertionError("it never ends")


@pytest.mark.parametrize("error", [FULL, Killed()])
def test_a_backup_that_fails_at_any_call_leaves_the_older_one(copy, path, error):
    old, failed = stock(copy), 0
    for disk in each_call(error):
        try:
            back_up(path, copy, force=True, clock=CLOCK, disk=disk)
        except (StoreProblem, Killed):
            failed += 1
        found = stock(copy)
        assert found == old or sorted(found["contacts"]) == [1, 2, 3]
        if found == old and isinstance(error, OSError):
            assert [f.name for f in copy.parent.iterdir() if f.is_file()] == ["copy.json"]
    assert failed >= 5
    assert sorted(stock(copy)["contacts"]) == [1, 2, 3]


def test_a_backup_that_reads_back_wrong_is_no_backup(copy, path):
    class Rotten(Disk):
        def read(self, file):
            raw = super().read(file)
            return raw if file == path or "journal" in file.name else raw.replace(b"Person 1", b"Person 7")

    before = copy.read_bytes()
    with pytest.raises(StoreProblem, match="reads back as something else"):
        back_up(path, copy, force=True, clock=CLOCK, disk=Rotten())
    assert copy.read_bytes() == before


# ----------------------------------------------------------------------------------------------------- in


def check_restored(path, before):
    """The copy is in place and works; the former state is where it is said to be."""
    found = read(path)
    assert [c.id for c in found[Contact]] == [1, 2]
    assert [a.id for a in found[Attempt]] == [1]
    aside = path.parent / "backups" / ASIDE
    assert files(aside) == before
    assert stat.S_IMODE(aside.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in aside.iterdir()} == {0o600}


def test_restoring_puts_the_former_state_aside_and_back_again(copy, path):
    former, before = read_only(path), files(path.parent)
    said = restore(path, copy, clock=CLOCK)
    assert (said.contacts, said.attempts, said.before) == (2, 1, path.parent / "backups" / ASIDE)
    check_restored(path, before)
    said = restore(path, said.before / "offhook.json", clock=CLOCK)
    assert said.before.name == f"{ASIDE}-2"
    assert read(path) == former


def read_only(path):
    return content(open_store(path, read_only=True))


def test_ids_given_before_are_not_given_again(copy, path):
    restore(path, copy, clock=CLOCK)
    store = open_store(path)
    assert store.new_id(Contact) == 10, "person 9 was there, and is in no file any more"
    assert store.new_id(Attempt) == 3
    store.close()


def test_a_restored_store_goes_on_and_no_old_journal_comes_back(copy, path):
    old = max(int(segment.name.rpartition("-")[2]) for segment in path.parent.glob("*.journal-*"))
    restore(path, copy, clock=CLOCK)
    head = stock(path)["_meta"][1]
    assert head["store"] != stock(copy)["_meta"][1]["store"]
    assert head["seq"] >= old, "its own journal has other names than the old one"
    assert not list(path.parent.glob("*.journal-*"))
    save(path, contact(20))
    assert [c.id for c in read(path)[Contact]] == [1, 2, 20]
    for old in (path.parent / "backups" / ASIDE).glob("*.journal-*"):
        shutil.copy(old, path.parent)
    with pytest.raises(StoreProblem, match="journal"):
        open_store(path)


@pytest.mark.parametrize("kind", ["a backup", "packed", "by hand", "stock TinyDB", "schema 1", "set aside"])
def test_what_can_be_restored(copy, path, tmp_path, kind):
    source, people = copy, [1, 2]
    if kind == "packed":
        source = tmp_path / "offhook-2026-11-22T09-00-00Z.json.gz"
        source.write_bytes(gzip.compress(copy.read_bytes()))
    elif kind == "by hand":
        source = tmp_path / "by hand.json"
        source.write_text(json.dumps(json.loads(copy.read_bytes()), indent=4))
    elif kind == "stock TinyDB":
        with TinyDB(copy) as db:
            db.table("contacts").insert({"name": "By hand"})
        people = [1, 2, 3]
    elif kind == "schema 1":
        source = SAMPLES / "schema-1.json"
    elif kind == "set aside":
        source = path.with_name("offhook.json.edited-2026-11-22T09-00-00")
        shutil.copy(copy, source)
    raw = source.read_bytes()
    assert restore(path, source, clock=CLOCK).contacts == 2 + (kind == "stock TinyDB")
    assert [c.id for c in read(path)[Contact]] == people
    assert stock(path)["_meta"][1]["schema"] == SCHEMA
    assert source.read_bytes() == raw, "the copy is left alone"


GOOD = {"_meta": {"1": {"schema": SCHEMA, "ids": {}}}, "contacts": {"1": {"name": "A"}}}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b'{"contacts": {"1": {"na', "is no JSON"),
        (b"\xff\xfe\x00", "is no JSON"),
        (gzip.compress(b"{}", mtime=0)[:-4], "is cut off"),
        (gzip.compress(json.dumps(GOOD).encode(), mtime=0)[:-12] + bytes(12), "is damaged|is cut off"),
        (b"{}", "holds nobody and nothing"),
        ({"_default": {"1": {"a": 1}}}, "not one of Offhook's"),
        ({**GOOD, "_meta": {"1": {"schema": SCHEMA + 1}}}, "written by a newer Offhook"),
        (
            {**GOOD, "attempts": {"1": {"contact": "1"}}},
            r"damaged records \(attempts 1: contact: is no whole",
        ),
        (None, "No such file"),
    ],
)
def test_a_bad_copy_is_refused_and_nothing_changes(copy, path, tmp_path, data, says):
    bad = tmp_path / "bad.json"
    if data is not None:
        bad.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    before = files(path.parent)
    with pytest.raises(StoreProblem, match=says) as problem:
        restore(path, bad, clock=CLOCK)
    assert "Nothing was changed." in str(problem.value)
    assert files(path.parent) == before
    assert not (path.parent / "backups").exists()


def test_the_database_itself_is_no_copy(copy, path):
    with pytest.raises(StoreProblem, match=r"is the database itself\. Nothing was changed"):
        restore(path, path, clock=CLOCK)


def test_while_the_app_is_open_it_is_refused(copy, path):
    store = open_store(path)
    before = files(path.parent)
    with pytest.raises(StoreBusy, match="Close it there"):
        restore(path, copy, clock=CLOCK)
    assert files(path.parent) == before
    abandon(store)
    restore(path, copy, clock=CLOCK)


def test_into_an_empty_home(copy, tmp_path):
    path = tmp_path / "new" / "offhook.json"
    assert restore(path, copy, clock=CLOCK).before is None
    assert [c.id for c in read(path)[Contact]] == [1, 2]
    assert not (path.parent / "backups").exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path, segment: path.write_bytes(b"\x00" * 500),
        lambda path, segment: path.write_bytes(path.read_bytes()[:100]),
        lambda path, segment: path.unlink(),
        lambda path, segment: segment.write_bytes(b"garbage\n" + segment.read_bytes()),
        lambda path, segment: segment.write_bytes(b"garbage"),
        lambda path, segment: path.write_text(json.dumps({"_meta": {"1": {"schema": 99}}, "contacts": {}})),
    ],
)
def test_a_database_that_does_not_open_is_kept_and_replaced(copy, path, spoil):
    segment = max(path.parent.glob("*.journal-*"))
    spoil(path, segment)
    before = files(path.parent)
    restore(path, copy, clock=CLOCK)
    check_restored(path, before)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_files_that_cannot_even_be_read_are_not_replaced(copy, path):
    path.chmod(0)
    with pytest.raises(StoreProblem, match=r"Nothing was changed\. .*readable"):
        restore(path, copy, clock=CLOCK)
    path.chmod(0o600)
    assert len(read(path)[Contact]) == 3


def check_refused(problem, home, before):
    assert "Nothing was changed." in str(problem)
    assert files(home) == before
    assert not list((home / "backups").glob("*.tmp"))


@pytest.mark.parametrize("error", [FULL, Killed()])
@pytest.mark.parametrize("broken", [False, True])
def test_whenever_it_fails_or_is_killed_the_old_state_or_the_new_is_there_whole(copy, path, error, broken):
    former = read_only(path)
    if broken:
        segment = max(path.parent.glob("*.journal-*"))
        segment.write_bytes(b"garbage\n" + segment.read_bytes())
    home, begin = path.parent, path.parent.with_name("begin")
    shutil.copytree(home, begin)
    before = files(home)
    old = new = 0
    for disk in each_call(error):
        shutil.rmtree(home)
        shutil.copytree(begin, home)
        try:
            restore(path, copy, clock=CLOCK, disk=disk)
        except (StoreProblem, Killed) as problem:
            if isinstance(problem, StoreProblem):
                check_refused(problem, home, before)
        asides = list((home / "backups").glob("before-*Z"))
        assert all(files(aside) == before for aside in asides), "complete, or not by that name"
        if path.read_bytes() == before["offhook.json"]:
            old += 1
            assert {k: v for k, v in files(home).items() if "journal" in k or k == path.name} == before
            if not broken:
                assert read(path) == former
        else:
            new += 1
            check_restored(path, before)
            assert not list(home.glob("*.journal-*")), "the next who writes removes what is left"
            save(path, contact(20))
            assert [c.id for c in read(path)[Contact]] == [1, 2, 20]
    assert old >= 8
    assert new >= 3


async def test_dropping_and_restoring_again_and_again(copy, path):
    for n in range(3):
        restore(path, copy, clock=FakeClock())
        store = open_store(path)
        await put(store, contact(30 + n))
        await drop(store, Contact, 1)
        store.close()
    assert [c.id for c in read(path)[Contact]] == [2, 32]
    assert len(list((path.parent / "backups").glob("before-restore-*"))) == 3
