"""The easiest honest calls, why each is easy, and what went well before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.core.given import DAY, DISPOSITIONS, HOUR, NOW, call, person
from tests.memory import MemoryStore
from tui.core.call.attempt import Callback, Promise
from tui.core.call.reflection import Reflection
from tui.core.ports import Batch
from tui.core.queue.easy import Hours, easiest, hours, wins
from tui.core.queue.verdict import DUE, LIST, SKIPPED, WARM, Place

NONE = Hours({}, {})


def place(contact: int, agreed: str = "", group: int = LIST) -> Place:
    group = DUE if agreed else group
    return Place((group, 0.0, contact), contact, "", "+44", NOW if agreed else None, agreed=agreed)


def at_nine(contact: int, moment: datetime) -> int:
    return 9


def found(store: MemoryStore, *places: Place, known: Hours = NONE) -> list[tuple[int, str]]:
    easy = easiest(store, places, DISPOSITIONS, known, at_nine, NOW)
    return [(one.contact, one.why) for one in easy]


def people(*records: Any, many: int = 6) -> MemoryStore:
    return MemoryStore(Batch((*(person(n) for n in range(1, many + 1)), *records)))


def test_agreed_warm_friendly_then_the_next() -> None:
    talk = call(1, contact=3, started=NOW - 2 * DAY, disposition="conversation")
    said = Reflection(1, 3, NOW, right="asked about the depots")
    agreed = Callback(1, 4, "?", "Europe/London", NOW, NOW - DAY, attempt=1)
    store = people(talk, said, person(2, referred_by=1), agreed)
    order = found(store, place(4, "callback"), place(2, group=WARM), place(6, group=WARM), place(5), place(3))
    assert order == [
        (4, "you agreed on this time: they expect you"),
        (2, "Person 1 sent you: you do not call cold"),
        (6, "they asked for a call: you do not call cold"),
        (3, "you spoke 2 days ago, and it went well: “asked about the depots”"),
        (5, "the next in your queue"),
    ]


def test_an_answer_is_easy_once_it_is_found() -> None:
    owed = Promise(1, 1, 0, "SSO?", NOW, NOW - DAY)
    ready = Promise(2, 2, 0, "SSO?", NOW, NOW - DAY, answer="yes, since May")
    order = found(people(owed, ready), place(1, "promise"), place(2, "promise"))
    assert order == [(2, "you have the answer they asked for")]


@pytest.mark.parametrize(
    ("came", "felt"), [("not-interested", 0), ("dnc-number", 0), ("conversation", 1), ("conversation", 2)]
)
def test_who_said_no_or_left_a_bad_feeling_is_left_for_another_day(came: str, felt: int) -> None:
    talk = call(1, started=NOW - 2 * DAY, disposition=came)
    assert found(people(talk, Reflection(1, 1, NOW, right="stayed calm", felt=felt)), place(1)) == []


def test_a_talk_of_long_ago_is_no_friendship_but_no_stranger() -> None:
    talk = call(1, started=NOW - 200 * DAY, disposition="conversation")
    assert found(people(talk), place(2), place(1)) == [
        (2, "the next in your queue"),
        (1, "you have spoken before"),
    ]


def test_a_good_hour_is_one_with_more_answers_than_usual() -> None:
    good = Hours({9: 10, 15: 30}, {9: 4, 15: 3})
    assert found(people(), place(1), known=good) == [
        (1, "a good hour: 4 of your 10 calls at 9 o'clock were answered")
    ]
    few = Hours({9: 7, 15: 30}, {9: 7, 15: 3})
    assert found(people(), place(1), known=few) == [(1, "the next in your queue")]


def test_hours_are_counted_by_the_clock_of_whoever_was_called() -> None:
    calls = [
        call(1, disposition="conversation"),
        call(2, disposition="no-answer"),
        call(3, answered=NOW),
        call(4, inbound=True, disposition="conversation"),
        call(5, contact=2, started=NOW + HOUR),
    ]
    counted = hours(calls, lambda contact, at: at.hour + contact, DISPOSITIONS)
    assert counted == Hours({10: 3, 12: 1}, {10: 2, 12: 0})


def test_of_very_many_only_the_first_are_looked_at() -> None:
    store = people(many=600)
    assert len(found(store, *(place(n) for n in range(1, 601)))) == 500


def test_wins_are_the_newest_lines_each_once_and_the_newest_meetings() -> None:
    days = {1: "meeting", 2: "conversation", 3: "demo", 4: "no-answer", 5: "conversation"}
    calls = [call(n, started=NOW + n * DAY, disposition=came) for n, came in days.items()]
    rights = {1: "listened", 2: "slowly", 3: "listened", 5: "smiled"}
    said = [Reflection(n, 1, NOW, right=rights.get(n, "")) for n in days]
    found = wins(people(*calls, *said), DISPOSITIONS, most=2)
    assert found.lines == ("smiled", "listened")
    assert [(what, whom) for _, what, whom in found.meetings] == [
        ("demo booked", "Person 1"),
        ("meeting booked", "Person 1"),
    ]


def test_who_is_gone_is_nobody_to_call() -> None:
    assert easiest(MemoryStore(), [place(1)], DISPOSITIONS, NONE, at_nine, NOW) == []


def test_a_time_the_rep_alone_has_set_is_called_that() -> None:
    alone = Callback(1, 4, "?", "Europe/London", NOW, NOW - DAY)
    assert found(people(alone), place(4, "callback")) == [(4, "you set this time")]


def test_who_was_passed_over_today_is_none_of_the_easiest() -> None:
    assert found(people(), place(1, group=SKIPPED), place(2)) == [(2, "the next in your queue")]
