"""The sheet for two people: drawn by chance, held to what is in the library."""

from __future__ import annotations

from random import Random

from tests.core.practising import card
from tui.core.ports import Persona
from tui.core.practice.dialogue import Dialogue, Node, Wanted
from tui.core.practice.partner import MOST, SECRETS, questions, sheet

DANA = Persona("dana", "Dana Okonjo", "Operations", "busy", False, "one sentence", ("No.",), "en-GB", 1.0)


def dialogue(id: str, *cards: str) -> Dialogue:
    nodes = {f"n{n}": Node(card=name) for n, name in enumerate(cards)}
    return Dialogue(id, id.title(), "n0", nodes, "dana", f"goal of {id}")


CARDS = {
    one.id: one for one in (card("price", wanted=(Wanted("acknowledge"), Wanted("short"))), card("busy"))
}


def test_it_is_made_of_one_dialogue_and_the_objections_in_it() -> None:
    made = sheet([dialogue("call", "price", "price", "busy", "gone")], [DANA], CARDS, Random(1))
    assert made
    assert made.persona == DANA
    assert made.goal == "goal of call"
    assert made.secret in SECRETS
    assert [objection.title for objection in made.objections] == ["Price", "Busy"]
    assert all(len(set(objection.says)) == 2 for objection in made.objections)


def test_another_one_comes_next() -> None:
    two = [dialogue("one", "price"), dialogue("other", "busy")]
    chance = Random(1)
    first = sheet(two, [DANA], CARDS, chance)
    for _ in range(20):
        second = sheet(two, [DANA], CARDS, chance, first)
        assert first
        assert second
        assert first.goal != second.goal
        first = second


def test_where_there_is_one_only_it_comes_again() -> None:
    one = [dialogue("one", "price")]
    first = sheet(one, [DANA], CARDS, Random(1))
    assert sheet(one, [DANA], CARDS, Random(1), first) == first


def test_a_dialogue_without_objections_makes_no_sheet() -> None:
    assert sheet([dialogue("call", "gone")], [DANA], CARDS, Random(1)) is None
    assert sheet([], [], {}, Random(1)) is None


def test_a_sheet_without_a_known_person_is_one_all_the_same() -> None:
    made = sheet([dialogue("call", "price")], [], CARDS, Random(1))
    assert made
    assert made.persona is None


def test_the_four_questions_of_every_call_come_first_and_none_twice() -> None:
    wanted = [
        Wanted("acknowledge"),
        Wanted("short"),
        Wanted("short"),
        Wanted("ties it to a figure", ("paid",)),
    ]
    asked = questions(wanted)
    assert asked[:4] == questions([])
    assert asked[4:] == ("Were they short?", "Was this there: ties it to a figure?")


def test_what_is_not_required_is_not_asked_and_it_never_becomes_too_much() -> None:
    assert questions([Wanted("short", required=False)]) == questions([])
    assert len(questions([Wanted(f"thing {n}", ("x",)) for n in range(30)])) == MOST
