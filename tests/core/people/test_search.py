"""Finding people while typing: what narrowing finds is what searching afresh finds."""

import random

import pytest

from tests.core.given import number, person
from tests.memory import MemoryStore
from tui.core.people.contact import Contact
from tui.core.people.search import Finder
from tui.core.ports import Batch

PEOPLE = [
    Contact(1, "Dana Müller", "Acme", numbers=(number("+442079460101"),), email="dana@acme.example"),
    Contact(2, "Ana Reyes", "Müller & Co", numbers=(number("+12025550102"), number("+12025550177"))),
    Contact(3, "", "Bolt"),
]


def finder(people: list[Contact]) -> Finder:
    return Finder(MemoryStore(Batch(tuple(people))))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dana", [1]),
        ("ANA", [1, 2]),
        ("muller", [1, 2]),
        ("müller ana", [1, 2]),
        ("reyes muller", [2]),
        ("acme.ex", [1]),
        ("0177", [2]),
        ("+44", [1]),
        ("bolt", [3]),
        ("nobody", []),
        ("", []),
        ("   ", []),
    ],
)
def test_every_word_must_be_there(words: str, found: list[int]) -> None:
    assert finder(PEOPLE).find(words) == found


@pytest.mark.parametrize("seed", range(20))
def test_typing_on_and_taking_back_finds_the_same_as_asking_afresh(seed: int) -> None:
    chance = random.Random(seed)
    people = [person(n, account=chance.choice(["acme co", "bolt", "co bolt", "mace"])) for n in range(1, 80)]
    kept, typed = finder(people), ""
    for _ in range(60):
        typed = typed[:-1] if chance.random() < 0.3 else typed + chance.choice("acmeobltp 12")
        assert list(kept.find(typed)) == list(finder(people).find(typed)), typed


@pytest.mark.parametrize("seed", range(12))
def test_a_search_that_is_still_reading_finds_all_it_has_read(seed: int) -> None:
    chance = random.Random(seed)
    people = [person(n, account=chance.choice(["acme co", "bolt", "co bolt", "mace"])) for n in range(1, 900)]
    store = MemoryStore(Batch(tuple(people)))
    kept, typed = Finder(store), ""
    assert kept.unread == 699
    while kept.unread:
        typed = typed[:-1] if chance.random() < 0.4 else typed + chance.choice("acmeobltp 12")
        kept.read(chance.randrange(40))
        changed = person(chance.randrange(1, 910), account=chance.choice(["acme co", "bolt"]))
        store.apply(Batch((changed,)))
        kept.put(changed)
        found, everybody = list(kept.find(typed)), list(whole(store).find(typed))
        left = set(kept._unread)
        assert found == [id for id in everybody if id not in left], typed
        assert kept.whole == len(store.all(Contact))
    assert list(kept.find("a")) == list(whole(store).find("a"))


def whole(store: MemoryStore) -> Finder:
    made = Finder(store)
    made.read(made.unread)
    return made


def test_of_very_many_who_came_together_the_new_are_read_by_and_by() -> None:
    store = MemoryStore(Batch((Contact(1, "Ada Osei"),)))
    finder = Finder(store)
    came = [Contact(1, "Ada Brontë"), *(Contact(id, f"Person {id}") for id in range(2, 702))]
    store.apply(Batch(tuple(came)))
    finder.saved(came)
    assert finder.find("bronte") == [1]
    assert (finder.unread, finder.whole) == (700, 701)
    finder.read(700)
    assert finder.find("person 701") == [701]
    assert finder.unread == 0
