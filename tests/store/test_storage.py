"""The storage under TinyDB's own API, and what it writes."""

from __future__ import annotations

import json

import pytest
from tinydb import TinyDB, where

from tui.store.storage import Unreadable, WholeFile, load


@pytest.fixture
def file(tmp_path):
    return tmp_path / "some.json"


def test_tinydb_works_on_it_and_stock_tinydb_reads_the_same(file):
    with TinyDB(file, storage=WholeFile) as ours:
        table = ours.table("contacts")
        ids = table.insert_multiple({"name": name, "n": n} for n, name in enumerate(["Ana", "Ben", "Chloé"]))
        table.update({"n": 9}, where("name") == "Ben")
        table.remove(where("name") == "Ana")
        table.upsert({"name": "Dé", "n": 4}, where("name") == "Dé")
        ours.table("other").insert({"deep": [{"x": None}]})
        expected = {name: {d.doc_id: dict(d) for d in ours.table(name)} for name in ours.tables()}
    assert ids == [1, 2, 3]
    assert expected["contacts"] == {
        2: {"name": "Ben", "n": 9},
        3: {"name": "Chloé", "n": 2},
        4: {"name": "Dé", "n": 4},
    }
    with TinyDB(file) as stock:
        assert {name: {d.doc_id: dict(d) for d in stock.table(name)} for name in stock.tables()} == expected


def test_one_document_on_a_line_in_ascii(file):
    WholeFile(file).write({"contacts": {"1": {"name": "Chloé"}, "2": {}}, "lists": {}})
    assert (
        file.read_text("ascii") == '{"contacts":{\n"1":{"name":"Chlo\\u00e9"},\n"2":{}\n},\n"lists":{\n\n}}\n'
    )
    assert load(file) == {"contacts": {"1": {"name": "Chloé"}, "2": {}}, "lists": {}}


def test_a_transaction_over_several_tables_is_one_write(file, monkeypatch):
    writes = []
    monkeypatch.setattr("tui.store.storage.write_atomic", lambda path, data: writes.append(json.loads(data)))
    with TinyDB(file, storage=WholeFile) as db:
        with db.storage.transaction():
            db.table("attempts").insert({"contact": 1})
            db.table("contacts").insert({"name": "Ana"})
            db.storage.put("standings", 1, {"dials": 1})
            db.storage.drop("standings", 2)
            assert writes == []
        assert writes == [db.storage.read()]
    assert list(writes[0]) == ["attempts", "contacts", "standings"]


def test_an_error_inside_a_transaction_leaves_nothing(file):
    with TinyDB(file, storage=WholeFile) as db:
        db.table("contacts").insert({"name": "Ana"})
        before = file.read_bytes()

        def change():
            with db.storage.transaction():
                db.table("contacts").update({"name": "changed"})
                db.storage.put("contacts", 2, {"name": object()})

        with pytest.raises(TypeError):
            change()
        assert db.table("contacts").all() == [{"name": "Ana"}]
    assert file.read_bytes() == before


def test_documents_handed_out_or_in_are_copies(file):
    storage = WholeFile(file)
    given = {"t": {"1": {"list": [1]}}}
    storage.write(given)
    given["t"]["1"]["list"].append(2)
    storage.read()["t"]["1"]["list"].append(3)
    assert storage.read() == {"t": {"1": {"list": [1]}}}


def test_no_file_is_nothing(file):
    assert load(file) == {}
    assert WholeFile(file).read() is None
    assert not file.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"contacts": {"1": {}}}}',
        b"\x00" * 64,
        b"\xff\xfe\xfa",
        b"[]",
        b'{"contacts": []}',
        b'{"contacts": {"1": []}}',
        b'{"contacts": {"x": {}}}',
        b'{"contacts": {"-1": {}}}',
        b'{"contacts": {"01": {}}}',
        '{"contacts": {"٣": {}}}'.encode(),
        b"[" * 100_000,
        b'{"contacts": {"' + b"9" * 5000 + b'": {}}}',
    ],
)
def test_what_tinydb_could_not_have_written_is_refused(file, content):
    file.write_bytes(content)
    with pytest.raises(Unreadable):
        load(file)
