"""The phone before the first real call: is it ready, what can it do, and a call to the rep's other phone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core import phone
from tui.core.ports import By, Cap, DialEvent, DialRefused, DialState, DialTrouble, PhoneCall, Trouble
from tui.keys import Action, of_scope
from tui.screens.ask import AskLine
from tui.screens.base import Base, bindings
from tui.widgets.parts import Words

_CAN = (
    (Cap.RINGING, "says when it rings"),
    (Cap.ANSWER, "says when they answer"),
    (Cap.END, "says when it is over"),
    (Cap.CAUSE, "says why"),
    (Cap.HANG_UP, "hangs up"),
    (Cap.DIGITS, "sends tones"),
    (Cap.MUTE, "mutes"),
    (Cap.HOLD, "holds"),
    (Cap.PLAY, "plays your voicemail"),
)
_BY = {By.REP: "by you", By.THEM: "by them", By.NETWORK: "by the network", By.LIMIT: "by the time limit"}


class TestCall(Base):
    """Nothing here is an attempt, and nothing is saved of it."""

    __test__ = False  # its name is a screen's, not a test's
    SCOPE: ClassVar[str] = "test-call"
    CSS_PATH = "test_call.tcss"
    BINDINGS = bindings("test-call")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._troubles: Sequence[Trouble] | None = None
        """What stands in the way; None: the phone is still asked."""
        self._microphone = ""
        self._call: PhoneCall | None = None
        self._heard: list[DialEvent] = []
        self._dialing = False

    def compose(self) -> ComposeResult:
        """Head, what is known, status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="body", can_focus=False):
            yield Words(id="told")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Ask the phone at once."""
        self.begin()
        self.action_look()

    def refresh_second(self, moved: bool) -> None:
        """The clock of the call."""
        if self._call:
            self.draw()

    def draw(self) -> None:
        """Everything that is known."""
        self.query_one("#head", Words).say(say.line((" Your phone", look.STRONG)))
        self.query_one("#rule", Words).say(self.rule())
        self.query_one("#told", Words).say(say.lines([*self._phone(), Content(""), *self._test()]))
        self.show_keys()

    def _phone(self) -> Iterable[Content]:
        yield say.fact("Phone", (self.runner.phone.dialer.name, look.STRONG))
        able = [what for cap, what in _CAN if cap in self.runner.phone.dialer.capabilities]
        yield say.fact("It", ", ".join(able) or "tells nothing: your keys say how the call goes")
        if self._troubles is None:
            yield say.fact("Ready", ("is being asked…", look.QUIET))
        elif not self._troubles:
            yield say.fact("Ready", ("yes", look.GOOD))
        for trouble in self._troubles or ():
            for label, text in (("In the way", trouble.happened), ("", trouble.safe), ("", trouble.todo)):
                if text:
                    yield say.fact(label, (text, look.BAD if label else ""), room=self.size.width - 4)
        if self._microphone:
            yield say.fact("Sound", self._microphone, room=self.size.width - 4)

    def _test(self) -> Iterable[Content]:
        number = self.services.settings.test_number
        yield say.fact("Test call", number or "no number yet: n sets one, your other phone for example")
        began = self._heard[0].mono if self._heard else 0.0
        for event in self._heard:
            style = look.GOOD if event.state is DialState.ANSWERED else ""
            words = self._end(event) if event.state is DialState.ENDED else str(event.state)
            yield say.fact(
                "", f"{say.clock(event.mono - began):>5}  ", (words, style), room=self.size.width - 4
            )
        if self._call:
            yield say.fact("", (f"{say.clock(self.runner.now.mono - began):>5}  now", look.QUIET))

    def _end(self, event: DialEvent) -> str:
        said = [f"over: {event.outcome}", _BY.get(event.by, ""), event.cause, event.words]
        trouble = f". {event.trouble}" if event.trouble else ""
        return ", ".join(filter(None, said)) + trouble

    def can(self, action: Action) -> bool:
        """One call at a time."""
        what = action.id.partition(".")[2]
        if what == "dial":
            return bool(self.services.settings.test_number) and not self._call and not self._dialing
        return self._call is not None if what == "hang-up" else True

    def live_keys(self) -> Iterable[Action]:
        """What can be done now."""
        return [action for action in of_scope(self.SCOPE) if self.can(action)]

    # -------------------------------------------------------------------------------------------- deeds

    def action_look(self) -> None:
        """Ask the phone whether it is ready."""
        self._troubles, self._microphone = None, ""
        self.draw_later()
        self.run_worker(self._ask_phone(), group="phone")

    async def _ask_phone(self) -> None:
        self._troubles = await self.runner.phone.check()
        self.draw_later()
        if Cap.MUTE in self.runner.phone.dialer.capabilities:  # then it is this computer's microphone
            self._microphone = await asyncio.to_thread(self.services.microphone)
            self.draw_later()

    def action_dial(self) -> None:
        """Ring the test number."""
        if not self.services.settings.test_number:
            self.action_number()
        elif not self._call and not self._dialing:
            self._dialing, self._heard = True, []
            self.run_worker(self._ring(), group="phone")

    async def _ring(self) -> None:
        try:
            self._call = await self.runner.phone.try_out(self.services.settings.test_number)
        except DialRefused as refusal:
            self.show_status(problem=str(refusal))
            return
        except DialTrouble as error:
            self.show_status(problem=str(error.trouble))
            return
        finally:
            self._dialing = False
            self.draw_later()
        self.show_status("Your keys say how it goes: h when it is over." if not self._tells else "")
        async for event in self._call.events():
            self._heard.append(event)
            self.draw_later()
        self._call = None
        self.draw_later()

    @property
    def _tells(self) -> bool:
        return Cap.END in self.runner.phone.dialer.capabilities

    def action_hang_up(self) -> None:
        """End the test call."""
        if self._call:
            self.runner.phone.hang_up_trial()

    def action_number(self) -> None:
        """Whom it rings."""
        country = self.services.settings.country

        def flaw(text: str) -> str:
            number = phone.parse(text, country)
            return "" if number.callable else f"That is no number to dial: {number.why_not}."

        def taken(text: str) -> None:
            number = phone.parse(text, country).e164
            self.choose(f"The test call rings {number}.", test_number=number)

        now = self.services.settings.test_number
        self.ask(AskLine("Which number does the test call ring?", "your other phone", now, flaw), taken)

    def action_back(self) -> None:
        """Away; nobody is left on the line."""
        self.action_hang_up()
        if self.app.screen is self:
            self.app.pop_screen()
