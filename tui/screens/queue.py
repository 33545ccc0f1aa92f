"""The queue: who is next and why, and the person beside the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core import gate
from tui.core.attempt import Attempt, Block
from tui.core.blocks import Running, calls_of, summary
from tui.core.contact import Contact, Number
from tui.core.events import CallStarted, Reopened
from tui.core.ports import Batch
from tui.core.queue import Held, Place
from tui.core.reflection import Intention, Reflection
from tui.core.result import form_of
from tui.core.search import Finder
from tui.core.states import Choosing
from tui.core.text import count, fold
from tui.keys import Action, of_scope
from tui.screens.ask import AskKey, AskLine, Choice, Tell
from tui.screens.base import Base, bindings
from tui.screens.deeds import Deeds
from tui.screens.person import Shown
from tui.widgets.contact_list import ContactList
from tui.widgets.parts import Line, Words

_FILTERS = ("callable", "held", "all")
#: Getting ready stops counting after so long without a key: the rep has left the desk (SCREENS.md).
_AWAY = 180.0


class QueueScreen(Base):
    """Choosing the next person."""

    SCOPE: ClassVar[str] = "queue"
    BINDINGS = bindings("queue")

    def __init__(self) -> None:
        super().__init__()
        self._contact = 0
        """Who is shown: keys act on this person, wherever the list moves."""
        self._filter = "callable"
        self._number: str = ""
        """The number the rep chose for the person shown; empty: the queue's."""
        self._purpose = ""
        self._ready_from = self._last_key = 0.0
        self._block: Running | None = None
        self._finder: Finder | None = None
        self._found: list[int] | None = None

    # -------------------------------------------------------------------------------------------- the parts

    def compose(self) -> ComposeResult:
        """Head, list, person, status, keys."""
        self.shown = Shown(self.services, self.runner)
        self.deeds = Deeds(
            self, self.services, self.runner, lambda said, problem: self._report(said, problem)
        )
        yield Words(id="head")
        yield Words(id="rule")
        with Horizontal(id="body"):
            with VerticalScroll(id="left", can_focus=False):
                yield Words(id="counts")
                yield Line(hint="name, company or digits", id="find")
                yield ContactList(self.shown.row, id="list")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="card")
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
            self.show_status(f"{count(len(waiting), 'call')} without a result{who}. r opens the form.")
        faults = (*self.services.defaults.faults, *self.services.settings.warnings)
        if faults:
            self.show_status(problem=faults[0])

    @property
    def people(self) -> ContactList:
        """The list."""
        return self.query_one("#list", ContactList)

    @property
    def items(self) -> Sequence[Place | Held]:
        """What the list shows, by filter and search."""
        queue = self.runner.queue
        if self._found is not None:
            return [item for id in self._found if (item := queue.get(id))]
        held: list[Place | Held] = sorted(queue.held.values(), key=lambda h: h.contact)
        if self._filter == "callable":
            return queue.items
        return held if self._filter == "held" else [*queue.items, *held]

    @property
    def item(self) -> Place | Held | None:
        """The person shown, as the queue judges them now."""
        return self.runner.queue.get(self._contact)

    @property
    def contact(self) -> Contact | None:
        """The person shown."""
        return self.services.store.get(Contact, self._contact)

    # -------------------------------------------------------------------------------------------- showing

    def refresh_list(self) -> None:
        """Show the list again, with the cursor on the same person wherever they are now."""
        items = self.items
        index = next((i for i, item in enumerate(items) if item.contact == self._contact), -1)
        if index < 0:
            index = min(self.people.cursor, len(items) - 1)
            self._show(items[index].contact if items else 0)
        self.people.show(items, max(0, index))
        self.draw()

    def _show(self, contact: int) -> None:
        """Another person: getting ready begins anew."""
        if contact != self._contact:
            self._contact, self._number, self._purpose = contact, "", ""
            self._ready_from = self._last_key = self.runner.now.mono

    def draw(self) -> None:
        """The person beside the list, the counts, the keys."""
        item = self.item
        card = self.shown.card(item, self.number, self._purpose, self.room) if item else self._nobody()
        self.query_one("#card", Words).say(card)
        self.refresh_second(False)
        self.show_keys()

    def refresh_second(self, moved: bool) -> None:
        """Once a second: clocks; and the list, when somebody's time has come."""
        if moved and isinstance(self.runner.state, Choosing):
            self.refresh_list()
            return
        self.query_one("#head", Words).say(self._head())
        self.query_one("#rule", Words).say(self.rule())
        self.query_one("#counts", Words).say(self._counts())
        self.query_one("#ready", Words).say(self._ready())
        if (
            self._block
            and self._block.over(len(self._calls()), self.runner.now.utc)
            and self._block.paused_at is None
        ):
            self._end_block()

    def _head(self) -> Content:
        now, width = self.runner.now.utc, self.size.width
        dials = f"{self.runner.dials_today()} of {count(self.services.settings.goal, 'dial')} "
        if self._block:
            left = self._block.left(now)
            paused = "   paused, z goes on" if self._block.paused_at else ""
            block = say.line(
                (" block ", look.ACCENT),
                (f"{len(self._calls())}/{self._block.block.calls}", look.STRONG),
                f"   {say.clock(left)}",
                (paused, look.ACCENT),
            )
            return say.ends(block, say.quiet(dials), width)
        return say.ends(
            say.line((" Offhook", look.STRONG), ("   Queue", look.ACCENT)), say.quiet(dials), width
        )

    def _counts(self) -> Content:
        queue = self.runner.queue
        if self._found is not None:
            return say.quiet(f" {count(len(self.items), 'person', 'people')} found · esc")
        if self._filter != "callable":
            return say.line((f" {self._filter}: {len(self.items):,}", look.ACCENT), (" · f", look.QUIET))
        held = f" · {len(queue.held):,} held (f shows)" if queue.held else ""
        return say.quiet(f" {len(queue):,} callable{held}")

    def _ready(self) -> Content:
        """The prep clock: quiet, then warm, never in the way."""
        if not self._contact:
            return Content("")
        now, cap = self.runner.now.mono, self.services.settings.prep_seconds
        spent = min(now, self._last_key + _AWAY) - self._ready_from
        if cap and spent > cap:
            return say.line(
                ("You know enough. Enter.", look.ACCENT), (f"   ready {say.clock(spent)}", look.QUIET)
            )
        return say.quiet(f"ready {say.clock(spent)}" + (f" of {say.clock(cap)}" if cap else ""))

    @property
    def room(self) -> int:
        """Cells of a line of the card."""
        return self.query_one("#card").size.width or self.size.width // 2

    def _nobody(self) -> Content:
        queue = self.runner.queue
        if not queue.items and not queue.held:
            rows = [
                "Nobody here yet.",
                "",
                "offhook import FILE   brings a call list in (CSV)",
                "a   adds one person",
            ]
            return say.lines([say.line((rows[0], look.STRONG)), *(say.line(r) for r in rows[1:])])
        rows = [f"{n:>6,}  {rule}" for rule, n in queue.holds().most_common()]
        opens = queue.next_opens()
        when = f"The next one opens {queue.judge.shown(opens, self.runner.now.utc)}." if opens else ""
        said = [say.line(("Nobody can be called right now.", look.STRONG)), say.line(when), Content("")]
        return say.lines(
            [
                *said,
                *(say.quiet(r) for r in rows),
                Content(""),
                say.line(("f", look.KEY), " shows them,  ", ("w", look.KEY), " says why"),
            ]
        )

    def refresh_state(self) -> None:
        """After a step of the session: what was saved, and the next person."""
        state = self.runner.state
        if not isinstance(state, Choosing):
            return
        if self.runner.advanced_from:
            self.runner.advanced_from = 0
            self._advance()
        if state.said or state.problem:
            self._report(state.said, state.problem)

    def _advance(self) -> None:
        """On to the next: whoever is due now, else the one after."""
        items = self.items
        cursor = self.people.cursor
        first = items[0] if items else None
        if isinstance(first, Place) and first.due:
            cursor = 0
        cursor = min(cursor, len(items) - 1)
        self._contact = 0
        self._show(items[cursor].contact if items else 0)
        self.refresh_list()

    def _report(self, said: str, problem: str) -> None:
        self.refresh_list()
        self.show_status(said, problem)

    def on_resize(self) -> None:
        """Narrow, normal and wide terminals."""
        self.set_class(self.size.width < 76, "-narrow")
        self.set_class(self.size.width >= 140, "-wide")
        self.draw_later()

    def on_key(self) -> None:
        """Any key shows that the rep is there."""
        self._last_key = self.runner.now.mono

    def live_keys(self) -> Iterable[Action]:
        """Keys that do something for the person shown."""
        return (action for action in of_scope("queue") if self.can(action))

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        needs_person = {
            "dial",
            "skip",
            "number",
            "purpose",
            "why",
            "touch",
            "callback",
            "copy",
            "edit",
            "forbid",
        }
        what = action.id.partition(".")[2]
        if what in needs_person:
            return bool(self._contact) and (what != "number" or len(self._choices()) > 1)
        if what == "pause":
            return self._block is not None
        if what == "undo":
            return self.runner.last_attempt() is not None
        if what == "back":
            return self._block is not None or self._found is not None or self._filter != "callable"
        if what in {"block", "find", "filter"}:
            return self._block is None
        return True

    # -------------------------------------------------------------------------------------------- moving

    @on(ContactList.Moved)
    def _moved(self, event: ContactList.Moved) -> None:
        item = self.people.current
        if item is not None:
            self._show(item.contact)
            self.draw()

    def action_previous(self) -> None:
        """The person before."""
        self.people.cursor -= 1

    def action_next(self) -> None:
        """The person after."""
        self.people.cursor += 1

    def action_filter(self) -> None:
        """Callable, held, all."""
        if self._block is None:
            self._filter = _FILTERS[(_FILTERS.index(self._filter) + 1) % len(_FILTERS)]
            self._contact = 0
            self.refresh_list()

    def action_find(self) -> None:
        """Find anybody."""
        if self._block is None:
            self.query_one("#find").add_class("-open")
            self.query_one("#find", Line).focus()

    @on(Input.Changed, "#find")
    def _typed(self, event: Input.Changed) -> None:
        if self._finder is None:
            self._finder = Finder(self.services.store.all(Contact))
        self._found = self._finder.find(event.value) if event.value.strip() else None
        self._contact = 0
        self.refresh_list()

    @on(Input.Submitted, "#find")
    def _chosen(self) -> None:
        self.people.focus()

    def action_back(self) -> None:
        """One step back: the search, the filter, the block."""
        find = self.query_one("#find", Line)
        if find.has_class("-open"):
            kept = self._contact
            find.remove_class("-open")
            find.value, self._found, self._finder = "", None, None
            self.people.focus()
            self._contact = kept
            if isinstance(self.item, Held) and self._filter == "callable":
                self._filter = "all"
            self.refresh_list()
        elif self._block:
            self.ask(
                AskKey("End the block?", [Choice("y", "yes", "yes, end it")]), lambda _: self._end_block()
            )
        elif self._filter != "callable":
            self._filter = "callable"
            self._contact = 0
            self.refresh_list()

    # -------------------------------------------------------------------------------------------- dialing

    def _choices(self) -> list[Number]:
        return self.runner.queue.judge.numbers(self.contact) if self.contact else []

    @property
    def number(self) -> Number | None:
        """The number enter will ring."""
        choices = self._choices()
        return next((n for n in choices if n.e164 == self._number), choices[0] if choices else None)

    def action_number(self) -> None:
        """The next number of this person."""
        choices, number = self._choices(), self.number
        if number and len(choices) > 1:
            self._number = choices[(choices.index(number) + 1) % len(choices)].e164
            self.draw()

    def action_purpose(self) -> None:
        """Another reason to call."""

        def chosen(purpose: str) -> None:
            self._purpose = purpose
            self.draw()

        if self._contact:
            self.deeds.purpose(chosen)

    def action_dial(self) -> None:
        """Call the person shown, if they may be called."""
        self.runner.queue.tick(self.runner.now.utc)
        contact, item, number = self.contact, self.item, self.number
        if contact is None or item is None:
            return
        refused = (
            gate.refuse(self.services.store, contact, number.e164)
            if number
            else f"{contact.title} cannot be called: {item.why}."
        )
        if refused or number is None:
            self.show_status(problem=refused)
        elif isinstance(item, Place):
            self._start(contact, number)
        else:
            self._start_held(contact, number, item)

    def _start_held(self, contact: Contact, number: Number, item: Held) -> None:
        """A held person, chosen on purpose: outside hours wants a reason typed, anything else a yes."""
        if item.rule == "outside hours":
            if self.services.settings.outside_hours == "refuse":
                self.show_status(
                    problem=f"It is {self.shown.local(contact, number) or 'late'}: outside calling hours."
                )
                return
            line = AskLine(
                f"It is {self.shown.local(contact, number) or 'outside hours there'}. Why call now?",
                "they asked me to",
            )
            self.ask(line, lambda why: self._start(contact, number, why))
            return
        question = AskKey(f"{contact.title} is held: {item.why}.", [Choice("y", "yes", "call anyway")])
        self.ask(question, lambda _: self._start(contact, number))

    def _start(
        self, contact: Contact, number: Number, outside_hours: str = "", inbound: bool = False
    ) -> None:
        if self._block and self._block.paused_at:
            self.action_pause()
        now = self.runner.now.mono
        attempt = self.runner.attempt_for(
            contact,
            number.e164,
            purpose=self._purpose or contact.purpose,
            prep=0.0 if inbound else round(min(now, self._last_key + _AWAY) - self._ready_from, 1),
            block=self._block.block.id if self._block and not inbound else 0,
            outside_hours=outside_hours,
            inbound=inbound,
        )
        if inbound:
            attempt = replace(attempt, answered=attempt.started)
        self.show_status()
        zone = self.runner.zone_of(contact, number.e164)
        self.runner.post(CallStarted(attempt, zone, self.runner.intention()))

    def action_inbound(self) -> None:
        """They call: found by last digits or name; the same call, the same form, not a dial."""

        def taken(words: str) -> None:
            found = self._calling(words)
            contact = self.services.store.get(Contact, found[0]) if found else None
            number = next((n for n in contact.numbers if n.e164), None) if contact else None
            if contact and number:
                self._start(contact, number, inbound=True)

        def flaw(words: str) -> str:
            found = self._calling(words)
            names = [c.title for id in found[:5] if (c := self.services.store.get(Contact, id))]
            if len(found) == 1:
                return ""
            return (
                f"{len(found)} fit: {', '.join(names)}. Type more."
                if found
                else "Nobody fits. Type other digits, or a name."
            )

        self.ask(AskLine("They are calling. Who is it?", "last digits or a name", check=flaw), taken)

    def _calling(self, words: str) -> list[int]:
        digits = "".join(c for c in words if c.isdigit())
        contacts = self.services.store.all(Contact)
        if len(digits) >= 3:
            return [c.id for c in contacts if any(n.e164.endswith(digits) for n in c.numbers)]
        wanted = fold(words).split()
        return [c.id for c in contacts if wanted and all(w in fold(f"{c.name} {c.account}") for w in wanted)]

    # --------------------------------------------------------------------------------------------- results

    def action_undo(self) -> None:
        """Take the last result back."""
        attempt = self.runner.last_attempt()
        if attempt is None or not attempt.disposition:
            self.show_status("There is no result to take back.")
            return
        contact = self.services.store.get(Contact, attempt.contact)

        async def undo() -> None:
            answer = await self.runner.undo(attempt)
            problem = getattr(answer, "problem", "")
            who = contact.title if contact else "the last call"
            said = f"Undone: the result of {who}. The dial still counts. r opens the form again."
            self._report("" if problem else said, problem)

        self.run_worker(undo(), group="save")

    def action_reopen(self) -> None:
        """Open the last form again; unfinished ones first."""
        waiting = self.runner.unfinished()
        attempt = waiting[-1] if waiting else self.runner.last_attempt()
        contact = self.services.store.get(Contact, attempt.contact) if attempt else None
        if attempt is None or contact is None:
            self.show_status("There is no call yet.")
            return
        saved = self.services.store.get(Reflection, attempt.id)
        asked = self.services.store.get(Intention, saved.intention) if saved else None
        meant = asked or self.runner.intention()
        if meant and meant.attempt == attempt.id:
            meant = None
        zone = self.runner.zone_of(contact, attempt.number)
        self.runner.post(Reopened(attempt, zone, form_of(self.services.store, attempt), meant))

    # -------------------------------------------------------------------------------------------- deeds

    def action_skip(self) -> None:
        """Pass over for today."""
        if self.contact:
            self.deeds.skip(self.contact)

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
        """Copy the number (OSC 52: works over ssh)."""
        if self.number:
            self.app.copy_to_clipboard(self.number.e164)
            self.show_status(f"Copied {self.number.e164}")

    def action_why(self) -> None:
        """Why this person is where they are."""
        contact, item = self.contact, self.item
        if contact is None or item is None:
            return
        queue = self.runner.queue
        if isinstance(item, Place):
            rows = [say.line(f"Number {queue.index(contact.id) + 1:,} of {len(queue):,}: {item.why}.")]
            rows.append(
                say.quiet(
                    "Agreed times first, then people you were referred to, then the list in its order, those skipped today last."
                )
            )
        else:
            rows = [say.line((f"Held: {item.why}.", look.BAD))]
            until = item.until
            rows.append(
                say.line(
                    f"Looked at again {self.shown.when(until)}." if until else "Only you can change that."
                )
            )
        self.app.push_screen(Tell(contact.title, rows))

    # --------------------------------------------------------------------------------------------- blocks

    def action_block(self) -> None:
        """Start a block."""
        if self._block is not None:
            return
        minutes = self.services.settings.block_minutes

        def flaw(text: str) -> str:
            return "" if text.isdigit() and 1 <= int(text) <= 500 else "A number of calls, from 1 to 500."

        def start(text: str) -> None:
            block = Block(self.services.store.new_id(Block), self.runner.now.utc, int(text), minutes)
            self._block = Running(block)
            self._filter, self._contact = "callable", 0
            self.add_class("-block")
            self._keep(block)
            self.refresh_list()
            self.show_status(f"{text} calls, {minutes} minutes. Only the person and the phone.")

        value = str(self.services.settings.block_calls)
        self.ask(AskLine(f"A block: how many calls, in {minutes} minutes?", "20", value, flaw), start)

    def action_pause(self) -> None:
        """Pause the block, or go on."""
        if self._block:
            self._block = self._block.toggled(self.runner.now.utc)
            self._keep(self._block.block)
            self.draw()

    def _calls(self) -> list[Attempt]:
        return calls_of(self.services.store, self._block.block) if self._block else []

    def _end_block(self) -> None:
        if self._block is None:
            return
        done = summary(self._calls(), self.services.defaults.dispositions)
        self._keep(replace(self._block.block, ended=self.runner.now.utc))
        self._block = None
        self.remove_class("-block")
        self.refresh_list()
        self.show_status(f"Block done: {done}.")

    def _keep(self, block: Block) -> None:
        self.run_worker(self.runner.commit(Batch((block,))), group="save")
