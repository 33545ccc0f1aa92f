"""The Store port, on memory and on disk alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, DoNotCall, Skip
from tui.core.call.reflection import Draft, Form, Intention, Reflection
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Saved, SaveFailed, Store
from tui.core.queue.standing import Standing

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def contact(id: int, *numbers: str, account: str = "") -> Contact:
    return Contact(id, f"Person {id}", account, numbers=tuple(Number(n, n) for n in numbers))


def attempt(id: int, contact: int = 1, at: datetime = NOON, disposition: str = "") -> Attempt:
    return Attempt(id, contact, "+12025550101", at, disposition=disposition)


async def put(store: Store, *records) -> None:
    assert await store.commit(Batch(records)) == Saved()


async def drop(store: Store, kind, id: int) -> None:
    assert await store.commit(Batch(drops=((kind, id),))) == Saved()


async def test_a_batch_over_several_kinds_is_there_after_saved(store):
    records = contact(1), attempt(1), Standing(1, dials=1), Draft(1, 1, NOON, Form(right="asked"))
    await put(store, *records)
    assert [store.get(type(r), 1) for r in records] == list(records)
    assert store.get(Contact, 2) is None
    assert store.get(Reflection, 1) is None


async def test_all_goes_by_id(store):
    await put(store, contact(3), contact(1))
    await put(store, contact(2), replace(contact(3), name="Changed"))
    assert [c.id for c in store.all(Contact)] == [1, 2, 3]
    assert store.get(Contact, 3).name == "Changed"


async def test_latest_is_the_highest_id_also_after_a_drop(store):
    assert store.latest(Intention) is None
    await put(store, *(Intention(n, f"try {n}", NOON, n) for n in (1, 3, 2)))
    assert store.latest(Intention).id == 3
    await drop(store, Intention, 3)
    assert store.latest(Intention).id == 2
    store.new_id(Intention)
    assert store.latest(Intention).id == 2


async def test_of_contact_is_oldest_first_by_time(store):
    await put(store, attempt(1, at=NOON), attempt(2, contact=9), attempt(3, at=NOON - HOUR))
    assert [a.id for a in store.of_contact(Attempt, 1)] == [3, 1]
    assert list(store.of_contact(Attempt, 5)) == []
    await put(store, Skip(1, 1, NOON, "not now"))
    assert [s.reason for s in store.of_contact(Skip, 1)] == ["not now"]


async def test_a_record_that_changes_its_contact_moves(store):
    await put(store, attempt(1, contact=1))
    await put(store, attempt(1, contact=2))
    assert list(store.of_contact(Attempt, 1)) == []
    assert [a.id for a in store.of_contact(Attempt, 2)] == [1]


async def test_by_number_follows_changes_and_drops(store):
    await put(store, contact(1, "+12025550101", "+12025550102"), contact(2, "+12025550101"), contact(3, ""))
    assert [c.id for c in store.by_number("+12025550101")] == [1, 2]
    await put(store, contact(1, "+12025550102", "+12025550103"))
    assert [c.id for c in store.by_number("+12025550101")] == [2]
    assert [c.id for c in store.by_number("+12025550103")] == [1]
    await drop(store, Contact, 2)
    assert list(store.by_number("+12025550101")) == []
    assert list(store.by_number("")) == []


async def test_a_number_given_twice_is_one(store):
    await put(store, contact(1, "+12025550101", "+12025550101"))
    assert [c.id for c in store.by_number("+12025550101")] == [1]
    await put(store, contact(1))
    assert list(store.by_number("+12025550101")) == []


async def test_by_account_folds(store):
    await put(store, contact(2, account="Müller  GmbH"), contact(1, account="MULLER GmbH "), contact(3))
    assert [c.id for c in store.by_account("müller gmbh")] == [1, 2]
    await put(store, contact(1, account="Elsewhere"))
    assert [c.id for c in store.by_account("Muller GmbH")] == [2]
    assert list(store.by_account("")) == []


async def test_do_not_call_by_number_until_lifted(store):
    said = DoNotCall(1, NOON, number="+12025550101", contact=4)
    await put(store, said, DoNotCall(2, NOON - HOUR, contact=1), DoNotCall(3, NOON + HOUR, "+12025550101"))
    assert store.do_not_call("+12025550101") == said
    await put(store, replace(said, lifted=NOON))
    assert store.do_not_call("+12025550101").id == 3, "the other entry still forbids"
    await drop(store, DoNotCall, 3)
    assert store.do_not_call("+12025550101") is None
    assert store.do_not_call("") is None
    assert [d.id for d in store.of_contact(DoNotCall, 1)] == [2]


async def test_unfinished_are_attempts_without_a_result_oldest_first(store):
    await put(store, attempt(1), attempt(2, at=NOON - HOUR), attempt(3, disposition="no-answer"))
    assert [a.id for a in store.unfinished()] == [2, 1]
    await put(store, attempt(2, at=NOON - HOUR, disposition="busy"))
    assert [a.id for a in store.unfinished()] == [1]
    await put(store, attempt(3))
    assert [a.id for a in store.unfinished()] == [1, 3]


async def test_ids_go_up_and_stay_clear_of_records_that_brought_their_own(store):
    assert [store.new_id(Contact), store.new_id(Contact), store.new_id(Attempt)] == [1, 2, 1]
    await put(store, contact(40))
    await drop(store, Contact, 40)
    assert store.new_id(Contact) == 41


async def test_drops_of_what_is_not_there_and_empty_batches_save(store):
    await drop(store, Draft, 7)
    assert await store.commit(Batch()) == Saved()


async def test_what_is_put_and_dropped_in_one_batch_is_gone(store):
    await put(store, Draft(1, 1, NOON, Form()))
    assert await store.commit(Batch((Draft(1, 1, NOON, Form()),), ((Draft, 1),))) == Saved()
    assert store.get(Draft, 1) is None


async def test_the_store_of_the_tests_fails_once_when_told():
    store = MemoryStore(Batch((contact(1),)))
    store.fail_next = "the disk is full"
    assert await store.commit(Batch((contact(2),))) == SaveFailed("the disk is full")
    assert [c.id for c in store.all(Contact)] == [1]
    await put(store, contact(2))
    assert [c.id for c in store.all(Contact)] == [1, 2]
    assert len(store.commits) == 1


def test_a_record_without_a_contact_hangs_on_none(store):
    with pytest.raises(KeyError):
        store.of_contact(Intention, 1)
