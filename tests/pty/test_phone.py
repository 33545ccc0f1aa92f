"""The number leaves the terminal as a copy and as a link, and as nothing else. The demo leaves nothing."""

from __future__ import annotations

import base64
import os
import pty
import signal
import subprocess

import pytest

from tests.pty.conftest import NAMES
from tests.pty.terminal import OFFHOOK, PATIENCE, environment

pytestmark = pytest.mark.pty


def test_y_copies_the_number_through_the_terminal(people, wire):
    with wire(people) as line:
        line.wait_for("12 callable", NAMES[0])
        assert b"\x1b]52;" not in line.sent
        line.type("y")
        line.wait_for("Copied: +447700900001")
        number = base64.b64encode(b"+447700900001")
        assert (
            bytes(line.sent).count(b"\x1b]52;")
            == bytes(line.sent).count(b"\x1b]52;c;" + number + b"\x07")
            == 1
        )


def test_the_number_of_a_call_is_a_link_to_it(people, wire):
    with wire(people) as line:
        line.wait_for("12 callable", NAMES[0])
        mark = line.mark()
        line.type("\r")
        line.wait_for("they answered", after=mark)
        assert b";tel:+447700900001\x1b\\" in line.sent[mark:]


@pytest.mark.parametrize("end", ["ctrl+q", "SIGTERM"])
def test_the_demo_leaves_nothing_behind(home, wire, end):
    (home / "tmp").mkdir()
    with wire(home, "demo", TMPDIR=str(home / "tmp")) as line:
        line.wait_for("callable", "of 30 dials", "Last time", "enter call")
        assert len(list((home / "tmp").glob("offhook-demo-*"))) == 1
        line.type("\x11") if end == "ctrl+q" else line.signal(signal.SIGTERM)
        assert line.wait_for_end() == 0
    assert list((home / "tmp").iterdir()) == []
    assert not (home / "offhook" / "offhook.json").exists()


def test_the_next_demo_takes_away_what_a_killed_one_left(home, wire):
    (tmp := home / "tmp").mkdir()
    with wire(home, "demo", TMPDIR=str(tmp)) as line:
        line.wait_for("callable", "of 30 dials", "Last time", "enter call")
        line.kill()
    (left,) = tmp.iterdir()
    with wire(home, "demo", TMPDIR=str(tmp)) as line:
        line.wait_for("callable", "of 30 dials", "Last time", "enter call")
        (mine,) = tmp.iterdir()
        assert mine != left
        with wire(home, "demo", TMPDIR=str(tmp)) as beside:
            beside.wait_for("callable", "of 30 dials", "Last time", "enter call")
            beside.type("\x11")
            assert beside.wait_for_end() == 0
        assert [*tmp.iterdir()] == [mine]


@pytest.mark.parametrize("stream", [0, 1, 2], ids=["stdin", "stdout", "stderr"])
def test_without_a_terminal_at_each_end_it_says_so_and_does_not_open(home, stream):
    """The app draws on stderr: `offhook 2>errors.txt` would otherwise run unseen."""
    ours, theirs = pty.openpty()
    ends = [theirs, theirs, theirs]
    ends[stream] = subprocess.PIPE
    program = subprocess.Popen(
        OFFHOOK, env=environment(home), cwd=home, stdin=ends[0], stdout=ends[1], stderr=ends[2]
    )
    os.close(theirs)
    _, errors = program.communicate(timeout=PATIENCE)
    said = errors if stream == 2 else os.read(ours, 4096)
    os.close(ours)
    assert program.returncode == 1
    assert b"Offhook needs a terminal to open in." in said
    assert b"\x1b" not in said
