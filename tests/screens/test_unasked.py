"""At most one line that nobody asked for, per call, whoever would say one; never in a box."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from textual.pilot import Pilot

from tests.desk import NOW, PEOPLE, Desk, MakeDesk, mobile
from tui.core.call.attempt import Attempt, Callback
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing
from tui.settings import read_settings

MANY = tuple(
    Contact(n, f"Person {n}", f"Firm {n}", numbers=(mobile(f"+4477009002{n:02}"),)) for n in range(1, 9)
)
WHY = "So Mia can stay in her school"


def dials(many: int, came: str = "no-answer") -> list[Attempt]:
    hour_ago = NOW - timedelta(hours=1)
    return [Attempt(n, 8, "+447700900208", hour_ago, disposition=came) for n in range(1, many + 1)]


async def noes(d: Desk, pilot: Pilot[None], many: int) -> None:
    for _ in range(many):
        await d.press(pilot, "enter", "space", "h", "i", "ctrl+s")


async def test_after_three_noes_comes_the_own_why_and_enter_goes_on(desk: MakeDesk) -> None:
    d = desk(MANY, why=WHY)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await noes(d, pilot, 2)
        assert WHY not in d.text
        await noes(d, pilot, 1)
        first = d.text
        await noes(d, pilot, 3)
        assert (WHY in first) + (WHY in d.text) == 1, "the why and another line take turns"
        assert len(d.app.screen_stack) == 2, "no box"


async def test_which_kind_helps_is_told_by_one_key_and_kept(desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "prompts.yaml").write_text(
        "prompts:\n"
        + "".join(f"  - {{id: {p}, off: true}}\n" for p in _shipped())
        + "  - {id: a, for: thoughts, text: Look at the task.}\n"
        + "  - {id: b, for: body, text: Stay with the call.}\n"
    )
    d = desk(MANY)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "h")
        assert "what helps you?" in d.text
        await d.press(pilot, "h")
        assert "Saved: lines of that kind from now on." in d.text
        assert read_settings(d.app.services.home).hard_moments == "body"
        await noes(d, pilot, 3)
        assert "Stay with the call." in d.text


def _shipped() -> list[str]:
    from tui.files.home import Home
    from tui.files.lines_file import read_lines

    return [prompt.id for prompt in read_lines(Home(Path("/nowhere"))).prompts]


async def test_nothing_is_said_where_the_rep_wants_nothing(desk: MakeDesk) -> None:
    d = desk(MANY, why=WHY, hard_moments="off")
    async with d.app.run_test(size=(120, 30)) as pilot:
        await noes(d, pilot, 3)
        assert not d.app.runner.unasked.line


async def test_a_rough_call_is_cooled_down_from_and_the_goal_waits(desk: MakeDesk) -> None:
    d = desk(MANY, *dials(4), goal=5, why=WHY)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "x", "ctrl+s")
        assert d.app.runner.unasked.line
        assert "goal of the day" not in d.text, "one line a call"
        assert WHY not in d.text
        await d.press(pilot, "enter", "h", "a")
        assert "5 dials: the goal of the day is reached." in d.text


async def test_the_goal_is_told_with_the_call_that_reaches_it_once(desk: MakeDesk) -> None:
    d = desk(MANY, *dials(4), goal=5)
    async with d.app.run_test(size=(120, 30)) as pilot:
        said = []
        for _ in range(2):
            await d.press(pilot, "enter", "h", "a")
            said.append("5 dials: the goal of the day is reached." in d.text)
        assert said == [True, False]


async def test_after_a_line_the_prep_clock_says_nothing(desk: MakeDesk) -> None:
    d = desk(MANY, *dials(4), goal=5)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "enter", "h", "a")
        assert "goal of the day" in d.text
        await d.pass_time(pilot, 63)
        assert "You know enough" not in d.text
        assert "goal of the day" in d.text
        await d.press(pilot, "enter", "h", "a")
        await d.pass_time(pilot, 63)
        assert "You know enough. Enter." in d.text
        await d.press(pilot, "s", "enter")
        assert not d.app.runner.unasked.line, "nor does a skip say a second one"


async def test_a_skip_brings_a_line_once(desk: MakeDesk) -> None:
    d = desk(MANY)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "s", "enter")
        line = d.app.runner.unasked.line
        assert line
        await d.press(pilot, "s", "enter")
        assert d.app.runner.unasked.line == line


async def test_a_block_begins_with_a_line_of_the_feed(desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "feed.yaml").write_text('lines: ["Slowly. [b]", "Slowly. [b]"]\n')
    d = desk(MANY)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "b")
        assert "A block: for what?" in d.text
        assert d.text.count("Slowly. [b]") == 1
        await d.press(pilot, "escape")
        assert "Slowly. [b]" not in d.text


async def test_no_feed_where_it_is_off(desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "feed.yaml").write_text('lines: ["Slowly."]\n')
    d = desk(MANY, feed=False)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "b")
        assert "Slowly." not in d.text


async def test_a_fault_in_the_reps_lines_is_told_with_its_line(desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "feed.yaml").write_text("lines:\n  - ok\n  - {txt: x}\n")
    d = desk(PEOPLE)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.app._load_words()
        await d.pass_time(pilot, 6)
        assert "feed.yaml:3:" in d.text


async def test_that_the_day_had_enough_of_getting_ready_is_said_once(desk: MakeDesk) -> None:
    hour_ago = NOW - timedelta(hours=1)
    before = Attempt(1, 8, "+447700900208", hour_ago, disposition="no-answer", prep=46 * 60.0)
    d = desk(MANY, before)
    async with d.app.run_test(size=(120, 30)) as pilot:
        assert "of getting ready today" not in d.text
        await d.press(pilot, "enter", "h", "7")
        assert "46 minutes of getting ready today. You know enough" in d.text
        await d.press(pilot, "enter", "h", "7")
        assert "of getting ready today" not in d.text


async def test_the_cap_of_the_day_can_be_switched_off(desk: MakeDesk) -> None:
    hour_ago = NOW - timedelta(hours=1)
    before = Attempt(1, 8, "+447700900208", hour_ago, disposition="no-answer", prep=46 * 60.0)
    d = desk(MANY, before, prep_day_minutes=0)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "enter", "h", "7")
        assert "of getting ready today" not in d.text


async def test_a_skip_that_spares_them_is_no_hard_moment(desk: MakeDesk) -> None:
    d = desk(MANY)
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "s", "2")
        assert "Skipped: Person 1" in d.text
        assert not d.app.runner.unasked.line
        await d.press(pilot, "s", "3")
        assert d.app.runner.unasked.line


async def test_a_callback_that_is_skipped_says_that_it_stands(desk: MakeDesk) -> None:
    at = NOW - timedelta(minutes=1)
    agreed = Callback(1, 1, "2026-11-24T10:29", "Europe/London", at, NOW - timedelta(days=1))
    d = desk(MANY, agreed, Standing(1, callback=at))
    async with d.app.run_test(size=(120, 30)) as pilot:
        await d.press(pilot, "s", "2")
        assert "Skipped: Person 1. The callback 10:29 stands, and stays on top." in d.text
