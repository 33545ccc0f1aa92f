"""The first start in a real terminal: killed behind the first answer, and the self-check in its middle."""

from __future__ import annotations

import os
import signal

import pytest

pytestmark = pytest.mark.pty


def test_an_answer_outlives_a_kill_and_nothing_is_asked_again(home, tmux) -> None:
    (home / "offhook" / "settings.local.yaml").unlink()
    with tmux(home, size=(80, 24)) as terminal:
        terminal.wait_for("Welcome to Offhook.", "whom to call")
        terminal.type("so Mia can stay")
        terminal.keys("Enter")
        terminal.type("12")
        terminal.keys("Enter")
        terminal.wait_for("12")
        terminal.keys("Enter")
        terminal.wait_for("▸ whom to call")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_for_end()
    with tmux(home, size=(80, 24)) as terminal:
        terminal.wait_for("Nobody here yet.")
        terminal.keys("1")
        terminal.wait_for("“so Mia can stay”")


def test_a_self_check_is_gone_on_with_after_a_kill(people, tmux) -> None:
    with tmux(people, size=(80, 24)) as terminal:
        terminal.wait_for("12 callable")
        terminal.keys("1", "s")
        terminal.wait_for("18 statements")
        terminal.keys("Enter", "3", "2")
        terminal.wait_for("3 of 18")
        terminal.keys("1")
        terminal.wait_for("4 of 18")
        os.kill(terminal.pid, signal.SIGKILL)
        terminal.wait_for_end()
    with tmux(people, size=(80, 24)) as terminal:
        terminal.wait_for("12 callable")
        terminal.keys("1")
        terminal.wait_for("begun, it waits for you")
        terminal.keys("s")
        terminal.wait_for("of 18")
