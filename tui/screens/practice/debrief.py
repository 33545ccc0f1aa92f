"""After a round: the lines with what was said, their ratings, and the one line to say differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.practice.drill import Changed, Meant, SaveAgain
from tui.core.practice.practice import AGAIN
from tui.core.practice.round import QUICK, Reply
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.base import Base, bindings
from tui.screens.library.reading import Reading
from tui.screens.practice.drill import MODES, keep_as_card, may_be_kept
from tui.screens.practice.game import Game
from tui.screens.practice.hearing import (
    LABEL,
    RATINGS,
    exemplar_rows,
    figures,
    heard_rows,
    quoted,
    reading_for,
)
from tui.screens.practice.meaning import Meaning
from tui.widgets.long_list import LongList
from tui.widgets.parts import Line, Words


def measures(timed: int, quick: int, unseen: int, unaided: int) -> list[Content]:
    """The two honest measures of a round or a week, as far as there is something to count."""
    rows = []
    if timed:
        rows.append(say.line("first word within ", f"{QUICK:.0f} s  ", (f"{quick} of {timed}", look.STRONG)))
    if unseen:
        rows.append(say.line("without a hint, on new wordings  ", (f"{unaided} of {unseen}", look.STRONG)))
    return rows


class DebriefScreen(Base):
    """What a round brought."""

    SCOPE: ClassVar[str] = "debrief"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("debrief")
    AUTO_FOCUS = "#list"

    def __init__(self, game: Game, again: Callable[[], object]) -> None:
        super().__init__()
        self.game, self._again = game, again
        self._exemplars: set[int] = set()
        """The replies whose answer is shown, by their place."""
        self._problem = ""
        """Why something could not be saved, as it was said."""
        self._draft = ""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head and measures, the lines, the one under the cursor, the line to change."""
        self.meaning = Meaning(self, self.game.keeping)
        yield Words(id="head")
        yield Words(id="rule")
        yield Words(id="measures")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield LongList(self._row, self.draw_later, id="list")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="page")
        yield Words(id="label")
        yield Line(hint="one line, in your own words", id="change")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """All the lines, the first miss under the cursor."""
        self.game.follow = self._follow
        self.begin()
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        """When it is known how many there is room for."""
        replies = self.game.round.replies
        first = next((n for n, reply in enumerate(replies) if reply.review.rating == AGAIN), 0)
        self.lines.show(list(enumerate(replies)), first)
        self.draw()

    @property
    def lines(self) -> LongList:
        """The list."""
        return self.query_one("#list", LongList)

    @property
    def reply(self) -> Reply | None:
        """The line under the cursor."""
        replies = self.game.round.replies
        return replies[self.lines.cursor] if self.lines.cursor < len(replies) else None

    def _follow(self) -> None:
        if self.up:
            self.lines.show(list(enumerate(self.game.round.replies)), self.lines.cursor, stays=True)
            self.draw()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything but the list."""
        round, width = self.game.round, self.size.width
        drill = round.drill
        title = say.line((f" {MODES[drill.mode].capitalize()}", look.STRONG), "   done")
        lasted = (drill.ended - drill.started).total_seconds() if drill.ended else 0
        much = say.quiet(f"{count(len(round.replies), 'line')} · {say.clock(lasted)} ")
        self._say("head", say.ends(title, much, width))
        self._say("rule", self.rule())
        counted = measures(drill.timed, drill.quick, drill.unseen, drill.unaided)
        self._say("measures", say.line(" ", Content("     ").join(counted)) if counted else Content(""))
        self._say("page", self._page())
        kept = say.line(f" {look.DONE} kept", (", and taken along", look.QUIET) if self.meaning.taken else "")
        label = say.line((" next time I will", look.QUIET), kept if self.meaning.text else Content(""))
        self._say("label", label)
        self.show_keys()
        if round.problem != self._problem:
            self._problem = round.problem
            self.show_status(
                problem=f"{round.problem} {key_of('debrief.save')} tries again." if round.problem else ""
            )

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _reading(self) -> Reading:
        return reading_for(self.services.settings, self.offhook.playbook.variables)

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        _, reply = item
        review = reply.review
        mark = (f"{look.NOW} ", look.ACCENT) if on_it else "  "
        good = review.rating != AGAIN
        sign, style = (look.DONE, look.GOOD) if good else (look.HELD, look.ACCENT)
        rated = say.line((f"{sign} {review.rating} {RATINGS[review.rating]} ", style))
        line = say.line(mark, quoted(self._reading(), review.said))
        first = f"{review.first_word:.1f} s " if review.first_word is not None else ""
        return [
            say.ends(line, rated, width),
            say.ends(say.quiet(f"  {_said(reply)}"), say.quiet(first), width),
        ]

    def _page(self) -> Content:
        reply = self.reply
        if reply is None:
            return say.quiet("Nothing was answered.")
        room = self.query_one("#page").content_size.width or self.size.width // 2
        reading, review = self._reading(), reply.review
        rows = [
            say.line((reply.cue.title, look.STRONG)),
            quoted(reading, review.said),
            Content(""),
            say.fact("you", _said(reply), label_width=LABEL, room=room),
        ]
        if reply.heard and review.answer:
            rows += heard_rows(reply.heard, ask=False)
        exact = figures(reply.heard, review.first_word, review.talk, review.pause)
        rows += [exact] if exact.plain else []
        if self.lines.cursor in self._exemplars or reply.no_answer:
            shown = exemplar_rows(reply.cue.answer, reply.cue.card, reading, room, steps=True)
            rows += [Content(""), *shown]
        return say.lines(rows)

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        reply = self.reply
        match action.id.partition(".")[2]:
            case "rate":
                return reply is not None
            case "exemplar":
                return bool(reply and not reply.no_answer and self.lines.cursor not in self._exemplars)
            case "keep":
                return bool(reply and reply.review.answer and may_be_kept(reply.cue))
            case "intend":
                return bool(self.meaning.text) and not self.meaning.taken
            case "save":
                return bool(self.game.round.problem)
        return True

    def live_keys(self) -> Iterable[Action]:
        """In the field those that leave it."""
        if self.typing:
            return [action for action in of_scope("debrief") if action.id == "debrief.back"]
        return [action for action in of_scope("debrief") if self.can(action)]

    def key_words(self) -> dict[str, str]:
        """What enter does in the field."""
        return {"debrief.back": "keep it"} if self.typing else {}

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    def on_resize(self) -> None:
        """Narrow and wide terminals."""
        self.set_class(self.size.width < 90, "-narrow")
        self.draw_later()

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.query_one("#right").scroll_home(animate=False)

    # ------------------------------------------------------------------------------------------------ keys

    def action_rate(self, key: str) -> None:
        """Another rating for the line under the cursor."""
        self.game.post(Changed(self.lines.cursor, int(key)))

    def action_exemplar(self) -> None:
        """A good answer to it."""
        self._exemplars.add(self.lines.cursor)
        self.draw()

    def action_keep(self) -> None:
        """The answer becomes a card."""
        if (reply := self.reply) and reply.review.answer and may_be_kept(reply.cue):
            beside(self, partial(keep_as_card, self, reply), "save")

    def action_change(self) -> None:
        """The one line."""
        self.query_one("#change", Line).focus()

    @on(Input.Changed, "#change")
    def _typed(self, event: Input.Changed) -> None:
        self._draft = event.value

    @on(Input.Submitted, "#change")
    def _entered(self) -> None:
        self._keep_change()
        self.lines.focus()

    def _keep_change(self) -> None:
        if self.meaning.written(self._draft):
            self.game.post(Meant(self.meaning.text))
            if self.up and not self.game.round.problem:
                self.show_status("")
        if self.up:
            self.draw()

    def action_intend(self) -> None:
        """Into the next calls."""
        self.meaning.take_along()
        self.draw()

    def action_save(self) -> None:
        """Once more."""
        self.game.post(SaveAgain())

    def action_again(self) -> None:
        """Another round."""
        self._leave()
        self._again()

    def action_back(self) -> None:
        """Out of the field, what stands in it is kept; then back."""
        self._keep_change()
        if self.typing:
            self.lines.focus()
        else:
            self._leave()

    def _leave(self) -> None:
        self._keep_change()
        self.up = False
        self.app.pop_screen()

    def on_unmount(self) -> None:
        """The app ends: what stands in the field is kept."""
        self.up = False
        self._keep_change()


def _said(reply: Reply) -> str:
    """The answer in one line."""
    none = {"too late": "the time was up", "gave up": "nothing came"}
    return reply.review.answer or none.get(reply.no_answer, "said aloud")
