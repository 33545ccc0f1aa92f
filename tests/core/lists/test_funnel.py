"""The funnel agrees with the profile asked of one contact after the other, whatever has changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from tests.memory import MemoryStore
from tui.core.lists.funnel import Funnel
from tui.core.lists.profile import BadMarker, Marker, Profile
from tui.core.people.contact import Contact
from tui.core.ports import Batch

PROFILE = Profile(
    (
        Marker("country", "one of", "DE, GB", "must"),
        Marker("Employees", "between", "50-300", "must"),
        Marker("role", "contains", "assistant", "must not"),
        Marker("role", "contains", "manager", weight=3),
        Marker("place", "empty", weight=-2),
        Marker("Segment", "is", "Retail", weight=1),
    )
)


def somebody(id: int, chance: Random) -> Contact:
    fields = {"Employees": chance.choice(["1-10", "51-200", "201-500", "80"])}
    if chance.random() < 0.5:
        fields["Segment"] = chance.choice(["Retail", "retail ", "Food", ""])
    return Contact(
        id,
        f"Name {id}",
        role=chance.choice(["Office Manager", "assistant manager", "CEO", ""]),
        country=chance.choice(["DE", "GB", "US"]),
        place=chance.choice(["Leeds", ""]),
        fields=fields,
    )


def whole(store: MemoryStore, many: int = 7) -> Funnel:
    funnel = Funnel(store)
    while funnel.read(many):
        pass
    return funnel


@pytest.fixture
def store() -> MemoryStore:
    chance = Random(1)
    return MemoryStore(Batch(tuple(somebody(id, chance) for id in range(1, 400))))


def agrees(funnel: Funnel, store: MemoryStore, profile: Profile) -> None:
    one_by_one = {contact.id: profile.grade(contact) for contact in store.all(Contact)}
    assert dict(funnel.grades(profile)) == one_by_one
    counts = funnel.count(profile)
    assert {grade: n for grade, n in counts.grades.items() if n} == Counter(one_by_one.values())
    assert counts.whole == len(one_by_one)


def test_it_agrees_with_one_by_one(store: MemoryStore) -> None:
    agrees(whole(store), store, PROFILE)


def test_it_agrees_over_a_thousand_profiles(store: MemoryStore) -> None:
    funnel, chance = whole(store), Random(2)
    for _ in range(1000):
        markers = tuple(
            replace(marker, part=chance.choice(["counts", "must", "must not"]), weight=chance.randint(-5, 5))
            for marker in chance.sample(PROFILE.markers, chance.randint(0, 4))
        )
        agrees(funnel, store, Profile(markers, a=chance.randint(2, 5), b=chance.randint(-5, 2)))


def test_each_marker_says_what_it_leaves(store: MemoryStore) -> None:
    counts = whole(store).count(PROFILE)
    left = [step.left for step in counts.steps]
    assert left == sorted(left, reverse=True)
    assert left[0] == sum(c.country in {"DE", "GB"} for c in store.all(Contact)) == counts.steps[0].holds
    assert left[2] == left[-1] == counts.left
    assert counts.steps[3].holds == sum("manager" in c.role.casefold() for c in store.all(Contact))


async def test_who_is_added_changed_or_gone_counts_at_once(store: MemoryStore) -> None:
    funnel = whole(store)
    funnel.count(PROFILE)
    chance = Random(3)
    changed = replace(somebody(5, chance), fields={"Neu": "ja", "Employees": "80"}, country="DE")
    batch = Batch((changed, somebody(1000, chance)), ((Contact, 7), (Contact, 9999)))
    await store.commit(batch)
    funnel.saved(batch)
    agrees(funnel, store, PROFILE)
    agrees(funnel, store, Profile((Marker("neu", "not empty", part="must"),)))
    assert funnel.count(Profile((Marker("Neu", "is", "JA", "must"),))).left == 1


def test_nobody_at_all() -> None:
    counts = Funnel(MemoryStore()).count(PROFILE)
    assert counts.whole == counts.left == 0


def test_a_rule_that_cannot_be_is_refused_while_it_is_typed(store: MemoryStore) -> None:
    with pytest.raises(BadMarker):
        whole(store).count(Profile((Marker("role", "matches", "["),)))


def test_what_stands_most_often_in_a_field(store: MemoryStore) -> None:
    funnel = whole(store)
    assert [value for value, _ in funnel.values("country")] == [
        country for country, _ in Counter(c.country for c in store.all(Contact)).most_common()
    ]
    assert set(funnel.headers) == {"Employees", "Segment"}
    assert funnel.values("no such") == []
