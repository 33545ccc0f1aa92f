"""Commands beside the open app, as the rep sees them: taken up in a second, said, and never in the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.desk import BEN, CHLOE, DANA, NOW, MakeDesk, mobile
from tui.core.call.attempt import Attempt, CallList
from tui.core.call.states import Calling, Reflecting
from tui.core.people.contact import Contact
from tui.core.request import Forbid, Log, Request, TakeIn
from tui.files import inbox
from tui.handover.pickup import AGAIN, hand_over
from tui.screens.call.call import CallScreen
from tui.screens.call.reflection_keys import ReflectScreen
from tui.screens.queue.queue import QueueScreen

LOG = Log(BEN.id, "no-answer", NOW, "+447700900124")
NEW = Contact(0, "New One", numbers=(mobile("+447700900177"),), list="leads")


def leave(home: Path, *requests: Request) -> None:
    for turn, request in enumerate(requests):
        hand_over(home / "inbox", request, NOW + timedelta(seconds=turn))


async def test_what_waits_at_the_start_is_taken_up_after_the_first_picture(
    desk: MakeDesk, tmp_path: Path
) -> None:
    leave(tmp_path, LOG)
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 2)
        assert "Logged beside the app: Ben Okafor, no answer" in d.text
        assert "1 of 30 dials" in d.text
        assert "2 callable · 2 held" in d.text
    assert inbox.waiting(tmp_path / "inbox") == []


async def test_a_call_logged_beside_the_app_within_a_second(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 2)
        leave(tmp_path, LOG)
        await d.pass_time(pilot, 2)
        assert "Logged beside the app: Ben Okafor, no answer" in d.text
        assert d.app.screen._contact == DANA.id, "whoever is shown stays shown"  # type: ignore[attr-defined]
        await d.press(pilot, "w")
        assert "Dana Reyes" in d.text


async def test_several_things_are_said_together(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    leave(tmp_path, LOG, Forbid(("+447700900125",), NOW), Forbid(("+447700900126",), NOW))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 2)
        assert "Logged beside the app: Ben Okafor, no answer (and 2 more)" in d.text


async def test_new_people_come_into_the_list_and_are_found(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk(())
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert "Nobody here yet." in d.text
        leave(tmp_path, TakeIn((NEW,), (), (CallList(0, "leads", imported=NOW),), 0))
        await d.pass_time(pilot, 2)
        assert "1 person imported from leads" in d.text
        assert "▸ New One" in d.text
        await d.press(pilot, "/")
        await d.type(pilot, "new o")
        assert "1 person found" in d.text


async def test_a_do_not_call_beside_a_call_holds_before_the_next_dial(desk: MakeDesk, tmp_path: Path) -> None:
    """Dana is rung; meanwhile both her other number and Ben are forbidden."""
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        leave(tmp_path, Forbid(("+447700900123", "+447700900124"), NOW))
        await d.pass_time(pilot, 2)
        assert isinstance(d.app.screen, CallScreen)
        assert isinstance(d.app.runner.state, Calling)
        assert "2 numbers added to do-not-call" in d.text
        await d.press(pilot, "h", "7")
        assert isinstance(d.app.screen, QueueScreen)
        assert d.app.screen._contact == CHLOE.id
        assert d.app.runner.queue.get(BEN.id).rule == "do not call"  # type: ignore[union-attr]


async def test_whoever_is_shown_and_forbidden_beside_the_app_is_not_rung(
    desk: MakeDesk, tmp_path: Path
) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        leave(tmp_path, Forbid(("+447700900123", "+441134960123"), NOW))
        await d.pass_time(pilot, 2)
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, QueueScreen)
        assert not d.store.all(Attempt)


async def test_while_the_form_is_open_nothing_takes_its_keys(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1")
        await d.type(pilot, "asked ")
        focused = d.app.focused
        leave(tmp_path, LOG)
        await d.pass_time(pilot, 2)
        assert isinstance(d.app.runner.state, Reflecting)
        assert isinstance(d.app.screen, ReflectScreen)
        assert d.app.focused is focused
        assert len(d.store.all(Attempt)) == 2, "taken up"
        await d.type(pilot, "first")
        assert d.app.runner.state.form.right == "asked first"
        await d.press(pilot, "ctrl+s")
        assert "Saved: conversation" in d.text
        await d.pass_time(pilot, 2)
        assert "Logged beside the app: Ben Okafor, no answer" in d.text, "said when there is a line for it"


async def test_a_question_that_is_open_stays_open(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "c")
        question = d.app.screen
        leave(tmp_path, LOG)
        await d.pass_time(pilot, 2)
        assert d.app.screen is question
        await d.press(pilot, "escape")
        await d.pass_time(pilot, 2)
        assert "Logged beside the app: Ben Okafor, no answer" in d.text


async def test_what_cannot_be_used_is_said_plainly_and_stops_nothing(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "0.json").write_bytes(b"[")
    leave(tmp_path, LOG)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 2)
        said = "Set aside: what a command handed over (it is no JSON). It lies in inbox/set-aside."
        assert f"{said} (and 1 more)" in d.text
        assert len(d.store.all(Attempt)) == 1


async def test_a_full_disk_is_said_once_and_tried_again(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 2)
        d.store.fail_next = "Not saved: the disk is full."
        leave(tmp_path, LOG)
        await d.pass_time(pilot, 2)
        assert "Handed over, it waits in inbox/. Not saved: the disk is full." in d.text
        assert not d.store.all(Attempt)
        await d.press(pilot, "down")
        await d.pass_time(pilot, AGAIN)
        assert "Logged beside the app: Ben Okafor, no answer" in d.text
    assert inbox.waiting(tmp_path / "inbox") == []


async def test_what_is_in_hand_when_the_app_ends_is_still_saved(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.pass_time(pilot, 2)
        leave(tmp_path, LOG)
        d.clock.advance(1)
        d.app.tick()
        await pilot.press("ctrl+q")
    left = inbox.waiting(tmp_path / "inbox")
    assert len(d.store.all(Attempt)) + len(left) >= 1, "saved, or still there for the next start"
