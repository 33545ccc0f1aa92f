"""The stored sample of each schema: what a file of that version says is still understood."""

from __future__ import annotations

import errno
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tinydb import TinyDB

from tui.core.call.attempt import (
    Attempt,
    Block,
    Callback,
    CallList,
    DoNotCall,
    Met,
    Promise,
    Skip,
    Touch,
    Undo,
)
from tui.core.call.reflection import Capture, Draft, Form, Intention, Reflection
from tui.core.clock import FakeClock
from tui.core.day.checkin import CheckIn
from tui.core.day.coach import Comment
from tui.core.day.roots import Doubt, SelfCheck
from tui.core.lists.dnc import DncList
from tui.core.lists.imported import Imported
from tui.core.people.contact import Contact, Merged, Number, Two
from tui.core.ports import StoreProblem
from tui.core.practice.practice import Drill, Phrase, Recall, Review, Rung
from tui.core.queue.standing import Standing, Tried
from tui.store import schema
from tui.store.copies import restore
from tui.store.disk import Disk
from tui.store.schema import SCHEMA
from tui.store.shelf import KINDS
from tui.store.store import TinyStore, open_store

SAMPLES = Path(__file__).parent.parent / "data" / "store"


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=UTC)


#: What every sample says. Never change it: a new field gets a default, a new meaning a new schema.
SCHEMA_1 = [
    Contact(
        id=1,
        name="Chloë Brontë",
        account="Brontë Ltd",
        role="Buyer",
        numbers=(
            Number(raw="07700 900123", e164="+447700900123", kind="mobile", zones=("Europe/London",)),
            Number(
                raw="0113 496 0123 x7",
                e164="+441134960123",
                kind="work",
                extension="7",
                zones=("Europe/London",),
                why_not="not reachable abroad",
            ),
        ),
        email="chloe@example.com",
        place="Keighley",
        country="GB",
        zone="Europe/London",
        reason="opened a second depot in Leeds",
        purpose="win",
        list="Yorkshire",
        do_not_call="asked in writing",
        notes="likes it short",
        referred_by=2,
        fields={"Branch": "freight"},
        added=at(7),
    ),
    Contact(id=2, name="Dieter Weiß"),
    Attempt(
        id=1,
        contact=1,
        number="+447700900123",
        started=at(9),
        inbound=True,
        purpose="win",
        opener="opener-depot",
        prep=41.5,
        answered=at(9, 1),
        ended=at(9, 5),
        disposition="callback",
        confirmed=False,
        outcome="answered",
        notes="two depots",
        met=(
            Met(card="already-use-someone", worked=True),
            Met(card="no-budget", worked=False),
            Met(card="send-info"),
        ),
        block=1,
        outside_hours="asked me to ring early",
    ),
    Attempt(id=2, contact=2, number="+493023125001", started=at(10)),
    Standing(
        id=1,
        dials=3,
        connects=1,
        last=at(9),
        last_disposition="callback",
        rest_until=at(10),
        callback=at(11),
        promise=at(12),
        closed="not-interested",
        skipped=at(8),
        do_not_call="asked in writing",
        numbers=(
            Tried(e164="+447700900123", dials=2, status="wrong"),
            Tried(e164="+441134960123"),
        ),
    ),
    Draft(
        id=2,
        contact=2,
        at=at(10, 1),
        form=Form(
            line="line",
            when="tomorrow",
            kept=True,
            right="r",
            wrong="w",
            next="n",
            felt=4,
            unready="too dear",
        ),
        notes="note",
        listed=True,
    ),
    Reflection(
        id=1,
        contact=1,
        at=at(9, 6),
        line="line",
        right="asked first",
        wrong="talked over her",
        next="ask before I explain",
        kept=False,
        intention=1,
        felt=3,
        by_clock=True,
    ),
    Intention(id=1, text="ask before I explain", made=at(9, 6), attempt=1, tried=at(10)),
    Callback(
        id=1,
        contact=1,
        wall="2026-11-24T10:30",
        zone="Europe/London",
        due=at(10, 30),
        made=at(9, 6),
        attempt=1,
        done=at(11),
    ),
    Promise(
        id=1, contact=1, attempt=1, question="does it speak SSO?", due=at(16), made=at(9, 3), done=at(15)
    ),
    Touch(id=1, contact=1, at=at(9, 10), medium="e-mail", text="the summary"),
    Skip(id=1, contact=2, at=at(9, 50), reason="not now"),
    DoNotCall(
        id=1,
        at=at(9, 30),
        number="+12025550199",
        contact=2,
        attempt=1,
        why="asked on the phone",
        lifted=at(9, 40),
    ),
    Capture(id=1, contact=1, attempt=1, text="we build that ourselves", at=at(9, 7)),
    Block(id=1, started=at(9), calls=20, minutes=60, paused=12.5, ended=at(10)),
    Undo(id=1, contact=2, attempt=1, at=at(9, 41), disposition="dnc-number"),
    CallList(id=1, name="Yorkshire", purpose="win", file="yorkshire.csv", imported=at(7)),
]


#: Kinds that came later, as tables of their own: a file without one is a file of its schema all the same.
SINCE = {
    *{DncList, Imported, Merged, Two, Drill, Phrase, Recall, Review, Rung, Comment, CheckIn},
    *{SelfCheck, Doubt},
}


