"""The voicemails the rep recorded: which purpose has one, whether it can be played, and new ones in."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from tui import look, private, say
from tui.core.mishap import not_read
from tui.core.ports import DialTrouble
from tui.core.text import count, plain
from tui.keys import Action, key_of
from tui.screens.ask import AskKey, AskLine, Choice, Question
from tui.screens.base import Base, bindings
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

if TYPE_CHECKING:
    from tui.dialer.recordings import Recording


#: Seconds: a recording ends by itself where it would be too long to be played.
_LONGEST = 60.0
_ASIDE = "The one that is there is kept aside, in recordings/earlier."


@dataclass(frozen=True, slots=True)
class Row:
    """A purpose, or a file that is for none."""

    purpose: str
    """Its id; empty: every other purpose."""
    name: str
    recording: Recording | None


class Speak(Question[bool]):
    """Shown while the microphone records; true: it is to be kept."""

    def compose(self) -> ComposeResult:
        """What to do."""
        with Vertical(classes="box"):
            yield Words(say.line((f"{look.NOW} Speak now.", look.STRONG)))
            yield Words(say.quiet("15 to 20 seconds; your number slowly, at the end."))
            yield Words()
            yield Words(say.line(("enter ", look.KEY), "that is it   ", ("esc ", look.KEY), "throw it away"))

    def on_key(self, event: events.Key) -> None:
        """enter: enough."""
        if event.key == "enter":
            event.stop()
            self.dismiss(True)


class RecordingsScreen(Base):
    """One row a purpose, with what would be played in its calls."""

    SCOPE: ClassVar[str] = "recordings"
    CSS_PATH = "library.tcss"
    BINDINGS = bindings("recordings")
    AUTO_FOCUS = "#list"

    def compose(self) -> ComposeResult:
        """Head; the rows; status, keys."""
        self._shelf = self.services.recordings()
        self._found: Sequence[Recording] | None = None
        yield Words(id="head")
        yield Words(id="rule")
        with Vertical(id="recordings"):
            yield Words(id="counts")
            yield LongList(self._row, self.draw_later, id="list")
            yield Words(id="more")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The files are looked through beside the picture: that takes a moment."""
        self.begin()
        self._look_again()

    def _look_again(self) -> None:
        private.beside(self, self._look, "recordings", only=True)

    async def _look(self) -> None:
        try:
            self._found = await asyncio.to_thread(self._shelf.all)
        except OSError as error:
            self._found = ()
            self.show_status(
                problem=not_read(f"{self._shelf.folder} cannot be read", error, "Nothing in it was changed.")
            )
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    @property
    def row(self) -> Row | None:
        """What the cursor is on."""
        item = self.query_one("#list", LongList).current
        return item if isinstance(item, Row) else None

    def _rows(self) -> list[Row]:
        purposes = self.services.defaults.purposes
        by_purpose = {one.purpose: one for one in self._found or ()}
        rows = [Row("", "Every other purpose", by_purpose.pop("", None))]
        rows += [Row(p.id, p.name[:1].upper() + p.name[1:], by_purpose.pop(p.id, None)) for p in purposes]
        return rows + [Row(id, plain(one.path.name), one) for id, one in by_purpose.items()]

    def draw(self) -> None:
        """Draw everything."""
        played = f"played in a call when you press {key_of('call.leave')}, never by itself"
        self._say("head", say.line((" Your voicemails", look.STRONG), (f"   {played}", look.QUIET)))
        self._say("rule", self.rule())
        if self._found is None:
            self._say("counts", say.quiet(" Looking through your recordings…"))
        else:
            ready = sum(1 for one in self._found if one.ready)
            self._say(
                "counts", say.quiet(f" {count(ready, 'recording')} ready · {plain(str(self._shelf.folder))}")
            )
            rows = self.query_one("#list", LongList)
            rows.show(self._rows(), rows.cursor)
            self._say("more", self._more())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, Row):
            return Content(""), Content("")
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        name = say.line(sign, (item.name, look.STRONG if on_it else ""))
        one = item.recording
        if one is None:
            usual = any(found.purpose == "" and found.ready for found in self._found or ())
            return name, say.quiet(
                "     the one of every other purpose" if usual and item.purpose else "     none"
            )
        if not one.ready:
            return name, say.line("     ", (f"{look.PROBLEM} {one.problem}", look.BAD))
        ready = (f"{look.DONE} ready, {one.seconds:.0f} seconds", look.GOOD)
        return name, say.line("     ", ready, (f"  {one.warning}", look.QUIET))

    def _more(self) -> Content:
        """What a row of a narrow window may not have room for."""
        one = self.row.recording if self.row else None
        return say.line((one.problem, look.BAD)) if one and one.problem else Content("")

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def can(self, action: Action) -> bool:
        """A file that is for no purpose has no place to put another into."""
        purposes = {"", *(purpose.id for purpose in self.services.defaults.purposes)}
        taking = action.id in {"recordings.add", "recordings.record"}
        return not taking or (self.row is not None and self.row.purpose in purposes)

    def live_keys(self) -> list[Action]:
        """What does something now."""
        return [action for action in super().live_keys() if self.can(action)]

    # ---------------------------------------------------------------------------------------------- taking

    def action_add(self) -> None:
        """Name a WAV file for this purpose."""
        row = self.row
        if row is None or self._found is None:
            return
        intake = self.services.intake()

        def named(text: str) -> None:
            if path := intake.path(text):
                self._take(path, row)

        self.ask(AskLine(f"Which WAV file? {row.name}", "type, paste or drag its path"), named)

    def _take(self, path: Path, row: Row) -> None:
        if row.recording is None:
            self._begin(path, row, over=False)
            return
        question = AskKey("Take its place?", [Choice("y", "yes", "yes, use the new one")], _ASIDE)
        self.ask(question, lambda _: self._begin(path, row, over=True))

    def _begin(self, path: Path, row: Row, *, over: bool) -> None:
        self.show_status("Looking through it, and bringing it to the sound of a phone line…")
        self.run_worker(self._taken(path, row, over), group="take", exclusive=True)

    async def _taken(self, path: Path, row: Row, over: bool) -> None:
        try:
            await asyncio.to_thread(self._shelf.take_in, path, row.purpose, over=over)
        except DialTrouble as error:
            self.show_status(problem=f"{plain(path.name)}: {error} Nothing was changed.")
        except FileExistsError:  # it came there meanwhile
            self.show_status(problem="There is one already. Nothing was changed; try again.")
        except OSError as error:
            self.show_status(
                problem=not_read(f"{plain(path.name)} was not taken in", error, "Nothing was changed.")
            )
        else:
            self.show_status("Saved: it is ready.")
        self._look_again()

    def action_record(self) -> None:
        """Record one now."""
        row = self.row
        if row is None or self._found is None:
            return
        if row.recording is None:
            self.run_worker(self._record(row, over=False), group="take", exclusive=True)
            return
        question = AskKey("Take its place?", [Choice("y", "yes", "yes, record a new one")], _ASIDE)
        over = partial(self._record, row, over=True)
        self.ask(question, lambda _: self.run_worker(over(), group="take", exclusive=True))

    async def _record(self, row: Row, *, over: bool) -> None:
        enough, speak, kept = asyncio.Event(), Speak(), [True]

        def answered(keep: bool | None) -> None:
            kept[0] = keep is True
            enough.set()

        self.show_status("Opening the microphone…")
        with tempfile.TemporaryDirectory() as folder:
            take = Path(folder) / "your recording.wav"
            problem = await self.services.record(
                take, _LONGEST, lambda: self.app.push_screen(speak, answered), enough
            )
            if speak.is_active:  # it ended by itself
                speak.dismiss(True)
            if problem:
                self.show_status(problem=f"{problem} Nothing was recorded.")
            elif not kept[0]:
                self.show_status("Thrown away. Nothing was changed.")
            else:
                await self._taken(take, row, over)

    def action_again(self) -> None:
        """Look at the files again: the rep put one there."""
        self.show_status("")
        self._look_again()

    def action_back(self) -> None:
        """Back to the library."""
        self.app.pop_screen()
