"""The last import taken back: who goes and who stays is said before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.core.lists.imported import Imported, last
from tui.core.lists.undo_import import TakeBack
from tui.core.ports import SaveFailed
from tui.core.request import Done
from tui.core.text import count
from tui.screens.ask import AskKey, Choice

if TYPE_CHECKING:
    from tui.screens.base import Base

#: So many people are looked at in one go.
_SLICE = 200


def ask_to_undo(screen: Base, then: Callable[[str], object] | None = None) -> None:
    """Look who would go, ask, and do it. `then` hears what came of it; else it is said on the screen."""
    imported = last(screen.services.store)
    if imported is None:
        screen.show_status("There is no import to take back.")
    else:
        screen.run_worker(_look(screen, imported, then or screen.show_status), group="save")


async def _look(screen: Base, imported: Imported, then: Callable[[str], object]) -> None:
    back = TakeBack(screen.services.store, imported)
    while back.read(_SLICE):
        await screen.offhook.let_keys_through()
    if screen is not screen.app.screen:  # the rep has gone elsewhere meanwhile
        return
    day = imported.at.astimezone(screen.services.zone)
    going = f"{count(len(back.going), 'person goes', 'people go')}"
    changed = f", {count(len(imported.filled), 'is', 'are')} as before" if imported.filled else ""
    stay = f"; {back.stay}" if back.stay else ""
    question = AskKey(
        f"Take back the import of {imported.file} ({day:%-d %b %H:%M})?",
        [Choice("y", "yes", "yes, all of it")],
        f"{going}{changed}{stay}.",
    )
    screen.ask(question, lambda _: screen.run_worker(_undo(screen, back, then), group="save"))


async def _undo(screen: Base, back: TakeBack, then: Callable[[str], object]) -> None:
    now = screen.runner.now.utc
    done = await screen.runner.change(lambda books: back.done(books, now))
    if isinstance(done, Done):
        then(f"{done.said}.")
    else:
        why = done.problem if isinstance(done, SaveFailed) else f"Nothing was taken back: {done.why}."
        screen.show_status(problem=why)
    screen.offhook.show_changes()
