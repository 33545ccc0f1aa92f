"""The end of a block: what came of it, and the next key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from tui import look, say
from tui.core.call.attempt import Block
from tui.core.day import safe
from tui.core.day.blocks import Came, calls_of, came_of
from tui.core.queue.easy import wins
from tui.core.text import count
from tui.keys import Action, of_scope
from tui.screens.base import Follows, bindings
from tui.widgets.parts import Words

#: Keys pressed in its first moments were meant for the queue (seconds).
_DEAF = 0.5
_STOP = (
    "That was it. You picked up the phone on a day when that was hard, and that is what counts today.",
    "You may stop here with a clear conscience. Nobody keeps the score.",
)


class BlockEnd(Follows, ModalScreen[str]):
    """What came of a block. Answers with the key's word: `done`, `another`, `three`, `today`."""

    SCOPE: ClassVar[str] = "block-end"
    BINDINGS = bindings("block-end") + bindings("app")
    AUTO_FOCUS = ""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self._block = block

    def compose(self) -> ComposeResult:
        """The figures, one line of one's own, the keys."""
        with Vertical(classes="box wide"):
            yield Words(id="told")
            yield Words(id="keys")

    def on_mount(self) -> None:
        """All of it at once."""
        self._from = self.runner.now.mono + _DEAF
        self.begin()

    def draw(self) -> None:
        """Draw everything."""
        store, dispositions = self.services.store, self.services.defaults.dispositions
        came = came_of(store, self._block, dispositions)
        rows = self._three(came) if self._block.kind == "three" else self._figures(came)
        self.query_one("#told", Words).say(say.lines([*rows, *self._own(came), Content("")]))
        keys = [action for action in of_scope("block-end") if self.can(action)]
        self.query_one("#keys", Words).say(say.keys(keys, max(20, self.query_one("#keys").size.width)))

    def _three(self, came: Came) -> Iterator[Content]:
        """Kindly, and no figures."""
        yield say.line((f"{count(came.dials, 'call')}.", look.STRONG))
        yield Content("")
        yield from (say.line(sentence) for sentence in _STOP)

    def _figures(self, came: Came) -> Iterator[Content]:
        meant = f" of {self._block.calls}" if self._block.calls else ""
        yield say.line(("The block is over.", look.STRONG))
        yield Content("")
        yield _row("dials", f"{came.counted}{meant}", self._apart(came))
        yield _row("conversations", str(came.conversations))
        yield _row("meetings", str(came.meetings))
        if came.asked:
            yield _row("did what I meant to", f"{came.kept} of {came.asked}")
        spent = came.spent
        times = " : ".join(say.clock(seconds) for seconds in (spent.prep, spent.dial, spent.talk))
        yield _row("prep : dial : talk", times)

    def _apart(self, came: Came) -> str:
        """What counts, but apart: calls the block was not for, and safe ones."""
        store, settings = self.services.store, self.services.settings
        calls = calls_of(store, self._block)
        found = safe.share(store, calls, settings.safe_after, self.services.defaults.dispositions)
        parts = [f"{other} more beside"] if (other := came.dials - came.counted) else []
        parts += [f"{found.safe} to people you know well"] if found.safe else []
        return ", ".join(parts)

    def _own(self, came: Came) -> Iterator[Content]:
        """One good line of one's own: of this block, else the newest there is, which is told to be older."""
        before = wins(self.services.store, self.services.defaults.dispositions, 1).lines
        line = came.right or next(iter(before), "")
        if line:
            yield Content("")
            wrote = "You wrote  " if came.right else "You wrote once  "
            yield say.line((wrote, look.QUIET), (f"“{say.short(line, 120)}”", look.ACCENT))

    def can(self, action: Action) -> bool:
        """Three more only after three."""
        return action.id != "block-end.three" or self._block.kind == "three"

    def _leave(self, how: str) -> None:
        if self.runner.now.mono >= self._from:
            self.dismiss(how)

    def action_done(self) -> None:
        """Enough."""
        self._leave("today" if self._block.kind == "three" else "done")

    def action_another(self) -> None:
        """Another block."""
        self._leave("another")

    def action_three(self) -> None:
        """Three more."""
        self._leave("three" if self._block.kind == "three" else "done")

    def action_today(self) -> None:
        """The day at a glance."""
        self._leave("today")


def _row(label: str, figure: str, beside: str = "") -> Content:
    return say.line((f"{label:<21}", look.QUIET), (figure, look.STRONG), (f"   {beside}", look.QUIET))
