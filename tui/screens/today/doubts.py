"""Doubts about the offer or its delivery, on the screen of the self-check: written down and settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from textual.content import Content

from tui import look, say
from tui.core.day import roots
from tui.core.day.roots import Doubt
from tui.core.hours import when
from tui.core.ports import Record
from tui.screens.ask import Ask, AskFields, AskKey, Choice
from tui.screens.base import Base

#: So many have a key, and are shown.
_MOST = 9


class Doubts:
    """Each has somebody who can settle it, a next step, and a day: Today shows it then."""

    def __init__(self, screen: Base, keep: Callable[[Record, str], object]) -> None:
        """`keep` saves a record and says a sentence when that is done."""
        self._screen, self._keep = screen, keep

    @property
    def open(self) -> Sequence[Doubt]:
        """Those that are not settled, the soonest due first."""
        return roots.open_doubts(self._screen.services.store)[:_MOST]

    def rows(self) -> Iterator[Content]:
        """To be shown; nothing where there is none."""
        if not self.open:
            return
        yield Content("")
        yield say.line(("Doubts to settle", look.STRONG))
        for doubt in self.open:
            due = doubt.due.astimezone(self._screen.services.zone)
            who = f"{doubt.owner}: " if doubt.owner else ""
            sign = (f" {look.DUE} {due:%a %d %b}  ", look.ACCENT)
            yield say.line(sign, f"{who}{doubt.step}", (f"  “{doubt.text}”", look.QUIET))

    def ask(self) -> None:
        """Write one down."""
        fields = [
            Ask("text", "what I doubt", "", "whether they deliver in March"),
            Ask("owner", "who can settle it", "", "Ines in planning; may stay empty"),
            Ask("step", "the next step", "", "ask for the March dates"),
            Ask("due", "by when", "", "tomorrow 10:00, friday"),
        ]

        def flaw(answer: dict[str, str]) -> str:
            if not answer["text"] or not answer["step"]:
                return "A doubt needs its words and a next step."
            try:
                self._due(answer["due"])
            except when.NotATime as wrong:
                return str(wrong)
            return ""

        def save(answer: dict[str, str]) -> None:
            id, now = self._screen.services.store.new_id(Doubt), self._screen.runner.now.utc
            due = self._due(answer["due"])
            doubt = Doubt(id, answer["text"], answer["owner"], answer["step"], due, now)
            self._keep(doubt, "Saved. It stands on Today when it is due.")

        self._screen.ask(AskFields("A doubt about the offer or its delivery", fields, flaw), save)

    def _due(self, words: str) -> datetime:
        return when.read(words, self._screen.runner.now.utc, self._screen.services.zone).utc

    def settle(self) -> None:
        """Which one is settled."""
        doubts = self.open
        if not doubts:
            return
        rows = [Choice(str(n), str(one.id), f"{one.step} (“{one.text}”)") for n, one in enumerate(doubts, 1)]

        def settled(id: str) -> None:
            doubt = next(one for one in doubts if one.id == int(id))
            self._keep(replace(doubt, done=self._screen.runner.now.utc), f"Settled: {doubt.text}")

        self._screen.ask(AskKey("Which one is settled?", rows), settled)
