"""The rep's own keys on the screens: what they do, and that no key is promised that does nothing."""

from __future__ import annotations

import ast
from contextvars import copy_context
from itertools import chain
from pathlib import Path

import pytest
from textual.pilot import Pilot

import tui
from tests.desk import Desk, MakeDesk
from tests.screens.on_lists import settle
from tui import keys
from tui.own_keys import PRESETS, Chosen, check
from tui.screens.ask import Tell
from tui.screens.base import Follows
from tui.screens.jump import LETTERS, Jump, places
from tui.widgets.long_list import LongList

#: Screen → the usual keys that lead to it from the queue.
WAYS: dict[str, tuple[str, ...]] = {
    "queue": (),
    "settings": ("comma",),
    "today": ("1",),
    "self-check": ("1", "s"),
    "check-in": ("1", "c"),
    "library": ("3",),
    "recordings": ("3", "v"),
    "call": ("enter",),
    "reflect": ("enter", "h"),
    "test-call": ("v",),
    "practice": ("4",),
    "drill": ("4", "enter"),
    "dialogues": ("4", "d"),
    "role-play": ("4", "d", "enter"),
    "partner": ("4", "p"),
    "ladder": ("4", "l"),
    "review": ("5",),
    "report": ("5", "r"),
    "exchange": ("5", "o"),
    "lists": ("6",),
    "markers": ("6", "m"),
    "duplicates": ("6", "d"),
    "forbidden": ("6", "x"),
    "import": ("6", "i"),
}
#: Their keys are walked by the tests of a round and of a block.
ELSEWHERE = {"debrief", "block-end"}
NEW = [f"alt+{sign}" for sign in chain("abcdefghijklmnopqrstuvwxyz", map(str, range(10)))]


def test_every_screen_is_walked() -> None:
    scopes = {a.scope for a in keys.ACTIONS}
    assert scopes == {*WAYS, *ELSEWHERE, "app", "list"}


def all_anew(scope: str) -> Chosen:
    """A new key for every action of a scope that may have one."""
    free = iter(NEW)
    made = tuple((a.id, (next(free),)) for a in keys.of_scope(scope) if a.id not in keys.BY_KEY)
    chosen, flaws = check("default", {id: list(to) for id, to in made})
    assert (chosen, flaws) == (made, [])
    return made


async def walk(d: Desk, pilot: Pilot[None], scope: str) -> Follows:
    for key in WAYS[scope]:
        await d.press(pilot, key)
        await settle(d, pilot)
    screen = d.app.screen
    assert isinstance(screen, Follows)
    assert scope == screen.SCOPE
    return screen


@pytest.mark.parametrize("scope", WAYS)
async def test_no_old_key_is_promised(scope: str, desk: MakeDesk) -> None:
    """With every key of a screen changed neither its footer nor its help names one of the old ones."""
    d = desk(keys=all_anew(scope))
    async with d.app.run_test(size=(140, 60)) as pilot:
        screen = await walk(d, pilot, scope)
        actions = [a for a in keys.of_scope(scope) if a.id not in keys.BY_KEY]
        footer = d.text.splitlines()
        promised = {f" {a.label} {a.words}" for a in actions}
        assert not [one for one in promised for row in footer if one in row]
        if getattr(screen, "typing", False) or scope == "reflect":
            return
        await d.press(pilot, "question_mark")
        assert isinstance(d.app.screen, Tell)
        rows = d.text.splitlines()
        wanted = {f"{a.label:>8}  {a.help[:20]}" for a in actions}
        assert [row for row in rows for one in wanted if one in row] == []


async def test_the_new_key_acts_and_the_old_one_does_nothing(desk: MakeDesk) -> None:
    d = desk(keys=(("queue.skip", ("f9",)), ("queue.why", ("s",)), ("queue.add", ())))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "f9")
        assert "What stopped you?" in d.text
        await d.press(pilot, "escape", "s")
        assert "Why Dana Reyes?" in d.text
        await d.press(pilot, "escape", "a", "w")
        assert not isinstance(d.app.screen, Tell)
        assert "A new person" not in d.text


def commands(d: Desk) -> list[str]:
    """What the palette finds, with the keys of the app: the test itself has the usual ones."""
    keys.use(d.app.services.keys())
    return [command.title for command in d.app.get_system_commands(d.app.screen)]


async def test_what_is_switched_off_is_found_in_the_palette(desk: MakeDesk) -> None:
    d = desk(keys=(("queue.add", ()),))
    async with d.app.run_test(size=(140, 40)) as pilot:
        assert "a add" not in d.text.splitlines()[-1]
        titles = copy_context().run(lambda: commands(d))
        assert "add" in titles
        assert "skip (s)" in titles
        await d.press(pilot, "question_mark")
        assert "Add a person." not in d.text


