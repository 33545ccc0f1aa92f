"""`DurableDB` does what stock TinyDB does, keeps it, and takes nothing in that it could not keep."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from tinydb import TinyDB, where
from tinydb.operations import add, decrement, delete, increment, set
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from tui.store.durable import DurableDB, DurableStorage
from tui.store.lock import Held

STEPS = 3000
TABLES = ["_default", "people", "calls"]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "db.json"


@pytest.fixture
def db(path):
    made = DurableDB(path)
    yield made
    made.close()


def content(db):
    return {
        name: {doc.doc_id: dict(doc) for doc in db.table(name)} for name in db.tables() if len(db.table(name))
    }


def stock(path):
    """The documents of the default table, as plain TinyDB finds them in the file."""
    with TinyDB(path) as db:
        return db.all()


# ---------------------------------------------------------------------------- side by side with stock TinyDB


def document(chance):
    one = {"n": chance.randrange(6), "name": chance.choice(["Ann", "Zoë", "\ud83d", '"', "\n"])}
    if chance.random() < 0.3:
        one["more"] = {"deep": [chance.random(), None, True]}
    return one


def condition(chance):
    n = chance.randrange(6)
    few = (where("n") < n) & where("name").one_of(["Ann", '"'])
    return chance.choice([where("n") == n, where("n") > n, where("more").exists(), few])


class Rolled(Exception):
    """A transaction is not to be kept."""


def random_step(chance, highest):
    """Something to do to a table: the same, whichever database it is in."""
    many = [document(chance) for _ in range(chance.randrange(4))]
    one, cond, ids = document(chance), condition(chance), [chance.randrange(1, highest + 2) for _ in range(2)]
    n = chance.randrange(6)
    return chance.choice(
        [
            lambda t: t.insert(one),
            lambda t: t.insert(one),
            lambda t: t.insert_multiple(many),
            lambda t: t.insert(Document(one, doc_id=highest + 3)),
            lambda t: sorted(t.update(one, cond)),
            lambda t: t.update(increment("n"), cond),
            lambda t: t.update(decrement("n"), doc_ids=ids),
            lambda t: t.update(add("n", n), cond),
            lambda t: t.update(set("name", "changed"), cond),
            lambda t: t.update(delete("more"), where("more").exists()),
            lambda t: t.update(lambda doc: doc.update(seen=doc.get("seen", 0) + 1), cond),
            lambda t: t.update_multiple([(one, cond), (increment("n"), where("n") == n)]),
            lambda t: t.upsert(one, cond),
            lambda t: t.upsert(Document(one, doc_id=max(highest, 1))),  # not between others: ours go by id
            lambda t: sorted(t.remove(cond)),
            lambda t: t.remove(doc_ids=ids[:1]),
            lambda t: t.search(cond),
            lambda t: t.search(cond),
            lambda t: t.count(cond),
            lambda t: t.contains(cond),
            lambda t: t.contains(doc_id=ids[0]),
            lambda t: t.get(cond),
            lambda t: t.get(doc_id=ids[0]),
            lambda t: t.get(doc_ids=ids),
            lambda t: t.all(),
            lambda t: len(t),
            lambda t: t.truncate() if n == 0 and ids[0] % 3 == 0 else None,
        ]
    )


def outcome(act, *arguments):
    try:
        return act(*arguments)
    except (KeyError, ValueError, TypeError) as error:
        return type(error)


@pytest.mark.parametrize("seed", range(2))
def test_random_operations_are_those_of_stock_tinydb(seed, path):
    chance = random.Random(seed)
    ours, model = DurableDB(path), TinyDB(storage=MemoryStorage)
    done = 0
    for step in range(STEPS):
        name = chance.choice(TABLES)
        kind = chance.random()
        if kind < 0.01:
            ours.close()
            ours = DurableDB(path)
        elif kind < 0.015:
            ours.drop_table(name)
            model.drop_table(name)
        elif (
            kind < 0.06
        ):  # a transaction that is not kept leaves nothing, not even in what was looked up in it
            acts = [(random_step(chance, 9), chance.choice(TABLES)) for _ in range(4)]
            with suppress(Rolled), ours.transaction():
                for act, table in acts:
                    outcome(act, ours.table(table))
                raise Rolled
        else:
            highest = ours.storage.tables.given.get(name, 0)
            # Stock TinyDB gives the id of a removed last document again when it is opened again; ours never.
            model.table(name)._next_id = highest + 1
            act = random_step(chance, highest)
            mine, theirs = outcome(act, ours.table(name)), outcome(act, model.table(name))
            assert mine == theirs, step
            done += mine is not None
        assert content(ours) == content(model), step
    ours.close()
    with TinyDB(path) as file:
        file.drop_table("_meta")
        assert content(file) == content(model)
    assert done > STEPS * 0.8


# ------------------------------------------------------------------------------------------------ by itself


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, b"bytes", float("nan"), float("inf")], ids=lambda value: type(value).__name__
)
@pytest.mark.parametrize("way", ["insert", "among others", "update", "stock table"])
def test_what_json_cannot_hold_is_refused_and_changes_nothing(value, way, path):
    db = DurableDB(path) if way != "stock table" else TinyDB(path, storage=DurableStorage)
    db.insert({"n": 1})
    db.insert({"n": 2})
    before = content(db)
    journal = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    acts = {
        "among others": lambda: db.insert_multiple([{"n": 3}, {"n": value}]),
        "update": lambda: db.update({"n": value}, where("n") == 2),
    }
    with pytest.raises((TypeError, ValueError)):
        acts.get(way, lambda: db.insert({"n": value}))()
    assert content(db) == before
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == journal
    db.insert({"n": 3})
    db.close()
    assert [one["n"] for one in stock(path)] == [1, 2, 3]


def test_nothing_outside_changes_what_is_inside(db):
    given = {"tags": ["a"], "deep": {"n": 1}}
    id = db.insert(given)
    given["tags"].append("b")
    db.update({"more": given}, doc_ids=[id])
    given["deep"]["n"] = 2
    for found in (db.get(doc_id=id), db.all()[0], next(iter(db)), db.get(where("tags") == ["a"])):
        assert found == {"tags": ["a"], "deep": {"n": 1}, "more": {"tags": ["a", "b"], "deep": {"n": 1}}}
        found["tags"].append("c")
        found["more"]["deep"]["n"] = 3


def test_an_update_that_raises_half_way_changes_nothing(db):
    db.insert_multiple([{"n": 1}, {"n": 2}])

    def breaks(document):
        document["n"] += 10
        if document["n"] == 12:
            raise Rolled

    with pytest.raises(Rolled):
        db.update(breaks)
    assert [doc["n"] for doc in db] == [1, 2]


def test_a_transaction_is_all_or_nothing_also_after_reopening(db, path):
    db.insert({"n": 1})
    with suppress(Rolled), db.transaction():
        db.insert({"n": 2})
        with db.transaction():  # part of the outer one
            db.table("people").insert({"name": "Ann"})
            db.table("calls").truncate()
        assert db.count(where("n") == 2) == 1, "inside it is there"
        assert db.search(where("n") == 2)
        raise Rolled
    assert db.search(where("n") == 2) == []
    assert db.count(where("n") == 2) == 0
    assert content(db) == {"_default": {1: {"n": 1}}}
    with db.transaction():
        db.insert({"n": 2})
        db.table("people").insert({"name": "Ann"})
    before = content(db)
    db.close()
    again = DurableDB(path)
    assert content(again) == before
    again.close()


def test_a_change_that_is_refused_inside_a_transaction_may_be_left_out(db):
    with db.transaction():
        db.insert({"n": 1})
        with pytest.raises(TypeError):
            db.insert({"n": object()})
        db.insert({"n": 3})
    assert [doc["n"] for doc in db] == [1, 3]


def test_a_second_writer_is_refused_and_a_reader_is_not(db, path):
    db.insert({"n": 1})
    with pytest.raises(Held):
        DurableDB(path)
    reader = DurableDB(path, read_only=True)
    assert [doc["n"] for doc in reader] == [1]
    with pytest.raises(OSError, match="not open for writing"):
        reader.insert({"n": 2})
    assert [doc["n"] for doc in reader] == [1]
    reader.close()


def test_ids_are_never_given_twice(path):
    for n in range(1, 6):
        db = DurableDB(path)
        assert db.insert({}) == n
        db.remove(doc_ids=[n])
        db.close()


def test_after_closing_nothing_is_written(path):
    db = DurableDB(path)
    db.insert({"n": 1})
    db.close()
    db.close()
    with pytest.raises(OSError, match="not open for writing"):
        db.insert({"n": 2})
    assert [one["n"] for one in stock(path)] == [1]
