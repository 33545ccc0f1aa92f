"""From the command to the first picture: what stands on the terminal, and what becomes of keys typed then."""

from __future__ import annotations

import os
import signal
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pty.terminal import ROOT
from tests.pty.test_end import modes

pytestmark = pytest.mark.pty

#: The picture before the first.
FRAME = "opening your contacts …"
#: Python reads this when it starts: the import of the app waits until somebody opens the other end of a pipe.
SLOW = """
import os, sys
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "tui.app":
            with open(os.environ["OFFHOOK_TEST_GATE"]) as gate:
                gate.read()
sys.meta_path.insert(0, Slow())
"""


@pytest.fixture
def slow(people: Path) -> dict[str, str]:
    """What makes the app wait at its gate: an environment."""
    (people / "slow").mkdir()
    (people / "slow" / "sitecustomize.py").write_text(SLOW)
    os.mkfifo(people / "gate")
    return {"PYTHONPATH": f"{people / 'slow'}:{ROOT}", "OFFHOOK_TEST_GATE": str(people / "gate")}


@contextmanager
def held(slow: dict[str, str]) -> Iterator[None]:
    """The app waits at its gate inside, and goes on behind."""
    gate = os.open(slow["OFFHOOK_TEST_GATE"], os.O_WRONLY)  # blocks until it is there
    yield
    os.close(gate)


def test_there_is_something_to_see_at_once(people, slow, tmux):
    with tmux(people, **slow) as screen:
        with held(slow):
            assert screen.lines[0] == " Offhook"
            assert screen.lines[2] == f" {FRAME}"
            screen.type("3 words nobody asked for")
        screen.wait_for("? keys", gone=FRAME)
        screen.keys("C-q")
        screen.wait_for_end()


def test_no_flash_of_the_shell_between_the_two(people, slow, wire):
    with wire(people, **slow) as line:
        with held(slow):
            line.wait_for(FRAME)
        line.wait_for("12 callable", "? keys")
        assert b"\x1b[?1049l" not in line.sent
        assert line.modes[3] & termios.ECHO == 0  # the app's
        line.type("\x11")
        assert line.wait_for_end() == 0
        assert {1049: False, 25: True}.items() <= modes(line.sent).items()
        assert line.modes[3] & termios.ECHO


@pytest.mark.parametrize(
    ("typed", "seen", "never"),
    [
        ("3", "kind", ""),
        ("/Gwen", "1 person found", ""),
        ("/Gwen\r\r", "1 person found", "they answered"),  # nobody is called unseen
        ("\r", "12 callable", "they answered"),
        ("xyu", "12 callable", "do not call"),
        ("b\r", "12 callable", "how many"),
    ],
)
def test_what_is_typed_meanwhile_leads_somewhere_or_does_nothing(people, slow, wire, typed, seen, never):
    with wire(people, **slow) as line:
        with held(slow):
            line.wait_for(FRAME)
            before = line.mark()
            line.type(typed)
            line.mark()
            assert line.sent[before:] == b""  # nothing of it is drawn over the picture
        line.wait_for(seen, "? keys")
        line.type("\x11")
        assert line.wait_for_end() == 0
        assert not never or never not in line.text


@pytest.mark.parametrize("how", ["ctrl+c", "SIGTERM"])
def test_ended_meanwhile_it_leaves_the_terminal_as_it_was(people, slow, wire, how):
    with wire(people, **slow) as line:
        gate = os.open(slow["OFFHOOK_TEST_GATE"], os.O_WRONLY)
        line.wait_for(FRAME)
        if how == "ctrl+c":
            line.type("\x03")
        else:
            line.signal(signal.SIGTERM)
        assert line.wait_for_end() == 1
        os.close(gate)
        assert line.text.endswith("Stopped. What was called saved before is saved.\r\n")
        assert {1049: False, 25: True}.items() <= modes(line.sent).items()
        assert line.modes[3] & termios.ECHO
    with wire(people) as line:  # and let go of the file
        line.wait_for("12 callable")


def test_a_broken_store_is_told_on_the_ordinary_screen(people, tmux, wire):
    (people / "offhook" / "offhook.json").write_bytes(b"\xff not ours")
    for backup in (people / "offhook" / "backups").iterdir():
        backup.unlink()
    with wire(people) as line:
        assert line.wait_for_end() == 1
        _, left, told = bytes(line.sent).partition(b"\x1b[?1049l")
        assert left
        assert b"offhook.json" in told


def test_without_a_terminal_nothing_is_drawn(people, wire):
    with wire(people, TERM="dumb") as line:
        assert line.wait_for_end() == 1
        assert b"\x1b" not in line.sent
