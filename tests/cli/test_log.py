"""`offhook log`: a call made without the app."""

from typing import Any

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, kept, refusal
from tui.__main__ import main
from tui.core.call.attempt import Attempt, Callback, DoNotCall
from tui.core.call.reflection import Draft, Intention, Reflection
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing
from tui.files.home import Home

Said = pytest.CaptureFixture[str]


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


def log(said: Said, *arguments: str, at: str = AT) -> Any:
    return answer(said, "log", *arguments, "--at", at)


def test_a_call_with_its_reflection(home: Home, capsys: Said) -> None:
    words = ["--right", "asked first", "--wrong", "talked", "--next", "slow down"]
    assert log(capsys, "Ada Byron", "conversation", *words) == {
        "id": 1,
        "contact": 1,
        "name": "Ada Byron",
        "number": "+442079460101",
        "at": AT,
        "disposition": "conversation",
        "right": "asked first",
        "wrong": "talked",
        "next": "slow down",
    }
    (attempt,), (reflection,), (intention,) = (kept(home, kind) for kind in (Attempt, Reflection, Intention))
    assert (attempt.disposition, attempt.ended, attempt.confirmed) == ("conversation", attempt.started, True)
    assert (reflection.right, reflection.wrong, reflection.next) == ("asked first", "talked", "slow down")
    assert intention.text == "slow down"
    assert {s.id: s.connects for s in kept(home, Standing)}[1] == 1


def test_said_in_a_sentence(home: Home, capsys: Said) -> None:
    assert main(["log", "1", "No Answer"]) == 0
    assert capsys.readouterr().out == "Logged: Ada Byron, no answer.\n"
    assert kept(home, Reflection) == kept(home, Draft) == []


def test_the_next_in_the_queue_knows_of_it(home: Home, capsys: Said) -> None:
    log(capsys, "1", "no-answer")
    assert answer(capsys, "next", "--at", AT)["contact"] == 2


def test_a_callback_is_by_the_contacts_clock(home: Home, capsys: Said) -> None:
    log(capsys, "Ben Okafor", "call-back", "--when", "tomorrow 10:30")
    (callback,) = kept(home, Callback)
    assert (callback.wall, callback.zone) == ("2026-11-24T10:30", "America/New_York")


def test_a_meeting_is_by_the_contacts_clock_and_may_have_no_time_yet(home: Home, capsys: Said) -> None:
    log(capsys, "Ben Okafor", "meeting", "--when", "tomorrow 10:30")
    log(capsys, "1", "meeting")
    assert [one.meets for one in kept(home, Attempt)] == ["2026-11-24T10:30 America/New_York", ""]
    assert [one.confirmed for one in kept(home, Attempt)] == [True, True]


def test_do_not_call_is_taken_from_a_log_too(home: Home, capsys: Said) -> None:
    log(capsys, "1", "dnc-person")
    (entry,) = kept(home, DoNotCall)
    assert (entry.contact, entry.number) == (1, "")
    assert answer(capsys, "queue", "--at", AT)["held"] == {"do not call": 2}


def test_calls_logged_late_stand_in_their_order(home: Home, capsys: Said) -> None:
    log(capsys, "1", "busy", at="2026-11-23T16:00Z")
    log(capsys, "1", "conversation", at="2026-11-23T14:00Z")
    standing = {s.id: s for s in kept(home, Standing)}[1]
    assert (standing.last_disposition, standing.dials, standing.connects) == ("busy", 1, 1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nobody", "busy"], "Nobody here is called 'nobody'. Nothing was changed."),
        (["ada", "busy"], "fits 2 people"),
        (["1", "sold-the-moon"], "is no disposition. There are: conversation, call-back,"),
        (["1", "call-back"], "Give it with --when. Nothing was logged."),
        (["1", "call-back", "--when", "soonish"], "'soonish' is not clear."),
        (["1", "call-back", "--when", "2020-01-01"], "is past."),
        (["1", "meeting", "--when", "soonish"], "'soonish' is not clear."),
        (["1", "busy", "--kept", "yes"], "--kept is about calls in which somebody answered"),
        (["1", "conversation", "--kept", "no"], "There is nothing you meant to do in this call"),
        (["1", "conversation", "--when", "fri 10"], "--when is for a callback or a meeting"),
        (["1", "call-back"], "24 Nov 10:00. Give it with --when."),
        (["1", "call-back", "--when", "today 0:05"], "expect you? Give it with --when."),
    ],
)
def test_what_is_not_clear_is_refused_and_nothing_is_done(
    home: Home, capsys: Said, arguments: list[str], says: str
) -> None:
    before = home.database.read_bytes()
    assert says in refusal(capsys, "log", *arguments, "--at", AT)
    assert home.database.read_bytes() == before


def test_whether_i_did_what_i_meant_to(home: Home, capsys: Said) -> None:
    log(capsys, "1", "conversation", "--next", "slow down")
    assert log(capsys, "2", "conversation", "--kept", "no")["kept"] is False
    said = {one.contact: (one.kept, one.intention) for one in kept(home, Reflection)}
    assert said == {1: (None, 0), 2: (False, 1)}


def test_nothing_was_meant_yet_in_a_call_before(home: Home, capsys: Said) -> None:
    """A call logged late is not asked about what was meant only after it."""
    log(capsys, "1", "conversation", "--next", "slow down", at="2026-11-20T15:00Z")
    assert main(["log", "2", "conversation", "--at", "2026-11-20T09:00Z"]) == 0
    assert "You meant to" not in capsys.readouterr().out
    assert "nothing you meant to do" in refusal(
        capsys, "log", "2", "conversation", "--kept", "yes", "--at", "2026-11-20T10:00Z"
    )
    assert [one.intention for one in kept(home, Reflection) if one.contact == 2] in ([], [0])


def test_the_same_call_is_logged_once(home: Home, capsys: Said) -> None:
    first, again = (log(capsys, "1", "busy") for _ in range(2))
    assert first == again
    assert log(capsys, "1", "no-answer")["id"] == 2
    assert [a.disposition for a in kept(home, Attempt)] == ["busy", "no-answer"]


@pytest.mark.parametrize("said", ["callback", "call back", "Call-Back"])
def test_a_result_is_known_with_and_without_its_hyphen(home: Home, capsys: Said, said: str) -> None:
    assert log(capsys, "1", said, "--when", "tomorrow 10:30")["disposition"] == "call-back"


def test_a_call_that_is_still_to_come_is_told(home: Home, capsys: Said) -> None:
    """A slip in the year: it is logged, for `--at` is a script's clock, but nobody should miss it."""
    assert main(["log", "1", "no-answer", "--at", "2030-01-01T10:00"]) == 0
    assert "01 January 2030, 10:00 is still to come." in capsys.readouterr().out
    assert main(["log", "1", "no-answer", "--at", AT]) == 0
    assert "to come" not in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["log"], ["log", "1"], ["log", "1", "busy", "--at", "late"]])
def test_usage(london: Home, capsys: Said, arguments: list[str]) -> None:
    assert "usage: offhook log" in refusal(capsys, *arguments, code=2)


def test_somebody_without_a_number_can_be_logged(home: Home, capsys: Said) -> None:
    fill(home, Contact(4, "Walk In"))
    assert log(capsys, "Walk In", "conversation")["number"] == ""
