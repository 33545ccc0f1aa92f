"""Why somebody stands where they stand, or is held, and what helps: for the key `w` and `queue --why`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tui.core.day.today import theirs
from tui.core.hours.hours import zone
from tui.core.hours.whereabouts import of_this_number, whereabouts
from tui.core.people.contact import Contact, Number
from tui.core.queue.judge import Judge
from tui.core.queue.order import CRITERIA, decided
from tui.core.queue.queue import Queue
from tui.core.queue.verdict import DUE, LIST, WARM, Held, Place
from tui.core.text import count

#: Each rule that can hold somebody → what the rep can do about it; keys as `{scope.what}` (`keys.filled`).
HELP = {
    "do not call": "They stay off the list. Only you can lift it, asked twice: {queue.forbid}.",
    "no number": "{queue.edit} adds a number.",
    "closed": "{queue.callback} sets a time, and they come back then.",
    "out of profile": "{queue.lists} Lists, {lists.markers} changes the markers. {queue.dial} calls anyway.",
    "plan is done": "{queue.callback} sets a time; {queue.dial} calls anyway.",
    "tried recently": "{queue.dial} calls anyway; {queue.callback} sets a time.",
    "account paused": "{queue.dial} calls anyway; {queue.callback} sets a time.",
    "account just called": "{queue.dial} calls anyway.",
    "number rests": "{queue.edit} adds another number; {queue.dial} calls anyway.",
    "called often enough": "{queue.edit} adds another number.",
    "calls used up": "{queue.callback} sets a time they agreed to.",
    "outside hours": (
        "{queue.dial} on somebody asks for your reason first, or says that your settings refuse."
    ),
    "same time of day": "{queue.dial} calls anyway.",
    "callback later": "{queue.callback} sets another time; {queue.dial} calls now.",
    "promise later": "{queue.dial} calls now; {queue.answer} is the place for the answer.",
}
#: Rules that no clock ends: what they hold is not waited for.
FOR_GOOD = frozenset({"do not call", "no number", "closed"})
#: What ends one hold may begin another: so many are followed to say when somebody can be called.
_STEPS = 100
_WORDED_ANEW = frozenset({"callback later", "promise later"})


@dataclass(frozen=True, slots=True)
class Hold:
    """One rule that holds somebody."""

    rule: str
    says: str
    """A sentence about this person."""
    until: datetime | None
    """When it may be otherwise; None: only something that happens changes it."""
    help: str
    """What the rep can do: a sentence with keys, `{scope.what}` each (`keys.filled`)."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One thing that counted, or is to be known: `Grade` and `A, by your profile`."""

    name: str
    says: str

    def __str__(self) -> str:
        return f"{self.name}: {self.says}."


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a contact is where they are at a moment."""

    contact: int
    place: int
    """Their number in the queue; 0: held, or not looked at yet."""
    first: str
    """Of somebody who can be called: the sentence that decided; empty where only the list's order did."""
    counted: tuple[Factor, ...]
    """Of somebody who can be called: each thing that was weighed, the most important first."""
    beside: tuple[Factor, ...]
    """What puts them behind the one before, and before the one behind."""
    holds: tuple[Hold, ...]
    """Of somebody held: every rule that does it, the one that counts first."""
    there: tuple[Factor, ...]
    """Where they are, what the hours are there today, and where that rule comes from."""
    change: str
    """What would move them, with keys as `{scope.what}` (`keys.filled`)."""
    opens: datetime | None
    """When they can be called by the clock alone: now, later; None: not before something happens."""

    @property
    def says(self) -> tuple[str, ...]:
        """Of somebody who can be called: all of it, a sentence each."""
        return (*filter(None, [self.first]), *map(str, self.counted), *map(str, self.beside))


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
    verdict, numbers = judge.place(contact, now), judge.numbers(contact)
    meant = verdict.number if isinstance(verdict, Place) else ""
    number = next((n for n in numbers if n.e164 == meant), numbers[0] if numbers else None)
    there = tuple(_there(judge, contact, number, now)) if number else ()
    if isinstance(verdict, Held):
        holds = tuple(_hold(judge, contact, held, now) for held in judge.holds(contact, now))
        rules = {hold.rule for hold in holds}
        # Who is held for good is nowhere; the hours that hold somebody were told with that.
        there = () if rules & FOR_GOOD else there[:1] if "outside hours" in rules else there
        return Explanation(contact.id, 0, "", (), (), holds, there, "", opens(judge, contact, now))
    index = queue.index(contact.id)
    counted = tuple(_weighed(judge, contact, verdict, now)) if verdict.key[0] == LIST else ()
    return Explanation(
        contact.id,
        index + 1,
        _first(judge, contact, verdict, now),
        counted,
        tuple(_neighbours(queue, index)),
        (),
        there,
        _CHANGE[int(verdict.key[0])],
        now,
    )


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
            ends = _ends(queue.judge, held)
            turns[held.rule] = min(turns.get(held.rule, ends), ends)
    ranked = queue.holds().most_common()
    return tuple(Group(rule, many, turns.get(rule), HELP.get(rule, "")) for rule, many in ranked)


