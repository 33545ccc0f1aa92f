"""What stands beside an empty list: why nobody is in it, who comes when, and the keys that help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.content import Content

from tui import look, say
from tui.core.queue.queue import Opening, Queue
from tui.core.text import count
from tui.keys import filled

if TYPE_CHECKING:
    from tui.core.queue.why import Group

#: Rules that mean: they were called, and rest.
_RESTING = frozenset(
    {
        *("plan is done", "tried recently", "account just called", "account paused"),
        *("number rests", "called often enough", "calls used up", "same time of day"),
    }
)
_AGREED = frozenset({"callback later", "promise later"})
#: Of more people than this it is not worked out at a key who of them opens next.
_LOOKED_AHEAD = 5000
#: A key, and what it does about it; keys as `{scope.what}`.
Way = tuple[str, str]
_NEWCOMER: tuple[Way, ...] = (
    ("{queue.lists}", "then {lists.import}: brings a call list in (CSV, Excel, vCard…)"),
    ("{queue.add}", "adds one person"),
    ("{queue.practice}", "practice first: what they will say, and your answer"),
)
_SHOW: Way = ("{queue.filter}", "shows them, {queue.why} says why of each")
_FRESH: Way = ("{queue.lists}", "then {lists.import}: brings more people in")


@dataclass
class HeldGroups:
    """Who is held by which rule, counted once after each change of the queue: there may be 100,000."""

    _counted: tuple[int, Sequence[Group]] = field(default=(-1, ()))

    def groups(self, queue: Queue) -> Sequence[Group]:
        """The largest first."""
        if self._counted[0] != queue.version:
            from tui.core.queue.why import groups

            self._counted = queue.version, groups(queue)
        return self._counted[1]

    def told(self, queue: Queue, now: datetime, room: int) -> list[Content]:
        """All who are held, in a few lines: how many, by what, and when the next can be called."""
        many = " · ".join(f"{group.many:,} {group.rule}" for group in self.groups(queue))
        rows = [say.fact("All held", (many, look.QUIET), room=room)] if many else []
        few = len(queue.held) <= _LOOKED_AHEAD
        if few and not queue.unseen and (opening := queue.opening()):
            rows.append(say.fact("Next", (_opening(queue, opening, now), look.QUIET), room=room))
        return rows

    def nobody(self, queue: Queue, now: datetime, room: int, height: int, in_block: bool) -> Content:
        """For a list without anybody: clear words for each way that can come about.

        Args:
            queue: looked through whole, with nobody to call.
            now: UTC.
            room: cells of a line.
            height: lines there are; the words about the lesser rules give way.
            in_block: a block is under way.
        """
        found = self.groups(queue)
        if not found:
            return _said("Nobody here yet.", "", _ways(_NEWCOMER, room))
        said, ways = _situation(found)
        opening = queue.opening()
        when = (
            f"Next: {_opening(queue, opening, now)}. Now it is {queue.judge.shown(now, now)}."
            if opening
            else "The clock alone brings nobody."
        )
        ways = (*ways, ("{queue.back}", "ends the block")) if in_block else ways
        rows = [*_rules(queue, found, now, room, height - len(ways) - 5)]
        return _said(said, when, [*rows, Content(""), *_ways(ways, room)])


def nobody_fits(for_what: str, others: int, room: int) -> Content:
    """In a block that has nobody left.

    Args:
        for_what: whom it is for, in words; empty: anybody.
        others: how many can be called who do not fit it.
        room: cells of a line.
    """
    left = f"{count(others, 'other', 'others')} can be called outside it." if others else ""
    return _said(
        "Nobody is left for this block.",
        " ".join(filter(None, [f"It is for {for_what}." if for_what else "", left])),
        _ways((("{queue.back}", "ends it, with what it came to"), ("{queue.pause}", "pauses it")), room),
    )


def nothing_found(room: int) -> Content:
    """The search fits nobody."""
    ways = (("{queue.back}", "leaves the search"), ("{queue.add}", "behind it adds a person"))
    return _said(
        "Nobody fits what you typed.", "Fewer letters find more; digits find a number.", _ways(ways, room)
    )


def still_looking() -> Content:
    """Not everybody was looked at."""
    return _said("Nobody so far.", "Still looking…", ())


def nobody_held(room: int) -> Content:
    """The list of those who are held is empty."""
    return _said(
        "Nobody is held.",
        "Everybody can be called now.",
        _ways((("{queue.back}", "back to the queue"),), room),
    )


def _situation(found: Sequence[Group]) -> tuple[str, Sequence[Way]]:
    """How it came about that nobody can be called, and what helps."""
    from tui.core.queue.why import FOR_GOOD

    rules = {group.rule for group in found} - FOR_GOOD
    if not rules:
        return "Everybody is done: nobody is left to call.", (
            _FRESH,
            ("{queue.add}", "adds one person"),
            _SHOW,
        )
    if rules <= {"outside hours"}:
        rest = (
            ("{queue.practice}", "practice meanwhile"),
            ("{queue.filter} {queue.dial}", "asks for a reason to call one of them now"),
        )
        return "It is outside calling hours for everybody.", (_SHOW, *rest)
    if rules <= {"out of profile"}:
        wider = ("{queue.lists}", "then {lists.markers}: your markers, who fits")
        return "Your markers leave nobody.", (wider, _FRESH, _SHOW)
    if rules <= _RESTING:
        return "Everybody has been called, and rests.", (_FRESH, ("{queue.add}", "adds one person"), _SHOW)
    if rules <= _AGREED:
        return "Everybody who is left has a time.", (_FRESH, _SHOW)
    ways = [_SHOW, _FRESH]
    if "out of profile" in rules:
        ways.insert(1, ("{queue.lists}", "then {lists.markers}: your markers, who fits"))
    return "Nobody can be called right now.", ways


def _rules(queue: Queue, found: Sequence[Group], now: datetime, room: int, height: int) -> Iterator[Content]:
    """A line for each rule, with what helps below it as far as there is room."""
    spare = height - len(found)
    for group in found:
        first = f" · ends at {_soon(queue, group.turns, now)}" if group.turns else ""
        first += " for the first" if group.turns and group.many > 1 else ""
        many, rule = say.line((f"{group.many:>6,}  ", look.STRONG)), say.line(group.rule, (first, look.QUIET))
        yield from say.hanging(many, rule, room)
        helped = say.hanging(Content(" " * 8), say.quiet(filled(group.help)), room) if group.help else []
        if len(helped) <= spare:
            spare -= len(helped)
            yield from helped


def _opening(queue: Queue, opening: Opening, now: datetime) -> str:
    many = f"{opening.many:,}{' or more' if opening.more else ''}"
    people = "person" if opening.many == 1 else "people"
    return f"{many} {people}, {_soon(queue, opening.at, now)}"


def _soon(queue: Queue, moment: datetime, now: datetime) -> str:
    """`10:30`, `Wed 08:00`; a day further off by its date."""
    far = moment - now > timedelta(days=6)
    at = queue.judge.shown(moment, now)
    return queue.judge.day(moment) if far else at if len(at) == 5 else queue.judge.clock(moment)


def _ways(ways: Sequence[Way], room: int) -> list[Content]:
    shown = [(filled(key), filled(words)) for key, words in ways]
    width = max(len(key) for key, _ in shown) + 2
    return [
        say.lines(say.hanging(say.line((f"{key:<{width}}", look.KEY)), say.line(words), room))
        for key, words in shown
    ]


def _said(title: str, more: str, rows: Sequence[Content]) -> Content:
    said = [say.line((title, look.STRONG)), *([say.line(more)] if more else []), Content("")]
    return say.lines([*said, *rows])
