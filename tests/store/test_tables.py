"""Rows and indexes against plain dicts: in memory, through the file, and on from there, again and again."""

from __future__ import annotations

import json
import random
import tracemalloc
from pathlib import Path

import pytest
from tinydb import TinyDB

from tui.store import index, snapshot
from tui.store.disk import Disk
from tui.store.rows import Rows
from tui.store.tables import Op, Tables

KNOWN = {
    "people": {
        "name": lambda d: [d["name"]] if d.get("name") else (),
        "tags": lambda d: [str(tag) for tag in d.get("tags", ())],
        "everybody": lambda d: ("",),
    },
    "calls": {"contact": lambda d: (str(d["contact"]),)},
}
NAMES = ["", "Ann", "Zoë", 'quo"te', "back\\slash", "new\nline", '"7":{', "},\n", "💼", "a" * 300]
#: Keys that could be taken for the end of one and the beginning of the next.
NAMES += ["te", ":[", ":[1],", ",", ",:[", 'Ann",', '":[1],"Ann', "Ann]", "[7]"]


def document(table, chance):
    if table == "calls":
        return {"contact": chance.randrange(1, 40)}
    tags = [chance.randrange(12) for _ in range(chance.randrange(4))]
    return {
        "name": chance.choice(NAMES),
        "tags": tags,
        "more": {"deep": [None, True, 1.5, chance.choice(NAMES)]},
    }


def changes(model, chance, many):
    """Random changes, and the model changed like them."""
    ops = []
    for _ in range(many):
        table = chance.choice(["people", "people", "calls", "own"])
        documents = model.setdefault(table, {})
        if chance.random() < 0.01:
            ops.append(Op(table, None, chance.choice([None, "{}"])))
            model.pop(table)
            if ops[-1].text:
                model[table] = {}
            continue
        old = list(documents)
        if old and chance.random() < 0.35:
            id = chance.choice([*old, 10**12])
            documents.pop(id, None)
            ops.append(Op(table, id, None))
        else:
            new = max(old, default=0) + chance.choice([1, 1, 1, 2, 70])
            id = (
                chance.choice(old)
                if old and chance.random() < 0.5
                else chance.choice([new, new, 3 * new + 1])
            )
            documents[id] = document(table, chance)
            ops.append(Op(table, id, json.dumps(documents[id])))
    return ops


def check(tables, model):
    assert tables.rows.keys() == model.keys()
    for name, documents in model.items():
        rows = tables.table(name)
        assert rows.ids() == sorted(documents)
        assert len(rows) == len(documents)
        assert rows.last() == max(documents, default=0)
        assert {id: tables.document(name, id) for id in rows.ids()} == documents
        for id in (0, -1, 5, 10**12, 10**17):
            assert (id in rows) == (id in documents)
            assert (tables.document(name, id) is not None) == (id in documents)
        for kind, keys in KNOWN.get(name, {}).items():
            wanted = {}
            for id, one in documents.items():
                for key in set(keys(one)):
                    wanted.setdefault(key, set()).add(id)
            for key in {*wanted, "nobody", "", "\uffff"}:
                found = tables.ids(name, kind, key)
                assert len(found) == len(set(found))
                assert set(found) == wanted.get(key, set()), (name, kind, key)
            for low in ("", "5", "Ann", "z"):
                assert set(tables.keys(name, kind, low)) == {key for key in wanted if key >= low}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("weight", [3, 1000])
def test_what_is_written_is_what_is_read_and_goes_on_from_there(seed, weight, tmp_path, monkeypatch):
    monkeypatch.setattr(index, "_WEIGHT", weight)  # many leaves, or one
    monkeypatch.setattr(index, "_SORTED_AT_ONCE", 7)
    monkeypatch.setattr(snapshot, "_CHUNK", random.Random(seed).choice([1, 50, 1 << 18]))
    chance, path = random.Random(seed), tmp_path / "db.json"
    tables, model = Tables(KNOWN, store="this", schema=7), {}
    for turn in range(8):
        for op in changes(model, chance, chance.choice([0, 3, 60, 300])):
            tables.apply([op])
        tables.seq = turn
        before = chance.random() < 0.5
        copy = tables.copy()
        expected = json.loads(json.dumps(model))
        if before:  # what happens while the file is written is not in it
            later = changes(model, chance, 40)
            tables.apply(later)
        snapshot.write(Disk(), path, copy)
        check(tables, model)

        with TinyDB(path) as db:
            stock = {name: {str(d.doc_id): dict(d) for d in db.table(name)} for name in db.tables()}
        stock.pop("_meta")
        assert stock == expected

        found = snapshot.parse(path.read_bytes(), KNOWN)
        assert found.ours
        assert (found.tables.seq, found.tables.store, found.tables.schema) == (turn, "this", 7)
        tables = found.tables
        if before:
            tables.apply(later)
        check(tables, model)


