"""Do-not-call lists: numbers packed, editions, ages."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from tests.core.given import DAY, NOW, Book, person
from tui.core.call.attempt import DoNotCall
from tui.core.call.changes import Changes
from tui.core.lists import dnc
from tui.core.lists.dnc import (
    DncList,
    Edition,
    Limits,
    both,
    differ,
    holds,
    minus,
    old_lists,
    pack,
    plus,
    size,
    unpack,
)
from tui.core.people.contact import Number

LIMITS = Limits(31, {"+44": 28})


def numbers(chance: random.Random, many: int) -> set[str]:
    """Numbers close together, so that they share beginnings and digits repeat across their ends."""
    return {f"+1201555{chance.choice('0123')}{chance.randint(0, 400):03}" for _ in range(many)}


@pytest.mark.parametrize("seed", range(20))
def test_packed_numbers_are_sets(seed: int) -> None:
    chance = random.Random(seed)
    one, other = numbers(chance, chance.randint(0, 300)), numbers(chance, chance.randint(0, 300))
    mine, theirs = pack(one), pack(other)
    for packed, plain in (
        (mine, one),
        (plus(mine, theirs), one | other),
        (minus(mine, theirs), one - other),
        (both(mine, theirs), one & other),
    ):
        assert packed == pack(plain), "however it came about it is packed alike"
        assert list(unpack(packed)) == sorted(plain)
        assert size(packed) == len(plain)
        every = (f"+1201555{n:04}" for n in range(4000))
        assert {e164 for e164 in every if holds(packed, e164)} == plain
    assert set(differ(mine, theirs)) == one ^ other


@pytest.mark.parametrize("e164", ["", "+", "+1", "+120", "+12015550", "+120155501444", "+12025550144"])
def test_what_is_not_on_it_is_not_found(e164: str) -> None:
    assert not holds(pack(["+12015550144", "+12015554401"]), e164)


def test_the_digits_of_two_neighbours_are_no_number() -> None:
    packed = pack(["+12015551234", "+12015555678"])
    assert [n for n in ("1234", "2345", "3456", "4567", "5678") if holds(packed, f"+1201555{n}")] == [
        "1234",
        "5678",
    ]


# ------------------------------------------------------------------------------------------------- editions


def lists(*editions: tuple[int, list[str]]) -> tuple[Edition, ...]:
    return tuple(Edition(NOW + day * DAY, pack(found)) for day, found in editions)


A, B, C = "+12015550101", "+12015550102", "+442079460103"


def test_a_full_file_takes_the_place_and_what_stays_keeps_its_date() -> None:
    after = dnc.renewed(lists((0, [A, B])), NOW + 9 * DAY, pack([B, C]))
    assert after == lists((0, [B]), (9, [C]))


def test_changes_add_and_delete_and_leave_the_rest() -> None:
    after = dnc.changed(lists((0, [A, B])), NOW + 9 * DAY, pack([B, C]), pack([A, "+12015550199"]))
    assert after == lists((0, [B]), (9, [C]))


def test_old_editions_become_one_and_none_says_an_earlier_date_than_it_knows() -> None:
    editions: tuple[Edition, ...] = ()
    for day in range(30):
        editions = dnc.changed(editions, NOW + day * DAY, pack([f"+1201555{day:04}"]), {})
    listed = DncList(1, "FTC", NOW, NOW, editions=editions)
    assert (len(editions), listed.total) == (12, 30)
    assert [listed.since(f"+1201555{day:04}") for day in (0, 17, 18, 19, 29)] == [
        NOW + day * DAY for day in (18, 18, 18, 19, 29)
    ]


# --------------------------------------------------------------------------------------------------- ages


@pytest.mark.parametrize(
    ("found", "days", "told"), [(A, 31, False), (A, 32, True), (C, 28, False), (C, 29, True)]
)
def test_old_lists_are_told_by_the_limit_of_their_numbers(found: str, days: int, told: bool) -> None:
    book = Book()
    book.put(DncList(1, "FTC", NOW, NOW, editions=lists((0, [found]))))
    said = old_lists(book.store, LIMITS, NOW + days * DAY + timedelta(hours=23))
    assert bool(said) is told
    if told:
        assert said[0].startswith(
            f"The do-not-call list FTC is {days} days old, and should not be older than"
        )
        assert "offhook dnc import FILE --list 'FTC'" in said[0]


# ------------------------------------------------------------------------------------ what the store answers


def test_a_number_said_in_a_call_and_on_a_list_is_told_as_said() -> None:
    book = Book()
    book.put(
        person(1, Number(A, A)),
        DoNotCall(1, NOW, A, 1, why="asked"),
        DncList(1, "FTC", NOW, NOW, editions=lists((0, [A, B]))),
    )
    assert book.store.do_not_call(A) == DoNotCall(1, NOW, A, 1, why="asked")
    assert book.store.do_not_call(B) == DoNotCall(0, NOW, B, why="on the list FTC", list="FTC")
    assert book.store.do_not_call(C) is None


def test_the_rep_takes_a_number_back_from_every_list_and_that_is_written_down() -> None:
    book = Book()
    book.put(
        person(1, Number(A, A)),
        DncList(1, "FTC", NOW, NOW, editions=lists((0, [A, B]))),
        DncList(2, "own", NOW, NOW, editions=lists((0, [C]), (1, [A]))),
        DoNotCall(1, NOW, A, 7, why="asked"),
    )
    book.store.apply(Changes(book.by, 1).lift(A))
    assert book.store.do_not_call(A) is None
    assert [book.store.do_not_call(e164) is not None for e164 in (B, C)] == [True, True]
    kept = [(d.number, d.list, d.lifted is not None) for d in book.store.all(DoNotCall)]
    assert kept == [(A, "", True), (A, "FTC", True), (A, "own", True)]
