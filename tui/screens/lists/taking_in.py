"""An import at work: events go through `core/lists/import_flow.py`; its work is done behind the keys."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.core.call.attempt import CallList
from tui.core.lists.import_flow import step
from tui.core.lists.importing import (
    Ask,
    Back,
    Effect,
    Event,
    How,
    Look,
    Looked,
    LookInto,
    Naming,
    NotStored,
    Plan,
    Planned,
    Remember,
    Save,
    State,
    Stop,
    WasPlanned,
    WasStored,
    Went,
    WriteRejects,
)
from tui.core.people.contact import Contact
from tui.core.ports import SaveFailed
from tui.core.request import Change, Done, TakeIn
from tui.core.text import plain

if TYPE_CHECKING:
    from tui.app import Offhook

#: So many contacts are taken in hand at once; longer, and a key would wait.
_AT_ONCE = 500


async def everybody(app: Offhook) -> list[Contact]:
    """Everybody there is, taken in hand between the keys: a thread may then read them as they were."""
    people: list[Contact] = []
    ids = app.services.store.ids(Contact)
    for at in range(0, len(ids), _AT_ONCE):
        found = (app.services.store.get(Contact, id) for id in ids[at : at + _AT_ONCE])
        people += [contact for contact in found if contact]
        await app.let_keys_through()
    return people


class TakingIn:
    """One import after the other, on one screen."""

    def __init__(self, screen: Screen[None], app: Offhook, changed: Callable[[], object]) -> None:
        """`changed` is called after every step."""
        self.state: State = Naming()
        self.intake = app.services.intake()
        self.flaw = ""
        """What went wrong beside the way; nothing that matters to the import."""
        self._screen, self._app, self._changed = screen, app, changed
        self._stop = threading.Event()
        """Set when nobody waits for the plan that is being made."""
        self._had: dict[int, Contact] = {}
        """Whom the last plan changes, as they were."""

    def post(self, event: Event) -> None:
        """Something happened."""
        self.state, effects = step(self.state, event)
        for effect in effects:
            self._begin(effect)
        self._changed()

    def back(self) -> bool:
        """One step back. Returns whether there was one."""
        before = self.state
        self.post(Back())
        return self.state is not before

    def leave(self) -> None:
        """Nobody waits any more."""
        self._stop.set()

    def _begin(self, effect: Effect) -> None:
        match effect:
            case LookInto(ask):
                self._screen.run_worker(self._look(ask), group="intake", exclusive=True)
            case Plan(look, how):
                self._stop = threading.Event()
                self._screen.run_worker(self._plan(look, how, self._stop), group="intake", exclusive=True)
            case Stop():
                self._stop.set()
            case Save(look, how, planned):  # the app's own: a screen that is left takes its workers along
                self._app.run_worker(self._save(look, how, planned), group="save")
            case Remember(look, columns):
                self._app.run_worker(self._remember(look, columns), group="save")
            case WriteRejects():
                self._app.run_worker(self._reject(effect), group="save")

    async def _look(self, ask: Ask) -> None:
        look, how = await asyncio.to_thread(self.intake.look, ask)
        self.post(Looked(look, how))

    async def _plan(self, look: Look, how: How, stop: threading.Event) -> None:
        loop, people = asyncio.get_running_loop(), await everybody(self._app)
        told = [0]

        def progress(percent: int) -> None:
            if percent > told[0] and not stop.is_set():
                told[0] = percent
                loop.call_soon_threadsafe(self._went, look, percent)

        def plan() -> Planned | None:
            profile = self._app.services.profile_file().read().profile
            return self.intake.plan(
                look, how, people, profile, self._app.runner.now.utc, progress, stop.is_set
            )

        try:
            planned = await asyncio.to_thread(plan)
        finally:
            stop.set()  # also when the screen is left: the thread goes on until it is told
        if planned:
            changed = {contact.id for contact in planned.plan.puts if contact.id <= planned.known}
            self._had = {contact.id: contact for contact in people if contact.id in changed}
            self.post(WasPlanned(look, planned))

    def _went(self, look: Look, percent: int) -> None:
        if self._screen in self._app.screen_stack:
            self.post(Went(look, percent))

    async def _save(self, look: Look, how: How, planned: Planned) -> None:
        done = await self._app.runner.do(self._request(look, how, planned))
        if isinstance(done, Done):
            self.post(WasStored(done.said))
            self._app.show_changes()
        else:
            self.post(NotStored(done.problem if isinstance(done, SaveFailed) else done.why))

    def _request(self, look: Look, how: How, planned: Planned) -> TakeIn:
        puts, file = planned.plan.puts, plain(Path(look.ask.path).name)
        new: Sequence[Contact] = [contact for contact in puts if contact.id > planned.known]
        changes = (Change(self._had[c.id], c) for c in puts if c.id <= planned.known)
        name = plain(how.name).strip() or "list"
        call_list = CallList(0, name, file=file, imported=self._app.runner.now.utc)
        return TakeIn(tuple(new), tuple(changes), (call_list,), planned.known)

    async def _remember(self, look: Look, columns: tuple[str, ...]) -> None:
        self.flaw = await asyncio.to_thread(self.intake.remember, look, columns)
        self._changed()

    async def _reject(self, effect: WriteRejects) -> None:
        self.post(await asyncio.to_thread(self.intake.reject, effect.look, effect.how, effect.skipped))
