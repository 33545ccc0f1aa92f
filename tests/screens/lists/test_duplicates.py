"""Two that may be one: side by side, made one, parted, or told apart for good."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk import BEN, DANA, NOW, PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tests.screens.on_lists import BENJAMIN, go
from tui.core.call.attempt import Attempt
from tui.core.people.contact import Contact, Merged, Number, Two

#: Of the second one.
CALLED = Attempt(900, BENJAMIN.id, "+447700900124", NOW, ended=NOW, disposition="no-answer")
HOSTILE = replace(DANA, id=9, account="Northwind freight Ltd", notes="[red]x[/] \x1b]52;c;aGk=\x07")


@pytest.fixture
def d(desk: MakeDesk) -> Desk:
    return desk((*PEOPLE, BENJAMIN), CALLED)


def ids(d: Desk) -> set[int]:
    return {contact.id for contact in d.store.all(Contact)}


async def test_y_makes_one_of_them_and_u_two_again(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d")
        assert "The same number, both at Okafor & Co and the same name" in d.text
        await go(d, pilot, "y")
        assert ids(d) == {1, 2, 3, 4}
        assert d.store.of_contact(Attempt, BEN.id), "what was the other one's is theirs now"
        assert "Nobody here looks like somebody else." in d.text
        await go(d, pilot, "u")
        assert ids(d) == {1, 2, 3, 4, 8}
        assert "Nobody here looks like somebody else." in d.text, "parted is told apart"


async def test_s_keeps_the_other_ones_name(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d", "s", "y")
        assert ids(d) == {1, 3, 4, 8}


async def test_n_is_remembered_and_can_be_taken_back(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d", "n")
        assert [(two.first, two.second) for two in d.store.all(Two)] == [(2, 8)]
        await go(d, pilot, "escape", "d")
        assert "Nobody here looks like somebody else." in d.text
        await go(d, pilot, "escape", "d", "u")
        assert d.store.all(Two), "what was said on an earlier visit stays said"
    assert not d.store.all(Merged)


async def test_u_right_after_n_asks_again(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d", "n", "u")
        assert not d.store.all(Two)
        assert "1 pair, the surest first" in d.text


async def test_keys_without_a_pair_do_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d", "y", "n", "s", "u")
        assert "esc back" in d.text
        assert "one person" not in d.text.splitlines()[-1]
        assert not d.store.commits


async def test_a_failed_save_is_said_and_the_pair_stays(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d")
        for key in "yn":
            d.store.fail_next = "Not saved: the disk is full."
            await go(d, pilot, key)
            assert "! Not saved: the disk is full." in d.text
            assert "1 pair" in d.text
        assert ids(d) == {1, 2, 3, 4, 8}


async def test_what_stands_in_a_contact_is_only_text(desk: MakeDesk) -> None:
    d = desk((*PEOPLE, HOSTILE))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "d")
        assert "[red]x[/]" in d.text
        assert "\x1b" not in d.text


async def test_the_two_stand_line_by_line_and_their_numbers_as_they_are_read_out(desk: MakeDesk) -> None:
    other = replace(
        BEN, id=8, notes="a long remark, " * 8, numbers=(*BEN.numbers, Number("x", "+441134960123", "work"))
    )
    d = desk((*PEOPLE, other), CALLED)
    async with d.app.run_test(size=(100, 34)) as pilot:
        await go(d, pilot, "6", "d")
        rows = d.text.splitlines()
        for both in ("Account", "Notes", "Mobile", "Calls"):
            assert any(row.count(both) == 2 for row in rows), both
        assert "+44 7700 900124" in d.text
        assert "Work       +44 113 496 0123" in d.text


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_golden(size: tuple[int, int], d: Desk) -> None:
    async with d.app.run_test(size=size) as pilot:
        await go(d, pilot, "6", "d")
        await golden(d, pilot, "duplicates")
