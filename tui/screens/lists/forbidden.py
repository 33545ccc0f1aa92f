"""Do-not-call lists: how many numbers each has, how old it is, a new edition, and giving one up."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui import look, say
from tui.core.call.attempt import DoNotCall
from tui.core.lists.dnc import DncList, age
from tui.core.lists.dnc_plan import notes, plan_list, whose
from tui.core.ports import SaveFailed
from tui.core.request import Done, TakeList
from tui.core.text import count, plain
from tui.keys import Action, key_of
from tui.screens.ask import AskKey, AskLine, Choice
from tui.screens.base import Base, bindings
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

if TYPE_CHECKING:
    from tui.lists.dnc.reader import DncFile


class ForbiddenScreen(Base):
    """The lists of numbers."""

    SCOPE: ClassVar[str] = "forbidden"
    CSS_PATH = "lists.tcss"
    BINDINGS = bindings("forbidden")
    AUTO_FOCUS = "#list"

    def compose(self) -> ComposeResult:
        """Head; the lists; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="forbidden"):
            yield Words(id="counts")
            yield LongList(self._row, lambda: None, id="list")
            yield Words(id="nothing")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """They are in memory."""
        self.begin()

    # --------------------------------------------------------------------------------------------- showing

    @property
    def listed(self) -> DncList | None:
        """The list under the cursor."""
        item = self.query_one("#list", LongList).current
        return item if isinstance(item, DncList) else None

    def draw(self) -> None:
        """Draw everything."""
        store = self.services.store
        lists = sorted(store.all(DncList), key=lambda one: one.name.casefold())
        single = sum(1 for one in store.all(DoNotCall) if not one.lifted)
        self._say(
            "head",
            say.line((" Do not call", look.STRONG), ("   lists of numbers that are never rung", look.QUIET)),
        )
        self._say("rule", self.rule())
        beside = f" · {count(single, 'entry', 'entries')} beside them, by hand or said in a call"
        self._say("counts", say.quiet(f" {count(len(lists), 'list')}{beside if single else ''}"))
        rows = self.query_one("#list", LongList)
        rows.show(lists, rows.cursor)
        rows.display = bool(lists)
        self.query_one("#nothing").display = not lists
        told = "brings one in: flat text, CSV or XML, all of it or only what changed."
        first = say.line((" No do-not-call list yet.", look.STRONG))
        self._say(
            "nothing",
            say.lines([first, Content(""), say.line((f" {key_of('forbidden.import')}  ", look.KEY), told)]),
        )
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, DncList):
            return Content(""), Content("")
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        days, most = age(item, self.runner.now.utc), self.services.defaults.list_ages.of(item)
        name = say.line(sign, (item.name, look.STRONG if on_it else ""))
        first = say.ends(name, say.line(f"{count(item.total, 'number')} "), width)
        from_ = f" · from {item.file}" if item.file else ""
        if days > most:
            told = f"{look.PROBLEM} {count(days, 'day')} old, {most} are the most: get a new one"
            return first, say.line("     ", (told, look.BAD), (from_, look.QUIET))
        return first, say.quiet(
            f"     {look.DONE} {count(days, 'day')} old, good for {most - days} more{from_}"
        )

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        return action.id != "forbidden.remove" or self.listed is not None

    def live_keys(self) -> list[Action]:
        """What does something now."""
        return [action for action in super().live_keys() if self.can(action)]

    # ------------------------------------------------------------------------------------------- importing

    def action_import(self) -> None:
        """Name a file."""
        intake = self.services.intake()

        def named(text: str) -> None:
            if path := intake.path(text):
                self.show_status(f"Reading {intake.shown(path)}…")
                self.run_worker(self._read(path), group="intake", exclusive=True)

        self.ask(AskLine("Which do-not-call file?", "type, paste or drag its path"), named)

    async def _read(self, path: Path) -> None:
        found, as_of = await asyncio.to_thread(self.services.dnc_file, path)
        file = plain(path.name)
        self.show_status("")
        if self is not self.app.screen:  # the rep has gone on
            return
        if found.fatal:
            self.show_status(problem=f"{file}: {found.fatal} Nothing was changed.")
            return
        name = whose(self.services.store, plain(path.stem).strip() or "list", found)
        title = f"{file} is which list?" if found.full else f"{file} says what changed. In which list?"
        hint = "a name; a full file takes the place of the list of that name"
        self.ask(
            AskLine(title, hint, name or (self.listed.name if self.listed else "")),
            lambda named: self._agree(plain(named).strip(), file, found, as_of),
        )

    def _agree(self, name: str, file: str, found: DncFile, as_of: datetime) -> None:
        plan = plan_list(self.services.store, name, found)
        said = [
            f"{count(plan.added, 'number')} new, {plan.gone:,} lifted; the list then has {plan.after:,}.",
            *(f"{count(len(found.skipped), 'line')} not read." for _ in found.skipped[:1]),
            *notes(name, found, plan),
            *found.warnings[:2],
        ]
        if plan.lifts_most:
            said.insert(0, f"{look.PROBLEM} It would lift most of what the list says. Is the file whole?")
        if plan.like:
            said.append(f"Most of the list {plan.like} is in it: perhaps it is a new one of that?")
        now = self.runner.now.utc
        request = TakeList(name, file, now, as_of, found.full, found.added, found.dropped)
        question = AskKey(f"Take {file} in as {name}?", [Choice("y", "yes", "yes")], " ".join(said))
        self.ask(question, lambda _: self._do(request))

    def _do(self, request: TakeList) -> None:
        async def save() -> None:
            done = await self.runner.do(request)
            if isinstance(done, Done):
                self.show_status(f"Saved: {done.said[0].lower()}{done.said[1:]}.")
            else:
                self.show_status(problem=done.problem if isinstance(done, SaveFailed) else done.why)
            self.draw_later()
            self.offhook.show_changes()

        self.run_worker(save(), group="save")

    def action_remove(self) -> None:
        """Give a list up; asked twice, for then they may be called."""
        one, now = self.listed, self.runner.now.utc
        if one is None:
            return
        request = TakeList(one.name, "", now, now, True, {}, {})
        second = AskKey(
            f"Really lift {count(one.total, 'number')}?",
            [Choice("y", "yes", "yes, they may be called again")],
        )
        first = AskKey(
            f"Give up the list {one.name}?",
            [Choice("x", "yes", "give it up")],
            "What was added by hand or said in a call stays forbidden.",
        )
        self.ask(first, lambda _: self.ask(second, lambda _: self._do(request)))

    def action_back(self) -> None:
        """Back to the lists."""
        self.app.pop_screen()
