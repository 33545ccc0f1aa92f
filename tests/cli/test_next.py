"""`offhook next`, and the whole loop as somebody has it read out: line by line, and no signs."""

from __future__ import annotations

import io
import sys
import unicodedata
from dataclasses import replace

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, kept
from tests.core.given import NOW, number
from tui.__main__ import main
from tui.core.call.attempt import Promise
from tui.core.call.reflection import Intention, Reflection
from tui.core.people.contact import Contact
from tui.files.home import Home

Said = pytest.CaptureFixture[str]
ADA = {
    "contact": 1,
    "name": "Ada Byron",
    "number": "+442079460101",
    "local_time": "2026-11-23T15:00+00:00",
    "why": "first try",
    "due": None,
}


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


def lines(said: Said, *arguments: str) -> list[str]:
    """What a command says, each line of which can be read out."""
    assert main(list(arguments)) == 0
    rows = said.readouterr().out.splitlines()
    for row in rows:
        assert readable(row), row
    return rows


def readable(row: str) -> bool:
    """Whether a line is words, figures and the signs of a sentence: no drawing, no arrows, no columns."""
    plain = all(unicodedata.category(c)[0] in "LNPZ" or c == "+" for c in row)
    return plain and not set(row) & set("·…•|#*─▸●○✓→") and "  " not in row


def test_next_says_who_why_what_to_say_and_how_to_log_it(home: Home, capsys: Said) -> None:
    *facts, say, log = lines(capsys, "next", "--at", AT)
    assert facts == [
        "Name: Ada Byron",
        "Account: Acme",
        "Role: buyer",
        "Number: +442079460101",
        "Why: first try",
        "Local time: 15:00",
        "Reason to call: new depot",
    ]
    assert say.startswith("Say: Hello Ada, your name from your company.")
    assert log.startswith("To log it: offhook log 1 ")
    assert "call-back --when 'tomorrow 10:00'" in log
    assert "--kept" not in log  # nothing is meant yet


def test_next_as_json_is_the_item_of_the_queue(home: Home, capsys: Said) -> None:
    assert answer(capsys, "next", "--at", AT) == ADA


def test_the_number_digit_by_digit(home: Home, capsys: Said) -> None:
    assert "Number: plus 4 4, 2 0, 7 9 4 6, 0 1 0 1" in lines(capsys, "next", "--digits", "--at", AT)


def test_an_extension_is_said(london: Home, capsys: Said) -> None:
    fill(london, Contact(1, "Ada", numbers=(replace(number("+442079460101"), extension="1204"),)))
    assert "Extension: 1204" in lines(capsys, "next", "--at", AT)
    assert "Extension: 1 2 0 4" in lines(capsys, "next", "--digits", "--at", AT)


def test_what_they_wait_for_is_said(home: Home, capsys: Said) -> None:
    fill(home, Promise(1, 1, 0, "Does it float?", NOW, NOW, who="Kim"))
    said = lines(capsys, "next", "--at", AT)
    assert said[said.index("They asked: Does it float?") + 1] == "The answer: Kim knows it"


def test_nobody_to_call_says_when_somebody_is(home: Home, capsys: Said) -> None:
    night = "2026-11-24T03:00Z"
    assert answer(capsys, "next", "--at", night) is None
    assert lines(capsys, "next", "--at", night) == [
        "Nobody can be called now.",
        "The next can be called at 08:00.",
        "Held: 2 people, outside hours.",
        "Held: 1 person, do not call.",
    ]


def test_nobody_at_all(london: Home, capsys: Said) -> None:
    assert lines(capsys, "next") == ["Nobody here yet: offhook import FILE brings people in."]


def test_the_whole_loop_is_read_out(home: Home, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    first = lines(capsys, "next", "--at", AT)
    assert "offhook log 1 " in first[-1]
    words = ["--right", "asked first", "--wrong", "talked", "--next", "slow down"]
    assert lines(capsys, "log", "1", "conversation", *words, "--at", AT) == [
        "Logged: Ada Byron, conversation."
    ]

    second = lines(capsys, "next", "--at", "2026-11-23T15:05+00:00")
    assert second[0] == "Name: Ben Okafor"
    assert "Next time I will: slow down" in second
    assert second[-1].endswith("If they answered, add --kept yes or --kept no: did you do what you meant to?")
    said = ["log", "2", "meeting", "--kept", "yes", "--at", "2026-11-23T15:06+00:00"]
    assert lines(capsys, *said) == ["Logged: Ben Okafor, meeting booked."]
    assert [one.kept for one in kept(home, Reflection)] == [None, True]

    assert lines(capsys, "scripts", "search", "too expensive")[0].startswith("Too expensive")

    monkeypatch.setattr(sys, "stdin", io.StringIO("I see. Compared with what?\n?\n\nq\n"))
    practised = [row for row in lines(capsys, "practice", "--cards", "2") if row]
    assert practised[0] == "2 lines. Type an answer, or say it aloud and press enter."
    assert practised[-1] == "Saved: 1 line."

    report = lines(capsys, "report", "day", "--format", "txt", "--at", AT)
    assert "Dials: 2. Sunday 22 November 2026: 0." in report
    assert "Right, Mon 23 Nov: asked first" in report
    assert any(row.startswith("Next time I will, done 1 of 1") for row in report)


def test_nothing_but_the_intention_is_there_to_be_kept(home: Home, capsys: Said) -> None:
    fill(home, Intention(1, "slow down", NOW, 0))
    said = lines(capsys, "log", "1", "conversation", "--at", AT)
    assert said[1] == "You meant to: slow down. Whether you did was not said: --kept yes, or --kept no."
