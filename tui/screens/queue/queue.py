"""The queue: who is next and why, and the person beside the list.

Over 300 lines: one screen has twenty-one keys, and each key has its method here, where the
key list says it is; what they do is in `dialing.py`, `block.py`, `deeds.py` and `person.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from tui import look, private, say
from tui.core.call.attempt import Promise
from tui.core.call.events import Reopened
from tui.core.call.reflection import Intention, Reflection
from tui.core.call.result import as_left, form_of
from tui.core.call.states import Choosing
from tui.core.day.goals import DIALS
from tui.core.people.contact import Contact, Number
from tui.core.people.listed import Listed
from tui.core.ports import Batch, SaveFailed
from tui.core.queue.judge import Held, Place
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.screens.ask import AskKey, Choice, Tell
from tui.screens.base import Base, bindings
from tui.screens.call.large import show_large, switch_large
from tui.screens.main import screen_of
from tui.screens.queue import nobody, why
from tui.screens.queue.block import BlockRun
from tui.screens.queue.block_start import BlockStart
from tui.screens.queue.deeds import Deeds
from tui.screens.queue.dialing import Dialing
from tui.screens.queue.history import every_call
from tui.screens.queue.nudges import Nudges, goal_count
from tui.screens.queue.person import Shown
from tui.screens.settings.me import ask_me, unsaid
from tui.screens.taking import READ, copy
from tui.screens.today.reminders import Reminders
from tui.widgets.contact_list import ContactList
from tui.widgets.parts import Line, Words

#: What the terminal's title says during a block, for whoever looks over.
IN_A_BLOCK = "Offhook – in a block"
#: Where a reminder is shown, and how long what was saved stands before one (seconds).
_REMINDED, _STANDS = frozenset({"queue", "today", "library", "practice", "lists", "review"}), 4.0
_FILTERS = ("callable", "held", "all")
_EXCERPT = re.compile(r"\s*\d*\s*\|")
_NEEDS_PERSON = frozenset(
    {"dial", "skip", "number", "purpose", "why", "touch", "callback", "copy", "edit", "forbid"}
)


def _so_far(seen: int, whole: int) -> tuple[str, ...]:
    """How far it is, in ever fewer words; nothing when everybody was looked at."""
    if seen >= whole:
        return ("",)
    return f" so far · looked at {seen:,} of {whole:,}", f" so far · {seen / whole:.0%} looked at", " so far"


def _in_one_line(fault: str) -> str:
    """A fault of a file without the piece of the file that stands below it."""
    said = (line.strip().removeprefix("= ") for line in fault.splitlines() if not _EXCERPT.match(line))
    return " · ".join(line for line in said if line)


class QueueScreen(Base):
    """Choosing the next person."""

    SCOPE: ClassVar[str] = "queue"
    BINDINGS = bindings("queue")
    AUTO_FOCUS = ""
    """In a block nothing has the focus: Textual would give it to the hidden search, and enter with it."""

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

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head, list, person, status, keys."""
        self.shown = Shown(self.services, self.runner)
        self.deeds = Deeds(
            self, self.services, self.runner, lambda said, problem: self._report(said, problem)
        )
        self.block = BlockRun(self.services, self.runner, self._save_aside)
        self.nudges = Nudges(self, self.block)
        self.starting = BlockStart(self, self.block, self._block_began, self.nudges.feed)
        self.held = nobody.HeldGroups()
        self.reminders = Reminders(self.services, self.runner)
        self.dialing = Dialing(self.services, self.runner, lambda: self.offhook.playbook, self.ask)
        yield Words(id="head")
        yield Words(id="rule")
        yield Words(id="large")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Words(id="counts")
                yield Line(hint="name, account or digits", id="find")
                yield ContactList(self.shown.row, self._at, id="list")
            with Vertical(id="right"):
                yield Words(id="card")
                yield Words(id="aim")
                yield Words(id="unasked")
                yield Words(id="ready")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The list first; what was left unfinished is said."""
        self.up = True
        self.people.focus()
        self.refresh_list()
        self.draw_later()
        waiting = self.runner.unfinished()
        if waiting:
            contact = self.services.store.get(Contact, waiting[-1].contact)
            who = f": {contact.title}" if contact and len(waiting) == 1 else ""
            self.show_status(
                f"{count(len(waiting), 'call')} without a result{who}. {{queue.reopen}} opens the form."
            )
        faults = (*self.services.defaults.faults, *self.services.settings.warnings)
        if faults:
            more = f" ({len(faults) - 1} more like this)" if len(faults) > 1 else ""
            self.show_status(problem=_in_one_line(str(faults[0])) + more)
        self.starting.offer_left_open()

    def on_unmount(self) -> None:
        """The app goes; the terminal gets its title back."""
        if self.block:
            private.set_title(self.app, "")

    def on_screen_suspend(self) -> None:
        """Another screen; a question over the queue is none."""
        if self.up and isinstance(self.app.screen, Base) and self.app.screen is not self:
            self.dialing.hide()

    def on_screen_resume(self) -> None:
        """Back from another screen."""
        if self.up:
            self.dialing.shown_again()
            self.starting.again()

    @property
    def people(self) -> ContactList:
        """The list."""
        return self.query_one("#list", ContactList)

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

    # -------------------------------------------------------------------------------------------- showing

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
        self._page = self._contact, (page + 1) % self._pages if whose == self._contact else 1
        self.draw()

    def refresh_second(self, moved: bool) -> None:
        """Once a second: clocks; and the list, when somebody's time has come."""
        if moved and isinstance(self.runner.state, Choosing):
            self._stay_with_the_shown()
            self.refresh_list()
        else:
            self._draw_time()
        self._end_block_if_over()
        self._remind()

    def _remind(self) -> None:
        """On the main screens, not over a question, a form or what is being typed."""
        screen = self.app.screen
        if isinstance(screen, Base) and screen.SCOPE in _REMINDED and not screen.typing:
            if self.runner.now.mono - self._saved < _STANDS:
                return
            if line := self.reminders.line(bool(self.block)):
                screen.show_status(line)

    def refresh_words(self) -> None:
        """Say what is wrong in the scripts."""
        before, self._faults = self._faults, self.offhook.wording.scripts.banner()
        if self._faults:
            self.show_status(problem=self._faults)
        elif before:
            self.show_status("Your scripts are right again, and in use.")

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

    def refresh_state(self) -> None:
        """After a step of the session: what was saved, and the next person."""
        state = self.runner.state
        if not isinstance(state, Choosing):
            return
        self.dialing.afresh()
        if self.runner.advanced_from:
            self.runner.advanced_from = 0
            self._advance()
        if state.said or state.problem:
            if state.said:
                self.nudges.after_call()
            self._report(state.said, state.problem)
        self._end_block_if_over()

    def _advance(self) -> None:
        """On to the next: whoever is due now, else the one after."""
        items = self.items
        first = items[0] if items else None
        due = isinstance(first, Place) and first.outranks_the_list
        cursor = 0 if due else min(self.people.cursor, len(items) - 1)
        self._contact = items[cursor].contact if items else 0
        self.refresh_list()

    def _report(self, said: str, problem: str) -> None:
        self._saved = self.runner.now.mono
        self.refresh_list()
        self.show_status(said, problem)

    def on_resize(self) -> None:
        """Narrow, normal and wide terminals."""
        self.set_class(self.size.width < 76, "-narrow")
        self.set_class(self.size.width >= 140, "-wide")
        self.draw_later()

    def on_key(self, event: events.Key) -> None:
        """Any key shows that the rep is there. Up and down in the search choose another person."""
        self.dialing.here()
        if self.typing and event.key in {"down", "up"}:
            self.people.cursor += 1 if event.key == "down" else -1

    def live_keys(self) -> Iterable[Action]:
        """Keys that do something for the person shown; in the search only the one that leaves it."""
        if self.typing:
            return [action for action in of_scope("queue") if action.id == "queue.back"]
        live = [action for action in of_scope("queue") if self.can(action) and action.id != "queue.way-out"]
        if unsaid(self.services.settings):  # the next call begins with it
            live.sort(key=lambda action: (action.id != "queue.dial", action.id != "queue.me"))
        return live

    def key_words(self) -> dict[str, str]:
        """What esc does depends on where one is."""
        return {"queue.back": "leave the search · enter to the list · ↓ ↑ others"} if self.typing else {}

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        what = action.id.partition(".")[2]
        if what in _NEEDS_PERSON:
            return bool(self._contact) and (what != "number" or len(self.dialing.numbers) > 1)
        if what == "on":
            return self._pages > 1
        if what == "pause":
            return bool(self.block)
        if what == "answer":
            return any(not p.done for p in self.services.store.of_contact(Promise, self._contact))
        if what == "undo":
            return self.runner.last_attempt() is not None or self.deeds.last_skip() is not None
        if what == "back":
            return self.typing or bool(self.block) or self._found is not None or self._filter != "callable"
        if what in {"block", "find", "filter", "today", "library", "practice", "lists"}:
            return not self.block
        return True

    # -------------------------------------------------------------------------------------------- moving

    @on(ContactList.Moved)
    def _moved(self) -> None:
        if self._stay and self._stay[0] != self._contact:
            self._stay = None
            self.refresh_list()
        self.draw_later()  # the cursor first: the card may come a frame behind it

    def _at(self) -> None:
        """The cursor is on somebody else: from now on keys act on them."""
        self._contact = self.people.current.contact if self.people.current else 0

    def _stay_with_the_shown(self) -> None:
        """Time moved the queue. Whoever is shown stays shown, held or not: enter must not call another."""
        item = self.item
        if isinstance(item, Held) and self._filter == "callable" and self._found is None and not self._stay:
            self._stay = self._contact, self.people.cursor
            who = self.contact.title if self.contact else "This person"
            self.show_status(f"{who} has just left the queue: {item.why}.")

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

    def _show_the_first(self) -> None:
        """Another list: the person at its top, not whoever stands where the cursor was."""
        self._stay = None
        items = self.items
        self._contact = items[0].contact if items else 0
        self.refresh_list()

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

    def action_back(self) -> None:
        """One step back: the search, the filter, the block."""
        find = self.query_one("#find", Line)
        if find.has_class("-open"):
            kept = self._contact
            find.remove_class("-open")
            find.value, self._found = "", None
            self.people.focus()
            self._contact = kept
            if self.runner.queue.unseen:  # perhaps in no list yet
                self._filter, self._stay = "callable", (kept, 0)
            elif isinstance(self.item, Held) and self._filter == "callable":
                self._filter = "all"
            self.refresh_list()
        elif self.block:
            self.ask(
                AskKey("End the block?", [Choice("y", "yes", "yes, end it")]), lambda _: self._end_block()
            )
        elif self._filter != "callable":
            self._filter = "callable"
            self._contact = 0
            self.refresh_list()

    # -------------------------------------------------------------------------------------------- dialing

    def action_number(self) -> None:
        """The next number of this person."""
        self.dialing.show(self.contact)
        self.dialing.next_number()
        self.draw()

    def action_purpose(self) -> None:
        """Another reason to call."""

        def chosen(purpose: str) -> None:
            self.dialing.purpose = purpose
            self.draw()

        if self.contact:
            self.deeds.purpose(chosen)

    def action_dial(self) -> None:
        """Call the person shown, if they may be called now."""
        if self.runner.wake():
            self._stay_with_the_shown()
            self.refresh_list()
        item = self.item
        if item is None:
            return
        if self.block.paused:
            self.block.toggle()
        self.dialing.show(self.contact)
        self.show_status(problem=self.dialing.dial(item, self.block.id, brief=self.block.brief))

    def action_inbound(self) -> None:
        """They are calling."""
        self.dialing.inbound(self.deeds.take_in)

    # --------------------------------------------------------------------------------------------- results

    def action_undo(self) -> None:
        """Take the last result back, or the last skip if that is newer."""
        attempt, skip = self.runner.last_attempt(), self.deeds.last_skip()
        if skip and (attempt is None or attempt.started < skip.at):
            self._contact = skip.contact
            self.deeds.unskip(skip)
            return
        if attempt is None or not attempt.disposition:
            self.show_status("There is no result to take back.")
            return
        contact = self.services.store.get(Contact, attempt.contact)

        async def undo() -> None:
            answer = await self.runner.undo(attempt)
            problem = getattr(answer, "problem", "")
            who = contact.title if contact else "the last call"
            said = (
                f"Undone: the result of {who}. The dial still counts. {{queue.reopen}} opens the form again."
            )
            self._report("" if problem else said, problem)

        self.run_worker(undo(), group="save")

    def action_reopen(self) -> None:
        """Open the last form again; unfinished ones first."""
        store = self.services.store
        waiting = [a for a in self.runner.unfinished() if store.get(Contact, a.contact)]
        attempt = waiting[-1] if waiting else self.runner.last_attempt()
        contact = store.get(Contact, attempt.contact) if attempt else None
        if attempt is None or contact is None:
            self.show_status("There is no call yet.")
            return
        saved = self.services.store.get(Reflection, attempt.id)
        asked = self.services.store.get(Intention, saved.intention) if saved else None
        meant = asked or self.runner.intention()
        if meant and meant.attempt == attempt.id:
            meant = None
        zone = self.runner.zone_of(contact, attempt.number)
        store = self.services.store
        self.runner.post(Reopened(as_left(store, attempt), zone, form_of(store, attempt), meant))

    def _go(self, name: str) -> None:
        if not self.block:
            self.app.push_screen(screen_of(name, self.contact))

    def action_today(self) -> None:
        """The day at a glance."""
        self._go("today")

    def action_library(self) -> None:
        """All the words, filled in for the person shown."""
        self._go("library")

    def action_practice(self) -> None:
        """Rehearse."""
        self._go("practice")

    def action_review(self) -> None:
        """What came of it."""
        self._go("review")

    def action_lists(self) -> None:
        """Bring people in."""
        self._go("lists")

    def action_phone(self) -> None:
        """The phone: is it ready, and a test call."""
        if not self.block:
            from tui.screens.call.trial_call import TestCall

            self.app.push_screen(TestCall())

    def action_me(self) -> None:
        """Who calls."""
        ask_me(self)

    def action_way_out(self) -> None:
        """Where somebody looks for the way out; the plain way, where a terminal keeps the other key."""
        leaves = Choice("q", "quit", f"quit, as {key_of('app.leave')} does anywhere; nothing is lost")
        self.ask(AskKey("Quit?", [leaves]), lambda _: self.offhook.action_leave())

    # -------------------------------------------------------------------------------------------- deeds

    def action_skip(self) -> None:
        """Pass over: last today."""
        if self.contact:
            self.deeds.skip(self.contact, self._pass_over)

    def _pass_over(self, why: str) -> None:
        """On to the one behind, who stands in the same place now unless an agreed time holds it."""
        self.nudges.after_skip(why)
        items, at = self.items, self.people.cursor
        at += at < len(items) and items[at].contact == self._contact
        self._contact = items[min(at, len(items) - 1)].contact if items else 0

    def action_helps(self) -> None:
        """What helps at a hard moment."""
        self.nudges.ask_what_helps()

    def action_answer(self) -> None:
        """The answer we owe this person."""
        if self.contact:
            self.deeds.answer(self.contact)

    def action_touch(self) -> None:
        """Log an e-mail, message or visit."""
        if self.contact:
            self.deeds.touch(self.contact)

    def action_callback(self) -> None:
        """Set a time to call."""
        if self.contact:
            self.deeds.callback(self.contact)

    def action_forbid(self) -> None:
        """Do not call; asks first."""
        if self.contact:
            number = self.number or next((n for n in self.contact.numbers if n.e164), None)
            self.deeds.forbid(self.contact, number.e164 if number else "")

    def action_add(self) -> None:
        """Add a person."""
        self.deeds.add()

    def action_edit(self) -> None:
        """Change the person."""
        if self.contact:
            self.deeds.edit(self.contact)

    def action_copy(self) -> None:
        """Copy the number."""
        if self.number:
            self.show_status(copy(self.app, self.number.e164, self.number.e164))

    def action_large(self) -> None:
        """The number very large, or not."""
        switch_large(self)

    def readable(self) -> tuple[str, str] | None:
        """The person: the card, then every call with all that was written of it."""
        contact, item = self.contact, self.item
        if not contact or not item:
            return None
        card = self.shown.card(item, self.dialing.number, self.dialing.purpose, READ).plain
        return contact.title, "\n".join([card, "", *every_call(self.shown, contact), ""])

    def action_why(self) -> None:
        """Why this person is where they are."""
        contact, item = self.contact, self.item
        if contact and item:
            room = Tell.room(self.size.width)
            rows = why.why(self.runner.queue, contact, item, self.runner.now.utc, room)
            self.app.push_screen(Tell(f"Why {contact.title}?", rows, [*why.named()]), self._after_why)

    def _after_why(self, key: str | None) -> None:
        """A key that the reasons named, at once."""
        action = why.named().get(key or "")
        if action and self.can(action):
            getattr(self, f"action_{action.method}")()

    # --------------------------------------------------------------------------------------------- blocks

    def action_block(self) -> None:
        """Start a block."""
        if not self.block:
            self.starting.ask()

    def just_three(self) -> None:
        """The three easiest calls, and leave to stop after them (P30)."""
        if not self.block:
            self.starting.three()

    def _block_began(self, said: str) -> None:
        self._filter, self._contact, self._found = "callable", 0, None
        self.add_class("-block")
        self.set_class(self.block.brief, "-three")
        private.set_title(self.app, IN_A_BLOCK)
        self._show_the_first()
        self.show_status(said)

    def action_pause(self) -> None:
        """Pause the block, or go on."""
        self.block.toggle()
        self.draw()

    def _end_block_if_over(self) -> None:
        """Once the last call is over, too, and nothing is asked."""
        if isinstance(self.runner.state, Choosing) and self.app.screen is self and self.block.over():
            self._end_block()

    def _end_block(self) -> None:
        from tui.screens.queue.block_end import BlockEnd

        ended = self.block.end()
        if ended is None:
            return
        self.remove_class("-block", "-three")
        private.set_title(self.app, "")
        self.people.focus()
        self.refresh_list()
        self.ask(BlockEnd(ended), self._after_block)

    def _after_block(self, how: str) -> None:
        match how:
            case "another":
                self.action_block()
            case "three":
                self.just_three()
            case "today":
                self.action_today()

    def _save_aside(self, batch: Batch) -> None:
        """Save in the background; say so when it fails."""

        async def save() -> None:
            answer = await self.runner.commit(batch)
            if isinstance(answer, SaveFailed):
                self.show_status(problem=answer.problem)

        self.run_worker(save(), group="save")
