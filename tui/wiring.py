"""Composition root: what the commands and the app are made of. Imports only what is asked for.

Never imports the app, so that a command never pays for a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from tui.core.clock import Clock, SystemClock
from tui.core.contact import Contact
from tui.core.judge import Judge
from tui.core.ports import Dialer, Playbook, Store
from tui.core.queue import Queue
from tui.core.states import Rules
from tui.files.defaults import Defaults, read_defaults
from tui.files.home import Home, shipped_scripts
from tui.runner import Runner
from tui.settings import Settings, read_settings


def open_store(home: Home, *, read_only: bool = False) -> Store:
    """The store of the home folder. Raises StoreProblem."""
    from tui.store.store import open_store

    return open_store(home.database, read_only=read_only)


def open_playbook(home: Home) -> Playbook:
    """The shipped words with the rep's own over them."""
    from tui.playbook.library import open_playbook

    return open_playbook([shipped_scripts(), home.scripts])


def local_zone() -> tzinfo:
    """The rep's time zone: the computer's."""
    from tzlocal import get_localzone

    return get_localzone()


@dataclass(frozen=True, slots=True)
class Services:
    """Everything a session works with."""

    home: Home
    clock: Clock
    zone: tzinfo
    settings: Settings
    defaults: Defaults
    store: Store
    dialer: Dialer

    def judge(self) -> Judge:
        """The policy of the queue."""
        return Judge(self.store, self.defaults.dispositions, self.defaults.hours, self.zone)

    def queue(self, page: int | None = None) -> Queue:
        """Everybody in order, as of now; with `page` no more than it takes to know so many of the first."""
        now = self.clock.now().utc
        if page is None:
            return Queue(self.judge(), self.store.all(Contact), now)
        return Queue.begin(self.judge(), now, page, most=None)

    def rules(self) -> Rules:
        """What the flow goes by."""
        return Rules(self.defaults.dispositions, form_seconds=self.settings.form_seconds)

    def runner(self) -> Runner:
        """A session, ready to run, with the first page of the queue; `Runner.grow` brings the rest."""
        queue = Queue.begin(self.judge(), self.clock.now().utc)
        return Runner(self.store, self.dialer, self.clock, self.rules(), queue, self.zone)


def open_services(
    home: Home, *, clock: Clock | None = None, read_only: bool = False, store: Store | None = None
) -> Services:
    """Open everything. Raises StoreProblem; whoever calls closes the store."""
    from tui.dialer.manual import ManualDialer

    settings, defaults = read_settings(home), read_defaults(home)
    return Services(
        home,
        clock or SystemClock(),
        local_zone(),
        settings,
        defaults,
        store or open_store(home, read_only=read_only),
        ManualDialer(),
    )
