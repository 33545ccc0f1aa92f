"""Review: what came of a day, a week, a month, in figures and in the rep's own words.

Over 300 lines: one screen of ten sections; what is in them is drawn in `review_figures.py`, collected in
`review_words.py`, and what one makes of it is done by `review_deeds.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core import checkin
from tui.core.attempt import Attempt
from tui.core.contact import Contact
from tui.core.goals import DIALS
from tui.core.insight.span import Kind, Span, span_of
from tui.core.text import count
from tui.keys import Action, of_scope
from tui.private import beside
from tui.screens import review_figures as figures
from tui.screens import review_words as words
from tui.screens.ask import Tell
from tui.screens.base import bindings
from tui.screens.main import Main
from tui.screens.review_deeds import Deeds, to_do
from tui.screens.review_figures import Names, View, span_words
from tui.screens.review_words import Collected, Row
from tui.widgets.parts import Line, Words

#: Section → its name, by the column it stands in where there is room for three.
COLUMNS: tuple[dict[str, str], ...] = (
    {"goal": "Goal", "hours": "Hours", "better": "Better", "todo": "To do"},
    {"time": "Time", "objections": "Objections", "compared": "Compared"},
    {"wins": "Wins", "patterns": "Patterns", "words": "Words"},
)
#: In the order of the arrow keys.
SECTIONS = ("goal", "hours", "better", "time", "objections", "compared", "wins", "patterns", "words", "todo")
_NAMES = {id: name for column in COLUMNS for id, name in column.items()}
#: From so many cells on everything stands side by side, with at least so many rows of each list.
_WIDE, _SHORT = 190, 8
#: So often the figures are shown while a long span is read, seconds.
_SOON = 1.0
#: So many of the newest intentions stand below the figures of *better*.
_MEANT = 8
#: So many rows of a list are copied.
_COPIED = 1_000

_DRAWN: dict[str, Callable[[View, int], Iterator[Content]]] = {
    "goal": figures.goal_and_funnel,
    "hours": figures.hours,
    "better": figures.better,
    "time": figures.time,
    "objections": figures.objections,
    "compared": figures.compared,
}
_LISTED: dict[str, Callable[[Any, bool, int], Content]] = {
    "wins": words.wins,
    "patterns": words.pattern,
    "words": words.reflection,
}
#: What stands where before there was a call.
_EMPTY = (
    ("Goal", "dials, connects, conversations, meetings and sales, beside the week before"),
    ("Hours", "at which hour of which day people pick up for you"),
    ("Better", "how often you did what you meant to do next time"),
    ("Time", "getting ready, dialing, talking; calls you were sure of; what you skipped, and why"),
    ("Objections", "what they said, and how each of your answers did"),
    ("Compared", "purposes, lists, openers, mobiles and first tries beside one another"),
    ("Wins", "what went right, in your words"),
    ("Patterns", "what keeps coming up, to be practised"),
    ("Words", "everything you wrote, to be searched"),
)


class ReviewScreen(Main):
    """One of the main screens."""

    SCOPE: ClassVar[str] = "review"
    CSS_PATH = "review.tcss"
    BINDINGS = bindings("review")
    AUTO_FOCUS = ""

    def __init__(self, contact: Contact | None) -> None:
        super().__init__(contact)
        self.span = span_of("week", date.min)
        self.section = SECTIONS[0]
        self.view: View | None = None
        """None: nothing is counted yet."""
        self.collected = Collected(self.span)
        self._at = dict.fromkeys(SECTIONS, 0)
        self._listed: dict[tuple[str, str], Sequence[Any]] = {}
        """(section, what is searched for) → its rows."""
        self._names = Names()
        self._named = False
        """Whether the names are those of the words as they are now."""
        self._stale = self._reading = False
        """Whether something is to be read, and whether something is being read."""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head, span and sections, three columns of them, status, keys."""
        self.deeds = Deeds(self)
        yield Words(id="head")
        yield Words(id="rule")
        yield Words(id="span")
        yield Words(id="sections")
        yield Line(hint="a word of yours, a name, an account, a result", id="find")
        with Horizontal(id="body"):
            for number, column in enumerate(COLUMNS):
                with VerticalScroll(id=f"column-{number}", can_focus=False):
                    for section in column:
                        yield Words(id=f"section-{section}", classes="section")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """This week, read beside the picture."""
        self.span = span_of("week", self.today)
        self.begin()
        self.read()

    def on_screen_resume(self) -> None:
        """Back from a question or the check-in."""
        if self.up:
            self.read()

    def refresh_words(self) -> None:
        """Cards may be called something else."""
        self._named = False
        self.read()

    def refresh_second(self, moved: bool) -> None:
        """Something was saved: it is counted."""
        if moved:
            self.read()

    @property
    def today(self) -> date:
        """The rep's day."""
        return self.runner.now.utc.astimezone(self.services.zone).date()

    # ---------------------------------------------------------------------------------------------- reading

    def read(self) -> None:
        """Read what the span needs, in slices; keys come first. What is being read begins anew."""
        self._stale = True
        if not self._reading:
            self._reading = True
            beside(self, self._read, "pages")

    async def _read(self) -> None:
        try:
            while self._stale:
                self._stale = False
                await self._learn_names()
                await self._read_span(self.span, self.today)
        finally:
            self._reading = False

    async def _read_span(self, span: Span, today: date) -> None:
        """The figures, then the words; given up when something else is to be read."""
        other, before = span.beside(today), self.view
        while await self.offhook.count_days((other or span).first, _SOON):
            if self._stale:
                return
            self._figure(span, other, today)  # so far
        self._figure(span, other, today)
        same = before is not None and self.view is not None and before.now == self.view.now
        if same and self.collected.whole and self.collected.span == span:
            return  # the queue moved, and nothing was saved
        collected = Collected(span)
        newest = [day.day for day in reversed(self.view.days if self.view else ())]
        for _ in words.collecting(self.runner.ledger, newest, collected, self._called):
            await self.offhook.let_keys_through()
            if self._stale:
                return
        self.collected = collected
        self._listed.clear()
        self.draw_later()

    async def _learn_names(self) -> None:
        if not self._named:
            self._named = True
            playbook = await asyncio.to_thread(lambda: self.offhook.playbook)
            defaults = self.services.defaults
            self._names = Names(
                {one.id: one.name.removesuffix(" at…") for one in defaults.dispositions},
                {one.id: one.name for one in defaults.purposes},
                {card.id: card.title for card in playbook.cards()},
                {line.id: line.title for line in playbook.lines("opener")},
            )

    def _figure(self, span: Span, other: Span | None, today: date) -> None:
        """Show what is counted of a span."""
        ledger, goals = self.runner.ledger, self.services.goals()
        now, days = ledger.figures(span), ledger.days(span)
        goal = sum(goals.of_day(DIALS, day) for day in _each(span)) if span.kind != "all" else 0
        if span.kind == "week":
            goal = goals.of_week(DIALS, span.first)
        before = ledger.figures(other) if other else None
        if before and not (before.funnel.dials or before.inbound.dials):
            before = None  # a column of noughts compares nothing
        made = sum(row.successes for row in now.purposes) if goals.successful else now.funnel.dials
        self.view = View(today, now, before, days, goal, self._names, made, goals.successful)
        self.draw_later()

    def _called(self, result: str) -> str:
        return self._names.results.get(result, result)

    # --------------------------------------------------------------------------------------------- showing

    @property
    def wide(self) -> bool:
        """Whether everything stands side by side."""
        return self.size.width >= _WIDE

    @property
    def searched(self) -> str:
        """What is searched for; empty: nothing is."""
        find = self.query_one("#find", Line)
        return find.value.strip() if find.has_class("-open") else ""

    @property
    def nobody_called(self) -> bool:
        """Whether there was no call ever."""
        return not len(self.services.store.all(Attempt))

    def rows(self, section: str) -> Sequence[Any]:
        """The rows of a list, all of them; none for a section that is none."""
        key = section, self.searched if section == "words" else ""
        if key not in self._listed:  # asked several times for each picture, and there may be thousands
            self._listed[key] = self._rows(*key)
        return self._listed[key]

    def _rows(self, section: str, searched: str) -> Sequence[Any]:
        match section:
            case "wins":
                return self.collected.wins
            case "patterns":
                return self.collected.patterns
            case "words":
                return self.collected.find(searched) if searched else self.collected.said
        return ()

    @property
    def row(self) -> Any | None:
        """What the cursor is on; None: on nothing."""
        rows = self.rows(self.section)
        return rows[min(self._at[self.section], len(rows) - 1)] if rows else None

    def draw(self) -> None:
        """Draw everything."""
        width = self.size.width
        of = f"{count(self.view.calls, 'call')} " if self.view else ""
        whole = say.quiet(of)
        self._say("head", say.ends(self.tabs(width - whole.cell_length - 1), whole, width))
        self._say("rule", self.rule())
        self._say("span", self._span_line(width))
        self._say("sections", self._section_line())
        for number, column in enumerate(COLUMNS):
            self.query_one(f"#column-{number}").display = self.wide or self.section in column
        for section in SECTIONS:
            shown = self.query_one(f"#section-{section}", Words)
            shown.display = (self.wide and not self.nobody_called) or section == self.section
            if shown.display:
                shown.say(say.lines(self._lines(section)))
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _span_line(self, width: int) -> Content:
        store = self.services.store
        offer = "the check-in you began " if checkin.under_way(store) else "a look back at the week "
        due = checkin.due(store, self.runner.now.utc)
        ask = say.line(("c ", look.KEY), (offer, look.ACCENT)) if due else Content("")
        told = "" if self.view and self.view.now.whole else " · counting…"
        name = say.line((f" {span_words(self.span, self.today)}", look.STRONG), (told, look.QUIET))
        return say.ends(name, ask, width)

    def _section_line(self) -> Content:
        parts = [
            say.line(
                (f"{look.NOW}{_NAMES[id]}", look.KEY)
                if id == self.section
                else (f" {_NAMES[id]}", look.QUIET)
            )
            for id in SECTIONS
        ]
        return Content("").join(parts)

    def _lines(self, section: str) -> Iterator[Content]:
        """A section, drawn: as much of a list as there is room for."""
        room = self._room
        if self.wide and not self.nobody_called:
            here = section == self.section
            yield say.line(
                (f"{look.NOW} " if here else "", look.KEY),
                (_NAMES[section], look.KEY if here else look.STRONG),
            )
        if self.nobody_called and section != "todo":
            yield from _nothing_yet(room)
        elif section in _LISTED:
            yield from self._list(section, room)
        elif section == "todo":
            yield from to_do(self.services, self.runner, room)
        else:
            yield from self._figures(section, room)

    def _figures(self, section: str, room: int) -> Iterator[Content]:
        if self.view is None:
            yield say.quiet("Counting…")
            return
        if not self.view.calls and section not in {"goal", "time"}:
            yield say.quiet("No call in this time. [ goes back, a shows everything.")
            return
        yield from _DRAWN[section](self.view, room)
        if section == "better" and (meant := self.collected.meant):
            yield Content("")
            yield say.quiet("what you meant to do, the newest first")
            yield from (words.meant(row, False, room) for row in meant[:_MEANT])

    def _list(self, section: str, room: int) -> Iterator[Content]:
        rows, on_it = self.rows(section), section == self.section
        at = min(self._at[section], max(0, len(rows) - 1))
        if not rows:
            yield from say.quiet(self._no_rows(section)).wrap(max(20, room))
        for place in words.window(rows, at, self._high):
            yield self._row(section, rows[place], on_it and place == at, room)
        if len(rows) > self._high:
            yield say.quiet(f"  {at + 1:,} of {len(rows):,}")

    def _row(self, section: str, row: Any, on_it: bool, room: int) -> Content:
        shown = words.marked(row, self.searched) if section == "words" and self.searched else row
        return _LISTED[section](shown, on_it, room)

    def _no_rows(self, section: str) -> str:
        if not self.collected.whole:
            return "Reading what you wrote…"
        if section == "patterns":
            return words.nothing_comes_up(self.collected)
        if self.searched:
            return "Nothing you wrote in this time has all these words. a looks through everything."
        return "Nothing in this time yet. [ goes back, a shows everything."

    @property
    def _high(self) -> int:
        """How many rows of a list there is room for."""
        body = self.query_one("#body").size.height
        return max(_SHORT, body // 3 - 3) if self.wide else max(3, body - 2)

    @property
    def _room(self) -> int:
        """Cells of a line of a section: of the column, less its padding and its scroll bar."""
        return (self.size.width // 3 if self.wide else self.size.width) - 5

    def on_resize(self) -> None:
        """Narrow and wide terminals."""
        self.set_class(self.wide, "-wide")
        self.draw_later()

    # ------------------------------------------------------------------------------------------------- keys

    def live_keys(self) -> Iterable[Action]:
        """What does something now; the tabs say the numbers."""
        if self.typing:
            return [action for action in of_scope("review") if action.id == "review.back"]
        together = {"section": "← →", "day": "d w m a", "earlier": "[ ]"}
        hidden = {"section-before", "week", "month", "all", "later"}
        hidden |= {"today", "queue", "library", "practice", "lists"}
        live = {action.id.partition(".")[2]: action for action in of_scope("review") if self.can(action)}
        here = [what for what in ("practise", "intend", "open") if what in live]  # they come first
        order = [*here, *(what for what in live if what not in {*here, *hidden})]
        return [replace(live[what], label=together.get(what, live[what].label)) for what in order]

    def key_words(self) -> dict[str, str]:
        """Other words where a key stands for several."""
        if self.typing:
            return {"review.back": "leave the search · enter to the list"}
        return {"review.day": "how long", "review.earlier": "when"}

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        match action.id.partition(".")[2]:
            case "open":
                return self.row is not None or (self.section == "todo" and bool(self.runner.unfinished()))
            case "practise" | "intend":
                return self.section == "patterns" and self.row is not None
            case "later" | "earlier":
                return self.span.kind != "all"
            case "homework":
                return checkin.homework(self.services.store) is not None
            case "talk":
                return bool(checkin.finished(self.services.store, 1))
            case "on":
                return self._column.max_scroll_y > 0
        return True

    @property
    def _column(self) -> VerticalScroll:
        number = next(n for n, column in enumerate(COLUMNS) if self.section in column)
        return self.query_one(f"#column-{number}", VerticalScroll)

    def on_key(self, event: events.Key) -> None:
        """Up and down move in a list, and scroll what is none."""
        by = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 10, "pageup": -10}.get(event.key)
        if by is None or (self.typing and event.key in {"j", "k"}):
            return
        event.stop()
        rows = self.rows(self.section)
        if rows:
            self._at[self.section] = max(0, min(len(rows) - 1, self._at[self.section] + by))
            self.draw()
        else:
            self._column.scroll_relative(y=by, animate=False)

    def action_on(self) -> None:
        """A screenful further; behind the end the beginning."""
        column = self._column
        end = column.scroll_offset.y >= column.max_scroll_y
        column.scroll_to(y=0 if end else column.scroll_offset.y + column.size.height - 3, animate=False)

    def action_section(self) -> None:
        """The next section."""
        self._turn(1)

    def action_section_before(self) -> None:
        """The one before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._leave_search()
        self._go_to(SECTIONS[(SECTIONS.index(self.section) + by) % len(SECTIONS)])

    def _go_to(self, section: str) -> None:
        self.section = section
        self.draw()
        column = self._column
        if self.wide:
            self.call_after_refresh(
                lambda: self.query_one(f"#section-{section}").scroll_visible(animate=False, top=True)
            )
        else:
            column.scroll_home(animate=False)
        self.call_after_refresh(self.show_keys)

    def action_day(self) -> None:
        """One day."""
        self._choose("day")

    def action_week(self) -> None:
        """One week."""
        self._choose("week")

    def action_month(self) -> None:
        """One month."""
        self._choose("month")

    def action_all(self) -> None:
        """Everything."""
        self._choose("all")

    def _choose(self, kind: Kind) -> None:
        """Another length: of now where now was shown, else of the last day shown."""
        today = self.today
        self._show(span_of(kind, today if today in self.span else self.span.last))

    def action_earlier(self) -> None:
        """The span before."""
        if before := self.span.before:
            self._show(before)

    def action_later(self) -> None:
        """The span after, never one to come."""
        after = self.span.after
        if after and after.first <= self.today:
            self._show(after)

    def _show(self, span: Span) -> None:
        self.span, self.view, self.collected = span, None, Collected(span)
        self._at = dict.fromkeys(SECTIONS, 0)
        self._listed.clear()
        self.show_status("")
        self.draw_later()
        self.read()

    # --------------------------------------------------------------------------------------------- the search

    def action_find(self) -> None:
        """Search all that was written."""
        find = self.query_one("#find", Line)
        find.add_class("-open")
        find.focus()
        self._at["words"] = 0
        self._go_to("words")

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if event.input.has_class("-open"):
            self._at["words"] = 0
            self.draw()

    @on(Input.Submitted, "#find")
    def _chosen(self) -> None:
        self.set_focus(None)
        self.draw()

    def _leave_search(self) -> None:
        find = self.query_one("#find", Line)
        find.remove_class("-open")
        find.value = ""
        self.set_focus(None)

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    # ------------------------------------------------------------------------------------------- what to do

    def action_open(self) -> None:
        """One of them whole."""
        row = self.row
        if isinstance(row, Row):
            title = f"{row.who}, {row.at.astimezone(self.services.zone):%A %-d %B, %H:%M}"
            self.app.push_screen(Tell(title, words.whole(row)))
        elif row is not None:
            _, pattern = row
            rows = [say.line((f"{s.at:%-d %b}  ", look.QUIET), s.text) for s in pattern.lines[:_COPIED]]
            self.app.push_screen(Tell(f"{pattern.times} times", rows))
        elif self.section == "todo" and self.runner.unfinished():
            self.app.pop_screen()
            if (reopen := getattr(self.app.screen, "action_reopen", None)) is not None:
                reopen()

    def action_practise(self) -> None:
        """A line to practise."""
        if self.section == "patterns" and self.row is not None:
            self.deeds.practise(self.row[1])

    def action_intend(self) -> None:
        """An intention."""
        if self.section == "patterns" and self.row is not None:
            self.deeds.intend(*self.row)

    def action_homework(self) -> None:
        """It is done."""
        self.deeds.homework_done()

    def action_talk(self) -> None:
        """With a mentor."""
        self.deeds.talk()

    def action_check_in(self) -> None:
        """The seven questions."""
        from tui.screens.checkin import open_check_in

        open_check_in(self)

    def action_report(self) -> None:
        """A report of this span, to be read before it is written."""
        from tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen(self.span))

    def action_partner(self) -> None:
        """What is told to a partner."""
        from tui.screens.partners import PartnersScreen

        self.app.push_screen(PartnersScreen())

    def action_copy(self) -> None:
        """The section, as text."""
        if self.section in _LISTED:
            rows = self.rows(self.section)[:_COPIED]
            lines = [self._row(self.section, row, False, 100) for row in rows]
        else:
            lines = list(self._lines(self.section))
        title = f"{_NAMES[self.section]}, {span_words(self.span, self.today)}"
        self.app.copy_to_clipboard("\n".join([title, *(line.plain.rstrip() for line in lines)]) + "\n")
        self.show_status(f"Copied: {title}")

    def action_back(self) -> None:
        """Out of the search, then back to the queue."""
        if self.query_one("#find").has_class("-open"):
            self._leave_search()
            self.draw()
        else:
            super().action_back()


def _each(span: Span) -> Iterator[date]:
    return (span.first + timedelta(days=n) for n in range(span.days))


def _nothing_yet(room: int) -> Iterator[Content]:
    """What will stand here after the first call."""
    yield say.line(("Here will stand, after your first call:", look.STRONG))
    yield Content("")
    for name, text in _EMPTY:
        yield say.fact(name, text, label_width=12, room=room)
