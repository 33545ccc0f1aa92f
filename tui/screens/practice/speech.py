"""The voice of practice on screen: a line is spoken, the answer listened to, and any of it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from tui.core.ports import Persona, Take, Voice
from tui.private import beside

if TYPE_CHECKING:
    from tui.app import Offhook

#: So long one answer is listened to, seconds.
_MOST = 60.0


@dataclass(frozen=True, slots=True)
class Listener:
    """Who wants to know how a line goes."""

    said: Callable[[], object]
    """The line is out."""
    first_word: Callable[[], None]
    took: Callable[[Take], object]
    """The answer is over, as the microphone heard it."""
    lost: Callable[[str], object]
    """The voice is gone; it goes on in text. Hears why."""


class Speech:
    """One voice for the whole session, opened when it is first needed."""

    def __init__(self, app: Offhook, voice: Voice) -> None:
        self._app, self.voice = app, voice
        self._opened = self._told = False
        self._work: Worker[None] | None = None
        self.speaking = False
        """Whether a line is being spoken just now."""
        self.hearing = False
        """Whether the microphone listens just now."""

    async def ready(self) -> str:
        """Open the voice. Returns what is wrong with it, the first time it is asked."""
        if not self._opened:
            self._opened = True
            await self.voice.open()
        problem = "" if self._told else self.voice.problem
        self._told = self._told or bool(problem)
        return problem

    def line(
        self, text: str, persona: Persona | None, listener: Listener, *, answer_due: bool = True
    ) -> None:
        """Say a line, and listen to the answer, where one is due. The line before is stopped."""
        self.stop()
        if self.voice.speaks or self.voice.hears:
            self.speaking = self.voice.speaks
            self._work = beside(self._app, partial(self._line, text, persona, listener, answer_due), "voice")
        else:
            self._app.call_after_refresh(listener.said)

    def stop(self) -> None:
        """Be quiet, and stop listening."""
        if self._work:
            self._work.cancel()
        self._work, self.speaking, self.hearing = None, False, False

    async def _line(self, text: str, persona: Persona | None, listener: Listener, answer_due: bool) -> None:
        if self.voice.speaks:
            voice, rate = (persona.voice, persona.rate) if persona else ("", 1.0)
            await self.voice.speak(text, voice, rate)
            self.speaking = False
        self.hearing = self.voice.hears and answer_due
        listener.said()
        if self.hearing:
            take = await self.voice.listen(_MOST, listener.first_word)
            self.hearing = False
            if take:
                listener.took(take)
        if self.voice.problem and not self._told:
            self._told = True
            listener.lost(self.voice.problem)

    async def close(self) -> None:
        """Let go of the device."""
        self.stop()
        if self._opened:
            self._opened = False
            await self.voice.close()
