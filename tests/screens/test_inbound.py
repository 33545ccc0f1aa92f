"""A call that came in: who it is, what they wait for, and only results that can be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.desk import CHLOE, NOW, PEOPLE, MakeDesk
from tui.core.call.attempt import Attempt, Callback, Promise
from tui.files.defaults import read_defaults
from tui.files.home import Home


async def test_somebody_who_calls_is_told_from_somebody_who_is_called(desk: MakeDesk) -> None:
    before = NOW - timedelta(minutes=2)
    tried = Attempt(900, CHLOE.id, "+447700900125", before, ended=before, disposition="voicemail-left")
    owed = Promise(1, CHLOE.id, 900, "does it do SSO?", NOW + timedelta(days=1), before)
    agreed = Callback(1, CHLOE.id, "2026-11-25T09:00", "Europe/London", NOW + timedelta(hours=22.5), before)
    d = desk(PEOPLE, tried, owed, agreed)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "0125")
        await d.press(pilot, "enter")
        told = " ".join(d.text.replace("│", " ").split())
        assert "They called you" in told
        assert "Hello Chloë, Sam here. Thank you for calling." in told
        assert "Last time 10:28 voicemail left" in told
        assert "Call set Wed 25 Nov 09:00" in told
        assert "“does it do SSO?”" in told
        assert "cold call" not in told
        await d.press(pilot, "h")
        assert "conversation" in d.text
        assert "wrong number" in d.text
        assert "no answer" not in d.text
        assert "voicemail left" not in d.text.split("Chloë Brontë", 1)[1].split("They called you")[0]
        await d.press(pilot, "7")
        assert "They called you: it cannot be no answer." in d.text
        await d.press(pilot, "1", "ctrl+s")
        made = d.store.get(Attempt, 901)
        assert made
        assert made.disposition == "conversation"


def test_what_a_call_that_came_in_can_end_with(tmp_path: Path) -> None:
    shipped = read_defaults(Home(tmp_path)).dispositions
    assert {d.id for d in shipped if not d.inbound} == {
        "voicemail-left", "no-answer", "busy", "voicemail-none", "out-of-service", "no-connection",
    }  # fmt: skip
