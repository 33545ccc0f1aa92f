"""Callbacks as a calendar file (RFC 5545), to be opened with the rep's own calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tui.core.call.attempt import Attempt, Callback
from tui.core.call.meetings import wall
from tui.core.day.today import may_be_called
from tui.core.hours.hours import zone
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.text import plain

#: So long a call is put down for, and so long before it the calendar speaks up, minutes.
_LASTS, _BEFORE = 15, 5
#: The same for a meeting; how long it will be nobody said.
_MEETS = 30
#: Bytes of a line before it is folded (RFC 5545, 3.1).
_FOLD = 75


def open_callbacks(shelf: Shelf) -> list[Callback]:
    """Every callback that was agreed and not made yet, the earliest first. Nobody who must not be called."""
    found = [
        callback
        for id in shelf.agreed()
        if may_be_called(shelf, id)
        for callback in shelf.of_contact(Callback, id)
        if not callback.done
    ]
    return sorted(found, key=lambda one: (one.due, one.id))


def calendar(
    callbacks: Iterable[Callback],
    shelf: Shelf,
    now: datetime,
    meetings: Iterable[tuple[datetime, Attempt]] = (),
) -> str:
    """The file. A callback keeps its UID, so that reading a newer file in moves it and doubles nothing; a
    meeting is known by the call it was booked in."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offhook//callbacks//EN", "CALSCALE:GREGORIAN"]
    for callback in callbacks:
        rows += _event(callback, shelf.get(Contact, callback.contact), now)
    for at, booked in meetings:
        rows += _meeting(at, booked, shelf.get(Contact, booked.contact), now)
    return "".join(f"{folded}\r\n" for row in (*rows, "END:VCALENDAR") for folded in _folded(row))


def appointment(
    uid: str, at: datetime, minutes: int, summary: str, about: Iterable[str], now: datetime
) -> str:
    """A file with one appointment at a moment (UTC). `uid` says which it is: a newer file moves it."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offhook//check-in//EN", "CALSCALE:GREGORIAN"]
    rows += ["BEGIN:VEVENT", f"UID:{uid}@offhook", f"DTSTAMP:{_utc(now)}", f"DTSTART:{_utc(at)}"]
    rows += [f"DURATION:PT{minutes}M", f"SUMMARY:{_text(summary)}"]
    rows.append(f"DESCRIPTION:{_NEW_LINE.join(_text(line) for line in about if line)}")
    rows += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{folded}\r\n" for row in rows for folded in _folded(row))


def starts(callback: Callback) -> datetime:
    """When it is, in UTC: the wall time at the place by the rules of today, else as it was reckoned then."""
    place = zone(callback.zone)
    try:
        wall = datetime.fromisoformat(callback.wall)
    except ValueError:
        return callback.due
    if place is None or wall.tzinfo is not None:
        return callback.due
    return wall.replace(tzinfo=place).astimezone(UTC)


def _event(callback: Callback, contact: Contact | None, now: datetime) -> Iterator[str]:
    name = contact.title if contact else "somebody"
    company = contact.account if contact and contact.account != name else ""
    number = next((n.e164 or n.raw for n in contact.numbers), "") if contact else ""
    said = f"{callback.wall.replace('T', ' ')} {callback.zone}, as they said it"
    told = [text for text in (number, contact.reason if contact else "", said) if text]
    yield "BEGIN:VEVENT"
    yield f"UID:callback-{callback.id}-{callback.made:%Y%m%dT%H%M%S}@offhook"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(starts(callback))}"
    yield f"DURATION:PT{_LASTS}M"
    yield f"SUMMARY:{_text(f'Call {name}' + (f' ({company})' if company else ''))}"
    yield f"DESCRIPTION:{_NEW_LINE.join(_text(line) for line in told)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{_BEFORE}M")
    yield f"DESCRIPTION:{_text(f'Call {name}')}"
    yield from ("END:VALARM", "END:VEVENT")


def _meeting(at: datetime, booked: Attempt, contact: Contact | None, now: datetime) -> Iterator[str]:
    name = contact.title if contact else "somebody"
    company = contact.account if contact and contact.account != name else ""
    told = [booked.number, f"{wall(booked.meets)} {booked.meets.partition(' ')[2]}, as they said it"]
    yield "BEGIN:VEVENT"
    yield f"UID:meeting-{booked.id}-{booked.started:%Y%m%dT%H%M%S}@offhook"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(at)}"
    yield f"DURATION:PT{_MEETS}M"
    yield f"SUMMARY:{_text(f'Meeting {name}' + (f' ({company})' if company else ''))}"
    yield f"DESCRIPTION:{_NEW_LINE.join(_text(line) for line in told if line)}"
    yield "END:VEVENT"


_NEW_LINE = "\\n"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A value of text: cleaned, with what means something to the format escaped (3.3.11)."""
    clean = plain(text)
    for sign in ("\\", ";", ","):
        clean = clean.replace(sign, f"\\{sign}")
    return clean


def _folded(row: str) -> Iterator[str]:
    """Lines of 75 bytes at the most, no character cut; what goes on begins with a space."""
    room, begun = _FOLD, ""
    for character in row:
        size = len(character.encode())
        if size > room:
            yield begun
            begun, room = " ", _FOLD - 1
        begun += character
        room -= size
    yield begun
