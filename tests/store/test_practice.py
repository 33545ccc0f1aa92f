"""What is kept of practice, on disk: found again by card and by day, sound, and as it was once written."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tinydb import TinyDB

from tests.core.given import NOW
from tests.core.practising import DAY, SCHEDULE
from tests.store.test_check import faults, look, put_now, rewrite
from tests.store.test_schema import lay
from tui.core.practice.practice import AGAIN, GOOD, Drill, Phrase, Recall, Review, Rung
from tui.core.practice.recall import fold
from tui.store.codec import TABLES
from tui.store.shelf import KINDS
from tui.store.store import open_store

DRILLS = (
    Drill(
        1, "batting", NOW - DAY, lines=10, ended=NOW, timed=9, quick=6, unseen=8, unaided=5, change="slower"
    ),
    Drill(2, "dialogue", NOW, "dialogue/busy", lines=6, ended=NOW, outcome="meeting"),
    Drill(3, "partner", NOW + DAY, lines=4, ended=NOW + DAY, yes=3, asked=5),
)
REVIEWS = (
    Review(
        1, "price", NOW - DAY, AGAIN, "Too dear", True, 2.5, hint=True, answer="Compared with what?", drill=1
    ),
    Review(2, "draft/no van", NOW, GOOD, "No van", aloud=True, talk=3.5, pause=0.5, drill=1),
    Review(3, "price", NOW, GOOD, "No budget", drill=2),
)
#: Written down, not computed: a later schedule may find other figures, and must still read these.
RECALLS = (
    Recall(1, "price", NOW + 2 * DAY, NOW, 1.5, 7.25, 2, 1, GOOD, ("Too dear", "No budget"), NOW - DAY),
    Recall(2, "draft/no van", NOW + DAY, NOW, 2.0, 5.0),
)
OTHERS = (Rung(1, 3, NOW, 7, 4, NOW), Phrase(1, "acknowledge", "I take your point", NOW))
ALL = (*DRILLS, *REVIEWS, *RECALLS, *OTHERS)


def test_found_by_card_and_by_day_also_after_a_new_start(path):
    store = open_store(path)
    put_now(store, *ALL)
    for _ in range(2):
        assert [r.id for r in store.reviews("price")] == [1, 3]
        assert store.reviews("trust") == []
        assert [d.id for d in store.drills(NOW)] == [2, 3]
        assert [d.id for d in store.drills(NOW - 9 * DAY)] == [1, 2, 3]
        assert [r.id for r in store.all(Recall)] == [1, 2]
        store.close()
        store = open_store(path)
    store.close()


def test_found_when_another_program_wrote_them(path):
    store = open_store(path)
    put_now(store, *ALL)
    store.close()
    with TinyDB(path) as db:
        db.table("reviews").update({"item": "trust"}, doc_ids=[3])
        db.table("drills").update({"started": "2026-12-24T01:00:00+05:00"}, doc_ids=[1])
    store = open_store(path)
    assert [[r.id for r in store.reviews(item)] for item in ("price", "trust")] == [[1], [3]]
    assert [d.id for d in store.drills(NOW + 20 * DAY)] == [1]
    store.close()


def test_all_is_well(path):
    store = open_store(path)
    put_now(store, *ALL)
    store.close()
    assert look(path).faults == ()


@pytest.mark.parametrize(
    ("table", "id", "change", "told"),
    [
        ("reviews", 1, {"drill": 9}, "reviews 1: drill names drills 9, which is not there"),
        ("recalls", 1, {"reviews": 3}, "recalls 1: is not what the reviews of that card come to"),
        (
            "recalls",
            1,
            {"last": "2026-11-01T00:00:00Z"},
            "recalls 1: is not what the reviews of that card come",
        ),
        ("recalls", 2, {"item": "trust"}, "recalls 2: is not what the reviews of that card come to"),
        ("recalls", 2, {"due": "soon"}, "recalls 2: due: is no time"),
    ],
)
def test_what_does_not_fit_is_told(path, table, id, change, told):
    store = open_store(path)
    put_now(store, *ALL)
    store.close()

    def spoil(tables):
        document = tables.document(table, id) | change
        tables.table(table).put(id, json.dumps(document))

    rewrite(path, spoil)
    assert any(what.startswith(told) for what in faults(look(path)))


def test_a_card_stands_in_one_place(path):
    store = open_store(path)
    log = REVIEWS[:1]
    put_now(store, *DRILLS, *log, fold(log, 1, SCHEDULE), fold(log, 2, SCHEDULE))
    store.close()
    assert faults(look(path)) == ["recalls 2: is not what the reviews of that card come to"]


def test_the_sample_says_what_it_said(tmp_path):
    """Never change what is in it: a new field gets a default, a new meaning a new schema."""
    path = lay("schema-2-practice.json", tmp_path / "home")
    store = open_store(path)
    assert sorted((r for kind in KINDS for r in store.all(kind)), key=repr) == sorted(ALL, key=repr)
    assert {TABLES[type(r)] for r in ALL} == {"drills", "reviews", "recalls", "rungs", "phrases"}
    assert store.new_id(Review) == 4
    assert store.get(Recall, 1).due - store.get(Recall, 1).last == timedelta(days=2)
    store.close()
