"""A database that another program wrote to: while we are closed, while we are open, and with a journal."""

from __future__ import annotations

import json
import os

import pytest
from tinydb import TinyDB

from tests.store.test_store import contact, put
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import StoreBusy, StoreProblem
from tui.files.home import Home
from tui.store.durable import DurableDB
from tui.store.folder import look
from tui.store.lock import Held
from tui.store.store import open_store


def edit(path, name="By hand"):
    with TinyDB(path) as db:
        db.table("contacts").insert({"name": name})


def killed(store):
    """Leave a store as a kill would: its lock let go, its journal as it is."""
    store._database.close()
    store._lock.release()
    store._lock = None


def contents(path):
    return {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file() and p.name != "lock"}


def kept(path):
    return [p for p in path.parent.iterdir() if ".edited-" in p.name]


async def test_an_edit_while_we_are_open_is_told_and_kept(path):
    store = open_store(path, clock=FakeClock())
    await put(store, contact(1))
    await store.write_anew()
    assert store.news() == []
    edit(path)
    (said,) = store.news()
    assert "offhook.json was changed by another program" in said
    assert store.news() == [], "each is said once"
    await put(store, contact(3))
    await store.write_anew()
    (said,) = store.news()
    (aside,) = kept(path)
    assert aside.name in said
    assert aside.stat().st_mode & 0o777 == 0o600
    with TinyDB(aside) as db:
        assert [d["name"] for d in db.table("contacts")] == ["Person 1", "By hand"]
    store.close()
    assert [c.id for c in open_store(path, read_only=True).all(Contact)] == [1, 3]


async def test_our_own_writing_is_nobody_elses(path):
    store = open_store(path)
    for id in range(1, 4):
        await put(store, contact(id))
        await store.write_anew()
        assert store.news() == []
    store.close()
    assert kept(path) == []


async def test_an_edit_before_a_journal_is_kept_and_the_journal_goes_on_top(path):
    store = open_store(path)
    await put(store, contact(1))
    await store.write_anew()
    await put(store, contact(2))
    killed(store)
    edit(path, "Has the same id")
    for _ in range(2):
        store = open_store(path, clock=FakeClock())
        assert [c.name for c in store.all(Contact)] == ["Person 1", "Person 2"]
        (aside,) = kept(path)
        killed(store)
    with TinyDB(aside) as db:
        assert db.table("contacts").get(doc_id=2)["name"] == "Has the same id"


async def test_who_edits_the_file_may_throw_our_head_away(path):
    store = open_store(path)
    await put(store, contact(1))
    await store.write_anew()
    await put(store, contact(2))
    killed(store)
    tables = json.loads(path.read_bytes())
    tables["_meta"] = {"1": {"schema": tables["_meta"]["1"]["schema"]}}
    tables["contacts"]["1"]["name"] = "Mended"
    path.write_text(json.dumps(tables, indent=2))
    store = open_store(path)
    assert [c.name for c in store.all(Contact)] == ["Mended", "Person 2"]
    store.close()
    assert [c.name for c in open_store(path, read_only=True).all(Contact)] == ["Mended", "Person 2"]


async def test_a_link_stays_a_link(path, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    path.parent.mkdir()
    path.symlink_to(other / "real.json")
    store = open_store(path)
    await put(store, contact(1))
    store.close()
    assert path.is_symlink()
    assert path.resolve() == other / "real.json"
    assert open_store(path, read_only=True).get(Contact, 1) == contact(1)


async def test_a_file_that_was_taken_away_is_written_again_with_the_next_save(path):
    store = open_store(path)
    await put(store, contact(1))
    await store.write_anew()
    os.unlink(path)
    await put(store, contact(2))
    killed(store)
    assert [c.id for c in open_store(path, read_only=True).all(Contact)] == [1, 2]


async def test_a_file_taken_away_after_a_kill_leaves_a_journal_that_is_not_enough(path):
    store = open_store(path)
    await put(store, contact(1))
    await store.write_anew()
    await put(store, contact(2))
    killed(store)
    os.unlink(path)
    before = contents(path)
    with pytest.raises(StoreProblem, match="goes on with change 2") as problem:
        open_store(path)
    assert "Nothing was changed" in str(problem.value)
    assert contents(path) == before


async def test_two_homes_that_link_to_one_file_have_one_lock(tmp_path):
    homes = [Home(tmp_path / name) for name in ("one", "two")]
    for home in homes:
        home.folder()
        (home.path / "offhook.json").symlink_to(tmp_path / "shared" / "offhook.json")
    store = open_store(homes[0].database)
    await put(store, contact(1))
    with pytest.raises(StoreBusy):
        open_store(homes[1].database)
    killed(store)
    assert look(homes[1].database, FakeClock()).segments == 1, "the journal lies beside the file itself"


def test_a_database_under_two_names_has_one_lock(tmp_path):
    (tmp_path / "link.json").symlink_to(tmp_path / "db.json")
    db = DurableDB(tmp_path / "db.json")
    with pytest.raises(Held):
        DurableDB(tmp_path / "link.json")
    db.close()
