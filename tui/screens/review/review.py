"""Review: what came of a day, a week, a month, in figures and in the rep's own words.

The screen is a frame and its keys. What is chosen stands in `shown.py`; `reading.py` reads it
in slices, `sections.py` draws it, and what one makes of it is done by `deeds.py`.

Over 300 lines: some twenty keys, each in a few lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.widgets import Input

from tui import look, say
from tui.core.day import checkin
from tui.core.insight.span import Kind, Span, span_of
from tui.core.people.contact import Contact
from tui.keys import Action, key_of, of_scope, pressed
from tui.screens.ask import SCROLLS, Tell
from tui.screens.base import bindings
from tui.screens.jump import Place
from tui.screens.main import Main
from tui.screens.review import words as words
from tui.screens.review.deeds import Deeds
from tui.screens.review.figures import span_words
from tui.screens.review.reading import Reading
from tui.screens.review.sections import Frame, Sections
from tui.screens.review.shown import COLUMNS, LISTS, NAMES, SECTIONS, Shown
from tui.screens.review.words import Row
from tui.screens.taking import copy
from tui.widgets.parts import Line, Words

#: From so many cells on everything stands side by side, with at least so many rows of each list.
_WIDE, _SHORT = 190, 8
#: So many rows of a list are copied, each so wide.
_COPIED, _COPIED_WIDE = 1_000, 100


#: One entry of the footer stands for several keys.
_TOGETHER = (
    ("section", "section-before", "section"),
    ("day", "day", "week", "month", "all"),
    ("earlier", "earlier", "later"),
)


#: These a field of one line leaves alone.
_NOT_EDITING = frozenset({"down", "up", "pagedown", "pageup"})


class ReviewScreen(Main):
    """One of the main screens."""

    SCOPE: ClassVar[str] = "review"
    CSS_PATH = "review.tcss"
    BINDINGS = bindings("review")
    AUTO_FOCUS = ""

    def __init__(self, contact: Contact | None) -> None:
        super().__init__(contact)
        self.shown = Shown(span_of("week", date.min))

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head, span and sections, three columns of them, status, keys."""
        self.deeds = Deeds(self)
        self.reading = Reading(self, self.shown)
        self.sections = Sections(self.services, self.runner, self.shown)
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
        self.shown.show(span_of("week", self.today))
        self.begin()
        self.reading.begin()

    def on_screen_resume(self) -> None:
        """Back from a question or the check-in."""
        if self.up:
            self.reading.begin()

    def refresh_words(self) -> None:
        """Cards may be called something else."""
        self.reading.forget_names()
        self.reading.begin()

    def refresh_second(self, moved: bool) -> None:
        """Something was saved: it is counted."""
        if moved:
            self.reading.begin()

    @property
    def today(self) -> date:
        """The rep's day."""
        return self.runner.now.utc.astimezone(self.services.zone).date()

    # --------------------------------------------------------------------------------------------- showing

    @property
    def wide(self) -> bool:
        """Whether everything stands side by side."""
        return self.size.width >= _WIDE

    @property
    def _frame(self) -> Frame:
        """The room of a section: of a line what the column has, less its padding and its scroll bar."""
        body, width = self.query_one("#body").size.height, self.size.width
        if self.wide:
            return Frame(width // 3 - 5, max(_SHORT, body // 3 - 3), True)
        return Frame(width - 5, max(3, body - 2))

    def draw(self) -> None:
        """Draw everything."""
        width, shown = self.size.width, self.shown
        of = f"{shown.view.calls_words} " if shown.view else ""
        whole = say.quiet(of)
        self._say("head", say.ends(self.tabs(width - whole.cell_length - 1), whole, width))
        self._say("rule", self.rule())
        self._say("span", self._span_line(width))
        self._say("sections", self.sections.names(self.size.width))
        for number in range(len(COLUMNS)):
            self.query_one(f"#column-{number}").display = self.wide or number == shown.column
        every, frame = self.wide and not self.sections.nobody_called, self._frame
        for section in SECTIONS:
            drawn = self.query_one(f"#section-{section}", Words)
            drawn.display = every or section == shown.section
            if drawn.display:
                drawn.say(say.lines(self.sections.lines(section, frame)))
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _span_line(self, width: int) -> Content:
        store, shown = self.services.store, self.shown
        offer = "the check-in you began " if checkin.under_way(store) else "a look back at the week "
        due = checkin.due(store, self.runner.now.utc)
        ask = (
            say.line((f"{key_of('review.check-in')} ", look.KEY), (offer, look.ACCENT))
            if due
            else Content("")
        )
        told = "" if shown.view and shown.view.now.whole else " · counting…"
        name = say.line((f" {span_words(shown.span, self.today)}", look.STRONG), (told, look.QUIET))
        return say.ends(name, ask, width)

    def on_resize(self) -> None:
        """Narrow and wide terminals."""
        self.set_class(self.wide, "-wide")
        self.draw_later()

    def places(self) -> Iterator[Place]:
        """A letter beside each section's name, and beside each row of a list in view. Figures, and what there
        is to do, have none: there a letter could do no more than the section's own."""
        names, frame = self.query_one("#sections").content_region, self._frame
        for section in SECTIONS:
            at = names.offset + Offset(self.sections.name_at(section, self.size.width), 0)
            yield Place(at, partial(self._go_to, section))
        for section in LISTS:
            drawn = self.query_one(f"#section-{section}")
            if drawn.display and drawn.parent and drawn.parent.display:  # its column, too
                seen = self.query_one("#body").region
                first = drawn.content_region.offset + Offset(0, int(frame.wide))
                for line, row in enumerate(self.sections.in_sight(section, frame)):
                    if seen.contains_point(at := first + Offset(0, line)):
                        yield Place(at, partial(self._go_to_row, section, row))

    def _go_to_row(self, section: str, row: int) -> None:
        self.set_focus(None)
        self.shown.put(section, row)
        self.draw()

    # ------------------------------------------------------------------------------------------------- keys

    def live_keys(self) -> Iterable[Action]:
        """What does something now; the tabs say the numbers."""
        if self.typing:
            return [action for action in of_scope("review") if action.id == "review.back"]
        together = {first: " ".join(key_of(f"review.{one}") for one in ones) for first, *ones in _TOGETHER}
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
        section = self.shown.section
        match action.id.partition(".")[2]:
            case "open":
                return self.shown.row is not None or (section == "todo" and bool(self.runner.unfinished()))
            case "practise" | "intend":
                return section == "patterns" and self.shown.row is not None
            case "later" | "earlier":
                return self.shown.span.kind != "all"
            case "homework":
                return checkin.homework(self.services.store) is not None
            case "talk":
                return bool(checkin.finished(self.services.store, 1))
            case "on":
                return self._column.max_scroll_y > 0
        return True

    @property
    def _column(self) -> VerticalScroll:
        return self.query_one(f"#column-{self.shown.column}", VerticalScroll)

    def on_key(self, event: events.Key) -> None:
        """Up and down move in a list, and scroll what is none."""
        by = SCROLLS.get(pressed("list", event.key))
        if by is None or (self.typing and event.key not in _NOT_EDITING):
            return
        event.stop()
        if self.shown.move(by):
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
        self._go_to(self.shown.turn(by))

    def _go_to(self, section: str) -> None:
        self.shown.section = section
        self.draw()
        if self.wide:
            self.call_after_refresh(
                lambda: self.query_one(f"#section-{section}").scroll_visible(animate=False, top=True)
            )
        else:
            self._column.scroll_home(animate=False)
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
        self._show(self.shown.of_kind(kind, self.today))

    def action_earlier(self) -> None:
        """The span before."""
        if before := self.shown.span.before:
            self._show(before)

    def action_later(self) -> None:
        """The span after, never one to come."""
        if after := self.shown.later(self.today):
            self._show(after)

    def _show(self, span: Span) -> None:
        self.shown.show(span)
        self.show_status("")
        self.draw_later()
        self.reading.begin()

    # --------------------------------------------------------------------------------------------- the search

    def action_find(self) -> None:
        """Search all that was written."""
        find = self.query_one("#find", Line)
        find.add_class("-open")
        find.focus()
        self.shown.search(find.value)
        self._go_to("words")

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if event.input.has_class("-open"):
            self.shown.search(event.value)
            self.draw()

    @on(Input.Submitted, "#find")
    def _chosen(self) -> None:
        self.set_focus(None)
        self.draw()

    def _leave_search(self) -> None:
        find = self.query_one("#find", Line)
        find.remove_class("-open")
        find.value = ""
        self.shown.search("")
        self.set_focus(None)

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    # ------------------------------------------------------------------------------------------- what to do

    def action_open(self) -> None:
        """One of them whole."""
        row = self.shown.row
        if isinstance(row, Row):
            title = f"{row.who}, {row.at.astimezone(self.services.zone):%A %-d %B, %H:%M}"
            self.app.push_screen(Tell(title, words.whole(row)))
        elif row is not None:
            _, pattern = row
            rows = [say.line((f"{s.at:%-d %b}  ", look.QUIET), s.text) for s in pattern.lines[:_COPIED]]
            self.app.push_screen(Tell(f"{pattern.times} times", rows))
        elif self.shown.section == "todo" and self.runner.unfinished():
            self.app.pop_screen()
            if (reopen := getattr(self.app.screen, "action_reopen", None)) is not None:
                reopen()

    def action_practise(self) -> None:
        """A line to practise."""
        if self.shown.section == "patterns" and (row := self.shown.row):
            self.deeds.practise(row[1])

    def action_intend(self) -> None:
        """An intention."""
        if self.shown.section == "patterns" and (row := self.shown.row):
            self.deeds.intend(*row)

    def action_homework(self) -> None:
        """It is done."""
        self.deeds.homework_done()

    def action_talk(self) -> None:
        """With a mentor."""
        self.deeds.talk()

    def action_check_in(self) -> None:
        """The seven questions."""
        from tui.screens.review.checkin import open_check_in

        open_check_in(self)

    def action_report(self) -> None:
        """A report of this span, to be read before it is written."""
        from tui.screens.review.report import ReportScreen

        self.app.push_screen(ReportScreen(self.shown.span))

    def action_partner(self) -> None:
        """What is told to a partner."""
        from tui.screens.review.partners import PartnersScreen

        self.app.push_screen(PartnersScreen())

    def action_copy(self) -> None:
        """The section, as text."""
        self.show_status(copy(self.app, *self.readable()))

    def readable(self) -> tuple[str, str]:
        """The section, as text."""
        section, frame = self.shown.section, self._frame
        if section in LISTS:
            frame = replace(frame, room=_COPIED_WIDE)
        title = f"{NAMES[section]}, {span_words(self.shown.span, self.today)}"
        lines = [title, *self.sections.text(section, frame, _COPIED)]
        return title, "\n".join(lines) + "\n"

    def action_back(self) -> None:
        """Out of the search, then back to the queue."""
        if self.query_one("#find").has_class("-open"):
            self._leave_search()
            self.draw()
        else:
            super().action_back()
