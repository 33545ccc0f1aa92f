"""The form after a call: what came of it, what went right, what wrong, and next time I will…

Here are its keys and its fields; what it shows is in `reflection.py`, what all of it means is
decided in `core/call/reflection_flow.py`.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.widgets import Input

from tui.core.call.disposition import Disposition
from tui.core.call.events import (
    Answered,
    BackToChoice,
    CardWorked,
    Chose,
    Entered,
    Felt,
    Kept,
    KeyPressed,
    PutAside,
    SaveNow,
    Timed,
    Wrote,
)
from tui.core.call.states import Part
from tui.keys import pressed
from tui.screens.base import bindings
from tui.screens.call.reflection import LABELS, ShowsForm
from tui.widgets.parts import Line


class ReflectScreen(ShowsForm):
    """Twenty seconds of honest reflection. The session decides; this shows, and posts what the rep did."""

    SCOPE: ClassVar[str] = "reflect"
    CSS_PATH = "reflection.tcss"
    BINDINGS = bindings("reflect") + bindings("app")
    AUTO_FOCUS = "#choices"

    # ---------------------------------------------------------------------------------------------- keys

    def on_key(self, event: events.Key) -> None:
        """Letters and digits choose a result on the choice row, and begin a line at the question; up and
        down an earlier answer in a field.

        All of them are taken here and not by bindings: a key that comes in one go with the one before it
        must find what that one has made of the form.
        """
        character = event.character if event.is_printable and event.character else ""
        if self.writing:
            if event.key in {"down", "up"} and self._offered():
                event.stop()
                self._choose_offer(1 if event.key == "down" else -1)
            elif character:  # it was on its way before the field had the focus
                event.stop()
                self._begin(self.writing, character)
            return
        if event.key == "enter":
            event.stop()
            if self.first and not self.state.deaf(self.runner.now.mono):
                self.set_focus(self._field(self.first))
            else:
                self.runner.post(Entered())
            return
        if self.asking and character:
            self._at_question(event, character)
            return
        chosen = self.services.defaults.dispositions.by_key(character) if character.isalnum() else None
        if chosen:
            event.stop()  # on its way up it could find the form gone, and mean something to the queue
            self._chose(chosen)
        else:
            self.runner.post(KeyPressed())

    def _at_question(self, event: events.Key, character: str) -> None:
        """y and n answer; what is said of the card and the help are no letters of a sentence; any other key
        begins one, which is never taken for another result."""
        what = pressed("reflect", event.key)
        if pressed("app", event.key) or (what in {"worked", "failed"} and self.state.attempt.met):
            self.runner.post(KeyPressed())
            return
        event.stop()
        if what in {"yes", "no"}:
            self._say_so(what == "yes")
        else:
            self._begin(self.first or "right", character)

    def _begin(self, field: str, character: str) -> None:
        """Go on in a field with what was typed elsewhere."""
        line = self.query_one(f"#{field}", Line) if field == "find" else self._field(field)
        self.set_focus(line)
        line.cursor_position = len(line.value)
        line.insert_text_at_cursor(character)

    def _choose_offer(self, by: int) -> None:
        field = self._field(self.writing)
        if self._offer < 0:
            self._typed_before_offer = field.value
        self._offer = (self._offer + by) % len(self._offered())
        self.draw()

    def action_choose(self, digit: str) -> None:
        """A result by its digit."""
        came = self.services.defaults.dispositions.by_key(digit)
        if came:
            self._chose(came)

    def _chose(self, came: Disposition) -> None:
        """Go on to what this result asks for, also where the one before it asked for the same."""
        self.runner.post(Chose(came.id))
        if self.state.part is Part.LINES and self.up:
            self._go(True)

    def action_yes(self) -> None:
        """I did what I meant to; they have the answer."""
        self._say_so(True)

    def action_no(self) -> None:
        """I did not; they do not."""
        self._say_so(False)

    def _say_so(self, yes: bool) -> None:
        """Of the question that waits; where none does, of the last one."""
        which = self._waits() or ("answered" if self.owed else "kept" if self.state.asked else "")
        if which:
            self.runner.post(Kept(yes) if which == "kept" else Answered(yes))
            if self.first and not self._waits():
                self.set_focus(self._field(self.first))

    def action_worked(self) -> None:
        """The card that was met worked."""
        self._card_worked(True)

    def action_failed(self) -> None:
        """It did not."""
        self._card_worked(False)

    def _card_worked(self, worked: bool) -> None:
        if not self.state.attempt.met:
            return
        self.runner.post(CardWorked(worked))
        card = self.offhook.playbook.card(self.state.attempt.met[-1].card)
        name = card.title if card else self.state.attempt.met[-1].card
        self._report(f"{name}: {'worked' if worked else 'did not work'}", "")

    def action_another(self) -> None:
        """Somebody else at this company."""
        self.deeds.add(self.contact)

    def action_unready(self) -> None:
        """An objection I had no answer to."""
        self.query_one("#row-unready").display = True
        self._field("unready").focus()

    def action_find(self) -> None:
        """A result by typing its name."""
        find = self.query_one("#find", Line)
        find.display = True
        find.value = ""
        find.focus()

    def action_save(self) -> None:
        """Save now."""
        self._gather()
        self.runner.post(SaveNow())

    def action_back(self) -> None:
        """From a field to the choice row; from there the form is put aside."""
        if self.writing:
            self._gather()
            self._to_choices()
            if self.state.part in {Part.LINE, Part.WHEN}:
                self.runner.post(BackToChoice())
        elif self.asking:
            self._to_choices()
        else:
            self.runner.post(PutAside())

    def _to_choices(self) -> None:
        self.set_focus(self.query_one("#choices"))
        self.query_one("#find").display = False

    # -------------------------------------------------------------------------------------------- writing

    def _gather(self) -> None:
        """Post what stands in the fields: keys typed very fast overtake the news of what they changed."""
        for field in LABELS:
            text = self._field(field).value
            if text != getattr(self.state.form, field):
                self.runner.post(Wrote(field, text))

    @on(Input.Changed)
    def _wrote(self, event: Input.Changed) -> None:
        field = (event.input.id or "").removeprefix("field-")
        if field == "find":
            self.runner.post(KeyPressed())  # and what fits it is drawn
        elif field == "felt":
            if event.value in {"1", "2", "3", "4", "5"}:
                self.runner.post(Felt(int(event.value)))
        elif field in LABELS and event.value != getattr(self.state.form, field):
            self._offer = -1
            self.runner.post(Wrote(field, event.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        field = (event.input.id or "").removeprefix("field-")
        if self._take_offer(field):
            return
        self._gather()
        if field == "find":
            found = self.services.defaults.dispositions.find(event.value) if event.value.strip() else []
            self._to_choices()
            if found:
                self._chose(found[0])
        elif field == self.first == "when":
            self._timed()
        elif field == "right":
            self._field("wrong").focus()
        elif field == "wrong":
            self._field("next").focus()
        elif field == "next" and self.services.settings.feelings:
            self._field("felt").focus()
        elif field == "unready":
            self._to_choices()
        else:
            self.runner.post(Entered())

    def _timed(self) -> None:
        """Behind the time of a meeting: on to the lines. A sentence that was no time is the first of them."""
        self.runner.post(Timed())
        if self.state.problem:
            return
        form = self.state.form
        moved = bool(form.right) and form.right != self._field("right").value
        for field, text in (("when", form.when), ("right", form.right)):
            self._field(field).value = text
        self._field("wrong" if moved else "right").focus()

    def _take_offer(self, field: str) -> bool:
        """enter on an earlier answer writes it into the field."""
        offers = self._offered()
        if not 0 <= self._offer < len(offers):
            return False
        text, self._offer = offers[self._offer], -1
        line = self._field(field)
        line.value = text
        line.cursor_position = len(text)
        return True

    def on_descendant_focus(self) -> None:
        """Footer and offers follow the focus."""
        self._offer = -1
        if self._part is not None:
            self.draw()
