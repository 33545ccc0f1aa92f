"""The phone before the first real call: is it ready, what can it do, how loud is the rep, and a test call.

Who needs the microphone has it alone, as not every system shares it: the level rests meanwhile.
Over 300 lines: the call and the level share the microphone, and so one screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.call.level import Meter
from tui.core.people import phone
from tui.core.ports import By, Cap, DialEvent, DialRefused, DialState, DialTrouble, PhoneCall, Trouble
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.ask import AskLine
from tui.screens.base import Base, bindings
from tui.screens.meter import meter
from tui.screens.taking import copy_sheet
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
#: Seconds that are recorded and played back.
_ECHO = 3.0
_BY = {By.REP: "by you", By.THEM: "by them", By.NETWORK: "by the network", By.LIMIT: "by the time limit"}


class TestCall(Base):
    """Nothing here is an attempt, and nothing is saved of it."""

    __test__ = False  # its name is a screen's, not a test's
    SCOPE: ClassVar[str] = "test-call"
    CSS_PATH = "trial_call.tcss"
    BINDINGS = bindings("test-call")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._troubles: Sequence[Trouble] | None = None
        """What stands in the way; None: the phone is still asked."""
        self._microphone = asyncio.Lock()
        """Whoever has it: the level, or the phone."""
        self._meter: Meter | None = None
        """None: nothing came from it yet."""
        self._no_level = ""
        """Why no level is shown."""
        self._call: PhoneCall | None = None
        self._heard: list[DialEvent] = []
        self._dialing = self._echoing = False

    def compose(self) -> ComposeResult:
        """Head, what is known, status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="body", can_focus=False):
            yield Words(id="told")
            yield Words(id="level")
            yield Words(id="test")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Ask the phone at once."""
        self.begin()
        self.action_look()

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def refresh_second(self, moved: bool) -> None:
        """The clock of the call."""
        if self._call:
            self.draw()

    def draw(self) -> None:
        """Everything that is known."""
        self.query_one("#head", Words).say(say.line((" Your phone", look.STRONG)))
        self.query_one("#rule", Words).say(self.rule())
        self.query_one("#told", Words).say(say.lines(self._phone()))
        self._draw_level()
        self.query_one("#test", Words).say(say.lines(self._test()))
        self.show_keys()

    def _phone(self) -> Iterable[Content]:
        yield say.fact("Phone", (self.runner.phone.dialer.name, look.STRONG))
        able = [what for cap, what in _CAN if cap in self.runner.phone.dialer.capabilities]
        told = ", ".join(able) or "tells nothing: your keys say how the call goes"
        yield say.fact("It", told, room=self.size.width - 4)
        if self._troubles is None:
            yield say.fact("Ready", ("is being asked…", look.QUIET))
        elif not self._troubles:
            yield say.fact("Ready", ("yes", look.GOOD))
        for trouble in self._troubles or ():
            for label, text in (("In the way", trouble.happened), ("", trouble.safe), ("", trouble.todo)):
                if text:
                    yield say.fact(label, (text, look.BAD if label else ""), room=self.size.width - 4)

    def _draw_level(self) -> None:
        """The level alone: five times a second nothing else is drawn."""
        if self in self.app.screen_stack:
            level = say.fact("Microphone", self._level(), room=self.size.width - 4)
            self.query_one("#level", Words).say(level)

    def _level(self) -> Content:
        if not self._computers:
            return say.quiet("the phone's own: nothing of it is heard here")
        if self._no_level:
            return say.line(self._no_level)
        if self._call or self._dialing:
            return say.quiet("the call has it; its level comes back afterwards")
        if self._echoing:
            return say.quiet("is recorded, and played back")
        if self._meter is None:
            return say.quiet("is being opened…")
        return meter(self._meter, self.runner.now.mono)

    @property
    def _computers(self) -> bool:
        """Whether the phone speaks through this computer's microphone."""
        able = self.runner.phone.dialer.capabilities
        return Cap.MUTE in able and Cap.OWN_FIRST not in able

    def _test(self) -> Iterable[Content]:
        number = self.services.settings.test_number
        yield say.fact(
            "Test call",
            number or f"no number yet: {key_of('test-call.number')} sets one, your other phone for example",
        )
        began = self._heard[0].mono if self._heard else 0.0
        for event in self._heard:
            style = look.GOOD if event.state is DialState.ANSWERED else ""
            words = self._end(event) if event.state is DialState.ENDED else str(event.state)
            at = f"{say.clock(event.mono - began):>5}  "
            yield say.fact("", at, (words, style), room=self.size.width - 4)
        if self._call:
            yield say.fact("", (f"{say.clock(self.runner.now.mono - began):>5}  now", look.QUIET))

    def _end(self, event: DialEvent) -> str:
        said = [f"over: {event.outcome}", _BY.get(event.by, ""), event.cause, event.words]
        trouble = f". {event.trouble}" if event.trouble else ""
        return ", ".join(filter(None, said)) + trouble

    def action_copy(self) -> None:
        """What stands here, to the clipboard."""
        copy_sheet(self)

    def readable(self) -> tuple[str, str]:
        """What the phone is, what is in its way, and how the test call went."""
        return "your phone", say.lines([*self._phone(), *self._test()]).plain + "\n"

    def can(self, action: Action) -> bool:
        """One call at a time."""
        what = action.id.partition(".")[2]
        if what == "echo":
            return self.can_echo
        if what == "dial":
            return bool(self.services.settings.test_number) and not self.on_the_line
        return self._call is not None if what == "hang-up" else True

    def live_keys(self) -> Iterable[Action]:
        """What can be done now."""
        return [action for action in of_scope(self.SCOPE) if self.can(action)]

    @property
    def on_the_line(self) -> bool:
        """Whether a test call is made or the rep recorded: both are heard only as long as the app runs."""
        return bool(self._call or self._dialing or self._echoing)

    # -------------------------------------------------------------------------------------------- deeds

    def action_look(self) -> None:
        """Ask the phone whether it is ready."""
        self._troubles = None
        self.draw_later()
        self.run_worker(self._ask_phone(), group="phone")

    async def _ask_phone(self) -> None:
        self.workers.cancel_group(self, "level")
        async with self._microphone:
            self._troubles = await self.runner.phone.check()
        self._listen()
        self.draw_later()

    def _listen(self) -> None:
        """Show the level, from when nobody else has the microphone."""
        self._meter, self._no_level = None, ""
        if self._computers:
            beside(self, self._measure, "level", only=True)

    async def _measure(self) -> None:
        async with self._microphone:
            self._no_level = await self.services.measure(self._heard_level)
        self.draw_later()

    def _heard_level(self, share: float) -> None:
        self._meter = (self._meter or Meter()).heard(share, self.runner.now.mono)
        self._draw_level()

    def action_echo(self) -> None:
        """Three seconds of the rep, played back."""
        if self.can_echo:
            self._echoing = True
            self.show_status("The microphone is being opened…")
            self.draw_later()
            beside(self, self._echo, "phone")

    async def _echo(self) -> None:
        self.workers.cancel_group(self, "level")
        try:
            async with self._microphone:
                said = "Speak now, for three seconds; then you hear yourself."
                problem = await self.services.echo(_ECHO, lambda: self.show_status(said))
        finally:
            self._echoing = False
        self.show_status("" if problem else "That is how you sound.", problem)
        self._listen()
        self.draw_later()

    @property
    def can_echo(self) -> bool:
        """Whether the microphone is this computer's and nobody needs it just now."""
        return self._computers and not self.on_the_line

    def action_dial(self) -> None:
        """Ring the test number."""
        if not self.services.settings.test_number:
            self.action_number()
        elif not self.on_the_line:
            self._dialing, self._heard = True, []
            self.run_worker(self._ring(), group="phone")

    async def _ring(self) -> None:
        self.workers.cancel_group(self, "level")
        async with self._microphone:
            await self._talk()
        self._listen()
        self.draw_later()

    async def _talk(self) -> None:
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
        by_keys = f"Your keys say how it goes: {key_of('test-call.hang-up')} when it is over."
        self.show_status("" if self._tells else by_keys)
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
