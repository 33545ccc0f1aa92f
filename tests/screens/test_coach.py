"""What a coach wrote comes up by itself: after a call, one a day, each once."""

from __future__ import annotations

from datetime import timedelta

from tests.desk import NOW, PEOPLE, MakeDesk
from tui.core.day.coach import Comment


async def test_a_comment_comes_up_once_and_the_next_one_another_day(desk: MakeDesk) -> None:
    first, second = (Comment(n, f"comment {n}", NOW - timedelta(days=2), "Kim") for n in (1, 2))
    d = desk((*PEOPLE, first, second))
    async with d.app.run_test(size=(120, 30)) as pilot:
        assert "Kim:" not in d.text
        await d.press(pilot, "enter", "space", "h", "i", "ctrl+s")
        assert "Kim: comment 1" in d.text
        shown = d.store.get(Comment, 1)
        assert shown is not None
        assert shown.shown is not None
        await d.press(pilot, "enter", "space", "h", "i", "ctrl+s")
        assert "Kim:" not in d.text, "one a day"
        assert d.store.get(Comment, 2) == second
