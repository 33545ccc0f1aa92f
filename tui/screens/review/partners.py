"""What is told to a partner: chosen here, seen here as it will stand in the file, and only then written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from tui import keys, look, say
from tui.core.day.exchange import LINE, NAME, PARTS, BadPartnerFile, Mine, flaw, key_of, told
from tui.core.mishap import not_written
from tui.core.text import plain
from tui.keys import Action
from tui.screens.ask import AskKey, AskLine, Choice
from tui.screens.base import Base, bindings
from tui.screens.review.exchange import Exchange
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

_PARTS = {
    "goal": ("Goal", "how many dials you mean to make a day"),
    "dials": ("Dials", "of the last seven days"),
    "conversations": ("Conversations", "of the last seven days"),
    "kept": ("Kept", "how often you did what you meant to do next time"),
}
_NEEDS_WORD = frozenset({"share", "line", "name", "write", "take", "stop"})


@dataclass(frozen=True, slots=True)
class _Row:
    part: str
    """`name`, `line`, or one of PARTS."""


_ROWS = (_Row("name"), *(_Row(part) for part in PARTS), _Row("line"))


class PartnersScreen(Base):
    """A partner, and what they are told."""

    SCOPE: ClassVar[str] = "exchange"
    CSS_PATH = "report.tcss"
    BINDINGS = bindings("exchange")
    AUTO_FOCUS = "#list"

    def compose(self) -> ComposeResult:
        """Head; what is told beside the file as it will be; status, keys."""
        yield Words(id="head")
        yield Words(id="rule")
        with Horizontal(id="exchange"):
            with Vertical(id="left"):
                yield LongList(self._row, self._moved, id="list")
                yield Words(id="theirs")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="file")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """Everything is read beside the picture."""
        self.begin()
        self.run_worker(self._read(), group="pages", exclusive=True)

    @property
    def exchange(self) -> Exchange:
        """What is shared."""
        return self.offhook.exchange

    @property
    def mine(self) -> Mine:
        """What was chosen."""
        return self.exchange.mine

    async def _read(self) -> None:
        await self.exchange.count()
        if self.exchange.files.begun:
            await self.exchange.read()
        self.show_status(problem=self.exchange.problem)
        self.draw_later()

    def refresh_grown(self) -> None:
        """The partner told something, or more is counted."""
        self.draw_later()

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        said = "   only what you choose, only when you write it" if self.mine.on else "   nothing is shared"
        self._say("head", say.line((" Partner", look.STRONG), (said, look.QUIET)))
        self._say("rule", self.rule())
        rows = self.query_one("#list", LongList)
        rows.show(_ROWS if self.mine.on else (), rows.cursor)
        self.query_one("#left").display = self.mine.on
        self.set_class(not self.mine.on, "-off")
        self._say("theirs", self._theirs())
        self._say("file", self._file() if self.mine.on else self._what_it_is())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _row(self, row: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(row, _Row):
            return Content(""), Content("")
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        if row.part in _PARTS:
            name, help = _PARTS[row.part]
            on = row.part in self.mine.parts
            style = look.GOOD if on else look.QUIET
            tick = (f"{look.DONE if on else look.HELD} ", style)
            first = say.line(sign, tick, name, (f"  {'told' if on else 'kept back'}", style))
        else:
            name, help = ("Name", f"{keys.key_of('exchange.name')} changes it")
            if row.part != "name":
                name, help = "A line", f"{keys.key_of('exchange.line')} changes it"
            value = self.exchange.told(1).name if row.part == "name" else self.mine.line
            first = say.line(sign, f"{name}: ", (value or "none", look.STRONG if value else look.QUIET))
        return say.ends(first, Content(""), width), say.ends(say.quiet(f"     {help}"), Content(""), width)

    def _theirs(self) -> Content:
        theirs = self.exchange.theirs
        if not self.mine.on:
            return Content("")
        if theirs is None:
            where = self.exchange.files.folder
            said = (
                f"looked for in {where}"
                if where
                else f"{keys.key_of('exchange.take')} takes it, once they sent it"
            )
            return say.quiet(f"Nothing from your partner yet: {said}.")
        line = say.line((f"{theirs.name}", look.STRONG), f"  {told(theirs, self.exchange.today)}")
        return say.lines([line, *([say.quiet(f"“{theirs.line}”")] if theirs.line else [])])

    def _file(self) -> Content:
        text = self.exchange.files.shown(self.exchange.told(), self.mine)
        return say.lines(say.line(row) for row in ["The file, all of it:", "", *text.splitlines()])

    def _what_it_is(self) -> Content:
        lines = [
            say.line(("Somebody who calls too, and a small file you give each other.", look.STRONG)),
            Content(""),
            say.line(
                "Each tells the other of the last days: dials, conversations, how often you did what you "
                "meant to. Send the file by mail, or share a folder (partner_folder in config.yaml)."
            ),
            Content(""),
            say.line(
                "You agree on a word, once, by voice. It signs the files: one that was swapped or damaged is "
                "told apart. It hides nothing: whoever gets the file can read it."
            ),
            Content(""),
        ]
        return say.lines(
            [*lines, say.line((f"{keys.key_of('exchange.word')} ", look.KEY), "agree on a word and begin")]
        )

    def _moved(self) -> None:
        if self.up:
            self.show_keys()

    def can(self, action: Action) -> bool:
        """Without a word there is nothing to tell."""
        what = action.id.partition(".")[2]
        row = self.query_one("#list", LongList).current if self.up else None
        if what == "share" and not (isinstance(row, _Row) and row.part in _PARTS):
            return False
        return self.mine.on or what not in _NEEDS_WORD

    def live_keys(self) -> list[Action]:
        """What does something now."""
        return [action for action in super().live_keys() if self.can(action)]

    # ------------------------------------------------------------------------------------------------ keys

    def _do(self, work: Callable[[], Awaitable[str]]) -> None:
        """Do something with files; what it says is shown, and what went wrong."""

        async def run() -> None:
            try:
                self.show_status(await work())
            except TimeoutError:
                where = self.exchange.files.folder
                self.show_status(
                    problem=f"{where or 'The folder'} does not answer. Nothing is lost; try again."
                )
            except BadPartnerFile as bad:
                self.show_status(problem=str(bad))
            except OSError as error:
                self.show_status(problem=not_written("It could not be done", error, "Nothing is lost."))
            self.draw_later()

        self.run_worker(run(), group="save")

    def _keep(self, mine: Mine, said: str = "") -> None:
        async def keep() -> str:
            await self.exchange.keep(mine)
            return said

        self._do(keep)

    def action_word(self) -> None:
        """A word, new or the partner's; it is kept nowhere, only what it comes to."""
        proposed = self.exchange.files.propose()
        hint = "the one your partner told you, or this new one: tell it by voice"
        self.ask(AskLine("The word you two agree on", hint, proposed, flaw, key=""), self._agree)

    def _agree(self, word: str) -> None:
        async def agree() -> str:
            key = await asyncio.to_thread(key_of, word)
            sender = self.mine.sender or self.exchange.files.new_sender()
            parts = self.mine.parts if self.mine.on else frozenset(PARTS)
            name = self.mine.name or self.services.settings.my_name
            await self.exchange.keep(replace(self.mine, sender=sender, key=key, parts=parts, name=name))
            await self.exchange.read()
            return f"The word is {plain(word)}. Your partner types the same; it is shown only now."

        self._do(agree)

    def action_share(self) -> None:
        """Tell this, or keep it back."""
        row = self.query_one("#list", LongList).current
        if isinstance(row, _Row) and row.part in _PARTS:
            self._keep(replace(self.mine, parts=self.mine.parts ^ {row.part}))

    def action_name(self) -> None:
        """The name the partner sees."""
        if not self.mine.on:
            return
        now = self.mine.name or self.services.settings.my_name
        self.ask(
            AskLine("The name your partner sees", "a first name, or any", now),
            lambda text: self._keep(replace(self.mine, name=text[:NAME])),
        )

    def action_line(self) -> None:
        """A line in one's own words."""
        if not self.mine.on:
            return
        self.ask(
            AskLine("A line for your partner", "empty: none", self.mine.line, may_be_empty=True),
            lambda text: self._keep(replace(self.mine, line=text[:LINE])),
        )

    def action_write(self) -> None:
        """The file, as it stands there."""

        async def write() -> str:
            path = await self.exchange.write()
            where = "" if self.exchange.files.folder else " Send it to your partner."
            return f"Saved: {path}{where}"

        if self.mine.on:
            self._do(write)

    def action_take(self) -> None:
        """The file the partner sent."""
        if not self.mine.on:
            return
        intake = self.services.intake()

        def named(text: str) -> None:
            if path := intake.path(text):
                self._do(lambda: self._take(path))

        self.ask(AskLine("Which file came from your partner?", "type, paste or drag its path"), named)

    async def _take(self, path: Path) -> str:
        theirs = await self.exchange.take(path)
        return f"Saved: {theirs.name} {told(theirs, self.exchange.today)}."

    def action_stop(self) -> None:
        """Share nothing any more."""
        if not self.mine.on:
            return

        async def stop() -> str:
            await self.exchange.stop()
            return "Nothing is shared any more. Files you have sent are where you sent them."

        hint = "The word and your partner's file are forgotten here."
        question = AskKey("Share nothing any more?", [Choice("x", "yes", "stop sharing")], hint)
        self.ask(question, lambda _: self._do(stop))

    def action_back(self) -> None:
        """Back to Review."""
        self.app.pop_screen()
