"""The call lists: how many people each has, whom one may call, what came of it; and what is done to them.

Over 300 lines: twelve keys, and the counts that stand beside them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Attempt, CallList
from tui.core.call.purpose import name_of
from tui.core.lists.dnc import DncList, old_lists
from tui.core.lists.imported import Imported, last
from tui.core.mishap import not_written
from tui.core.people.contact import Contact, Merged, Two
from tui.core.people.merging import Apart
from tui.core.people.near import Near, Pair
from tui.core.people.rolls import Roll, Rolls
from tui.core.ports import SaveFailed
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.screens.ask import AskKey, AskLine, Choice
from tui.screens.base import Base, bindings
from tui.screens.lists.undoing import ask_to_undo
from tui.screens.main import Main
from tui.screens.pick import Pick
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

#: So many people or calls are counted in one go, and so many rows are written.
_SLICE = 100
#: Cells of a number column.
_NUMBER = 15
_FORMS = {
    "csv": "CSV",
    "json": "JSON",
    "hubspot": "HubSpot",
    "salesforce": "Salesforce",
    "pipedrive": "Pipedrive",
}


class ListsScreen(Main):
    """One of the main screens."""

    SCOPE: ClassVar[str] = "lists"
    CSS_PATH = "lists.tcss"
    BINDINGS = bindings("lists")
    AUTO_FOCUS = "#list"

    def __init__(self, contact: Contact | None) -> None:
        super().__init__(contact)
        self._rolls: Rolls | None = None
        self._pairs: Sequence[Pair] | None = None
        """Who may be one person; None: not looked for yet."""
        self._profile = ""
        """What is known of the profile, in words."""
        self._counted: tuple[int, ...] = ()
        """How many records of each kind there were when it was counted."""
        self._last: Imported | None = None
        """The import that can be taken back."""

    def compose(self) -> ComposeResult:
        """Head; the lists; what waits; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="lists"):
            yield Words(id="counts")
            yield LongList(self._row, lambda: None, id="list")
            yield Words(id="nothing")
            yield Words(id="waits")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Counted beside the picture."""
        self.begin()

    def on_screen_resume(self) -> None:
        """Back from an import or a decision: other numbers. A question changes none."""
        kinds = (Contact, Attempt, Merged, Two, DncList, CallList)
        now = tuple(len(self.services.store.all(kind)) for kind in kinds)
        self.run_worker(self._count(anew=now != self._counted), group="lists", exclusive=True)
        self._counted = now

    async def _count(self, anew: bool = True) -> None:
        if not anew and self._pairs is not None:
            self._profile = await asyncio.to_thread(self._profile_words)
            self.draw_later()
            return
        self._pairs = None
        judge = self.runner.queue.judge
        rolls = Rolls(
            self.services.store, self.services.defaults.dispositions, lambda c: bool(judge.numbers(c))
        )
        if self._rolls is None:
            self._rolls = rolls
        self._last = last(self.services.store)
        self._profile = await asyncio.to_thread(self._profile_words)
        while rolls.read(_SLICE):
            await self.offhook.let_keys_through()
        self._rolls = rolls  # the counts of before stand until then
        self.draw_later()
        await self._look_for_doubles()

    async def _look_for_doubles(self) -> None:
        store = self.services.store
        near, ids = Near(Apart.of(store)), store.ids(Contact)
        for at in range(0, len(ids), _SLICE // 2):
            some = (store.get(Contact, id) for id in ids[at : at + _SLICE // 2])
            near.look(contact for contact in some if contact)
            await self.offhook.let_keys_through()
        self._pairs = near.pairs  # and no more of it: what it compares by is large
        self.draw_later()

    def _profile_words(self) -> str:
        kept = self.services.profile_file().read()
        if kept.fault:
            return f"! {kept.fault}"
        if not kept.profile.markers:
            return ""
        return f"{count(len(kept.profile.markers), 'marker')}, version {kept.version}"

    # --------------------------------------------------------------------------------------------- showing

    @property
    def lists(self) -> LongList:
        """The list of lists."""
        return self.query_one("#list", LongList)

    @property
    def roll(self) -> Roll | None:
        """The list under the cursor."""
        item = self.lists.current
        return item if isinstance(item, Roll) else None

    def refresh_second(self, moved: bool) -> None:
        """Once a second: how far the counting is; and other people are counted anew."""
        if self.app.screen is not self:
            return
        if moved:  # an import may have been taken back that brought nobody new
            self._last = last(self.services.store)
            self.draw_later()
        if moved and self._rolls and len(self.services.store.all(Contact)) != self._rolls.whole:
            self.on_screen_resume()
        elif self._rolls and (self._rolls.unread or self._rolls.uncounted):
            self.draw_later()

    def draw(self) -> None:
        """Draw everything."""
        width, rolls = self.size.width, self._rolls.rolls if self._rolls else ()
        self._say("head", say.ends(self.tabs(width - 1), Content(""), width))
        self._say("rule", self.rule())
        name = self.roll.name if self.roll else None
        at = next((i for i, roll in enumerate(rolls) if roll.name == name), self.lists.cursor)
        self.lists.show(rolls, at)
        self.lists.display = bool(rolls)
        self.query_one("#nothing").display = not rolls
        self._say("nothing", self._nothing())
        self._say("counts", self._counts(rolls, self.query_one("#counts").size.width or width))
        self._say("waits", say.lines(self._waits()))
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _counts(self, rolls: Sequence[Roll], width: int) -> Content:
        if not rolls:
            return Content("")
        far = ""
        if self._rolls and self._rolls.unread:
            far = f" · counting {1 - self._rolls.unread / max(1, self._rolls.whole):.0%}"
        elif self._rolls and self._rolls.uncounted:
            far = " · counting conversations"
        left = say.quiet(f" {count(len([r for r in rolls if r.name]), 'list')}{far}")
        heads = "".join(head.rjust(_NUMBER) for head in self._columns)
        return say.ends(left, say.quiet(f"{heads} "), width)

    @property
    def _columns(self) -> Sequence[str]:
        if self.size.width < 90:
            return ("people", "callable", "called")
        return ("people", "callable", "called", "conversations")

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, Roll):
            return Content(""), Content("")
        numbers = (item.people, item.callable, item.called, item.conversations)[: len(self._columns)]
        shown = "".join(f"{number:>{_NUMBER},}" for number in numbers)
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        name = item.name or "added by hand"
        first = say.line(sign, (name, look.STRONG if on_it else "" if item.name else look.QUIET))
        return say.ends(first, say.line(f"{shown} "), width), say.quiet(f"     {self._about(item)}")

    def _about(self, roll: Roll) -> str:
        one = roll.list
        parts = []
        if one and one.file:
            parts.append(f"from {one.file}")
        if one and one.imported:
            day = one.imported.astimezone(self.services.zone)
            parts.append(f"{day:%-d %b %Y}" if day.year != self.runner.now.utc.year else f"{day:%-d %b}")
        if one and one.purpose:
            parts.append(name_of(self.services.defaults.purposes, one.purpose))
        if not roll.name:
            parts.append("people who are on no list")
        return " · ".join(parts)

    def _waits(self) -> Iterator[Content]:
        """What else there is, each with its key."""
        store, now = self.services.store, self.runner.now.utc
        pairs = len(self._pairs or ())
        yield _fact(key_of("lists.markers"), "who fits", self._profile or "no markers yet: everybody fits")
        if pairs:
            each = " each" if pairs > 1 else ""
            yield _fact(
                key_of("lists.duplicates"),
                "duplicates",
                f"{count(pairs, 'pair')} may be one person{each}",
                look.ACCENT,
            )
        else:
            yield _fact(
                key_of("lists.duplicates"),
                "duplicates",
                "looking…" if self._pairs is None else "none in sight",
            )
        lists, old = store.all(DncList), old_lists(store, self.services.defaults.list_ages, now)
        numbers = sum(one.total for one in lists)
        said = f"{count(len(lists), 'list')}, {count(numbers, 'number')}" if lists else "no lists of numbers"
        older = (
            f"{look.PROBLEM} {len(old)} of {said}: older than {'they' if len(old) > 1 else 'it'} should be"
        )
        yield _fact(
            key_of("lists.forbidden"), "do not call", older if old else said, look.BAD if old else look.QUIET
        )
        imported = self._last
        if imported:
            day = imported.at.astimezone(self.services.zone)
            yield _fact(
                key_of("lists.undo"),
                "last import",
                f"{imported.file}, {day:%-d %b %H:%M}: {count(imported.people, 'new person', 'new people')}",
            )

    def _nothing(self) -> Content:
        if self._rolls is None:
            return say.quiet(" Counting…")
        rows = [
            say.line((" No call list yet.", look.STRONG)),
            Content(""),
            say.line(
                (f" {key_of('lists.import')}  ", look.KEY),
                "brings one in: CSV, Excel, vCard and their relatives.",
            ),
            say.quiet(
                f"    What will happen is said before it does, and {key_of('lists.undo')} takes it back."
            ),
        ]
        return say.lines(rows)

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.show_keys()

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        match action.id.partition(".")[2]:
            case "purpose":
                return bool(self.roll and self.roll.name)
            case "undo":
                return self._last is not None
        return True

    def live_keys(self) -> Iterable[Action]:
        """What does something now; the tabs say the numbers."""
        numbers = {"lists.today", "lists.queue", "lists.library", "lists.practice"}
        return (a for a in of_scope("lists") if self.can(a) and a.id not in numbers)

    # ------------------------------------------------------------------------------------------------ keys

    def action_import(self) -> None:
        """Bring in a file."""
        from tui.screens.lists.importing import ImportScreen

        self.app.push_screen(ImportScreen())

    def action_markers(self) -> None:
        """Who fits."""
        from tui.screens.lists.narrowing import MarkersScreen

        self.app.push_screen(MarkersScreen())

    def action_duplicates(self) -> None:
        """Who may be one person."""
        from tui.screens.lists.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen())

    def action_forbidden(self) -> None:
        """Do-not-call lists."""
        from tui.screens.lists.forbidden import ForbiddenScreen

        self.app.push_screen(ForbiddenScreen())

    def action_undo(self) -> None:
        """Take the last import back."""
        ask_to_undo(self)

    def action_purpose(self) -> None:
        """Why everybody on this list is called."""
        roll = self.roll
        if roll is None or not roll.name:
            return
        now = roll.list.purpose if roll.list else ""
        rows = [Choice(str(n), p.id, p.name) for n, p in enumerate(self.services.defaults.purposes[:9], 1)]
        hint = (
            f"Now: {name_of(self.services.defaults.purposes, now)}."
            if now
            else "For whoever has none of their own."
        )
        self.ask(
            AskKey(f"Why do you call the people of {roll.name}?", rows, hint), lambda id: self._keep(roll, id)
        )

    def _keep(self, roll: Roll, purpose: str) -> None:
        async def save() -> None:
            store = self.services.store
            one = store.get(CallList, roll.list.id) if roll.list else None
            put = one or CallList(store.new_id(CallList), roll.name)
            answer = await self.runner.keep(replace(put, purpose=purpose))
            if isinstance(answer, SaveFailed):
                self.show_status(problem=answer.problem)
            else:
                named = name_of(self.services.defaults.purposes, purpose)
                self.show_status(f"Saved: {roll.name} is called to {named}.")
                self._counted = ()
                self.on_screen_resume()
                self.offhook.show_changes()

        self.run_worker(save(), group="save")

    def action_export(self) -> None:
        """Everything out."""
        forms = self.services.exports()
        rows = [(f"{one.what} · {_FORMS[one.form]}", one.words) for one in forms]
        self.ask(Pick("Export what?", rows), lambda index: self._ask_where(forms[index]))

    def _ask_where(self, form: Any) -> None:
        day = self.runner.now.utc.astimezone(self.services.zone)
        crm = "" if form.form in {"csv", "json"} else f"-{form.form}"
        name = f"~/offhook-{form.what}{crm}-{day:%Y-%m-%d}.{form.ending}"
        intake = self.services.intake()

        def flaw(text: str) -> str:
            path = intake.path(text)
            if path is None or path.is_dir():
                return "That is a folder. Name a file in it."
            return "There is a file of that name already. Choose another." if path.exists() else ""

        def chosen(text: str) -> None:
            if path := intake.path(text):  # the app's own: a screen that is left takes its workers along
                self.show_status(f"Writing {form.what}…")
                self.app.run_worker(self._export(path, form), group="save")

        self.ask(AskLine("Into which file? It is for you alone.", name, name, flaw), chosen)

    async def _export(self, path: Path, form: Any) -> None:
        pieces: list[str] = []
        made = self.services.export(form)
        while some := list(islice(made, _SLICE)):
            pieces.append("".join(some))
            await self.offhook.let_keys_through()
        try:
            await asyncio.to_thread(self.services.write_export, path, form, pieces)
        except OSError as error:
            nothing = "Nothing was written there, and your people are as they were."
            self._tell(problem=not_written(f"{path} cannot be written", error, nothing))
        else:
            self._tell(f"Saved: {form.what} are in {self.services.intake().shown(path)}.")

    def _tell(self, said: str = "", problem: str = "") -> None:
        """Said here, or on the screen one has gone to."""
        here = self if self in self.app.screen_stack else self.app.screen
        if isinstance(here, Base):
            here.show_status(said, problem)


def _fact(key: str, label: str, text: str, style: str = look.QUIET) -> Content:
    return say.line((f" {key}  ", look.KEY), (label.ljust(13), ""), (text, style))
