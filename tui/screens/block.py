"""The block on screen: started, paused, counted, ended (P11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.content import Content

from tui import look, say
from tui.core.attempt import Attempt, Block
from tui.core.blocks import Running, calls_of, summary
from tui.core.ports import Batch
from tui.runner import Runner
from tui.wiring import Services


class BlockRun:
    """At most one block at a time, and what it shows."""

    def __init__(self, services: Services, runner: Runner, keep: Callable[[Batch], object]) -> None:
        """`keep` saves a batch in the background and tells of a failure."""
        self._services, self._runner, self._keep = services, runner, keep
        self._running: Running | None = None

    def __bool__(self) -> bool:
        return self._running is not None

    @property
    def id(self) -> int:
        """The block's id; 0: none runs."""
        return self._running.block.id if self._running else 0

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._running is not None and self._running.paused_at is not None

    def start(self, calls: int, minutes: int) -> None:
        """Begin a block."""
        now = self._runner.now.utc
        self._save(Running(Block(self._services.store.new_id(Block), now, calls, minutes)))

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._running:
            self._save(self._running.toggled(self._runner.now.utc))

    def over(self) -> bool:
        """Whether a running block is at its end."""
        return (
            self._running is not None
            and not self.paused
            and self._running.over(len(self._calls()), self._runner.now.utc)
        )

    def end(self) -> str:
        """End it. Returns what was done: `20 calls, 4 conversations`."""
        if self._running is None:
            return ""
        done = summary(self._calls(), self._services.defaults.dispositions)
        ended, self._running = replace(self._running.block, ended=self._runner.now.utc), None
        self._keep(Batch((ended,)))
        return done

    def head(self) -> Content:
        """`block 12/20  31:04`."""
        if self._running is None:
            return Content("")
        made = f"{len(self._calls())}/{self._running.block.calls}"
        left = say.clock(self._running.left(self._runner.now.utc))
        paused = "   paused, z goes on" if self.paused else ""
        return say.line((" block ", look.ACCENT), (made, look.STRONG), f"   {left}", (paused, look.ACCENT))

    def _calls(self) -> list[Attempt]:
        return calls_of(self._services.store, self._running.block) if self._running else []

    def _save(self, running: Running) -> None:
        self._running = running
        self._keep(Batch((running.block,)))
