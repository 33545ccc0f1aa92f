"""An empty list has words of its own for each way that can come about."""

from dataclasses import replace

import pytest

from tests.core.given import DAY, HOUR, NOW, POLICY, Book, number, person
from tests.desk import CHLOE, MakeDesk
from tui.core.call.attempt import Callback
from tui.core.lists.profile import Marker, Profile
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.queue import Queue
from tui.screens.queue.nobody import HeldGroups, nobody_fits

_ROOM, _HEIGHT = 60, 20


def queue(book: Book) -> Queue:
    return Queue(book.judge(), book.store.all(Contact), book.now)


def told(book: Book, *, height: int = _HEIGHT, room: int = _ROOM, in_block: bool = False) -> list[str]:
    said = HeldGroups().nobody(queue(book), book.now, room, height, in_block=in_block)
    return said.plain.splitlines()


def test_a_newcomer_is_told_how_people_come_in() -> None:
    first, *_, practice = told(Book())
    assert first == "Nobody here yet."
    assert practice.startswith("4  practice first")


def test_at_night_the_next_opening_and_how_many_it_brings() -> None:
    book = Book(now=NOW.replace(hour=22))
    book.put(person(1), person(2), person(3, do_not_call="asked"))
    assert told(book)[:9] == [
        "It is outside calling hours for everybody.",
        "Next: 2 people, Tue 08:00. Now it is 22:00.",
        "",
        "     2  outside hours · ends at Tue 08:00 for the first",
        "        enter on somebody asks for your reason first, or",
        "        says that your settings refuse.",
        "     1  do not call",
        "        They stay off the list. Only you can lift it, asked",
        "        twice: x.",
    ]


def test_where_it_is_low_the_help_gives_way_not_the_rules() -> None:
    book = Book(now=NOW.replace(hour=22))
    book.put(person(1), person(2), person(3, do_not_call="asked"))
    low = told(book, height=10)
    assert [line.strip() for line in low[3:5]] == [
        "2  outside hours · ends at Tue 08:00 for the first",
        "1  do not call",
    ]


def test_all_called_rest() -> None:
    book = Book()
    book.put(person(1))
    book.settle(book.begin(1), "no-answer")
    said = told(book)
    assert said[0] == "Everybody has been called, and rests."
    assert said[3].startswith("     1  tried recently · ends at ")
    assert any(line.startswith("6  then i: brings more people in") for line in said)


def test_all_done() -> None:
    book = Book()
    book.put(person(1), person(2, do_not_call="asked"))
    book.settle(book.begin(1), "not-interested")
    book.now += DAY
    said = told(book)
    assert said[:2] == ["Everybody is done: nobody is left to call.", "The clock alone brings nobody."]


def test_markers_that_leave_nobody() -> None:
    book = Book(policy=replace(POLICY, profile=Profile((Marker("role", "contains", "boss", part="must"),))))
    book.put(person(1))
    said = told(book)
    assert said[0] == "Your markers leave nobody."
    assert "6  then m: your markers, who fits" in said


def test_everybody_has_a_time() -> None:
    book = Book()
    book.put(person(1))
    book.commit(1, Batch((Callback(1, 1, "?", "Europe/London", NOW + HOUR, NOW - DAY),)))
    assert told(book)[0] == "Everybody who is left has a time."


def test_several_rules_together() -> None:
    book = Book(now=NOW.replace(hour=20, minute=50))
    book.put(person(1), person(2, number("+12125550100", zone="America/New_York")))
    book.settle(book.begin(2), "no-answer")
    book.now += HOUR
    assert told(book)[0] == "Nobody can be called right now."


def test_in_a_block_esc_is_named() -> None:
    book = Book(now=NOW.replace(hour=22))
    book.put(person(1))
    assert told(book, in_block=True)[-1] == "esc      ends the block"
    fits = nobody_fits("people never called before", 12, _ROOM).plain
    assert "It is for people never called before. 12 others can be called outside it." in fits


@pytest.mark.parametrize("rooms", [(20, 8), (45, 17), (120, 40)])
def test_no_line_is_wider_than_there_is_room(rooms: tuple[int, int]) -> None:
    book = Book(now=NOW.replace(hour=22))
    book.put(person(1), person(2, do_not_call="asked"), person(3, number("+44", "fax")))
    room, height = rooms
    lines = told(book, room=room, height=height)[3:]
    assert max(len(line) for line in lines) <= max(room, 46), "a rule with its time is one line"


def test_groups_are_counted_once_after_each_change() -> None:
    book, held = Book(), HeldGroups()
    book.put(person(1, do_not_call="asked"))
    kept = queue(book)
    assert held.groups(kept) is held.groups(kept)
    book.put(person(1))
    before = held.groups(kept)
    kept.update([1], book.now)
    assert before
    assert not held.groups(kept)


async def test_in_the_list_of_the_held_all_of_them_are_told(desk: MakeDesk) -> None:
    d = desk((CHLOE, replace(CHLOE, id=9, do_not_call="asked")))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "f")
        assert "All held   1 do not call" in d.text
        await d.press(pilot, "escape", "slash", "z", "q")
        assert "Nobody fits what you typed." in d.text


async def test_nobody_held_is_said(desk: MakeDesk) -> None:
    d = desk((CHLOE,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "f")
        assert "Nobody is held." in d.text


async def test_who_had_just_left_is_gone_after_another_look_at_the_lists(desk: MakeDesk) -> None:
    d = desk((CHLOE,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        d.clock.advance(10.6 * HOUR.total_seconds())
        await d.pass_time(pilot, 1)
        assert "has just left the queue" in d.text
        await d.press(pilot, "f", "f", "f")
        assert "It is outside calling hours for everybody." in d.text
