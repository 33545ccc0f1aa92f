"""Random batches against a plain model: every answer of the store is worked out anew without an index."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, DoNotCall
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Saved
from tui.core.text import fold
from tui.store.store import open_store

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NUMBERS = [f"+1202555010{n}" for n in range(6)]
ACCOUNTS = ["", "Brontë Ltd", "BRONTE  LTD", "Okafor & Co"]
KINDS = (Contact, Attempt, DoNotCall)


def some(kind, id, chance):
    at = NOON + timedelta(minutes=chance.randrange(50))
    numbers = tuple(Number(n, n) for n in chance.choices(NUMBERS, k=chance.randrange(4)))
    if kind is Contact:
        return Contact(id, f"Person {id}", chance.choice(ACCOUNTS), numbers=numbers)
    if kind is Attempt:
        contact, came = chance.randrange(1, 9), chance.choice(["", "", "busy"])
        return Attempt(id, contact, chance.choice(NUMBERS), at, disposition=came)
    lifted = chance.choice([None, at])
    return DoNotCall(id, at, chance.choice(["", *NUMBERS]), chance.randrange(9), lifted=lifted)


def batch(store, model, chance):
    puts, drops = [], []
    for _ in range(chance.randrange(5)):
        kind = chance.choice(KINDS)
        known = list(model[kind])
        if known and chance.random() < 0.3:
            drops.append((kind, chance.choice(known)))
        elif known and chance.random() < 0.5:
            puts.append(some(kind, chance.choice(known), chance))
        else:
            puts.append(some(kind, store.new_id(kind), chance))
    return Batch(tuple(puts), tuple(drops))


def check(store, model):
    def old_first(kind, age, wanted):
        return sorted((r for r in model[kind].values() if wanted(r)), key=lambda r: (age(r), r.id))

    for kind in KINDS:
        assert list(store.all(kind)) == [model[kind][id] for id in sorted(model[kind])]
        assert store.latest(kind) == (model[kind][max(model[kind])] if model[kind] else None)
    people = [model[Contact][id] for id in sorted(model[Contact])]
    for number in NUMBERS:
        assert list(store.by_number(number)) == [c for c in people if number in {n.e164 for n in c.numbers}]
        forbidden = old_first(DoNotCall, lambda d: d.at, lambda d: d.number == number and not d.lifted)  # noqa: B023
        assert store.do_not_call(number) == (forbidden[0] if forbidden else None)
    for account in ACCOUNTS[1:]:
        assert list(store.by_account(account)) == [c for c in people if fold(c.account) == fold(account)]
    for id in range(9):
        assert list(store.of_contact(Attempt, id)) == old_first(
            Attempt,
            lambda a: a.started,
            lambda a: a.contact == id,  # noqa: B023
        )
    assert list(store.unfinished()) == old_first(Attempt, lambda a: a.started, lambda a: not a.disposition)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("where", ["memory", "disk"])
async def test_random_batches_agree_with_a_model(where, seed, tmp_path):
    chance = random.Random(seed)
    model = {kind: {} for kind in KINDS}
    path = tmp_path / "offhook.json"
    store = MemoryStore() if where == "memory" else open_store(path)
    given = {kind: set() for kind in KINDS}
    for step in range(60):
        changes = batch(store, model, chance)
        assert await store.commit(changes) == Saved()
        for record in changes.puts:
            model[type(record)][record.id] = record
            given[type(record)].add(record.id)
        for kind, id in changes.drops:
            model[kind].pop(id, None)
        check(store, model)
        if where == "disk" and step % 10 == 9:
            store.close()
            store = open_store(path)
            check(store, model)
    for kind in KINDS:
        assert store.new_id(kind) > max(given[kind])
    store.close()
