"""The weekly check-in: seven questions one below the other, last week's answer beside each.

What is typed is kept with each pause in typing, on esc, and when the app goes away; the check-in is done when
the rep says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from tui import look, say
from tui.core.day import checkin
from tui.core.day.checkin import CheckIn, Question
from tui.core.ports import SaveFailed
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.ask import AskKey, Choice
from tui.screens.base import Base, bindings
from tui.widgets.parts import Line, Words

#: So long after a key what was typed is kept, and so long at the most while keys go on (seconds).
_PAUSE, _LONGEST = 0.7, 5.0
#: So soon after one another it is hardly meant.
_RECENT = timedelta(days=3)
#: The field of the homework, beside those of the questions.
_HOMEWORK = "homework"
#: Cells of the page at most (`review.tcss`).
_WIDEST = 104


def open_check_in(screen: Base) -> None:
    """Ask about the homework that is open, then the questions."""

    async def go_on() -> None:
        questions, fault = await asyncio.to_thread(screen.services.questions)
        await screen.runner.settled()  # homework that was just said to be done goes along no more
        store = screen.services.store
        one = checkin.begin(store, store.new_id(CheckIn), screen.runner.now.utc)
        if screen is screen.app.screen:
            screen.app.push_screen(CheckInScreen(questions, one, fault))

    def start() -> None:
        beside(screen, go_on, "words")  # not in the group of what Review reads: it begins anew just now

    store = screen.services.store
    last = None if checkin.under_way(store) else store.latest(CheckIn)
    if last and last.done and screen.runner.now.utc - last.done < _RECENT:
        title = f"You did the check-in on {last.done.astimezone(screen.services.zone):%A}. Another one?"
        question = AskKey(title, [Choice("y", "yes", "yes, begin one")])
        screen.ask(question, lambda _: _ask_homework(screen, start))
        return
    _ask_homework(screen, start)


def _ask_homework(screen: Base, start: Callable[[], object]) -> None:
    """Whether the homework that is open is done; then on."""
    store = screen.services.store
    open_ = checkin.homework(store)
    if open_ is None or checkin.under_way(store):
        start()
        return

    def answered(done: str | None) -> None:
        if done == "done":
            screen.runner.keep(replace(open_, homework_done=screen.runner.now.utc))
        if done:
            start()

    choices = [Choice("y", "done", "yes, it is done"), Choice("n", "open", "not yet: take it along")]
    screen.app.push_screen(AskKey("Did you do your homework?", choices, open_.homework), answered)


class CheckInScreen(Base):
    """The questions and their answers."""

    SCOPE: ClassVar[str] = "check-in"
    CSS_PATH = "review.tcss"
    BINDINGS = bindings("check-in")
    AUTO_FOCUS = ""

    def __init__(self, questions: Sequence[Question], begun: CheckIn, fault: str = "") -> None:
        super().__init__()
        self._questions, self._one, self._fault = questions, begun, fault
        self._saved = begun
        """As it was last handed over to be saved."""
        self._texts = {_HOMEWORK: begun.homework, **{f"answer-{id}": t for id, t in begun.answers.items()}}
        """What stands in the fields, by their ids; still known when they are gone."""
        self._kept = False
        """Whether what stands in the fields is on disk."""
        self._typed = self._drafted = 0.0
        """When a key changed something last, and when that was kept; by the clock that only goes forward."""
        self._finishing = False
        """It is being saved as done: a second time would close what lies below."""

    def compose(self) -> ComposeResult:
        """Head; each question with what stands beside it and its field; the homework; status, keys."""
        now = self.runner.now.utc
        store, dispositions = self.services.store, self.services.defaults.dispositions
        self._before = next(iter(checkin.finished(store, 1)), None)
        truth = checkin.truth(store, dispositions, now)
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="all", can_focus=False):
            for question in self._questions:
                yield Words(classes="asked")
                if told := self._beside(question, truth.words(question.beside)):
                    yield Words(say.quiet(f"  {told}"))
                given = self._one.answers.get(question.id, "")
                yield Line(given, hint=question.hint, id=f"answer-{question.id}")
            yield Words(say.line(("Until next week I will…", look.STRONG)), classes="asked")
            yield Words(say.quiet("  your homework, from you to you; it is taken along until it is done"))
            yield Line(self._one.homework, hint="ask Robin how she opens", id=_HOMEWORK)
            yield Words()
        yield Words(id="status")
        yield Words(id="keys")

    def _beside(self, question: Question, counted: str) -> str:
        """What was counted, and the last answer."""
        last = self._before.answers.get(question.id, "") if self._before else ""
        parts = (counted and f"counted: {counted}", last and f"last time: {last}")
        return "; ".join(filter(None, parts))

    def on_mount(self) -> None:
        """The first question without an answer has the focus."""
        self.begin()
        fields = list(self.query(Line))
        empty = next((field for field in fields if not field.value), fields[0])
        self.call_after_refresh(empty.focus)  # when it is known where it stands
        if self._fault:
            self.show_status(problem=self._fault)

    def draw(self) -> None:
        """Head, questions as wide as there is room, keys; the rest stands."""
        done = sum(bool(self._text(q)) for q in self._questions)
        kept = f"{look.DONE} kept   " if self._kept else ""
        told = say.quiet(f"{kept}{done} of {len(self._questions)} ")
        head = say.line((" The week", look.STRONG), "   a look back, for you alone")
        self.query_one("#head", Words).say(say.ends(head, told, self.size.width))
        self.query_one("#rule", Words).say(self.rule())
        room = min(self.size.width, _WIDEST) - 6  # the margins, the scrollbar and a cell before it
        asked_in = self.query(".asked").results(Words)  # the last of them is of the homework
        for number, (asked, question) in enumerate(zip(asked_in, self._questions, strict=False), 1):
            asked.say(say.fact(f"{number} ", (question.ask, look.STRONG), label_width=2, room=room))
        self.show_keys()

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def on_descendant_focus(self) -> None:
        """The question comes into sight with its field."""
        field = self.focused
        if isinstance(field, Line) and self.up:
            rows = list(self.query_one("#all").children)
            asked = next(row for row in reversed(rows[: rows.index(field)]) if row.has_class("asked"))
            self.call_after_refresh(lambda: asked.scroll_visible(animate=False))
            self.show_keys()

    def live_keys(self) -> Iterable[Action]:
        """They work in fields, too."""
        return of_scope("check-in")

    # ---------------------------------------------------------------------------------------------- keeping

    def _text(self, question: Question) -> str:
        return self._texts.get(f"answer-{question.id}", "").strip()

    @property
    def _now(self) -> CheckIn:
        """The check-in as it stands in the fields. Answers to questions that are asked no more stay."""
        asked = {question.id: self._text(question) for question in self._questions}
        answers = {id: text for id, text in {**self._one.answers, **asked}.items() if text}
        return replace(self._one, answers=answers, homework=self._texts[_HOMEWORK].strip())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if self.up and event.input.id and self._texts.get(event.input.id, "") != event.value:
            now = self.runner.now.mono
            self._drafted = self._drafted if self._typed else now
            self._typed = now
            self._texts[event.input.id] = event.value
            self._kept = False
            self.draw_later()

    def pass_time(self) -> None:
        """A pause in typing, or typing that goes on and on: what stands there is kept."""
        now = self.runner.now.mono
        if self._typed and (now - self._typed >= _PAUSE or now - self._drafted >= _LONGEST):
            self._keep()

    def _keep(self) -> None:
        """Save a draft in its turn, if there is anything new in it."""
        self._typed = 0.0
        if (now := self._now) == self._saved:
            return
        self._saved, answer = now, self.runner.keep(now)

        async def tell() -> None:
            if isinstance(failed := await answer, SaveFailed):
                self._saved = self._one  # so that the next pause tries again
                self.show_status(problem=failed.problem)
            else:
                self._kept = not self._typed
                self.show_status("")
                self.draw_later()

        if self.up:
            beside(self, tell, "save")

    def on_unmount(self) -> None:
        """The app ends: what stands in the fields is kept."""
        if self.up:
            self.up = False
            self._keep()

    # ------------------------------------------------------------------------------------------------- keys

    def on_key(self, event: events.Key) -> None:
        """Up and down go from field to field."""
        if event.key in {"up", "down"}:
            event.stop()
            (self.focus_previous if event.key == "up" else self.focus_next)(Line)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.input.id == _HOMEWORK:
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """It is done."""
        if not self._finishing:
            self._finishing = True
            beside(self, self._finish, "save")

    async def _finish(self) -> None:
        done = replace(self._now, done=self.runner.now.utc)
        answer = await self.runner.keep(done)
        if isinstance(answer, SaveFailed):
            self._finishing = False
            self.show_status(problem=answer.problem)
            return
        self.up = False
        self.app.pop_screen()
        if isinstance(below := self.app.screen, Base):
            talk = (
                f" {key_of('review.talk')} puts the talk with your mentor into a calendar file."
                if done.answers.get("mentor")
                else ""
            )
            below.show_status(f"Saved: the check-in of this week.{talk}")

    def action_back(self) -> None:
        """Later."""
        if self._finishing:
            return
        self.up = False
        self._keep()
        self.app.pop_screen()
