"""What the form after a call shows: the results, the question, the fields, the time left.

What its keys do is in `reflection_keys.py`.

Over 300 lines: one form with five parts, each shown in a few lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from tui import look, say
from tui.core.call.attempt import Promise
from tui.core.call.disposition import Disposition
from tui.core.call.events import Field
from tui.core.call.reflection import Reflection
from tui.core.call.states import Part, Reflecting
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.core.text import fold
from tui.keys import Action, filled, key_in_field, key_of, of_scope
from tui.screens.base import Follows
from tui.screens.queue.deeds import Deeds
from tui.widgets.parts import Line, Words

LABELS: dict[Field, str] = {
    "line": "in one line",
    "when": "call back at",
    "right": "right",
    "wrong": "wrong",
    "next": "next time I will",
    "unready": "not ready for",
}
#: What the fields are called beside their earlier answers.
_SHORT = {"right": "right", "wrong": "wrong", "next": "next time"}
#: Which fields a part of the form shows.
_FIELDS: dict[Part, tuple[Field, ...]] = {
    Part.CHOICE: ("right", "wrong", "next"),
    Part.LINE: ("line",),
    Part.WHEN: ("when",),
    Part.LINES: ("right", "wrong", "next"),
}
#: A brief form's (P30).
_BRIEF: dict[Part, tuple[Field, ...]] = {**_FIELDS, Part.CHOICE: ("line",)}
_BRIEF_LABELS: dict[Field, str] = {"line": "what was it like"}
#: So many earlier answers are offered.
_OFFERED = 3
#: So many forms are looked through for them.
_EARLIER = 300


class KeyRow(Words, can_focus=True):
    """The results to choose from, or the question about this call; the keys are the screen's."""


