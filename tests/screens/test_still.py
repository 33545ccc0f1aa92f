"""Nothing on a screen moves by itself: no sliding, no blinking cursor."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea

from tests.desk import MakeDesk


@pytest.mark.parametrize(
    "keys",
    [("slash",), ("enter", "o"), ("enter", "slash"), ("a",), ("ctrl+p",), ("enter", "h", "c")],
    ids=["find", "notes", "objection", "add", "palette", "form"],
)
async def test_nothing_slides_and_no_cursor_blinks(desk: MakeDesk, keys: tuple[str, ...]) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, *keys)
        fields = [*d.app.screen.query(Input), *d.app.screen.query(TextArea)]
        assert fields
        assert not any(field.cursor_blink for field in fields)
        assert d.app.animation_level == "none"
