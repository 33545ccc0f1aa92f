"""One answer out of what a microphone hears: how probably each piece of sound is speech, in; seconds, out.

Pure: it knows no device and no clock, time is the number of samples. What is found was set on tracks with
known gaps, also under noise 15 dB below the voice (tests/voice/test_answer.py).
"""

from __future__ import annotations

from dataclasses import dataclass

#: Samples a second, mono, 16 bits signed. What the detector of speech, the voices and the devices agree on.
RATE = 16_000
#: Samples the detector judges at once: 32 ms.
CHUNK = 512

_STEP = CHUNK / RATE


@dataclass(frozen=True, slots=True)
class Rules:
    """When sound is speech. Probabilities are the detector's; times in seconds."""

    speech: float = 0.5
    """Speech begins at this probability, …"""
    still: float = 0.35
    """… and ends below this one (Silero's own choice: 0.15 less)."""
    shortest: float = 0.19
    """What is shorter is no word: a key, a breath, the last of the line in the room."""
    joined: float = 0.1
    """A shorter gap belongs to the words around it."""
    silence: float = 1.5
    """So much of it ends the answer."""
    early: float = 0.016
    """The detector is late by so much when speech begins (half a chunk: it judges whole ones), …"""
    late: float = 0.04
    """… and by so much when it ends."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of an answer. Seconds, from where listening began."""

    first_word: float | None = None
    """None: nothing was said."""
    talk: float = 0.0
    pause: float = 0.0


#: Of an answer in which nothing was said.
NOTHING = Figures()


class Answer:
    """An answer being listened to."""

    def __init__(self, most: float, rules: Rules | None = None) -> None:
        self._most, self._rules = most, rules or Rules()
        self._at = 0
        """How many chunks were heard."""
        self._since: int | None = None
        """The chunk with which the sound that goes on now began, if it is speech."""
        self._first: int | None = None
        self._last = 0
        """The chunk after the last one that belongs to a word."""
        self._pause = 0

    def hear(self, probability: float) -> None:
        """The next chunk, by the probability that it is speech."""
        rules, before = self._rules, self._since
        if before is None and probability >= rules.speech:
            self._since = self._at
        elif before is not None and probability < rules.still:
            self._since = None
        self._at += 1
        if self._since is not None and (self._at - self._since) * _STEP >= rules.shortest:
            self._word(self._since)

    def _word(self, since: int) -> None:
        """What began at `since` is a word, and goes on."""
        if self._first is None:
            self._first = since
        elif (since - self._last) * _STEP > self._rules.joined:
            self._pause = max(self._pause, since - self._last)
        self._last = self._at

    @property
    def begun(self) -> bool:
        """Whether there was a word."""
        return self._first is not None

    @property
    def over(self) -> bool:
        """Whether they have finished, or their time is up."""
        if self._at * _STEP >= self._most:
            return True
        still = self._since is None and self._first is not None
        return still and (self._at - self._last) * _STEP >= self._rules.silence

    @property
    def figures(self) -> Figures:
        """What is known now."""
        if self._first is None:
            return NOTHING
        first = max(0.0, self._first * _STEP - self._rules.early)
        last = max(first, self._last * _STEP - self._rules.late)
        pause = self._pause * _STEP + self._rules.late - self._rules.early if self._pause else 0.0
        return Figures(first, last - first, pause)

    @property
    def words(self) -> tuple[float, float]:
        """From where to where something was said, with a little around it: seconds."""
        figures = self.figures
        first = figures.first_word or 0.0
        return max(0.0, first - 0.2), first + figures.talk + 0.3
