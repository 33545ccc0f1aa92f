"""Finding people while typing: what narrowing finds is what searching afresh finds."""

import random

import pytest

from tests.core.given import number, person
from tui.core.contact import Contact
from tui.core.search import Finder

PEOPLE = [
    Contact(1, "Dana Müller", "Acme", numbers=(number("+442079460101"),), email="dana@acme.example"),
    Contact(2, "Ana Reyes", "Müller & Co", numbers=(number("+12025550102"), number("+12025550177"))),
    Contact(3, "", "Bolt"),
]


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
    assert Finder(PEOPLE).find(words) == found


@pytest.mark.parametrize("seed", range(20))
def test_typing_on_and_taking_back_finds_the_same_as_asking_afresh(seed: int) -> None:
    chance = random.Random(seed)
    people = [person(n, account=chance.choice(["acme co", "bolt", "co bolt", "mace"])) for n in range(1, 80)]
    finder, typed = Finder(people), ""
    for _ in range(60):
        typed = typed[:-1] if chance.random() < 0.3 else typed + chance.choice("acmeobltp 12")
        assert finder.find(typed) == Finder(people).find(typed), typed
