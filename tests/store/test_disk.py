"""The store on disk: what is in the file, and what happens when disk or file are not as they should be."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import sys
import threading
import tracemalloc
from dataclasses import replace

import pytest
from tinydb import TinyDB

from tests.store.test_store import NOON, attempt, contact, drop, put
from tui.core.call.attempt import Attempt, DoNotCall
from tui.core.call.reflection import Intention
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved, SaveFailed
from tui.store.codec import Damaged
from tui.store.disk import Disk
from tui.store.journal import Journal
from tui.store.schema import SCHEMA
from tui.store.shelf import KINDS
from tui.store.store import open_store
from tui.store.tables import Op


def reopened(store, path, disk=None):
    store.close()
    return open_store(path, disk=disk)


def content(store):
    return {kind: list(store.all(kind)) for kind in KINDS}


def stock(path):
    with TinyDB(path) as db:
        return {name: {d.doc_id: dict(d) for d in db.table(name)} for name in db.tables()}


async def test_stock_tinydb_opens_the_file_and_finds_records_by_their_ids(path):
    store = open_store(path)
    assert not path.exists(), "opening writes nothing"
    id = store.new_id(Contact)
    await put(store, contact(id, account="Müller"), attempt(7, contact=id))
    store.close()
    tables = stock(path)
    assert tables.pop("_meta")[1]["schema"] == SCHEMA
    assert tables == {
        "contacts": {1: {"name": "Person 1", "account": "Müller"}},
        "attempts": {7: {"contact": 1, "number": "+12025550101", "started": "2026-11-23T12:00:00Z"}},
    }


async def test_folder_and_files_are_the_owners_alone(path):
    seen = set()

    class Watched(Disk):
        def write(self, handle, data):
            seen.add(stat.S_IMODE(os.fstat(handle).st_mode))
            super().write(handle, data)

    before = os.umask(0)
    try:
        store = open_store(path, disk=Watched())
        await put(store, contact(1))
        await store.rest()
        store.close()
    finally:
        os.umask(before)
    folders = [path.parent, path.parent / "backups"]
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == [0o700, 0o700]
    files = [f for folder in folders for f in folder.iterdir() if f.is_file()]
    assert len(files) == 3
    assert {stat.S_IMODE(f.stat().st_mode) for f in files} == seen == {0o600}


async def test_everything_is_there_after_reopening(path):
    store = open_store(path)
    await put(store, contact(3, "+12025550101"), contact(1), attempt(1), DoNotCall(1, NOON, "+12025550101"))
    await put(store, replace(contact(3), name="Changed"), attempt(2, disposition="busy"))
    before = content(store)
    store = reopened(store, path)
    assert content(store) == before
    assert [a.id for a in store.unfinished()] == [1]
    assert store.do_not_call("+12025550101").id == 1
    store.close()


async def test_ids_are_never_given_twice_not_after_drops_nor_reopening(path):
    store = open_store(path)
    first = store.new_id(Contact)
    await put(store, contact(first), Intention(store.new_id(Intention), "try", NOON, 1))
    await drop(store, Contact, first)
    store = reopened(store, path)
    assert store.new_id(Contact) == first + 1
    assert store.new_id(Intention) == 2
    assert store.new_id(Attempt) == 1
    store.close()


async def test_documents_added_by_stock_tinydb_are_taken_in(path):
    store = open_store(path)
    await put(store, contact(1))
    store.close()
    with TinyDB(path) as db:
        db.table("contacts").insert({"name": "By hand", "shoe size": 43})
        db.table("my own").insert({"what": "ever"})
    store = open_store(path)
    assert store.get(Contact, 2) == Contact(2, "By hand")
    assert store.new_id(Contact) == 3
    await put(store, contact(3))
    store.close()
    assert stock(path)["my own"] == {1: {"what": "ever"}}, "what is not ours is kept"


# ------------------------------------------------------------------------------------------------ faults


class Failing(Disk):
    """A disk on which chosen calls fail: `fails` has their names and the error, until it is cleared."""

    def __init__(self):
        self.fails = {}
        for name in ("create", "append", "write", "truncate", "sync", "sync_folder", "replace"):
            setattr(self, name, self._sometimes(name))

    def _sometimes(self, name):
        real = getattr(super(), name)

        def call(*args):
            if name in self.fails:
                raise OSError(self.fails[name], os.strerror(self.fails[name]))
            return real(*args)

        return call


@pytest.mark.parametrize("first", [True, False], ids=["the first change", "a later change"])
@pytest.mark.parametrize(
    ("fails", "says"),
    [
        ({"write": errno.ENOSPC}, "the disk is full"),
        ({"append": errno.EROFS, "write": errno.EROFS}, "cannot be written"),
        ({"sync": errno.ENOSPC}, "the disk is full"),
        ({"sync": errno.EIO}, "could not be written"),
        ({"sync": errno.EIO, "truncate": errno.EIO}, "could not be written"),
        ({"write": errno.EIO, "replace": errno.EACCES}, "could not be written"),
        ({"sync_folder": errno.EIO, "sync": errno.EIO}, "could not be written"),
    ],
)
async def test_a_failed_write_changes_neither_memory_nor_disk(path, fails, says, first):
    disk = Failing()
    store = open_store(path, disk=disk)
    await put(store, contact(1, "+12025550101"), attempt(1))
    if first:
        store = reopened(store, path, disk)
    memory = content(store)
    batch = Batch((contact(1, "+12025550102"), contact(2), attempt(1, disposition="busy")), ((Contact, 9),))
    disk.fails = fails
    for _ in range(2):  # the rep tries again
        answer = await store.commit(batch)
        assert isinstance(answer, SaveFailed)
        assert says in answer.problem
        assert "What was saved before is safe." in answer.problem
        assert content(store) == memory
    assert [c.id for c in store.by_number("+12025550101")] == [1]
    if "truncate" not in fails:  # what cannot be cut off again stays in the journal until it is closed
        assert content(open_store(path, read_only=True)) == memory
    disk.fails = {}
    assert await store.commit(batch) == Saved()
    assert store.get(Contact, 2) == contact(2)
    memory = content(store)
    assert content(open_store(path, read_only=True)) == memory
    store = reopened(store, path)
    assert content(store) == memory
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
async def test_a_write_cut_short_by_the_system_changes_nothing(path):
    import resource

    store = open_store(path)
    await put(store, contact(1))
    memory = content(store)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        answer = await store.commit(Batch(tuple(contact(n) for n in range(2, 10_000))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert isinstance(answer, SaveFailed)
    assert content(open_store(path, read_only=True)) == content(store) == memory
    await put(store, contact(2))
    store.close()


async def test_a_record_that_cannot_be_written_is_a_mistake_and_saves_nothing(path):
    store = open_store(path)
    with pytest.raises(Damaged, match="name: is no text"):
        await store.commit(Batch((attempt(1), Contact(1, None))))
    assert list(store.all(Attempt)) == []
    await put(store, attempt(1))
    store.close()


# ---------------------------------------------------------------------------------------------- the loop


class Gated(Disk):
    """A disk that writes nothing until its gate is open."""

    def __init__(self):
        self.gate = threading.Event()
        self.gate.set()

    def write(self, handle, data):
        assert self.gate.wait(10)
        super().write(handle, data)


@pytest.fixture
def disk():
    return Gated()


async def test_commits_land_in_the_order_of_the_calls_and_not_before_the_disk(path, disk):
    store = open_store(path, disk=disk)
    disk.gate.clear()
    tasks = [asyncio.ensure_future(store.commit(Batch((Contact(1, f"name {n}"),)))) for n in range(5)]
    await asyncio.sleep(0)
    assert store.get(Contact, 1) is None
    disk.gate.set()
    assert await asyncio.gather(*tasks) == [Saved()] * 5
    assert store.get(Contact, 1).name == "name 4"
    store.close()
    assert stock(path)["contacts"][1]["name"] == "name 4"


async def test_a_commit_goes_on_when_its_caller_is_cancelled(path, disk):
    store = open_store(path, disk=disk)
    disk.gate.clear()
    caller = asyncio.ensure_future(store.commit(Batch((contact(1),))))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    disk.gate.set()
    await put(store, contact(2))
    assert [c.id for c in store.all(Contact)] == [1, 2]
    store.close()


def test_commands_commit_from_loops_of_their_own(path):
    store = open_store(path)
    assert asyncio.run(store.commit(Batch((contact(1),)))) == Saved()
    assert asyncio.run(store.commit(Batch((contact(2),)))) == Saved()
    assert [c.id for c in store.all(Contact)] == [1, 2]
    store.close()


def test_closing_waits_for_what_is_being_written(path, disk):
    store = open_store(path, disk=disk)
    disk.gate.clear()

    async def leave():
        await asyncio.wait([asyncio.ensure_future(store.commit(Batch((contact(1),))))], timeout=0)

    asyncio.run(leave())
    disk.gate.set()
    store.close()
    store.close()
    reader = open_store(path, read_only=True)
    assert reader.get(Contact, 1) == contact(1)


def test_a_change_of_very_many_is_put_together_once(path):
    """An import of 100,000 people is one line of 40 MB; four copies of it were its highest memory."""
    disk = Disk()
    ops = [Op("contacts", id, f'{{"name":"{"x" * 1000}"}}') for id in range(2000)]
    path.parent.mkdir()
    journal = Journal(disk, path, "a store", 0)
    tracemalloc.start()
    try:
        journal.append(ops)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        journal.close()
    assert 2_000_000 < journal.size < most < 1.5 * journal.size
