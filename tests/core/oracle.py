"""What the queue may never do, told once more in the plainest way, over all of the past, by none of its code.

Slow and simple on purpose. Hours are those of `WEEK`; accounts and numbers are compared as they are written.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.core.given import DAY, DISPOSITIONS, HOUR
from tui.core.call.attempt import Attempt
from tui.core.hours.hours import Hours, Rule, read_week
from tui.core.people.contact import Contact

WEEK = {"mon-fri": "08:00-21:00", "sat": "09:00-13:00"}
#: Calls to one person in thirty days, as some law might say.
PERSON_CAP = 5
HOURS = Hours(Rule(read_week(WEEK), person_cap=PERSON_CAP, person_days=30))
#: Weekday → first and last minute of the day that may be called (the last one not any more).
_OPEN = {**dict.fromkeys(range(5), (480, 1260)), 5: (540, 780)}


@dataclass
class Oracle:
    """The history so far, and whether a dial may be added to it."""

    plans: dict[str, tuple[int, int, int, list[float]]]
    """Purpose → tries, days, days of pause, hours of rest after each try."""
    cap: int = 3
    by_contact: dict[int, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    by_account: dict[str, list[Attempt]] = field(default_factory=lambda: defaultdict(list))
    forbidden: set[str | int] = field(default_factory=set)
    """Numbers, and ids of contacts."""

    def add(self, contact: Contact, attempt: Attempt) -> None:
        """A call with its result."""
        self.by_contact[contact.id].append(attempt)
        self.by_number[attempt.number].append(attempt)
        if contact.account:
            self.by_account[contact.account].append(attempt)
        if attempt.disposition == "dnc-number":
            self.forbidden.add(attempt.number)
        if attempt.disposition == "dnc-person":
            self.forbidden.add(contact.id)

    def faults(self, contact: Contact, number: str, now: datetime, agreed: str) -> list[str]:
        """What is wrong with this dial; `agreed` is `callback`, `promise` or nothing."""
        found = [*self._always(contact, number, now, agreed)]
        if agreed:
            return found
        mine = self.by_contact[contact.id]
        if not contact.referred_by or mine:
            found += self._account(contact, now)
        return found + self._rotation(contact, number, mine, now)

    def _always(self, contact: Contact, number: str, now: datetime, agreed: str) -> list[str]:
        found = []
        if contact.do_not_call or {contact.id, number} & self.forbidden:
            found.append("do not call")
        if number not in {n.e164 for n in contact.numbers if n.kind not in {"fax", "pager"}}:
            found.append("not a number of theirs")
        bad = [a.disposition for a in self.by_contact[contact.id] if a.number == number]
        if bad and bad[-1] in {"wrong-number", "out-of-service"}:
            found.append("a dead number")
        if sum(a.started > now - DAY and not a.inbound for a in self.by_number[number]) >= self.cap:
            found.append("cap")
        zones = [contact.zone] if contact.zone else next(n.zones for n in contact.numbers if n.e164 == number)
        month = [a for a in self.by_contact[contact.id] if a.started > now - 30 * DAY and not a.inbound]
        if not agreed and len(month) >= PERSON_CAP:
            found.append("calls used up")
        if not agreed and not all(_is_open(now.astimezone(ZoneInfo(z))) for z in zones):
            found.append("closed hours")
        return found

    def _account(self, contact: Contact, now: datetime) -> list[str]:
        others = [a for a in self.by_account[contact.account] if a.contact != contact.id]
        found = ["a colleague just before"] if any(now - a.started < 2 * HOUR for a in others) else []
        met = [
            a
            for a in self.by_account[contact.account]
            if a.disposition in {"meeting", "presentation", "demo"}
        ]
        if len({a.contact for a in self.by_account[contact.account]}) > 1 or others:
            found += ["after a meeting"] if any(now - a.started < 14 * DAY for a in met) else []
        return found

    def _rotation(self, contact: Contact, number: str, mine: list[Attempt], now: datetime) -> list[str]:
        connected = [i for i, a in enumerate(mine) if DISPOSITIONS.get(a.disposition).connected]  # type: ignore[union-attr]
        since = [a for a in mine[connected[-1] + 1 if connected else 0 :] if not a.inbound]
        ends = [a for a in mine if a.disposition in {"not-interested", "meeting", "presentation", "demo"}]
        ends += [a for a in mine if a.disposition in {"sale", "sale-new"}]
        if ends and not any(mine[i].started > ends[-1].started for i in connected):
            return ["closed"]
        found = []
        missed = [a for a in since if a.disposition in {"no-answer", "voicemail-left", "voicemail-none"}]
        zone = ZoneInfo(contact.zone or next(n.zones[0] for n in contact.numbers if n.e164 == number))
        for old in missed[-4:]:
            if (
                now - old.started < 7 * DAY
                and _apart(old.started.astimezone(zone), now.astimezone(zone)) < 120
            ):
                found.append(f"the time of day of {old.started}")
        spoken = [mine[i] for i in connected]
        tries, days, pause, rests = self.plans[_purpose(contact, spoken, since[-1].started if since else now)]
        round_: list[datetime] = []
        for at in [a.started for a in since]:
            round_ = [*round_, at] if round_ and at - round_[-1] < timedelta(days=pause) else [at]
        if round_ and now - round_[-1] >= timedelta(days=pause):
            round_ = []
        if len(round_) >= tries or (round_ and now - _begun(round_, now) >= timedelta(days=days)):
            found.append("the plan was done")
        if round_ and missed and missed[-1] is mine[-1]:
            rest = rests[min(len(round_), len(rests)) - 1]
            found += ["too early after the last try"] if now - round_[-1] < timedelta(hours=rest) else []
        return found + self._number(contact, number, now)

    def _number(self, contact: Contact, number: str, now: datetime) -> list[str]:
        days: list[datetime] = []
        for a in self.by_contact[contact.id]:
            if a.number != number:
                continue
            if a.disposition in {"no-answer", "voicemail-left", "voicemail-none"}:
                days += [a.started] if not days or a.started - days[-1] >= 13 * HOUR else []
            elif a.disposition not in {"wrong-number", "out-of-service"}:
                days = []
        three = days[-3:]
        held = len(three) == 3 and three[2] - three[0] < 30 * DAY and now - three[2] < 30 * DAY
        return ["a number at rest"] if held else []


def _purpose(contact: Contact, spoken: list[Attempt], tried: datetime) -> str:
    """Why somebody was called at a try: who was spoken to is not won any more."""
    if contact.purpose != "win" or not spoken:
        return contact.purpose
    if any(a.disposition in {"sale", "sale-new"} for a in spoken):
        return "grow"
    return "reactivate" if tried - spoken[-1].started >= 180 * DAY else "follow-up"


def _begun(round_: list[datetime], now: datetime) -> datetime:
    """From when on the days of a plan are counted: the first try, or the first after a rest."""
    begun, tries = round_[0], 0
    for before, after in zip(round_, [*round_[1:], now], strict=True):
        tries += 1
        if tries >= 3 and after - before >= 15 * DAY:
            begun, tries = after, 0
    return begun


def _is_open(local: datetime) -> bool:
    first, last = _OPEN.get(local.weekday(), (0, 0))
    return first <= local.hour * 60 + local.minute < last


def _apart(one: datetime, other: datetime) -> float:
    """Minutes between two times of day."""
    distance = abs(
        (one.hour * 60 + one.minute + one.second / 60) - (other.hour * 60 + other.minute + other.second / 60)
    )
    return min(distance, 1440 - distance)