def _ends(judge: Judge, held: Held) -> datetime:
    """When its rule holds no more. A time agreed is looked at again each midnight, for its words only."""
    assert held.until
    at = held.until
    contact = judge.shelf.get(Contact, held.contact) if held.rule in _WORDED_ANEW else None
    for _ in range(_STEPS):
        verdict = judge.place(contact, at) if contact else None
        if not (isinstance(verdict, Held) and verdict.rule == held.rule and verdict.until):
            break
        at = verdict.until
    return at


def _hold(judge: Judge, contact: Contact, held: Held, now: datetime) -> Hold:
    says = held.why
    if held.rule == "outside hours":
        window = judge.hours.window(whereabouts(contact, judge.numbers(contact)[0]), now)
        says += f": {window.why}" if window.why else ""
        says += f" ({window.source})" if window.source else ""
    return Hold(held.rule, f"{says[:1].upper()}{says[1:]}.", held.until, HELP.get(held.rule, ""))


#: The groups of the order → what would move somebody in it.
_CHANGE = (
    "{queue.callback} sets another time. Speaking to them ends it.",
    "The first call ends it.",
    "{queue.skip} puts them last today, {queue.callback} sets a time. `order` in config.yaml says what "
    "counts; {queue.lists}, {lists.markers} who is an A.",
    "{queue.undo} takes the skip back. Tomorrow they are in the list again.",
)


def _first(judge: Judge, contact: Contact, place: Place, now: datetime) -> str:
    """What puts somebody above the list, or below it."""
    group = place.key[0]
    if group == DUE and place.due:
        when = judge.shown(place.due, now)
        if place.agreed == "callback" and not theirs(judge.shelf, contact.id):
            return f"You set this call for {when}. A time that was set comes first."
        owed = "You promised an answer for" if place.agreed == "promise" else "They agreed to a call at"
        return f"{owed} {when}. What was agreed comes first."
    if group == WARM:
        why = place.why if place.why.startswith("asked") else f"was {place.why}"
        return f"{contact.title} {why}. Who asked for a call comes before the lists, until you have called."
    return "" if group == LIST else f"You {place.why}. Who was skipped comes last until tomorrow."


def _weighed(judge: Judge, contact: Contact, place: Place, now: datetime) -> Iterator[Factor]:
    """Each thing the list is ordered by, as it is for one of them; what says nothing is left out."""
    values = dict(zip(judge.policy.order, place.key[1:], strict=False))
    for name, value in values.items():
        match name:
            case "grade" if grade := judge.grade(contact):
                yield Factor("Grade", f"{grade}, by your markers")
            case "list" if contact.list in judge.policy.lists_first:
                yield Factor("List", f"{contact.list}, number {int(value) + 1} of those you put first")
            case "best" if contact.best:
                now_is = "it is such a time" if not value else "it is not such a time"
                yield Factor("Best time", f"{contact.best}; {now_is}")
            case "daypart" if "try " in place.why and judge.standing(contact.id).missed:
                times = "not tried at this one yet", "tried at this one, on other weekdays"
                yield Factor("Time of day", times[int(value)] if value < 2 else "tried at this one before")
            case "hour" if not value:
                yield Factor("Hours", "calling began there less than an hour ago")
            case "mobile":
                has = any(number.kind == "mobile" for number in contact.numbers)
                yield Factor("Mobile", "yes" if not value else "none that may be rung now" if has else "none")
            case "tries":
                tries = f"{count(int(value), 'try', 'tries')} without an answer so far"
                first = "first try" in place.why
                yield Factor("Tries", tries if value else "never called" if first else "you have spoken")


def _there(judge: Judge, contact: Contact, number: Number, now: datetime) -> Iterator[Factor]:
    """Where somebody is when a number rings, by what we know that, and the hours there."""
    where = whereabouts(contact, number)
    if not where:
        yield Factor("There", "no place known, so no hours to keep")
        return
    places = dict.fromkeys(spot.zone for spot in where)
    clocks = dict.fromkeys(f"{now.astimezone(place):%H:%M %A}" for z in places if (place := zone(z)))
    if contact.zone and zone(contact.zone):
        known = "the zone you set"
    else:
        known = "the number" if where == of_this_number(number) else "address and number"
    ends = [*clocks][:1] + [*clocks][1:][-1:]
    some = ", ".join([*places][:2]) + (
        f" and {count(len(places) - 2, 'more zone')}" if len(places) > 2 else ""
    )
    yield Factor("There", f"{' or '.join(ends)}, {some}, by {known}")
    for said, source in judge.hours.today(where, now):
        yield Factor("Hours today", said + (f" ({source})" if source else ""))


def _neighbours(queue: Queue, index: int) -> Iterator[Factor]:
    """What decides between somebody and the one before and behind them."""
    if index < 0:
        return
    for other, word in ((index - 1, "Behind"), (index + 1, "Before")):
        if 0 <= other < len(queue.items) and (because := _between(queue, *sorted((index, other)))):
            person = queue.judge.shelf.get(Contact, queue.items[other].contact)
            yield Factor(word, f"{person.title if person else 'the next one'} ({because})")


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
    return CRITERIA[because] if because else "the same in all that counts: who came in earlier comes first"
