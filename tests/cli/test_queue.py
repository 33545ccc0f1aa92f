"""`offhook queue`, through the front door; and what `offhook next` has in common with it."""

from contextvars import copy_context
from datetime import datetime
from typing import Any

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, refusal
from tests.core.given import NOW, number
from tui.__main__ import main
from tui.core.call.attempt import Callback
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing
from tui.files.home import Home
from tui.wiring import open_store

Said = pytest.CaptureFixture[str]
ADA = {
    "contact": 1,
    "name": "Ada Byron",
    "number": "+442079460101",
    "local_time": "2026-11-23T15:00+00:00",
    "why": "first try",
    "due": None,
}
BEN = {
    "contact": 2,
    "name": "Ben Okafor",
    "number": "+12125550102",
    "local_time": "2026-11-23T10:00-05:00",
    "why": "first try",
    "due": None,
}


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


def queue(said: Said, at: str = AT, *more: str) -> Any:
    return answer(said, "queue", "--at", at, *more)


def test_the_order_as_it_will_be(home: Home, capsys: Said) -> None:
    assert queue(capsys) == {
        "at": AT,
        "items": [ADA, BEN],
        "held": {"do not call": 1},
        "next_opens": None,
    }


def test_another_time_another_order(home: Home, capsys: Said) -> None:
    morning = queue(capsys, "2026-11-23T09:00+00:00")
    assert [item["contact"] for item in morning["items"]] == [1]
    assert morning["held"] == {"outside hours": 1, "do not call": 1}
    assert morning["next_opens"] == "2026-11-23T13:00:00+00:00"  # eight in New York


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        ("2026-07-01T12:00", "2026-07-01T11:00:00+00:00"),  # the rep's zone, in summer
        ("2026-07-01T12:00Z", "2026-07-01T12:00:00+00:00"),
        ("2026-07-01T12:00-04:00", "2026-07-01T16:00:00+00:00"),
    ],
)
def test_a_time_without_an_offset_is_the_reps(home: Home, capsys: Said, at: str, utc: str) -> None:
    assert datetime.fromisoformat(queue(capsys, at)["at"]) == datetime.fromisoformat(utc)


def test_what_is_due_says_when(home: Home, capsys: Said) -> None:
    due = NOW.replace(hour=14, minute=58)
    fill(home, Callback(1, 2, "?", "UTC", due, NOW), Standing(2, callback=due))
    first = queue(capsys)["items"][0]
    assert (first["contact"], first["why"], first["due"]) == (2, "callback 14:58", due.isoformat())


@pytest.mark.parametrize(("limit", "shown"), [("1", [1]), ("2", [1, 2]), ("99", [1, 2])])
def test_a_limit_cuts_the_list_not_the_counts(home: Home, capsys: Said, limit: str, shown: list[int]) -> None:
    document = queue(capsys, AT, "--limit", limit)
    assert [item["contact"] for item in document["items"]] == shown
    assert document["held"] == {"do not call": 1}


