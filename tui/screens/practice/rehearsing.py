"""One play of a dialogue: what was said, how it was timed, and what of it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tui.core.clock import Moment
from tui.core.ports import Persona, RolePlay, Take
from tui.core.practice.dialogue import GOOD_ENDS, Heard
from tui.core.practice.practice import GOOD, HARD, Drill
from tui.core.practice.rehearsed import begun, changed, played
from tui.core.request import Practised


class Rehearsal:
    """Nothing here knows a screen; saves come out as requests."""

    def __init__(self, play: RolePlay, persona: Persona | None, now: Moment, *, first: bool) -> None:
        """`first`: it was never played to its end, and answers are offered to choose from."""
        self.play, self.persona, self.first = play, persona, first
        self.said: list[tuple[bool, str]] = []
        """(whether the rep said it, what), without what they say just now."""
        self.answers = 0
        self.heard: Heard | None = None
        """The answer that was given and is not taken yet."""
        self.chosen: int | None = None
        """The option that was taken instead, by its place."""
        self.take: Take | None = None
        self.asked = now.mono
        self.first_word: float | None = None
        self.seconds = 0.0
        self._untimed = False
        self._drill = begun("dialogue", now.utc, play.dialogue.id).drill
        self._ended: datetime | None = None
        self.rating = GOOD

    @property
    def over(self) -> bool:
        """Whether the call came to its end."""
        return bool(self.play.turn.end)

    @property
    def answered(self) -> bool:
        """Whether an answer is given, and what was heard is shown."""
        return self.heard is not None or self.chosen is not None

    def out(self, now: Moment) -> None:
        """Their line is out: the time to the first word runs from now."""
        self.asked, self.first_word, self._untimed = now.mono, None, False

    def covered(self) -> None:
        """Something lay over the screen: what is measured now would not be true."""
        self._untimed = True

    def begin(self, now: Moment) -> None:
        """The first word."""
        if self.first_word is None and not self._untimed:
            self.first_word = now.mono - self.asked

    def answer(self, heard: Heard, now: Moment, take: Take | None = None) -> Practised | None:
        """An answer. Returns the round to save, at the first one."""
        self.heard, self.take = heard, take
        if take:
            self.first_word = take.first_word
        self.seconds = now.mono - self.asked
        return self._counted()

    def choose(self, option: int) -> Practised | None:
        """One of the answers that are offered."""
        self.chosen = option
        return self._counted()

    def _counted(self) -> Practised | None:
        self.answers += 1
        return Practised((), self._drill) if self.answers == 1 else None

    def go_on(self, now: Moment) -> Practised | None:
        """To what they say next. Returns what to save when the call is over, rated as it seems to deserve."""
        turn = self.play.turn
        self.said.append((False, turn.said))
        if self.chosen is not None:
            self.said.append((True, turn.options[self.chosen].say))
            self.play.choose(self.chosen)
        elif self.heard is not None:
            self.said.append((True, self.heard.text or "…"))
            self.play.go_on(self.heard, seconds=self.seconds, first_word=self.first_word)
        self.heard, self.chosen, self.take = None, None, None
        end = self.play.turn.end
        if not end:
            return None
        self._ended = now.utc
        return self.rate(GOOD if end in GOOD_ENDS else HARD)

    def rate(self, rating: int) -> Practised:
        """How it was, 1 to 4. The same review however often it is said."""
        assert self._ended
        self.rating = rating
        end = self.play.turn.end
        request = played(self._drill, self._ended, turns=self.answers, outcome=end, rating=rating)
        self._drill = replace(request.drill, change=self._drill.change)
        return replace(request, drill=self._drill)

    def change(self, text: str) -> Practised:
        """The one line to say differently."""
        request = changed(self._drill, text)
        self._drill = request.drill
        return request

    @property
    def drill(self) -> Drill:
        """The record of it."""
        return self._drill
