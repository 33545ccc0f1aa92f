"""What the queue says by itself: at most one line per call, over everything that has something to say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.core.call.attempt import Attempt
from tui.core.call.changes import THEIR_SAKE
from tui.core.day import coach, hard
from tui.core.day.feed import next_of
from tui.core.day.goals import DIALS, Made
from tui.core.day.hard import ROUGH, SKIPPED, Prompts, why_line
from tui.core.day.roots import EVIDENCE, TWO_NOES, WHY_FIRST
from tui.core.day.spent import enough
from tui.core.queue.easy import wins
from tui.core.text import count
from tui.core.unasked import Kind
from tui.keys import key_of
from tui.screens.ask import AskKey, Choice
from tui.screens.base import Base

if TYPE_CHECKING:
    from tui.files.lines_file import Lines
    from tui.screens.queue.block import BlockRun

#: A hard moment → who speaks.
_KINDS = {ROUGH: Kind.ROUGH, hard.NOES: Kind.NOES, SKIPPED: Kind.SKIPPED}
#: So many calls after the goal was reached it may still be said.
_LATE = 2


class Nudges:
    """Asks each feature in turn, by `core/unasked.py`. The line stands until the next call is over."""

    def __init__(self, screen: Base, block: BlockRun) -> None:
        """`screen` is the queue, mounted or not yet."""
        self._screen, self._block = screen, block
        self._lines: Lines | None = None
        self._prompts: Prompts | None = None
        self._wins: tuple[int, tuple[str, ...]] = (-1, ())
        """The call for which wins were looked up, and they."""
        self._reached = ""
        """The day whose goal was said to be reached."""
        self._prepared = ""
        """The day of which was said that it had enough of getting ready."""
        self._eaten = ""
        """The line of the feed that came last."""

    async def load(self) -> tuple[str, ...]:
        """Read the lines, before they are needed. Returns what is wrong in the rep's files."""
        return self._take(await asyncio.to_thread(self._screen.services.lines)).faults

    def _take(self, lines: Lines) -> Lines:
        self._lines = self._lines or lines
        return self._lines

    @property
    def lines(self) -> Lines:
        """The lines, read now if they are not yet."""
        return self._lines or self._take(self._screen.services.lines())

    @property
    def line(self) -> str:
        """What stands beside the person; empty: nothing. The feed has its place in the block's question."""
        unasked = self._screen.runner.unasked
        stands = unasked.is_of(self._call) and unasked.kind is not Kind.FEED
        return unasked.line if stands else ""

    @property
    def _call(self) -> int:
        last = self._screen.runner.last_attempt()
        return last.id if last else 0

    # ------------------------------------------------------------------------------------------- occasions

    def after_call(self) -> None:
        """A result is saved."""
        moment = self._moment()
        offers = {
            Kind.GOAL: self._goal,
            Kind.COACH: self._coach,
            Kind.SAFE: self._block.nudge,
            Kind.PREP: self._enough,
        }
        if moment:
            offers[_KINDS[moment]] = lambda: self._hard(moment)
        self._screen.runner.unasked.pick(self._call, offers)

    def after_skip(self, why: str) -> None:
        """Somebody was passed over, for that reason (of SKIP_REASONS; empty: none was told)."""
        if why not in THEIR_SAKE and not self._block.brief:
            offers = {Kind.SKIPPED: lambda: self._hard(SKIPPED)}
            self._screen.runner.unasked.pick(self._call, offers)

    def ready(self) -> bool:
        """Whether the prep clock may say its line now."""
        return self._screen.runner.unasked.stands(self._call, Kind.PREP)

    def feed(self) -> str:
        """A block is about to begin; empty: nothing is said."""
        settings = self._screen.services.settings
        if WHY_FIRST in self._screen.services.effects():
            none = f"Why do you do this? {key_of('today.why')} on Today writes it down."
            own = why_line(settings.why) if settings.why else none
            return self._screen.runner.unasked.pick(self._call, {Kind.FEED: lambda: own})
        if not settings.feed:
            return ""
        return self._screen.runner.unasked.pick(self._call, {Kind.FEED: self._next_food})

    def ask_what_helps(self) -> None:
        """Which kind of line helps at a hard moment, told by one key."""
        rows = [
            Choice("t", hard.THOUGHTS, "my thoughts race: let me look at the task"),
            Choice("h", hard.BODY, "my heart does: let me stay with the call"),
            Choice("b", hard.BOTH, "both, in turn"),
            Choice("n", "off", "nothing at all"),
        ]
        hint = "Everybody has such moments, the best callers too. One line, and on."
        self._screen.ask(AskKey("After three noes or a rough call: what helps you?", rows, hint), self._helps)

    def _helps(self, kind: str) -> None:
        said = {"off": "Nothing is said at hard moments from now on.", hard.BOTH: "Both kinds from now on."}
        self._screen.choose(said.get(kind, "Saved: lines of that kind from now on."), hard_moments=kind)

    # --------------------------------------------------------------------------------------------- offers

    def _moment(self) -> str:
        services = self._screen.services
        row = hard.IN_A_ROW - 1 if TWO_NOES in services.effects() else hard.IN_A_ROW
        return hard.after_call(services.store, self._today(), services.defaults.dispositions, row)

    def _today(self) -> list[Attempt]:
        """The dials of the rep's day."""
        calls = self._screen.services.store.since(self._screen.runner.day_began)
        return [call for call in calls if not call.inbound]

    def _enough(self) -> str:
        """Once a day, when getting ready has taken long enough; not on a bad day."""
        day = str(self._screen.runner.day_began)
        if self._block.brief or self._prepared == day:
            return ""
        line = enough(self._today(), self._screen.services.settings.prep_day_minutes)
        self._prepared = day if line else self._prepared
        return line

    def _hard(self, moment: str) -> str:
        settings = self._screen.services.settings
        if settings.hard_moments == "off":
            return ""
        if self._prompts is None:
            self._prompts = Prompts(self.lines.prompts, self._screen.runner.now.utc.toordinal())
        first = WHY_FIRST in self._screen.services.effects()
        return self._prompts.line(moment, settings.hard_moments, settings.why, own_first=first)

    def _coach(self) -> str:
        """What a coach wrote, one comment a day, each once."""
        runner = self._screen.runner
        comment = coach.due(self._screen.services.store, runner.day_began)
        if comment is None:
            return ""
        runner.keep(coach.shown(comment, runner.now.utc))
        return coach.line(comment)

    def _goal(self) -> str:
        """Once a day, with the call that reaches it; where another line came first, with one of the next."""
        runner, goals = self._screen.runner, self._screen.services.goals()
        day = runner.now.utc.astimezone(self._screen.services.zone).date()
        goal = goals.of_day(DIALS, day)
        over = goal_count(self._screen).of_day(day).get(DIALS, 0) - goal
        if not goal or self._reached == str(day) or not 0 <= over <= _LATE:
            return ""
        self._reached = str(day)
        return f"{count(goal, 'dial')}: the goal of the day is reached. What comes now is extra."

    def evidence(self) -> str:
        """What went well, another line with each call; empty: nothing did yet, or it is not wanted."""
        services, call = self._screen.services, self._call
        if EVIDENCE not in services.effects():
            return ""
        if self._wins[0] != call:
            won = wins(services.store, services.defaults.dispositions)
            met = (f"{what} with {whom}" for _, what, whom in won.meetings)
            self._wins = call, (*(f"“{line}”" for line in won.lines), *met)
        told = self._wins[1]
        return told[call % len(told)] if told else ""

    def _next_food(self) -> str:
        food = next_of(self.lines.feed, self._eaten, self._screen.offhook.chance)
        if food is None:
            return ""
        self._eaten = food.id
        return food.line


def goal_count(screen: Base) -> Made:
    """What was done towards the goals, by the settings as they are now."""
    services = screen.services
    return screen.runner.done(services.goals(), services.defaults.purposes, streak=services.settings.streak)
