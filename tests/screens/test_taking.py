"""What is taken elsewhere: to the clipboard, into the pager, into the editor."""

from __future__ import annotations

import base64
import stat
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desk import DANA, NOW, MakeDesk
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.screens import taking
from tui.screens.ask import Tell
from tui.screens.taking import CLIPBOARD, copy
from tui.widgets.parts import Line

CALLS = tuple(
    Attempt(n, DANA.id, "+447700900123", NOW, ended=NOW, disposition="conversation", notes=f"note {n}")
    for n in range(1, 8)
)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that can be given away."""

    @contextmanager
    def suspend(self):
        yield

    monkeypatch.setattr("tui.app.Offhook.suspend", suspend)


def program(folder: Path, name: str, does: str) -> str:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys\n{does}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


class Terminal:
    """Keeps what is sent."""

    def __init__(self) -> None:
        self.sent = ""

    def copy_to_clipboard(self, text: str) -> None:
        self.sent = text


def test_what_is_copied_is_clean_and_keeps_its_lines():
    app = Terminal()
    assert copy(app, "x\x1b]52;c;aGE=\x07y", "one\x1b]52;c;aGE=\x07\r\ntwo\u202e\n") == "Copied: xy"
    assert app.sent == "one\ntwo\n"


def test_what_a_terminal_would_not_take_is_left_off_and_said():
    app = Terminal()
    text = "".join(f"{n:09}ü\n" for n in range(10_000))
    said = copy(app, "the report", text)
    sent = app.sent.encode()
    assert (
        said == "Copied: the report, the first 6,249 of 10,000 lines: terminals take no more. f3 shows all."
    )
    assert len(sent) <= CLIPBOARD
    assert len(base64.b64encode(sent)) + len("\x1b]52;c;\a") <= 100_000
    assert text.startswith(app.sent)
    assert app.sent.endswith("ü\n")
    assert copy(app, "x", "ü" * 100_000).startswith("Copied: x, the first 1 of 1 line")
    assert app.sent == "ü" * (CLIPBOARD // 2)


async def test_the_person_is_copied_with_every_call(desk: MakeDesk):
    d = desk(
        (DANA,),
        *CALLS,
        Reflection(3, DANA.id, NOW, right="asked for the time", wrong="too long", next="pause"),
    )
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "y")
        assert d.app.clipboard == "+447700900123"
        assert "Copied: +447700900123" in d.text
        await d.press(pilot, "Y")
        assert "Copied: Dana Reyes" in d.text
        text = d.app.clipboard
        assert text.startswith("Dana Reyes\nOperations manager · Northwind Freight\n")
        assert "7 calls\n" in text
        assert {line for line in text.splitlines() if line.startswith("  notes:")} == {
            f"  notes: note {n}" for n in range(1, 8)
        }
        assert "  right: asked for the time\n  wrong: too long\n  next time: pause\n" in text


async def test_the_words_of_a_call_are_copied(desk: MakeDesk):
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "enter", "space", "Y")
        assert d.app.clipboard.startswith("Opener  ")
        await d.press(pilot, "slash")
        await d.type(pilot, "price")
        await d.press(pilot, "enter", "Y")
        assert "Copied: the words" in d.text
        assert "price" in d.app.clipboard.casefold()
        assert not d.app.clipboard.startswith("Opener")


async def test_an_entry_of_the_library_is_copied(desk: MakeDesk):
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "3", "y")
        title = d.app.clipboard.splitlines()[0]
        assert f"Copied: {title}" in d.text
        assert "stands in" in d.app.clipboard


async def test_what_is_only_read_is_copied_and_any_other_key_goes_back(desk: MakeDesk):
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "w", "y")
        assert isinstance(d.app.screen, Tell)
        assert "Copied: Why Dana Reyes?" in d.text
        assert d.app.clipboard.startswith("Why Dana Reyes?\n\nNumber 1 of 1: ")
        await d.press(pilot, "z")
        assert not isinstance(d.app.screen, Tell)


async def test_the_trouble_of_a_phone_is_copied(desk: MakeDesk):
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "v", "y")
        assert "Copied: your phone" in d.text
        assert d.app.clipboard.startswith("Phone")
        assert "Ready      yes" in d.app.clipboard


async def test_the_report_is_copied_as_it_would_be_written(desk: MakeDesk):
    d = desk((DANA,), *CALLS)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "5", "r", "y")
        assert "Copied: the report, " in d.text
        assert d.app.clipboard.startswith("# ")
        before = d.app.clipboard
        await d.press(pilot, "space", "y")
        assert d.app.clipboard != before, "what is struck out is not copied"


async def test_a_message_is_copied_whole(desk: MakeDesk):
    d = desk((DANA,))
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.done(pilot)
        d.app.screen.show_status(problem="The file /a/b is broken in line 3. Nothing was changed. " * 3)
        await d.press(pilot, "f8")
        assert d.app.clipboard.count("Nothing was changed.") == 3
        assert "Copied: the message" in d.text


async def test_the_person_is_read_in_the_pager(desk: MakeDesk, terminal, tmp_path, monkeypatch):
    read = tmp_path / "read.txt"
    pager = program(tmp_path, "pager", f"open({str(read)!r}, 'w').write(sys.stdin.read())")
    monkeypatch.setenv("PAGER", pager)
    d = desk((DANA,), *CALLS)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "f3")
        text = read.read_text()
        assert text.startswith("Dana Reyes\n\nDana Reyes\nOperations manager")
        assert text.count("  notes: note ") == 7
        await d.press(pilot, "w", "f3")
        assert read.read_text().startswith("Why Dana Reyes?\n")


@pytest.mark.parametrize(
    ("pager", "said"),
    [
        ("/nowhere/less", "The pager /nowhere/less did not open: No such file or directory."),
        ("false", "The pager false ended with error 1."),
        ('less "', '$PAGER is no command: less "'),
    ],
)
async def test_a_pager_that_is_none_is_a_sentence(desk: MakeDesk, terminal, monkeypatch, pager, said):
    monkeypatch.setenv("PAGER", pager)
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "f3")
        assert said in d.text


async def test_where_the_app_cannot_step_aside_it_is_said(desk: MakeDesk, monkeypatch):
    monkeypatch.setenv("EDITOR", "vi")
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:  # which has no terminal to give away
        await d.done(pilot)
        await d.press(pilot, "f3")
        assert "No editor and no pager can be opened in this terminal." in d.text
        await d.press(pilot, "enter", "o", "f4")
        assert "No editor and no pager can be opened in this terminal." in d.text


async def test_notes_are_written_in_the_editor(desk: MakeDesk, terminal, tmp_path, monkeypatch):
    append = "f = open(sys.argv[1], 'a'); f.write(' and more\\nof it\\x1b[31m\\n'); f.close()"
    monkeypatch.setenv("VISUAL", program(tmp_path, "editor", append))
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "enter", "o")
        await d.type(pilot, "begun")
        await d.press(pilot, "f4")
        assert d.app.screen.notes.text == "begun and more\nof it"
        await d.press(pilot, "ctrl+z")
        assert d.app.screen.notes.text == "begun"
        assert not list(d.app.services.home.path.glob("writing-*"))


async def test_a_reflection_is_written_in_the_editor_and_its_clock_waits(
    desk: MakeDesk, terminal, tmp_path, monkeypatch
):
    append = "f = open(sys.argv[1], 'a'); f.write(' the\\nwhole story\\n'); f.close()"
    monkeypatch.setenv("VISUAL", program(tmp_path, "editor", append))
    d = desk((DANA,))
    original = taking.step_aside

    def slow(app, run):
        d.clock.advance(300)
        return original(app, run)

    monkeypatch.setattr(taking, "step_aside", slow)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "enter", "space", "h")
        d.clock.advance(1)
        await d.press(pilot, "1")
        await d.type(pilot, "told")
        await d.press(pilot, "f4")
        await d.pass_time(pilot, 1)
        field = d.app.screen.focused
        assert isinstance(field, Line)
        assert field.value == "told the whole story"
        await d.press(pilot, "ctrl+s")
        assert [r.right for r in d.store.all(Reflection)] == ["told the whole story"]


async def test_an_editor_that_is_killed_loses_nothing(desk: MakeDesk, terminal, tmp_path, monkeypatch):
    dies = "import os; f = open(sys.argv[1], 'a'); f.write(' and saved'); f.close(); os.kill(os.getpid(), 9)"
    monkeypatch.setenv("VISUAL", program(tmp_path, "editor", dies))
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "enter", "o")
        await d.type(pilot, "begun")
        await d.press(pilot, "f4")
        assert d.app.screen.notes.text == "begun and saved"
        assert "saved in it is in the field." in d.text


async def test_what_does_not_fit_into_a_field_is_said(desk: MakeDesk, terminal, tmp_path, monkeypatch):
    monkeypatch.setenv(
        "VISUAL", program(tmp_path, "editor", "open(sys.argv[1], 'w').write('x' * 500 + 'END')")
    )
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "enter", "space", "h")
        d.clock.advance(1)
        await d.press(pilot, "1", "f4")
        assert "There is room for 500 characters here" in d.text
        (kept,) = d.app.services.home.path.glob("writing-*.txt")
        assert kept.read_text().endswith("END")


async def test_outside_a_field_the_editor_says_where_it_belongs(desk: MakeDesk, terminal):
    d = desk((DANA,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "f4")
        assert "f4 opens the field you write in" in d.text
