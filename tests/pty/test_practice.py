"""A round of practice in a real terminal, cut off in the middle."""

from __future__ import annotations

import os
import signal

import pytest

from tests.pty.stock import stock

pytestmark = pytest.mark.pty


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
def test_killed_in_the_middle_of_a_round_only_the_line_being_answered_is_lost(people, tmux, size) -> None:
    with tmux(people, size=size) as terminal:
        terminal.wait_for("12 callable")
        terminal.keys("4")
        terminal.wait_for("New here?")
        terminal.keys("f")
        terminal.wait_for("Flash   1 of 4", "other keys")
        terminal.type("I hear you. What would help?")
        terminal.keys("Enter")
        terminal.wait_for("how was it?")
        terminal.keys("3")
        terminal.wait_for("Flash   2 of 4", "type your answer")
        terminal.type("half an answ")
        terminal.wait_for("half an answ")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_for_end()
    with tmux(people, size=size) as terminal:
        terminal.wait_for("12 callable")
        terminal.keys("4")
        terminal.wait_for("3 due", "first word within 3 s")
    assert len(stock(people)["reviews"]) == 1
