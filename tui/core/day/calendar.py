"""Callbacks and meetings as a calendar file (RFC 5545), to be opened with the rep's own calendar.

A file that is read in later moves and takes back what an earlier one brought: an event that got another time
keeps its UID, what must not be called any more comes as cancelled, and SEQUENCE says which file is the newer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from tui.core.call.attempt import Attempt, Callback
from tui.core.call.meetings import begins, upcoming, wall
from tui.core.day.today import may_be_called
from tui.core.hours.hours import zone
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.queue.standing import EARLY, Standing
from tui.core.text import plain

#: So long a call is put down for, and so long before it the calendar speaks up, minutes.
_LASTS, _BEFORE = 15, 5
#: The same for a meeting; how long it will be nobody said.
_MEETS = 30
#: SEQUENCE counts seconds from here: it grows with every file, and fits into 31 bits until 2088 (3.3.8).
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
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


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What an earlier file may have brought, of people who must not be called any more."""

    callbacks: tuple[Callback, ...] = ()
    meetings: tuple[tuple[datetime, Attempt], ...] = ()


def withdrawn(shelf: Shelf, since: datetime, until: datetime) -> Withdrawn:
    """What of it begins in [since, until) (UTC): a calendar that speaks up then would have them called."""
    callbacks = (
        callback
        for id in sorted(shelf.agreed())
        if not may_be_called(shelf, id)
        for callback in shelf.of_contact(Callback, id)
        if not callback.done and since <= starts(callback) < until
    )
    booked = (one for one in upcoming(shelf, since, until) if not may_be_called(shelf, one[1].contact))
    return Withdrawn(tuple(callbacks), tuple(booked))


def calendar(
    callbacks: Iterable[Callback],
    shelf: Shelf,
    now: datetime,
    meetings: Iterable[tuple[datetime, Attempt]] = (),
    gone: Withdrawn = Withdrawn(),
) -> str:
    """The file."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offhook//callbacks//EN", "CALSCALE:GREGORIAN"]
    for callback in callbacks:
        rows += _event(callback, shelf, now)
    for at, booked in meetings:
        rows += _meeting(at, booked, shelf, now)
    for callback in gone.callbacks:
        rows += _cancelled(_uid(callback, shelf), starts(callback), "Call", now)
    for at, booked in gone.meetings:
        rows += _cancelled(_meeting_uid(booked, shelf), at, "Meeting", now)
    return "".join(f"{folded}\r\n" for row in (*rows, "END:VCALENDAR") for folded in _folded(row))


def appointment(
    uid: str, at: datetime, minutes: int, summary: str, about: Iterable[str], now: datetime
) -> str:
    """A file with one appointment at a moment (UTC). `uid` says which it is: a newer file moves it."""
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Offhook//check-in//EN", "CALSCALE:GREGORIAN"]
    rows += _begin(uid, at, now)
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


def _begin(uid: str, at: datetime, now: datetime) -> Iterator[str]:
    """The head of an event. A clock that was set far back leaves the number as small as it can be."""
    number = max(0, int((now - _FIRST).total_seconds()))
    yield from ("BEGIN:VEVENT", f"UID:{uid}@offhook", f"DTSTAMP:{_utc(now)}", f"SEQUENCE:{number}")
    yield f"DTSTART:{_utc(at)}"


def _cancelled(uid: str, at: datetime, what: str, now: datetime) -> Iterator[str]:
    """An event to be taken out; who it was about is not said once more."""
    yield from _begin(uid, at, now)
    yield from (f"SUMMARY:{what} cancelled", "STATUS:CANCELLED", "END:VEVENT")


def _uid(callback: Callback, shelf: Shelf) -> str:
    """What a callback is known by: the call it was agreed in, also with its form opened again, else itself.

    One that took the place of another before that was due is that one, at another time.
    """
    booked = shelf.get(Attempt, callback.attempt) if callback.attempt else None
    came = {callback.made, *([booked.ended] if booked and booked.ended else [])}
    for before in shelf.of_contact(Callback, callback.contact):
        given_up = before.done and before.done in came and before.done < before.due - EARLY
        if given_up and before.id < callback.id:
            return _uid(before, shelf)
    if booked:
        return f"callback-call-{booked.id}-{booked.started:%Y%m%dT%H%M%S}"
    return f"callback-{callback.id}-{callback.made:%Y%m%dT%H%M%S}"


def _meeting_uid(booked: Attempt, shelf: Shelf) -> str:
    """What a meeting is known by: the call it was booked in first, before others moved it in time."""
    calls = (one for one in shelf.of_contact(Attempt, booked.contact) if one.meets)
    for one in sorted(calls, key=lambda call: call.started, reverse=True):
        at = begins(one.meets)
        if one.started < booked.started and at and at > booked.started:
            booked = one
    return f"meeting-{booked.id}-{booked.started:%Y%m%dT%H%M%S}"


def _event(callback: Callback, shelf: Shelf, now: datetime) -> Iterator[str]:
    contact = shelf.get(Contact, callback.contact)
    name = contact.title if contact else "somebody"
    company = contact.account if contact and contact.account != name else ""
    number = _number(contact, shelf) if contact else ""
    said = f"{callback.wall.replace('T', ' ')} {callback.zone}, as they said it"
    told = [text for text in (number, contact.reason if contact else "", said) if text]
    yield from _begin(_uid(callback, shelf), starts(callback), now)
    yield f"DURATION:PT{_LASTS}M"
    yield f"SUMMARY:{_text(f'Call {name}' + (f' ({company})' if company else ''))}"
    yield f"DESCRIPTION:{_NEW_LINE.join(_text(line) for line in told)}"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{_BEFORE}M")
    yield f"DESCRIPTION:{_text(f'Call {name}')}"
    yield from ("END:VALARM", "END:VEVENT")


def _number(contact: Contact, shelf: Shelf) -> str:
    """The number to call them at: none that is wrong, out of service, a fax, or must not be called."""
    standing = shelf.get(Standing, contact.id)
    bad = {tried.e164 for tried in standing.numbers if tried.status} if standing else set()
    usable = (n for n in contact.numbers if n.callable and n.e164 not in bad)
    return next((n.shown for n in usable if not shelf.do_not_call(n.e164)), "")


def _meeting(at: datetime, booked: Attempt, shelf: Shelf, now: datetime) -> Iterator[str]:
    contact = shelf.get(Contact, booked.contact)
    name = contact.title if contact else "somebody"
    company = contact.account if contact and contact.account != name else ""
    number = "" if shelf.do_not_call(booked.number) else booked.number
    told = [number, f"{wall(booked.meets)} {booked.meets.partition(' ')[2]}, as they said it"]
    yield from _begin(_meeting_uid(booked, shelf), at, now)
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