async def test_the_way_out_may_have_another_key_and_then_ctrl_q_is_none(desk: MakeDesk) -> None:
    d = desk(keys=(("app.leave", ("f9",)),))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "ctrl+q")
        assert d.app.is_running
        await d.press(pilot, "slash", "f9")
        await pilot.pause()
        assert not d.app.is_running


async def test_a_sentence_on_the_screen_names_the_new_key(desk: MakeDesk) -> None:
    d = desk(keys=(("queue.purpose", ("exclamation_mark",)), ("queue.lists", ("9",))))
    async with d.app.run_test(size=(120, 40)) as pilot:
        assert "! change" in d.text
        assert "9 Lists" in d.text
        await d.press(pilot, "9")
        assert isinstance(d.app.screen, Follows)
        assert d.app.screen.SCOPE == "lists"


async def test_vim_moves_in_lists_and_between_kinds(desk: MakeDesk) -> None:
    d = desk(keys_preset="vim")
    async with d.app.run_test(size=(100, 30)) as pilot:
        people = d.app.screen.query_one(LongList)
        await d.press(pilot, "j", "j", "k")
        assert people.cursor == 1
        await d.press(pilot, "G")
        assert people.cursor == 2
        await d.press(pilot, "g", "g")
        assert people.cursor == 0
        await d.press(pilot, "ctrl+d")
        assert people.cursor == 2
        await d.press(pilot, "ctrl+u", "3")
        await settle(d, pilot)
        cards = d.text
        await d.press(pilot, "l")
        await settle(d, pilot)
        openers = d.text
        await d.press(pilot, "h")
        await settle(d, pilot)
        assert d.text == cards
        assert openers != cards
        assert "h l kind" in d.text.splitlines()[-1] or "← → kind" in d.text.splitlines()[-1]


async def test_vim_letters_are_letters_in_a_field(desk: MakeDesk) -> None:
    d = desk(keys_preset="vim")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "slash", "j", "g", "G", "colon", "apostrophe")
        assert d.app.screen.query_one("#find").value == "jgG:'"  # type: ignore[attr-defined]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("scope", WAYS)
async def test_nothing_needs_a_mouse(scope: str, preset: str, desk: MakeDesk) -> None:
    """Whatever can take the focus on a screen is reached by tab, or by a letter of jump mode."""
    d = desk(keys_preset=preset)
    async with d.app.run_test(size=(140, 60)) as pilot:
        await walk(d, pilot, scope)
        screen = d.app.screen
        assert scope in keys.LISTED or not screen.query(LongList), "its keys clash with those of a list"
        wanted = [w for w in screen.query("*").results() if w.focusable and w.is_on_screen]
        found = {id(w): None for w in screen.focus_chain}
        assert [w for w in wanted if id(w) not in found] == []
        for place, letter in zip(places(screen), LETTERS, strict=False):
            await d.press(pilot, "ctrl+g")
            assert isinstance(d.app.screen, Jump)
            await d.press(pilot, letter)
            assert d.app.screen is screen
            found.pop(id(screen.focused), None)
            assert place.at.y < 60
        assert not found, "a place without a letter"


def test_whatever_can_be_clicked_has_a_key() -> None:
    """One widget hears clicks: a row of a list, which the keys of a list choose as well."""
    source = Path(tui.__file__).parent
    clicked = [
        str(file.relative_to(source))
        for file in sorted(source.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and "click" in node.name)
        or (isinstance(node, ast.Attribute) and node.attr in {"Click", "MouseDown", "MouseUp"})
        or (isinstance(node, ast.Constant) and "@click" in str(node.value))
    ]
    assert set(clicked) == {"widgets/long_list.py"}
    assert {a.method for a in keys.of_scope("list")} <= {name[7:] for name in dir(LongList)}


#: Said as they are: in a question or a field these keys are the field's own and nobody's to change.
FIXED = {"enter", "esc", "any key", "↓ ↑", "ctrl+s", "y", "f3", "f4", ""}


def test_no_key_is_written_into_a_screen() -> None:
    """Whatever is drawn as a key comes from the registry, so it is the one that holds."""
    source = Path(tui.__file__).parent / "screens"
    written = [
        (file.name, node.lineno, str(what.value).strip())
        for file in sorted(source.glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Tuple) and len(node.elts) == 2
        for what, style in [node.elts]
        if isinstance(style, ast.Attribute) and style.attr == "KEY"
        if isinstance(what, ast.Constant) and str(what.value).strip() not in FIXED
    ]
    assert [one for one in written if one[2] not in {"←", "→"}] == []  # more kinds that way