def test_said_in_sentences(home: Home, capsys: Said) -> None:
    assert main(["queue", "--at", AT, "--limit", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "   1  Ada Byron, Acme · +442079460101 · first try",
        "2 people callable; held: 1 do not call",
    ]
    assert main(["queue", "--at", "2026-11-24T03:00Z"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "0 people callable; held: 2 outside hours, 1 do not call",
        "       2  outside hours, ends at 08:00 for the first. enter on somebody asks for your reason "
        "first, or says that your settings refuse.",
        "       1  do not call. They stay off the list. Only you can lift it, asked twice: x.",
        "The next opens 08:00.",
    ]


def test_an_empty_home_is_no_failure(london: Home, capsys: Said) -> None:
    assert queue(capsys) == {"at": AT, "items": [], "held": {}, "next_opens": None}
    assert main(["queue"]) == 0
    assert "offhook import FILE brings people in" in capsys.readouterr().out
    assert not london.database.exists()


# ------------------------------------------------------------------------------------------------ --why


@pytest.mark.parametrize("name", ["1", "Ada Byron", "ada BYRON", "byron"])
def test_why_somebody_stands_there(home: Home, capsys: Said, name: str) -> None:
    assert queue(capsys, AT, "--why", name) == {
        "contact": 1,
        "name": "Ada Byron",
        "callable": True,
        "place": 1,
        "why": "first try",
        "until": None,
        "because": [
            "Mobile: yes.",
            "Tries: never called.",
            "Before: Ben Okafor (the same in all that counts: who came in earlier comes first).",
        ],
        "there": [
            "There: 15:00 Monday, Europe/London, by the number.",
            "Hours today: 08:00–21:00 in Britain (courtesy, after the former Direct Marketing Code of "
            "Practice of the DMA, 21.41).",
        ],
        "holds": [],
        "opens": AT,
    }


def test_why_somebody_is_held(home: Home, capsys: Said) -> None:
    early = "2026-11-23T09:00+00:00"
    assert queue(capsys, early, "--why", "Ben Okafor") == {
        "contact": 2,
        "name": "Ben Okafor",
        "callable": False,
        "place": None,
        "why": "outside calling hours there",
        "until": "2026-11-23T13:00:00+00:00",
        "because": [],
        "there": ["There: 04:00 Monday, America/New_York, by the number."],
        "holds": [
            {
                "rule": "outside hours",
                "why": "Outside calling hours there: 08:00–21:00 in the United States (47 CFR 64.1200(c)(1), "
                "16 CFR 310.4(c), by the local time of the called party).",
                "until": "2026-11-23T13:00:00+00:00",
            }
        ],
        "opens": "2026-11-23T13:00:00+00:00",
    }
    assert main(["queue", "--at", early, "--why", "Ada Obi"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Ada Obi is held: do not call: asked in writing.",
        "  Do not call: asked in writing. They stay off the list. Only you can lift it, asked twice: x.",
        "The clock alone changes nothing.",
    ]
    assert main(["queue", "--at", early, "--why", "Ben"]) == 0
    said = capsys.readouterr().out
    assert "Looked at again 13:00. enter on somebody asks for your reason" in said
    assert said.endswith("Can be called from 13:00, if nothing else happens.\n")
    home.config.write_text("keys: {queue.dial: K}\n")
    assert copy_context().run(main, ["queue", "--at", early, "--why", "Ben"]) == 0
    assert "Looked at again 13:00. K on somebody asks for your reason" in capsys.readouterr().out


def test_a_name_that_fits_several_is_listed_and_refused(home: Home, capsys: Said) -> None:
    said = refusal(capsys, "queue", "--why", "ada")
    assert said.splitlines() == [
        "'ada' fits 2 people; say which by its number:",
        "  1  Ada Byron, Acme",
        "  3  Ada Obi",
    ]


@pytest.mark.parametrize("name", ["nobody", "99", "", "\x1b[31m"])
def test_a_name_nobody_has_is_refused(home: Home, capsys: Said, name: str) -> None:
    said = refusal(capsys, "queue", "--why", name)
    assert said.startswith("Nobody here is called")
    assert "\x1b" not in said


# ------------------------------------------------------------------------------------------- all of it


@pytest.mark.parametrize("command", ["queue", "next"])
def test_only_read_beside_an_open_store(home: Home, capsys: Said, command: str) -> None:
    before = home.database.read_bytes()
    store = open_store(home)
    try:
        assert answer(capsys, command, "--at", AT)
    finally:
        store.close()
    assert home.database.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["queue", "--limit", "0"],
        ["queue", "--limit", "-1"],
        ["queue", "--limit", "many"],
        ["queue", "--at", "soon"],
        ["queue", "--colour"],
        ["next", "--limit", "1"],
        ["next", "--at", "\x1b[31m"],
    ],
)
def test_usage(london: Home, capsys: Said, arguments: list[str]) -> None:
    said = refusal(capsys, *arguments, code=2)
    assert "usage: offhook" in said
    assert "\x1b" not in said


def test_names_from_outside_cannot_command_the_terminal(home: Home, capsys: Said) -> None:
    evil = Contact(4, "\x1b]52;c;ZXZpbA==\x07Eve\u202e", "\x9b2J", numbers=(number("+442079460104"),))
    fill(home, evil)
    for arguments in (["queue"], ["next"], ["queue", "--why", "4"]):
        assert main([*arguments, "--at", AT]) == 0
        said = capsys.readouterr().out
        assert not {c for c in said if not c.isprintable()} - {"\n"}
    assert queue(capsys)["items"][2]["contact"] == 4


def test_a_number_without_a_place_has_no_local_time(home: Home, capsys: Said) -> None:
    fill(home, Contact(4, "Toll Free", numbers=(number("+18005550104", zone=""),)))
    assert queue(capsys)["items"][2]["local_time"] is None


@pytest.mark.parametrize(
    "command", [["queue"], ["next"], ["number", "+442079460101"], ["log", "Ada Byron", "busy"]]
)
def test_hours_of_ones_own_that_do_not_hold_are_told(home: Home, capsys: Said, command: list[str]) -> None:
    (home.path / "hours.yaml").write_text('default:\n  mon: "9-18"')
    assert main(command) == 0
    said = capsys.readouterr().err
    assert "hours.yaml:2:" in said
    assert "Your hours.yaml is not used until that is mended" in said


def test_a_slip_in_the_settings_is_told(home: Home, capsys: Said) -> None:
    home.config.write_text("outside_hour: refuse\n")
    assert main(["queue", "--json"]) == 0
    assert (
        "config.yaml:1:1: unknown key 'outside_hour' (did you mean 'outside_hours'?)"
        in capsys.readouterr().err
    )
