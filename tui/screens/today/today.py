"""Today: what was agreed, who can be called, what is due in practice, and one key to begin."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.day.calendar import Withdrawn, calendar, open_callbacks, withdrawn
from tui.core.day.roots import EVIDENCE
from tui.core.day.today import meetings
from tui.core.mishap import not_written
from tui.core.people.contact import Contact
from tui.core.practice.due import Due
from tui.core.text import count, plain
from tui.keys import Action, of_scope
from tui.private import beside
from tui.screens.ask import Ask, AskFields, AskLine
from tui.screens.base import bindings
from tui.screens.main import Main
from tui.screens.practice.rounds import NO_CARDS, begin_round, due_now
from tui.screens.queue.block import calls_meant
from tui.screens.queue.queue import QueueScreen
from tui.screens.today.day import LABEL, Day
from tui.widgets.parts import Words

#: Lines of the frame: head, rule, five empty ones, how to begin, status, keys.
_FRAME = 10
#: With less room than this for what was agreed, the day is told in fewer lines.
_FEW = 4
#: Cells beside the lines: two at each side, one for the scroll bar.
_MARGIN = 5
#: Meetings so far ahead go into the calendar.
_CALENDAR = timedelta(days=400)
#: A why has so many characters at the most: it must stand on one or two lines.
LONGEST_WHY = 120


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
        self._shown: object = None
        """What was drawn goes by (`_goes_by`)."""
        self._grown = False
        """More people have been looked at since the last second."""

    def compose(self) -> ComposeResult:
        """Head; the day, what is agreed, what is to be done; status, keys."""
        self.day = Day(self.services, self.runner)
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
        beside(self, self._look, "pages", only=True)

    async def _look(self) -> None:
        await asyncio.to_thread(lambda: self.offhook.playbook)
        await self.runner.settled()
        self._due = due_now(self.offhook)
        self.draw_later()

    def refresh_second(self, moved: bool) -> None:
        """The time goes on; what is drawn changes with the minute, and how many can be called with each
        second while more are looked at: what was agreed with thousands takes a tenth of a second to read."""
        if moved or self._goes_by() != self._shown:
            self.draw()
        elif self._grown:
            self._say("todo", say.lines(self._todo()))
        self._grown = False

    def _goes_by(self) -> object:
        """While this is the same, so is what Today says, unless something is saved or moves in the queue."""
        exchange = self.offhook.exchange
        return self.runner.now.utc.replace(second=0, microsecond=0), exchange.mine, exchange.theirs

    def refresh_grown(self) -> None:
        """More people have been looked at."""
        self._grown = True

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        self._shown, width = self._goes_by(), self.size.width
        now = self.runner.now.utc.astimezone(self.services.zone)
        clock = say.quiet(f"{now:%H:%M} ")
        self._say("head", say.ends(self.tabs(width - clock.cell_length - 1), clock, width))
        self._say("rule", self.rule())
        room, day = width - _MARGIN, self.day
        todo = self._todo()
        free = self.size.height - _FRAME - len(todo)
        head = [*day.head(now, room), Content(""), *day.goal(now, room)]
        if len(head) + _FEW > free:
            head = [*day.head(now, room), Content(""), *day.goal(now, room, brief=True)]
        self._say("day", say.lines(head))
        self._say("agreed", say.lines(day.agreed(now, room, free - len(head))))
        self._say("todo", say.lines(todo))
        self._say("begin", self._begin())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _todo(self) -> list[Content]:
        return [*self.day.todo(self._due), *self._partner()]

    def _partner(self) -> Iterator[Content]:
        """The rep and the partner side by side, once both have told something (P20)."""
        for side in self.offhook.exchange.sides():
            name, line = say.short(side.name, LABEL - 1), f"  “{side.line}”" if side.line else ""
            yield say.line(("  " + name.ljust(LABEL), look.QUIET), side.told, (line, look.QUIET))

    def _begin(self) -> Content:
        """The one thing to do next."""
        calls, minutes = calls_meant(self.services, self.runner), self.services.settings.block_minutes
        words = {
            "block": f" a block: {calls} calls, {minutes} minutes     ",
            "warm-up": " warm up first     ",
            "three": " just three     ",
        }
        order = list(words)
        if EVIDENCE in self.services.effects():  # easy ones first
            order = ["three", "block", "warm-up"]
        labels = {action.method.replace("_", "-"): action.label for action in of_scope("today")}
        marks = {"block": (f"{look.NOW} ", look.ACCENT)}  # what enter does, wherever it stands
        parts = [say.line(marks.get(what, ""), (labels[what], look.KEY), words[what]) for what in order]
        return say.line("" if order[0] == "block" else "  ", *parts)

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

    def action_why(self) -> None:
        """Why I do this: one line, in the rep's own words."""
        now = self.services.settings.why

        def written(why: str) -> None:
            if why != plain(now).strip():  # of several lines in config.yaml it would make one
                self.choose("Saved. It also comes at hard moments." if why else "", why=why)

        self.ask(AskLine("Why do you do this?", "so that …", now, _flaw_of_why, may_be_empty=True), written)

    def action_goal(self) -> None:
        """What I mean to do on a day and in a week."""
        settings = self.services.settings
        fields = [
            Ask(key, label, str(getattr(settings, key) or ""), hint)
            for key, (label, hint, _) in GOALS.items()
        ]

        def chosen(answer: dict[str, str]) -> None:
            self.choose("Saved: your goals", **{key: int(text or 0) for key, text in answer.items()})

        self.ask(AskFields("What you mean to do", fields, flaw_of_goals), chosen)

    def action_check_in(self) -> None:
        """The seven questions of the week."""
        from tui.screens.review.checkin import open_check_in

        open_check_in(self)

    def action_calendar(self) -> None:
        """The callbacks as a file for the calendar."""
        store = self.services.store
        callbacks, now = open_callbacks(store), self.runner.now.utc
        booked = meetings(store, now, now + _CALENDAR)
        gone = withdrawn(store, now, now + _CALENDAR)
        if not callbacks and not booked and gone == Withdrawn():
            self.show_status("There is no callback or meeting yet; agreed in a call, both come here.")
            return
        text = calendar(callbacks, store, now, booked, gone)
        found = [count(len(callbacks), "callback")] if callbacks else []
        found += [count(len(booked), "meeting")] if booked else []
        many = len(gone.callbacks) + len(gone.meetings)
        found += [f"{many} cancelled"] if many else []

        async def write() -> None:
            try:
                path = await asyncio.to_thread(self.services.write_calendar, text)
            except OSError as error:
                self.show_status(
                    problem=not_written("The calendar file could not be written", error, "Nothing is lost.")
                )
                return
            self.show_status(f"Saved: {' and '.join(found)} in {path}")

        self.run_worker(write(), group="save")

    def action_warm_up(self) -> None:
        """Five lines first."""
        self.show_status("")
        if not begin_round(self.offhook, "warm-up"):
            self.show_status(NO_CARDS)


#: The goals of the dialog: setting → its label, a hint, and the most that can be meant.
GOALS = {
    "goal": ("dials a day", "30", 1000),
    "goal_conversations": ("conversations a day", "none", 500),
    "goal_week": ("dials a week", "what the days come to", 5000),
    "goal_week_conversations": ("conversations a week", "what the days come to", 2500),
}


def flaw_of_goals(answer: dict[str, str]) -> str:
    """What is wrong with what was typed as goals; empty: nothing."""
    for key, text in answer.items():
        label, _, most = GOALS[key]
        low = 1 if key == "goal" else 0
        if not (text or low) or (text.isascii() and text.isdecimal() and low <= int(text) <= most):
            continue
        return f"{label}: a number from {low} to {most:,}."
    return ""


def _flaw_of_why(text: str) -> str:
    return "" if len(text) <= LONGEST_WHY else f"One line: {LONGEST_WHY} characters at the most."
