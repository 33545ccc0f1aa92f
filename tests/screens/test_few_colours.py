"""In 16 colours and in none everything is told by signs and words, in the terminal's own colours."""

from __future__ import annotations

import pytest
from rich.color import ColorType

from tests.contrast import faint
from tests.desk import Desk, MakeDesk
from tui import look

#: Screen → keys, and what tells where one is, what is chosen, what is wrong.
TOLD: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "queue": ((), ("▸2 Queue", "▸ Dana Reyes")),
    "held": (("f",), ("▸ Ruby Walker", "○ outside hours")),
    "form": (("enter", "space", "h", "1"), ("▸ 1 conversation",)),
    "pick": (("enter", "space", "slash", *"price"), ("▸ Too expensive",)),
    "palette": (("ctrl+p",), ("▸2 Queue",)),
}


def colours(d: Desk) -> set[ColorType]:
    """The kinds of colours on screen."""
    strips = d.app.screen._compositor.render_strips()
    styles = [style for strip in strips for text, style, _ in strip if style and text.strip()]
    return {c.type for style in styles for c in (style.color, style.bgcolor) if c}


def cursors(d: Desk) -> int:
    """Cells drawn in reverse: the cursor of a field."""
    strips = d.app.screen._compositor.render_strips()
    return sum(len(text) for strip in strips for text, style, _ in strip if style and style.reverse)


@pytest.mark.parametrize("no_color", [False, True], ids=["16 colours", "NO_COLOR"])
@pytest.mark.parametrize("screen", TOLD)
async def test_signs_and_words_tell(
    screen: str, no_color: bool, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    keys, told = TOLD[screen]
    d = desk(theme=look.PLAIN.name)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, *keys)
        await d.done(pilot)
        for words in told:
            assert words in d.text
        assert ColorType.TRUECOLOR not in colours(d)
        assert ColorType.EIGHT_BIT not in colours(d)


async def test_the_cursor_of_a_field_is_drawn_in_reverse(desk: MakeDesk) -> None:
    d = desk(theme=look.PLAIN.name)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "e")
        assert cursors(d) == 1


@pytest.mark.parametrize(
    ("term", "deep", "theme"),
    [
        ("xterm", "", "offhook-16"),
        ("screen", "", "offhook-16"),
        ("xterm-256color", "", "offhook-dark"),
        ("xterm", "truecolor", "offhook-dark"),
    ],
)
async def test_the_theme_follows_the_terminal(
    term: str, deep: str, theme: str, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("COLORTERM", deep)
    assert desk().app.theme == theme
    assert desk(theme="offhook-light").app.theme == "offhook-light", "what was chosen counts"


async def test_the_choice_in_the_palette_stands_on_another_ground(desk: MakeDesk) -> None:
    d = desk(theme=look.PLAIN.name)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "ctrl+p", *"skip", "down")
        await d.done(pilot)
        strips = d.app.screen._compositor.render_strips()
        marked = "".join(
            text
            for strip in strips
            for text, style, _ in strip
            if style and style.bgcolor and style.bgcolor.number
        )
        assert marked.strip().startswith("skip")


@pytest.mark.parametrize("theme", [look.DARK.name, look.LIGHT.name])
async def test_the_palette_can_be_read(theme: str, desk: MakeDesk) -> None:
    d = desk(theme=theme)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "ctrl+p")
        await d.done(pilot)
        assert not faint(d.app)
        await d.press(pilot, *"skip", "down")
        await d.done(pilot)
        assert not faint(d.app)


def test_no_colour_counts_for_more_than_what_the_terminal_has() -> None:
    assert look.usual("truecolor", off=True) == look.PLAIN.name
    assert look.usual(None, off=False) == look.DARK.name


async def test_a_theme_chosen_in_the_palette_stays(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "ctrl+p", *"light")
        await d.app.workers.wait_for_complete()
        await d.press(pilot, "enter")
        await d.done(pilot)
        assert d.app.theme == look.LIGHT.name
        assert "✓ Saved: the theme is offhook-light." in d.text
        assert d.app.services.settings.theme == look.LIGHT.name
        assert "offhook-light" in d.app.services.home.local.read_text()


async def test_without_colour_the_choice_in_the_palette_is_underlined(
    desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "ctrl+p", *"call", "down")
        await d.done(pilot)
        rows = d.app.screen._compositor.render_strips()
        lines = [sum(len(text) for text, style, _ in row if style and style.underline) for row in rows]
        assert sum(cells > 20 for cells in lines) == 2, "its name and its help"
