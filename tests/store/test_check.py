"""The check of the data finds each kind of fault, and none where there is none."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest

from tests.store.test_copies import abandon, files, save
from tests.store.test_schema import SAMPLES, lay
from tests.store.test_store import NOON, attempt, contact
from tui.core.call.attempt import Attempt, Callback, DoNotCall
from tui.core.call.reflection import Reflection
from tui.core.people.contact import Merged
from tui.core.ports import Batch, Saved
from tui.core.queue.standing import Standing, fold
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.store import snapshot
from tui.store.check import NAMES, TOLD, Report, check
from tui.store.codec import TABLES
from tui.store.demo import fill
from tui.store.disk import Disk
from tui.store.shelf import INDEXES
from tui.store.store import open_store

RULES = read_defaults(Home(SAMPLES)).dispositions
PEOPLE = (contact(1, "+12025550101", account="Acme"), contact(2, "+12025550102"))
CALL = attempt(1, disposition="busy")
STANDING = fold(1, [CALL], [], [], [], [], RULES)


def look(path, *, own_rules=False) -> Report:
    before = files(path.parent)
    report = check(path, RULES, own_rules=own_rules)
    assert files(path.parent) == before, "it only reads"
    return report


def faults(report: Report) -> list[str]:
    return [fault.what for fault in report.faults]


@pytest.fixture
def filled(path):
    """Two people, one of them called, part of it in the file and part in the journal."""
    store = open_store(path)
    assert put_now(store, *PEOPLE) == Saved()
    store.close()
    save(path, CALL, STANDING)
    return path


def put_now(store, *records):
    return asyncio.run(store.commit(Batch(records)))


def rewrite(path, change):
    """Write the file as ours, with its tables changed underneath."""
    with open_written(path) as tables:
        change(tables)


class open_written:  # reads as a word
    """The tables of the file, its journal in them; written again at the end without a word to the indexes."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        store = open_store(self.path)
        store._database.compact()
        abandon(store)
        self.tables = snapshot.parse(self.path.read_bytes(), INDEXES).tables
        return self.tables

    def __exit__(self, *_):
        snapshot.write(Disk(), self.path, self.tables)


def test_a_store_that_is_well(filled):
    report = look(filled)
    assert report == Report("ours", 2, 1, {"contacts": 2, "attempts": 1, "standings": 1}, (), ())


async def test_the_demo_is_well_also_beside_the_app(path):
    store = open_store(path)
    await fill(store, NOON, RULES)
    report = look(path)
    store.close()
    assert report.faults == report.notes == ()
    assert report.counts["contacts"] == 60
    assert report.counts["attempts"] > 50


def test_nothing_there(path):
    path.parent.mkdir()
    assert look(path) == Report("missing", 0, 0, {}, (), ())


@pytest.mark.parametrize("sample", ["schema-1.json", "schema-2.json", "schema-2-journal"])
def test_samples_are_readable_whatever_they_say(tmp_path, sample):
    report = look(lay(sample, tmp_path / "home"))
    assert all("damaged" not in what and "index" not in what for what in faults(report))
    assert report.counts["contacts"] == 2
    assert ("older Offhook" in " ".join(report.notes)) == (sample == "schema-1.json")


