"""The store on disk: what is in the file, and what happens when disk or file are not as they should be."""

from __future__ import annotations

import asyncio
import errno
import os
import stat
import sys
import tempfile
import threading
from dataclasses import replace

import pytest
from tinydb import TinyDB

from tests.store.test_store import NOON, attempt, contact, drop, put
from tui.core.attempt import Attempt, DoNotCall
from tui.core.contact import Contact
from tui.core.ports import Batch, Saved, SaveFailed
from tui.core.reflection import Intention
from tui.store.codec import Damaged
from tui.store.shelf import KINDS
from tui.store.store import open_store


def reopened(store, path):
    store.close()
    return open_store(path)


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
    assert stock(path) == {
        "contacts": {1: {"name": "Person 1", "account": "Müller"}},
        "attempts": {7: {"contact": 1, "number": "+12025550101", "started": "2026-11-23T12:00:00Z"}},
        "_meta": {1: {"schema": 1, "ids": {"contacts": 1}}},
    }
    store.close()


async def test_folder_and_files_are_the_owners_alone(path):
    store = open_store(path)
    await put(store, contact(1))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {f.name: stat.S_IMODE(f.stat().st_mode) for f in path.parent.iterdir()} == {
        "offhook.json": 0o600,
        "lock": 0o600,
    }
    store.close()


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
    assert stock(path)["my own"] == {1: {"what": "ever"}}, "what is not ours is kept"
    store.close()


# ------------------------------------------------------------------------------------------------ faults


def fail_at(monkeypatch, module, name, number, code):
    """Make a call of the system fail the first time it is made with the count `number`."""
    real, calls = getattr(module, name), []

    def sometimes(*args, **kwargs):
        calls.append(args)
        if len(calls) == number:
            raise OSError(code, os.strerror(code))
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, sometimes)


@pytest.mark.parametrize(
    ("module", "name", "number", "code", "says"),
    [
        (tempfile, "mkstemp", 1, errno.ENOSPC, "the disk is full"),
        (tempfile, "mkstemp", 1, errno.EROFS, "cannot be written"),
        (os, "fsync", 1, errno.ENOSPC, "the disk is full"),
        (os, "fsync", 1, errno.EIO, "could not be written"),
        (os, "replace", 1, errno.EACCES, "cannot be written"),
        (os, "fsync", 2, errno.EIO, "could not be written"),  # the folder, after the rename
    ],
)
async def test_a_failed_write_changes_neither_memory_nor_file(
    path, monkeypatch, module, name, number, code, says
):
    store = open_store(path)
    await put(store, contact(1, "+12025550101"), attempt(1))
    memory, file = content(store), path.read_bytes()
    batch = Batch((contact(1, "+12025550102"), contact(2), attempt(1, disposition="busy")), ((Contact, 9),))
    with monkeypatch.context() as broken:
        fail_at(broken, module, name, number, code)
        answer = await store.commit(batch)
    assert isinstance(answer, SaveFailed)
    assert says in answer.problem
    assert "What was saved before is safe." in answer.problem
    assert content(store) == memory
    assert [c.id for c in store.by_number("+12025550101")] == [1]
    assert path.read_bytes() == file
    assert sorted(p.name for p in path.parent.iterdir()) == ["lock", "offhook.json"], "no temp file stays"

    assert await store.commit(batch) == Saved()
    assert store.get(Contact, 2) == contact(2)
    memory = content(store)
    store = reopened(store, path)
    assert content(store) == memory
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
async def test_a_write_cut_short_by_the_system_changes_nothing(path):
    import resource

    store = open_store(path)
    await put(store, contact(1))
    file = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        answer = await store.commit(Batch(tuple(contact(n) for n in range(2, 10_000))))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert isinstance(answer, SaveFailed)
    assert path.read_bytes() == file
    await put(store, contact(2))
    store.close()


async def test_a_record_that_cannot_be_written_is_a_mistake_and_saves_nothing(path):
    store = open_store(path)
    with pytest.raises(Damaged, match="name: is no text"):
        await store.commit(Batch((attempt(1), Contact(1, None))))
    assert list(store.all(Attempt)) == []
    assert not path.exists()
    await put(store, attempt(1))
    store.close()


# ---------------------------------------------------------------------------------------------- the loop


@pytest.fixture
def gate(monkeypatch):
    """Holds every write of the disk until it is set."""
    from tui.store import storage

    gate, real = threading.Event(), storage.write_atomic

    def held(path, data):
        assert gate.wait(10)
        real(path, data)

    monkeypatch.setattr(storage, "write_atomic", held)
    return gate


async def test_commits_land_in_the_order_of_the_calls_and_not_before_the_disk(path, gate):
    store = open_store(path)
    tasks = [asyncio.ensure_future(store.commit(Batch((Contact(1, f"name {n}"),)))) for n in range(5)]
    await asyncio.sleep(0)
    assert store.get(Contact, 1) is None
    gate.set()
    assert await asyncio.gather(*tasks) == [Saved()] * 5
    assert store.get(Contact, 1).name == "name 4"
    assert stock(path)["contacts"][1]["name"] == "name 4"
    store.close()


async def test_a_commit_goes_on_when_its_caller_is_cancelled(path, gate):
    store = open_store(path)
    caller = asyncio.ensure_future(store.commit(Batch((contact(1),))))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    gate.set()
    await put(store, contact(2))
    assert [c.id for c in store.all(Contact)] == [1, 2]
    store.close()


def test_commands_commit_from_loops_of_their_own(path):
    store = open_store(path)
    assert asyncio.run(store.commit(Batch((contact(1),)))) == Saved()
    assert asyncio.run(store.commit(Batch((contact(2),)))) == Saved()
    assert [c.id for c in store.all(Contact)] == [1, 2]
    store.close()


def test_closing_waits_for_what_is_being_written(path, gate):
    store = open_store(path)

    async def leave():
        await asyncio.wait([asyncio.ensure_future(store.commit(Batch((contact(1),))))], timeout=0)

    asyncio.run(leave())
    gate.set()
    store.close()
    store.close()
    assert stock(path)["contacts"][1] == {"name": "Person 1"}
