"""Why somebody stands where they stand, or is held, and what helps: for the key `w` and `queue --why`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tui.core.contact import Contact
from tui.core.judge import DUE, LIST, WARM, Held, Judge, Place
from tui.core.order import CRITERIA, decided
from tui.core.queue import Queue
from tui.core.text import count
from tui.core.whereabouts import whereabouts

#: Each rule that can hold somebody → what the rep can do about it, with the keys of the Queue.
HELP = {
    "do not call": "Only you can lift that: x.",
    "no number": "e adds a number.",
    "closed": "c sets a time, and they come back then.",
    "out of profile": "6 Lists, m changes the markers. enter calls anyway.",
    "plan is done": "c sets a time; enter calls anyway.",
    "tried recently": "enter calls anyway; c sets a time.",
    "account paused": "enter calls anyway.",
    "account just called": "enter calls anyway.",
    "number rests": "e adds another number; enter calls anyway.",
    "called often enough": "e adds another number.",
    "outside hours": "enter asks you for a reason, if your settings allow it.",
    "same time of day": "enter calls anyway.",
    "callback later": "c sets another time; enter calls now.",
    "promise later": "enter calls now.",
}
#: What ends one hold may begin another: so many are followed to say when somebody can be called.
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Hold:
    """One rule that holds somebody."""

    rule: str
    says: str
    """A sentence about this person."""
    until: datetime | None
    """When it may be otherwise; None: only something that happens changes it."""
    help: str
    """What the rep can do: a sentence with keys."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a contact is where they are at a moment."""

    contact: int
    place: int
    """Their number in the queue; 0: held, or not looked at yet."""
    says: tuple[str, ...]
    """Of somebody who can be called: a sentence for each thing that decided, the most important first."""
    holds: tuple[Hold, ...]
    """Of somebody held: every rule that does it, the one that counts first."""
    opens: datetime | None
    """When they can be called by the clock alone: now, later; None: not before something happens."""


@dataclass(frozen=True, slots=True)
class Group:
    """Those whom one rule holds."""

    rule: str
    many: int
    turns: datetime | None
    """When the first of them is looked at again; None: only something that happens changes it."""
    help: str


def explain(queue: Queue, contact: Contact, now: datetime) -> Explanation:
    """Everything there is to say about where a contact stands at `now`."""
    judge = queue.judge
    verdict = judge.place(contact, now)
    if isinstance(verdict, Held):
        holds = tuple(_hold(judge, contact, held, now) for held in judge.holds(contact, now))
        return Explanation(contact.id, 0, (), holds, opens(judge, contact, now))
    index = queue.index(contact.id)
    says = (*_standing(judge, contact, verdict, now), *_neighbours(queue, index))
    return Explanation(contact.id, index + 1, says, (), now)


def opens(judge: Judge, contact: Contact, at: datetime) -> datetime | None:
    """When a contact can be called by the clock alone: `at`, or later; None: not, or not for very long."""
    for _ in range(_STEPS):
        verdict = judge.place(contact, at)
        if isinstance(verdict, Place):
            return at
        if verdict.until is None or verdict.until <= at:
            return None
        at = verdict.until
    return None


def groups(queue: Queue) -> tuple[Group, ...]:
    """Who is held by which rule, the largest group first: for a queue with nobody to call."""
    turns: dict[str, datetime] = {}
    for held in queue.held.values():
        if held.until and (held.rule not in turns or held.until < turns[held.rule]):
            turns[held.rule] = held.until
    ranked = queue.holds().most_common()
    return tuple(Group(rule, many, turns.get(rule), HELP.get(rule, "")) for rule, many in ranked)


def _hold(judge: Judge, contact: Contact, held: Held, now: datetime) -> Hold:
    says = held.why
    if held.rule == "outside hours":
        window = judge.hours.window(whereabouts(contact, judge.numbers(contact)[0]), now)
        says += f": {window.why}" if window.why else ""
        says += f" ({window.source})" if window.source else ""
    return Hold(held.rule, f"{says[:1].upper()}{says[1:]}.", held.until, HELP.get(held.rule, ""))


def _standing(judge: Judge, contact: Contact, place: Place, now: datetime) -> Iterator[str]:
    """A sentence for each thing that gave somebody their place."""
    group = place.key[0]
    if group == DUE and place.due:
        when = judge.shown(place.due, now)
        owed = "You promised an answer for" if place.agreed == "promise" else "They agreed to a call at"
        yield f"{owed} {when}. What was agreed comes before everything else."
    elif group == WARM:
        why = place.why if place.why.startswith("asked") else f"was {place.why}"
        yield f"{contact.title} {why}. Who asked for a call comes before the lists, until you have called."
    elif group == LIST:
        yield from _weighed(judge, contact, place, now)
    else:
        yield f"You {place.why}. Who was skipped comes last until tomorrow."


def _weighed(judge: Judge, contact: Contact, place: Place, now: datetime) -> Iterator[str]:
    values = dict(zip(judge.policy.order, place.key[1:], strict=False))
    for name, value in values.items():
        match name:
            case "grade" if grade := judge.grade(contact):
                yield f"Grade {grade} by your profile."
            case "list" if contact.list in judge.policy.lists_first:
                yield f"From {contact.list}, number {int(value) + 1} of the lists you put first."
            case "best" if contact.best:
                now_is = "It is the time" if not value else "It is not the time"
                yield f"{now_is} they said is best: {contact.best}."
            case "daypart" if "try " in place.why and judge.standing(contact.id).missed:
                times = "Not tried at this time of day yet.", "Tried at this time of day, on other weekdays."
                yield times[int(value)] if value < 2 else "Tried at this time of day and weekday before."
            case "hour" if not value:
                yield "Calling hours there began less than an hour ago."
            case "mobile":
                yield "Has no mobile number." if value else "Has a mobile number."
            case "tries":
                tries = f"{count(int(value), 'try', 'tries')} without an answer so far"
                first = place.why.startswith("first")
                yield f"{tries}." if value else "Never called before." if first else "You have spoken before."


def _neighbours(queue: Queue, index: int) -> Iterator[str]:
    """What decides between somebody and the one before and behind them."""
    if index < 0:
        return
    for other, word in ((index - 1, "Behind"), (index + 1, "Before")):
        if 0 <= other < len(queue.items) and (because := _between(queue, *sorted((index, other)))):
            person = queue.judge.shelf.get(Contact, queue.items[other].contact)
            yield f"{word} {person.title if person else 'the next one'}: {because}."


def _between(queue: Queue, first: int, second: int) -> str:
    """Why the first of two neighbours comes first."""
    one, other = queue.items[first].key, queue.items[second].key
    if one[0] != other[0]:
        return (
            "what was agreed comes first",
            "who asked for a call comes first",
            "who was skipped comes last",
        )[int(one[0])]
    if one[0] == DUE:
        return "the earlier time comes first" if one[1] != other[1] else "a promise comes first"
    if one[0] != LIST:
        return ""
    if queue.unseen:
        return "as they were looked at; the rest is still being read"
    because = decided(queue.judge.policy.order, one, other)
    return CRITERIA[because] if because else "the one who came in earlier comes first"
