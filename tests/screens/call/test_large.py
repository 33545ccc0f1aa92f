"""The number very large, above the queue and in a call; every key goes on working."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk import DANA, MakeDesk
from tui.core.call.attempt import Attempt
from tui.widgets.large import large

DIGITS = large("+44 7700 900123", 78, 11)
BENS = large("+44 7700 900124", 78, 11)


def there(text: str, rows: list[str]) -> bool:
    """Whether all the rows stand on screen, one below the other."""
    shown = [row.rstrip() for row in text.split("\n")]
    wanted = [f" {row}".rstrip() for row in rows]
    return any(shown[at : at + len(wanted)] == wanted for at in range(len(shown)))


async def test_it_follows_the_person_and_goes_away_again(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        assert not there(d.text, DIGITS)
        await d.press(pilot, "0")
        assert there(d.text, DIGITS)
        assert "The number stands large." in d.text
        await d.press(pilot, "down")
        assert there(d.text, BENS)
        await d.press(pilot, "0")
        assert not there(d.text, BENS)


async def test_in_the_call_the_keys_go_on_working(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "0")
        assert there(d.text, DIGITS)
        await d.press(pilot, "space")
        assert "talking" in d.text
        assert there(d.text, DIGITS)
        await d.press(pilot, "slash")
        await d.type(pilot, "expensive")
        await d.done(pilot)
        assert "Too expensive" in d.text
        await d.press(pilot, "escape", "h")
        assert next(iter(d.store.all(Attempt))).ended


@pytest.mark.parametrize("name", ["Dana " * 80, "x" * 400])
async def test_a_name_of_any_length_leaves_room_for_the_words(desk: MakeDesk, name: str) -> None:
    d = desk((replace(DANA, name=name),), large_number=True)
    async with d.app.run_test(size=(80, 24)) as pilot:
        assert there(d.text, DIGITS)
        await d.press(pilot, "enter")
        assert "Opener" in d.text


async def test_it_is_there_again_the_next_time(desk: MakeDesk) -> None:
    d = desk(large_number=True)
    async with d.app.run_test(size=(80, 24)):
        assert there(d.text, DIGITS)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (30, 10), (200, 60)])
async def test_the_longest_number_and_the_smallest_terminal(desk: MakeDesk, size: tuple[int, int]) -> None:
    long = replace(DANA.numbers[0], e164="+491234567890123", extension="123456")
    d = desk((replace(DANA, numbers=(long,)),), large_number=True)
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "enter")
        if size[0] >= 80:
            assert not there(d.text, DIGITS)
            assert there(d.text, large("+49 1234 567 890 123 ext. 123456", size[0] - 2, 11))
        await d.press(pilot, "space", "h")
        assert next(iter(d.store.all(Attempt))).ended


async def test_a_name_large_where_there_is_room(desk: MakeDesk) -> None:
    d = desk(large_number=True)
    async with d.app.run_test(size=(120, 40)):
        assert there(d.text, large("Dana Reyes", 78, 3))
