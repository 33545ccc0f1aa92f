"""Suggestions say only what the counts carry."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Dispositions
from tui.core.lists.harvest import Harvest, interval
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.files.defaults import read_defaults
from tui.files.home import Home


@pytest.fixture
def dispositions(tmp_path) -> Dispositions:
    return read_defaults(Home(tmp_path)).dispositions


def world(rates: dict[str, float], calls: int, seed: int = 1) -> MemoryStore:
    """People of each role, called so often, who talk at that rate."""
    chance, people, attempts = Random(seed), [], []
    for number, (role, rate) in enumerate(rates.items(), 1):
        people.append(Contact(number, f"N{number}", role=role, country="GB"))
        for _ in range(calls):
            came = "conversation" if chance.random() < rate else "no-answer"
            at = datetime(2026, 11, 1, tzinfo=UTC)
            attempts.append(Attempt(len(attempts) + 1, number, "+44", at, disposition=came))
    return MemoryStore(Batch((*people, *attempts)))


def harvested(store: MemoryStore, dispositions: Dispositions) -> Harvest:
    harvest = Harvest(store, dispositions)
    while harvest.read(11):
        pass
    return harvest


def test_a_role_that_answers_more_often_is_told_with_its_counts(dispositions: Dispositions) -> None:
    store = world({"Operations manager": 0.5, "CEO": 0.05, "Buyer": 0.05}, 60)
    (found,) = harvested(store, dispositions).suggestions()
    assert (found.field, found.value) == ("role", "Operations manager")
    assert (found.calls, found.other_calls) == (60, 120)
    assert found.words == (
        f"role Operations manager: {found.conversations} of 60 calls; all others {found.others} of 120"
    )
    assert found.marker.words == "role is Operations manager"


def test_a_few_calls_say_nothing(dispositions: Dispositions) -> None:
    assert not harvested(world({"CEO": 1.0, "Buyer": 0.0}, 4), dispositions).suggestions()


def test_of_many_values_that_are_all_alike_hardly_ever_one_is_told(dispositions: Dispositions) -> None:
    alike = {f"Role {n}": 0.2 for n in range(40)}
    told = sum(bool(harvested(world(alike, 30, seed), dispositions).suggestions()) for seed in range(60))
    assert told <= 3


def test_the_interval_is_wilsons() -> None:
    low, high = interval(9, 41)
    assert (round(low, 3), round(high, 3)) == (0.12, 0.367)  # his formula, by hand
    assert interval(0, 0) == (0.0, 1.0)
    assert interval(0, 10)[0] == 0.0
    assert interval(10, 10)[1] == 1.0
