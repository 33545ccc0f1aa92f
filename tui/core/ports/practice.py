"""The doors of practice: when a card comes again, and a voice that speaks and listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from tui.core.practice.practice import Recall, Review


class Schedule(Protocol):
    """When a card comes again."""

    def review(self, recall: Recall | None, review: Review, id: int) -> Recall:
        """Where the card stands after a review; `recall` is where it stood, `id` that of a first one."""
        ...


@dataclass(frozen=True, slots=True)
class Take:
    """One answer as a microphone heard it. Seconds; from the end of the prospect's line."""

    first_word: float | None
    """Until the first word; None: nothing was said."""
    talk: float = 0.0
    """From the first word to the last."""
    pause: float = 0.0
    """The longest silence in between."""
    text: str = ""
    """What was understood, where speech is turned into text."""


class Voice(Protocol):
    """Speaks the prospect's lines and listens to the answer. What it cannot do, it says in `problem`."""

    @property
    def speaks(self) -> bool:
        """Whether lines are spoken."""
        ...

    @property
    def hears(self) -> bool:
        """Whether a microphone listens."""
        ...

    @property
    def writes(self) -> bool:
        """Whether what was said is turned into text."""
        ...

    @property
    def problem(self) -> str:
        """Why it goes on in text, a sentence with what to do; empty: nothing is wrong."""
        ...

    async def open(self) -> None:
        """Get ready; afterwards the properties are true. Never raises for a missing device or extra."""
        ...

    async def speak(self, text: str, voice: str = "", rate: float = 1.0) -> None:
        """Say a line; returns when the last of it was heard, or at once where nothing speaks any more.

        Cancelling it stops the voice.
        """
        ...

    async def listen(self, most: float, on_first_word: Callable[[], None] | None = None) -> Take | None:
        """Listen to one answer, until it is over (a second and a half of silence) or `most` seconds.

        None: the microphone is gone or was never there, and nothing is known of the answer; see `problem`.
        Cancelling it stops listening.
        """
        ...

    async def close(self) -> None:
        """Let go of the sound device. Nothing that was recorded is kept."""
        ...
