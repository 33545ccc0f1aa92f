"""Practice as a main screen: to and fro, what is due, the week, the measures, how it looks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk import BEN, NOW, Desk
from tests.golden import GOLDENS, golden
from tests.screens.rehearsing import Rehearsal
from tui.core.call.reflection import Capture
from tui.core.practice.practice import Drill, Recall, Review, Rung
from tui.screens.library.library import LibraryScreen
from tui.screens.practice.debrief import DebriefScreen
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.practice import PracticeScreen
from tui.screens.queue.queue import QueueScreen

_DAY = timedelta(days=1)
SAID = Capture(1, BEN.id, 900, "The works council has to see that first", NOW - _DAY)


def drill(id: int, days: float, **more: object) -> Drill:
    """A round that many days ago."""
    at = NOW - days * _DAY
    return Drill(id, "batting", at, ended=at + timedelta(minutes=2), **more)  # type: ignore[arg-type]


def recall(id: int, item: str, *, due: float = 0.0, **more: object) -> Recall:
    """A card that was practised, due in so many days."""
    return Recall(id, item, NOW + due * _DAY, NOW - 3 * _DAY, 3.0, 5.0, first=NOW - 9 * _DAY, **more)  # type: ignore[arg-type]


#: Four weeks of practice.
HISTORY = (
    drill(1, 0.1, lines=10, timed=9, quick=6, unseen=5, unaided=3, change="ask before I explain"),
    drill(2, 0.5, lines=5, timed=5, quick=3),
    drill(3, 8, lines=10, timed=10, quick=4, unseen=6, unaided=2),
    drill(4, 15, lines=8, timed=8, quick=2, unseen=8, unaided=2),
    Drill(5, "dialogue", NOW - 8 * _DAY, "dialogue/first-call", 3, NOW - 8 * _DAY, outcome="meeting"),
    recall(1, "price", due=-1, heard=("your price is too high",)),
    recall(2, "busy", rating=1),
    recall(3, "vendor", due=9),
    recall(4, "dialogue/first-call", due=-1),
    Review(1, "price", NOW - 3 * _DAY, 3),
    SAID,
)


# ----------------------------------------------------------------------------------------- to and fro


async def test_4_leads_there_from_queue_and_library_and_2_3_and_esc_away(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4")
        assert isinstance(d.app.screen, PracticeScreen)
        await d.press(pilot, "3")
        assert isinstance(d.app.screen, LibraryScreen)
        await d.press(pilot, "4")
        assert isinstance(d.app.screen, PracticeScreen)
        assert len([s for s in d.app.screen_stack if isinstance(s, PracticeScreen | LibraryScreen)]) == 1
        for back in ("2", "escape"):
            await d.press(pilot, back)
            assert isinstance(d.app.screen, QueueScreen)
            await d.press(pilot, "4")


@pytest.mark.parametrize(
    "before", [("enter",), ("enter", "space", "h"), ("b", "enter")], ids=["call", "form", "block"]
)
async def test_in_a_call_a_form_and_a_block_it_stays_shut(
    rehearsal: Rehearsal, before: tuple[str, ...]
) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, *before, "4")
        assert not any(isinstance(screen, PracticeScreen) for screen in d.app.screen_stack)


async def test_in_a_round_the_main_screens_stay_shut(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "f", "escape", "2", "3", "4")
        assert isinstance(d.app.screen, DrillScreen)


# ---------------------------------------------------------------------------------------- what it says


async def test_a_newcomer_is_told_what_to_do_first_and_why(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4")
        assert "New here? Press f" in d.text
        assert "comes easier on the phone" in d.text
        assert "▸ enter" in d.text  # the mark is where enter goes
        await d.press(pilot, "f")
        await d.type(pilot, "That is fair, when may I ring?")
        await d.press(pilot, "enter", "enter", "escape", "escape")
        assert isinstance(d.app.screen, PracticeScreen)
        assert "New here?" not in d.text
        assert "▸ enter" in d.text


async def test_what_is_due_the_week_and_the_measures_at_one_glance(rehearsal: Rehearsal) -> None:
    d = rehearsal(*HISTORY)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4")
        assert "● 5 due · 1 objection waits for an answer (f)" in d.text
        assert "● ● ○ ○  2 of 4 rounds this week" in d.text
        assert "2 to choose from, 1 due" in d.text
        first_word = next(row for row in d.text.splitlines() if "first word within 3 s" in row)
        assert " ".join(first_word.split("3 s")[1].split()) == "9 of 14 4 of 10 2 of 8 –"
        unaided = next(row for row in d.text.splitlines() if "without a hint" in row)
        assert " ".join(unaided.split("wordings")[1].split()) == "3 of 5 2 of 6 2 of 8 –"
        assert "You meant to: ask before I explain" in d.text


async def test_when_nothing_is_due_a_round_is_still_there(rehearsal: Rehearsal) -> None:
    cards = ("price", "busy", "vendor", "mail", "trust")
    d = rehearsal(*(recall(n, id, due=5) for n, id in enumerate(cards, 1)), HISTORY[0])
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4")
        assert "✓ nothing is due" in d.text
        await d.press(pilot, "enter")
        assert "1 of 5" in d.text


async def test_a_round_that_is_over_moves_what_is_due(rehearsal: Rehearsal) -> None:
    d = rehearsal(*HISTORY)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "enter")
        while isinstance(d.app.screen, DrillScreen):
            await d.type(pilot, "I hear you. What made you choose that, and when may I ring on Thursday?")
            await d.press(pilot, "enter")
        assert isinstance(d.app.screen, DebriefScreen)
        await d.press(pilot, "enter")
        assert "3 of 4 rounds this week" in d.text
        assert "5 due" not in d.text


async def test_without_cards_it_says_what_to_do(rehearsal: Rehearsal, tmp_path: Path) -> None:
    d = rehearsal()
    (tmp_path / "shipped" / "basics.yaml").write_text("schema: 1\npack: {id: basics, name: Basics}\n")
    d.app.wording.words = d.app.wording.scripts.read()
    async with d.app.run_test(size=(100, 30)) as pilot:
        for key in ("enter", "f", "w", "h"):
            await d.press(pilot, "4", key)
            assert "no cards to practise" in d.text
        await d.press(pilot, "d")
        assert "No calls to rehearse" in d.text
        await d.press(pilot, "escape", "p")
        assert "no calls to rehearse" in d.text


async def test_the_ladder_is_a_quiet_line_until_its_first_step(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4")
        assert "off for now" in d.text
    for records, settings in ((), {"ladder": True}), ((Rung(1, 1, NOW - _DAY, 6, 2, NOW),), {}):
        d = rehearsal(*records, **settings)
        async with d.app.run_test(size=(100, 30)) as pilot:
            await d.press(pilot, "4")
            assert "next: " in d.text


# ------------------------------------------------------------------------------------------ as it looks

_ANSWER = "I hear you. When shall I ring?"
_HELLO = "=Sam here. Have you got a minute?"
_PLAYED = ("4", "d", "enter", "@1", _HELLO, "enter", "enter", "@1", f"={_ANSWER}", "enter")
_BETTER = "I hear you. What made you choose that, and when may I ring on Thursday?"

STEPS: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "practice": (HISTORY, ("4",)),
    "practice-new": ((), ("4",)),
    "drill-asking": (HISTORY, ("4", "enter", "@2")),
    "drill-heard": (HISTORY, ("4", "f", "@1", f"={_ANSWER}", "enter", "e")),
    "drill-draft": (HISTORY, ("4", "f")),
    "debrief": (HISTORY, ("4", "enter", "@1", "escape", "x", *(f"={_BETTER}", "enter") * 6)),
    "dialogues": (HISTORY, ("4", "d")),
    "role-play-choices": ((), ("4", "d", "down", "enter", "@1")),
    "role-play-heard": (HISTORY, _PLAYED),
    "role-play-end": (HISTORY, (*_PLAYED, "enter")),
    "partner-sheet": ((), ("4", "p", "enter")),
    "partner-checks": ((), ("4", "p", "enter", "enter", "enter", "@5", "enter", "y", "n")),
    "ladder": ((Rung(1, 1, NOW - _DAY, 7, 4, NOW),), ("4", "l")),
}  # fmt: skip


async def play(d: Desk, pilot: object, keys: tuple[str, ...]) -> None:
    """Keys; `@` and digits let so many seconds pass, `=` types."""
    for key in keys:
        if key.startswith("@"):
            await d.pass_time(pilot, float(key[1:]))  # type: ignore[arg-type]
        elif key.startswith("="):
            await d.type(pilot, key[1:])  # type: ignore[arg-type]
        else:
            await d.press(pilot, key)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
@pytest.mark.parametrize("screen", STEPS)
async def test_golden(screen: str, size: tuple[int, int], rehearsal: Rehearsal) -> None:
    records, keys = STEPS[screen]
    d = rehearsal(*records)
    async with d.app.run_test(size=size) as pilot:
        await play(d, pilot, keys)
        await d.done(pilot)
        await golden(d, pilot, screen)


@pytest.mark.parametrize("screen", STEPS)
async def test_on_a_wide_screen_it_stays_readable(screen: str, rehearsal: Rehearsal) -> None:
    records, keys = STEPS[screen]
    d = rehearsal(*records)
    async with d.app.run_test(size=(200, 60)) as pilot:
        await play(d, pilot, keys)
        assert "? keys" in d.text or "f1 keys" in d.text


def test_every_step_is_a_golden_at_both_sizes() -> None:
    assert {path.name for path in GOLDENS.iterdir()} >= {
        f"{s}-{z}.txt" for s in STEPS for z in ("80x24", "100x30")
    }
