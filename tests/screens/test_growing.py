"""The queue screen while the queue still grows: honest counts, a list that does not jump, keys first."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from tests.desk import NOW, Desk, MakeDesk, mobile
from tui.app import Offhook
from tui.core.call.attempt import Attempt, Callback
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue.standing import Standing
from tui.screens.queue.queue import QueueScreen
from tui.turns import Turns

#: Enough for several pages; the first one takes a hundred.
MANY = tuple(
    Contact(n, f"Person P{n:03}", f"Company {n // 3}", numbers=(mobile(f"+44770090{n:04}"),))
    for n in range(1, 701)
)


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """A queue that grows keeps the collector away from all there is: here that would be every test before."""
    yield
    gc.unfreeze()


@pytest.fixture
def slow(desk: MakeDesk) -> MakeDesk:
    """Makes an app that looks at no more people than it is told to, with `more`."""

    def make(*arguments: object, **settings: object) -> Desk:
        made = desk(*arguments, **settings)

        async def grow() -> None:
            """Nothing comes by itself."""

        made.app.grow = grow  # type: ignore[method-assign]
        return made

    return make


async def more(d: Desk, pilot: Pilot[None], many: int) -> None:
    """So many more are looked at, and the next tick shows it."""
    if d.app.runner.grow(many):
        d.app.tick()
    else:
        screen(d).refresh_grown()
    await d.done(pilot)


def screen(d: Desk) -> QueueScreen:
    assert isinstance(d.app.screen, QueueScreen)
    return d.app.screen


def at_cursor(d: Desk) -> tuple[int, int]:
    """(who is shown, their line on the screen)."""
    people = screen(d).people
    assert people.current.contact == screen(d)._contact
    return people.current.contact, people.cursor * 2 - people.scroll_offset.y


async def test_the_counts_say_how_far_it_is(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert " 100 callable so far · looked at 100 of 700" in d.text
        assert "Person P001" in d.text
        await more(d, pilot, 250)
        assert " 350 callable so far · looked at 350 of 700" in d.text
        await more(d, pilot, 1000)
        assert " 700 callable " in d.text
        assert "so far" not in d.text


async def test_a_narrow_list_says_it_in_fewer_words(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await more(d, pilot, 250)
        counts = next(line for line in d.text.splitlines() if "so far" in line)
        assert counts.split("│")[0].rstrip() in {
            " 350 callable so far · 50% looked at",
            " 350 callable so far",
        }


async def test_nobody_is_not_said_before_everybody_was_looked_at(slow: MakeDesk) -> None:
    sydney = tuple(
        replace(c, numbers=(mobile(f"+6149157{c.id:04}", "Australia/Sydney"),)) for c in MANY[:699]
    )
    d = slow((*sydney, MANY[699]))
    d.app.runner.queue = type(d.app.runner.queue).begin(d.app.runner.queue.judge, NOW, 10, most=100)
    async with d.app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert "Nobody so far." in d.text
        assert "Still looking…" in d.text
        assert "looked at 100 of 700" in d.text
        assert "Nobody can be called" not in d.text
        await more(d, pilot, 1000)
        assert at_cursor(d)[0] == 700
        assert "Person P700" in d.text


@pytest.mark.parametrize("filter", [0, 1, 2])
async def test_the_list_does_not_jump_while_it_grows(slow: MakeDesk, filter: int) -> None:
    held = [
        Standing(n, last=NOW - timedelta(days=1), rest_until=NOW + timedelta(days=1))
        for n in range(1, 700, 3)
    ]
    d = slow(MANY, *held)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, *["f"] * filter, "pagedown", "pagedown", "up")
        before = at_cursor(d)
        rows = screen(d).people.virtual_size.height
        for _ in range(4):
            await more(d, pilot, 100)
            assert at_cursor(d) == before
        people = screen(d).people
        assert people.virtual_size.height > rows
        assert people.vertical_scrollbar.window_virtual_size == people.virtual_size.height


async def test_from_all_nobody_jumps_either_when_many_come_before(slow: MakeDesk) -> None:
    held = [
        Standing(n, last=NOW - timedelta(days=1), rest_until=NOW + timedelta(days=1))
        for n in range(1, 700, 3)
    ]
    d = slow(MANY, *held)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "f", "f", "end", *["up"] * 20, *["down"] * 5)
        before = at_cursor(d)
        await more(d, pilot, 100)
        assert at_cursor(d) == before


async def test_a_callback_set_in_the_meantime_is_on_top_and_the_rep_stays(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "down", "down")
        due = NOW - timedelta(minutes=1)
        callback = Callback(1, 650, "2026-11-24T10:29", "Europe/London", due, NOW)
        await d.app.runner.commit_for(650, Batch((callback,)))
        await more(d, pilot, 100)
        assert at_cursor(d)[0] == 3
        assert d.app.runner.queue.items[0].contact == 650
        assert "Person P650" in d.text


async def test_a_search_finds_who_was_read_and_more_as_it_reads(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(140, 40)) as pilot:
        await d.press(pilot, "slash")
        await d.type(pilot, "p1")
        assert at_cursor(d)[0] == 100
        assert " 100 people found so far · looked at 200 of 700 · esc" in d.text
        await d.press(pilot, "backspace")
        await more(d, pilot, 150)
        assert " 350 people found so far" in d.text
        assert at_cursor(d)[0] == 1
        await more(d, pilot, 1000)
        await d.type(pilot, "69")
        assert " 10 people found · esc" in d.text


async def test_a_search_for_somebody_who_was_not_read_yet_ends_with_them(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(140, 40)) as pilot:
        await d.press(pilot, "slash")
        await d.type(pilot, "p699")
        assert " 0 people found so far · looked at 200 of 700" in d.text
        await more(d, pilot, 450)
        assert screen(d)._contact == 0
        await more(d, pilot, 100)
        assert at_cursor(d)[0] == 699


async def test_somebody_found_before_they_were_looked_at_can_be_called(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(140, 40)) as pilot:
        await d.press(pilot, "slash")
        await d.type(pilot, "p150")
        await d.press(pilot, "enter", "w")
        assert "In the queue: first try." in d.text
        await d.press(pilot, "escape", "escape")
        assert at_cursor(d)[0] == 150
        await more(d, pilot, 10)
        assert at_cursor(d)[0] == 150
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        assert made.contact == 150


async def test_somebody_not_looked_at_who_must_not_be_called_is_not(slow: MakeDesk) -> None:
    d = slow(MANY, Standing(150, do_not_call="asked"))
    async with d.app.run_test(size=(140, 40)) as pilot:
        await d.press(pilot, "slash")
        await d.type(pilot, "p150")
        await d.press(pilot, "enter", "enter")
        assert "do not call" in d.text
        assert d.store.latest(Attempt) is None


async def test_who_calls_is_not_guessed_before_all_were_read(slow: MakeDesk) -> None:
    d = slow(MANY)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "900450")
        await d.press(pilot, "enter")
        assert "Still reading the contacts, 500 to go." in d.text
        while d.app.runner.grow(100):
            pass
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        assert (made.contact, made.inbound) == (450, True)


# --------------------------------------------------------------------------------------------- by itself


async def test_it_grows_by_itself_and_shows_that_it_is_whole(desk: MakeDesk) -> None:
    d = desk(MANY)
    async with d.app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "grow"])
        await pilot.pause()
        assert not d.app.runner.left
        assert " 700 callable " in d.text


async def test_keys_come_first(slow: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    d = slow(MANY)
    asked = iter([False, True, True, False])
    slices = iter([True, True, False])
    order: list[object] = []

    def grow(many: int, most: float) -> bool:
        order.append("a slice")
        return next(slices)

    def busy(turns: Turns) -> bool:
        order.append(next(asked))
        return bool(order[-1])

    async with d.app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        monkeypatch.setattr(d.app.runner, "grow", grow)
        monkeypatch.setattr(Turns, "busy", property(busy))
        await Offhook.grow(d.app)
    assert order == ["a slice", False, "a slice", True, True, False, "a slice"]


async def test_a_key_is_on_its_way_until_it_did_what_it_does(desk: MakeDesk) -> None:
    d = desk()
    busy: list[bool] = []
    async with d.app.run_test(size=(120, 40)) as pilot:
        screen(d).action_why = lambda: busy.append(d.app._turns.busy)  # type: ignore[method-assign]
        await d.press(pilot, "w")
        assert (busy, d.app._turns.busy) == ([True], False)


async def test_an_app_that_ends_while_it_grows_leaves_nothing_behind(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(MANY)
    monkeypatch.setattr(Turns, "busy", True)
    async with d.app.run_test(size=(140, 40)):
        pass
    assert d.app.runner.left
    assert gc.isenabled()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_large_import_beside_the_app_is_looked_at_by_and_by(desk: MakeDesk) -> None:
    d = desk(people=MANY[:3])
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.done(pilot)
        await d.app.runner.commit(Batch(MANY))
        assert d.app.runner.queue.unseen == len(MANY) - 3
        d.app.tick()
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "grow"])
        await d.done(pilot)
        assert d.app.runner.left == 0
        assert len(d.app.runner.queue) == len(MANY)
        assert f"{len(MANY)} callable" in d.text


async def test_when_the_hours_of_everybody_begin_keys_come_in_between(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(MANY)
    d.clock.advance(timedelta(hours=12).total_seconds())  # 21:00: nobody
    async with d.app.run_test(size=(140, 40)) as pilot:
        await d.done(pilot)
        while d.app.runner.grow(700):
            pass
        await pilot.pause()
        assert len(d.app.runner.queue) == 0
        monkeypatch.setattr(d.app.runner, "_within", lambda seconds: lambda: True)  # a slice is a few people
        let, slices = d.app.let_keys_through, []

        async def counted() -> None:
            slices.append(len(d.app.runner.queue))
            await let()

        monkeypatch.setattr(d.app, "let_keys_through", counted)
        d.clock.advance(timedelta(hours=11).total_seconds())
        d.app.tick()
        assert len(d.app.runner.queue) == 8, "what one tick had time for"
        await d.app.workers.wait_for_complete([w for w in d.app.workers if w.group == "grow"])
        await pilot.pause()
        assert slices == list(range(16, 700, 8))
        assert " 700 callable " in d.text
