"""`offhook dnc`: numbers that must not be called."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, kept, refusal
from tests.core.given import NOW
from tui.__main__ import main
from tui.core.call.attempt import DoNotCall
from tui.files.home import Home

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


def dnc(said: Said, *arguments: str) -> Any:
    return answer(said, "dnc", *arguments)


def test_added_once_however_it_is_written(home: Home, capsys: Said) -> None:
    assert dnc(capsys, "add", "+44 20 7946 0101", "+1 212 555 0102") == {"added": 2, "known": 0}
    assert dnc(capsys, "add", "020 7946 0101", "--country", "gb") == {"added": 0, "known": 1}
    assert [(d.number, d.contact) for d in kept(home, DoNotCall)] == [
        ("+12125550102", 0),
        ("+442079460101", 0),
    ]


def test_everybody_with_the_number_is_held_at_once(home: Home, capsys: Said) -> None:
    dnc(capsys, "add", "+442079460101")
    order = answer(capsys, "queue", "--at", AT)
    assert ([item["contact"] for item in order["items"]], order["held"]) == ([2], {"do not call": 2})


def test_checked(home: Home, capsys: Said) -> None:
    dnc(capsys, "add", "+442079460101")
    listed, free, none = dnc(capsys, "check", "020 7946 0101", "+442079460102", "555-01", "--country", "GB")
    assert (listed["raw"], listed["e164"]) == ("020 7946 0101", "+442079460101")
    assert (listed["do_not_call"], listed["why"], listed["lists"]) == (True, "added by hand", [])
    assert free == {
        "raw": "+442079460102",
        "e164": "+442079460102",
        "do_not_call": False,
        "why": None,
        "since": None,
        "lists": [],
    }
    assert (none["e164"], none["do_not_call"]) == (None, False)
    assert "short number" in none["why"]
    assert main(["dnc", "check", "+442079460102"]) == 0
    assert capsys.readouterr().out == "+442079460102: not on the list\n"


def test_listed_without_what_was_lifted(home: Home, capsys: Said) -> None:
    fill(
        home,
        DoNotCall(1, NOW, "+442079460101", why="asked\x1b[31m"),
        DoNotCall(2, NOW, contact=2, why="in writing"),
        DoNotCall(3, NOW, "+442079460103", lifted=NOW),
    )
    assert dnc(capsys, "list") == {
        "lists": [],
        "numbers": [
            {"number": "+442079460101", "contact": None, "since": NOW.isoformat(), "why": "asked\x1b[31m"},
            {"number": "", "contact": 2, "since": NOW.isoformat(), "why": "in writing"},
        ],
    }
    assert main(["dnc", "list"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "+442079460101  since 2026-11-23  asked",
        "contact 2  since 2026-11-23  in writing",
        "2 entries on the do-not-call list",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add"], "offhook dnc add needs a number. Nothing was changed."),
        (["check"], "offhook dnc check needs a number. Nothing was changed."),
        (["add", "+442079460101", "ask Dana"], "No phone number: ask Dana. Nothing was changed."),
        (["add", "\x1b[31m12"], "No phone number: 12. Nothing was changed."),
        (
            ["add", "020 7946 0101"],
            "No phone number: 020 7946 0101. It is none of US: say its country with --country, or write it "
            "with a plus. Nothing was changed.",
        ),
    ],
)
def test_all_or_nothing(home: Home, capsys: Said, arguments: list[str], says: str) -> None:
    assert refusal(capsys, "dnc", *arguments).strip() == says
    assert kept(home, DoNotCall) == []


def test_usage(london: Home, capsys: Said) -> None:
    assert "usage: offhook dnc" in refusal(capsys, "dnc", "forget", "+442079460101", code=2)


def test_a_country_that_is_none_is_said_before_anything_is_read(london: Home, capsys: Said) -> None:
    assert main(["dnc", "check", "02079460101", "--country", "ZZ"]) == 2
    assert "'ZZ' is no country code" in capsys.readouterr().err
    assert main(["dnc", "check", "02079460101", "--country", "uk"]) == 0


def test_a_number_whose_people_all_said_no_must_not_be_called(
    london: Home, capsys: Said, tmp_path: Path
) -> None:
    (tmp_path / "l.csv").write_text("Name,Phone\nAda,+44 20 7946 0101\nBen,+44 20 7946 0101\n")
    assert main(["import", str(tmp_path / "l.csv")]) == 0
    capsys.readouterr()
    for name in ("Ada", "Ben"):
        (fact,) = dnc(capsys, "check", "+442079460101")
        assert not fact["do_not_call"]  # it is also somebody's who said nothing
        answer(capsys, "log", name, "dnc-person")
    (fact,) = dnc(capsys, "check", "+442079460101")
    assert (fact["do_not_call"], fact["lists"]) == (True, [])
    assert fact["why"].startswith("Ada: ")
    (known,) = answer(capsys, "number", "+442079460101")
    assert (known["callable"], known["why"]) == (False, f"do not call: {fact['why']}")


def test_who_came_in_marked_do_not_call_is_named(london: Home, capsys: Said, tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("Name,Phone,DNC\nAda,+44 20 7946 0101,yes\n")
    assert main(["import", str(tmp_path / "l.csv")]) == 0
    capsys.readouterr()
    (fact,) = dnc(capsys, "check", "+442079460101")
    assert (fact["do_not_call"], fact["since"] is None) == (True, False)
    assert "Ada: " in fact["why"]
    assert main(["dnc", "check", "+442079460101"]) == 0
    assert "do not call: Ada: " in capsys.readouterr().out
