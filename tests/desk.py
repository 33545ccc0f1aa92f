"""The app on a memory store and a clock that stands still."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.memory import MemoryStore
from tui.app import Offhook
from tui.core.clock import Clock, FakeClock
from tui.core.people.contact import Contact, Number
from tui.core.ports import Dialer, Playbook
from tui.dialer.manual import ManualDialer
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.private import screen_text
from tui.settings import Settings
from tui.wiring import Services

#: What the app does beside the screens and a test waits for: saving, and reading what is shown.
_WAITED_FOR = {"save", "words", "pages", "tally", "lists", "intake", "offers"}
#: Nobody waits longer for the first picture, seconds. Machines that run tests are slow.
_PATIENCE = 30.0

LONDON = ZoneInfo("Europe/London")
#: A Tuesday, half past ten in London.
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def mobile(e164: str, zone: str = "Europe/London") -> Number:
    return Number(e164, e164, "mobile", zones=(zone,))


DANA = Contact(
    1,
    "Dana Reyes",
    "Northwind Freight",
    "Operations manager",
    (mobile("+447700900123"), Number("x", "+441134960123", "work", zones=("Europe/London",))),
    place="Leeds",
    reason="opened a second depot in Leeds",
)
BEN = Contact(2, "Ben Okafor", "Okafor & Co", numbers=(mobile("+447700900124"),))
CHLOE = Contact(3, "Chloë Brontë", "Brontë Ltd", numbers=(mobile("+447700900125"),))
SYDNEY = Contact(
    4, "Ruby Walker", "Yarra Coffee", numbers=(mobile("+61491570158", "Australia/Sydney"),), country="AU"
)
PEOPLE = (DANA, BEN, CHLOE, SYDNEY)


class Desk:
    """An app under test, with what it stands on."""

    def __init__(
        self,
        store: MemoryStore,
        playbook: Playbook,
        home: Path,
        *,
        phone_of: Callable[[Clock], Dialer] = ManualDialer,
        newcomer: bool = False,
        demo: str = "",
        **settings: object,
    ) -> None:
        self.store, self.clock = store, FakeClock(NOW)
        chosen = replace(Settings(my_name="Sam", my_company="Depotline"), **settings)  # type: ignore[arg-type]
        place = Home(home)
        if not newcomer:
            place.local.touch()
        phone = phone_of(self.clock)
        services = Services(place, self.clock, LONDON, chosen, read_defaults(place), store, phone)
        self.app = Offhook(services, demo)
        self.app.wording.words = playbook  # loaded once for all tests

    @property
    def text(self) -> str:
        """What is on screen."""
        return screen_text(self.app)

    async def pass_time(self, pilot: Pilot[None], seconds: float) -> None:
        """Let time pass, second by second, as the app's own tick would see it."""
        while seconds > 0:
            self.clock.advance(min(1.0, seconds))
            seconds -= 1.0
            self.app.tick()
            await self.done(pilot)

    async def done(self, pilot: Pilot[None]) -> None:
        """Until everything decided is carried out and drawn."""
        await self.app.runner.settled()
        if waited_for := [w for w in self.app.workers if w.group in _WAITED_FOR]:  # none would mean all
            with suppress(WorkerCancelled):  # another took its place, or its screen was left
                await self.app.workers.wait_for_complete(waited_for)
        await pilot.pause()

    async def press(self, pilot: Pilot[None], *keys: str, settle: bool = True) -> None:
        """Keys, with the little time a hand needs between them."""
        for key in keys:
            await self._send(pilot, key)
            await self.done(pilot)
            if settle:
                self.clock.advance(0.4)

    async def type(self, pilot: Pilot[None], text: str) -> None:
        """Text into a field."""
        await self._send(pilot, *text)

    async def _send(self, pilot: Pilot[None], *keys: str) -> None:
        """Keys as a terminal sends them, in one go: `Pilot.press` waits twice for each."""
        driver = pilot.app._driver
        assert driver is not None
        until = monotonic() + _PATIENCE
        while self.app.is_running and not self.app._turns.begun:  # before, hardly a key counts
            assert monotonic() < until, "the first picture never came"
            await pilot.pause()
        for key in keys:
            name = key if len(key) > 1 or key.isalnum() else _character_to_key(key)
            event = Key(name, _character(name) or (key if len(key) == 1 else None))
            event.set_sender(pilot.app)
            driver.send_message(event)
        await pilot.pause()
        while self.app.is_running and (passing := self.app._turns._passing):  # a part that is at work
            await asyncio.wait({passing})
            await pilot.pause()


def _character(key: str) -> str | None:
    """What a key writes; None: nothing."""
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return None


MakeDesk = Callable[..., Desk]
