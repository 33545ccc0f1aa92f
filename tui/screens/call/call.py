"""The call: the number while it rings, the right words while they talk, notes all the time.

Over 300 lines: sixteen keys and what they show. The words themselves are built in `talk.py`, and found by
`searching.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import TextArea

from tui import look, say
from tui.core.call.events import HungUp, Noted, TheyAnswered
from tui.core.call.purpose import DEFAULT
from tui.core.call.states import Calling, Stage
from tui.core.day.roots import VALUE_FIRST
from tui.core.people.contact import Contact, Number
from tui.core.text import cut
from tui.keys import Action, key_in_field, key_of, of_scope
from tui.screens.ask import AskLine
from tui.screens.base import bindings
from tui.screens.call.large import show_large, switch_large
from tui.screens.call.on_phone import NEEDS, OnPhone
from tui.screens.call.talk import Talk, number_to_dial
from tui.screens.queue.deeds import Deeds
from tui.screens.queue.row_and_card import Shown, say_number
from tui.screens.taking import copy
from tui.widgets.parts import Line, Notes, Words

_KINDS = {"voicemail", "value", "gatekeeper"}


class CallScreen(OnPhone):
    """On the phone with one person."""

    SCOPE: ClassVar[str] = "call"
    CSS_PATH = "call.tcss"
    BINDINGS = bindings("call")
    AUTO_FOCUS = ""

    def __init__(self, state: Calling) -> None:
        super().__init__()
        self.state = state
        self._variant = 0
        """Which of several such lines stands on the right."""
        self._stands: tuple[str, str, int] = ("", "", 0)
        """Kind, card and variant that were shown last: others begin at their top."""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head; search and notes on the left; the words on the right."""
        state = self.state
        contact = self.services.store.get(Contact, state.attempt.contact)
        self.contact = contact or Contact(state.attempt.contact, "somebody")
        self.number = next(
            (n for n in self.contact.numbers if n.e164 == state.attempt.number),
            Number(state.attempt.number, state.attempt.number),
        )
        referrer = (
            self.services.store.get(Contact, self.contact.referred_by) if self.contact.referred_by else None
        )
        purpose = state.attempt.purpose or DEFAULT
        settings, worth = self.services.settings, VALUE_FIRST in self.services.effects()
        spoken = self.runner.queue.judge.standing(self.contact.id).spoken is not None
        self.talk = Talk(self.offhook.playbook, settings, self.contact, referrer, purpose, spoken, worth)
        self.deeds = Deeds(self, self.services, self.runner, self._told)
        yield Words(id="head")
        yield Words(id="rule")
        yield Words(id="large")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Line(hint="what did they say?", id="search")
                yield Words(id="hits")
                yield Words(id="dialing")
                yield Words(say.quiet("notes"), id="notes-label")
                yield Notes(state.attempt.notes, id="notes", compact=True, highlight_cursor_line=False)
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="words")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Everything as it is now; the key for more of the words once they are laid out and do not fit."""
        self.begin()
        for right in self.query("#right"):  # there is none when the call was over before it was drawn
            self.watch(right, "show_vertical_scrollbar", lambda _: self.show_keys(), init=False)

    @property
    def notes(self) -> Notes:
        """The field of the notes."""
        return self.query_one("#notes", Notes)

    # --------------------------------------------------------------------------------------------- showing

    def refresh_state(self) -> None:
        """After a step of the session."""
        state = self.runner.state
        if isinstance(state, Calling):
            self.state = state
            self.draw()

    def draw(self) -> None:
        """Draw everything."""
        self.set_class(self.state.stage in {Stage.SAVING, Stage.DIALING, Stage.RINGING}, "-ringing")
        show_large(self, self.contact, self.number)
        self._show_words()
        self.refresh_second(False)
        self.show_keys()
        if self.state.problem:
            self.show_status(problem=self.state.problem)

    def refresh_second(self, moved: bool) -> None:
        """Once a second: the clock."""
        self.query_one("#head", Words).say(self._head())
        self.query_one("#rule", Words).say(self.rule())

    def _head(self) -> Content:
        state, now, width = self.state, self.runner.now.mono, self.size.width
        account = (
            f" · {self.contact.account}"
            if self.contact.account and self.contact.account != self.contact.title
            else ""
        )
        who = say.line((f" {self.contact.title}", look.STRONG), account)
        talking = state.stage is Stage.TALKING
        since = state.answered if talking else state.began
        until = state.ended if state.stage is Stage.ENDING else now
        rang = (
            f"     ring {say.clock(state.answered - state.began)}"
            if talking and not state.attempt.inbound
            else ""
        )
        style = look.GOOD if talking else look.ACCENT
        stage = say.line(
            self.phone_state(),
            (str(state.stage), style),
            f"  {say.clock(until - since)}",
            (f"{rang} ", look.QUIET),
        )
        shown = Shown(self.services, self.runner)
        kind = f"{self.number.kind} " if self.number.kind != "other" else ""
        local = shown.local(self.contact, self.number)
        number = say.tel(say_number(self.number), self.number.e164)  # a click dials, where the terminal can
        where = say.line((f" {kind}", look.QUIET), number, (f" · {local}" if local else "", look.QUIET))
        meant = state.asked
        aim = (
            say.line(("Next time I will: ", look.QUIET), (f"{meant.text} ", look.ACCENT))
            if meant
            else Content("")
        )
        if aim.cell_length + where.cell_length + 2 > width:
            return say.lines([say.ends(who, stage, width), aim if meant else where])
        return say.lines([say.ends(who, stage, width), say.ends(where, aim, width)])

    def _show_words(self) -> None:
        self.query_one("#words", Words).say(self._words())
        stands = self._kind, self._card, self._variant
        if stands != self._stands:
            self._stands = stands
            self.query_one("#right").scroll_home(animate=False)
        searching = self.query_one("#search").has_class("-open")
        self.query_one("#hits").display = searching
        dialing = self.query_one("#dialing", Words)
        dialing.display = self.has_class("-ringing") and not searching
        if dialing.display:
            left = self.query_one("#left")
            width, height = left.content_size.width - 2, left.content_size.height - 3
            number = number_to_dial(self.number, width, height, code=self.runner.phone.by_hand)
            dialing.say(say.lines([number, *self.pick_up()]))

    @property
    def room(self) -> int:
        """Cells of a line of the words."""
        return self.query_one("#words").content_size.width or self.size.width // 2

    def _words(self) -> Content:
        if self._kind == "card":
            card = self.talk.playbook.card(self._card)
            return self.talk.card(card, self.room) if card else Content("")
        owed, shown = self.deeds.owed(self.contact), Shown(self.services, self.runner)
        if self.state.attempt.inbound:
            known = shown.calls(self.contact, self.room, but=self.state.attempt.id)
            known += shown.agreed(self.contact, self.room)
            opening = self.talk.answering(known, owed, self.room)
        else:
            opening = self.talk.opening(owed, self.room)
        return (self._kind and self.talk.lines(self._kind, self._variant)) or opening

    def on_resize(self) -> None:
        """Narrow, normal and wide terminals."""
        self.set_class(self.size.width >= 140, "-wide")
        self.draw_later()

    def live_keys(self) -> Iterable[Action]:
        """Keys that do something now; in a field only those that leave it."""
        if self.state.stage is Stage.ENDING:
            return []
        if self.typing:
            return [a for a in of_scope("call") if a.id == "call.back"]
        return [a for a in of_scope("call") if self.can(a)]

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        what = action.id.partition(".")[2]
        if what in {"more", "less"}:
            return self.query_one("#right").show_vertical_scrollbar
        if what == "answered":
            return self.state.stage in {Stage.DIALING, Stage.RINGING} and not self.tells
        if what in NEEDS:
            return self.phone_can(what)
        if what == "back":
            return bool(self._kind) or self.typing
        if what == "wording":
            return bool(self._missed) and self._kind == "card"
        if what == "quote":
            return self._kind == "value"
        if what == "answer":
            return bool(self.deeds.owed(self.contact))
        return True

    def key_words(self) -> dict[str, str]:
        """What esc does depends on where one is."""
        if self.typing:
            search = self.focused is not None and self.focused.id == "search"
            return {
                "call.back": "leave the notes"
                if not search
                else f"leave · enter shows the answer · ↓ ↑ others · {key_in_field('call.more')} more"
                if self.query_one("#right").show_vertical_scrollbar
                else "leave the search · enter shows the answer · ↓ ↑ others"
            }
        return {}

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        self.show_keys()

    def on_descendant_blur(self) -> None:
        """The footer follows the focus."""
        self.call_after_refresh(self.show_keys)

    # ---------------------------------------------------------------------------------------- on the phone

    def action_answered(self) -> None:
        """They picked up."""
        self.runner.post(TheyAnswered())

    def action_hang_up(self) -> None:
        """The call is over. What stands in the notes goes with it."""
        self.runner.post(Noted(self.notes.text))
        self.runner.post(HungUp())

    def action_copy(self) -> None:
        """Copy the number."""
        self.show_status(copy(self.app, self.number.e164, self.number.e164))

    def action_large(self) -> None:
        """The number very large, or not."""
        switch_large(self)

    def readable(self) -> tuple[str, str] | None:
        """The words that are shown: the card, or the opener."""
        return "the words", self._words().plain + "\n"

    # --------------------------------------------------------------------------------------------- words

    def action_voicemail(self) -> None:
        """The words for the voicemail."""
        self._turn_to("voicemail")
        if self._kind == "voicemail" and self.phone_can("leave"):
            self.show_status(f"{key_of('call.leave')} plays the one you recorded.")

    def action_value(self) -> None:
        """What the offer is worth."""
        self._turn_to("value")

    def action_quote(self) -> None:
        """What they say it is worth to them, in their own words."""
        sheet = self.talk.line("value", self._variant) if self._kind == "value" else None
        if sheet is None:
            return
        id, scripts = sheet.id, self.offhook.wording.scripts

        def said(words: str) -> None:
            done = f"“{cut(words, 40)}” stands on this sheet from now on."
            self.run_worker(self._remember(lambda: scripts.add_quote(id, words), done), group="save")

        title = "What is it worth to them, in their words?"
        self.ask(AskLine(title, "word for word", key=f"{title} {id} {self.state.attempt.contact}"), said)

    def action_gatekeeper(self) -> None:
        """Words for whoever picks up."""
        self._turn_to("gatekeeper")

    def action_more(self) -> None:
        """Further down."""
        self._scroll(1)

    def action_less(self) -> None:
        """Up again."""
        self._scroll(-1)

    def _scroll(self, screens: int) -> None:
        """By so many screenfuls, less two lines to find the place by."""
        right = self.query_one("#right")
        right.scroll_relative(y=screens * max(1, right.size.height - 2), animate=False)

    def _turn_to(self, kind: str) -> None:
        """The words of a kind; again: the next variant; behind the last one back to the opener."""
        self._variant = self._variant + 1 if self._kind == kind else 0
        self._kind = kind if self.talk.lines(kind, self._variant) else ""
        if not self._kind and self._variant == 0:
            self.show_status(f"There are no {kind} words in your scripts.")
        self._show_words()
        self.show_keys()

    # --------------------------------------------------------------------------------------------- writing

    def action_notes(self) -> None:
        """Write notes."""
        self.notes.focus()

    @on(TextArea.Changed, "#notes")
    def _noted(self) -> None:
        self.runner.post(Noted(self.notes.text))

    def action_back(self) -> None:
        """Out of the field; then from the card back to the opener. Never out of the call."""
        if self.query_one("#search").has_class("-open"):
            self._kind = ""
            self._leave_search()
        elif self.typing:
            self.set_focus(None)
            self.show_keys()
        elif self._kind:
            self._kind = ""
            self._show_words()
            self.show_keys()

    def action_another(self) -> None:
        """Somebody else at this company."""
        self.deeds.add(self.contact)

    def action_unknown(self) -> None:
        """I don't know: the question, and when the answer is promised."""
        self.deeds.promise(self.contact, self.state.attempt)

    def action_answer(self) -> None:
        """What they wait for: the answer, who knows it, that they have it."""
        self.deeds.answer(self.contact)

    def _told(self, said: str, problem: str) -> None:
        self.show_status(said, problem)
        if self in self.app.screen_stack:  # what they wait for may have its answer now
            self._show_words()
            self.show_keys()
