"""A person on screen: the two lines of a row (`row.py`), and the card beside the list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Attempt, Callback, Promise, Touch
from tui.core.call.meetings import begins, newest
from tui.core.call.purpose import name_of
from tui.core.call.reflection import Reflection
from tui.core.day.today import MEETS, theirs
from tui.core.hours.hours import zone
from tui.core.hours.whereabouts import whereabouts
from tui.core.people.best import NotABest, fits_best, read_best
from tui.core.people.contact import NEVER_RUNG, Contact, Number
from tui.core.people.grouping import grouped
from tui.core.queue.verdict import Held, Place
from tui.core.text import count
from tui.keys import key_of
from tui.screens.queue.account import account
from tui.screens.queue.row import Row

_HISTORY = 4
_TOUCHES = 2
#: Cells of a label (`say.fact`).
_LABEL = 11
_SUNDAY = 6


@dataclass(frozen=True)
class Shown(Row):
    """Draws people for a session: their rows, as `Row` does, and their cards."""

    def card(self, item: Place | Held, number: Number | None, purpose: str, room: int) -> Content:
        """Everything to know before the call, most important first."""
        contact = self.services.store.get(Contact, item.contact)
        if contact is None:
            return Content("")
        role = " · ".join(p for p in (contact.role, contact.account) if p and p != contact.title)
        rows = [say.line((contact.title, look.STRONG)), *([say.quiet(role)] if role else [])]
        rows += [*self._verdict(item, room), Content("")]
        rows += [fact for fact in self._facts(contact, item, number, purpose, room) if fact.plain]
        rows += self._meeting(contact, room)
        rows += self._past(contact, item, room)
        return say.lines(rows)

    def _verdict(self, item: Place | Held, room: int) -> list[Content]:
        """Why they are here, in one line: apart where it is more than their turn in the list."""
        if isinstance(item, Held):
            sign, why = say.line((f"{look.HELD} ", look.BAD)), say.line((item.why, look.BAD))
            return [Content(""), *say.hanging(sign, why, room)]
        if not item.outranks_the_list:
            return [say.quiet(f"{item.why}   {key_of('queue.why')} why")]
        own = item.agreed == "callback" and not theirs(self.services.store, item.contact)
        set_by = "times you set" if own else "agreed times"
        first = f"{set_by} come first" if item.due else "before the lists, until you have called"
        return [Content(""), say.line((f"{look.DUE} {item.why}", look.ACCENT), (f"   {first}", look.QUIET))]

    def _facts(
        self, contact: Contact, item: Place | Held, number: Number | None, purpose: str, room: int
    ) -> list[Content]:
        facts = [say.fact("Begin with", contact.reason, room=room) if contact.reason else Content("")]
        facts += [self._promise(p, room) for p in self._owed(contact)]
        facts += [
            self._there(contact, number, room),
            self._sunday(contact, number, room),
            self._best(contact, room),
        ]
        facts += self._numbers(contact, number, room)
        chosen = purpose or self.purpose(contact, item)
        facts.append(
            say.fact(
                "Purpose",
                name_of(self.services.defaults.purposes, chosen),
                (f"   {key_of('queue.purpose')} change", look.QUIET),
            )
        )
        facts.append(
            say.fact("Notes", say.short(contact.notes, 300), room=room) if contact.notes else Content("")
        )
        return facts

    def purpose(self, contact: Contact, item: Place | Held | None) -> str:
        """Why to call, unless the rep chooses otherwise."""
        due = isinstance(item, Place) and item.agreed == "promise"
        return self.runner.queue.judge.purpose(contact, self.services.clock.now().utc, owes_answer=due)

    def _owed(self, contact: Contact) -> list[Promise]:
        return [p for p in self.services.store.of_contact(Promise, contact.id) if not p.done]

    def _promise(self, promise: Promise, room: int) -> Content:
        """What they asked, and the answer as far as it is known; `o` is the place for it."""
        asked = say.fact("We owe", f"{promise.question} · by {self.when(promise.due)}", room=room)
        if promise.answer:
            return say.lines([asked, say.fact("Answer", (promise.answer, look.ACCENT), room=room)])
        knows = f"{promise.who} knows it" if promise.who else "not found yet"
        return say.lines(
            [asked, say.fact("Answer", (f"{knows}   {key_of('queue.answer')} answer", look.QUIET), room=room)]
        )

    def _there(self, contact: Contact, number: Number | None, room: int) -> Content:
        spots = whereabouts(contact, number)
        place = zone(spots[0].zone) if spots else None
        if place is None:
            anywhere = "no place known" + (", callable any time" if number else "")
            return say.fact("There", contact.place or anywhere, room=room)
        now = self.services.clock.now().utc
        window = self.services.defaults.hours.window(spots, now)
        clocks = list(dict.fromkeys(f"{t:%H:%M}" for t in window.local))
        clock = f"{' or '.join(clocks[:1] + clocks[1:][-1:])} {window.local[0]:%A} · "
        ours = len(clocks) > 1  # of several clocks none but the rep's is sure
        mine = self.services.zone if ours else place
        until, today = (window.opens or window.until).astimezone(mine), now.astimezone(mine).date()
        turns = f"{until:%H:%M}" if until.date() == today else f"{until:%a %H:%M}"
        there = " by your clock" if ours else " there" if self.local_times(contact, number) else ""
        if window.open:
            said = say.line(clock, f"open until {turns}{there}")
        else:
            source = f" ({_name_of(window.source)})" if window.source else ""
            opens = f"opens {turns}{there if ours else ''}"
            said = say.line(clock, (f"{_closed(window.why)}{source}, {opens}", look.BAD))
        at = f" · {contact.place}" if contact.place else ""
        fits = not room or said.cell_length + len(at) <= room - _LABEL  # else not worth a line of its own
        return say.fact("There", said, at if fits else "", room=room)

    def _sunday(self, contact: Contact, number: Number | None, room: int) -> Content:
        """On a Sunday there on which the law allows calls: that it is one."""
        now = self.services.clock.now().utc
        spots = whereabouts(contact, number)
        window = self.services.defaults.hours.window(spots, now) if spots else None
        if window is None or not window.open or all(at.weekday() != _SUNDAY for at in window.local):
            return Content("")
        return say.fact("", ("Sunday there: a day off for most", look.ACCENT), room=room)

    def _best(self, contact: Contact, room: int) -> Content:
        """When they said they are reached best, and whether it is such a time."""
        now = self.services.clock.now().utc
        if not contact.best:
            return Content("")
        try:
            read_best(contact.best)
        except NotABest:
            now_is = f"   not understood, {key_of('queue.edit')} changes it"
        else:
            now_is = "   now" if fits_best(contact, now) else "   not now"
        return say.fact("Best time", contact.best, (now_is, look.QUIET), room=room)

    def _numbers(self, contact: Contact, chosen: Number | None, room: int) -> list[Content]:
        """The chosen number, then the others, each with what is wrong with it."""
        rows = []
        standing = self.runner.queue.judge.standing(contact.id)
        usable = {n.e164 for n in self.runner.queue.judge.numbers(contact)}
        for index, number in enumerate(sorted(contact.numbers, key=lambda n: n != chosen)):
            tried = standing.number(number.e164)
            kind = f"{number.kind} " if number.kind != "other" else ""
            label = "Call" if index == 0 else ""
            if number.e164 in usable:
                tries = f"   {count(tried.dials, 'call')}" if tried.dials else ""
                shown = say.tel(say_number(number), number.e164, strong=number == chosen)
                rows.append(say.fact(label, kind, shown, (tries, look.QUIET), room=room))
            else:
                flaw = number.why_not or tried.status.replace("-", " ") or _kind_flaw(number) or "do not call"
                rows.append(say.fact(label, (f"{kind}{number.shown}  {look.PROBLEM} {flaw}", look.QUIET)))
        return rows or [say.fact("Call", ("no number", look.BAD))]

    def _past(self, contact: Contact, item: Place | Held, room: int) -> list[Content]:
        """History, and the account, below an empty line; nothing where there is neither."""
        rows = [*self.calls(contact, room), *self._touches(contact, room)]
        judge, wanted = self.runner.queue.judge, self.services.settings.roles
        told = isinstance(item, Held) and item.rule == "account paused"
        rows += account(judge, contact, wanted, self.services.clock.now().utc, room, paused=not told)
        return [Content(""), *rows] if rows else []

    def calls(self, contact: Contact, room: int, *, but: int = 0) -> list[Content]:
        """The last calls, newest first, each with what came of it and what was said; `but` one, by its id."""
        found = (a for a in self.services.store.of_contact(Attempt, contact.id) if a.id != but)
        attempts = sorted(found, key=lambda a: a.started)
        rows = []
        for index, attempt in enumerate(reversed(attempts[-_HISTORY:])):
            label = "Last time" if index == 0 else ""
            came = f"{self.when(attempt.started)} {self._came(attempt)}"
            rows.append(say.fact(label, came, self._said(attempt), room=room))
        if len(attempts) > _HISTORY:
            rows.append(say.fact("", (f"and {count(len(attempts) - _HISTORY, 'call')} before", look.QUIET)))
        return rows

    def _touches(self, contact: Contact, room: int) -> list[Content]:
        """The last e-mails, messages and visits, newest first, with what was written of them."""
        newest = sorted(self.services.store.of_contact(Touch, contact.id), key=lambda t: t.at)[-_TOUCHES:]
        return [
            say.fact(
                "" if index else "Besides",
                f"{self.when(touch.at)} {touch.medium}",
                (f": “{say.short(touch.text, 120)}”" if touch.text else "", look.QUIET),
                room=room,
            )
            for index, touch in enumerate(reversed(newest))
        ]

    def agreed(self, contact: Contact, room: int) -> list[Content]:
        """The time that is set for a call, if one is; the meeting that was agreed."""
        times = [c.due for c in self.services.store.of_contact(Callback, contact.id) if not c.done]
        rows = [say.fact("Call set", self.when(max(times)), room=room)] if times else []
        return rows + self._meeting(contact, room)

    def _meeting(self, contact: Contact, room: int) -> list[Content]:
        booked = newest(self.services.store, contact.id)
        at = begins(booked.meets) if booked else None
        if at is None or at < self.services.clock.now().utc - MEETS:
            return []
        return [say.fact("Meeting", (self.when(at), look.ACCENT), room=room)]

    def aim(self) -> Content:
        """The intention in force, if there is one (P2)."""
        intention = self.runner.intention()
        if intention is None:
            return Content("")
        return say.line(("Next time I will  ", look.QUIET), (intention.text, look.ACCENT))

    def _came(self, attempt: Attempt) -> str:
        name = self.result(attempt.disposition)
        inbound = "they called, " if attempt.inbound else ""
        return f"{inbound}{name}" + ("" if attempt.confirmed else ", unconfirmed")

    def _said(self, attempt: Attempt) -> Content:
        saved = self.services.store.get(Reflection, attempt.id)
        text = attempt.notes or (saved.line or saved.right or saved.wrong if saved else "")
        return say.line((f": “{say.short(text, 120)}”" if text else "", look.QUIET))


def _closed(why: str) -> str:
    """`closed, calls 09:00–20:00 in Australia`; `closed: Christmas Day in AL`."""
    if why[:1].isdigit():
        return f"closed, calls {why}"
    return why if why.startswith("closed") else f"closed: {why.replace(', closed', '')}"


def _name_of(source: str) -> str:
    """The name of a law or code, without its small print: `Branchenkodex of CCV and DDV on § 7 UWG`."""
    return re.split(r"[,(;]", source, maxsplit=1)[0].strip()


def _kind_flaw(number: Number) -> str:
    return f"{number.kind}, not for calls" if number.kind in NEVER_RUNG else ""


def say_number(number: Number) -> str:
    """The number in groups one can read out: `+44 7700 900123 ext. 7`."""
    shown = grouped(number.e164) if number.e164 else number.raw
    return f"{shown} ext. {number.extension}" if number.extension else shown
