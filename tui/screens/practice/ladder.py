"""The ladder: ten steps up to a call, each with the fear that was expected and the fear that was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.content import Content

from tui import look, say
from tui.core.practice.ladder import STEPS, WORST, Step, climbed, offered, under_way
from tui.core.practice.practice import Rung
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.ask import AskLine
from tui.screens.base import Base, bindings
from tui.screens.practice.dialogues import DialoguesScreen
from tui.screens.practice.game import Keeping
from tui.screens.practice.rounds import NO_CARDS, begin_round
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

#: Lines of a round of flash cards on the ladder.
_FLASH = 5


class LadderScreen(Base):
    """Offered, never forced."""

    SCOPE: ClassVar[str] = "ladder"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("ladder")
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._gone = False
        """Whether a round of the step under way was gone to."""

    def compose(self) -> ComposeResult:
        """What it is, and the ten steps."""
        self.keeping = Keeping(self.offhook)
        yield Words(id="head")
        yield Words(id="rule")
        yield Words(id="told")
        yield LongList(self._row, self.draw_later, id="list")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The step under way, or the one to offer, under the cursor."""
        self.begin()
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """When it is known how many there is room for."""
        going = self._going
        self.steps.show(STEPS, (going.rung if going else offered(self._rungs).number) - 1)
        self.draw()

    @property
    def _rungs(self) -> Sequence[Rung]:
        return [*self.services.store.all(Rung)]

    @property
    def _going(self) -> Rung | None:
        return under_way(self._rungs)

    @property
    def steps(self) -> LongList:
        """The list."""
        return self.query_one("#list", LongList)

    @property
    def step(self) -> Step:
        """The one under the cursor."""
        return STEPS[self.steps.cursor]

    @property
    def _on_it(self) -> Rung | None:
        """The step under the cursor, if it is the one under way."""
        going = self._going
        return going if going and going.rung == self.step.number else None

    def on_screen_resume(self) -> None:
        """Back from the round of a step: how was it?"""
        if self.up and self._gone and self.app.screen is self:
            self._gone = False
            beside(self, self._back_from, "save")

    async def _back_from(self) -> None:
        await self.runner.settled()
        going = self._going
        rounds = self.services.store.drills(going.at) if going else ()
        mode = STEPS[going.rung - 1].mode if going else ""
        if going and any(drill.ended and drill.mode == mode for drill in rounds):
            self._ask_actual(going)
        self._redraw()

    # --------------------------------------------------------------------------------------------- showing

    def _redraw(self) -> None:
        self.steps.redraw()
        self.draw_later()

    def draw(self) -> None:
        """Everything but the list."""
        done = len({rung.rung for rung in self._rungs if rung.done})
        title = say.line((" The ladder", look.STRONG))
        self._say("head", say.ends(title, say.quiet(f"{done} of {len(STEPS)} done "), self.size.width))
        self._say("rule", self.rule())
        self._say("told", self._told())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _told(self) -> Content:
        step = self.step
        rows = [say.line((f"{step.number}  {step.name}", look.STRONG)), say.line(step.how)]
        if self._on_it:
            how = "how it was" if not step.mode else f"how it was · {key_of('ladder.go')} practises it"
            rows.append(
                say.line(
                    (f"{look.DUE} under way", look.ACCENT),
                    (f"   {key_of('ladder.on')}, and say {how}", look.QUIET),
                )
            )
        elif not self._rungs:
            rows.append(
                say.quiet(
                    "Before each step you say how bad it will be, 0 to 10, and afterwards how bad it was."
                )
            )
        else:
            rows.append(
                say.quiet("As often as you like. You go up because it was done, not because it was calm.")
            )
        return say.lines(rows)

    def _row(self, step: Any, on_it: bool, width: int) -> Sequence[Content]:
        rungs = self._rungs
        so_far, going = climbed(rungs, step.number), under_way(rungs)
        mark = (f"{look.NOW} ", look.ACCENT) if on_it else "  "
        name = say.line(mark, (f"{step.number:>2}  ", look.QUIET), (step.name, look.STRONG))
        times = sum(1 for rung in rungs if rung.rung == step.number and rung.done)
        if going and going.rung == step.number:
            state = say.line((f"{look.DUE} under way ", look.ACCENT))
        elif times:
            state = say.line((f"{look.DONE} done {count(times, 'time')} ", look.GOOD))
        else:
            state = say.line((f"{look.HELD} next " if step is offered(rungs) else " ", look.QUIET))
        below = (
            say.line("      ", *_bar("expected", so_far.predicted), "    ", *_bar("was", so_far.actual))
            if so_far
            else say.quiet("")
        )
        return [say.ends(name, state, width), below]

    def can(self, action: Action) -> bool:
        """`g` only for a step under way that the app has."""
        return action.id != "ladder.go" or bool(self._on_it and self.step.mode)

    def live_keys(self) -> Iterable[Action]:
        """Those that make sense."""
        return (action for action in of_scope("ladder") if self.can(action))

    def key_words(self) -> dict[str, str]:
        """What enter does."""
        if self._on_it:
            return {"ladder.on": "done: how was it?"}
        return {"ladder.on": f"take step {self.step.number}"}

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # ------------------------------------------------------------------------------------------------ keys

    def action_on(self) -> None:
        """Take the step, or say how it was."""
        if going := self._on_it:
            self._ask_actual(going)
            return
        step = self.step

        def begin(text: str) -> None:
            runner = self.runner
            rung = Rung(runner.store.new_id(Rung), step.number, runner.now.utc, int(text))
            beside(self, partial(self._begin, rung, step), "save")

        title = f"{step.name}: how bad will it be?"
        self.ask(AskLine(title, f"0 calm to {WORST} the worst", check=_flaw), begin)

    async def _begin(self, rung: Rung, step: Step) -> None:
        self.keeping.record(rung, lambda problem: self.show_status(problem=problem))
        await self.runner.settled()
        self._redraw()
        if step.mode:
            self._go(step)
        else:
            self.show_status(
                f"Under way. {key_of('ladder.on')} when it is done; it waits as long as you like."
            )

    def action_go(self) -> None:
        """Practise it."""
        if self._on_it and self.step.mode:
            self._go(self.step)

    def _go(self, step: Step) -> None:
        self._gone = True
        if step.mode == "dialogue":
            self.app.push_screen(DialoguesScreen(mood="friendly"))
        elif not begin_round(self.offhook, step.mode, _FLASH if step.mode == "flash" else 0):
            self._gone = False
            self.show_status(NO_CARDS)

    def _ask_actual(self, rung: Rung) -> None:
        step = STEPS[rung.rung - 1]

        def done(text: str) -> None:
            taken = replace(rung, actual=int(text), done=self.runner.now.utc)
            beside(self, partial(self._done, taken), "save")

        title = f"{step.name}: how bad was it?"
        self.ask(AskLine(title, f"0 calm to {WORST} the worst", check=_flaw), done)

    async def _done(self, rung: Rung) -> None:
        self.keeping.record(rung, lambda problem: self.show_status(problem=problem))
        await self.runner.settled()
        self.show_status(f"Step {rung.rung} is done: expected {rung.predicted}, was {rung.actual}.")
        self.steps.cursor = offered(self._rungs).number - 1
        self._redraw()

    def action_back(self) -> None:
        """Back to practice."""
        self.app.pop_screen()


def _flaw(text: str) -> str:
    fits = text.isascii() and text.isdecimal() and int(text) <= WORST
    return "" if fits else f"A number from 0 to {WORST}."


def _bar(label: str, value: float) -> list[say.Piece]:
    """`expected ━━━━━━━─── 7`."""
    return [(f"{label} ", look.QUIET), say.bar(round(value), WORST), f" {value:.0f}"]
