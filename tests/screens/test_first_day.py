"""What somebody met on the first day with the app, one thing after the other."""

from __future__ import annotations

from tests.desk import MakeDesk


async def test_getting_ready_is_counted_only_while_the_person_is_shown(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 10)
        await d.press(pilot, "5")
        await d.pass_time(pilot, 60)
        await d.press(pilot, "2")
        await d.pass_time(pilot, 10)
        await d.press(pilot, "enter")
        attempt = d.app.runner.last_attempt()
        assert attempt
        assert 18 <= attempt.prep <= 25
