"""One line that nobody asked for, at most, whoever wants to say one."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from tui.core.unasked import Kind, Unasked


def says(text: str, told: list[str] | None = None) -> Callable[[], str]:
    def line() -> str:
        if told is not None:
            told.append(text)
        return text

    return line


def test_the_most_important_one_speaks_and_the_others_are_not_even_asked() -> None:
    told: list[str] = []
    offers = {Kind.SAFE: says("new people?", told), Kind.NOES: says("three noes", told)}
    assert Unasked().pick(7, offers) == "three noes"
    assert told == ["three noes"]


def test_who_has_nothing_to_say_lets_the_next_one_speak() -> None:
    offers = {Kind.ROUGH: says(""), Kind.GOAL: says("30 of 30")}
    assert Unasked().pick(7, offers) == "30 of 30"


def test_once_for_a_call_and_again_for_the_next() -> None:
    unasked = Unasked()
    offers = {Kind.GOAL: says("a"), Kind.SAFE: says("b")}
    assert [unasked.pick(call, offers) for call in (7, 7, 8)] == ["a", "", "a"]


def test_a_line_that_stands_takes_the_place_and_keeps_it() -> None:
    unasked = Unasked()
    assert unasked.stands(7, Kind.PREP)
    assert unasked.pick(7, {Kind.ROUGH: says("breathe")}) == ""
    assert unasked.stands(7, Kind.PREP)
    assert unasked.pick(8, {Kind.ROUGH: says("breathe")}) == "breathe"
    assert not unasked.stands(8, Kind.PREP)
    assert unasked.line == "breathe"


def test_who_has_spoken_says_no_second_line_of_the_same_kind() -> None:
    """That the day had enough of getting ready, and that this person has: one is enough."""
    unasked = Unasked()
    assert unasked.pick(7, {Kind.PREP: says("50 minutes of getting ready")})
    assert not unasked.stands(7, Kind.PREP)
    assert unasked.line == "50 minutes of getting ready"
    assert unasked.stands(8, Kind.PREP)


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(Kind), st.booleans()), max_size=60))
def test_never_two_for_one_call(asked: list[tuple[int, Kind, bool]]) -> None:
    unasked, said = Unasked(), dict[int, set[Kind]]()
    for call, kind, standing in sorted(asked, key=lambda one: one[0]):
        if unasked.stands(call, kind) if standing else unasked.pick(call, {kind: lambda: "x"}):
            said.setdefault(call, set()).add(kind)
    assert all(len(kinds) == 1 for kinds in said.values())