class ShowsForm(Follows, ModalScreen[None]):
    """The form as the session has it."""

    def __init__(self, state: Reflecting) -> None:
        super().__init__()
        self.state = state
        self._part: Part | None = None
        self._said: tuple[bool | None, bool | None] = (None, None)
        """What the questions were answered with when they were drawn last."""
        self.owed: tuple[Promise, ...] = ()
        """What they waited for before this call."""
        self._earlier: dict[str, list[str]] = {}
        self._left_over = ""
        """What went wrong in the editor."""
        self._offer = -1
        """Which earlier answer is chosen; -1: none."""
        self._typed_before_offer = ""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Results, question, fields, bar."""
        state = self.state
        self.contact = self.services.store.get(Contact, state.attempt.contact) or Contact(0, "somebody")
        self.deeds = Deeds(self, self.services, self.runner, self._report)
        self.owed = () if state.brief else self._owed()
        with Vertical(id="form"):
            yield Words(id="head")
            yield KeyRow(id="choices")
            yield Line(hint="type its name", id="find")
            yield KeyRow(id="kept")
            for field, label in (LABELS | _BRIEF_LABELS if state.brief else LABELS).items():
                with Horizontal(id=f"row-{field}", classes="row"):
                    yield Words(say.quiet(label), classes="label", id=f"label-{field}")
                    hints = {
                        "when": _hint(state.zone),
                        "unready": "what they said; several with / between them",
                    }
                    yield Line(getattr(state.form, field), hint=hints.get(field, ""), id=f"field-{field}")
            with Horizontal(id="row-felt", classes="row"):
                yield Words(say.quiet("felt, 1 to 5"), classes="label")
                yield Line(str(state.form.felt or ""), id="field-felt", limit=1)
            yield Words(id="offers")
            yield Words(id="problem")
            yield Words(id="bar")
            yield Words(id="keys")

    def on_mount(self) -> None:
        """As the state is."""
        self.begin()

    def _owed(self) -> tuple[Promise, ...]:
        """The answers they waited for when this call began; also those that this very call settled before."""
        attempt = self.state.attempt
        promises = self.services.store.of_contact(Promise, attempt.contact)
        waited = (p for p in promises if p.attempt != attempt.id and p.made <= attempt.started)
        return tuple(p for p in waited if not p.done or p.done == attempt.ended)

    def _field(self, field: str) -> Line:
        return self.query_one(f"#field-{field}", Line)

    @property
    def writing(self) -> str:
        """The field that has the focus; empty: the choice row."""
        focused = self.focused
        return focused.id.removeprefix("field-") if isinstance(focused, Input) and focused.id else ""

    @property
    def asking(self) -> bool:
        """Whether the question has the focus: a step of its own between the result and the lines."""
        return self.focused is not None and self.focused.id == "kept"

    # ---------------------------------------------------------------------------------------------- showing

    def refresh_state(self) -> None:
        """After a step of the session."""
        state = self.runner.state
        if not isinstance(state, Reflecting) or not self.up:
            return
        self.state = state
        if state.part is Part.SAVING:
            return
        shown = (_BRIEF if state.brief else _FIELDS)[state.part]
        for field in LABELS:
            opened = field in (*shown, self.first) or (
                field == "unready" and bool(state.form.unready or self.writing == "unready")
            )
            self.query_one(f"#row-{field}").display = opened
        if state.part is Part.WHEN or self.first == "when":
            self._name_time()
        elif state.part is Part.LINE and not state.brief:
            self._name_line()
        self.query_one("#row-felt").display = self.services.settings.feelings and state.part is Part.LINES
        self.query_one("#find").display = self.writing == "find"
        self.query_one("#kept").display = self._asks()
        said = state.form.kept, state.form.answered
        if state.part is not self._part or said != self._said:
            moved = state.part is not self._part
            self._part, self._said = state.part, said
            self._go(moved)
        self.draw()

    @property
    def first(self) -> Field | None:
        """The field the lines begin with: of a meeting its time. None outside the lines."""
        if self.state.part is not Part.LINES:
            return None
        came = self.services.defaults.dispositions.get(self.state.form.disposition)
        return "when" if came and came.meeting else "right"

    def _name_time(self) -> None:
        """What the time is of: a callback needs one, a meeting may stay without."""
        meets = self.first == "when"
        self.query_one("#label-when", Words).say(say.quiet("when is it" if meets else LABELS["when"]))
        hint = "tue 10:30 by their clock · enter: no time yet" if meets else _hint(self.state.zone)
        self._field("when").placeholder = hint

    def _name_line(self) -> None:
        """What the one line is for: of a wrong number the right one, if they know it."""
        came = self.services.defaults.dispositions.get(self.state.form.disposition)
        wrong = bool(came and came.number == "wrong")
        self.query_one("#label-line", Words).say(say.quiet("the right number" if wrong else LABELS["line"]))
        self._field("line").placeholder = "if they told you; enter: not known" if wrong else ""

    def _go(self, moved: bool) -> None:
        """Put the focus where the next key belongs."""
        state = self.state
        if state.form.disposition:
            self.query_one("#field-when", Line).value = state.form.when
        if state.part in {Part.LINE, Part.WHEN}:
            self.set_focus(self._field(str(state.part)))
        elif state.part is Part.LINES and self._waits():
            self.set_focus(self.query_one("#kept"))
        elif state.part is Part.LINES:
            if moved or self.writing == "":
                self.set_focus(self._field(self.first or "right"))
        else:
            self.set_focus(self.query_one("#choices"))

    def draw(self) -> None:
        """Draw everything."""
        self.query_one("#choices", Words).say(self._choices())
        self.query_one("#kept", Words).say(self._question())
        self.query_one("#offers", Words).say(self._offers())
        problem = self.state.problem or self._left_over
        self.query_one("#problem", Words).say(
            say.line((f"{look.PROBLEM} {problem}", look.BAD)) if problem else Content("")
        )
        self.refresh_second(False)
        self._show_keys()

    def on_resize(self) -> None:
        """As many results in a row, as long a bar as the window has room for."""
        self.draw_later()

    def refresh_second(self, moved: bool) -> None:
        """Once a second: the bar."""
        if not self.up:
            return
        width = max(10, self.query_one("#bar").size.width)
        self.query_one("#head", Words).say(self._head(width))
        self.query_one("#bar", Words).say(self._bar(width))

    def _head(self, width: int) -> Content:
        attempt = self.state.attempt
        talk = f" · {say.clock(attempt.talk)}" if attempt.talk is not None else ""
        who = say.line((self.contact.title, look.STRONG), (talk, look.QUIET), (self._agreed(), look.ACCENT))
        return say.ends(who, self._left(), width)

    def _agreed(self) -> str:
        """The time that was agreed, as it was understood: seen while the lines are written."""
        form = self.state.form
        came = self.services.defaults.dispositions.get(form.disposition)
        if came is None or not (came.meeting or came.asks == "when"):
            return ""
        try:
            at = datetime.fromisoformat(form.when)
        except ValueError:
            return ""
        return f" · {at:%A %-d %B, %H:%M} their time"

    def _left(self) -> Content:
        countdown, now = self.state.countdown, self.runner.now.mono
        if countdown is None:
            return say.quiet("no clock, take your time")
        if countdown.resting:
            return say.quiet("the clock rests")
        left = countdown.shown(now)
        return say.quiet(f"{left} s") if left > 0 else say.line((f"{-left} s over", look.ACCENT))

    def _bar(self, width: int) -> Content:
        countdown = self.state.countdown
        if countdown is None:
            return Content("")
        share = max(0.0, min(1.0, countdown.shown(self.runner.now.mono) / countdown.seconds))
        return say.bar(round(share * width), width, look.QUIET)

    def _choices(self) -> Content:
        """The nine with digits, in rows; the chosen one marked. While a name is typed, those it fits."""
        if self.writing == "find":
            return self._sought()
        chosen = self.state.form.disposition or self.state.preset
        items = list(self.services.defaults.dispositions)
        came_in = self.state.attempt.inbound  # what cannot be is left out; the others keep their digits
        cells = [
            self._choice(str(n), d, chosen) for n, d in enumerate(items[:9], 1) if d.inbound or not came_in
        ]
        other = next((d for d in items[9:] if d.id == chosen), None)
        more = (
            self._choice(other.key, other, chosen)
            if other
            else say.line((f"  {key_of('reflect.find')} ", look.KEY), ("any other", look.QUIET))
        )
        return self._in_columns([*cells, more], 21)

    def _sought(self) -> Content:
        """The results that the words fit, the one enter takes marked; at first those without a digit."""
        words, known = self.query_one("#find", Line).value.strip(), self.services.defaults.dispositions
        found = known.find(words) if words else list(known)[9:]
        marks = [f"{look.NOW} " if words else "  ", *["  "] * 11]
        cells = [
            say.line((mark, look.ACCENT), one.name, (f" ({one.key})", look.QUIET))
            for mark, one in zip(marks, found, strict=False)
        ]
        return self._in_columns(cells, 29) if cells else say.quiet("  No result is called that.")

    def _in_columns(self, cells: list[Content], width: int) -> Content:
        cells = [Content.assemble(c, " " * max(1, width - c.cell_length)) for c in cells]
        columns = max(1, min(4, (self.query_one("#choices").size.width or 70) // width))
        return say.lines(Content("").join(cells[i : i + columns]) for i in range(0, len(cells), columns))

    def _choice(self, key: str, disposition: Disposition, chosen: str) -> Content:
        on_it = disposition.id == chosen
        name = (disposition.name.removesuffix(" at…"), look.STRONG if on_it else "")
        return say.line((f"{look.NOW} " if on_it else "  ", look.ACCENT), (key, look.KEY), " ", name)

    def _question(self) -> Content:
        """Did I do what I meant to? Did they get the answer they waited for?"""
        state = self.state
        if not self._asks():
            return Content("")
        waits, rows = self._waits(), []
        if state.asked is not None:
            meant = say.line((f"“{state.asked.text}”", look.ACCENT), " Did you?   ")
            rows.append(_asked(meant, state.form.kept, waits in {"", "kept"}))
        if self.owed:
            more = f" (and {len(self.owed) - 1} more)" if len(self.owed) > 1 else ""
            question = f"“{say.short(self.owed[0].question, 40)}”{more}"
            waited = say.line((question, look.ACCENT), " Do they have the answer?   ")
            rows.append(_asked(waited, state.form.answered, waits in {"", "answered"}))
        return say.lines(rows)

    def _asks(self) -> bool:
        """Whether there is a question in this part of the form, answered or not."""
        return self.state.part not in {Part.LINE, Part.WHEN} and (
            self.state.asked is not None or bool(self.owed)
        )

    def _waits(self) -> str:
        """Which question has no answer yet, `kept` before `answered`; empty: none is left."""
        form = self.state.form
        if self.state.asked is not None and form.kept is None:
            return "kept"
        return "answered" if self.owed and form.answered is None else ""

    def _offers(self) -> Content:
        """Earlier answers for the field being written, with its name: they stand below the last of them."""
        offers = self._offered()
        if not offers:
            return Content("")
        parts: list[Content] = []
        for index, text in enumerate(offers):
            shown = say.short(text, 28)
            parts.append(say.line((shown, look.STRONG if index == self._offer else look.QUIET)))
        of = f"↓ {_SHORT[self.writing]}".ljust(18)
        return say.line((of, look.QUIET), say.line((" · ", look.QUIET)).join(parts))

    def _offered(self) -> list[str]:
        field = self.writing
        if field not in {"right", "wrong", "next"}:
            return []
        if field not in self._earlier:
            self._earlier[field] = _answers(self.services.store, field)
        typed = fold(self._typed_before_offer if self._offer >= 0 else self._field(field).value)
        return [t for t in self._earlier[field] if typed in fold(t) and fold(t) != typed][:_OFFERED]

    # -------------------------------------------------------------------------- the footer and what is said

    def _show_keys(self) -> None:
        help_key = next(of_scope("app"))
        if self.writing:  # there ? is a letter
            help_key = replace(help_key, label=key_in_field("app.keys"))
        actions = [*self.live_keys(), help_key]
        back = "back to the results" if self.writing else "results" if self.asking else "later"
        self.query_one("#keys", Words).say(
            say.keys(actions, max(20, self.query_one("#keys").size.width), {"reflect.back": back})
        )

    def live_keys(self) -> Iterable[Action]:
        """The keys that do something now."""
        by_id = {a.id: a for a in of_scope("reflect")}
        if self.writing:
            return [by_id["reflect.save"], by_id["reflect.back"]]
        if self.asking:
            skip = replace(by_id["reflect.choose"], id="", label="enter", words="skip")
            write = replace(skip, label="other keys", words="write")
            more = [by_id[f"reflect.{what}"] for what in ("worked", "failed", "save")]
            known = [by_id["reflect.yes"], by_id["reflect.no"], skip, write, by_id["reflect.back"]]
            return [*known, *filter(self.can, more)]
        return [
            a
            for a in by_id.values()
            if self.can(a) and a.id not in {"reflect.yes", "reflect.no", "reflect.choose"}
        ]

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        what = action.id.partition(".")[2]
        if what in {"yes", "no"}:
            return self.state.asked is not None or bool(self.owed)
        if what in {"worked", "failed"}:
            return bool(self.state.attempt.met)
        return True

    def show_status(self, said: str = "", problem: str = "") -> None:
        """What became of the clipboard or the editor. A problem stays: each key draws the form anew."""
        self._left_over = problem
        self._report(said, problem)

    def _report(self, said: str, problem: str) -> None:
        bad, good = (f"{look.PROBLEM} {filled(problem)}", look.BAD), (filled(said), look.GOOD)
        text = say.line(bad if problem else good)
        self.query_one("#problem", Words).say(text)


def _hint(zone: str) -> str:
    return f"tomorrow 10 · fri 14:30 · in 2 hours  ({zone} time)"


def _asked(question: Content, said: bool | None, on_it: bool) -> Content:
    """A question with what was said; with its keys where that is what they answer now."""
    if said is not None:
        return say.line(question, (f"{look.DONE} yes" if said else "no", look.STRONG))
    return (
        say.line(
            question, (key_of("reflect.yes"), look.KEY), " yes   ", (key_of("reflect.no"), look.KEY), " no"
        )
        if on_it
        else question
    )


def _answers(shelf: Shelf, field: str) -> list[str]:
    """What was written into a field in the newest forms, newest first, each once."""
    seen: dict[str, str] = {}
    for id in reversed(shelf.ids(Reflection)[-_EARLIER:]):
        text = getattr(shelf.get(Reflection, id), field, "")
        if text:
            seen.setdefault(fold(text), text)
    return list(seen.values())
