"""What a rep makes and changes in the library: entries of their own, in the editor or in one line."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tui.core.mishap import not_written
from tui.core.pages import Page, Waiting, words_of
from tui.core.ports import Saved
from tui.core.text import cut
from tui.keys import key_of
from tui.screens.ask import AskLine
from tui.screens.base import Base
from tui.screens.editing import Editing
from tui.screens.library.wording import Wording


class Making:
    """Asks, hands over to the editor, and says what came of it."""

    def __init__(self, screen: Base, wording: Wording, made: Callable[[Path], object]) -> None:
        """`made` is told of a file with a new entry, before it is read."""
        self._screen, self._wording, self._made = screen, wording, made
        self._editing = Editing(screen, wording)

    def edit(self, page: Page) -> None:
        """The rep's own, in their editor."""
        scripts = self._wording.scripts
        if page.own:
            self._edit(lambda: (Path(page.file), *scripts.place_of(page)))
        else:
            self._screen.show_status(
                "This one is shipped. {library.duplicate} makes a copy in your scripts, to be used instead."
            )

    def duplicate(self, page: Page) -> None:
        """A shipped one becomes the rep's."""
        scripts = self._wording.scripts

        def copy() -> tuple[Path, int, int]:
            file = scripts.duplicate(page)
            return (file, *scripts.place_of(replace(page, file=str(file))))

        if page.own:
            self._screen.show_status(f"This one is yours already. {key_of('library.edit')} opens it.")
        else:
            self._edit(copy)

    def mend(self) -> None:
        """To the first fault of the files."""
        if faults := self._wording.scripts.faults:
            first = faults[0]
            self._edit(lambda: (Path(first.file), first.line, first.column))

    def _edit(self, find: Callable[[], tuple[Path, int, int]]) -> None:
        self._screen.show_status("")
        self._screen.run_worker(self._editing.place_and_edit(find), group="save")

    # ---------------------------------------------------------------------------------------------- new ones

    def new(self, kind: str, pages: Sequence[Page]) -> None:
        """A blank entry, in the editor; `pages` are those that are there."""
        self._screen.show_status("")
        self._screen.run_worker(self._new(kind, pages), group="save")

    async def _new(self, kind: str, pages: Sequence[Page]) -> None:
        scripts = self._wording.scripts
        if problem := self._screen.services.editor().problem:
            self._screen.show_status(problem=problem)
            return
        try:
            file, (line, column) = await asyncio.to_thread(scripts.write_blank, kind, pages)
        except OSError as error:
            self._screen.show_status(problem=not_written("It was not made", error, "Nothing was changed."))
            return
        await self._fill_in(file, line, column, "Nothing was written, so nothing was made.")

    async def _fill_in(self, file: Path, line: int, column: int, blank: str) -> None:
        """A new file goes through the editor; left as it was made it is dropped, and `blank` said."""

        def back() -> None:
            if not self._wording.scripts.take_back(file):
                self._made(file)

        await self._editing.edit(file, line, column, back, blank)

    def answer(self, waiting: Waiting, pages: Sequence[Page]) -> None:
        """Something they said gets an answer, and becomes a card."""
        title = f"“{cut(words_of(waiting), 40)}”: what will you say next time?"
        hint = "one line; leave it empty to write it in your editor"

        def answered(text: str) -> None:
            self._screen.run_worker(self._answer(words_of(waiting), text, pages), group="save")

        self._screen.ask(AskLine(title, hint, may_be_empty=True), answered)

    async def _answer(self, said: str, answer: str, pages: Sequence[Page]) -> None:
        scripts, screen = self._wording.scripts, self._screen
        if not answer and (problem := screen.services.editor().problem):
            screen.show_status(problem=f"{problem} Or write the answer in one line here.")
            return
        try:
            file = await asyncio.to_thread(scripts.write_card, said, answer, pages)
        except OSError as error:
            screen.show_status(
                problem=not_written("The card was not made", error, "The question still waits.")
            )
            return
        if answer:
            self._made(file)
            await self._wording.reload()
            screen.show_status(
                f"Saved as a card of yours, in {file.name}. {key_of('library.edit')} adds to it."
            )
            return
        page = Page("card", file.stem, said, "", str(file), own=True)
        line, column = await asyncio.to_thread(scripts.place_of, page)
        await self._fill_in(file, line, column, "No answer was written: it waits on.")

    def put_away(self, waiting: Waiting, then: Callable[[Waiting], object]) -> None:
        """Something they said needs no answer; or it does after all. `then` gets it as it is saved."""
        self._screen.run_worker(self._put_away(waiting, then), group="save")

    async def _put_away(self, waiting: Waiting, then: Callable[[Waiting], object]) -> None:
        runner, store = self._screen.runner, self._screen.services.store
        await runner.settled()  # what the call before it decided comes first
        current = store.get(type(waiting), waiting.id)
        if current is None:
            self._screen.show_status(problem="It is gone: the result it came with was taken back.")
            return
        now = replace(current, put_away=None if waiting.put_away else runner.now.utc)
        answer = await runner.keep(now)
        if not isinstance(answer, Saved):
            self._screen.show_status(problem=answer.problem)
            return
        then(now)
        undo = f"{key_of('library.put-away')} brings it back."
        self._screen.show_status(
            f"Put away: it waits for no answer. {undo}" if now.put_away else "It waits for an answer again."
        )
