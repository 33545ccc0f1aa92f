"""What the queue shows: who is in the list and found in it, the person beside it, the counts and the clocks.

What its other keys do is in `queue.py`. Over 300 lines: where the cursor is, everything of this follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from textual import on
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.call.states import Choosing
from tui.core.day.goals import DIALS
from tui.core.people.contact import Contact, Number
from tui.core.people.listed import Listed
from tui.core.queue.verdict import Held, Place
from tui.core.text import count
from tui.keys import key_of
from tui.screens.call.large import show_large
from tui.screens.main import ToMain
from tui.screens.queue import nobody
from tui.screens.queue.block import BlockRun
from tui.screens.queue.dialing import Dialing
from tui.screens.queue.nudges import Nudges, goal_count
from tui.screens.queue.row_and_card import Shown
from tui.widgets.long_list import LongList
from tui.widgets.parts import Line, Words

_FILTERS = ("callable", "held", "all")


def _so_far(seen: int, whole: int) -> tuple[str, ...]:
    """How far it is, in ever fewer words; nothing when everybody was looked at."""
    if seen >= whole:
        return ("",)
    return f" so far · looked at {seen:,} of {whole:,}", f" so far · {seen / whole:.0%} looked at", " so far"


class Card(Words):
    """The person shown. It is cut by the room there is: in another room it is drawn anew."""

    def on_resize(self) -> None:
        """A block, or a line below, gives it another size than it was drawn for."""
        cast(ShowsQueue, self.screen).draw_later()


class ShowsQueue(ToMain):
    """The list with its cursor, and whoever stands at it."""

    block: BlockRun
    dialing: Dialing
    held: nobody.HeldGroups
    nudges: Nudges
    shown: Shown

    def __init__(self) -> None:
        super().__init__()
        self._contact = 0
        """Who is shown: keys act on this person, wherever the list moves."""
        self._filter = "callable"
        self._stay: tuple[int, int] | None = None
        """(contact, index) of somebody shown who is not in the list: kept there until the rep moves on."""
        self._looking = False
        """People for the block are being looked for."""
        self._page, self._pages = (0, 0), 1
        """(contact, which) page of the card is shown, and how many there are."""
        self._minute = -1
        self._faults = ""
        """What is wrong in the scripts, as it was said."""
        self._found: Sequence[int] | None = None
        self._saved = 0.0
        """When something was saved, which stands a while before anything else is said."""

    # -------------------------------------------------------------------------------------- who is in sight

    @property
    def people(self) -> LongList:
        """The list."""
        return self.query_one("#list", LongList)

    @property
    def items(self) -> Sequence[Place | Held] | Listed:
        """What the list shows, by filter and search. Stays as it is when the queue changes."""
        queue = self.runner.queue
        if self._found is not None:
            return Listed(queue, self._found)
        callable_ = queue.items[: queue.certain]
        if self._filter == "callable":
            return self._with_stay(self.block.people(callable_))
        before = [place.contact for place in callable_] if self._filter == "all" else []
        return Listed(queue, [*before, *sorted(queue.held)])

    def _with_stay(self, items: Sequence[Place]) -> Sequence[Place | Held]:
        if self._stay is None or self._stay[0] != self._contact or self._index(items) >= 0:
            return items
        item = self.item
        index = self._stay[1]
        return [*items[:index], item, *items[index:]] if item else items

    @property
    def item(self) -> Place | Held | None:
        """The person shown, as the queue judges them now."""
        return self.runner.queue.get(self._contact)

    @property
    def contact(self) -> Contact | None:
        """The person shown."""
        return self.services.store.get(Contact, self._contact)

    @property
    def number(self) -> Number | None:
        """The number enter will ring."""
        self.dialing.show(self.contact)
        return self.dialing.number

    # --------------------------------------------------------------------------------------------- the list

    def refresh_list(self) -> None:
        """Show the list again, with the cursor on the same person wherever they are now."""
        items = self.items
        index = self._index(items)
        if index < 0:
            index = max(0, min(self.people.cursor, len(items) - 1))
            self._contact = items[index].contact if items else 0
        current = self.people.current
        stays = current is not None and current.contact == self._contact
        self.people.show(items, index, stays=stays)
        self.draw()
        if self.block.looking and not self._looking:
            self._looking = True
            self.run_worker(self._look_on(), group="lists")

    async def _look_on(self) -> None:
        """Find more people for the block, and let keys through in between."""
        while self.block.look_on():
            await self.offhook.let_keys_through()
            if not self._contact:
                self.refresh_list()
        self._looking = False
        self.refresh_list()

    def _index(self, items: Sequence[Place | Held] | Listed) -> int:
        """Where the person shown is in the list; -1: not there."""
        if isinstance(items, Listed):
            return items.index(self._contact)
        index = self.runner.queue.index(self._contact)
        if 0 <= index < len(items) and items[index].contact == self._contact:
            return index
        return next((i for i, item in enumerate(items) if item.contact == self._contact), -1)

    def _show_the_first(self) -> None:
        """Another list: the person at its top, not whoever stands where the cursor was."""
        self._stay = None
        items = self.items
        self._contact = items[0].contact if items else 0
        self.refresh_list()

    def _stay_with_the_shown(self) -> None:
        """Time moved the queue. Whoever is shown stays shown, held or not: enter must not call another."""
        item = self.item
        if isinstance(item, Held) and self._filter == "callable" and self._found is None and not self._stay:
            self._stay = self._contact, self.people.cursor
            who = self.contact.title if self.contact else "This person"
            self.show_status(f"{who} has just left the queue: {item.why}.")

    def refresh_grown(self) -> None:
        """More people have been looked at. Whoever is shown stays shown."""
        if not isinstance(self.runner.state, Choosing):
            return
        if self._found is not None:
            self._found = self.runner.finder.find(self.query_one("#find", Line).value)
        self._stay_with_the_shown()  # what was saved meanwhile may have moved them
        items, at = self.items, self.people.cursor
        whole = not self.runner.queue.unseen  # it has just been put into its whole order
        if whole or isinstance(items, Listed) or at >= len(items) or items[at].contact != self._contact:
            self.refresh_list()
        else:  # the list in its order: it only becomes longer
            self.people.lengthen(items)
            self._draw_time()

    @on(LongList.Moved)
    def _moved(self) -> None:
        if self._stay and self._stay[0] != self._contact:
            self._stay = None
            self.refresh_list()
        self.draw_later()  # the cursor first: the card may come a frame behind it

    def _at(self) -> None:
        """The cursor is on somebody else: from now on keys act on them."""
        self._contact = self.people.current.contact if self.people.current else 0

    def _report(self, said: str, problem: str) -> None:
        self._saved = self.runner.now.mono
        self.refresh_list()
        self.show_status(said, problem)

    # ---------------------------------------------------------------------------------------------- moving

    def action_previous(self) -> None:
        """The person before."""
        self.people.cursor -= 1

    def action_next(self) -> None:
        """The person after."""
        self.people.cursor += 1

    def action_filter(self) -> None:
        """Callable, held, all."""
        if not self.block:
            self._filter = _FILTERS[(_FILTERS.index(self._filter) + 1) % len(_FILTERS)]
            self._show_the_first()

    def action_find(self) -> None:
        """Find anybody."""
        if not self.block:
            self.query_one("#find").add_class("-open")
            self.query_one("#find", Line).focus()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if not event.input.has_class("-open"):  # emptied by esc
            return
        self._found = self.runner.finder.find(event.value) if event.value.strip() else None
        self._show_the_first()

    @on(Input.Submitted, "#find")
    def _chosen(self) -> None:
        self.people.focus()

    # ------------------------------------------------------------------------------------------- the person

    def draw(self) -> None:
        """The person beside the list, the counts, the keys."""
        item, dialing = self.item, self.dialing
        dialing.show(self.contact)
        card = self.shown.card(item, dialing.number, dialing.purpose, self.room) if item else self._nobody()
        if item and self._filter != "callable" and self._found is None:
            held = self.held.told(self.runner.queue, self.runner.now.utc, self.room)
            card = say.lines([card, Content(""), *held]) if held else card
        self.query_one("#card", Words).say(self._closer(card))
        show_large(self, self.contact, dialing.number)
        self._draw_time()
        self.show_keys()

    def _closer(self, card: Content) -> Content:
        """The card; where it is too long to be seen whole without its empty lines, and then page by page."""
        rows, height = card.split("\n", allow_blank=True), self._card_height()
        self._pages = 1
        if not 0 < height < len(rows):
            return card
        rows = [row for row in rows if row.plain]
        if len(rows) <= height:
            return say.lines(rows)
        whose, page = self._page
        page = page if whose == self._contact else 0
        shown, self._pages = say.page(rows, height - 1, page)
        more = say.line(
            (key_of("queue.on"), look.KEY), f" reads on · {page % self._pages + 1} of {self._pages}"
        )
        return say.lines([*shown, more])

    def _card_height(self) -> int:
        """Lines there are for the card. In a block it is as high as what it says: the others count."""
        if not self.block:
            return self.query_one("#card").size.height
        right = self.query_one("#right")
        others = sum(
            part.outer_size.height + part.styles.margin.height for part in right.children if part.id != "card"
        )
        return right.content_size.height - others - self.query_one("#card").styles.margin.height

    def action_on(self) -> None:
        """The next page of the card; behind the last the first."""
        whose, page = self._page
        following = (page + 1) % self._pages if whose == self._contact else 1 % self._pages
        self._page = self._contact, following
        self.draw()

    @property
    def room(self) -> int:
        """Cells of a line of the card."""
        return self.query_one("#card").size.width or self.size.width // 2

    def _nobody(self) -> Content:
        """Nobody is in the list: why, and what helps."""
        queue = self.runner.queue
        if queue.unseen or self.block.looking or (self._found is not None and self.runner.finder.unread):
            return nobody.still_looking()
        if self._found is not None:
            return nobody.nothing_found(self.room)
        if self._filter == "held" and queue.items:
            return nobody.nobody_held(self.room)
        if self.block and queue.items:
            return nobody.nobody_fits(self.block.whom, len(queue), self.room)
        height = self.query_one("#right").content_size.height or self.size.height - 6
        return self.held.nobody(queue, self.runner.now.utc, self.room, height, in_block=bool(self.block))

    def on_resize(self) -> None:
        """Narrow, normal and wide terminals; broad: the list has room for columns."""
        self.set_class(self.size.width < 76, "-narrow")
        self.set_class(self.size.width >= 140, "-wide")
        self.set_class(self.size.width >= 170, "-broad")
        self.draw_later()

    # ------------------------------------------------------------------------------------ clocks and counts

    def _draw_time(self) -> None:
        if (minute := self.runner.now.utc.minute) != self._minute:
            self._minute = minute
            self.people.redraw()  # the clocks of the rows
        self.query_one("#head", Words).say(self._head())
        self.query_one("#rule", Words).say(self.rule())
        self.query_one("#counts", Words).say(self._counts())
        aim = self.block.beside(self._contact, self.query_one("#aim").size.width) or self.shown.aim()
        self.query_one("#aim", Words).say(aim if self._contact else Content(""))
        self._draw_unasked()

    def _draw_unasked(self) -> None:
        """The one line nobody asked for, and the prep clock, whose word is one of them."""
        unasked, line, won = self.query_one("#unasked", Words), self.nudges.line, self.nudges.evidence()
        unasked.display = bool(line or won)
        said = say.line((f"{look.HELD} ", look.ACCENT), line)
        unasked.say(said if line else say.fact("You did", (won, look.GOOD)))
        self.query_one("#ready", Words).say(self.dialing.ready(self.nudges.ready))

    def _head(self) -> Content:
        goals, day = self.services.goals(), self.runner.now.utc.astimezone(self.services.zone).date()
        made = goal_count(self).of_day(day).get(DIALS, 0) if goals.successful else self.runner.dials_today()
        goal = goals.of_day(DIALS, day)
        dials = say.quiet(f"{made} of {count(goal, 'dial')} " if goal else f"{count(made, 'dial')} ")
        width = self.size.width
        title = self.block.head() if self.block else self.tabs(width - dials.cell_length - 1)
        return say.ends(title, dials, width)

    def _counts(self) -> Content:
        queue = self.runner.queue
        if self._found is not None:
            found, finder = count(len(self._found), "person", "people"), self.runner.finder
            far = _so_far(finder.whole - finder.unread, finder.whole)
            return self._fitting(f" {found} found", far, key=f" · {key_of('queue.back')}")
        far = _so_far(queue.seen, queue.seen + queue.unseen)
        if self._filter != "callable":  # counted each second and at each key: the list itself is sorted
            many = len(queue.held) + (queue.certain if self._filter == "all" else 0)
            return say.line(
                (f" {self._filter}: {many:,}{far[-1]}", look.ACCENT),
                (f" · {key_of('queue.filter')}", look.QUIET),
            )
        held = f" · {len(queue.held):,} held ({key_of('queue.filter')})" if queue.held else ""
        waiting = len(self.runner.unfinished())
        form = f"{waiting} unfinished ({key_of('queue.reopen')})" if waiting else ""
        return self._fitting(f" {queue.certain:,} callable", far if queue.unseen else (held, ""), form=form)

    def _fitting(self, what: str, more: Iterable[str], *, key: str = "", form: str = "") -> Content:
        """With the first of `more` there is room for; where there is little, the form must be seen."""
        room = self.query_one("#counts").size.width or self.size.width // 2
        mark = " · " if form else ""
        lines = (say.line((f"{what}{words}{key}{mark}", look.QUIET), (form, look.ACCENT)) for words in more)
        last = say.line((f" {form}", look.ACCENT)) if form else say.quiet(what)
        return next((line for line in lines if line.cell_length <= room), last)
