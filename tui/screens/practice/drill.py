"""A round of practice: one line of theirs, one answer, a thin bar until the first word.

Over 300 lines: ten keys and what they show; what happens in a round is decided in `core/practice/drill.py`,
and drawn as far as role plays share it in `hearing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from math import ceil
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.call.reflection import Capture
from tui.core.mishap import not_written
from tui.core.people.contact import Contact
from tui.core.ports import Persona, Take
from tui.core.practice.drill import (
    Answered,
    Claimed,
    Covered,
    FirstWord,
    GaveUp,
    Hinted,
    Rated,
    Said,
    SaveAgain,
    Stopped,
    Tick,
)
from tui.core.practice.practice import OPENER
from tui.core.practice.round import Cue, Reply, Stage
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.base import Base, bindings
from tui.screens.library.reading import Reading
from tui.screens.practice.game import Game, keep_answer
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
from tui.screens.practice.speech import Listener
from tui.widgets.parts import Words

#: What the modes are called.
MODES = {"batting": "batting practice", "warm-up": "warm-up", "flash": "flash", "hard": "hard round"}
#: Cells of the bar.
_BAR = 40
#: After so many lines without a word in time the next one waits for a key.
_GONE = 2
#: An enter so soon after the line was out was meant for the one before (seconds).
_TOO_SOON = 1.0


class DrillScreen(Base):
    """One round."""

    SCOPE: ClassVar[str] = "drill"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("drill")
    AUTO_FOCUS = ""

    def __init__(self, game: Game, again: Callable[[], object]) -> None:
        """`again` begins another round like this one, when the screens of this one are gone."""
        super().__init__()
        self.game, self._again = game, again
        self._exemplar = False
        """Whether the answer is shown."""
        self._shown = True
        """Whether the line is shown: while it is spoken it is only heard."""
        self._aloud = False
        """Whether the rep said that the answer comes aloud."""
        self._resting = False
        """Whether it waits for the rep, who seems to have gone away."""
        self._problem = ""
        """Why something could not be saved, as it was said."""
        self._draft = ""
        """What stands in the field."""
        self._left = False

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head; who says it, the line, the bar; the field; what was heard."""
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="middle"), Vertical(id="column"):
            with Vertical(id="stage"):
                yield Words(id="who")
                yield Words(id="line")
                yield Words(id="bar")
            yield Answer(
                hint=f"type your answer, or press {key_of('drill.aloud')} and say it", id="answer", limit=1000
            )
            with VerticalScroll(id="below", can_focus=False):
                yield Words(id="heard")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The first line, when the voice is ready."""
        self.speech = self.offhook.speech
        self.game.show, self.game.follow = self._show, self._follow
        self.begin()
        beside(self, self._start, "voice")

    async def _start(self) -> None:
        if problem := await self.speech.ready():
            self.show_status(problem)
        self.game.start()

    @property
    def field(self) -> Answer:
        """Where the answer is typed."""
        return self.query_one("#answer", Answer)

    # ---------------------------------------------------------------------------------------- from the round

    def _show(self, cue: Cue) -> None:
        """A line: spoken where there is a voice, else drawn; then its clock runs."""
        if self._left:
            return
        self._exemplar, self._aloud = False, False
        self._shown = not self.speech.voice.speaks
        self.field.value = ""
        self.field.focus()
        self.draw()
        persona = self.game.persona(cue)
        text = self._reading().filled(cue.said).plain
        self.speech.line(text, persona, Listener(self._said, self._first_word, self._took, self.show_status))

    def _said(self) -> None:
        self._shown = True
        late = [reply.no_answer == "too late" for reply in self.game.round.replies[-_GONE:]]
        if len(late) == _GONE and all(late):
            self._resting = True
            self.set_focus(None)
            self.game.post(Covered(True))
        self.game.post(Said())

    def on_key(self, event: events.Key) -> None:
        """While it waits for the rep any key says that they are there, and no more."""
        if self._resting and event.key != "escape" and not event.key.startswith("ctrl+"):
            event.stop()
            self._resting = False
            self.game.post(Covered(False))
            self.field.focus()
            self.draw()

    def _first_word(self) -> None:
        self.game.post(FirstWord())

    def _took(self, take: Take) -> None:
        """The microphone heard the end of an answer."""
        if take.first_word is None:
            self.show_status("Nothing was heard. Type it, or press enter when you have said it.")
        elif not self.field.value:
            self._answer(take.text, take)

    def _follow(self) -> None:
        """After each step of the round."""
        if self._left or not self.up:
            return
        if self.game.round.stage is Stage.OVER:
            self._left = True
            self.speech.stop()
            from tui.screens.practice.debrief import DebriefScreen

            self.app.switch_screen(DebriefScreen(self.game, self._again))
            return
        self.draw()

    def pass_time(self) -> None:
        """The bar, and the end of the time."""
        if not self._left:
            self.game.post(Tick())
            if self.up and not self._left:
                self._draw_bar()

    def on_screen_suspend(self) -> None:
        """Something lies over it: the clock rests."""
        self.rest()

    def on_screen_resume(self) -> None:
        """It is seen again."""
        self.go_on()

    def rest(self) -> None:
        """It is not seen: the clock rests."""
        self.game.post(Covered(True))

    def go_on(self) -> None:
        """It is seen: the clock runs, unless it waits for the rep."""
        if not self._resting:
            self.game.post(Covered(False))

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        round, width = self.game.round, self.size.width
        missed = len(round.missed)  # they make the round longer while it runs
        again = f", {missed} {'comes' if missed == 1 else 'come'} again" if missed else ""
        place = f"   {round.number} of {round.lines}"
        title = say.line(
            (f" {MODES[round.rules.mode].capitalize()}", look.STRONG), place, (again, look.QUIET)
        )
        self._say("head", say.ends(title, say.quiet(self._told()), width))
        self._say("rule", self.rule())
        cue = round.cue
        if cue is None:
            return
        self._say("who", self._who(cue, self.game.persona(cue)))
        reading = self._reading()
        self._say("line", quoted(reading, cue.said) if self._shown else say.quiet("…"))
        self._draw_bar()
        self.field.display = round.stage is not Stage.RATING
        self._say("heard", say.lines(self._below(cue)))
        self.show_keys()
        if round.problem != self._problem:
            self._problem = round.problem
            self.show_status(
                problem=f"{round.problem} {key_of('drill.save')} tries again." if round.problem else ""
            )

    def _reading(self) -> Reading:
        return reading_for(self.services.settings, self.offhook.playbook.variables)

    def _told(self) -> str:
        """What the mode is about, where there is room."""
        if self.size.width < 90:
            return ""
        return {"batting": "how it went comes at the end ", "warm-up": "how it went comes at the end "}.get(
            self.game.mode, ""
        )

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _who(self, cue: Cue, persona: Persona | None) -> Content:
        capture = self.services.store.get(Capture, cue.capture) if cue.capture else None
        if capture:
            day = capture.at.astimezone(self.services.zone)
            contact = self.services.store.get(Contact, capture.contact)
            who = contact.title if contact else "Somebody"
            if not cue.answer:
                return say.quiet(f"You had no answer to this on {day:%A}: {who}. What would you say?")
            return say.quiet(f"{who} said this on {day:%A}")
        if persona is None:
            return Content("")
        opener = " · they picked up, open the call" if cue.item.startswith(OPENER) else ""
        return say.quiet(f"{persona.name} · {persona.mood}{opener}")

    def _draw_bar(self) -> None:
        """The time to the first word: a thin line that becomes shorter, no more."""
        round = self.game.round
        left = round.left(self.runner.now.mono)
        if left is not None and not self._resting:
            self._say("bar", say.bar(ceil(_BAR * left / round.rules.seconds), _BAR))
        else:
            self._say("bar", say.quiet(self._state()))

    def _state(self) -> str:
        """What goes on, where no bar is."""
        if self._resting:
            return "it waits for you · any key"
        if self.speech.speaking:
            return "they speak"
        if self._aloud and self.game.round.stage is Stage.ANSWERING:
            return "you speak · enter when you have said it"
        return "listening" if self.speech.hearing else ""

    def _below(self, cue: Cue) -> list[Content]:
        reply, room = self.game.round.answer, self.query_one("#heard").size.width or self.size.width - 8
        rows: list[Content] = []
        if reply:
            rows += self._heard(reply, room)
        elif self._exemplar:
            rows += exemplar_rows(cue.answer, cue.card, self._reading(), room, steps=False)
        return rows

    def _heard(self, reply: Reply, room: int) -> list[Content]:
        """After an answer: what was heard, the ratings, an answer when it is asked for."""
        review = reply.review
        none = {"too late": "the time was up", "gave up": "nothing came, that happens"}
        said = review.answer or none.get(reply.no_answer, "said aloud")
        rows = [say.fact("you", said if review.answer else (said, look.QUIET), label_width=LABEL, room=room)]
        if reply.heard:
            rows += heard_rows(reply.heard)
        exact = figures(reply.heard, review.first_word, review.talk, review.pause)
        rows += [exact] if exact.plain else []
        rows += [Content(""), rating_row(review.rating)]
        if self._exemplar or reply.no_answer:
            shown = exemplar_rows(reply.cue.answer, reply.cue.card, self._reading(), room, steps=True)
            rows += [Content(""), *shown]
        if may_be_kept(reply.cue) and review.answer:
            rows += [
                Content(""),
                say.line((f"{key_of('drill.keep')} ", look.KEY), "keeps your answer for the next call"),
            ]
        return rows

    # ------------------------------------------------------------------------------------------------ keys

    @property
    def _asking(self) -> bool:
        return self.game.round.stage in {Stage.SAYING, Stage.WAITING, Stage.ANSWERING}

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        round, cue = self.game.round, self.game.round.cue
        reply = round.answer
        if self._resting:
            return action.id in {"drill.on", "drill.back"}
        match action.id.partition(".")[2]:
            case "aloud":
                return round.stage is Stage.WAITING and not self.field.value
            case "rate":
                return reply is not None
            case "claim":
                return bool(reply and gap(reply.heard))
            case "exemplar":
                shown = self._exemplar or bool(reply and reply.no_answer)
                return not shown and (reply is not None or (self._asking and round.rules.hints))
            case "keep":
                return bool(reply and reply.review.answer and cue and may_be_kept(cue))
            case "give-up":
                return self._asking
            case "text":
                return not self._shown
            case "save":
                return bool(round.problem)
        return True

    def live_keys(self) -> Iterable[Action]:
        """In the field those that end the answer, outside all that make sense."""
        live = [action for action in of_scope("drill") if self.can(action)]
        if not self.typing:
            return live
        return [action for action in live if action.id in {"drill.on", "drill.aloud", "drill.back"}]

    def key_words(self) -> dict[str, str]:
        """What enter and esc do depends on where one is."""
        reply = self.game.round.answer
        if reply:
            rating = reply.review.rating
            return {"drill.on": f"{rating} {RATINGS[rating]}, go on"}
        if self.typing:
            return {"drill.back": "other keys"}
        return {"drill.on": "go on" if self._resting else "done" if self._aloud else "type"}

    def on_resize(self) -> None:
        """Low and high terminals."""
        self.set_class(self.size.height < 28 or self.size.width < 90, "-low")
        self.draw_later()

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    def on_descendant_blur(self) -> None:
        """The footer follows the focus."""
        self.call_after_refresh(self.show_keys)

    @on(Input.Changed, "#answer")
    def _typed(self, event: Input.Changed) -> None:
        round, self._draft = self.game.round, event.value
        if not event.value or not self._asking:
            return
        if round.deaf(self.runner.now.mono):  # meant for the line whose time was up
            self.field.value = ""
            return
        if round.stage is Stage.SAYING:
            self._cut_in()
        self.game.post(FirstWord())

    def _cut_in(self) -> None:
        """The rep answers while they still speak: the line is out."""
        self.speech.stop()
        self._said()

    @on(Answer.Aloud)
    def action_aloud(self) -> None:
        """The answer begins, aloud."""
        if not self._asking or self.game.round.deaf(self.runner.now.mono):
            return
        if self.game.round.stage is Stage.SAYING:
            self._cut_in()
        self._aloud = True
        self.game.post(FirstWord())
        self.draw()

    @on(Input.Submitted, "#answer")
    def _submitted(self) -> None:
        self.action_on()

    def action_on(self) -> None:
        """The answer is over; or the rating is as proposed."""
        round = self.game.round
        if round.answer:
            self._rate(round.answer.review.rating)
        elif not self.typing and not self._aloud:
            self.field.focus()
        elif self._asking:
            text = self.field.value.strip()
            said = text or round.stage is Stage.ANSWERING
            if not said and (round.stage is Stage.SAYING or self.runner.now.mono - round.asked < _TOO_SOON):
                return
            self._answer(text, None)

    def _answer(self, text: str, take: Take | None) -> None:
        cue = self.game.round.cue
        if cue is None:
            return
        self.speech.stop()
        heard = self.offhook.playbook.hear(text, cue.wanted, self.game.phrases)
        self.set_focus(None)
        self.show_status("")
        self.game.post(Answered(text, heard, take))

    def action_rate(self, key: str) -> None:
        """Another rating than the proposed one."""
        if self.game.round.answer:
            self._rate(int(key))

    def _rate(self, rating: int) -> None:
        """What was told of this line does not stand below the next one."""
        if not self.game.round.problem:
            self.show_status("")
        self.game.post(Rated(rating))

    def action_give_up(self) -> None:
        """Nothing comes."""
        if self._asking:
            self.speech.stop()
            self.set_focus(None)
            self.game.post(GaveUp())

    def action_exemplar(self) -> None:
        """An answer to look at; before one's own it is a hint."""
        cue, reply = self.game.round.cue, self.game.round.answer
        if cue is None or not (reply or self.game.round.rules.hints):
            return
        self._exemplar = True
        if not reply:
            self.game.post(Hinted() if cue.answer else Tick())
            self.field.focus()
        self.draw()

    def action_text(self) -> None:
        """The line, before it was spoken to its end."""
        self._shown = True
        self.draw()

    def action_claim(self) -> None:
        """What was not heard was there."""
        reply = self.game.round.answer
        point = gap(reply.heard) if reply else None
        if reply is None or point is None:
            return
        self.game.post(Claimed(point.wanted.label))
        if reply.review.answer:
            ask_for_words(self, point, reply.review.answer, self.game.learn)

    def action_keep(self) -> None:
        """The answer becomes a card."""
        reply = self.game.round.answer
        if reply and reply.review.answer and may_be_kept(reply.cue):
            beside(self, partial(keep_as_card, self, reply), "save")

    def action_save(self) -> None:
        """Once more."""
        self.game.post(SaveAgain())

    def action_back(self) -> None:
        """Out of the field; then out of the round."""
        if self.typing:
            self.set_focus(None)
            self.show_keys()
            return
        answered = self._stop()
        self.app.pop_screen()
        below = self.app.screen
        if isinstance(below, Base) and answered:
            below.show_status(f"Left early. {count(answered, 'line')} answered, and kept.")

    def _stop(self) -> int:
        """The round is over. An answer that was begun is kept with it. Returns how many there are."""
        self._left = True
        self.speech.stop()
        cue, text = self.game.round.cue, self._draft.strip()
        if cue and text and self._asking:
            heard = self.offhook.playbook.hear(text, cue.wanted, self.game.phrases)
            self.game.post(Answered(text, heard))
        self.game.post(Stopped())
        return len(self.game.round.replies)

    def on_unmount(self) -> None:
        """The app ends in the middle: nothing typed is lost."""
        if not self._left:
            self._stop()


def may_be_kept(cue: Cue) -> bool:
    """Whether an answer can become a card: of an objection that has none."""
    return bool(cue.capture) and cue.card is None


async def keep_as_card(screen: Base, reply: Reply) -> None:
    """Write the answer down as a card of the rep's, and say so."""
    try:
        name = await keep_answer(screen.offhook, reply.cue.said, reply.review.answer)
    except OSError as error:
        screen.show_status(problem=not_written("The card was not made", error, "What you answered is kept."))
        return
    screen.show_status(f"Saved as a card of yours, in {name}: found in the next call by what they say.")
