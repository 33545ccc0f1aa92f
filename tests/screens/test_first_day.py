"""What somebody met on the first day with the app, one thing after the other."""

from __future__ import annotations

import yaml

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


async def test_who_calls_is_asked_where_it_is_missing(desk: MakeDesk) -> None:
    d = desk(my_name="", my_company="")
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert "enter call   m your name" in d.text
        await d.press(pilot, "enter")
        assert "…your name…" in d.text
        assert "m in the queue: your name, company and number" in d.text
        await d.press(pilot, "h", "a", "m")
        await d.type(pilot, "Sam [b]")
        await d.press(pilot, "enter")
        await d.type(pilot, "Depotline")
        await d.press(pilot, "enter", "enter")
        assert "Saved: your openers and voicemails say it from now on." in d.text
        assert "m your name" not in d.text.splitlines()[-1]
        await d.press(pilot, "enter")
        assert "Sam [b]" in d.text
        assert "…your name…" not in d.text
    saved = yaml.safe_load(d.app.services.home.local.read_text(encoding="utf-8"))
    assert (saved["my_name"], saved["my_company"]) == ("Sam [b]", "Depotline")


async def test_the_way_out_is_said_where_it_is_looked_for(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        for key in ("q", "ctrl+c"):
            await d.press(pilot, "p", "escape", key)
            assert "ctrl+q quits. Nothing is lost." in d.text, key
            d.app.screen.show_status("")  # type: ignore[attr-defined]
