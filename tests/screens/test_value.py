"""The value sheet in a call: what customers say it is worth to them, collected on it."""

from __future__ import annotations

from pathlib import Path

from tests.desk import Desk, MakeDesk
from tests.screens.shelf import on_the_shelf
from tui.screens.call.call import CallScreen
from tui.screens.call.reflection_keys import ReflectScreen


def small(desk: MakeDesk, tmp_path: Path) -> Desk:
    return on_the_shelf(desk(), tmp_path)


async def test_q_keeps_their_words_on_the_sheet_in_this_call_and_the_next(
    desk: MakeDesk, tmp_path: Path
) -> None:
    d = small(desk, tmp_path)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "e")
        assert "in their words" not in d.text.partition("h hang up")[0]
        assert "q in their words" in d.text
        for said in ("my Saturdays back", 'no more "where is it?"', "a", "b"):
            await d.press(pilot, "q")
            await d.type(pilot, said)
            await d.press(pilot, "enter")
        assert isinstance(d.app.screen, CallScreen)
        shown = d.text
        assert shown.index("in their words") < shown.index("“b”") < shown.index("“a”")
        assert '“no more "where is it?"”' in shown
        assert "my Saturdays back" not in shown, "the newest three"
        assert shown.index("where is it?") < shown.index("Plans the day") < shown.index("→ “I am home")
        await d.press(pilot, "h", "7")
        await d.pass_time(pilot, 2)
        await d.press(pilot, "enter", "e")
        assert "“a”" in d.text
        await d.press(pilot, "h", "7", "3", "left", "left", "left")
        await d.pass_time(pilot, 2)
        assert "my Saturdays back" in d.text, "all of them"
    text = (tmp_path / "scripts" / "captured.yaml").read_text()
    assert "quotes:\n  sheet:\n    - my Saturdays back\n" in text


async def test_without_the_sheet_q_does_nothing_and_esc_keeps_nothing(desk: MakeDesk, tmp_path: Path) -> None:
    d = small(desk, tmp_path)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space")
        assert "q in their words" not in d.text
        await d.press(pilot, "q", "e", "q")
        await d.type(pilot, "oops")
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen, CallScreen)
    assert not (tmp_path / "scripts").exists()


async def test_words_that_cannot_be_kept_are_told(desk: MakeDesk, tmp_path: Path) -> None:
    d = small(desk, tmp_path)
    (tmp_path / "scripts").write_text("a file where the folder should be")
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "e", "q", "x", "enter")
        assert "Not remembered: " in d.text
        await d.press(pilot, "h")
        assert isinstance(d.app.screen, ReflectScreen)
