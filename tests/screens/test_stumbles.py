"""Where a newcomer stumbled on a tried day, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.desk import BEN, DANA, NOW, PEOPLE, SYDNEY, MakeDesk
from tui.core.call.attempt import Attempt, Block, Callback, Promise
from tui.core.call.reflection import Reflection
from tui.core.people.contact import Contact
from tui.screens.ask import AskFields
from tui.screens.call.reflection_keys import ReflectScreen

SIZE = (80, 24)


async def test_no_answer_after_they_answered_is_saved_and_doubted(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "space", "h", "7")
        assert "Saved: no answer, though you said that they answered · u takes it back" in d.text


async def test_what_was_kept_of_a_new_person_is_told(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "a")
        assert "Kept from before" not in d.text
        await d.type(pilot, "Mia")
        await d.press(pilot, "escape", "a")
        assert "Mia" in d.text
        assert "Kept from before; ctrl+u empties the field." in d.text
        await d.press(pilot, "ctrl+u")
        assert "Mia" not in d.text


async def test_do_not_call_says_who_else_has_the_number_and_what_was_promised(desk: MakeDesk) -> None:
    other = replace(BEN, id=9, name="Benno Okafor", numbers=DANA.numbers)
    owed = Promise(1, DANA.id, 77, "does it do SSO?", NOW + timedelta(days=1), NOW)
    set_for = Callback(1, DANA.id, "2026-11-24T10:30", "Europe/London", NOW, NOW - timedelta(days=1))
    d = desk((DANA, other), owed, set_for)
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "x")
        assert "Benno Okafor has this number, too." in d.text
        assert "“does it do SSO?”" in d.text
        assert "A call is set for 10:30" in d.text


async def test_what_was_said_goes_with_a_later_key(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "y")
        assert "Copied" in d.text
        await d.press(pilot, "right_square_bracket")  # at once: it is still read
        assert "Copied" in d.text
        await d.pass_time(pilot, 5)
        assert "Copied" in d.text
        await d.press(pilot, "left_square_bracket")
        assert "Copied" not in d.text


async def test_what_was_said_goes_by_the_clock(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "y")
        await d.pass_time(pilot, 62)
        assert "Copied" not in d.text


async def test_enter_on_no_reason_says_what_is_wanted(desk: MakeDesk) -> None:
    d = desk((SYDNEY,))
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "f", "enter", "enter")
        assert "Your reason, in a few words" in d.text
        assert not d.store.ids(Attempt)


async def test_the_forms_of_a_person_have_one_order_and_arrows(desk: MakeDesk) -> None:
    d = desk()
    orders = []
    async with d.app.run_test(size=SIZE) as pilot:
        for key in ("a", "e"):
            await d.press(pilot, key)
            assert isinstance(d.app.screen, AskFields)
            orders.append([field.id for field in d.app.screen._fields])
            await d.press(pilot, "down", "down")
            assert d.app.screen.focused is not None
            assert d.app.screen.focused.id == f"field-{orders[-1][2]}"
            await d.press(pilot, "up", "escape")
    new, known = orders
    assert new == [field for field in known if field in new]


async def test_the_end_of_just_three_says_that_its_line_is_an_older_one(desk: MakeDesk) -> None:
    call = Attempt(
        1, BEN.id, "+447700900124", NOW - timedelta(days=2), ended=NOW - timedelta(days=2),
        disposition="meeting",
    )  # fmt: skip
    won = Reflection(1, BEN.id, NOW - timedelta(days=2), right="asked for ten minutes")
    d = desk(PEOPLE, call, won)
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "1", "t")
        assert d.store.ids(Block)
        await d.press(pilot, "escape", "y")
        assert "You wrote once  “asked for ten minutes”" in d.text


async def test_review_and_the_queue_count_the_same_dials(desk: MakeDesk) -> None:
    def call(id: int, inbound: bool = False) -> Attempt:
        return Attempt(id, DANA.id, "+447700900123", NOW, inbound, ended=NOW, disposition="conversation")

    d = desk(PEOPLE, call(1), call(2), call(3, inbound=True))
    async with d.app.run_test(size=SIZE) as pilot:
        assert "2 of 30 dials" in d.text.splitlines()[0]
        await d.press(pilot, "5")
        assert "2 dials, 1 in" in d.text.splitlines()[0]


async def test_a_wrong_number_is_saved_by_its_key_and_takes_the_right_one_afterwards(desk: MakeDesk) -> None:
    d = desk((replace(DANA, country="GB"),))
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "h", "8")
        assert "Saved: wrong number · r takes the right one" in d.text
        await d.press(pilot, "r", "8")
        assert "the right number" in d.text
        await d.type(pilot, "0113 496 0999")
        await d.press(pilot, "enter")
        dana = d.store.get(Contact, DANA.id)
        assert dana is not None
        assert [n.e164 for n in dana.numbers][-1] == "+441134960999"
        assert "right number added" in d.text


async def test_half_a_number_is_asked_again(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "h", "8", "r", "8")
        await d.type(pilot, "0113 49")
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, ReflectScreen)
        assert "no whole phone number" in d.text


async def test_the_number_that_was_wrong_is_not_the_right_one(desk: MakeDesk) -> None:
    d = desk((replace(DANA, country="GB"),))
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "enter", "h", "8", "r", "8")
        await d.type(pilot, "07700 900123")
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, ReflectScreen)
        assert "07700 900123 is the number that was wrong." in d.text
