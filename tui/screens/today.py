"""Today: what was agreed, who can be called, what is due in practice, and one key to begin."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core import safe
from tui.core.attempt import Attempt
from tui.core.blocks import began_since, standing_time
from tui.core.calendar import calendar, open_callbacks
from tui.core.contact import Contact
from tui.core.due import Due
from tui.core.spent import spent
from tui.core.text import count
from tui.core.today import Agreed, agreed
from tui.keys import Action, of_scope
from tui.screens.base import bindings
from tui.screens.block import calls_meant
from tui.screens.main import Main
from tui.screens.queue import QueueScreen
from tui.screens.rounds import NO_CARDS, begin_round, due_now
from tui.widgets.parts import Words

#: So much of what was agreed is shown; how much more there is, is said.
_MOST = 8
#: Cells of a label.
_LABEL = 13
_BAR = 30


class TodayScreen(Main):
    """One of the main screens."""

    SCOPE: ClassVar[str] = "today"
    CSS_PATH = "today.tcss"
    BINDINGS = bindings("today")
    AUTO_FOCUS = ""

    def __init__(self, contact: Contact | None) -> None:
        super().__init__(contact)
        self._due: Due | None = None
        """None: the words are still being read."""
        self._figures: tuple[tuple[int, int], str] | None = None
        """Where the time went, and when that was counted."""

    def compose(self) -> ComposeResult:
        """Head; the day, what is agreed, what is to be done; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="all", can_focus=False):
            yield Words(id="day")
            yield Words(id="agreed")
            yield Words(id="todo")
            yield Words(id="begin")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The words are read beside the picture."""
        self.begin()
        self.refresh_words()

    def on_screen_resume(self) -> None:
        """Back from a round: other things are due."""
        if self.up:
            self.refresh_words()

    def refresh_words(self) -> None:
        """What practice asks for, by the words as they are now."""
        self.run_worker(self._look(), group="pages", exclusive=True)

    async def _look(self) -> None:
        await asyncio.to_thread(lambda: self.offhook.playbook)
        await self.runner.settled()
        self._due = due_now(self.offhook)
        self.draw_later()

    def refresh_second(self, moved: bool) -> None:
        """The time goes on; what is drawn changes with the minute."""
        self.draw()

    def refresh_grown(self) -> None:
        """More people have been looked at."""
        self.draw_later()

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        width = self.size.width
        now = self.runner.now.utc.astimezone(self.services.zone)
        clock = say.quiet(f"{now:%H:%M} ")
        self._say("head", say.ends(self.tabs(width - clock.cell_length - 1), clock, width))
        self._say("rule", self.rule())
        self._say("day", say.lines(self._day(now)))
        self._say("agreed", say.lines(self._agreed(now, width - 4)))
        self._say("todo", say.lines(self._todo()))
        self._say("begin", self._begin())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _day(self, now: datetime) -> Iterator[Content]:
        """The greeting, how many dials, and what is meant to be done better."""
        goal, made = self.services.settings.goal, self.runner.dials_today()
        filled = min(_BAR, _BAR * made // goal)
        yield say.line(
            (f"{_greeting(now.hour)}.", look.STRONG), (f"  {now:%A}, {now.day} {now:%B}", look.QUIET)
        )
        yield Content("")
        bar = say.line(("━" * filled, look.GOOD), ("─" * (_BAR - filled), look.RULE))
        yield say.line(bar, "  ", (f"{made}", look.STRONG), f" of {count(goal, 'dial')}")
        yield from self._spent(now)
        intention = self.runner.intention()
        if intention:
            yield say.line(("Next time I will ", look.QUIET), (intention.text, look.ACCENT))

    def _spent(self, now: datetime) -> Iterator[Content]:
        """Where the time went, and how many of the dials were safe. Nothing before the first call."""
        key = now.minute, self.runner.dials_today()
        if self._figures is None or self._figures[0] != key:  # counted once a minute, shown each second
            self._figures = key, self._count(now)
        if self._figures[1]:
            yield say.quiet(self._figures[1])

    def _count(self, now: datetime) -> str:
        calls = self._calls(self.runner.day_began)
        if not calls:
            return ""
        of = spent(calls)
        times = " : ".join(say.clock(seconds) for seconds in (of.prep, of.dial, of.talk))
        said = f"prep : dial : talk  {times}"
        if today := self._safe(calls):
            week = self._safe(self._calls(self.runner.day_began - timedelta(days=now.weekday())))
            said += f"     {today} to people you know well" + (f", {week} this week" if week else "")
        return said

    def _calls(self, since: datetime) -> list[Attempt]:
        return [call for call in self.services.store.since(since) if not call.inbound]

    def _safe(self, calls: list[Attempt]) -> str:
        """`4 of 10`; empty: none was."""
        settings, dispositions = self.services.settings, self.services.defaults.dispositions
        found = safe.share(self.services.store, calls, settings.safe_after, dispositions)
        return f"{found.safe} of {found.dials}" if found.safe else ""

    def _agreed(self, now: datetime, width: int) -> Iterator[Content]:
        """Callbacks and promises of the day, those that are late first."""
        midnight = self.runner.day_began + timedelta(days=1)
        due = agreed(self.services.store, self.runner.now.utc, midnight)
        yield from self._standing(now)
        if not due:
            yield say.quiet("Nothing was agreed for today.")
        for one in due[:_MOST]:
            yield say.ends(self._line(one, now), Content(""), width)
        if len(due) > _MOST:
            yield say.quiet(f"and {len(due) - _MOST:,} more, first in the queue (2)")

    def _standing(self, now: datetime) -> Iterator[Content]:
        """The daily block, until there was one."""
        at = standing_time(self.services.settings.block_at, now, self.services.zone)
        if at and not began_since(self.services.store, self.runner.day_began):
            sign = (f"  {look.DUE} {'block':<9}", look.ACCENT)
            yield say.line(f"{at:%H:%M}".rjust(9), sign, ("  your daily one", look.QUIET))

    def _line(self, one: Agreed, now: datetime) -> Content:
        at = one.due.astimezone(self.services.zone)
        shown = f"{at:%H:%M}" if at.date() == now.date() else f"{at:%a %d %b}"
        late = say.line((f"{look.PROBLEM} late ", look.BAD)) if one.overdue else say.line("  ")
        sign = say.line((f"{look.DUE} {one.what:<9}", look.ACCENT))
        who = say.line((one.contact.title, look.STRONG), (f"  {one.contact.account}", look.QUIET))
        return say.line(
            f"{shown:>9}  ", sign, late, who, (f"  “{one.about}”" if one.about else "", look.QUIET)
        )

    def _todo(self) -> Iterator[Content]:
        """Who can be called, and at most three other things."""
        queue = self.runner.queue
        so_far = f" so far, {queue.unseen:,} still to be looked at" if queue.unseen else ""
        yield _row(
            "2", "queue", say.line((f"{len(queue):,} ", look.STRONG), "callable now", (so_far, look.QUIET))
        )
        if not queue.unseen and (opens := queue.next_opens()):
            yield _row("", "next opens", say.line(self.runner.queue.judge.shown(opens, self.runner.now.utc)))
        if unfinished := len(self.runner.unfinished()):
            words = f"{count(unfinished, 'call')} without a result: r in the queue opens the form"
            yield _row("", "unfinished", say.line(words))
        if self._due is None:
            return
        if waiting := self._due.unanswered:
            waits = "objection waits" if waiting == 1 else "objections wait"
            yield _row("3", "library", say.line(f"{waiting} {waits} for an answer"))
        if many := len(self._due.items):
            yield _row("4", "practice", say.line((f"{many} due", look.STRONG)))

    def _begin(self) -> Content:
        """The one thing to do next."""
        calls, minutes = calls_meant(self.services, self.runner), self.services.settings.block_minutes
        keys = {action.id: action.label for action in of_scope("today")}
        return say.line(
            (f"{look.NOW} ", look.ACCENT),
            (keys["today.block"], look.KEY),
            f" a block: {calls} calls, {minutes} minutes     ",
            (keys["today.warm-up"], look.KEY),
            " warm up first     ",
            (keys["today.three"], look.KEY),
            " just three",
        )

    def live_keys(self) -> Iterable[Action]:
        """The tabs say the numbers."""
        return (a for a in of_scope("today") if a.id not in {"today.back"})

    # ------------------------------------------------------------------------------------------------ keys

    def action_block(self) -> None:
        """Into the queue, and a block."""
        self.app.pop_screen()
        queue = self.app.screen
        if isinstance(queue, QueueScreen):
            queue.action_block()

    def action_three(self) -> None:
        """A bad day."""
        self.app.pop_screen()
        queue = self.app.screen
        if isinstance(queue, QueueScreen):
            queue.just_three()

    def action_calendar(self) -> None:
        """The callbacks as a file for the calendar."""
        store = self.services.store
        callbacks = open_callbacks(store)
        if not callbacks:
            self.show_status("There is no callback to write into a calendar.")
            return
        text = calendar(callbacks, store, self.runner.now.utc)

        async def write() -> None:
            try:
                path = await asyncio.to_thread(self.services.write_calendar, text)
            except OSError as error:
                self.show_status(problem=f"The calendar file could not be written: {error.strerror}.")
                return
            self.show_status(f"Saved: {count(len(callbacks), 'callback')} in {path}")

        self.run_worker(write(), group="save")

    def action_warm_up(self) -> None:
        """Five lines first."""
        self.show_status("")
        if not begin_round(self.offhook, "warm-up"):
            self.show_status(NO_CARDS)


def _row(key: str, name: str, what: Content) -> Content:
    """`4 practice   7 due`: the key that goes there, if one does."""
    return say.line((f"{key:<2}", look.KEY), (f"{name:<{_LABEL}}", look.QUIET), what)


def _greeting(hour: int) -> str:
    return "Good morning" if 4 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"
