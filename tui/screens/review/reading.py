"""Reading what Review shows: the figures of a span, then its words; in slices, for keys come first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tui.core.day.goals import DIALS
from tui.core.insight.called import Called, called
from tui.core.insight.span import Span
from tui.private import beside
from tui.screens.review.figures import View
from tui.screens.review.shown import Shown
from tui.screens.review.words import Collected, collecting

if TYPE_CHECKING:
    from tui.screens.review.review import ReviewScreen

#: So often the figures are shown while a long span is read, seconds.
_SOON = 1.0


class Reading:
    """One thing at a time: what is being read begins anew when something else is to be."""

    def __init__(self, screen: ReviewScreen, shown: Shown) -> None:
        self._screen, self._shown = screen, shown
        self._names = Called()
        self._named = False
        """Whether the names are those of the words as they are now."""
        self._stale = self._running = False
        """Whether something is to be read, and whether something is being read."""
        self._words_of = -1
        """The `Ledger.changes` that the words taken in are of."""

    def begin(self) -> None:
        """Read what is shown, or read it again."""
        self._stale = True
        if not self._running:
            self._running = True
            beside(self._screen, self._read, "pages")

    def forget_names(self) -> None:
        """Cards may be called something else."""
        self._named = False

    async def _read(self) -> None:
        try:
            while self._stale:
                self._stale = False
                await self._learn_names()
                await self._read_span(self._shown.span, self._screen.today)
        finally:
            self._running = False

    async def _read_span(self, span: Span, today: date) -> None:
        """The figures, then the words; given up when something else is to be read."""
        shown, offhook, ledger = self._shown, self._screen.offhook, self._screen.runner.ledger
        other, changes = span.beside(today), ledger.changes
        while await offhook.count_days((other or span).first, _SOON):
            if self._stale:
                return
            self._figure(span, other, today)  # so far
        self._figure(span, other, today)
        if changes == self._words_of and shown.collected.whole and shown.collected.span == span:
            return  # the queue moved, and nothing was saved
        collected = Collected(span)
        newest = [day.day for day in reversed(shown.view.days if shown.view else ())]
        for _ in collecting(ledger, newest, collected, self._called):
            await offhook.let_keys_through()
            if self._stale:
                return
        self._words_of = changes
        shown.take_in(collected)
        self._screen.draw_later()

    async def _learn_names(self) -> None:
        if not self._named:
            self._named = True
            playbook = await asyncio.to_thread(lambda: self._screen.offhook.playbook)
            defaults = self._screen.services.defaults
            self._names = called(defaults.dispositions, defaults.purposes, playbook)

    def _figure(self, span: Span, other: Span | None, today: date) -> None:
        """Show what is counted of a span."""
        ledger, goals = self._screen.runner.ledger, self._screen.services.goals()
        now, days = ledger.figures(span), ledger.days(span)
        goal = sum(goals.of_day(DIALS, day) for day in _each(span)) if span.kind != "all" else 0
        if span.kind == "week":
            goal = goals.of_week(DIALS, span.first)
        before = ledger.figures(other) if other else None
        if before and not (before.funnel.dials or before.inbound.dials):
            before = None  # a column of noughts compares nothing
        made = sum(row.successes for row in now.purposes) if goals.successful else now.funnel.dials
        self._shown.view = View(today, now, before, days, goal, self._names, made, goals.successful)
        self._screen.draw_later()

    def _called(self, result: str) -> str:
        return self._names.dispositions.get(result, result)


def _each(span: Span) -> Iterator[date]:
    return (span.first + timedelta(days=n) for n in range(span.days))
