"""Meetings that were agreed: the day and time of each stands on the attempt it was booked in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from tui.core.call.attempt import Attempt
from tui.core.hours import when
from tui.core.hours.hours import zone
from tui.core.ports import Shelf

#: No two zones are further apart: a meeting's wall day may be one off from the day it is in UTC.
_APART = timedelta(days=1)


def written(agreed: when.When, place: tzinfo) -> str:
    """A meeting as `Attempt.meets` keeps it: `2026-11-24T10:30 Europe/London`."""
    return f"{agreed.wall:%Y-%m-%dT%H:%M} {place}"


def wall(meets: str) -> str:
    """The time of a kept meeting as words for a form: `2026-11-24 10:30`."""
    return meets.partition(" ")[0].replace("T", " ")


def begins(meets: str) -> datetime | None:
    """When a kept meeting is, in UTC, by today's rules of its place; None: no meeting that can be read."""
    at, _, name = meets.partition(" ")
    place = zone(name)
    try:
        local = datetime.fromisoformat(at)
        return None if place is None or local.tzinfo else local.replace(tzinfo=place).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def upcoming(shelf: Shelf, since: datetime, until: datetime) -> list[tuple[datetime, Attempt]]:
    """The meetings that begin in [since, until) (UTC), the earliest first; of a person the newest booked."""
    booked = (newest(shelf, contact) for contact in {one.contact for one in shelf.meetings(since - _APART)})
    found = [(at, one) for one in booked if one and (at := begins(one.meets)) and since <= at < until]
    return sorted(found, key=lambda meeting: (meeting[0], meeting[1].id))


def newest(shelf: Shelf, contact: int) -> Attempt | None:
    """The call in which the meeting with somebody was booked that holds: the newest, also where its day is
    past and one that was given up for it is still to come."""
    booked = (one for one in shelf.of_contact(Attempt, contact) if one.meets)
    return max(booked, key=lambda one: one.started, default=None)
