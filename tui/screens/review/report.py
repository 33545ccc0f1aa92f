"""A report before it is written: everything it would say, to be struck out, changed, and only then a file.

Over 300 lines: one screen, its seven keys, and what each says when it cannot.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui import look, say
from tui.core.day.coach import NoComments
from tui.core.insight.span import Span
from tui.core.mishap import not_read, not_written
from tui.core.ports import SaveFailed
from tui.core.request import Done, TakeComments
from tui.core.text import count, plain
from tui.keys import Action
from tui.report.build import Asked, days_of
from tui.report.document import Item, Report, as_chosen, items, only
from tui.screens.ask import AskKey, AskLine, Choice, Tell
from tui.screens.base import Base, bindings
from tui.screens.taking import copy_sheet
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words
from tui.wiring import render

if TYPE_CHECKING:
    from tui.core.day.coach import Found

#: So many records are read, and so many people looked at, between two keys.
_SLICE = 50
_FORMS = {"m": ("md",), "h": ("html",), "b": ("md", "html")}


class ReportScreen(Base):
    """What a span came to, as others would read it."""

    SCOPE: ClassVar[str] = "report"
    CSS_PATH = "report.tcss"
    BINDINGS = bindings("report")
    AUTO_FOCUS = "#list"

    def __init__(self, span: Span) -> None:
        super().__init__()
        self._span, self._names = span, False
        self._report: Report | None = None
        """None: it is being made."""
        self._items: Sequence[Item] = ()
        self._struck: set[str] = set()
        self._changed: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Head; what will be written, item by item; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="report"):
            yield Words(id="counts")
            yield LongList(self._row, self._moved, id="list")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """It is made beside the picture."""
        self.begin()
        self._take_up()
        self._make()

    @property
    def _kept_by(self) -> str:
        """What is struck out and changed is kept by the days: made again, the report is as it was left."""
        return f"report {self._span.kind} {self._span.first.isoformat()}"

    def _take_up(self) -> None:
        """What was chosen before, also before a kill; anybody may have edited that file."""
        with suppress(ValueError, TypeError, AttributeError, RecursionError):
            kept = json.loads(self.offhook.kept.get(self._kept_by, "{}"))
            self._struck = {str(id) for id in kept.get("struck", ())}
            self._changed = {str(id): plain(str(text)) for id, text in kept.get("changed", {}).items()}
        if self._struck or self._changed:
            self.show_status("What you struck out and changed before is so again.")

    def _keep(self) -> None:
        if self._struck or self._changed:
            kept = {"struck": sorted(self._struck), "changed": self._changed}
            self.offhook.kept[self._kept_by] = json.dumps(kept)
        else:
            self.offhook.kept.pop(self._kept_by, None)

    def _make(self) -> None:
        self.run_worker(self._made(), group="pages", exclusive=True)

    async def _made(self) -> None:
        ledger, now = self.runner.ledger, self.runner.now.utc.astimezone(self.services.zone)
        await self.offhook.count_days((self._span.beside(now.date()) or self._span).first)
        await asyncio.to_thread(lambda: self.offhook.playbook)  # so that its cache is there
        asked = Asked(self.services.settings.my_name, self._names)
        builder = self.services.report(ledger, self._span, asked, self.offhook.playbook)
        for _ in builder.look(self.services.store, _SLICE):
            await self.offhook.let_keys_through()
        self._report = builder.report(now)
        self._items = list(items(self._report))
        rows = self.query_one("#list", LongList)
        rows.show(self._items, rows.cursor)
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        head = (f" Report: {days_of(self._span)}", look.STRONG)
        self._say("head", say.line(head, ("   read it before anybody else does", look.QUIET)))
        self._say("rule", self.rule())
        self._say("counts", self._counts())
        self.query_one("#list", LongList).redraw()
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _counts(self) -> Content:
        if self._report is None:
            return say.quiet(" being made…")
        left = sum(1 for item in self._items if item.level and not self._is_struck(item))
        names = "contacts are named" if self._names else "names of contacts are left out, word by word: look"
        return say.quiet(f" {left} of {count(sum(i.level for i in self._items), 'item')} · {names}")

    def _is_struck(self, item: Item) -> bool:
        return item.id in self._struck or item.id.partition(".")[0] in self._struck

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, Item):
            return Content(""), Content("")
        struck = self._is_struck(item)
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        tick = (f"{look.HELD if struck else look.DONE} ", look.QUIET if struck else look.GOOD)
        words = self._changed.get(item.id, item.words)
        style = look.QUIET if struck else look.STRONG if item.level == 0 else ""
        lead = say.line(sign, tick if item.level == 0 else say.line("  ", tick))
        notes = ["changed" if item.id in self._changed else "", "struck out" if struck else ""]
        if item.label and not item.own:  # `Dials  150`; of what the rep wrote the words come first
            first = say.line(lead, (f"{item.label}  ", look.QUIET), (words, style))
        else:
            first = say.line(lead, (words, style))
            notes.insert(0, item.label)
        second = say.quiet(f"       {' · '.join(note for note in notes if note)}")
        return say.ends(first, Content(""), width), say.ends(second, Content(""), width)

    def _moved(self) -> None:
        if self.up:
            self.show_keys()

    @property
    def _item(self) -> Item | None:
        item = self.query_one("#list", LongList).current
        return item if isinstance(item, Item) else None

    def key_words(self) -> dict[str, str]:
        """What enter and space do here."""
        item = self._item
        words = {"report.open": "change" if item and item.own else "read"}
        if item and self._is_struck(item):
            words["report.strike"] = "take in again"
        return words

    def can(self, action: Action) -> bool:
        """Nothing but going back until it is made."""
        return self._report is not None or action.id == "report.back"

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # ------------------------------------------------------------------------------------------------ keys

    def action_strike(self) -> None:
        """Out, or in again, and on to the next."""
        item = self._item
        if item is None:
            return
        section = item.id.partition(".")[0]
        if item.level and section in self._struck:  # one of a section that is out: it alone comes in again
            self._struck.discard(section)
            self._struck |= {i.id for i in self._items if i.level and i.id.partition(".")[0] == section}
        self._struck ^= {item.id}
        self._keep()
        if item.level:
            self.query_one("#list", LongList).action_down()
        self.draw()

    def action_open(self) -> None:
        """Other words for one's own; anything else is read as it will stand there."""
        item = self._item
        if item is None or self._report is None:
            return
        if item.own:
            now = self._changed.get(item.id, item.words)
            question = AskLine("In other words", item.label, now, key=f"in other words: {item.words}")
            self.ask(question, lambda text: self._change(item, text))
            return
        shown = render(only(self._report, item.id), "md").splitlines()
        rows = [row for row in shown[shown.index("") :] if not row.startswith("## For the rep")]
        self.app.push_screen(Tell(item.label or item.words, list(self._told(rows))))

    def _told(self, rows: Sequence[str]) -> Iterator[Content]:
        for row in rows:
            if row.startswith("A coach may write"):
                return
            if row and not row.startswith("Written "):
                yield say.line(row)

    def _change(self, item: Item, text: str) -> None:
        if text == item.words:
            self._changed.pop(item.id, None)
        else:
            self._changed[item.id] = text
        self._keep()
        self.draw()

    def action_copy(self) -> None:
        """The report, to the clipboard."""
        copy_sheet(self)

    def readable(self) -> tuple[str, str] | None:
        """The report as it would be written, as Markdown."""
        if self._report is None:
            return None
        report = as_chosen(self._report, frozenset(self._struck), self._changed)
        return f"the report, {days_of(self._span)}", render(report, "md")

    def action_names(self) -> None:
        """With names, or without: it is made anew; what was struck out stays so."""
        self._names = not self._names
        self._make()

    def action_write(self) -> None:
        """As a file, once it is clear which."""
        choices = [
            Choice("m", "m", "Markdown: for a mail, and for a coach to answer in"),
            Choice("h", "h", "a page: one file for any browser, also on a phone"),
            Choice("b", "b", "both"),
        ]
        hint = "Everything with a tick is in it, nothing else. It goes nowhere by itself."
        self.ask(AskKey("Write the report as…", choices, hint), self._write)

    def _write(self, answer: str) -> None:
        if self._report is None:
            return
        report = as_chosen(self._report, frozenset(self._struck), self._changed)
        name = f"report-{self._span.kind}-{self._span.first.isoformat()}"
        if self._span.kind == "all":
            name = "report-all"
        texts = {f"{name}.{form}": render(report, form) for form in _FORMS[answer]}

        async def write() -> None:
            try:
                paths = [await asyncio.to_thread(self.services.write_report, *one) for one in texts.items()]
            except OSError as error:
                self.show_status(
                    problem=not_written("The report could not be written", error, "It stands here as it was.")
                )
                return
            self.show_status(f"Saved: {' and '.join(str(path) for path in paths)}")

        self.run_worker(write(), group="save")

    def action_back(self) -> None:
        """Back to Review; what was struck out and changed is so again the next time."""
        self.app.pop_screen()

    # ------------------------------------------------------------------------------------------- the coach

    def action_take(self) -> None:
        """Name the file that came back."""
        intake = self.services.intake()

        def named(text: str) -> None:
            if path := intake.path(text):
                self.run_worker(self._take(path), group="save")

        self.ask(AskLine("Which report came back?", "its path: the Markdown file, or a small YAML"), named)

    async def _take(self, path: Path) -> None:
        name = plain(path.name)
        try:
            found: Found = await asyncio.to_thread(self.services.comments, path)
        except NoComments as none:
            self.show_status(problem=f"{name}: {none}")
            return
        except OSError as error:
            self.show_status(problem=not_read(f"{name} cannot be read", error, "Nothing was taken in."))
            return
        done = await self.runner.do(TakeComments(found.texts, found.who, self.runner.now.utc))
        if isinstance(done, Done):
            shown = (
                " One a day is shown, between two calls." if done.batch.puts else " They were here already."
            )
            self.show_status(f"Saved: {done.said}.{shown} {found.said}".rstrip())
        else:
            self.show_status(problem=done.problem if isinstance(done, SaveFailed) else done.why)
