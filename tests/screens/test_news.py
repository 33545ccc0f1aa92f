"""What happened to the file is said over the queue: whole, one thing after the other, never in a call."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.desk import NOW, PEOPLE, MakeDesk
from tui.core.lists.dnc import DncList, Edition, pack
from tui.screens.call.call import CallScreen
from tui.screens.queue.queue import QueueScreen

EDITED = "offhook.json was changed by another program. Offhook goes on with what it has, and will keep it."
KEPT = "What it wrote is kept."


def flat(text: str) -> str:
    """The screen without line ends and rules, to find a sentence that is broken over lines."""
    return " ".join(text.split())


async def test_it_is_said_within_a_second_and_whole(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.pass_time(pilot, 2)
        d.store.tell.append(EDITED)
        await d.pass_time(pilot, 1)
        assert EDITED in flat(d.text)
        assert d.text.splitlines()[-1].strip(), "the keys are still below it"
        await d.press(pilot, "y")
        assert "Copied" in d.text
        assert "offhook.json" not in d.text


async def test_one_thing_after_the_other(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        d.store.tell += [EDITED, KEPT]
        await d.pass_time(pilot, 5)
        assert EDITED in d.text
        assert KEPT not in d.text
        await d.pass_time(pilot, 15)
        assert KEPT in d.text


async def test_never_in_a_call_nor_over_the_form(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, CallScreen)
        d.store.tell.append(EDITED)
        await d.pass_time(pilot, 3)
        assert EDITED not in d.text
        await d.press(pilot, "h")
        await d.pass_time(pilot, 3)
        assert EDITED not in d.text
        await d.press(pilot, "a")
        await d.pass_time(pilot, 2)
        assert isinstance(d.app.screen, QueueScreen)
        assert "Saved" in d.text, "what was saved stands first"
        await d.pass_time(pilot, 3)
        assert EDITED in d.text


async def test_a_question_keeps_it_waiting(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "t")
        d.store.tell.append(EDITED)
        await d.pass_time(pilot, 3)
        assert not isinstance(d.app.screen, QueueScreen)
        assert EDITED not in d.text
        await d.press(pilot, "escape")
        await d.pass_time(pilot, 5)
        assert EDITED in d.text


async def test_an_old_do_not_call_list_is_said_at_the_start(desk: MakeDesk) -> None:
    numbers = (Edition(NOW, pack(["+12015550144"])),)
    d = desk(PEOPLE, DncList(1, "FTC", NOW, NOW - timedelta(days=32), editions=numbers))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.pass_time(pilot, 2)
        assert "The do-not-call list FTC is 32 days old, and should not be older than 31." in flat(d.text)


async def test_a_theme_that_is_none_is_told(desk: MakeDesk) -> None:
    """A slip in `config.yaml`: whoever wonders why nothing changed reads why."""
    d = desk(theme="offhook-lihgt")
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.pass_time(pilot, 2)
        assert "There is no theme 'offhook-lihgt': the usual one is on." in flat(d.text)


async def test_what_was_in_the_editor_when_it_ended_is_told(desk: MakeDesk, tmp_path: Path) -> None:
    """The terminal died while a field was open in the editor: what was saved there is in its file."""
    (tmp_path / "writing-ab12.txt").write_text("what they really said")
    (tmp_path / "writing-empty.txt").write_text("")
    d = desk()
    async with d.app.run_test(size=(160, 40)) as pilot:
        await d.pass_time(pilot, 2)
        assert "when Offhook ended is in" in flat(d.text)
        assert "writing-ab12.txt" in flat(d.text).replace(" ", "")
        await d.pass_time(pilot, 30)
        assert "writing-empty" not in d.text
