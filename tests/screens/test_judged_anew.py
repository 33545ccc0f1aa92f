"""Markers count in the queue as soon as they were changed."""

from __future__ import annotations

from dataclasses import replace

from tests.desk import BEN, CHLOE, DANA, Desk, MakeDesk
from tests.screens.on_lists import go
from tui.core.queue.verdict import Place
from tui.screens.queue.queue import QueueScreen

_BUYER = replace(CHLOE, role="Buyer")


def whys(d: Desk) -> list[str]:
    """Who is in the queue, with why."""
    queue = d.app.runner.queue
    return [f"{place.contact} {place.why}" for place in queue.items]


async def must_be_a_buyer(d: Desk, pilot: object) -> None:
    await go(d, pilot, "6", "m", "a", "'role", "enter", "'is", "enter", "'Buyer", "enter")  # type: ignore[arg-type]


async def test_who_is_out_by_a_new_marker_is_held_at_once(desk: MakeDesk) -> None:
    d = desk((DANA, BEN, _BUYER))
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert len(d.app.runner.queue) == 3
        await must_be_a_buyer(d, pilot)
        await go(d, pilot, "escape", "2")
        assert isinstance(d.app.screen, QueueScreen)
        assert whys(d) == [f"{_BUYER.id} grade C, first try"]
        assert "1 callable · 2 held" in d.text
        held = d.app.runner.queue.held[DANA.id]
        assert held.rule == "out of profile"


async def test_taken_back_it_counts_no_more(desk: MakeDesk) -> None:
    d = desk((DANA, BEN, _BUYER))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await must_be_a_buyer(d, pilot)
        await go(d, pilot, "escape", "m", "u", "escape", "2")
        assert [isinstance(d.app.runner.queue.get(c.id), Place) for c in (DANA, BEN, _BUYER)] == [True] * 3


async def test_markers_that_were_only_looked_at_change_nothing(desk: MakeDesk) -> None:
    d = desk((DANA, BEN))
    async with d.app.run_test(size=(100, 30)) as pilot:
        before = d.app.runner.queue.version
        await go(d, pilot, "6", "m", "escape", "2")
        assert d.app.runner.queue.version == before


async def test_the_one_shown_stays_shown_while_everybody_is_judged_anew(desk: MakeDesk) -> None:
    d = desk((DANA, BEN, _BUYER))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "down")
        await must_be_a_buyer(d, pilot)
        await go(d, pilot, "escape", "2")
        assert "Ben Okafor has just left the queue" in d.text
        queue = d.app.screen
        assert isinstance(queue, QueueScreen)
        assert queue._contact == BEN.id
