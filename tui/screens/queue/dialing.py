"""From the person shown to the phone: which number, why, how long it took to get ready, may it be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from textual.content import Content
from textual.screen import ModalScreen

from tui import look, say
from tui.core.call import gate
from tui.core.call.events import CallStarted
from tui.core.day.spent import Prep
from tui.core.people.contact import Contact, Number
from tui.core.ports import Playbook
from tui.core.queue.verdict import Held, Place
from tui.core.text import plain
from tui.runner import Runner
from tui.screens.ask import AskKey, AskLine, Choice
from tui.screens.call.talk import Talk
from tui.screens.queue.row_and_card import Shown
from tui.wiring import Services

#: Getting ready stops counting after so long without a key: the rep has left the desk (SCREENS.md).
_AWAY = 180.0

#: Opens a question; the function gets the answer.
Asking = Callable[[ModalScreen[Any], Callable[[Any], object]], None]
#: Saves somebody new, and then calls the function.
TakeIn = Callable[[Contact, Callable[[], object]], object]


class Dialing:
    """What the rep has chosen for the person shown, and the dial itself."""

    def __init__(
        self, services: Services, runner: Runner, playbook: Callable[[], Playbook], ask: Asking
    ) -> None:
        self._services, self._runner, self._playbook, self._ask = services, runner, playbook, ask
        self.contact: Contact | None = None
        self._brief = False
        """The form after the next call has one line."""
        self.purpose = ""
        """The purpose chosen for this call; empty: the contact's."""
        self._number = ""
        self._clock = Prep(0.0, 0.0)
        self._hidden = False
        """Another screen than the queue is shown."""

    # ------------------------------------------------------------------------------------- getting ready

    def show(self, contact: Contact | None) -> None:
        """Somebody else is shown, or the same one anew: for another person everything begins again."""
        if (contact.id if contact else 0) != (self.contact.id if self.contact else 0):
            self._number = self.purpose = ""
            self.afresh()
        self.contact = contact

    def afresh(self) -> None:
        """Getting ready begins: somebody else is shown, or a call is over."""
        self._clock = Prep(self._runner.now.mono, self._runner.now.mono)
        if self._hidden:
            self._clock = self._clock.stopped(self._runner.now.mono, _AWAY)

    def hide(self) -> None:
        """Another screen lies over the queue: what is done there is no getting ready for this person."""
        self._hidden = True
        self._clock = self._clock.stopped(self._runner.now.mono, _AWAY)

    def shown_again(self) -> None:
        """The queue is seen again: getting ready goes on."""
        self._hidden = False
        self._clock = self._clock.on(self._runner.now.mono)

    def here(self) -> None:
        """A key was pressed: the rep is at the desk."""
        self._clock = self._clock.pressed(self._runner.now.mono, _AWAY)

    @property
    def prep(self) -> float:
        """Seconds of getting ready so far."""
        return self._clock.seconds(self._runner.now.mono, _AWAY)

    def ready(self, may: Callable[[], bool]) -> Content:
        """The prep clock: quiet, then warm, never in the way (P8). `may`: whether it may say its line."""
        if self.contact is None:
            return Content("")
        cap, spent = self._services.settings.prep_seconds, self.prep
        if cap and spent > cap:
            enough = "You know enough. Enter.   " if may() else ""
            return say.line((enough, look.ACCENT), (f"getting ready {say.clock(spent)}", look.QUIET))
        return say.quiet(f"getting ready {say.clock(spent)}" + (f" of {say.clock(cap)}" if cap else ""))

    @property
    def numbers(self) -> list[Number]:
        """The numbers that may be rung, best first."""
        return self._runner.queue.judge.numbers(self.contact) if self.contact else []

    @property
    def number(self) -> Number | None:
        """The number enter will ring: the rep's choice, or that by which the queue calls them callable."""
        numbers = self.numbers
        place = self._runner.queue.get(self.contact.id) if self.contact else None
        meant = place.number if isinstance(place, Place) else ""
        for wanted in (self._number, meant):
            if found := next((n for n in numbers if wanted and n.e164 == wanted), None):
                return found
        return numbers[0] if numbers else None

    def next_number(self) -> None:
        """Ring another number of this person."""
        numbers, number = self.numbers, self.number
        if number:
            self._number = numbers[(numbers.index(number) + 1) % len(numbers)].e164

    # ------------------------------------------------------------------------------------------ dialing

    def dial(self, item: Place | Held, block: int, *, brief: bool = False) -> str:
        """Start the call, if it may be; ask where it must be asked. Returns why not, as a sentence."""
        contact, number = self.contact, self.number
        if contact is None or number is None:
            return f"{contact.title if contact else 'Nobody'} cannot be called: {item.why}."
        self._brief = brief
        allowed = self._services.allowed().countries
        refused = gate.refuse(self._services.store, contact, number.e164, allowed)
        if refused:
            return refused
        agreed = isinstance(item, Place) and item.due is not None
        if not agreed and not self._open(contact, number):
            return self._outside_hours(contact, number, block)
        if isinstance(item, Held):
            question = AskKey(f"{contact.title} is held: {item.why}.", [Choice("y", "yes", "call anyway")])
            self._ask(question, lambda _: self.start(contact, number, block))
        else:
            self.start(contact, number, block)
        return ""

    def _open(self, contact: Contact, number: Number) -> bool:
        """Whether it is within calling hours where this very number may be."""
        return self._runner.queue.judge.may_call(contact, number, self._runner.now.utc)[0]

    def _outside_hours(self, contact: Contact, number: Number, block: int) -> str:
        """Wants a reason typed, or is refused, as the rep's settings say."""
        local = Shown(self._services, self._runner).local(contact, number) or "outside calling hours there"
        if self._services.settings.outside_hours == "refuse":
            return (
                f"It is {plain(local)}: outside calling hours, and your settings (outside_hours) refuse such "
                "calls. Nothing was dialed. {queue.callback} sets a time."
            )
        line = AskLine(
            f"It is {local}. Why call now?",
            "they asked me to",
            wanted="Your reason, in a few words: it is kept with the call. esc goes back, nothing is dialed.",
            key=f"why call now {contact.id} {contact.title}",
        )
        self._ask(line, lambda why: self.start(contact, number, block, outside_hours=why))
        return ""

    def start(
        self, contact: Contact, number: Number, block: int, *, outside_hours: str = "", inbound: bool = False
    ) -> None:
        """Begin a call, out or in."""
        shown = Shown(self._services, self._runner)
        chosen = self.purpose if self.contact and self.contact.id == contact.id else ""
        purpose = chosen or shown.purpose(contact, self._runner.queue.get(contact.id))
        referrer = self._services.store.get(Contact, contact.referred_by) if contact.referred_by else None
        opener = Talk(self._playbook(), self._services.settings, contact, referrer, purpose).opener()
        attempt = self._runner.attempt_for(
            contact,
            number.e164,
            purpose=purpose,
            opener=opener.id if opener and not inbound else "",
            prep=0.0 if inbound else round(self.prep, 1),
            block=0 if inbound else block,
            outside_hours=outside_hours,
            inbound=inbound,
        )
        if inbound:
            attempt = replace(attempt, answered=attempt.started)
        zone = self._runner.zone_of(contact, number.e164)
        brief = self._brief and not inbound
        self._runner.post(CallStarted(attempt, zone, self._runner.intention(), brief))

    def inbound(self, take_in: TakeIn) -> None:
        """They call (P28): found by last digits or a name; the same call, the same form, not a dial.

        Somebody we do not have is taken in at the second enter: a whole number, or a name.
        """
        unknown = ""

        def flaw(words: str) -> str:
            nonlocal unknown
            if left := self._runner.finder.unread:  # one of them may fit as well
                return f"Still reading the contacts, {left:,} to go. Enter again in a moment."
            found = self._callers(words)
            if len(found) > 1:
                store = self._services.store
                names = ", ".join(c.title for id in found[:5] if (c := store.get(Contact, id)))
                return f"{len(found)} fit: {names}. Type more."
            if found or words == unknown:
                return ""
            if self._stranger(words) is None:
                return "Nobody fits. Other digits, the whole number, or a name?"
            unknown = words
            return "Nobody you have. enter again: somebody new."

        def taken(words: str) -> None:
            found = self._callers(words)
            contact = self._services.store.get(Contact, found[0]) if found else self._stranger(words)
            if contact is None:
                return
            whole, digits = self._whole(words), _digits(words)
            numbers = [n for n in contact.numbers if n.e164] or [Number("")]
            fitting = (n for n in numbers if n.e164 == whole.e164 or n.e164.endswith(digits))
            number = next(fitting, numbers[0])
            if found:
                self.start(contact, number, 0, inbound=True)
            else:
                take_in(contact, lambda: self.start(contact, number, 0, inbound=True))

        self._ask(AskLine("They are calling. Who is it?", "last digits or a name", check=flaw), taken)

    def _callers(self, words: str) -> Sequence[int]:
        """Ids of those who fit: by whole number or last digits, else as in the search of the queue."""
        store, digits = self._services.store, _digits(words)
        if len(digits) < 3:
            return self._runner.finder.find(words)
        if (whole := self._whole(words)).e164 and (owners := store.by_number(whole.e164)):
            return [c.id for c in owners]
        found = (store.get(Contact, id) for id in self._runner.finder.find(digits))
        return [c.id for c in found if c and any(n.e164.endswith(digits) for n in c.numbers)]

    def _whole(self, words: str) -> Number:
        """The words as a whole number; its `e164` is empty where they are none."""
        from tui.core.people import phone

        return phone.parse(words, self._services.settings.country) if _digits(words) else Number(words)

    def _stranger(self, words: str) -> Contact | None:
        """Somebody new, with the number or the name that was typed; None: it is neither."""
        id, now, number = self._services.store.new_id(Contact), self._runner.now.utc, self._whole(words)
        if number.callable:
            return Contact(id, "", numbers=(number,), added=now)
        name = plain(words).strip()
        return Contact(id, name, added=now) if name and not _digits(words) else None


def _digits(words: str) -> str:
    return "".join(c for c in words if c.isdigit())
