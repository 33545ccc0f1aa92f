"""The real app in a terminal and real commands beside it: what they say comes in, also over a kill -9."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.desk import kept
from tests.pty.stock import stock
from tests.pty.terminal import OFFHOOK, PATIENCE, environment, offhook, until
from tui.core.call.attempt import Attempt
from tui.files.home import Home

pytestmark = pytest.mark.pty

ADA, BEN, CHLOE = ("+447700900001", "+447700900002", "+447700900003")


def left(home: Path) -> list[Path]:
    return sorted((home / "offhook" / "inbox").glob("*.json"))


def said(home: Path, *arguments: str) -> str:
    return offhook(home, *arguments).stdout.decode()


def test_what_commands_say_comes_into_the_open_app(people, tmux):
    (people / "more.csv").write_text("Name,Mobile\nMax Late,07700 900099\n", encoding="utf-8")
    with tmux(people) as app:
        app.wait_for("12 callable", "▸ Ada Osei")
        assert said(people, "log", "Ben Larkin", "no-answer") == (
            "Handed to the open app: Ben Larkin, no answer.\n"
        )
        app.wait_for("Logged beside the app: Ben Larkin, no answer", "11 callable", "1 of 30 dials")
        handed = json.loads(said(people, "dnc", "add", CHLOE, "--json"))
        assert handed == {"added": 1, "known": 0, "handed_over": True}
        app.wait_for("1 number added to do-not-call", "10 callable · 2 held")
        assert "Handed to the open app" in said(people, "import", "more.csv", "--country", "GB")
        app.wait_for("1 person imported from more", "11 callable", "▸ Ada Osei")
        app.keys("C-q")
        app.wait_for_end()
    assert left(people) == []
    tables = stock(people)
    assert [a["disposition"] for a in tables["attempts"].values()] == ["no-answer"]
    assert [d["number"] for d in tables["do_not_call"].values()] == [CHLOE]
    assert [c["name"] for c in tables["contacts"].values()][-1] == "Max Late"


def many(home: Path) -> list[str]:
    """Twelve commands at the same time; the numbers they added."""
    numbers = [f"+4477009001{n:02}" for n in range(12)]
    env = environment(home)
    added = [
        subprocess.Popen([*OFFHOOK, "dnc", "add", n], env=env, stdout=subprocess.DEVNULL) for n in numbers
    ]
    assert [command.wait(timeout=PATIENCE) for command in added] == [0] * len(numbers)
    return numbers


def test_many_commands_at_the_same_time(people):
    """One has the store; the others hand over, and the last of them to look finds what is left."""
    numbers = many(people)
    assert left(people) == []
    assert sorted(d["number"] for d in stock(people)["do_not_call"].values()) == numbers


def test_many_commands_beside_the_open_app(people, tmux):
    with tmux(people) as app:
        app.wait_for("12 callable")
        numbers = many(people)
        until(lambda: not left(people), lambda: f"still there: {left(people)}")
        app.keys("C-q")
        app.wait_for_end()
    assert sorted(d["number"] for d in stock(people)["do_not_call"].values()) == numbers


def test_an_app_that_was_killed_takes_it_up_at_its_next_start(people, wire, tmux):
    with wire(people) as app:
        app.wait_for("12 callable")
        # Stopped, it holds the store and takes nothing up: the moment between the command and the app.
        app.signal(signal.SIGSTOP)
        assert "Handed to the open app" in said(people, "log", "Ben Larkin", "busy")
        assert "Handed to the open app" in said(people, "dnc", "add", CHLOE)
        assert len(left(people)) == 2
        (checked,) = json.loads(said(people, "dnc", "check", CHLOE, "--json"))
        assert checked["do_not_call"], "known before it is taken up"
        app.kill()
    # The lock went with the process; who comes next finds the rest.
    with tmux(people) as app:
        app.wait_for("Logged beside the app: Ben Larkin, busy (and 1 more)", "10 callable · 2 held")
        os.kill(app.pid, signal.SIGKILL)
        app.wait_for_end()
    assert left(people) == []
    assert [a.disposition for a in kept(Home(people / "offhook"), Attempt)] == ["busy"]


def test_killed_between_the_save_and_the_note_of_it(people, wire, tmux):
    """The file that was taken up lies there again, as after a kill just before it was taken away."""
    with wire(people) as app:  # tmux lets what was stopped go on
        app.wait_for("12 callable")
        app.signal(signal.SIGSTOP)
        said(people, "log", "Ben Larkin", "busy")
        (file,) = left(people)
        content = file.read_bytes()
        app.signal(signal.SIGCONT)
        until(lambda: not left(people), lambda: "still there")
        app.kill()
    file.write_bytes(content)
    with tmux(people) as app:
        app.wait_for("Logged beside the app: Ben Larkin, busy", "1 of 30 dials", "11 callable · 1 held")
        until(lambda: not left(people), lambda: "still there")
        app.keys("C-q")
        app.wait_for_end()
    assert len(stock(people)["attempts"]) == 1


def test_a_dead_app_holds_nobody_up(people, wire):
    with wire(people) as app:
        app.wait_for("12 callable")
        app.kill()
    assert said(people, "log", "Ben Larkin", "busy") == "Logged: Ben Larkin, busy.\n"
    assert not (people / "offhook" / "inbox").exists()
