"""The rep's editor in a real terminal: the app steps aside, and is there again; a fault leads back."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from tests.pty.conftest import NAMES

pytestmark = pytest.mark.pty

#: Writes a fault the first time, and mends it the second; says which line it was told.
FAKE = """\
#!{python}
import sys
at, path = sys.argv[1:]
text = open(path, encoding="utf-8").read()
wrong = "    nots: x\\n"
text = text.replace(wrong, "") + "    notes: mended\\n" if wrong in text else text + wrong
open(path, "w", encoding="utf-8").write(text)
sys.stdout.write("EDITOR " + at + " \\x1b[6n")
sys.stdout.flush()
input()
"""


@pytest.fixture
def vim(home: Path) -> str:
    """A fake editor with a known name."""
    path = home / "vim"
    path.write_text(FAKE.format(python=sys.executable), "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_card_is_made_ones_own_broken_and_mended(people, wire, vim):
    with wire(people, size=(120, 40), EDITOR=vim, VISUAL="") as line:
        line.wait_for("12 callable", NAMES[0])
        line.type("3")
        line.wait_for("Has to think about it", "make it mine")
        line.type("d")
        line.wait_for("EDITOR +6")
        assert b"\x1b[?1049l" in line.sent, "the editor has the terminal to itself"
        mark = line.mark()
        line.type("\r")
        line.wait_for("unknown key 'nots'", "did you mean 'notes'?", "back to the fault", after=mark)
        assert b"\x1b[?1049h" in line.sent[mark:], "and gives it back"
        mark = line.mark()
        line.type("\r")
        own = next((people / "offhook" / "scripts").glob("*.yaml"))
        fault = 1 + own.read_text("utf-8").splitlines().index("    nots: x")
        line.wait_for(f"EDITOR +{fault}", after=mark)
        mark = line.mark()
        line.type("\r")
        line.wait_for("is right, and in use", "yours", "mended", after=mark)
        line.type("2")
        line.wait_for("enter call", after=mark)
        line.type("\x11")
        assert line.wait_for_end() == 0


def test_ctrl_c_in_the_editor_leaves_the_app_alone(people, wire, vim):
    with wire(people, size=(120, 40), EDITOR=vim, VISUAL="") as line:
        line.wait_for("12 callable", NAMES[0])
        line.type("3")
        line.wait_for("Has to think about it", "make it mine")
        line.type("d")
        line.wait_for("EDITOR +6")
        mark = line.mark()
        line.type("\x03")
        line.wait_for("ended with error", after=mark)
        line.type("\x1b")
        line.type("\x11")
        assert line.wait_for_end() == 0


def test_without_an_editor_it_is_said(people, wire):
    with wire(people, size=(120, 40), EDITOR="", VISUAL="") as line:
        line.wait_for("12 callable", NAMES[0])
        line.type("3")
        line.wait_for("Has to think about it", "make it mine")
        line.type("d")
        line.wait_for("No editor is named.", "export EDITOR=nano")


def test_a_person_is_read_in_the_pager_and_the_app_comes_back(people, wire):
    with wire(people, size=(100, 30), PAGER="less", LESS="") as line:
        line.wait_for("12 callable", NAMES[0])
        line.type("\x1bOR")  # f3
        line.wait_for("+44 7700 900001", "(END)")
        mark = line.mark()
        line.type("q")
        line.wait_for("12 callable", after=mark)
        assert b"\x1b[?1049h" in line.sent[mark:], "the app has its screen again"
        line.type("\x11")
        assert line.wait_for_end() == 0
