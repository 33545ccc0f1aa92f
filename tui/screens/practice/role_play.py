"""A role play: the prospect speaks, the rep answers, what was heard is shown, and it goes on until it ends.

Over 300 lines: ten keys and what they show; how a play is timed and kept is in `rehearsing.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.ports import Take
from tui.core.practice.dialogue import GOOD_ENDS, Turn
from tui.core.practice.practice import DIALOGUE, Phrase, Recall
from tui.core.request import Practised
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.ask import AskKey, Choice
from tui.screens.base import Base, bindings
from tui.screens.library.reading import Reading
from tui.screens.practice.game import Keeping
from tui.screens.practice.hearing import (
    LABEL,
    RATINGS,
    Answer,
    ask_for_words,
    exemplar_rows,
    figures,
    gap,
    heard_rows,
    quoted,
    rating_row,
    reading_for,
)
from tui.screens.practice.meaning import Meaning
from tui.screens.practice.rehearsing import Rehearsal
from tui.screens.practice.speech import Listener
from tui.widgets.parts import Line, Words

if TYPE_CHECKING:
    from tui.app import Offhook

#: How a call ends, as words.
OUTCOMES = {
    "meeting": "a meeting",
    "callback": "a time to call back",
    "info": "something to send",
    "referral": "a name",
    "no": "a clear no",
    "hang-up": "they hung up",
}
#: An enter so soon after the line was out was meant for the one before (seconds).
_TOO_SOON = 1.0


def begin_play(app: Offhook, dialogue: str, *, hard: bool = False) -> bool:
    """Put a role play on screen. False: there is none of that id."""
    store, playbook = app.services.store, app.playbook
    recalls = {recall.item: recall for recall in store.all(Recall)}
    met = {item: recall.heard for item, recall in recalls.items()}
    play = playbook.rehearse(dialogue, app.chance, hard=hard, met=met)
    if play is None:
        return False
    person = next((one for one in playbook.personas() if one.id == play.dialogue.persona), None)
    first = DIALOGUE + dialogue not in recalls
    app.push_screen(RolePlayScreen(Rehearsal(play, person, app.runner.now, first=first), hard=hard))
    return True


class RolePlayScreen(Base):
    """One call, rehearsed."""

    SCOPE: ClassVar[str] = "role-play"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("role-play")
    AUTO_FOCUS = ""

    def __init__(self, rehearsal: Rehearsal, *, hard: bool) -> None:
        super().__init__()
        self.rehearsal, self._hard = rehearsal, hard
        self._exemplar = self._aloud = self._waiting = self._left = False
        self._shown = True
        self._draft = ""
        """What stands in the field of the line to change."""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head; what was said; the latest line; the field; what was heard."""
        self.speech, self.keeping = self.offhook.speech, Keeping(self.offhook)
        self.meaning = Meaning(self, self.keeping)
        self.phrases = list(self.services.store.all(Phrase))
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="middle"), Vertical(id="column"):
            with VerticalScroll(id="talk", can_focus=False):
                yield Words(id="said")
            with Vertical(id="stage"):
                yield Words(id="line")
                yield Words(id="goal")
            yield Answer(
                hint=f"type your answer, or press {key_of('role-play.aloud')} and say it",
                id="answer",
                limit=1000,
            )
            with VerticalScroll(id="below", can_focus=False):
                yield Words(id="heard")
            yield Line(hint="one line, in your own words", id="change")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """They pick up, when the voice is ready."""
        self.query_one("#change").display = False
        self.begin()
        beside(self, self._start, "voice")

    async def _start(self) -> None:
        if problem := await self.speech.ready():
            self.show_status(problem)
        self._say_line()

    @property
    def field(self) -> Answer:
        """Where the answer is typed."""
        return self.query_one("#answer", Answer)

    @property
    def turn(self) -> Turn:
        """Where the call stands."""
        return self.rehearsal.play.turn

    @property
    def _options(self) -> bool:
        """Whether there are answers to choose from now."""
        return self.rehearsal.first and bool(self.turn.options) and not self.rehearsal.answered

    # ------------------------------------------------------------------------------------------ their line

    def _say_line(self) -> None:
        """They speak; then the time to the first word runs."""
        self._exemplar = self._aloud = self._waiting = False
        self._shown = not self.speech.voice.speaks
        self.field.value = ""
        self.field.offered = len(self.turn.options) if self._options else 0
        if self.rehearsal.over:
            self.set_focus(None)
        else:
            self.field.focus()
        self.draw()
        self.query_one("#talk").scroll_end(animate=False)
        text = self._reading().filled(self.turn.said).plain
        listener = Listener(self._out, self._begin, self._took, self.show_status)
        self.speech.line(text, self.rehearsal.persona, listener, answer_due=not self.rehearsal.over)

    def _out(self) -> None:
        self._shown = self._waiting = True
        self.rehearsal.out(self.runner.now)
        self.draw()

    def _begin(self) -> None:
        self.rehearsal.begin(self.runner.now)

    def _took(self, take: Take) -> None:
        if take.first_word is None:
            self.show_status("Nothing was heard. Type it, or press enter when you have said it.")
        elif not self.field.value and not self.rehearsal.answered:
            self._answer(take.text, take)

    def on_screen_suspend(self) -> None:
        """Something lies over it."""
        self.rest()

    def rest(self) -> None:
        """It is not seen: the time to this answer is not told."""
        self.rehearsal.covered()

    def go_on(self) -> None:
        """It is seen again. What was not measured stays so."""

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        play, width = self.rehearsal.play, self.size.width
        title = say.line(
            (f" {play.dialogue.title}", look.STRONG), (" · hard" if self._hard else "", look.QUIET)
        )
        person = self.rehearsal.persona
        who = f"{person.name} · {person.mood} " if person else ""
        self._say("head", say.ends(title, say.quiet(who), width))
        self._say("rule", self.rule())
        self._say("said", say.lines(self._transcript()))
        self._say(
            "line",
            quoted(self._reading(), self.turn.said) if self._shown else say.quiet("…"),
        )
        self._say("goal", say.quiet(self._goal()))
        self._say("heard", say.lines(self._below()))
        self.field.display = not self.rehearsal.answered and not self.rehearsal.over
        self.query_one("#change").display = self.rehearsal.over
        self.set_class(self.rehearsal.over, "-over")
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _reading(self) -> Reading:
        own = self.rehearsal.play.dialogue.variables
        defaults = {**self.offhook.playbook.variables, **own}
        return reading_for(self.services.settings, defaults, self.rehearsal.persona)

    def _transcript(self) -> Iterator[Content]:
        reading, room = self._reading(), self.query_one("#said").size.width or self.size.width - 8
        for mine, text in self.rehearsal.said:
            said = reading.filled(text, "" if mine else look.QUIET)
            yield say.fact("you" if mine else "they", said, label_width=6, room=room)

    def _goal(self) -> str:
        if self.rehearsal.over:
            return ""
        if self.speech.speaking:
            return "they speak"
        if self._aloud and not self.rehearsal.answered:
            return "you speak · enter when you have said it"
        goal = self.turn.goal or self.rehearsal.play.dialogue.goal
        return f"{goal}" if goal else ""

    def _below(self) -> list[Content]:
        room = self.query_one("#heard").size.width or self.size.width - 8
        if self.rehearsal.over:
            return self._end_rows(room)
        if self._options:
            reading = self._reading()
            return [
                say.fact(str(n), reading.filled(option.say), label_width=3, room=room)
                for n, option in enumerate(self.turn.options, 1)
            ] + ([Content(""), *self._exemplar_rows(room)] if self._exemplar else [])
        rows = self._answer_rows(room) if self.rehearsal.answered else []
        return rows + (([Content("")] if rows else []) + self._exemplar_rows(room) if self._exemplar else [])

    def _exemplar_rows(self, room: int) -> list[Content]:
        return exemplar_rows(self.turn.exemplar, None, self._reading(), room, steps=False)

    def _answer_rows(self, room: int) -> list[Content]:
        """What was heard; of a chosen answer what is good or bad about it."""
        done = self.rehearsal
        if done.chosen is not None:
            option = self.turn.options[done.chosen]
            sign = (f"{look.DONE} ", look.GOOD) if option.quality >= 2 else (f"{look.HELD} ", look.ACCENT)
            told = {3: "just right", 2: "good", 1: "it costs you something", 0: "better not"}[option.quality]
            you = say.fact("you", self._reading().filled(option.say), label_width=LABEL, room=room)
            return [you, say.line(sign, told, (f"   {option.why}" if option.why else "", look.QUIET))]
        heard = done.heard
        assert heard is not None
        take = done.take
        exact = figures(heard, done.first_word, take.talk if take else None, take.pause if take else None)
        you = say.fact("you", heard.text or "said aloud", label_width=LABEL, room=room)
        return [you, *heard_rows(heard), *([exact] if exact.plain else [])]

    def _end_rows(self, room: int) -> list[Content]:
        """How it ended, the question to think about, the rating, the line to change."""
        end = self.turn.end
        good = end in GOOD_ENDS
        told = (
            f"It ended with {OUTCOMES[end]}" if good else "They hung up. You stayed to the end, and it counts"
        )
        sign = (f"{look.DONE} ", look.GOOD) if good else (f"{look.HELD} ", look.ACCENT)
        rows = [
            say.line(
                sign, (f"{told}.", look.STRONG), (f"  {count(self.rehearsal.answers, 'answer')}", look.QUIET)
            )
        ]
        if self.turn.debrief:
            rows += [self._reading().filled(self.turn.debrief)]
        kept = (
            f" {look.DONE} kept" + (", and taken along" if self.meaning.taken else "")
            if self.meaning.text
            else ""
        )
        return [
            *rows,
            Content(""),
            rating_row(self.rehearsal.rating),
            Content(""),
            say.line(("next time I will", look.QUIET), (kept, look.GOOD)),
        ]

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        over, answered = self.rehearsal.over, self.rehearsal.answered
        match action.id.partition(".")[2]:
            case "on":
                return True
            case "aloud":
                return not over and not answered and not self._aloud and not self.field.value
            case "choose":
                return over or (self._options and not self.field.value)
            case "claim":
                return bool(gap(self.rehearsal.heard))
            case "exemplar":
                return not over and not self._exemplar and bool(self.turn.exemplar)
            case "change" | "again":
                return over
            case "intend":
                return over and bool(self.meaning.text) and not self.meaning.taken
            case "text":
                return not self._shown
        return True

    def live_keys(self) -> Iterable[Action]:
        """In a field those that leave it."""
        many = len(RATINGS) if self.rehearsal.over else len(self.turn.options)
        live = [
            replace(action, label=f"1-{many}") if action.id == "role-play.choose" else action
            for action in of_scope("role-play")
            if self.can(action)
        ]
        if not self.typing:
            return live
        inside = {"role-play.on", "role-play.aloud", "role-play.back"}
        if not self.rehearsal.over:
            inside.add("role-play.choose")
        return [action for action in live if action.id in inside]

    def key_words(self) -> dict[str, str]:
        """What keys do depends on where one is."""
        if self.rehearsal.over:
            if self.typing:
                return {"role-play.on": "keep it", "role-play.back": "keep it"}
            return {"role-play.on": "done", "role-play.choose": "rate", "role-play.back": "back"}
        if self.rehearsal.answered:
            return {"role-play.on": "go on"}
        if self.typing:
            return {"role-play.back": "other keys"}
        return {"role-play.on": "done" if self._aloud else "type your own"}

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    def on_descendant_blur(self) -> None:
        """The footer follows the focus."""
        self.call_after_refresh(self.show_keys)

    def on_resize(self) -> None:
        """Low and high terminals."""
        self.set_class(self.size.height < 28 or self.size.width < 90, "-low")
        self.draw_later()

    # ------------------------------------------------------------------------------------------- answering

    @on(Input.Changed, "#answer")
    def _typed(self, event: Input.Changed) -> None:
        if event.value and not self.rehearsal.answered:
            self._cut_in()
            self._begin()
        self.show_keys()

    def _cut_in(self) -> None:
        """The rep answers while they still speak: the line is out."""
        if not self._waiting:
            self.speech.stop()
            self._out()

    @on(Answer.Aloud)
    def action_aloud(self) -> None:
        """The answer begins, aloud."""
        if not self.rehearsal.answered and not self.rehearsal.over:
            self._cut_in()
            self._aloud = True
            self._begin()
            self.draw()

    @on(Input.Submitted, "#answer")
    def _submitted(self) -> None:
        self.action_on()

    def action_on(self) -> None:
        """The answer is over; what was heard is read; the call is over."""
        if self.rehearsal.over:
            self.action_back()
        elif self.rehearsal.answered:
            self._keep(self.rehearsal.go_on(self.runner.now))
            self.show_status("")
            self._say_line()
        elif not self.typing and not self._aloud:
            self.field.focus()
        else:
            text = self.field.value.strip()
            early = not self._waiting or self.runner.now.mono - self.rehearsal.asked < _TOO_SOON
            if text or self._aloud or not early:
                self._answer(text, None)

    def _answer(self, text: str, take: Take | None) -> None:
        self.speech.stop()
        heard = self.rehearsal.play.hear(text, self.phrases)
        self.set_focus(None)
        self._keep(self.rehearsal.answer(heard, self.runner.now, take))
        self.draw()

    @on(Answer.Picked)
    def _picked(self, event: Answer.Picked) -> None:
        self.action_choose(event.number)

    def action_choose(self, key: str) -> None:
        """One of the answers offered; at the end how it was."""
        number = int(key)
        if self.rehearsal.over:
            if number in RATINGS:
                self._keep(self.rehearsal.rate(number))
                self.draw()
        elif self._options and 1 <= number <= len(self.turn.options):
            self.speech.stop()
            self._shown = True
            self.set_focus(None)
            self._keep(self.rehearsal.choose(number - 1))
            self.draw()

    def _keep(self, request: Practised | None) -> None:
        if request:
            self.keeping.practised(request, lambda problem: self.show_status(problem=problem))

    def action_claim(self) -> None:
        """What was not heard was there."""
        heard = self.rehearsal.heard
        point = gap(heard)
        if heard is None or point is None:
            return
        self.rehearsal.heard = heard.claim(point.wanted.label)
        self.draw()
        if heard.text:
            ask_for_words(self, point, heard.text, self._learn)

    def _learn(self, check: str, words: str) -> None:
        self.phrases.append(
            self.keeping.phrase(check, words, lambda problem: self.show_status(problem=problem))
        )

    def action_exemplar(self) -> None:
        """A good answer."""
        if self.turn.exemplar:
            self._exemplar = True
            if not self.rehearsal.answered and not self._options:
                self.field.focus()
            self.draw()

    def action_text(self) -> None:
        """The line, before it was spoken to its end."""
        self._shown = True
        self.draw()

    # ---------------------------------------------------------------------------------------- after the end

    def action_change(self) -> None:
        """The one line."""
        if self.rehearsal.over:
            self.query_one("#change", Line).focus()

    @on(Input.Changed, "#change")
    def _changed(self, event: Input.Changed) -> None:
        self._draft = event.value

    @on(Input.Submitted, "#change")
    def _entered(self) -> None:
        self._keep_change()
        self.set_focus(None)
        self.draw()

    def _keep_change(self) -> None:
        if self.rehearsal.over and self.meaning.written(self._draft):
            self._keep(self.rehearsal.change(self.meaning.text))

    def action_intend(self) -> None:
        """Into the next calls."""
        self.meaning.take_along()
        self.draw()

    def action_again(self) -> None:
        """The same call, which goes another way."""
        if self.rehearsal.over:
            self._leave()
            begin_play(self.offhook, self.rehearsal.play.dialogue.id, hard=self._hard)

    def action_back(self) -> None:
        """Out of the field; then out of the call, which is asked in the middle of one."""
        self._keep_change()
        if self.typing:
            self.set_focus(None)
            self.draw()
        elif self.rehearsal.over or not (self.rehearsal.answers or self.field.value.strip()):
            self._leave()
        else:
            leave = AskKey(
                "Leave in the middle of the call?",
                [Choice("y", "yes", "yes; what was said is not kept")],
                "It goes another way the next time anyhow.",
            )
            self.ask(leave, lambda _: self._leave())

    def _leave(self) -> None:
        self._left = True
        self._keep_change()
        self.speech.stop()
        self.app.pop_screen()

    def on_unmount(self) -> None:
        """The app ends: what stands in the field is kept."""
        self._keep_change()
