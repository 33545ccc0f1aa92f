"""The weekly check-in: when it is offered, what stands beside it, homework, the questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.given import NOW
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, Touch
from tui.core.day.checkin import (
    CheckIn,
    Question,
    Truth,
    begin,
    due,
    finished,
    homework,
    laid_over,
    truth,
    under_way,
)
from tui.core.ports import Batch
from tui.core.practice.practice import Drill
from tui.files.defaults import read_defaults
from tui.files.home import Home

DAY = timedelta(days=1)


def shelf(*records: object) -> MemoryStore:
    return MemoryStore(Batch(records))  # type: ignore[arg-type]


def calls(many: int, ago: timedelta = DAY, came: str = "no-answer", first: int = 1) -> list[Attempt]:
    return [Attempt(first + n, 1, "+447700900123", NOW - ago, disposition=came) for n in range(many)]


def check_in(id: int, ago: timedelta, **more: object) -> CheckIn:
    """One that was finished so long ago."""
    return CheckIn(id, NOW - ago, done=NOW - ago, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("records", "offered"),
    [
        ((), False),
        (calls(19), False),
        (calls(20), True),
        ((*calls(20), check_in(1, DAY)), False),
        ((*calls(20), check_in(1, 6 * DAY)), False),
        ((*calls(20), check_in(1, 6.5 * DAY)), True),
        ((*calls(20), check_in(1, 20 * DAY), check_in(2, DAY)), False),
        ((check_in(1, 7 * DAY),), True),
        ((*calls(3), CheckIn(1, NOW - DAY)), True),
    ],
    ids=["new", "few", "enough", "done", "early", "a-week", "newest", "no-calls", "begun"],
)
def test_it_is_offered_once_a_week(records: tuple[object, ...], offered: bool) -> None:
    assert due(shelf(*records), NOW) is offered


def test_what_was_begun_is_gone_on_with() -> None:
    begun = CheckIn(2, NOW - DAY, {"wins": "Dana said yes"})
    store = shelf(check_in(1, 9 * DAY), begun)
    assert begin(store, 3, NOW) == begun == under_way(store)
    assert [one.id for one in finished(store)] == [1]


def test_homework_is_taken_over_until_it_is_done() -> None:
    old = check_in(1, 14 * DAY, homework="ring three old customers")
    assert begin(shelf(old), 2, NOW).homework == "ring three old customers"
    assert homework(shelf(old)) == old
    done = replace(old, homework_done=NOW - DAY)
    assert begin(shelf(done), 2, NOW).homework == ""
    assert homework(shelf(done)) is None
    assert homework(shelf(old, check_in(2, 7 * DAY))) is None, "the newer one asked for none"


def test_the_last_two_stand_newest_first() -> None:
    store = shelf(*(check_in(n, (20 - n) * DAY) for n in range(1, 5)), CheckIn(5, NOW))
    assert [one.id for one in finished(store)] == [4, 3]
    assert finished(shelf()) == []


def test_the_truth_is_what_was_done_in_seven_days(tmp_path: Path) -> None:
    store = shelf(
        *calls(3),
        *calls(2, 8 * DAY, "meeting", 4),
        *calls(1, DAY, "meeting", 6),
        *calls(1, DAY, "sale-new", 7),
        replace(calls(1, DAY, "meeting", 8)[0], inbound=True),
        Touch(1, 1, NOW - 9 * DAY, "e-mail"),
        Touch(2, 1, NOW - DAY, "e-mail"),
        Touch(3, 1, NOW - DAY, "visit"),
        Drill(1, "batting", NOW - 9 * DAY, lines=5),
        Drill(2, "batting", NOW - DAY, lines=5),
        Drill(3, "partner", NOW - DAY, asked=4),
        Drill(4, "batting", NOW - DAY),
    )
    dispositions = read_defaults(Home(tmp_path)).dispositions
    assert truth(store, dispositions, NOW) == Truth(calls=5, touches=2, wins=2, drills=2)


@pytest.mark.parametrize(
    ("beside", "words"),
    [
        ("", ""),
        ("calls", "12 calls in seven days"),
        ("touches", "12 calls and 1 e-mail, message or visit in seven days"),
        ("wins", "0 meetings and sales in seven days"),
        ("drills", "2 rounds of practice in seven days"),
    ],
)
def test_the_truth_in_words(beside: str, words: str) -> None:
    assert Truth(12, 1, 0, 2).words(beside) == words  # type: ignore[arg-type]


def test_the_reps_questions_win_by_id() -> None:
    ours = (Question("a", "a", "A?"), Question("b", "b", "B?"))
    theirs = (Question("b", "b", "My B?"), Question("c", "c", "C?"), Question("a", "a", ""))
    assert [q.ask for q in laid_over(ours, theirs)] == ["My B?", "C?"]
