"""An answer that is owed, in the call and in the form after it (P17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.desk import BEN, NOW, PEOPLE, Desk, MakeDesk
from tui.core.call.attempt import Promise
from tui.core.call.reflection import Intention, Reflection
from tui.core.queue.standing import Standing

_YESTERDAY = NOW - timedelta(days=1)
_OWED = Promise(1, BEN.id, 0, "does it do SSO?", NOW, _YESTERDAY)
_FIRST = Standing(BEN.id, promise=NOW)
_MEANT = Intention(1, "ask before I explain", _YESTERDAY, 901)


def owed(d: Desk) -> Promise:
    found = d.store.get(Promise, 1)
    assert found
    return found


async def test_question_and_answer_stand_at_hand_in_the_call(desk: MakeDesk) -> None:
    d = desk(PEOPLE, replace(_OWED, answer="yes, since May"), _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        assert "They asked  “does it do SSO?”" in d.text
        assert "The answer  “yes, since May”" in d.text
        await d.press(pilot, "v")
        assert "They asked" not in d.text, "the words that were asked for"


async def test_the_answer_is_entered_in_the_call(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _OWED, _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        assert "The answer  not found yet   a writes it down" in d.text
        await d.press(pilot, "a", "enter", "tab")
        await d.type(pilot, "yes, since May")
        await d.press(pilot, "enter")
        assert owed(d).answer == "yes, since May"
        assert "The answer  “yes, since May”" in d.text
        await d.press(pilot, "a", "d")
        assert owed(d).done
        assert "They asked" not in d.text
        assert "a answer" not in d.text


async def test_where_nothing_is_owed_the_key_does_nothing(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space", "a")
        assert "a answer" not in d.text
        assert "asked:" not in d.text


async def test_the_form_asks_whether_they_have_it_and_no_keeps_it_open(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _OWED, _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1")
        assert "“does it do SSO?” Do they have the answer?" in d.text
        await d.press(pilot, "n")
        assert "Do they have the answer?   no" in d.text
        await d.type(pilot, "x")
        await d.press(pilot, "ctrl+s")
        saved = next(iter(d.store.all(Reflection)))
        assert (saved.answered, saved.right, owed(d).done) == (False, "x", None)


async def test_of_two_questions_each_has_its_turn(desk: MakeDesk) -> None:
    d = desk(PEOPLE, replace(_OWED, due=NOW + timedelta(minutes=4)), _FIRST, _MEANT)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1", "n", "y")
        assert "no" in d.text
        await d.press(pilot, "ctrl+s")
        saved = next(iter(d.store.all(Reflection)))
        assert (saved.kept, saved.answered) == (False, True)
        assert owed(d).done


async def test_a_form_opened_again_asks_again_about_what_it_had_settled(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _OWED, _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1", "y", "ctrl+s", "r")
        assert "Do they have the answer?   ✓ yes" in d.text
        await d.press(pilot, "n", "ctrl+s")
        assert owed(d).done is None


async def test_a_question_of_this_very_call_is_not_asked_about(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space", "i")
        await d.type(pilot, "price?")
        await d.press(pilot, "enter", "enter", "h", "1")
        assert "Do they have the answer?" not in d.text


async def test_before_the_result_the_first_question_is_the_one_that_is_answered(desk: MakeDesk) -> None:
    d = desk(PEOPLE, replace(_OWED, due=NOW + timedelta(minutes=4)), _FIRST, _MEANT)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h")
        assert d.text.count("y yes") == 1
        await d.press(pilot, "n", "y", "1", "ctrl+s")
        saved = next(iter(d.store.all(Reflection)))
        assert (saved.kept, saved.answered) == (False, True)
