"""What the self-check changes really does change, one by one, and only while it is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.desk import DANA, NOW, PEOPLE, Desk, MakeDesk, mobile
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.day.roots import EFFECTS, ROOTS, SelfCheck
from tui.core.people.contact import Contact
from tui.screens.practice.dialogues import DialoguesScreen
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.rounds import due_now

_CHECK = SelfCheck(1, NOW - timedelta(days=1), {"glad": "4"}, NOW - timedelta(days=1))
WHY = "So Mia can stay in her school"
MANY = tuple(
    Contact(n, f"Person {n}", f"Firm {n}", numbers=(mobile(f"+4477009002{n:02}"),)) for n in range(1, 6)
)


def speaks(effect: str) -> SelfCheck:
    return replace(_CHECK, speaks=tuple(root.id for root in ROOTS if root.effect == effect))


def test_there_is_a_test_for_each() -> None:
    tested = {name.removeprefix("test_").partition("__")[0].replace("_", "-") for name in globals()}
    assert tested >= EFFECTS


@pytest.mark.parametrize("on", [True, False])
async def test_value_first__above_the_opener_and_proof_first_on_cards(desk: MakeDesk, on: bool) -> None:
    d = desk(PEOPLE, speaks("value-first"), roots_off=() if on else ("value-first",))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter")
        assert ("What it is worth to them" in d.text) is on
        assert "Opener" in d.text
        await d.press(pilot, "space", "slash")
        await d.type(pilot, "price")
        await d.press(pilot, "enter")
        styles = [
            s for line in d.text.splitlines() for s in ("curious", "direct", "evidence") if f" {s} " in line
        ]
        assert (styles[0] == "evidence") is on


@pytest.mark.parametrize("on", [True, False])
async def test_evidence__stands_beside_each_person_and_easy_calls_come_first(
    desk: MakeDesk, on: bool
) -> None:
    call = Attempt(1, DANA.id, "+447700900123", NOW - timedelta(days=2), disposition="conversation")
    said = Reflection(1, DANA.id, NOW - timedelta(days=2), right="asked about the depots")
    d = desk(PEOPLE, call, said, speaks("evidence"), roots_off=() if on else ("evidence",))
    async with d.app.run_test(size=(120, 40)) as pilot:
        assert ("You did    “asked about the depots”" in d.text) is on
        await d.press(pilot, "1")
        assert ("t just three     ▸ enter a block" in d.text) is on  # the mark is where enter goes
        assert "▸ enter a block" in d.text


@pytest.mark.parametrize("on", [True, False])
async def test_more_drills__longer_rounds_and_more_new_cards(desk: MakeDesk, on: bool) -> None:
    d = desk(PEOPLE, speaks("more-drills"), roots_off=() if on else ("more-drills",), practice_lines=10)
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert len(due_now(d.app).items) == (8 if on else 4)
        await d.press(pilot, "4", "enter")
        assert len(_drill(d).game.round.waits) == (14 if on else 9), "beside the one that is asked"


@pytest.mark.parametrize("on", [True, False])
async def test_why_first__at_each_hard_moment_and_before_a_block(desk: MakeDesk, on: bool) -> None:
    d = desk(MANY, speaks("why-first"), roots_off=() if on else ("why-first",), why=WHY, feed=False)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "b")
        assert (f"Why you do this: {WHY}" in d.text) is on
        await d.press(pilot, "escape")
        said = []
        for _ in range(2):
            await d.press(pilot, "enter", "h", "a", "s", "enter")
            said.append(f"Why you do this: {WHY}" in d.text)
        assert all(said) is on
        assert any(said), "without it the why takes turns"


@pytest.mark.parametrize("on", [True, False])
async def test_find_out__begins_a_round(desk: MakeDesk, on: bool) -> None:
    d = desk(PEOPLE, speaks("find-out"), roots_off=() if on else ("find-out",))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "f")
        first = _drill(d).game.round.cue
        assert first is not None
        assert ("find-out" in first.tags) is on


@pytest.mark.parametrize("on", [True, False])
async def test_hostile__people_come_first_in_role_plays(desk: MakeDesk, on: bool) -> None:
    d = desk(PEOPLE, speaks("hostile"), roots_off=() if on else ("hostile",))
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "4")
        assert ("rough people first" in d.text) is on
        await d.press(pilot, "d")
        screen = d.app.screen
        assert isinstance(screen, DialoguesScreen)
        moods = {person.id: person.mood for person in d.app.playbook.personas()}
        assert screen.dialogue is not None
        assert (moods[screen.dialogue.persona] == "hostile") is on


@pytest.mark.parametrize("on", [True, False])
async def test_two_noes__are_enough(desk: MakeDesk, on: bool) -> None:
    d = desk(MANY, speaks("two-noes"), roots_off=() if on else ("two-noes",))
    async with d.app.run_test(size=(120, 30)) as pilot:
        for _ in range(2):
            await d.press(pilot, "enter", "space", "h", "i", "ctrl+s")
        assert bool(d.app.runner.unasked.line) is on


def _drill(d: Desk) -> DrillScreen:
    screen = d.app.screen
    assert isinstance(screen, DrillScreen)
    return screen