def change_number(tables):
    document = tables.document("contacts", 1)
    document["numbers"][0]["e164"] = "+12025559999"
    tables.rows["contacts"].put(1, json.dumps(document))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda t: t.rows["contacts"].put(1, '{"name":5}'), ["contacts 1: name: is no text"]),
        (lambda t: t.rows["contacts"].put(1, "{not json"), ["contacts 1: is no JSON"]),
        (change_number, ["contacts: the index number is wrong at '+12025550101'",
                         "contacts: the index number is wrong at '+12025559999'"]),
        (lambda t: t.indexes["attempts"]["unfinished"].swap(1, None, {}),
         ["attempts: the index unfinished is wrong at ''"]),
    ],
)  # fmt: skip
def test_what_no_program_of_ours_would_write(filled, change, found):
    rewrite(filled, change)
    report = look(filled)
    assert report.file == "ours"
    assert [f for f in faults(report) if f.startswith(("contacts", "attempts: the index"))] == found
    assert all(fault.todo for fault in report.faults)


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (attempt(5, contact=9), "attempts 5: contact names contacts 9, which is not there"),
        (attempt(5, contact=0), "attempts 5: contact names contacts 0, which is not there"),
        (replace(attempt(5, contact=2), block=3), "attempts 5: block names blocks 3, which is not there"),
        (Callback(1, 7, "2026-11-24T10:30", "UTC", NOON, NOON), "callbacks 1: contact names contacts 7,"),
        (Reflection(8, 1, NOON), "reflections 8: id names attempts 8, which is not there"),
        (contact(3), ""),
        (replace(contact(3), referred_by=4), "contacts 3: referred_by names contacts 4, which is not there"),
        (DoNotCall(1, NOON, "+12025550199"), ""),
        (DoNotCall(1, NOON, "+12025550199", contact=5), "do_not_call 1: contact names contacts 5, which is"),
        (Standing(4), "standings 4: id names contacts 4, which is not there"),
        (Standing(2), ""),
        (Standing(2, dials=1), "standings 2: is not what the records of that person come to"),
    ],
)  # fmt: skip
def test_records_that_contradict_one_another(filled, record, found):
    save(filled, record)
    said = [
        f for f in faults(look(filled)) if not (f.startswith("standings") and record.__class__ is Attempt)
    ]
    assert len(said) == bool(found)
    assert not found or said[0].startswith(found)


def test_standings_by_other_rules_are_a_note_where_the_rep_has_rules(filled):
    save(filled, replace(STANDING, dials=9))
    report = look(filled, own_rules=True)
    assert report.faults == ()
    assert "1 people stand" in report.notes[0] or "dispositions.yaml" in report.notes[0]


def test_many_faults_are_counted_and_not_all_told(filled):
    save(filled, *(contact(n) for n in range(10, 60)), *(Standing(n, dials=1) for n in range(10, 60)))
    said = faults(look(filled))
    assert len(said) == TOLD + 1
    assert said[-1] == f"{50 - TOLD} more such standings"


def test_an_edited_file_is_a_note_and_its_records_are_looked_at(filled):
    data = json.loads(filled.read_bytes())
    data["contacts"]["2"] = {"name": []}
    filled.write_text(json.dumps(data))
    report = look(filled)
    assert report.file == "edited"
    assert "Another program" in report.notes[0]
    assert faults(report) == ["contacts 2: name: is no text"]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "is empty"),
        (b'{"contacts": {"1": {"na', "is no JSON"),
        (b'{"_default": {"1": {}}}', "is a TinyDB file, but not one of Offhook's"),
        (b'{"_meta": {"1": {"schema": 9}}, "contacts": {}}', "was written by a newer Offhook (schema 9"),
    ],
)
def test_a_file_that_does_not_open_says_why(path, data, found):
    path.parent.mkdir()
    path.write_bytes(data)
    assert [found in what for what in faults(look(path))] == [True]


def test_a_damaged_journal_is_told_line_by_line_and_the_file_looked_at(filled):
    save(filled, contact(3))
    save(filled, contact(4))
    (segment,) = filled.parent.glob("*.journal-*")
    lines = segment.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b"Person 3", b"Person 7")
    segment.write_bytes(b"".join(lines))
    report = look(filled)
    assert [("is damaged, and good lines follow it" in what) for what in faults(report)] == [True]
    assert report.counts["contacts"] == 2
    assert report.notes == ("What follows is the file without its journal.",)


def test_a_line_cut_off_at_the_end_is_no_fault(filled):
    (segment,) = filled.parent.glob("*.journal-*")
    with segment.open("ab") as file:
        file.write(b'1234abcd {"n":')
    assert look(filled).faults == ()


def test_every_kind_that_hangs_on_a_contact_is_looked_at():
    looked_at = {kind for kind, field, _ in NAMES if field == "contact"}
    on_a_contact = {kind for kind in TABLES if "contact" in kind.__annotations__}
    assert on_a_contact - {Merged} == looked_at  # whom a merge kept may have been merged since
