"""Callbacks as a calendar file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.core.given import DAY, NOW, person
from tests.memory import MemoryStore
from tui.core.call.attempt import Callback
from tui.core.day.calendar import calendar, open_callbacks, starts
from tui.core.ports import Batch

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
    assert len(rows) == 19
