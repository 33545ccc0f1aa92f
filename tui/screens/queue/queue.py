"""The queue: choosing who is called next. What it shows is in `showing.py`.

Over 300 lines: one screen has twenty-one keys, and each key has its method here, where the
key list says it is; what they do is in `dialing.py`, `block.py` and `deeds.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tui import private
from tui.core.call.attempt import Promise
from tui.core.call.states import Choosing
from tui.core.people.contact import Contact
from tui.core.ports import Batch, SaveFailed
from tui.core.queue.verdict import Held, Place
from tui.core.text import count
from tui.keys import Action, key_of, of_scope
from tui.screens.ask import AskKey, Choice, Tell
from tui.screens.base import Base, bindings
from tui.screens.call.large import switch_large
from tui.screens.main import screen_of
from tui.screens.queue import nobody
from tui.screens.queue.block import BlockRun
from tui.screens.queue.block_start import BlockStart
from tui.screens.queue.deeds import Deeds
from tui.screens.queue.dialing import Dialing
from tui.screens.queue.history import every_call
from tui.screens.queue.last_call import reopened, taken_back
from tui.screens.queue.nudges import Nudges
from tui.screens.queue.row_and_card import Shown
from tui.screens.queue.showing import Card, ShowsQueue
from tui.screens.settings.me import ask_me, unsaid
from tui.screens.taking import READ, copy
from tui.screens.today.reminders import Reminders
from tui.widgets.long_list import LongList
from tui.widgets.parts import Line, Words

#: What the terminal's title says during a block, for whoever looks over.
IN_A_BLOCK = "Offhook – in a block"
#: Where a reminder is shown, and how long what was saved stands before one (seconds).
_REMINDED, _STANDS = frozenset({"queue", "today", "library", "practice", "lists", "review"}), 4.0
_EXCERPT = re.compile(r"\s*\d*\s*\|")
_NEEDS_PERSON = frozenset(
    {"dial", "skip", "number", "purpose", "why", "touch", "callback", "copy", "edit", "forbid"}
)


def _in_one_line(fault: str) -> str:
    """A fault of a file without the piece of the file that stands below it."""
    said = (line.strip().removeprefix("= ") for line in fault.splitlines() if not _EXCERPT.match(line))
    return " · ".join(line for line in said if line)


class QueueScreen(ShowsQueue):
    """Choosing the next person."""

    SCOPE: ClassVar[str] = "queue"
    BINDINGS = bindings("queue")
    AUTO_FOCUS = ""
    """In a block nothing has the focus: Textual would give it to the hidden search, and enter with it."""

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
                yield LongList(self.shown.row, self._at, id="list")
            with Vertical(id="right"):
                yield Card(id="card")
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

    # -------------------------------------------------------------------------------------------- showing

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
        if what in {"block", "find", "filter", "phone", "today", "library", "practice", "review", "lists"}:
            return not self.block
        return True

    # -------------------------------------------------------------------------------------------- moving

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

        async def undo() -> None:
            self._report(*await taken_back(self.runner, attempt))

        self.run_worker(undo(), group="save")

    def action_reopen(self) -> None:
        """Open the last form again; unfinished ones first."""
        if event := reopened(self.runner):
            self.runner.post(event)
        else:
            self.show_status("There is no call yet.")

    def _go(self, name: str) -> None:
        if not self.block:
            self.app.push_screen(screen_of(name, self.contact))

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
        from tui.screens.queue import why

        contact, item = self.contact, self.item
        if contact and item:
            room = Tell.room(self.size.width)
            rows = why.why(self.runner.queue, contact, item, self.runner.now.utc, room)
            self.app.push_screen(Tell(f"Why {contact.title}?", rows, [*why.named()]), self._after_why)

    def _after_why(self, key: str | None) -> None:
        """A key that the reasons named, at once."""
        from tui.screens.queue import why

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
        self._filter, self._contact, self._found, self._page = "callable", 0, None, (0, 0)
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