def test_a_key_is_found_among_keys_that_look_like_the_text_around_it():
    signs = ["", *'":[]{},\\1a', ":[", '":[', '"a":[1],', ",:[1],", ':[1],"', '\\"', 'a"', '"a', "a:[1]"]
    names = list(dict.fromkeys(a + b for a in signs for b in signs))
    text = b"".join(part for _, part in index._leaves({name: [at] for at, name in enumerate(names)}))
    made = index.Index(lambda d: (), text, [index.Leaf("", 0, len(text))])
    assert {name: made.ids(name) for name in names} == {name: [at] for at, name in enumerate(names)}
    for absent in (a + b + "~" for a in signs for b in signs):
        assert made.ids(absent) == []


def test_what_is_read_of_an_index_is_not_kept():
    text, leaves = b"", []
    for first, part in index._leaves({str(key): range(key, key + 5) for key in range(20_000)}):
        leaves.append(index.Leaf(first, len(text), len(text) + len(part)))
        text += part
    made = index.Index(lambda d: (), text, leaves)
    tracemalloc.start()
    try:
        for key in range(20_000):
            assert made.ids(str(key))[-1] == key + 4
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 50_000


def test_an_id_once_given_stays_given_through_the_file(tmp_path):
    tables = Tables(KNOWN)
    tables.apply([Op("people", 9, "{}"), Op("people", 9, None)])
    snapshot.write(Disk(), tmp_path / "db.json", tables)
    assert snapshot.parse((tmp_path / "db.json").read_bytes(), KNOWN).tables.given == {"people": 9}


def test_an_index_the_file_does_not_have_is_made(tmp_path):
    tables = Tables()
    tables.apply([Op("people", 1, '{"name":"Ann"}'), Op("people", 2, '{"name":"Ben"}')])
    snapshot.write(Disk(), tmp_path / "db.json", tables)
    found = snapshot.parse((tmp_path / "db.json").read_bytes(), KNOWN)
    assert found.ours
    assert found.tables.ids("people", "name", "Ben") == [2]


def test_a_file_of_another_layout_is_read_through(tmp_path, monkeypatch):
    tables = Tables(KNOWN)
    tables.apply([Op("people", 1, '{"name":"Ann"}')])
    with monkeypatch.context() as later:
        later.setattr(snapshot, "FORMAT", snapshot.FORMAT + 1)
        snapshot.write(Disk(), tmp_path / "db.json", tables)
    found = snapshot.parse((tmp_path / "db.json").read_bytes(), KNOWN)
    assert not found.ours
    assert found.tables.document("people", 1) == {"name": "Ann"}


def test_unchanged_rows_are_written_as_they_stand():
    """Writing the file anew costs no look at documents that did not change."""
    rows = Rows()
    for id in range(1, 1001):
        rows.put(id, f'{{"n":{id}}}')
    tables = Tables(rows={"t": rows}, indexes={"t": {}})

    class Kept(Disk):
        text = b""

        def create(self, path):
            return 0

        def write(self, handle, data):
            Kept.text += data

        def sync(self, handle): ...
        def close(self, handle): ...
        def put_in_place(self, path, by): ...

    snapshot.write(Kept(), Path("x"), tables)
    again = snapshot.parse(Kept.text, {}).tables.table("t")
    again.put(500, '{"n":0}')
    pieces = list(again.pieces())
    assert [piece.runs for piece in pieces] == [[(1, 499)], ((500, 1),), [(501, 500)]]
