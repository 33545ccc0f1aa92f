"""One line outside the app when an agreed time has come, for whoever looks elsewhere. Off until chosen."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui.core.call.states import Choosing
from tui.core.day.today import fell_due
from tui.core.notice import sequence, words
from tui.private import beside, tell_terminal

if TYPE_CHECKING:
    from tui.app import Offhook


class Notices:
    """Tells each time once, when it comes; what comes during a call is told behind it."""

    def __init__(self, app: Offhook) -> None:
        self._app = app
        self._since = app.runner.now.utc
        """What fell due before is told, or was on screen at the start."""

    def look(self) -> None:
        """See whether something has fallen due; looks once a minute. Safe to call at any time."""
        services, now, since = self._app.services, self._app.runner.now.utc, self._since
        if now.replace(second=0, microsecond=0) <= since or not isinstance(self._app.runner.state, Choosing):
            return
        self._since = now
        how = services.settings.notify
        due = fell_due(services.store, since, now) if how != "off" else []
        if not due:
            return
        if how == "bell":
            self._app.bell()
            return
        line = words(due, services.zone, named=services.settings.notify_name)
        beside(self._app, partial(self._show, line), "notice")

    async def _show(self, line: str) -> None:
        """On the desktop of this computer; else the terminal is asked to, and its bell rings: not every
        terminal can show a line, and all can do that."""
        if not await asyncio.to_thread(self._app.services.show_on_desktop, line):
            tell_terminal(self._app, sequence(line, self._app.services.within()))
            self._app.bell()
