"""Two that may be one person, side by side: made one, or told apart for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.books import Books
from tui.core.call.attempt import Attempt
from tui.core.people.contact import Contact, Two
from tui.core.people.merging import Apart, merge, merges, part
from tui.core.people.near import Near, Pair
from tui.core.ports import Batch, SaveFailed
from tui.core.request import Done, Impossible
from tui.core.text import count
from tui.keys import Action, key_of
from tui.screens.base import Base, bindings
from tui.screens.lists.pair import side_by_side
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

#: So many people are compared in one go.
_SLICE = 50


class DuplicatesScreen(Base):
    """Pairs, one after the other."""

    SCOPE: ClassVar[str] = "duplicates"
    CSS_PATH = "lists.tcss"
    BINDINGS = bindings("duplicates")
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._pairs: list[Pair] = []
        self._unread = 1
        """How many people are still to be compared."""
        self._swapped = False
        """Whether the second one's name is kept."""
        self._two: list[int] = []
        """Ids of what was said to be two since the screen opened, the last one last."""

    def compose(self) -> ComposeResult:
        """Head; the pairs; the two, side by side; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="pairs"):
            yield Words(id="counts")
            yield LongList(self._row, self._moved_at_once, id="list")
            with Horizontal(id="both"):
                with VerticalScroll(can_focus=False):
                    yield Words(id="first")
                with VerticalScroll(can_focus=False):
                    yield Words(id="second")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Compared beside the picture."""
        self.begin()
        self._look_again()

    def _look_again(self) -> None:
        self.run_worker(self._look(), group="lists", exclusive=True)

    async def _look(self) -> None:
        store = self.services.store
        near, ids = Near(Apart.of(store)), store.ids(Contact)
        self._unread = len(ids)
        for at in range(0, len(ids), _SLICE):
            some = (store.get(Contact, id) for id in ids[at : at + _SLICE])
            near.look(contact for contact in some if contact)
            self._unread = max(0, len(ids) - at - _SLICE)
            await self.offhook.let_keys_through()
        self._unread = 0
        self._pairs = list(near.pairs)
        self._show(0)

    # --------------------------------------------------------------------------------------------- showing

    @property
    def pair(self) -> Pair | None:
        """The pair that is shown."""
        item = self.query_one("#list", LongList).current
        return item if isinstance(item, Pair) else None

    def _show(self, at: int) -> None:
        self._swapped = False
        self.query_one("#list", LongList).show(list(self._pairs), at)
        self.draw()

    def _moved_at_once(self) -> None:
        self._swapped = False

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.draw_later()

    def refresh_second(self, moved: bool) -> None:
        """Once a second: how far the looking is."""
        if self._unread:
            self.draw_later()

    def draw(self) -> None:
        """Draw everything."""
        width = self.size.width
        self._say(
            "head", say.line((" Duplicates", look.STRONG), ("   two that may be one person", look.QUIET))
        )
        self._say("rule", self.rule())
        pair = self.pair
        self.query_one("#both").display = pair is not None
        self._say("counts", self._counts())
        if pair:
            room = (self.query_one("#both").size.width or width) // 2 - 6
            kept, other = self._kept_and_other(pair)
            calls = (self._calls(kept), self._calls(other))
            for id, rows in zip(("first", "second"), side_by_side(kept, other, calls, room), strict=True):
                self._say(id, rows)
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _counts(self) -> Content:
        if self._unread:
            return say.quiet(" Comparing everybody…")
        if not self._pairs:
            return say.line((f" {look.DONE} ", look.GOOD), "Nobody here looks like somebody else.")
        return say.quiet(f" {count(len(self._pairs), 'pair')}, the surest first")

    def _kept_and_other(self, pair: Pair) -> tuple[Contact, Contact]:
        store = self.services.store
        found = [store.get(Contact, id) or Contact(id, "gone") for id in (pair.first, pair.second)]
        first, second = reversed(found) if self._swapped else found
        return first, second

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, Pair):
            return Content(""), Content("")
        store = self.services.store
        names = [one.title if (one := store.get(Contact, id)) else "gone" for id in (item.first, item.second)]
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        title = say.line(sign, (names[0], look.STRONG if on_it else ""), ("  and  ", look.QUIET), names[1])
        return title, say.quiet(f"     {item.why}")

    def _calls(self, contact: Contact) -> str:
        calls = self.services.store.of_contact(Attempt, contact.id)
        if not calls:
            return "none"
        day = calls[-1].started.astimezone(self.services.zone)
        return f"{len(calls):,}, the last {day:%-d %b}"

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        what = action.id.partition(".")[2]
        if what in {"merge", "two", "swap"}:
            return self.pair is not None
        return what != "undo" or bool(self._two or merges(self.services.store))

    def live_keys(self) -> list[Action]:
        """What does something now."""
        return [action for action in super().live_keys() if self.can(action)]

    # ------------------------------------------------------------------------------------------------ keys

    def action_swap(self) -> None:
        """The other one's name is kept."""
        self._swapped = not self._swapped
        self.draw()

    def action_merge(self) -> None:
        """They are one."""
        pair, now = self.pair, self.runner.now.utc
        if pair is None:
            return
        kept, other = self._kept_and_other(pair)

        def done(said: str) -> None:
            self._two.clear()
            self._without({other.id})
            self.show_status(f"Saved: {said}. {key_of('duplicates.undo')} parts them again.")

        self._change(lambda books: merge(books, kept.id, other.id, now), done)

    def action_two(self) -> None:
        """They are two."""
        pair, now = self.pair, self.runner.now.utc
        if pair is None:
            return
        two = Two(self.services.store.new_id(Two), pair.first, pair.second, now)

        def done(said: str) -> None:
            self._two.append(two.id)
            self._pairs = [one for one in self._pairs if one is not pair]
            self._show(min(self.query_one("#list", LongList).cursor, len(self._pairs) - 1))
            self.show_status("Saved: they are two, and you are not asked again.")

        self._change(lambda books: Done(Batch((two,)), ""), done)

    def action_undo(self) -> None:
        """The last answer is taken back."""
        now = self.runner.now.utc
        if self._two:
            two = self._two.pop()
            self._change(
                lambda books: Done(Batch(drops=((Two, two),)), "They are asked about again"), self._again
            )
        elif last := next(iter(merges(self.services.store)), None):
            self._change(lambda books: part(books, last, now), self._again)

    def _again(self, said: str) -> None:
        self.show_status(f"{said}.")
        self._look_again()

    def _without(self, gone: set[int]) -> None:
        self._pairs = [pair for pair in self._pairs if not gone & {pair.first, pair.second}]
        self._show(min(self.query_one("#list", LongList).cursor, len(self._pairs) - 1))

    def _change(self, make: Callable[[Books], Done | Impossible], then: Callable[[str], object]) -> None:
        async def save() -> None:
            done = await self.runner.change(make)
            if isinstance(done, Done):
                then(done.said)
                self.offhook.show_changes()
            elif isinstance(done, SaveFailed):
                self.show_status(problem=done.problem)
            else:
                self.show_status(problem=f"Nothing was changed: {done.why}.")
                self._look_again()

        self.run_worker(save(), group="save")

    def action_back(self) -> None:
        """Back to the lists."""
        self.app.pop_screen()
