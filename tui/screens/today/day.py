"""What Today shows, line by line: the day against its goals, what was agreed, what else is due.

Figures that must be counted are counted once a minute and after each call; Today is drawn with the minute
and when something has happened.
Over 300 lines: some for each of its lines, in the order they stand in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Attempt
from tui.core.call.purpose import name_of
from tui.core.day import checkin, roots, safe
from tui.core.day.blocks import began_since, standing_time
from tui.core.day.goals import CONVERSATIONS, DIALS, NEW, Goals, Made, Truth, midnight, streak, truth
from tui.core.day.pace import Pace, pace
from tui.core.day.spent import spent
from tui.core.day.today import Agreed, Other, agreed, others
from tui.core.people.contact import Contact
from tui.core.practice.due import Due
from tui.core.queue.queue import Opening
from tui.core.queue.verdict import Held
from tui.core.text import count
from tui.keys import filled, key_of
from tui.runner import Runner
from tui.wiring import Services

#: Cells of the bar, of a label.
_BAR, LABEL = 30, 13
#: Cells of a name in the line about later days; and so far ahead it looks.
_NAME, _AHEAD = 30, timedelta(days=366)
#: So much of what was agreed is shown, however little room there is.
_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Figures:
    """What is counted once a minute."""

    key: tuple[object, ...]
    goals: Goals
    today: Mapping[str, int]
    week: Mapping[str, int]
    pace: Pace
    row: int
    truth: Truth | None
    spent: tuple[str, ...]
    """Where the time went, then how many dials were safe, then in the week; nothing before the first call."""


class Day:
    """The lines of Today."""

    def __init__(self, services: Services, runner: Runner) -> None:
        self._services, self._runner = services, runner
        self._figures: _Figures | None = None

    @property
    def made(self) -> Made:
        """What was done towards the goals."""
        services = self._services
        return self._runner.done(
            services.goals(), services.defaults.purposes, streak=services.settings.streak
        )

    # ------------------------------------------------------------------------------------------- the day

    def head(self, now: datetime, width: int) -> Iterator[Content]:
        """The greeting, and why one does this."""
        hello = say.line(
            (f"{_greeting(now.hour)}.", look.STRONG), (f"  {now:%A}, {now.day} {now:%B}", look.QUIET)
        )
        why = self._services.settings.why
        if not why:
            yield hello
            return
        own = say.line((f"“{why}”", look.ACCENT))
        if hello.cell_length + own.cell_length + 4 <= width:
            yield say.ends(hello, own, width)
        else:
            yield hello
            yield own

    def goal(self, now: datetime, width: int, *, brief: bool = False) -> Iterator[Content]:
        """Dials and talks against their goals; the pace; the week; yesterday; the intention. `brief`: without
        what Review has as well."""
        found = self._count(now)
        goal, dials = found.goals.of_day(DIALS, now.date()), found.today.get(DIALS, 0)
        if goal:
            bar = say.line(say.bar(_BAR * dials // goal, _BAR, look.GOOD), "  ")
            called = say.line((f"{dials}", look.STRONG), f" of {count(goal, self._unit)}")
        else:
            bar, called = say.quiet(f"{now:%A}, a day off: no goal.  "), say.line(count(dials, self._unit))
        yield say.line(bar, called, *self._talks(found, now.date()))
        yield from self._below(found, now, width, brief)
        said = [] if brief else [*accumulate(found.spent)]  # as much of it as there is room for
        if fits := [line for line in said if len(line) <= width]:
            yield say.quiet(fits[-1])
        if found.truth:
            yield self._truth(found.truth, now.date())
        if intention := self._runner.intention():
            yield say.line(("Next time I will ", look.QUIET), (intention.text, look.ACCENT))

    @property
    def _unit(self) -> str:
        return "successful dial" if self._services.settings.goal_counts == "successful" else "dial"

    def _talks(self, found: _Figures, day: date) -> Iterator[say.Piece]:
        talks, goal = found.today.get(CONVERSATIONS, 0), found.goals.of_day(CONVERSATIONS, day)
        if goal:
            yield say.line("     ", (f"{talks}", look.STRONG), f" of {count(goal, 'conversation')}")
        elif talks:
            yield f"     {count(talks, 'conversation')}"

    def _below(self, found: _Figures, now: datetime, width: int, brief: bool) -> Iterator[Content]:
        """The pace, the week and the goals beside it: on one line if they fit."""
        goals, day = found.goals, now.date()
        parts = [found.pace.words] if found.pace.words else []
        week = [
            f"{found.week.get(what, 0)} of {count(goals.of_week(what, day), unit)}"
            for what, unit in ((DIALS, "dial"), (CONVERSATIONS, "conversation"))
            if goals.of_week(what, day)
        ]
        if week:
            parts.append(f"this week {', '.join(week)}")
        for what, _ in () if brief else goals.also:
            name = "new people" if what == NEW else name_of(self._services.defaults.purposes, what)
            if goal := goals.of_day(what, day):
                parts.append(f"{name} {found.today.get(what, 0)} of {goal}")
        if found.row > 1:
            parts.append(f"reached {found.row} days in a row")
        line = ""
        for part in parts:
            if line and len(line) + len(part) + 3 > width:
                yield say.quiet(line)
                line = ""
            line += f"   {part}" if line else part
        if line:
            yield say.quiet(line)

    def _truth(self, day: Truth, today: date) -> Content:
        name = "Yesterday" if day.day == today - timedelta(days=1) else f"{day.day:%A}"
        goal = self._services.goals().of_day(DIALS, day.day)
        dials, talks = day.made.get(DIALS, 0), day.made.get(CONVERSATIONS, 0)
        called = f"{dials} of {count(goal, self._unit)}" if goal else count(dials, self._unit)
        said = f"{called}, {count(talks, 'conversation')}"
        kept = f" · did what I meant {day.kept} of {day.asked}" if day.asked else ""
        return say.line((f"{name}: ", look.QUIET), said, (kept, look.QUIET))

    def _count(self, now: datetime) -> _Figures:
        last = self._runner.last_attempt()
        key = (now.replace(second=0, microsecond=0), last, self._services.settings)
        if self._figures is None or self._figures.key != key:
            goals, made, day = self._services.goals(), self.made, now.date()
            today = made.of_day(day)
            self._figures = _Figures(
                key,
                goals,
                today,
                made.of_week(day),
                pace(goals, today.get(DIALS, 0), made.first(day), now),
                streak(goals, made, day) if self._services.settings.streak else 0,
                truth(self._services.store, made, day, self._services.zone),
                self._spent(now),
            )
        return self._figures

    def _spent(self, now: datetime) -> tuple[str, ...]:
        calls = self._calls(self._runner.day_began)
        if not calls:
            return ()
        of = spent(calls)
        times = " : ".join(say.clock(seconds) for seconds in (of.prep, of.dial, of.talk))
        said = [f"prep : dial : talk  {times}"]
        if today := self._safe(calls):
            monday = midnight(now.date() - timedelta(days=now.weekday()), self._services.zone)
            week = self._safe(self._calls(monday))
            said += [f"     {today} to people you know well", f", {week} this week"]
        return tuple(said)

    def _calls(self, since: datetime) -> list[Attempt]:
        return [call for call in self._services.store.since(since) if not call.inbound]

    def _safe(self, calls: list[Attempt]) -> str:
        """`4 of 10`; empty: none was."""
        settings, dispositions = self._services.settings, self._services.defaults.dispositions
        found = safe.share(self._services.store, calls, settings.safe_after, dispositions)
        return f"{found.safe} of {found.dials}" if found.safe else ""

    # ------------------------------------------------------------------------------------- what was agreed

    def agreed(self, now: datetime, width: int, room: int) -> Iterator[Content]:
        """Callbacks and promises of the day, doubts to be settled, the daily block, by their times.

        `room`: so many lines are free; at least _LEAST are shown.
        """
        store, ends = self._services.store, self._runner.day_ends
        ahead = agreed(store, self._runner.now.utc, self._runner.now.utc + _AHEAD)
        lines = [(one.due, self._line(one, now)) for one in ahead if one.due < ends]
        doubts = [doubt for doubt in roots.open_doubts(store) if doubt.due < ends]
        lines += [(doubt.due, self._doubt(doubt, now)) for doubt in doubts]
        lines += self._standing(now)
        lines.sort(key=lambda line: line[0].replace(second=0, microsecond=0))
        most = max(_LEAST, room)
        if not lines:
            yield say.quiet("Nothing was agreed for today.")
        for _, line in lines[:most]:
            yield say.ends(line, Content(""), width)
        if len(lines) > most:
            yield say.quiet(f"and {len(lines) - most:,} more, first in the queue ({key_of('today.queue')})")
        elif later := self._later([one for one in ahead if one.due >= ends]):
            yield say.line(say.quiet(later))

    def _later(self, found: Sequence[Agreed]) -> str:
        """What was agreed for another day: the first of it, and how much more; empty: nothing was."""
        if not found:
            return ""
        first, more = found[0], len(found) - 1
        at = first.due.astimezone(self._services.zone)
        whom = say.short(first.contact.title, _NAME)
        return f"next: {at:%a %d %b %H:%M} {first.what} {whom}" + (
            f", {more:,} more after it" if more else ""
        )

    def _standing(self, now: datetime) -> Iterator[tuple[datetime, Content]]:
        """The daily block, until there was one."""
        at = standing_time(self._services.settings.block_at, now, self._services.zone)
        if at and not began_since(self._services.store, self._runner.day_began):
            yield at, say.line(self._when(at, "block", now), ("your daily one", look.QUIET))

    def _line(self, one: Agreed, now: datetime) -> Content:
        late = (f"  {look.PROBLEM} late" if one.overdue else "", look.BAD)
        who = say.line((one.contact.title, look.STRONG), late, (f"  {one.contact.account}", look.QUIET))
        about = f"  “{one.about}”" if one.about else ""
        held = self._runner.queue.get(one.contact.id)
        if isinstance(held, Held) and held.until and one.due <= self._runner.now.utc:
            again = self._runner.queue.judge.shown(held.until, self._runner.now.utc)
            about += f"  {held.why.partition(', ')[2] or held.why}, again {again}"
        return say.line(self._when(one.due, one.what, now), who, (about, look.QUIET))

    def _doubt(self, doubt: roots.Doubt, now: datetime) -> Content:
        who = f"{doubt.owner}: " if doubt.owner else ""
        late = doubt.due.astimezone(self._services.zone).date() < now.date()
        return say.line(
            self._when(doubt.due, "doubt", now),
            (f"{who}{doubt.step}", look.STRONG),
            (f"  {look.PROBLEM} late" if late else "", look.BAD),
            (f"  “{doubt.text}” ({key_of('today.self-check')})", look.QUIET),
        )

    def _when(self, due: datetime, what: str, now: datetime) -> Content:
        at = due.astimezone(self._services.zone)
        shown = f"{at:%H:%M}" if at.date() == now.date() else f"{at:%a %d %b}"
        return say.line(f"{shown:>9}  ", (f"{look.DUE} {what:<9}  ", look.ACCENT))

    # ------------------------------------------------------------------------------------ what is to be done

    def todo(self, due: Due | None) -> Iterator[Content]:
        """Who can be called, what practice asks for, and at most two other things that are due."""
        queue = self._runner.queue
        many = say.line((f"{len(queue):,} ", look.STRONG), "callable now")
        if not self._services.store.ids(Contact):
            first = filled("nobody here yet: {lists.import} there brings a call list in")
            yield _row(key_of("today.lists"), "lists", say.line(first))
        elif queue.unseen:
            yield _row(
                key_of("today.queue"),
                "queue",
                say.line(many, (f" so far, {queue.unseen:,} still to be looked at", look.QUIET)),
            )
        else:
            opening = queue.opening()
            yield _row(
                key_of("today.queue"),
                "queue",
                say.line(many, (self._opens(opening) if opening else "", look.QUIET)),
            )
        if due is None:
            yield _row(key_of("today.practice"), "practice", say.quiet("reading your scripts…"))
        elif due.items or due.unanswered:
            yield _row(key_of("today.practice"), "practice", Content(" · ").join(_practice(due)))
        words = self._others()
        for other in others(words):
            key, name, said = words[other]
            yield _row(key, name, say.line(said))
        if self._runner.last_attempt() is None:  # before the first call; afterwards they know it
            tour = filled("{app.tour} goes through five calls with you, on sample people")
            yield _row("", "tour", say.line(tour))

    def _opens(self, opening: Opening) -> str:
        at = self._runner.queue.judge.shown(opening.at, self._runner.now.utc)
        return f" · next opens {at} ({'at least ' if opening.more else ''}{opening.many:,} more)"

    def _others(self) -> Mapping[Other, tuple[str, str, str]]:
        """What else is due: its key, its name, a few words."""
        store, now = self._services.store, self._runner.now.utc
        found: dict[Other, tuple[str, str, str]] = {}
        if unfinished := len(self._runner.unfinished()):
            words = filled(
                f"{count(unfinished, 'call')} without a result: {{queue.reopen}} in the queue opens the form"
            )
            found[Other.UNFINISHED] = "", "unfinished", words
        if checkin.due(store, now):
            words = "seven questions, five minutes"
            if checkin.under_way(store):
                words = "begun, it waits for you"
            elif checkin.finished(store, 1):
                words = "seven questions, last week's answers beside"
            found[Other.CHECK_IN] = key_of("today.check-in"), "check-in", words
        if roots.due(store, now):
            begun = roots.begun(store)
            words = "begun, it waits for you" if begun else "six weeks ago: what has become lighter since?"
            found[Other.SELF_CHECK] = key_of("today.self-check"), "self-check", words
        return found


def _practice(due: Due) -> Iterator[Content]:
    if many := len(due.items):
        yield say.line((f"{many} due", look.STRONG))
    if waiting := due.unanswered:
        waits = "objection waits" if waiting == 1 else "objections wait"
        yield say.line(f"{waiting} {waits} for an answer ({key_of('today.library')})")


def _row(key: str, name: str, what: Content) -> Content:
    """`4 practice   7 due`: the key that goes there, if one does."""
    return say.line((f"{key:<2}", look.KEY), (f"{name:<{LABEL}}", look.QUIET), what)


def _greeting(hour: int) -> str:
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"
