"""From a CSV file to the tenth call, in a terminal, with no other guide than what is on screen."""

from __future__ import annotations

import re

import pytest

from tests.pty.conftest import NAMES
from tests.pty.stock import stock
from tests.pty.terminal import a_moment, offhook

pytestmark = pytest.mark.pty

#: What comes of each of the ten calls. Every third is answered.
ANSWERED = {2, 5, 8}


class Rep:
    """Presses only what the screen says, and counts."""

    def __init__(self, terminal) -> None:
        self.terminal, self.keys = terminal, 0

    def press(self, key: str, label: str) -> None:
        """Press a key that stands on the screen as `label`."""
        self.terminal.wait_for(label)
        self.terminal.keys(key)
        self.keys += 1

    def dial(self, n: int) -> None:
        name, firm = NAMES[n - 1], f"Firm {n}"
        self.terminal.wait_for(f"▸ {name}", f"Buyer · {firm}", f"{n - 1} of 30 dials")
        self.keys = 0
        self.press("Enter", "enter call")
        head = self.terminal.wait_for("dialing", "Opener")[:2]
        assert f"{name} · {firm}" in head[0]
        assert "+44 7700 900" in head[1] or "Next time I will" in head[1]

    def hang_up(self, n: int) -> None:
        self.press("h", "h hang up")
        self.terminal.wait_for("7 no answer", "next time I will", NAMES[n - 1])
        a_moment()


def unanswered(rep: Rep, n: int) -> None:
    """Three keys: enter, h, the result."""
    rep.dial(n)
    rep.hang_up(n)
    rep.press("7", "7 no answer")
    rep.terminal.wait_for("Saved: no answer", f"{n} of 30 dials", gone="next time I will  ")
    assert rep.keys == 3


def answered(rep: Rep, n: int, asked: bool) -> None:
    """Five keys and what is typed; one more to say whether the last intention was kept."""
    rep.dial(n)
    rep.press("Space", "space they answered")
    rep.terminal.wait_for("talking", gone="space they answered")
    rep.hang_up(n)
    rep.press("1", "1 conversation")
    rep.terminal.wait_for("▸ 1 conversation")
    if asked:
        rep.press("y", "Did you?   y yes   n no")
        rep.terminal.wait_for("Did you?   ✓ yes")
    rep.terminal.type(f"asked first, {n}")
    rep.terminal.keys("Enter", "Enter")
    rep.terminal.type(f"slow down {n}")
    rep.terminal.wait_for(f"asked first, {n}", f"slow down {n}")
    rep.press("C-s", "ctrl+s save")
    kept = f"Next time I will  slow down {n}"
    rep.terminal.wait_for("Saved: conversation, 2 lines", kept, f"{n} of 30 dials")
    assert rep.keys == 5 + asked


def test_from_import_to_the_tenth_call(home, tmux):
    rows = "".join(f'"{name}",Firm {n},07700 900{n:03},Buyer\n' for n, name in enumerate(NAMES, 1))
    (home / "spring.csv").write_text(f"Name,Company,Mobile,Role\n{rows}", encoding="utf-8")
    said = offhook(home, "import", "spring.csv", "--country", "GB").stdout.decode()
    assert said.startswith("12 people in spring.csv: 12 new.")

    with tmux(home) as terminal:
        rep = Rep(terminal)
        terminal.wait_for("12 callable", "first try")
        for n in range(1, 11):
            answered(rep, n, n > min(ANSWERED)) if n in ANSWERED else unanswered(rep, n)
        lines = terminal.wait_for(f"▸ {NAMES[10]}", "2 callable · 10 held")
        assert re.search(r"\? keys\s*$", lines[-1])
        terminal.keys("C-q")
        terminal.wait_for_end()

    tables = stock(home)
    attempts = [tables["attempts"][id] for id in sorted(tables["attempts"])]
    assert [a["disposition"] for a in attempts] == [
        "conversation" if n in ANSWERED else "no-answer" for n in range(1, 11)
    ]
    people = tables["contacts"]
    assert [people[a["contact"]]["name"] for a in attempts] == list(NAMES[:10])
    assert [a["number"] for a in attempts] == [f"+44770090000{n}" for n in range(1, 10)] + ["+447700900010"]
    assert all(a["started"] <= a["ended"] for a in attempts)
    assert ["answered" in a for a in attempts] == [n in ANSWERED for n in range(1, 11)]
    reflections = tables["reflections"].values()
    assert [r["right"] for r in reflections] == [f"asked first, {n}" for n in sorted(ANSWERED)]
    assert [r.get("kept") for r in reflections] == [None, True, True]
    assert [i["text"] for i in tables["intentions"].values()] == [f"slow down {n}" for n in sorted(ANSWERED)]
    assert not tables.get("drafts")


def test_what_is_typed_in_one_burst_goes_where_it_was_meant(people, wire):
    """Over a slow line keys come by the dozen. Each counts after the one before it has done its work."""
    with wire(people) as line:
        line.wait_for("12 callable")
        line.type("\r")
        line.wait_for("they answered")
        line.type(" h")
        line.wait_for("1 conversation")
        a_moment()
        line.type("1asked first\r\rask before I explain\x13")
        line.wait_for("Saved: conversation, 2 lines")
        line.type("\x11")
        assert line.wait_for_end() == 0
    (reflection,) = stock(people)["reflections"].values()
    assert (reflection["right"], reflection["next"]) == ("asked first", "ask before I explain")
    assert "wrong" not in reflection
