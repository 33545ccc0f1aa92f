"""The library: everything there is to say, to browse, search, read and make one's own.

Over 300 lines: eleven keys and what they show; what is read is drawn in `reading.py`, edited in `editing.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.contact import Contact
from tui.core.opening import values
from tui.core.pages import KINDS, Only, Page, choices, unanswered, with_words
from tui.core.reflection import Capture
from tui.core.text import count, cut
from tui.keys import Action, of_scope
from tui.screens.ask import AskLine
from tui.screens.base import bindings
from tui.screens.editing import Editing
from tui.screens.main import Main
from tui.screens.pick import Pick
from tui.screens.reading import Reading, kinds_line
from tui.widgets.contact_list import ContactList
from tui.widgets.parts import Line, Words

#: Which entry: its kind and id.
Key = tuple[str, object]

#: So many cards a search shows at the most.
_HITS = 20


class LibraryScreen(Main):
    """All the words, kind by kind."""

    SCOPE: ClassVar[str] = "library"
    CSS_PATH = "library.tcss"
    BINDINGS = bindings("library")
    AUTO_FOCUS = "#list"

    def __init__(self, contact: Contact | None) -> None:
        """`contact`: whose names are filled in, if anybody's."""
        super().__init__(contact)
        self._pages: Sequence[Page] | None = None
        """None: they are still being read."""
        self._drafts: Sequence[Capture] = ()
        self._kind = "card"
        self._only = Only()
        self._weak = False
        """Whether the search found only what may be chance."""
        self._shown: Key = ("", "")
        """What is shown (`_key`): keys act on it, wherever the list moves."""

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head, kinds, list, entry, status, keys."""
        self.wording = self.offhook.wording
        self.editing = Editing(self, self.wording)
        yield Words(id="head")
        yield Words(id="kinds")
        yield Words(id="rule")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Words(id="counts")
                yield Line(hint="what they say, or a word of it", id="find")
                yield ContactList(self._row, self._at, id="list")
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
        self.run_worker(self.offhook.count_results(), group="tally", exclusive=True)

    def refresh_words(self) -> None:
        """The files were read again."""
        self.run_worker(self._read(), group="pages", exclusive=True)

    async def _read(self) -> None:
        def read() -> Sequence[Page]:
            return self.wording.scripts.pages(self.wording.playbook)

        self._pages = await asyncio.to_thread(read)
        if self not in self.app.screen_stack:  # gone back meanwhile
            return
        self._drafts = unanswered(self.services.store, self.wording.playbook.cards())
        contact = self._contact or Contact(0, "")
        referrer = self.services.store.get(Contact, contact.referred_by) if contact.referred_by else None
        settings = self.services.settings
        known = values(contact, referrer, settings.my_name, settings.my_company, settings.my_number)
        self.reading = Reading(known, self.wording.playbook.variables)
        self.refresh_list()

    @property
    def entries(self) -> ContactList:
        """The list."""
        return self.query_one("#list", ContactList)

    @property
    def item(self) -> Page | Capture | None:
        """What is shown."""
        item = self.entries.current
        return item if isinstance(item, Page | Capture) else None

    @property
    def pages(self) -> list[Page]:
        """What may be seen, of every kind."""
        return [page for page in self._pages or () if self._only.fits(page)]

    @property
    def words(self) -> str:
        """What is searched for; empty: nothing is."""
        find = self.query_one("#find", Line)
        return find.value.strip() if find.has_class("-open") else ""

    @property
    def items(self) -> list[Page | Capture]:
        """What the list shows."""
        if self.words:
            return [*self._found(self.words)]
        pages = [page for page in self.pages if page.kind == self._kind]
        return [*self._drafts, *pages] if self._kind == "card" and not self._only.what else [*pages]

    def _found(self, words: str) -> list[Page]:
        cards = {page.id: page for page in self.pages if page.kind == "card"}
        hits = self.wording.playbook.search(words, _HITS)
        self._weak = any(hit.weak for hit in hits)
        others = [page for page in self.pages if page.kind != "card"]
        return [*(cards[hit.id] for hit in hits if hit.id in cards), *with_words(others, words)]

    # --------------------------------------------------------------------------------------------- showing

    def refresh_list(self) -> None:
        """Show the list again, with the cursor on the same entry wherever it is now."""
        items = self.items
        at = next((i for i, item in enumerate(items) if _key(item) == self._shown), None)
        if at is None:
            at = min(self.entries.cursor, max(0, len(items) - 1))
        self.entries.show(items, at)
        self._at()
        self.draw()

    def _at(self) -> None:
        """The cursor is on another entry: from now on keys act on it."""
        item = self.item
        self._shown = _key(item) if item else ("", "")

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
        pages = self.pages
        whole = say.quiet(f"{count(len(pages), 'entry', 'entries')} ") if self._pages else Content("")
        self._say("head", say.ends(self.tabs(width - whole.cell_length - 1), whole, width))
        self._say("rule", self.rule())
        by_kind = {kind: sum(page.kind == kind for page in pages) for kind in KINDS}
        self._say("kinds", kinds_line(by_kind, self._kind, width))
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
        items = self.items
        if self.words:
            found = f" {len(items)} perhaps, none for sure" if self._weak else f" {len(items)} found"
            return say.quiet(f"{found if items else ' nothing fits'} · esc")
        drafts = sum(isinstance(item, Capture) for item in items)
        waiting = f" {drafts} without an answer · " if drafts else " "
        only = f" · {self._only.what} {self._only.value} (f)" if self._only.what else ""
        tally, counting = self.runner.tally, ""
        if self._kind == "card" and tally.unread:
            counting = f" · counting {1 - tally.unread / tally.whole:.0%}"
        kind = KINDS[self._kind]
        many = count(len(items) - drafts, kind.removesuffix("s"), kind)
        return say.line(
            (waiting, look.ACCENT), (many, look.QUIET), (only, look.ACCENT), (counting, look.QUIET)
        )

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if isinstance(item, Capture):
            return self.reading.draft_row(item, self._who(item), on_it, width)
        results = self.runner.tally.of(item.id if item.kind == "card" else "")
        return self.reading.row(item, results, on_it, width, with_kind=bool(self.words))

    def _who(self, capture: Capture) -> str:
        contact = self.services.store.get(Contact, capture.contact)
        day = capture.at.astimezone(self.services.zone)
        return ", ".join(filter(None, (contact.title if contact else "", f"{day:%-d %b}")))

    def _page(self) -> Content:
        item = self.item
        room = self.query_one("#page").size.width or self.size.width // 2
        if isinstance(item, Page):
            results = self.runner.tally.of(item.id if item.kind == "card" else "")
            return self.reading.page(item, results, room)
        if isinstance(item, Capture):
            return self._draft(item)
        return self._nothing()

    def _draft(self, capture: Capture) -> Content:
        how = " writes it down: it becomes a card of yours, found in the next call by what they say."
        rows = [
            say.line((f"“{capture.text}”", look.STRONG)),
            say.quiet(f"caught you unprepared · {self._who(capture)}"),
            Content(""),
            say.line("What will you say next time? ", ("enter", look.KEY), how),
        ]
        return say.lines(rows)

    def _nothing(self) -> Content:
        if self._pages is None:
            return say.quiet("Reading your scripts…")
        if self.words:
            rows = (
                "Nothing fits.",
                "Try one word of what they said, or fewer letters. esc leaves the search.",
            )
        elif self.query_one("#find").has_class("-open"):
            rows = ("Search", "Two to four letters are enough, whole sentences are fine.")
        elif self._only.what:
            rows = (f"No {KINDS[self._kind]} here.", "→ shows other kinds, f other purposes, esc everything.")
        else:
            folder = self.wording.scripts.folder
            rows = (f"No {KINDS[self._kind]} yet.", f"They stand in YAML files. Yours belong into {folder}")
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
        both = {"library.kind": "← →"}
        live = [action for action in of_scope("library") if self.can(action)]
        return [replace(a, label=both.get(a.id, a.label)) for a in live if a.id != "library.kind-before"]

    def key_words(self) -> dict[str, str]:
        """What esc does depends on where one is."""
        if self.typing:
            return {"library.back": "leave the search · enter to the list · ↓ ↑ others"}
        return {}

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        item, what = self.item, action.id.partition(".")[2]
        match what:
            case "answer":
                return isinstance(item, Capture)
            case "edit":
                return isinstance(item, Page) and item.own
            case "duplicate":
                return isinstance(item, Page) and not item.own
            case "mend":
                return bool(self.wording.scripts.faults)
            case "on":
                return self.query_one("#right").max_scroll_y > 0
        return True

    # ---------------------------------------------------------------------------------------------- moving

    @on(ContactList.Moved)
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
        kinds = list(KINDS)
        self._leave_search()
        self._kind = kinds[(kinds.index(self._kind) + by) % len(kinds)]
        self._show_the_first()

    def _show_the_first(self) -> None:
        self._shown = ("", "")
        self.entries.show((), 0)
        self.query_one("#right").scroll_home(animate=False)
        self.refresh_list()

    def action_only(self) -> None:
        """Less of it."""
        every = [Only(), *choices(self._pages or ())]
        rows = [
            (f"{only.what} {only.value}".strip() or "everything", f"{sum(map(only.fits, self._pages or ()))}")
            for only in every
        ]

        def chosen(index: int) -> None:
            self._only = every[index]
            if not any(page.kind == self._kind for page in self.pages):  # what there is, is worth more
                self._kind = next((page.kind for page in self.pages), self._kind)
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
            self._kind = kept.kind if isinstance(kept, Page) else self._kind
            self.refresh_list()
        elif self._only.what:
            self._only = Only()
            self.refresh_list()
        else:
            super().action_back()

    # --------------------------------------------------------------------------------------------- changing

    def action_edit(self) -> None:
        """The rep's own, in their editor."""
        page, scripts = self.item, self.wording.scripts
        if isinstance(page, Page) and page.own:
            self._edit(lambda: (Path(page.file), *scripts.place_of(page)))
        elif isinstance(page, Page):
            self.show_status("This one is shipped. d makes a copy in your scripts, to be used instead.")

    def action_duplicate(self) -> None:
        """A shipped one becomes the rep's."""
        page, scripts = self.item, self.wording.scripts

        def copy() -> tuple[Path, int, int]:
            assert isinstance(page, Page)
            file = scripts.duplicate(page)
            return (file, *scripts.place_of(replace(page, file=str(file))))

        if isinstance(page, Page) and page.own:
            self.show_status("This one is yours already. e opens it.")
        elif isinstance(page, Page):
            self._edit(copy)

    def action_mend(self) -> None:
        """To the first fault."""
        if faults := self.wording.scripts.faults:
            first = faults[0]
            self._edit(lambda: (Path(first.file), first.line, first.column))

    def _edit(self, find: Callable[[], tuple[Path, int, int]]) -> None:
        self.show_status("")
        self.run_worker(self.editing.place_and_edit(find), group="save")

    def action_answer(self) -> None:
        """An answer for what the rep was not ready for."""
        capture = self.item
        if not isinstance(capture, Capture):
            return
        title = f"“{cut(capture.text, 40)}”: what will you say next time?"
        hint = "one line; leave it empty to write it in your editor"
        self.ask(
            AskLine(title, hint, may_be_empty=True),
            lambda answer: self.run_worker(self._answer(capture, answer), group="save"),
        )

    async def _answer(self, capture: Capture, answer: str) -> None:
        scripts, pages = self.wording.scripts, self._pages or ()
        if not answer and (problem := self.services.editor().problem):
            self.show_status(problem=f"{problem} Or write the answer in one line here.")
            return
        try:
            file = await asyncio.to_thread(scripts.write_card, capture.text, answer, pages)
        except OSError as error:
            self.show_status(problem=f"Nothing was made: {error.strerror or error}.")
            return
        if answer:
            await self.wording.reload()
            self.show_status(f"Saved as a card of yours, in {file.name}. e adds to it.")
            return
        page = Page("card", file.stem, capture.text, "", str(file), own=True)
        line, column = await asyncio.to_thread(scripts.place_of, page)
        await self.editing.edit(file, line, column, done=lambda: scripts.take_back(file))
        if not file.exists():
            self.show_status("No answer was written: it waits on.")


def _key(item: Page | Capture) -> Key:
    return ("draft", item.id) if isinstance(item, Capture) else (item.kind, item.id)
