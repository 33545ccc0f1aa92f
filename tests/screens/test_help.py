"""`?`: the keys that work now, in groups, whole in the smallest terminal."""

from __future__ import annotations

from tests.desk import MakeDesk
from tui.screens.help import KeysNow, rows
from tui.screens.queue.queue import QueueScreen
from tui.screens.tour import GuideLine

SIZE = (80, 24)


async def test_the_keys_are_in_groups_and_scroll_to_the_last(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "question_mark")
        assert isinstance(d.app.screen, KeysNow)
        assert "This person" in d.text
        assert "↓ more" in d.text
        seen = ""
        for _ in range(8):
            seen += d.text
            await d.press(pilot, "pagedown")
        for heading in ("Moving", "Other screens", "Everywhere", "ctrl+p finds one by typing."):
            assert heading in seen
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen, QueueScreen)


async def test_each_key_stands_in_one_group(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=SIZE):
        screen = d.app.screen
        assert isinstance(screen, QueueScreen)
        told = [row.plain.strip().split("  ")[0] for row in rows(screen, 70) if row.plain.startswith("  ")]
        assert len(told) == len(set(told))
        assert {"enter", "/", "1", "?", "f2"} <= set(told)


async def test_the_tour_begins_from_there(desk: MakeDesk) -> None:
    d = desk(demo="demo")
    async with d.app.run_test(size=SIZE) as pilot:
        await d.press(pilot, "question_mark", "f2")
        d.app.tick()
        await d.done(pilot)
        assert isinstance(d.app.screen, QueueScreen)
        assert "tour 1/5" in d.app.screen.query_one(GuideLine).render().plain  # type: ignore[union-attr]
