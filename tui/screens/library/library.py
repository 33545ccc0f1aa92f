"""The library: everything there is to say, to browse, search, read and make one's own.

Over 300 lines: thirteen keys and what they show. What is in the list is worked out in `browsing.py`, drawn in
`reading.py`, and changed by `making.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, private, say
from tui.core.call.attempt import Promise
from tui.core.call.opening import values
from tui.core.pages import AWAY, KINDS, Only, Page, Waiting, put_away, questions, unanswered
from tui.core.people.contact import Contact
from tui.core.text import count
from tui.keys import Action, filled, key_of, of_scope
from tui.screens.base import bindings
from tui.screens.library.browsing import Browsing, Item, Key, key
from tui.screens.library.making import Making
from tui.screens.library.reading import Reading, kinds_line
from tui.screens.main import Main
from tui.screens.pick import Pick
from tui.screens.taking import READ, copy_sheet
from tui.widgets.long_list import LongList
from tui.widgets.parts import Line, Words


class LibraryScreen(Main):
    """All the words, kind by kind."""

    SCOPE: ClassVar[str] = "library"
    CSS_PATH = "library.tcss"
    BINDINGS = bindings("library")
    AUTO_FOCUS = "#list"

    def __init__(self, contact: Contact | None) -> None:
        """`contact`: whose names are filled in, if anybody's."""
        super().__init__(contact)
        self.browsing = Browsing()
        self._shown: Key = ("", "")
        """What is shown (`key`): keys act on it, wherever the list moves."""
        self._sought: Path | None = None
        """A new file: what stands in it is to be shown."""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head, kinds, list, entry, status, keys."""
        self.wording = self.offhook.wording
        self.making = Making(self, self.wording, self._seek)
        yield Words(id="head")
        yield Words(id="kinds")
        yield Words(id="rule")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Words(id="counts")
                yield Line(hint="what they say, or a word of it", id="find")
                yield LongList(self._row, self._at, id="list")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="page")
        yield Words(id="banner")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Everything is read and counted beside the picture."""
        self.begin()
        # Whether there is more to read than is seen, is known when the entry has been laid out.
        self.watch(self.query_one("#right"), "virtual_size", self.show_keys, init=False)
        self.refresh_words()
        private.beside(self, self.offhook.count_results, "tally", only=True)

    def refresh_words(self) -> None:
        """The files were read again."""
        # Not a coroutine: one that another takes the place of before it began would never be awaited.
        private.beside(self, self._read, "pages", only=True)

    async def _read(self) -> None:
        def read() -> Sequence[Page]:
            return self.wording.scripts.pages(self.wording.playbook)

        pages = await asyncio.to_thread(read)
        if self not in self.app.screen_stack:  # gone back meanwhile
            return
        store, cards = self.services.store, self.wording.playbook.cards()
        self.browsing.take(pages, [*unanswered(store, cards), *questions(store, cards)], put_away(store))
        contact = self._contact or Contact(0, "")
        referrer = store.get(Contact, contact.referred_by) if contact.referred_by else None
        settings = self.services.settings
        known = values(contact, referrer, settings.my_name, settings.my_company, settings.my_number)
        self.reading = Reading(known, self.wording.playbook.variables)
        self._show_sought()
        self.refresh_list()

    def _show_sought(self) -> None:
        """Turn to a new entry, once."""
        found = next((page for page in self.browsing.every or () if Path(page.file) == self._sought), None)
        self._sought = None
        if found:
            self._leave_search()
            self.browsing.kind, self.browsing.only, self._shown = found.kind, Only(), key(found)

    @property
    def entries(self) -> LongList:
        """The list."""
        return self.query_one("#list", LongList)

    @property
    def item(self) -> Item | None:
        """What is shown."""
        item = self.entries.current
        return item if isinstance(item, Item) else None

    @property
    def words(self) -> str:
        """What is searched for; empty: nothing is."""
        find = self.query_one("#find", Line)
        return find.value.strip() if find.has_class("-open") else ""

    # --------------------------------------------------------------------------------------------- showing

    def refresh_list(self) -> None:
        """Show the list again, with the cursor on the same entry wherever it is now."""
        self.browsing.look(self.words, self.wording.playbook)
        items = self.browsing.items
        at = next((i for i, item in enumerate(items) if key(item) == self._shown), None)
        if at is None:
            at = min(self.entries.cursor, max(0, len(items) - 1))
        self.entries.show(items, at)
        self._at()
        self.draw()

    def _at(self) -> None:
        """The cursor is on another entry: from now on keys act on it."""
        item = self.item
        self._shown = key(item) if item else ("", "")

    def refresh_second(self, moved: bool) -> None:
        """Once a second: how far the counting is."""
        if self.runner.tally.unread:
            self.refresh_grown()

    def refresh_grown(self) -> None:
        """More results are counted."""
        self.entries.redraw()
        self.draw_later()

    def draw(self) -> None:
        """Everything but the list itself."""
        width = self.size.width
        pages = self.browsing.pages
        whole = say.quiet(f"{count(len(pages), 'entry', 'entries')} ") if pages else Content("")
        self._say("head", say.ends(self.tabs(width - whole.cell_length - 1), whole, width))
        self._say("rule", self.rule())
        by_kind = {kind: sum(page.kind == kind for page in pages) for kind in KINDS}
        self._say("kinds", kinds_line(by_kind, self.browsing.kind, width))
        self._say("counts", self._counts())
        self._say("page", self._page())
        problem = self.wording.scripts.banner()
        banner = self.query_one("#banner", Words)
        banner.display = bool(problem)
        banner.say(say.line((f"{look.PROBLEM} {problem}", look.BAD)))
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _counts(self) -> Content:
        browsing, tally = self.browsing, self.runner.tally
        items, only = browsing.items, browsing.only
        if self.words:
            found = f" {len(items)} perhaps, none for sure" if browsing.weak else f" {len(items)} found"
            return say.quiet(f"{found if items else ' nothing fits'} · {key_of('library.back')}")
        if only.what == AWAY:
            return say.line((f" {len(items)} {AWAY} ({key_of('library.only')})", look.ACCENT))
        waiting = f" {browsing.without_answer} without an answer · " if browsing.without_answer else " "
        chosen = f" · {only.what} {only.value} ({key_of('library.only')})" if only.what else ""
        counting = ""
        if browsing.kind == "card" and tally.unread:
            counting = f" · counting {1 - tally.unread / tally.whole:.0%}"
        kind = KINDS[browsing.kind]
        many = count(sum(isinstance(item, Page) for item in items), kind.removesuffix("s"), kind)
        return say.line(
            (waiting, look.ACCENT), (many, look.QUIET), (chosen, look.ACCENT), (counting, look.QUIET)
        )

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, Page):
            return self.reading.waiting_row(item, self._who(item), on_it, width)
        results = self.runner.tally.of(item.id if item.kind == "card" else "")
        return self.reading.row(item, results, on_it, width, with_kind=bool(self.words))

    def _who(self, waiting: Waiting) -> str:
        contact = self.services.store.get(Contact, waiting.contact)
        day = (waiting.made if isinstance(waiting, Promise) else waiting.at).astimezone(self.services.zone)
        return ", ".join(filter(None, (contact.title if contact else "", f"{day:%-d %b}")))

    def _page(self) -> Content:
        item = self.item
        room = self.query_one("#page").content_size.width or self.size.width // 2
        if isinstance(item, Page):
            results = self.runner.tally.of(item.id if item.kind == "card" else "")
            return self.reading.page(item, results, room)
        return self.reading.waiting(item, self._who(item)) if item else self._nothing()

    def _nothing(self) -> Content:
        kind = KINDS[self.browsing.kind]
        if self.browsing.every is None:
            return say.quiet("Reading your scripts…")
        if self.words:
            rows = (
                "Nothing fits.",
                filled("Try one word of what they said, or fewer letters. {library.back} leaves the search."),
            )
        elif self.query_one("#find").has_class("-open"):
            rows = ("Search", "Two to four letters are enough, whole sentences are fine.")
        elif self.browsing.only.what:
            other, only, back = map(key_of, ("library.kind", "library.only", "library.back"))
            rows = (
                f"No {kind} here.",
                f"{other} shows other kinds, {only} other purposes, {back} everything.",
            )
        else:
            folder = self.wording.scripts.folder
            rows = (
                f"No {kind} yet.",
                f"{key_of('library.new')} begins one. They stand in YAML files; yours belong into {folder}",
            )
        return say.lines([say.line((rows[0], look.STRONG)), say.quiet(rows[1])])

    def on_resize(self) -> None:
        """Narrow, normal and wide terminals."""
        self.set_class(self.size.width < 90, "-narrow")
        self.set_class(self.size.width >= 140, "-wide")
        self.draw_later()

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    def live_keys(self) -> Iterable[Action]:
        """Keys that do something for what is shown; in the search only the one that leaves it."""
        if self.typing:
            return [action for action in of_scope("library") if action.id == "library.back"]
        both = {"library.kind": f"{key_of('library.kind-before')} {key_of('library.kind')}"}
        live = [action for action in of_scope("library") if self.can(action)]
        return [replace(a, label=both.get(a.id, a.label)) for a in live if a.id != "library.kind-before"]

    def key_words(self) -> dict[str, str]:
        """What esc does depends on where one is."""
        if self.typing:
            return {"library.back": "leave the search · enter to the list · ↓ ↑ others"}
        item = self.item
        back = item is not None and not isinstance(item, Page) and item.put_away
        return {"library.put-away": "bring back"} if back else {}

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        item, what = self.item, action.id.partition(".")[2]
        match what:
            case "answer" | "put-away":
                return item is not None and not isinstance(item, Page)
            case "edit":
                return isinstance(item, Page) and item.own
            case "copy":
                return isinstance(item, Page)
            case "duplicate":
                return isinstance(item, Page) and not item.own
            case "new":
                return self.browsing.every is not None
            case "recordings":
                return self.browsing.kind == "voicemail"
            case "mend":
                return bool(self.wording.scripts.faults)
            case "on":
                return self.query_one("#right").max_scroll_y > 0
        return True

    def action_copy(self) -> None:
        """This entry, to the clipboard."""
        copy_sheet(self)

    def readable(self) -> tuple[str, str] | None:
        """This entry."""
        item = self.item
        if not isinstance(item, Page):
            return None
        results = self.runner.tally.of(item.id if item.kind == "card" else "")
        return item.title, self.reading.page(item, results, READ).plain + "\n"

    # ---------------------------------------------------------------------------------------------- moving

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.query_one("#right").scroll_home(animate=False)
        self.draw_later()

    def on_key(self, event: events.Key) -> None:
        """Up and down in the search choose another entry."""
        if self.typing and event.key in {"down", "up"}:
            self.entries.cursor += 1 if event.key == "down" else -1

    def action_on(self) -> None:
        """A screenful further; behind the end the beginning."""
        right = self.query_one("#right")
        at_the_end = right.scroll_offset.y >= right.max_scroll_y
        right.scroll_to(y=0 if at_the_end else right.scroll_offset.y + right.size.height - 3, animate=False)

    def action_kind(self) -> None:
        """The next kind."""
        self._go_to_kind(1)

    def action_kind_before(self) -> None:
        """The kind before."""
        self._go_to_kind(-1)

    def _go_to_kind(self, by: int) -> None:
        self._leave_search()
        self.browsing.turn(by)
        self._show_the_first()

    def _show_the_first(self) -> None:
        self._shown = ("", "")
        self.entries.show((), 0)
        self.query_one("#right").scroll_home(animate=False)
        self.refresh_list()

    def action_only(self) -> None:
        """Less of it."""
        every = self.browsing.choices()
        rows = [(f"{only.what} {only.value}".strip() or "everything", f"{many}") for only, many in every]

        def chosen(index: int) -> None:
            self.browsing.choose(every[index][0])
            self._show_the_first()

        self.ask(Pick("See only…", rows), chosen)

    def action_find(self) -> None:
        """Search."""
        find = self.query_one("#find", Line)
        find.add_class("-open")
        find.focus()
        self._show_the_first()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if event.input.has_class("-open"):  # else emptied by esc
            self._show_the_first()

    @on(Input.Submitted, "#find")
    def _chosen(self) -> None:
        self.entries.focus()

    def _leave_search(self) -> None:
        find = self.query_one("#find", Line)
        find.remove_class("-open")
        find.value = ""
        self.entries.focus()

    def action_back(self) -> None:
        """One step back: the search (what was found stays shown), what was chosen, the library."""
        if self.query_one("#find").has_class("-open"):
            kept = self.item
            self._leave_search()
            if isinstance(kept, Page):
                self.browsing.kind = kept.kind
            self.refresh_list()
        elif self.browsing.only.what:
            self.browsing.only = Only()
            self.refresh_list()
        else:
            super().action_back()

    # --------------------------------------------------------------------------------------------- changing

    def action_edit(self) -> None:
        """The rep's own, in their editor."""
        if isinstance(self.item, Page):
            self.making.edit(self.item)

    def action_duplicate(self) -> None:
        """A shipped one becomes the rep's."""
        if isinstance(self.item, Page):
            self.making.duplicate(self.item)

    def action_new(self) -> None:
        """A new one of the kind that is shown."""
        if self.browsing.every is not None:
            self.making.new(self.browsing.kind, self.browsing.every)

    def action_recordings(self) -> None:
        """The voicemails the rep recorded."""
        from tui.screens.library.recordings import RecordingsScreen

        self.app.push_screen(RecordingsScreen())

    def action_mend(self) -> None:
        """To the first fault."""
        self.making.mend()

    def action_answer(self) -> None:
        """An answer for what the rep was not ready for."""
        if self.item and not isinstance(self.item, Page):
            self.making.answer(self.item, self.browsing.every or ())

    def action_put_away(self) -> None:
        """What needs no answer."""
        if self.item and not isinstance(self.item, Page):
            self.making.put_away(self.item, self._change)

    def _change(self, now: Waiting) -> None:
        self.browsing.change(now)
        if self in self.app.screen_stack:
            self.refresh_list()

    def _seek(self, file: Path) -> None:
        """What stands in a new file is what is shown when the files are read again."""
        self._sought = file
