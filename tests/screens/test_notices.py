"""An agreed time is told outside the app: once, when it comes, never in a call, never unless chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.desk import BEN, DANA, NOW, PEOPLE, Desk, MakeDesk
from tui.core.call.attempt import Callback
from tui.core.call.states import Calling, Choosing

SOON = Callback(900, DANA.id, "2026-11-24T10:32", "Europe/London", NOW + timedelta(minutes=2), NOW)
LATER = Callback(901, BEN.id, "2026-11-24T10:34", "Europe/London", NOW + timedelta(minutes=4), NOW)


class Heard:
    """What came to the desktop, the terminal and the bell."""

    def __init__(self, d: Desk, monkeypatch: pytest.MonkeyPatch, *, desktop: bool) -> None:
        self.desktop: list[str] = []
        self.terminal: list[str] = []
        self.bells = 0

        def show(line: str) -> bool:
            self.desktop.append(line)
            return desktop

        def send(app: Any, sequence: str) -> None:
            self.terminal.append(sequence)

        def ring() -> None:
            self.bells += 1

        monkeypatch.setattr(type(d.app.services), "show_on_desktop", lambda self, line: show(line))
        monkeypatch.setattr(type(d.app.services), "within", lambda self: "")
        monkeypatch.setattr("tui.screens.notices.tell_terminal", send)
        monkeypatch.setattr(d.app, "bell", ring)


async def told(d: Desk, pilot: Any, minutes: int) -> None:
    await d.pass_time(pilot, 60 * minutes)
    if waiting := [w for w in d.app.workers if w.group == "notice"]:
        await d.app.workers.wait_for_complete(waiting)


async def test_once_for_each_on_the_desktop_and_without_names(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(PEOPLE, SOON, LATER, notify="desktop")
    heard = Heard(d, monkeypatch, desktop=True)
    async with d.app.run_test() as pilot:
        await told(d, pilot, 1)
        assert heard.desktop == []
        await told(d, pilot, 5)
        due = ["Offhook: 10:32 a callback is due", "Offhook: 10:34 a callback is due"]
        assert (heard.desktop, heard.terminal, heard.bells) == (due, [], 0)


async def test_where_there_is_no_desktop_the_terminal_is_asked_and_rings(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(PEOPLE, SOON, notify="desktop", notify_name=True)
    heard = Heard(d, monkeypatch, desktop=False)
    async with d.app.run_test() as pilot:
        await told(d, pilot, 3)
        assert heard.terminal == ["\x1b]9;Offhook: 10:32 callback: Dana Reyes\x07"]
        assert heard.bells == 1


async def test_the_bell_alone(desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    d = desk(PEOPLE, SOON, notify="bell")
    heard = Heard(d, monkeypatch, desktop=True)
    async with d.app.run_test() as pilot:
        await told(d, pilot, 3)
        assert (heard.desktop, heard.terminal, heard.bells) == ([], [], 1)


async def test_nothing_unless_it_was_chosen_and_nothing_old_when_it_is(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(PEOPLE, SOON)
    heard = Heard(d, monkeypatch, desktop=True)
    async with d.app.run_test() as pilot:
        await told(d, pilot, 3)
        d.app.services.choose(notify="desktop")
        await told(d, pilot, 2)
        assert (heard.desktop, heard.bells) == ([], 0)


async def test_what_comes_in_a_call_is_told_behind_it(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = desk(PEOPLE, LATER, notify="desktop")
    heard = Heard(d, monkeypatch, desktop=True)
    async with d.app.run_test() as pilot:
        await d.press(pilot, "enter")
        assert isinstance(d.app.runner.state, Calling)
        await told(d, pilot, 5)
        assert heard.desktop == []
        await d.press(pilot, "h", "1", "ctrl+s")
        assert isinstance(d.app.runner.state, Choosing)
        await told(d, pilot, 1)
        assert heard.desktop == ["Offhook: 10:34 a callback is due"]