def lay(sample: str, home: Path) -> Path:
    """A home with a stored sample in it: a file, or a folder with its journal too."""
    home.mkdir()
    source = SAMPLES / sample
    for file in source.iterdir() if source.is_dir() else [source]:
        shutil.copy(file, home / (file.name if source.is_dir() else "offhook.json"))
    return home / "offhook.json"


def files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def check_said(store: TinyStore) -> None:
    found = [record for kind in KINDS for record in store.all(kind)]
    assert sorted(found, key=repr) == sorted(SCHEMA_1, key=repr)
    assert {type(r) for r in found} == set(KINDS) - SINCE, "a kind is missing in the sample"
    assert [c.id for c in store.by_number("+447700900123")] == [1]
    assert [a.id for a in store.unfinished()] == [2]
    assert store.new_id(Contact) == 8, "ids given and dropped stay given"


@pytest.mark.parametrize("sample", ["schema-1.json", "schema-2.json", "schema-2-journal"])
def test_each_sample_opens_and_says_what_it_said(tmp_path, sample):
    path = lay(sample, tmp_path / "home")
    for _ in range(2):
        store = open_store(path)
        check_said(store)
        store.close()
    with TinyDB(path) as db:
        assert db.table("_meta").get(doc_id=1)["schema"] == SCHEMA


@pytest.mark.parametrize("sample", ["schema-1.json", "schema-2.json", "schema-2-journal"])
def test_reading_a_sample_writes_nothing(tmp_path, sample):
    path = lay(sample, tmp_path / "home")
    before = files(path.parent)
    store = open_store(path, read_only=True)
    check_said(store)
    store.close()
    assert files(path.parent) == before


def test_a_copy_is_kept_before_an_older_file_is_brought_up_to_date(tmp_path):
    path = lay("schema-1.json", tmp_path / "home")
    old = json.loads(path.read_bytes())
    open_store(path, clock=FakeClock()).close()
    aside = path.parent / "backups" / "offhook-before-schema-2-2026-11-23T09-00-00Z.json"
    kept = json.loads(aside.read_bytes())
    assert kept.pop("_meta")["1"]["schema"] == 1
    old.pop("_meta")
    assert {name: table for name, table in kept.items() if table} == old
    open_store(path, clock=FakeClock()).close()
    assert [f.name for f in aside.parent.iterdir()] == [aside.name], "once"
    again = tmp_path / "again" / "offhook.json"
    restore(again, aside, clock=FakeClock())
    store = open_store(again)
    check_said(store)
    store.close()


def test_a_sample_of_this_version_is_not_set_aside(tmp_path):
    path = lay("schema-2.json", tmp_path / "home")
    open_store(path).close()
    assert not (path.parent / "backups").exists()


def check_left_alone(path: Path, before: dict[str, bytes], says: str, disk: Disk | None = None) -> None:
    """Opening it is refused with a sentence, and nothing is changed, not even the second time."""
    for _ in range(2):
        with pytest.raises(StoreProblem, match=says) as problem:
            open_store(path, disk=disk)
        assert "Nothing was changed" in str(problem.value)
        there = {name: data for name, data in files(path.parent).items() if not name.startswith("backups/")}
        there.pop("lock")
        assert there == before


@pytest.mark.parametrize("sample", ["schema-1.json", "schema-2-journal"])
def test_a_step_that_fails_leaves_the_old_file(tmp_path, monkeypatch, sample):
    path = lay(sample, tmp_path / "home")
    before = files(path.parent)

    def fails(documents):
        documents["contacts"][1]["name"] = "half done"
        raise KeyError("zones")

    monkeypatch.setattr(schema, "SCHEMA", 3)
    monkeypatch.setattr(schema, "STEPS", {2: lambda documents: documents, 3: fails})
    check_left_alone(path, before, r"older Offhook \(schema [12]\), and it could not be .*KeyError: 'zones'")
    assert not (path.parent / "backups").exists()
    monkeypatch.undo()
    store = open_store(path)
    check_said(store)
    store.close()


def test_a_step_that_makes_damaged_records_leaves_the_old_file(tmp_path, monkeypatch):
    path = lay("schema-1.json", tmp_path / "home")
    before = files(path.parent)
    monkeypatch.setattr(schema, "STEPS", {2: lambda documents: {"contacts": {1: {"name": 5}}}})
    check_left_alone(path, before, r"damaged records \(contacts 1: name: is no text\)")


@pytest.mark.parametrize("refused", ["backups", "home"])
def test_a_full_disk_leaves_the_old_file(tmp_path, refused):
    path = lay("schema-1.json", tmp_path / "home")
    before = files(path.parent)

    class Full(Disk):
        def write(self, handle, data):
            raise OSError(errno.ENOSPC, "No space left on device")

        def create(self, file):
            handle = super().create(file)
            full = file.parent.name == refused
            self.write = (type(self) if full else Disk).write.__get__(self)
            return handle

    says = "no copy of it could be made" if refused == "backups" else "cannot be opened"
    check_left_alone(path, before, says + r".*No space left", Full())
    store = open_store(path)
    check_said(store)
    store.close()


def test_a_newer_file_is_left_alone_by_all(tmp_path):
    path = lay("schema-2-journal", tmp_path / "home")
    data = json.loads(path.read_bytes())
    data["_meta"]["1"]["schema"] = SCHEMA + 1
    path.write_text(json.dumps(data))
    before = files(path.parent)
    check_left_alone(path, before, "written by a newer Offhook")
    with pytest.raises(StoreProblem, match="written by a newer Offhook"):
        open_store(path, read_only=True)
