"""What the phone can do in a call: mute, hold, tones, a recorded voicemail. The keys adapt to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator

from textual.content import Content

from tui import look, say
from tui.core.call.states import Calling, Stage
from tui.core.mishap import not_read
from tui.core.ports import Cap
from tui.screens.ask import AskLine
from tui.screens.call.searching import Searching

#: What a phone must be able to do for a key.
NEEDS = {"mute": Cap.MUTE, "hold": Cap.HOLD, "digits": Cap.DIGITS, "leave": Cap.PLAY}


class OnPhone(Searching):
    """The keys of the phone. Nothing is shown as done before the phone has done it."""

    state: Calling

    def __init__(self) -> None:
        super().__init__()
        self._muted = self._held = False
        self._switching = asyncio.Lock()
        """A key pressed twice in a hurry switches on and off again, not on twice."""

    def phone_can(self, what: str) -> bool:
        """Whether a key of the phone makes sense now."""
        if what == "leave" and self.state.stage is not Stage.TALKING:
            return False
        return NEEDS[what] in self.runner.phone.capabilities

    @property
    def tells(self) -> bool:
        """Whether the phone says itself when they answer."""
        return Cap.ANSWER in self.runner.phone.capabilities

    def pick_up(self) -> Iterator[Content]:
        """What the rep must do first, where their own phone rings first."""
        if Cap.OWN_FIRST in self.runner.phone.capabilities and self.state.stage is Stage.DIALING:
            yield Content("")
            yield say.line(("Pick up your own phone: it rings first, then theirs.", look.ACCENT))

    def phone_state(self) -> Content:
        """What the rep must not forget: that nobody hears them."""
        said = [word for word, on in (("muted", self._muted), ("on hold", self._held)) if on]
        return say.line((f"{', '.join(said)}  ", look.BAD)) if said else Content("")

    def action_mute(self) -> None:
        """Microphone off or on."""
        if self._able("mute"):
            self.run_worker(self._switch("_muted", self.runner.phone.mute), group="phone")

    def action_hold(self) -> None:
        """Hold, or go on."""
        if self._able("hold"):
            self.run_worker(self._switch("_held", self.runner.phone.hold), group="phone")

    async def _switch(self, what: str, switch: Callable[[bool], Awaitable[str]]) -> None:
        async with self._switching:
            on = not getattr(self, what)
            if problem := await switch(on):
                self.show_status(problem=problem)
            else:
                setattr(self, what, on)
        self.draw_later()

    def action_digits(self) -> None:
        """Send tones; what was sent to this number before is offered, a step at a time."""
        if not self._able("digits"):
            return
        before = self.runner.phone.digits_before(self.state.attempt)
        so_far = tuple(self.state.attempt.digits.split())
        follows = before[: len(so_far)] == so_far and len(before) > len(so_far)
        last = f"  Last time: {', then '.join(before)}" if before else ""
        line = AskLine(
            f"Send tones{last}",
            "1",
            value=before[len(so_far)] if follows else "",
            check=lambda t: "" if set(t) <= set("0123456789*#") else "Digits, * and # only.",
            key="",  # it may be a PIN
        )
        self.ask(line, lambda digits: self.run_worker(self._send(digits), group="phone"))

    async def _send(self, digits: str) -> None:
        problem = await self.runner.phone.press(digits)
        self.show_status(f"Sent {digits}", problem)

    def action_leave(self) -> None:
        """Play the voicemail that was recorded, after this key and never without it."""
        if self._able("leave"):
            self.show_status("Looking for your recording…")
            self.run_worker(self._leave(), group="phone")

    async def _leave(self) -> None:
        try:
            found, path = await asyncio.to_thread(self.services.voicemail, self.state.attempt.purpose)
        except (OSError, ValueError) as error:
            self.show_status(problem=not_read("The recording cannot be played", error, "The call goes on."))
            return
        if path is None:
            self.show_status(
                problem="There is no recording of yours yet: voicemail.wav in recordings/ (voicemails.md)."
            )
            return
        problem = await self.runner.phone.play(path)
        said = f"Your voicemail is playing: {say.clock(found)}. Stay on, or {{call.hang-up}} when it is over."
        self.show_status(said, problem)

    def _able(self, what: str) -> bool:
        if NEEDS[what] in self.runner.phone.capabilities:
            return True
        self.show_status(f"{self.runner.phone.dialer.name.capitalize()} does that itself.")
        return False
