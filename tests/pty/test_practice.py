"""`offhook practice` at a real terminal: the first key is timed, and a line can still be edited."""

from __future__ import annotations

import os
import signal
import termios
from pathlib import Path

import pytest

from tests.cli.desk import kept
from tests.pty.terminal import Wire
from tui.core.practice import GOOD, Review
from tui.files.home import Home

pytestmark = pytest.mark.pty


def reviews(home: Path) -> list[Review]:
    return list(kept(Home(home / "offhook"), Review))


def at_the_line(wire: Wire) -> int:
    """When the next line is asked: what was sent so far."""
    wire.wait_for("1 of ")
    return wire.mark()


def test_the_first_key_is_timed_and_can_be_taken_back(home: Path) -> None:
    with Wire(home, "practice", "--cards", "1") as wire:
        before = at_the_line(wire)
        wire.type("X")
        wire.wait_for("X", after=before)
        wire.type("\x7fCompared with whaat\x7f\x7ft?\r")
        wire.wait_for("How was it?")
        wire.type("3\r")
        assert wire.wait_for_end() == 0
    (review,) = reviews(home)
    assert (review.answer, review.rating) == ("Compared with what?", GOOD)
    assert review.first_word is not None
    assert 0 < review.first_word < 60
    assert "First key within 3 seconds: " in wire.text


def test_enter_alone_is_said_aloud_and_ends_where_ctrl_d_says(home: Path) -> None:
    with Wire(home, "practice", "--cards", "2") as wire:
        at_the_line(wire)
        wire.type("\r")
        wire.wait_for("How was it?")
        wire.type("\r")
        wire.wait_for("2 of 2")
        wire.mark()
        wire.type("\x04")
        assert wire.wait_for_end() == 0
    (review,) = reviews(home)
    assert (review.aloud, review.first_word is not None) == (True, True)


def test_what_is_pasted_is_taken_line_by_line(home: Path) -> None:
    with Wire(home, "practice", "--cards", "2") as wire:
        at_the_line(wire)
        wire.type("So you have one.\r2\rAnd another?\r3\r")
        assert wire.wait_for_end() == 0
    assert [(r.answer, r.rating) for r in reviews(home)] == [("So you have one.", 2), ("And another?", 3)]


def test_arrows_and_accents_do_no_harm(home: Path) -> None:
    with Wire(home, "practice", "--cards", "1") as wire:
        at_the_line(wire)
        wire.type("\x1b[A")
        wire.type("éa\x1b[Db\r")
        wire.wait_for("How was it?")
        wire.type("3\r")
        assert wire.wait_for_end() == 0
    # Whether the second arrow still edits the line depends on when the keys come; none leaves a trace.
    assert [r.answer for r in reviews(home)] in (["éba"], ["éab"])


def test_untimed_is_untimed(home: Path) -> None:
    with Wire(home, "practice", "--cards", "1", "--untimed") as wire:
        at_the_line(wire)
        wire.type("So?\r")
        wire.wait_for("How was it?")
        wire.type("2\r")
        assert wire.wait_for_end() == 0
    assert [(r.answer, r.first_word) for r in reviews(home)] == [("So?", None)]


def test_ctrl_c_leaves_the_terminal_as_it_was(home: Path) -> None:
    with Wire(home, "practice") as wire:
        at_the_line(wire)
        wire.type("\x03")
        assert wire.wait_for_end() == 1
        assert "Stopped. What was called saved before is saved." in wire.text
        flags = termios.tcgetattr(wire._master)[3]
        assert flags & termios.ICANON
        assert flags & termios.ECHO
    assert reviews(home) == []


def test_a_closed_terminal_keeps_what_was_answered(home: Path) -> None:
    with Wire(home, "practice") as wire:
        at_the_line(wire)
        wire.type("So?\r")
        wire.wait_for("How was it?")
        wire.type("2\r")
        wire.wait_for("2 of ")
        os.kill(wire.pid, signal.SIGHUP)
        wire.wait_for_end()
    assert [r.answer for r in reviews(home)] == ["So?"]
