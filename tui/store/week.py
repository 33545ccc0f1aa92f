"""A believable week of calls, for the sample data.

It is played call by call through the same rules as the app's (`core/call/result.py`), so that attempts,
standings, callbacks and intentions agree. The dice are seeded: the same `now` gives the same week.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import cycle
from typing import Any
from zoneinfo import ZoneInfo

from tui.core.call.attempt import Attempt, Met, Promise, Skip, Touch
from tui.core.call.disposition import Dispositions
from tui.core.call.reflection import Form, Intention, current
from tui.core.call.result import Settling, settle, with_standing
from tui.core.people.contact import Contact, Number
from tui.core.ports import Batch, Record
from tui.core.queue.standing import Standing
from tui.store.shelf import Records

#: How often each result came up, the last six calls of the week apart (`Week._end`).
RESULTS = {
    "no-answer": 44,
    "voicemail-left": 20,
    "voicemail-none": 13,
    "gatekeeper": 16,
    "busy": 6,
    "wrong-number": 2,
    "out-of-service": 1,
    "conversation": 21,
    "not-interested": 9,
    "meeting": 5,
    "presentation": 1,
    "demo": 1,
    "sale-new": 1,
    "dnc-person": 1,
}
#: Seconds from the dial to the end of a call nobody answered.
UNANSWERED = {"voicemail-left": 48, "voicemail-none": 24, "no-answer": 31, "busy": 7}
OPENERS = {
    "win": ("win-reason", "win-honest"),
    "reactivate": ("reactivate-missed", "reactivate-news"),
    "grow": ("grow-check",),
    "follow-up": ("follow-up-quiet",),
    "tell": ("tell-end",),
    "collect": ("collect-first",),
    "bad-news": ("bad-news-plain",),
}
CARDS = ("have_vendor", "send_email", "no_budget", "too_busy", "price_too_high", "not_decision_maker")
#: Early calls of the week in which a callback was agreed; all of them were kept.
AGREED = (8, 37, 66)


def slots(now: datetime) -> list[datetime]:
    """When the rep dialed: thirty times on each of the five working days before `now`."""
    days = [now.date() - timedelta(days=n) for n in range(7, 0, -1)]
    morning = [timedelta(hours=9, minutes=5 + 12 * n) for n in range(14)]
    afternoon = [timedelta(hours=13, minutes=10 + 13 * n) for n in range(16)]
    return [
        datetime.combine(day, time(), now.tzinfo) + at
        for day in days
        if day.weekday() < 5
        for at in (*morning, *afternoon)
    ]


class Week:
    """The week as it is played: its records so far, and the dice."""

    def __init__(
        self,
        contacts: Sequence[Contact],
        words: Mapping[str, Any],
        new_id: Callable[[type[Record]], int],
        now: datetime,
        dispositions: Dispositions,
    ) -> None:
        """Before the first call. `words` is the content of `words.yaml`; `now` is in the rep's zone."""
        self.records = Records()
        self.records.apply(Batch(tuple(contacts)))
        self._new_id, self._now, self._dispositions = new_id, now, dispositions
        self._chance = random.Random(7)
        self._fixed = {name: text for name, text in words.items() if isinstance(text, str)}
        self._words = {n: self._shuffled(texts) for n, texts in words.items() if isinstance(texts, list)}
        self._waiting = sorted(contacts, key=lambda c: _from_midday(c, now))[:3]
        new = contacts[::9]
        self._held_back = {c.id for c in contacts if c.referred_by or c in self._waiting or c in new}

    def _shuffled(self, texts: list[str]) -> Iterator[str]:
        return cycle(self._chance.sample(texts, len(texts)))

    def play(self) -> None:
        """All calls of the week."""
        deck = [came for came, often in RESULTS.items() for _ in range(often)]
        self._chance.shuffle(deck)
        for number in AGREED:
            deck.insert(-number, "call-back")
        times = slots(self._now)
        usual, last = times[: len(deck)], times[len(deck) :]
        for number, at in enumerate(usual):
            contact = self._next(at)
            came = self._draw(deck, spoken_to=bool(self._standing(contact).callback))
            self._call(contact, came, at)
            if came == "voicemail-left" and number % 3 == 0:
                self._touch(contact, at)
            if number % 25 == 11:
                self._skip(at)
        self._end(last)

    def _end(self, slots: list[datetime]) -> None:
        """The last calls: what is due today, and the intention for today."""
        first, second, owed = self._waiting
        for contact, minutes, at in ((first, 25, slots[0]), (second, 95, slots[1])):
            due = (self._now + timedelta(minutes=minutes)).astimezone(ZoneInfo(contact.zone))
            self._call(
                contact, "call-back", at, when=f"{due - timedelta(minutes=due.minute % 5):%Y-%m-%d %H:%M}"
            )
        self._promise(owed, self._call(owed, "conversation", slots[2], next=""))
        self._call(self._next(slots[3]), "conversation", slots[3], next=self._fixed["newest"])
        for at in slots[4:]:
            self._call(self._next(at), "no-answer", at)

    # ------------------------------------------------------------------------------------ who, and what came

    def _standing(self, contact: Contact) -> Standing:
        return self.records.get(Standing, contact.id) or Standing(contact.id)

    def _numbers(self, contact: Contact) -> list[Number]:
        standing = self._standing(contact)
        return [n for n in contact.numbers if n.callable and not standing.number(n.e164).status]

    def _next(self, at: datetime) -> Contact:
        """Who is called: whoever was promised a call by now, else whom least speaks against."""
        there = [
            contact
            for contact in self.records.all(Contact)
            if contact.id not in self._held_back and self._numbers(contact)
            if not ((standing := self._standing(contact)).closed or standing.do_not_call)
        ]
        agreed = {c.id: due for c in there if (due := self._standing(c).callback)}
        overdue = [c for c in there if c.id in agreed and agreed[c.id] <= at]
        if overdue:
            return overdue[0]
        return min((c for c in there if c.id not in agreed), key=lambda c: self._against(c, at))

    def _against(self, contact: Contact, at: datetime) -> float:
        """What speaks against calling somebody: a bad hour there, many tries, the last one just now."""
        tries = len(self.records.of_contact(Attempt, contact.id))
        rest = self._standing(contact).rest_until
        resting = 5 if rest and rest > at else 0
        bad_hour = 3 * max(0.0, _from_midday(contact, at) - 4.5)
        return bad_hour + 2 * tries + resting + 3 * self._chance.random()

    def _draw(self, deck: list[str], *, spoken_to: bool) -> str:
        """The next result; for a callback the next with which it is kept."""
        fits = (
            place
            for place in reversed(range(len(deck)))
            if not spoken_to or (self._is_connect(deck[place]) and deck[place] != "call-back")
        )
        return deck.pop(next(fits))

    def _is_connect(self, came: str) -> bool:
        disposition = self._dispositions.get(came)
        return bool(disposition and disposition.connected)

    # --------------------------------------------------------------------------------------------- one call

    def _call(self, contact: Contact, came: str, at: datetime, **words: str) -> Attempt:
        attempt = self._attempt(contact, came, at.astimezone(UTC))
        form = replace(self._form(came), disposition=came, **words)  # type: ignore[arg-type]  # texts
        assert attempt.ended
        midnight = at.replace(hour=0, minute=0).astimezone(UTC)
        asked = current(self.records.latest(Intention), midnight)
        if asked and self._is_connect(came):
            form = replace(form, kept=self._chance.random() < 0.6)
        by = self._settling(contact, attempt.ended + timedelta(seconds=self._chance.randint(6, 22)))
        by_clock = self._is_connect(came) and self._chance.random() < 0.15
        self.records.apply(settle(by, attempt, form, asked=asked, by_clock=by_clock))
        return attempt

    def _attempt(self, contact: Contact, came: str, at: datetime) -> Attempt:
        chance, purpose = self._chance, contact.purpose
        numbers, prep = self._numbers(contact), chance.randint(15, 110)
        started = at + timedelta(seconds=chance.randint(0, 150) + prep)
        picked_up = started + timedelta(seconds=chance.randint(5, 24))
        talk = timedelta(
            seconds=chance.randint(70, 360) if self._is_connect(came) else chance.randint(20, 70)
        )
        human = self._is_connect(came) or came in {"gatekeeper", "wrong-number"}
        spoken = came in {"conversation", "not-interested", "meeting"}
        return Attempt(
            id=self._new_id(Attempt),
            contact=contact.id,
            number=numbers[self._standing(contact).dials % len(numbers)].e164,
            started=started,
            purpose=purpose,
            opener=chance.choice(OPENERS[purpose]) if human else "",
            prep=float(prep),
            answered=picked_up if human else None,
            ended=picked_up + talk if human else started + timedelta(seconds=UNANSWERED.get(came, 12)),
            met=(Met(chance.choice(CARDS), chance.choice([True, True, False, None])),)
            if spoken and chance.random() < 0.5
            else (),
            notes=next(self._words["notes"]) if spoken and chance.random() < 0.4 else "",
        )

    def _form(self, came: str) -> Form:
        """What the rep wrote; never all of it."""
        chance = self._chance
        if came == "call-back":
            return Form(right=next(self._words["right"]), when="tomorrow 10:30")
        if self._is_connect(came):
            return Form(
                right=self._sometimes("right", 0.8),
                wrong=self._sometimes("wrong", 0.75),
                next=self._sometimes("next", 0.45),
                unready=self._sometimes("unready", 0.25) if came == "not-interested" else "",
            )
        lines = {"gatekeeper": "gatekeeper", "voicemail-left": "voicemail"}.get(came)
        return Form(line=next(self._words[lines]) if lines and chance.random() < 0.6 else "")

    def _sometimes(self, words: str, how_often: float) -> str:
        return str(next(self._words[words])) if self._chance.random() < how_often else ""

    # ----------------------------------------------------------------------------------------- beside calls

    def _settling(self, contact: Contact, now: datetime) -> Settling:
        return Settling(self.records, self._dispositions, self._new_id, now, ZoneInfo(contact.zone))

    def _put(self, contact: Contact, record: Record, at: datetime) -> None:
        self.records.apply(with_standing(self._settling(contact, at), contact.id, Batch((record,))))

    def _promise(self, contact: Contact, call: Attempt) -> None:
        assert call.ended
        due = datetime.combine(self._now.date(), time(17), self._now.tzinfo).astimezone(UTC)
        promise = Promise(
            self._new_id(Promise), contact.id, call.id, self._fixed["promised"], due, call.ended
        )
        self._put(contact, promise, call.ended)

    def _touch(self, contact: Contact, at: datetime) -> None:
        sent = at.astimezone(UTC) + timedelta(minutes=9)
        touch = Touch(self._new_id(Touch), contact.id, sent, "e-mail", next(self._words["touches"]))
        self._put(contact, touch, sent)

    def _skip(self, at: datetime) -> None:
        contact, when = self._next(at), at.astimezone(UTC) + timedelta(minutes=10)
        self._put(contact, Skip(self._new_id(Skip), contact.id, when, next(self._words["skips"])), when)


def _from_midday(contact: Contact, at: datetime) -> float:
    """Hours between the clock there and early afternoon."""
    there = at.astimezone(ZoneInfo(contact.zone))
    return abs(there.hour + there.minute / 60 - 13)
