"""Callbacks as a calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, LONDON, NOW, Book, number, person
from tests.memory import MemoryStore
from tui.core.call.attempt import Callback, DoNotCall
from tui.core.call.changes import Changes
from tui.core.call.meetings import upcoming
from tui.core.day.calendar import Withdrawn, appointment, calendar, open_callbacks, starts, withdrawn
from tui.core.hours import when
from tui.core.ports import Batch
from tui.core.queue.standing import Standing, Tried

IN_LONDON = Callback(
    7, 1, "2026-11-24T10:30", "Europe/London", datetime(2026, 11, 24, 10, 30, tzinfo=UTC), NOW
)
IN_CHICAGO = replace(IN_LONDON, id=8, contact=2, zone="America/Chicago", due=NOW + DAY)


def unfolded(file: str) -> list[str]:
    return file.replace("\r\n ", "").split("\r\n")


def test_a_callback_is_an_event_with_an_alarm_five_minutes_before() -> None:
    store = MemoryStore(Batch((person(1, account="Northwind", reason="a depot, in Leeds"),)))
    assert unfolded(calendar([IN_LONDON], store, NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Offhook//callbacks//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:callback-7-20261123T090000@offhook",
        "DTSTAMP:20261123T090000Z",
        "SEQUENCE:217587600",
        "DTSTART:20261124T103000Z",
        "DURATION:PT15M",
        "SUMMARY:Call Person 1 (Northwind)",
        "DESCRIPTION:+442079460101\\na depot\\, in Leeds\\n2026-11-24 10:30 Europe/London\\, as they said it",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT5M",
        "DESCRIPTION:Call Person 1",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_number_is_one_that_may_be_called() -> None:
    wrong, fax, listed, mobile = (f"+4477009001{n}" for n in range(10, 14))
    numbers = (number(wrong), number(fax, "fax"), number(listed), number(mobile, "mobile"))
    batch = Batch(
        (
            person(1, *numbers),
            Standing(1, numbers=(Tried(wrong, 1, "wrong"),)),
            DoNotCall(1, NOW, listed),
        )
    )
    file = calendar([IN_LONDON], MemoryStore(batch), NOW)
    assert mobile in file
    assert not any(other in file for other in (wrong, fax, listed))


def test_the_time_is_the_wall_time_at_their_place() -> None:
    assert starts(IN_CHICAGO) == datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    assert starts(replace(IN_CHICAGO, wall="2026-07-24T10:30")) == datetime(2026, 7, 24, 15, 30, tzinfo=UTC)


def test_what_cannot_be_read_any_more_stays_as_it_was_reckoned() -> None:
    assert starts(replace(IN_CHICAGO, zone="Mars/Base")) == IN_CHICAGO.due
    assert starts(replace(IN_CHICAGO, wall="soon")) == IN_CHICAGO.due


def test_only_what_is_open_and_may_be_called_goes_into_it_the_earliest_first() -> None:
    forbidden = person(3, do_not_call="asked")
    done, theirs = replace(IN_LONDON, id=9, done=NOW), replace(IN_LONDON, id=10, contact=3)
    batch = Batch((person(1), person(2), forbidden, IN_LONDON, IN_CHICAGO, done, theirs))
    assert [c.id for c in open_callbacks(MemoryStore(batch))] == [8, 7]


@given(st.text(max_size=200), st.text(max_size=80))
def test_no_text_from_outside_breaks_the_file(reason: str, account: str) -> None:
    store = MemoryStore(Batch((person(1, reason=reason, account=account),)))
    file = calendar([IN_LONDON], store, NOW)
    lines = file.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(sign in file.replace("\r\n", "") for sign in "\r\n\x1b\x00\x07")
    rows = unfolded(file)
    assert [row.partition(":")[0] for row in rows].count("BEGIN") == 3
    assert len(rows) == 20


def row(file: str, name: str) -> list[str]:
    return [line.removeprefix(f"{name}:") for line in unfolded(file) if line.startswith(f"{name}:")]


def test_a_newer_file_has_a_higher_sequence_and_a_clock_far_back_none_below_nought() -> None:
    store = MemoryStore(Batch((person(1),)))
    first, second = (calendar([IN_LONDON], store, at) for at in (NOW, NOW + timedelta(seconds=1)))
    assert int(row(first, "SEQUENCE")[0]) < int(row(second, "SEQUENCE")[0]) < 2**31
    assert row(calendar([IN_LONDON], store, datetime(1999, 1, 1, tzinfo=UTC)), "SEQUENCE") == ["0"]
    assert row(appointment("talk", NOW, 30, "Talk", (), NOW), "SEQUENCE") == row(first, "SEQUENCE")


def test_a_callback_with_another_time_is_the_same_event() -> None:
    """Set anew by the rep, agreed anew in a call, and in a form that was opened again: always one event."""
    book = Book()
    book.put(person(1))
    uids = set()
    for words in ("tomorrow 10:30", "fri 15:00"):
        book.commit(1, Changes(book.by, 1).callback(when.read(words, book.now, LONDON)))
        uids |= {*row(calendar(open_callbacks(book.store), book.store, book.now), "UID")}
        book.now += timedelta(hours=1)
    attempt = book.settle(book.begin(), "call-back", when="sat 11:00")
    uids |= {*row(calendar(open_callbacks(book.store), book.store, book.now), "UID")}
    book.now += timedelta(hours=1)
    book.settle(attempt, "call-back", when="sat 16:00")
    file = calendar(open_callbacks(book.store), book.store, book.now)
    assert len({*uids, *row(file, "UID")}) == 1
    assert row(file, "DTSTART") == ["20261128T160000Z"]


def test_a_callback_after_one_that_was_kept_is_another_event() -> None:
    book = Book()
    book.put(person(1))
    book.settle(book.begin(), "call-back", when="tomorrow 10:30")
    first = row(calendar(open_callbacks(book.store), book.store, book.now), "UID")
    book.now += timedelta(days=2)
    book.settle(book.begin(), "call-back", when="tomorrow 10:30")
    second = row(calendar(open_callbacks(book.store), book.store, book.now), "UID")
    assert len(first) == len(second) == 1
    assert first != second


def test_a_meeting_that_was_moved_is_the_same_event_and_one_after_it_another() -> None:
    book = Book()
    book.put(person(1))
    uids = []
    for words, later in (("fri 10:30", 1), ("thu 10:30", 1), ("fri 15:00", 7), ("fri 10:30", 1)):
        book.settle(book.begin(), "meeting", when=words)
        ahead = upcoming(book.store, book.now, book.now + timedelta(days=90))
        uids += row(calendar((), book.store, book.now, ahead), "UID")
        book.now += timedelta(days=later)
    assert len(uids) == 4
    assert uids[0] == uids[1] == uids[2] != uids[3]


def test_what_was_agreed_with_somebody_who_must_not_be_called_is_cancelled_without_their_name() -> None:
    book = Book()
    book.put(person(1), person(2))
    book.settle(book.begin(), "call-back", when="tomorrow 10:30")
    book.settle(book.begin(2), "meeting", when="fri 10:30")
    until = book.now + timedelta(days=90)
    ahead = upcoming(book.store, book.now, until)
    before = calendar(open_callbacks(book.store), book.store, book.now, ahead)
    assert withdrawn(book.store, book.now, until) == Withdrawn()
    book.put(replace(person(1), do_not_call="asked"), replace(person(2), do_not_call="asked"))
    gone = withdrawn(book.store, book.now, until)
    after = calendar(open_callbacks(book.store), book.store, book.now + timedelta(hours=1), (), gone)
    assert row(after, "UID") == row(before, "UID")
    assert row(after, "STATUS") == ["CANCELLED", "CANCELLED"]
    assert row(after, "SUMMARY") == ["Call cancelled", "Meeting cancelled"]
    assert "VALARM" not in after
    assert "Person" not in after
    assert row(after, "DTSTART") == row(before, "DTSTART")
