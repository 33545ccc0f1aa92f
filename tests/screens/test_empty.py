"""A screen with nothing on it says what is missing, and the key that helps: on an empty home, on each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk import PEOPLE, MakeDesk

SIZE = (80, 24)
#: Keys that lead there from the queue → what is missing, and the key that helps.
EMPTY = [
    ((), "Nobody here yet.", "6  then i: brings a call list in"),
    (("1",), "nobody here yet", "i there brings a call list in"),
    (("4",), "New here?", "Press f"),
    (("5",), "Here will stand, after your first call", "2 is the queue; enter there makes the first call"),
    (("5", "left"), "none yet: seven questions", "c opens it"),
    (("5", "o"), "nothing is shared", "w agree on a word and begin"),
    (("6",), "No call list yet.", "i  brings one in"),
    (("6", "m"), "No marker yet", "a  adds one"),
    (("6", "x"), "No do-not-call list yet.", "i  brings one in"),
    (("6", "d"), "Nobody here looks like somebody else.", "esc back"),
]


@pytest.mark.parametrize(
    ("keys", "missing", "helps"), EMPTY, ids=[" ".join(row[0]) or "queue" for row in EMPTY]
)
async def test_an_empty_home(desk: MakeDesk, keys: tuple[str, ...], missing: str, helps: str) -> None:
    d = desk(())
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, *keys)
        assert missing in d.text
        assert helps in d.text


async def test_a_search_of_the_queue_that_finds_nobody(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "slash")
        await d.type(pilot, "zzz")
        assert "Nobody fits what you typed." in d.text
        assert "esc  leaves the search" in d.text


async def test_a_search_of_the_library_that_finds_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "3", "slash")
        await d.type(pilot, "qqxxzz")
        await d.done(pilot)
        assert "Nothing fits." in d.text
        assert "esc leaves the search" in d.text


async def test_a_search_in_the_call_that_finds_no_card(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "space", "slash")
        await d.type(pilot, "qqxxzz")
        await d.done(pilot)
        assert "enter" in d.text.split("qqxxzz")[1]


async def test_everybody_held_says_why_and_which_key_shows_them(desk: MakeDesk) -> None:
    d = desk(tuple(replace(person, do_not_call="asked not to be called") for person in PEOPLE))
    async with d.app.run_test(size=SIZE) as pilot:
        assert "0 callable" in d.text
        assert "(f)" in d.text
        await d.press(pilot, "f")
        assert "Dana Reyes" in d.text
