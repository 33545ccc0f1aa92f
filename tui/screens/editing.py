"""Handing a script to the rep's editor, and looking at it when it comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll

from tui import look, say
from tui.core.mishap import not_written
from tui.core.text import count
from tui.keys import key_of
from tui.screens.ask import Question
from tui.screens.base import Base
from tui.screens.library.wording import Wording
from tui.screens.taking import step_aside
from tui.widgets.parts import Words

if TYPE_CHECKING:
    from tui.files.fault import Fault

#: So many faults are shown at once.
_SHOWN = 3


class Faulty(Question[bool]):
    """What is wrong in a file that came back from the editor."""

    BINDINGS = [Binding("enter", "again", show=False)]

    def __init__(self, faults: Sequence[Fault], meanwhile: str) -> None:
        """`meanwhile`: what is used as long as they are there."""
        super().__init__()
        self._faults, self._meanwhile = faults, meanwhile

    def compose(self) -> ComposeResult:
        """Each with its place, the line, and what to do."""
        with VerticalScroll(classes="box wide", can_focus=False):
            name = Path(self._faults[0].file).name
            yield Words(say.line((f"{count(len(self._faults), 'fault')} in {name}", look.STRONG)))
            yield Words(say.quiet(self._meanwhile))
            for fault in self._faults[:_SHOWN]:
                yield Words()
                first, *rest = str(replace(fault, file=name)).splitlines()
                yield Words(say.lines([say.line((first, look.BAD)), *(say.line(row) for row in rest)]))
            if len(self._faults) > _SHOWN:
                yield Words(say.quiet(f"and {len(self._faults) - _SHOWN} more"))
            yield Words()
            yield Words(
                say.line(
                    ("enter ", look.KEY),
                    "back to the fault   ",
                    ("esc ", look.KEY),
                    f"later ({key_of('library.mend')})",
                )
            )

    def action_again(self) -> None:
        """Back into the editor."""
        self.dismiss(True)


class Editing:
    """Edits files of the rep's."""

    def __init__(self, screen: Base, wording: Wording) -> None:
        self._screen, self._wording = screen, wording

    async def edit(
        self,
        file: Path,
        line: int,
        column: int,
        done: Callable[[], object] = lambda: None,
        dropped: str = "",
    ) -> None:
        """Open a file at a place; when it comes back it is checked, and used.

        `done` is called before. Where it drops the file, `dropped` is said.
        """
        editor = self._screen.services.editor()
        if editor.problem:
            self._screen.show_status(problem=f"{editor.problem} The file: {file}")
            return
        problem = step_aside(self._screen.app, lambda: editor.open(file, line, column))
        done()
        await self._wording.reload()
        if problem:
            left = f"The file: {file}. It is read by itself." if file.exists() else "Nothing was made."
            self._screen.show_status(problem=f"{problem} {left}")
        elif faults := self._wording.scripts.faults_of(file):
            self._ask(file, faults, done)
        elif file.exists() or dropped:
            right = f"{file.name} is right, and in use."
            self._screen.show_status(right if file.exists() else dropped)

    def _ask(self, file: Path, faults: Sequence[Fault], done: Callable[[], object]) -> None:
        first = faults[0]

        def again(_: bool) -> None:
            self._screen.run_worker(self.edit(file, first.line, first.column, done), group="save")

        self._screen.ask(Faulty(faults, self._wording.scripts.meanwhile(file)), again)

    async def place_and_edit(self, find: Callable[[], tuple[Path, int, int]]) -> None:
        """Edit what `find` finds (in files, so beside the screens)."""
        try:
            file, line, column = await asyncio.to_thread(find)
        except OSError as error:
            self._screen.show_status(
                problem=not_written("It cannot be edited", error, "Nothing was changed.")
            )
        else:
            await self.edit(file, line, column)
