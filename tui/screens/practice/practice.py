"""Practice: what is due, how it goes, and everything one can rehearse, each with one key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.day.roots import HOSTILE
from tui.core.people.contact import Contact
from tui.core.practice.due import Due, Week, weeks
from tui.core.practice.ladder import offered, under_way
from tui.core.practice.practice import Drill, Review, Rung
from tui.core.practice.round import QUICK
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.base import bindings
from tui.screens.main import Main
from tui.screens.practice.rounds import NO_CARDS, begin_round, due_now
from tui.widgets.parts import Words

#: So many weeks stand beside one another.
_WEEKS = 4
#: Cells of the names of the measures, and of one week.
_NAMES, _WEEK = 34, 13


class PracticeScreen(Main):
    """One of the main screens."""

    SCOPE: ClassVar[str] = "practice"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("practice")
    AUTO_FOCUS = ""

    def __init__(self, contact: Contact | None) -> None:
        super().__init__(contact)
        self._due: Due | None = None
        """None: the words are still being read."""
        self._dialogues = 0

    def compose(self) -> ComposeResult:
        """Head; the day and the week, what one can do, the measures; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="all", can_focus=False):
            yield Words(id="glance")
            yield Words(id="modes")
            yield Words(id="weeks")
            yield Words(id="note")
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
        """What is due, by the words as they are now."""
        beside(self, self._look, "pages", only=True)

    async def _look(self) -> None:
        playbook = await asyncio.to_thread(lambda: self.offhook.playbook)
        await self.runner.settled()
        self._due, self._dialogues = due_now(self.offhook), len(playbook.dialogues())
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        width, store = self.size.width, self.services.store
        now = self.runner.now.utc
        past = weeks(store, now, self.services.zone, _WEEKS if width >= 90 else _WEEKS - 1)
        self._say("head", self.tabs(width))
        self._say("rule", self.rule())
        self._say("glance", say.lines(self._glance(past[0])))
        self._say("modes", say.lines(self._modes()))
        table = _table(past)
        self.query_one("#weeks").display = bool(table)
        self._say("weeks", say.lines(table))
        self._say("note", self._note())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    @property
    def _newcomer(self) -> bool:
        store = self.services.store
        return not store.ids(Review) and not store.ids(Drill)

    def _glance(self, week: Week) -> Iterator[Content]:
        """The day and the week."""
        due = self._due
        if due is None:
            yield say.quiet("Reading your scripts…")
            yield Content("")
            return
        many = len(due.items)
        parts = [
            say.line(
                (f"{look.DUE} {many} due", look.ACCENT)
                if many
                else (f"{look.DONE} nothing is due", look.GOOD)
            )
        ]
        if due.unanswered:
            waits = "objection waits" if due.unanswered == 1 else "objections wait"
            parts.append(say.line(f"{due.unanswered} {waits} for an answer ({key_of('practice.flash')})"))
        yield Content(" · ").join(parts)
        goal = self.services.settings.practice_goal
        dots = say.line(
            (f"{look.DUE} " * min(week.rounds, goal), look.GOOD),
            (f"{look.HELD} " * max(0, goal - week.rounds), look.QUIET),
        )
        yield say.line(dots, f" {week.rounds} of {count(goal, 'round')} this week")

    def _modes(self) -> Iterator[Content]:
        """What one can do."""
        due = self._due.dialogues if self._due else ()
        lines = self.services.settings.practice_lines
        told = {
            "batting": f"{lines} quick lines; how it went comes at the end",
            "warm-up": "an opener, and four you are least sure of",
            "flash": "one at a time, no clock, with what was heard",
            "hard": "rough people, a short clock, no hints",
            "dialogues": f"a whole call: {self._dialogues} to choose from"
            + (f", {len(due)} due" if due else "")
            + (", rough people first" if self._rough else ""),
            "partner": "two people at one keyboard",
            "ladder": self._ladder(),
        }
        for action in of_scope("practice"):
            what = action.id.partition(".")[2]
            if what in told:
                mark = (f"{look.NOW} ", look.ACCENT) if what == "batting" else "  "
                key = (f"{action.label:<7}", look.KEY)
                quiet = what == "ladder" and not self._climbing
                name = (f"{action.words:<18}", look.QUIET if quiet else look.STRONG)
                yield say.line(mark, key, name, (told[what], look.QUIET))

    @property
    def _rough(self) -> bool:
        """Whether role plays with rough people come first."""
        return HOSTILE in self.services.effects()

    @property
    def _climbing(self) -> bool:
        """Whether the ladder is switched on: in the settings, or by a step taken."""
        return self.services.settings.ladder or bool(self.services.store.ids(Rung))

    def _ladder(self) -> str:
        if not self._climbing:
            return "ten small steps up to a call; off for now"
        rungs = self.services.store.all(Rung)
        going = under_way(rungs)
        if going:
            return f"step {going.rung} is under way"
        step = offered(rungs)
        return f"next: {step.number} of 10, {step.name[0].lower()}{step.name[1:]}"

    def _note(self) -> Content:
        """The one line nobody asked for."""
        if self._newcomer:
            return say.line(
                "New here? Press ", (key_of("practice.flash"), look.KEY),
                ": one thing they may say at a time, without a clock. ",
                "What you have answered here once comes easier on the phone.",
            )  # fmt: skip
        drills = self.services.store.drills(
            weeks(self.services.store, self.runner.now.utc, self.services.zone)[0].began
        )
        meant = next((drill.change for drill in reversed(drills) if drill.change), "")
        return say.line(("You meant to: ", look.QUIET), meant) if meant else Content("")

    def live_keys(self) -> Iterable[Action]:
        """The tabs say 2 and 3."""
        return (action for action in of_scope("practice") if action.id != "practice.back")

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # ------------------------------------------------------------------------------------------------ keys

    def _begin(self, mode: str) -> None:
        self.show_status("")
        if not begin_round(self.offhook, mode):
            self.show_status(NO_CARDS)

    def action_batting(self) -> None:
        """Many lines, quickly."""
        self._begin("batting")

    def action_warm_up(self) -> None:
        """Five."""
        self._begin("warm-up")

    def action_flash(self) -> None:
        """One at a time."""
        self._begin("flash")

    def action_hard(self) -> None:
        """Rough people."""
        self._begin("hard")

    def action_dialogues(self) -> None:
        """A whole call."""
        from tui.screens.practice.dialogues import DialoguesScreen

        self.app.push_screen(DialoguesScreen(mood="hostile" if self._rough else ""))

    def action_partner(self) -> None:
        """Two people."""
        from tui.screens.practice.partner import PartnerScreen

        self.app.push_screen(PartnerScreen())

    def action_ladder(self) -> None:
        """Ten steps."""
        from tui.screens.practice.ladder import LadderScreen

        self.app.push_screen(LadderScreen())

    def on_unmount(self) -> None:
        """The microphone is let go of."""
        self.offhook.hush()


def _table(past: Sequence[Week]) -> list[Content]:
    """The two measures, this week and those before; nothing before anything is counted."""
    if not any(week.timed or week.unseen for week in past):
        return []
    names = ("this week", "last week", *(f"{n} weeks ago" for n in range(2, len(past))))
    head = say.line((" " * _NAMES + "".join(f"{name:>{_WEEK}}" for name in names), look.QUIET))
    rows = [
        (f"first word within {QUICK:.0f} s", [(week.quick, week.timed) for week in past]),
        ("without a hint, on new wordings", [(week.unaided, week.unseen) for week in past]),
    ]
    return [head, *(_measure(name, figures) for name, figures in rows)]


def _measure(name: str, figures: Sequence[tuple[int, int]]) -> Content:
    cells = [f"{n} of {m}" if m else "–" for n, m in figures]
    now, *before = (f"{cell:>{_WEEK}}" for cell in cells)
    return say.line(f"{name:<{_NAMES}}", (now, look.STRONG), ("".join(before), look.QUIET))
