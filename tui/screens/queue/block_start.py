"""Into a block: which kind, how many, and the one the app went away in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from tui.core.call.attempt import Block
from tui.core.call.purpose import name_of
from tui.core.day.blocks import calls_of, counts
from tui.core.text import count
from tui.screens.ask import AskKey, AskLine, Choice
from tui.screens.base import Base
from tui.screens.queue.block import BlockRun, calls_meant

if TYPE_CHECKING:
    from tui.app import Offhook

_MOST_CALLS, _MOST_MINUTES = 500, 480


@dataclass
class BlockStart:
    """Asks, and starts."""

    screen: Base
    """The queue: questions lie over it, and it shows the block."""
    run: BlockRun
    began: Callable[[str], object]
    """Called with what to say once a block has begun."""
    feed: Callable[[], str] = lambda: ""
    """A line to begin with, if one may be shown."""
    warming: bool = False
    """The rep warms up first; the question comes again after it."""

    def ask(self) -> None:
        """One question, one key; enter: the usual block."""
        settings = self.screen.services.settings
        calls, minutes = self._meant(), settings.block_minutes
        usual = f"{count(calls, 'call')} in {count(minutes, 'minute')}"
        queue = self.screen.runner.queue
        if not queue.unseen and queue.certain < calls:  # else nobody wonders
            usual += f", {queue.certain:,} callable"
        rows = [
            Choice("c", "calls", "another number of calls"),
            Choice("m", "minutes", f"{count(minutes, 'minute')}, as many calls as come"),
            Choice("p", "purpose", "calls for one purpose"),
            Choice("n", "new", "new people only, never called before"),
        ]  # fmt: skip
        if not self.warming:
            rows.append(Choice("w", "warm-up", "warm up first: five lines"))
        question = AskKey("A block: for what?", rows, self.feed(), enter="usual", enter_words=usual)
        self.screen.ask(question, self._chosen)
        self.warming = False

    def _meant(self) -> int:
        return calls_meant(self.screen.services, self.screen.runner)

    def again(self) -> None:
        """Back on the queue: after a warm-up the question comes again."""
        if self.warming and self.screen.app.screen is self.screen:
            self.ask()

    def _chosen(self, kind: str) -> None:
        minutes = self.screen.services.settings.block_minutes
        if kind == "usual":
            self._begin("calls", self._meant())
        elif kind == "minutes":
            self._ask_number("For how many minutes?", minutes, _MOST_MINUTES, self._for_minutes)
        elif kind == "purpose":
            self._ask_purpose()
        elif kind == "warm-up":
            from tui.screens.practice.rounds import NO_CARDS, begin_round

            self.warming = begin_round(cast("Offhook", self.screen.app), "warm-up")
            if not self.warming:
                self.screen.show_status(NO_CARDS)
        else:
            title = f"How many calls, in {count(minutes, 'minute')}?"
            usual = self._meant()
            self._ask_number(title, usual, _MOST_CALLS, lambda calls: self._begin(kind, calls))

    def _for_minutes(self, minutes: int) -> None:
        self._begin("minutes", 0, minutes)

    def _ask_purpose(self) -> None:
        purposes = self.screen.services.defaults.purposes
        rows = [Choice(str(n), p.id, p.name) for n, p in enumerate(purposes[:9], 1)]
        calls = self._meant()
        self.screen.ask(
            AskKey("A block for which purpose?", rows),
            lambda purpose: self._begin("purpose", calls, purpose=purpose),
        )

    def _ask_number(self, title: str, usual: int, most: int, then: Callable[[int], object]) -> None:
        def flaw(text: str) -> str:
            fits = text.isdecimal() and 1 <= int(text) <= most
            return "" if fits else f"A number, from 1 to {most}."

        line = AskLine(title, str(usual), str(usual), flaw, proposed=True)
        self.screen.ask(line, lambda text: then(int(text)))

    def _begin(self, kind: str, calls: int, minutes: int = 0, purpose: str = "") -> None:
        minutes = minutes or self.screen.services.settings.block_minutes
        self.run.start(kind, calls, minutes, purpose)
        what = f"{count(calls, 'call')}, " if calls else ""
        of = f" to {name_of(self.screen.services.defaults.purposes, purpose)}" if purpose else ""
        self.began(f"{what}{count(minutes, 'minute')}{of}. Only the person and the phone.")

    def three(self) -> None:
        """Just three (P30): no question on a bad day."""
        many = self.run.start_three()
        if many:
            word = {1: "One call", 2: "Two calls", 3: "Three calls"}[many]
            self.began(f"{word}, the easiest there are. Then you may stop.")
        else:
            self.screen.show_status(
                "Nobody is easy to call just now. A round of practice ({queue.practice}) counts, too."
            )

    def offer_left_open(self) -> None:
        """After a crash, or a terminal that was closed: the same block, at the same place."""
        block = self.run.left_open()
        if block is None:
            return

        def chosen(what: str) -> None:
            if what == "on":
                self.run.resume(block)
                self.began("The block goes on. The time since does not count.")
            else:
                self.run.give_up(block)

        rows = [Choice("n", "no", "no, it is over")]
        self.screen.ask(AskKey(self._where(block), rows, enter="on", enter_words="go on"), chosen)

    def _where(self, block: Block) -> str:
        store = self.screen.services.store
        made = sum(counts(store, block, call) for call in calls_of(store, block))
        place = f"{made} of {block.calls}" if block.calls else count(made, "call")
        name = "just three" if block.kind == "three" else "the block"
        return f"Go on with {name}: {place}?"
