"""A meeting has a day and a time: asked for in words, kept on the attempt, shown where it is looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.desk import BEN, DANA, NOW
from tests.memory import MemoryStore
from tui.core.call import result
from tui.core.call.attempt import Attempt, Callback
from tui.core.call.disposition import Dispositions
from tui.core.call.events import Chose, Entered, Event, PutAside, SaveNow, SaveResult, Timed, Wrote
from tui.core.call.meetings import begins, upcoming, wall
from tui.core.call.reflection import Draft, Form
from tui.core.call.reflection_flow import step
from tui.core.call.result import Settling
from tui.core.call.states import Part, Reflecting, Rules
from tui.core.clock import Moment
from tui.core.day import today
from tui.core.day.calendar import calendar
from tui.core.hours.hours import zone
from tui.core.ports import Batch
from tui.files.defaults import read_defaults
from tui.files.home import Home

CALL = Attempt(5, DANA.id, "+447700900123", NOW, answered=NOW, ended=NOW)
LONDON = zone("Europe/London")
#: Two days on, Thursday, by London's clock.
THURSDAY = datetime(2026, 11, 26, 10, 30, tzinfo=UTC)


@pytest.fixture
def dispositions(tmp_path) -> Dispositions:
    return read_defaults(Home(tmp_path)).dispositions


def at_form(*events: object, dispositions: Dispositions) -> tuple[Reflecting, tuple[object, ...]]:
    state, effects = Reflecting(CALL, "Europe/London"), ()
    for event in events:
        state, effects = step(state, event, Moment(NOW, 100.0), Rules(dispositions))  # type: ignore[arg-type, assignment]
    return state, effects


def settled(store: MemoryStore, form: Form, dispositions: Dispositions, attempt: Attempt = CALL) -> Attempt:
    assert LONDON
    by = Settling(store, dispositions, store.new_id, NOW, LONDON)
    store.apply(result.settle(by, attempt, form, asked=None, by_clock=False))
    saved = store.get(Attempt, attempt.id)
    assert saved
    return saved


def test_a_meeting_asks_when_it_is_before_the_lines(dispositions: Dispositions) -> None:
    told, _ = at_form(Chose("meeting"), Wrote("when", "thu 10:30"), Timed(), dispositions=dispositions)
    assert (told.part, told.form.when) == (Part.LINES, "2026-11-26 10:30")


def test_enter_leaves_it_open(dispositions: Dispositions) -> None:
    told, _ = at_form(Chose("meeting"), Timed(), dispositions=dispositions)
    assert (told.part, told.form.when, told.problem) == (Part.LINES, "", "")


@pytest.mark.parametrize("slip", ["tue 3p", "10:30 thrsday", "fri 25:00"])
def test_what_begins_like_a_time_is_asked_again(slip: str, dispositions: Dispositions) -> None:
    told, _ = at_form(Chose("meeting"), Wrote("when", slip), Timed(), dispositions=dispositions)
    assert (told.form.when, told.form.right) == (slip, "")
    assert told.problem


@pytest.mark.parametrize("how", [Timed(), SaveNow(), PutAside()])
@pytest.mark.parametrize("said", ["they hold on", "/ok", "1 of 3 said no"])
def test_a_sentence_in_its_place_is_the_first_line(how: Event, said: str, dispositions: Dispositions) -> None:
    told, _ = at_form(Chose("meeting"), Wrote("when", said), how, dispositions=dispositions)
    assert (told.form.when, told.form.right, told.problem) == ("", said, "")


def test_a_line_that_stands_is_not_written_over(dispositions: Dispositions) -> None:
    lines = (Wrote("right", "asked"), Wrote("when", "they hold on"), Timed())
    told, _ = at_form(Chose("meeting"), *lines, dispositions=dispositions)
    assert (told.form.when, told.form.right) == ("they hold on", "asked")
    assert told.problem


def test_a_brief_form_asks_one_line_only(dispositions: Dispositions) -> None:
    state = Reflecting(CALL, "Europe/London", brief=True)
    told, _ = step(state, Chose("meeting"), Moment(NOW, 100.0), Rules(dispositions))
    assert isinstance(told, Reflecting)
    assert told.part is Part.LINE


def test_it_stands_on_the_attempt_as_they_said_it(dispositions: Dispositions) -> None:
    saved = settled(MemoryStore(Batch((DANA,))), Form("meeting", when="thu 10:30"), dispositions)
    assert saved.meets == "2026-11-26T10:30 Europe/London"
    assert begins(saved.meets) == THURSDAY
    assert wall(saved.meets) == "2026-11-26 10:30"
    assert saved.confirmed


def test_another_result_takes_it_back(dispositions: Dispositions) -> None:
    store = MemoryStore(Batch((DANA,)))
    saved = settled(store, Form("meeting", when="thu 10:30"), dispositions)
    assert settled(store, Form("conversation", when="thu 10:30"), dispositions, saved).meets == ""


def test_a_form_opened_again_behind_it_keeps_it(dispositions: Dispositions) -> None:
    store = MemoryStore(Batch((DANA,)))
    past = replace(CALL, disposition="meeting", meets="2026-11-20T10:30 Europe/London")
    store.apply(Batch((past,)))
    form = result.form_of(store, past)
    assert form.when == "2026-11-20 10:30"
    assert settled(store, replace(form, right="asked"), dispositions, past).meets == past.meets


def opened_again(attempt: Attempt, *events: object, dispositions: Dispositions) -> Reflecting:
    """The form of a call three days later."""
    due = Callback(1, DANA.id, "2026-11-26T10:30", "Europe/London", THURSDAY, NOW, attempt.id)
    agreed = (due,) if attempt.disposition == "call-back" else ()
    form = result.form_of(MemoryStore(Batch((DANA, attempt, *agreed))), attempt)
    state: object = Reflecting(attempt, "Europe/London", form, opened=form)
    for event in events:
        assert isinstance(state, Reflecting)
        moment = Moment(NOW + timedelta(days=3), 100.0)
        state, _ = step(state, event, moment, Rules(dispositions))  # type: ignore[arg-type]
    assert isinstance(state, Reflecting)
    return state


def test_a_time_that_was_is_passed_with_enter_in_a_form_opened_again(dispositions: Dispositions) -> None:
    past = replace(CALL, disposition="meeting", meets="2026-11-26T10:30 Europe/London")
    for done, enter in ((past, Timed()), (replace(CALL, disposition="call-back"), Entered())):
        state = opened_again(done, Chose(done.disposition), enter, dispositions=dispositions)
        assert (state.problem, state.part) == ("", Part.LINES), done.disposition
        assert state.form.when == "2026-11-26 10:30"


def test_a_meeting_without_a_time_still_has_none_there(dispositions: Dispositions) -> None:
    open_ended = replace(CALL, disposition="meeting", meets="")
    state = opened_again(open_ended, Chose("meeting"), Timed(), dispositions=dispositions)
    assert (state.problem, state.part, state.form.when) == ("", Part.LINES, "")


def test_another_time_that_is_past_is_asked_again_there_too(dispositions: Dispositions) -> None:
    past = replace(CALL, disposition="meeting", meets="2026-11-26T10:30 Europe/London")
    other = Wrote("when", "2026-11-26 11:30")
    state = opened_again(past, Chose("meeting"), other, Timed(), dispositions=dispositions)
    assert "is past" in state.problem


def test_words_that_were_not_understood_wait_in_the_form(dispositions: Dispositions) -> None:
    _, effects = at_form(Chose("meeting"), Wrote("when", "tue 3p"), PutAside(), dispositions=dispositions)
    assert isinstance(effects[0], SaveResult)
    store = MemoryStore(Batch((DANA,)))
    saved = settled(store, effects[0].form, dispositions)
    assert not saved.confirmed
    draft = store.get(Draft, CALL.id)
    assert draft is not None
    assert draft.form.when == "tue 3p"


def test_today_has_it_until_an_hour_after_it_began() -> None:
    booked = replace(CALL, disposition="meeting", meets="2026-11-26T10:30 Europe/London")
    store = MemoryStore(Batch((DANA, BEN, booked)))
    week = timedelta(days=7)
    for now, there in (
        (NOW, True),
        (THURSDAY + timedelta(minutes=59), True),
        (THURSDAY + timedelta(minutes=61), False),
    ):
        found = [(one.what, one.due, one.contact) for one in today.agreed(store, now, now + week)]
        assert found == ([("meeting", THURSDAY, DANA)] if there else [])


def test_the_newest_booking_of_somebody_counts() -> None:
    booked = replace(CALL, meets="2026-11-26T10:30 Europe/London")
    moved = replace(CALL, id=6, started=NOW + timedelta(hours=1), meets="2026-11-27T09:00 Europe/London")
    store = MemoryStore(Batch((DANA, booked, moved)))
    assert [one.id for _, one in upcoming(store, NOW, NOW + timedelta(days=9))] == [6]


def test_a_meeting_that_was_brought_forward_does_not_come_back() -> None:
    """Once the earlier day is past, the later one that was given up for it is no meeting again."""
    booked = replace(CALL, meets="2026-12-10T10:30 Europe/London")
    moved = replace(CALL, id=6, started=NOW + timedelta(hours=1), meets="2026-11-26T09:00 Europe/London")
    store = MemoryStore(Batch((DANA, booked, moved)))
    for days in (0, 1, 3, 10):
        now = NOW + timedelta(days=days)
        found = [one.id for _, one in upcoming(store, now, now + timedelta(days=30))]
        assert found == ([6] if days < 2 else []), days


@pytest.mark.parametrize(
    "meets",
    [
        "",
        "soon",
        "2026-11-26T10:30",
        "2026-11-26T10:30 Nowhere/Atall",
        "0001-01-01T00:00 Asia/Tokyo",
        "9999-12-31T23:00 America/New_York",
    ],
)
def test_what_somebody_broke_by_hand_is_no_meeting(meets: str) -> None:
    assert begins(meets) is None


def test_the_calendar_has_it_under_one_name() -> None:
    booked = replace(CALL, meets="2026-11-26T10:30 Europe/London")
    store = MemoryStore(Batch((DANA, booked)))
    text = calendar((), store, NOW, upcoming(store, NOW, NOW + timedelta(days=9)))
    assert "SUMMARY:Meeting Dana Reyes (Northwind Freight)\r\n" in text
    assert "DTSTART:20261126T103000Z\r\n" in text
    assert text.count("UID:meeting-5-") == 1


def test_who_must_not_be_called_is_in_neither() -> None:
    booked = replace(CALL, meets="2026-11-26T10:30 Europe/London")
    asked_not_to = replace(DANA, do_not_call="asked")
    store = MemoryStore(Batch((asked_not_to, booked)))
    assert today.agreed(store, NOW, NOW + timedelta(days=9)) == []
    assert today.meetings(store, NOW, NOW + timedelta(days=9)) == []
