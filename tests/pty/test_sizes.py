"""Every screen in a small and a large terminal: nothing runs over the edge, the footer tells the keys."""

from __future__ import annotations

import unicodedata

import pytest

from tests.pty.terminal import a_moment

pytestmark = pytest.mark.pty

SIZES = [(80, 24), (200, 60)]


def cells(line: str) -> int:
    """How many cells of a terminal a line takes."""
    marks = sum(unicodedata.combining(c) > 0 for c in line)
    return len(line) - marks + sum(unicodedata.east_asian_width(c) in "WF" for c in line)


def check(lines: list[str], size: tuple[int, int], *footer: str) -> None:
    """Nothing is wider than the screen, and the last line names its keys, the last of them `?`."""
    width, height = size
    assert len(lines) == height
    assert all(cells(line) <= width for line in lines)
    assert lines[-1].rstrip().endswith(("? keys", "f1 keys"))
    assert all(words in lines[-1] for words in footer)
    assert lines[-1].startswith(" "), "the footer keeps off the edge"


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "200x60"])
def test_every_screen_fits_and_names_its_keys(people, tmux, size):
    with tmux(people, size=size) as terminal:
        lines = terminal.wait_for("12 callable", "Ada Osei", "? keys")
        check(lines, size, "enter call", "s skip")
        terminal.keys("Enter")
        lines = terminal.wait_for("dialing", "Opener", "space they answered")
        check(lines, size, "space they answered", "h hang up", "/ objection")
        terminal.keys("Space", "/")
        terminal.type("too expensive")
        lines = terminal.wait_for("▸ Too expensive", "esc leave")
        check(lines, size, "esc leave")
        terminal.keys("Escape")
        a_moment()  # a lone esc is told from the first byte of a longer key by the time after it
        terminal.keys("o")
        check(terminal.wait_for("esc leave the notes"), size)
        terminal.keys("Escape")
        a_moment()
        terminal.keys("h")
        lines = terminal.wait_for("any other", "next time I will", "esc later")
        check_form(lines, size)
        a_moment()
        terminal.keys("1")
        lines = terminal.wait_for("▸ 1 conversation", "esc back to the results")
        check_form(lines, size)
        terminal.type("asked first")
        terminal.keys("C-s")
        lines = terminal.wait_for("Saved: conversation, 1 line", "1 of 30 dials", "enter call", "? keys")
        check(lines, size, "enter call")


def check_form(lines: list[str], size: tuple[int, int]) -> None:
    """The form stands whole on the screen, its keys in its own last line."""
    assert all(cells(line) <= size[0] for line in lines)
    top = next(i for i, line in enumerate(lines) if "╭" in line)
    bottom = next(i for i, line in enumerate(lines) if "╰" in line)
    assert 0 <= top < bottom < len(lines)
    left, right = lines[top].index("╭"), lines[top].index("╮")
    assert all(line[left] in "│╭╰" and line[right] in "│╮╯" for line in lines[top : bottom + 1])
    assert any(("? keys" in line[left:right] or "f1 keys" in line[left:right]) for line in lines[top:bottom])


QUESTIONS = {
    "?": "Keys",
    "s": "What stopped you?",
    "e": "Edit Ada Osei",
    "a": "A new person",
    "x": "Do not call Ada Osei?",
    "c": "Call Ada Osei when?",
    "b": "A block: for what?",
}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "200x60"])
def test_questions_and_help_fit(people, tmux, size):
    with tmux(people, size=size) as terminal:
        terminal.wait_for("12 callable", "? keys")
        for key, seen in QUESTIONS.items():
            terminal.type(key)
            lines = terminal.wait_for(seen, "╭", "╰", "any key back" if key == "?" else "esc back")
            assert all(cells(line) <= size[0] for line in lines)
            terminal.keys("Escape")
            terminal.wait_for("enter call", gone=seen)


def test_a_terminal_that_is_made_smaller_and_larger(people, tmux):
    with tmux(people, size=(200, 60)) as terminal:
        terminal.wait_for("12 callable", "? keys")
        for size in ((80, 24), (60, 20), (132, 43)):
            terminal.resize(*size)
            lines = terminal.wait_for("12 callable", "? keys", lines=size[1])
            check(lines, size, "enter call")


def test_help_that_is_longer_than_the_screen_says_so_and_scrolls(people, tmux):
    with tmux(people, size=(80, 24)) as terminal:
        terminal.wait_for("12 callable", "? keys")
        terminal.type("?")
        terminal.wait_for("Keys", "↓ more", gone="Quit; asks first")
        terminal.keys("End")
        terminal.wait_for("Quit; asks first")
        terminal.type("x")
        terminal.wait_for("enter call", gone="Quit; asks first")
