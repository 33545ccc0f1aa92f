"""The import: a file is named, its columns are looked at, what will happen is said, and then it happens.

Over 300 lines: thirteen keys over eight steps; what they show is drawn in `import_words.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.lists.importing import (
    Agreed,
    Choosing,
    Finished,
    Named,
    Naming,
    Offer,
    Outcome,
    Picked,
    Planning,
    Preview,
    Reading,
    Renamed,
    SetField,
    State,
    Storing,
)
from tui.core.ports import Guess
from tui.keys import Action, key_of, of_scope, pressed
from tui.screens.ask import SCROLLS, AskLine, Tell
from tui.screens.base import Base, bindings
from tui.screens.lists import import_words as words
from tui.screens.lists.taking_in import TakingIn
from tui.screens.lists.undoing import ask_to_undo
from tui.screens.main import screen_of
from tui.screens.pick import Pick
from tui.widgets.long_list import LongList
from tui.widgets.parts import Line, Words

#: Keys → the states in which they do something. `back` always does.
_WHEN: dict[str, tuple[type[State], ...]] = {
    "on": (Naming, Choosing, Preview, Outcome),
    "complete": (Naming,),
    "cycle": (Preview,),
    "field": (Preview,),
    "name": (Preview,),
    "country": (Preview,),
    "encoding": (Preview,),
    "more": (Outcome,),
    "undo": (Finished,),
    "another": (Finished,),
    "queue": (Finished,),
    "today": (Finished,),
    "lists": (Finished,),
}
_ON = {Naming: "read it", Choosing: "this one", Preview: "what will happen", Outcome: "import"}
#: Rows of files that are offered.
_OFFERED = 12


class ImportScreen(Base):
    """One file after the other."""

    SCOPE: ClassVar[str] = "import"
    CSS_PATH = "lists.tcss"
    BINDINGS = bindings("import")
    AUTO_FOCUS = ""  # the field is hidden after the first step, and would still take the keys

    def __init__(self) -> None:
        super().__init__()
        self._offers: Sequence[tuple[str, str]] = ()
        """(path to write into the field, what it is)."""
        self._at = -1
        """Which of them is chosen; -1: none, the field counts."""
        self._shared = ""
        """How far the beginning of a path is clear."""
        self._drawn: State | None = None

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head; the field, or the columns, or words; status, keys."""
        self.run = TakingIn(self, self.offhook, self.draw_later)
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="naming"):
            yield Words(id="ask")
            yield Line(hint="the path of a file", id="file", limit=4_000)
            yield Words(id="offers")
        with Vertical(id="columns"):
            yield Words(id="about")
            yield LongList(self._row, lambda: None, id="list")
            yield Words(id="note")
        with VerticalScroll(id="told", can_focus=False):
            yield Words(id="words")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Files that may be meant are offered at once."""
        self.begin()
        self._offer("")

    def on_unmount(self) -> None:
        """What is still read is stopped."""
        self.run.leave()

    @property
    def state(self) -> State:
        """How far it is."""
        return self.run.state

    @property
    def columns(self) -> LongList:
        """The list: of columns, or of sheets."""
        return self.query_one("#list", LongList)

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        state, before = self.state, self._drawn
        self._drawn = state
        self.query_one("#naming").display = isinstance(state, Naming)
        self.query_one("#columns").display = isinstance(state, Choosing | Preview)
        self.query_one("#told").display = not isinstance(state, Naming | Choosing | Preview)
        self._draw_head()
        match state:
            case Naming():
                self._draw_naming(state, type(before) is not Naming)
            case Choosing(of):
                several = f"{self.run.intake.shown(of.ask.path)} has several sheets. "
                self._say("about", say.line(several, ("Which one?", look.STRONG)))
                self._say("note", Content(""))
                self._show_rows(of.offers, state, before)
            case Preview(of, how):
                self._say("about", words.about(of, how, self.run.intake.shown(of.ask.path)))
                self._say("note", words.preview_note(state))
                self._show_rows(of.guesses, state, before)
            case _:
                self.set_focus(None)
                self._say("words", self._told(state))
        problem = getattr(state, "problem", "") or self.run.flaw
        self.show_status(problem=problem)
        self.show_keys()

    def _draw_head(self) -> None:
        steps = [
            ("file", Naming, Reading),
            ("columns", Choosing, Preview),
            ("what will happen", Planning, Outcome),
        ]
        parts = []
        for number, (name, *kinds) in enumerate([*steps, ("done", Storing, Finished)], 1):
            here = isinstance(self.state, tuple(kinds))
            sign = f"{look.NOW}" if here else " "
            parts.append(say.line((f"{sign}{number} {name} ", look.KEY if here else look.QUIET)))
        width = self.size.width
        path = say.line((" Import ", look.STRONG))
        self._say("head", say.ends(Content.assemble(path, *parts), Content(""), width))
        self._say("rule", self.rule())

    def _draw_naming(self, state: Naming, fresh: bool) -> None:
        rows = [
            say.line(("Which file? ", look.STRONG), "Type its path, paste it, or drag it onto this window."),
            say.quiet("CSV, Excel, ODS, vCard, a web page's table, or a ZIP with one of these in it."),
        ]
        self._say("ask", say.lines(rows))
        shown = []
        top = max(0, min(self._at - _OFFERED // 2, len(self._offers) - _OFFERED))
        for at, (path, what) in enumerate(self._offers[top : top + _OFFERED], top):
            on_it = at == self._at
            sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
            name = say.short(path, max(20, self.size.width - len(what) - 10))
            shown.append(say.line(sign, (name, look.STRONG if on_it else ""), (f"  {what}", look.QUIET)))
        hidden = len(self._offers) - len(shown)
        shown += [say.quiet(f"   {hidden} more")] if hidden > 0 else []
        self._say("offers", say.lines(shown))
        if fresh:
            self.set_focus(self.query_one("#file"))

    def _show_rows(self, rows: Sequence[Any], state: State, before: State | None) -> None:
        if type(before) is not type(state):
            self.columns.show(rows, 0)
            self.columns.focus()
        else:
            self.columns.redraw()

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if isinstance(item, Offer):
            return words.offer_row(item, on_it, width)
        state = self.state
        if not isinstance(item, Guess) or not isinstance(state, Preview):
            return Content(""), Content("")
        field = state.how.columns[item.column]
        return words.column_row(item, field, field == item.field, on_it, width)

    @property
    def _room(self) -> int:
        return self.query_one("#told").scrollable_content_region.width or self.size.width - 4

    def _told(self, state: State) -> Content:
        match state:
            case Reading(ask):
                return say.line(f"Looking into {self.run.intake.shown(ask.path)}…")
            case Planning():
                return words.bar(state, self._room)
            case Outcome():
                return words.outcome(state, self._room)
            case Storing():
                return say.line("Importing: all of it, or nothing…")
            case Finished():
                return words.finished(state)
        return Content("")

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def on_resize(self) -> None:
        """As wide as the window."""
        self.set_class(self.size.width < 90, "-narrow")
        self.draw_later()

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        what = action.id.partition(".")[2]
        if what == "more" and isinstance(self.state, Outcome):
            return next(words.everything(self.state), None) is not None
        return isinstance(self.state, _WHEN[what]) if what in _WHEN else not isinstance(self.state, Storing)

    def live_keys(self) -> Iterable[Action]:
        """What does something now."""
        live = [action for action in of_scope("import") if self.can(action)]
        if isinstance(self.state, Preview):  # esc before what is rarely needed
            move = replace(
                live[0], id="import.move", label=f"{key_of('list.down')} {key_of('list.up')}", words="column"
            )
            live = [live[0], move, *live[1:3], live[-1], *live[3:-1]]
        return live

    def key_words(self) -> dict[str, str]:
        """What enter does depends on how far it is."""
        last = isinstance(self.state, Naming | Finished)
        return {"import.on": _ON.get(type(self.state), ""), "import.back": "to the lists" if last else "back"}

    # -------------------------------------------------------------------------------------------- the file

    @on(Input.Changed, "#file")
    def _typed(self, event: Input.Changed) -> None:
        self._at = -1
        self._offer(event.value)

    def _offer(self, text: str) -> None:
        self.run_worker(self._look_for(text), group="offers", exclusive=True)

    async def _look_for(self, text: str) -> None:
        intake = self.run.intake
        if text.strip():
            found, self._shared = await asyncio.to_thread(intake.completions, text)
            self._offers = [(path, "") for path in found]
        else:
            offers = await asyncio.to_thread(intake.offers)
            self._offers, self._shared = [(intake.shown(path), why) for path, why in offers], ""
        self.draw_later()

    def on_key(self, event: events.Key) -> None:
        """Up and down choose from what is offered; pages of what is told."""
        if isinstance(self.state, Naming) and event.key in {"down", "up"} and self._offers:
            event.stop()
            many = len(self._offers)
            self._at = (
                (self._at + 1) % many
                if event.key == "down"
                else (self._at - 1 + many * (self._at < 0)) % many
            )
            self.draw_later()
        elif isinstance(self.state, Outcome) and (by := SCROLLS.get(pressed("list", event.key))):
            self.query_one("#told").scroll_relative(y=by, animate=False)

    def action_complete(self) -> None:
        """As far as the path is clear; or what is chosen."""
        field = self.query_one("#file", Line)
        if isinstance(self.state, Naming):
            path = self._offers[self._at][0] if self._at >= 0 else self._shared
            if len(path) > len(field.value.rstrip()) or self._at >= 0:
                field.value = path
                field.cursor_position = len(path)
            field.focus()

    @on(Input.Submitted, "#file")
    def _named(self, event: Input.Submitted) -> None:
        text = self._offers[self._at][0] if 0 <= self._at < len(self._offers) else event.value
        if text.endswith("/"):
            self.action_complete()
        elif ask := self.run.intake.ask(text):
            self._at = -1
            self.run.post(Named(ask))

    # ------------------------------------------------------------------------------------------ the columns

    @property
    def _column(self) -> Guess | None:
        item = self.columns.current if isinstance(self.state, Preview) else None
        return item if isinstance(item, Guess) else None

    def action_cycle(self) -> None:
        """The next of what this column may well be."""
        state, column = self.state, self._column
        if isinstance(state, Preview) and column:
            some = words.likely(column, self.run.intake.fields)
            now = state.how.columns[column.column]
            after = some[(some.index(now) + 1) % len(some)] if now in some else some[0]
            self.run.post(SetField(column.column, after))

    def action_field(self) -> None:
        """All that a column can be."""
        column = self._column
        if column is None:
            return
        fields = [*self.run.intake.fields, ""]
        rows = [
            (words.words_of(f), words.FIELDS.get(f, ("", "with the person, under its own title"))[1])
            for f in fields
        ]
        self.ask(
            Pick(f"What is “{say.short(column.title, 30)}”?", rows),
            lambda index: self.run.post(SetField(column.column, fields[index])),
        )

    def action_name(self) -> None:
        """Another name for the list."""
        if isinstance(self.state, Preview):
            title = "Which call list are they on?"
            self.ask(AskLine(title, "", self.state.how.name), lambda name: self.run.post(Renamed(name=name)))

    def action_country(self) -> None:
        """Where numbers without a country code are from."""
        from tui.core.people.phone import known

        countries = self.services.countries()

        def flaw(text: str) -> str:
            found = known(countries.guess(text))
            return "" if found else "A country is wanted: its name, or two letters (GB)."

        if isinstance(self.state, Preview):
            title = "Where are numbers without a country code from?"
            line = AskLine(title, "a country", self.state.how.country, flaw, proposed=True)
            self.ask(line, lambda text: self.run.post(Renamed(country=countries.guess(text))))

    def action_encoding(self) -> None:
        """Read it again, as something else."""
        if isinstance(self.state, Preview):
            ask = self.state.look.ask
            line = AskLine(
                "Which encoding is the text in?", "cp1252, cp1250, utf-8, shift_jis…", ask.encoding
            )
            self.ask(line, lambda text: self.run.post(Named(replace(ask, encoding=text))))

    # ------------------------------------------------------------------------------------------------ going

    def action_on(self) -> None:
        """Go on, with whatever that is now."""
        state = self.state
        if isinstance(state, Choosing) and isinstance(self.columns.current, Offer):
            self.run.post(Picked(self.columns.current.name))
        elif isinstance(state, Preview | Outcome):
            self.run.post(Agreed())

    def action_more(self) -> None:
        """Everything that is only counted."""
        rows = list(words.everything(self.state)) if isinstance(self.state, Outcome) else []
        if rows:
            self.app.push_screen(Tell("All of it", rows))

    def action_another(self) -> None:
        """Another file."""
        if isinstance(self.state, Finished):
            self.app.switch_screen(ImportScreen())

    def action_undo(self) -> None:
        """Take it back. Then there is nothing left here to be seen: it is said in the lists."""
        if isinstance(self.state, Finished):
            ask_to_undo(self, self._taken_back)

    def _taken_back(self, said: str) -> None:
        self.app.pop_screen()
        if isinstance(self.app.screen, Base):
            self.app.screen.show_status(said)

    def action_back(self) -> None:
        """One step back; from the first and the last to the lists."""
        if isinstance(self.state, Naming | Finished):
            self.app.pop_screen()
        else:
            self.run.back()

    def action_lists(self) -> None:
        """To the lists."""
        if isinstance(self.state, Finished):
            self.app.pop_screen()

    def action_queue(self) -> None:
        """To the queue."""
        if isinstance(self.state, Finished):
            self.offhook.to_queue()

    def action_today(self) -> None:
        """To the day at a glance."""
        if isinstance(self.state, Finished):
            self.offhook.to_queue()
            self.app.push_screen(screen_of("today", None))
