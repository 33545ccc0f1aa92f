"""The weekly check-in in a real terminal, cut off in the middle of an answer."""

from __future__ import annotations

import os
import signal

import pytest

from tests.pty.stock import stock

pytestmark = pytest.mark.pty


def test_killed_in_the_middle_of_a_check_in_what_was_kept_is_there_again(people, tmux) -> None:
    with tmux(people, size=(80, 24)) as terminal:
        terminal.wait_for("12 callable")
        terminal.keys("5")
        terminal.wait_for("Here will stand")
        terminal.keys("c")
        terminal.wait_for("a look back, for you alone")
        terminal.type("7, the mornings were good")
        terminal.wait_for("✓ kept")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_for_end()
    with tmux(people, size=(80, 24)) as terminal:
        terminal.wait_for("12 callable")
        terminal.keys("5")
        terminal.wait_for("the check-in you began")
        terminal.keys("c")
        terminal.wait_for("7, the mornings were good")
        terminal.keys("C-s")
        terminal.wait_for("Saved: the check-in of this week.")
    assert len(stock(people)["check_ins"]) == 1
