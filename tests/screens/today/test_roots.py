"""The self-check: saved with each answer, told in counts, private; what it changes can be switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from textual.pilot import Pilot

from tests.desk import NOW, PEOPLE, Desk, MakeDesk
from tui.core.day.roots import Doubt, SelfCheck, open_doubts
from tui.lists.exporting import FORMS, lines
from tui.screens.today.roots import RootsScreen
from tui.settings import read_settings

_OFFER = {"friend": "1", "glad": "4", "delivery": "1"}
CHECK = SelfCheck(1, NOW - timedelta(days=9), _OFFER, NOW - timedelta(days=9), ("offer",))


async def answer(d: Desk, pilot: Pilot[None], many: int = 18, key: str = "1") -> None:
    for _ in range(many):
        await d.press(pilot, key, settle=False)


async def test_eighteen_answers_and_what_they_come_to(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1", "s")
        assert "18 statements, one key each" in d.text
        await d.press(pilot, "enter")
        assert "1 of 18" in d.text
        await answer(d, pilot)
        assert "What rang true, 24 November" in d.text
        (check,) = d.store.all(SelfCheck)
        assert check.done == d.clock.now().utc
        assert check.speaks == ("meaning",), "a no to two turned statements"
        assert "what it is for  2 of 3" in d.text
        assert "✓ on   your why comes at each hard moment" in d.text


async def test_it_is_gone_on_with_after_it_was_left(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1", "s", "enter", "4", "4", "left_square_bracket", "3", "escape")
        (check,) = d.store.all(SelfCheck)
        assert list(check.answers.values()) == ["4", "3"]
        await d.press(pilot, "2", "1")
        assert "s self-check   begun, it waits for you" in d.text
        await d.press(pilot, "s")
        assert "3 of 18" in d.text


async def test_each_thing_it_changes_can_be_switched_off_and_on(desk: MakeDesk) -> None:
    d = desk(PEOPLE, CHECK)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1", "s")
        assert "the offer       2 of 3" in d.text
        await d.press(pilot, "1", "4")
        assert "Switch off: in a call the value" in d.text
        assert d.app.services.effects() == {"value-first"}, "a digit alone switches nothing"
        await d.press(pilot, "y")
        assert "○ off  in a call the value sheet stands first" in d.text
        assert d.app.services.effects() == frozenset()
        assert read_settings(d.app.services.home).roots_off == ("value-first",)
        await d.press(pilot, "1", "y")
        assert d.app.services.effects() == {"value-first"}
        await d.press(pilot, "5")
        assert d.app.services.effects() == {"value-first"}, "not knowing is no root of this one"


async def test_the_time_before_stands_beside(desk: MakeDesk) -> None:
    later = replace(CHECK, id=2, answers={**_OFFER, "glad": "1"}, done=NOW, speaks=())
    d = desk(PEOPLE, CHECK, later)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1", "s")
        assert "1 of 3   fewer than before: 2" in d.text


async def test_a_doubt_gets_an_owner_a_step_and_a_day_and_stands_on_today(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1", "s", "d")
        for words in ("March", "Ines", "ask her", "never"):
            await d.type(pilot, words)
            await d.press(pilot, "enter")
        assert not d.store.all(Doubt), "never is no time"
        for _ in range(5):
            await pilot.press("backspace")
        await d.type(pilot, "15:00")
        await d.press(pilot, "enter")
        assert "Saved. It stands on Today when it is due." in d.text
        await d.press(pilot, "escape")
        assert "15:00  ● doubt      Ines: ask her  “March” (s)" in d.text
        await d.press(pilot, "s", "x", "1")
        assert "Settled: March" in d.text
        assert open_doubts(d.store) == []


async def test_a_doubt_of_days_ago_is_late(desk: MakeDesk) -> None:
    due = NOW - timedelta(days=2)
    d = desk(
        PEOPLE, Doubt(1, "[b]March", "", "ask", due, due), Doubt(2, "later", "", "x", NOW + timedelta(3), due)
    )
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "1")
        assert "Sun 22 Nov  ● doubt      ask  ! late  “[b]March” (s)" in d.text
        assert "later" not in d.text


async def test_a_save_that_fails_is_said(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "1", "s", "enter")
        d.store.fail_next = "The disk is full. Your answer is kept here."
        await d.press(pilot, "4")
        assert "The disk is full." in d.text
        assert isinstance(d.app.screen, RootsScreen)


async def test_no_export_has_it(desk: MakeDesk) -> None:
    d = desk(PEOPLE, CHECK, Doubt(1, "whether they deliver", "Ines", "ask", NOW, NOW))
    services = d.app.services
    for form in FORMS:
        text = "".join(lines(form, d.store, services.defaults.dispositions, services.zone, NOW))
        assert "glad" not in text
        assert "whether they deliver" not in text
