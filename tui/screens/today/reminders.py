"""One quiet line when a time has come that was agreed, or the daily block's (P11)."""

from __future__ import annotations

from datetime import datetime

from tui.core.day.blocks import began_since, standing_time
from tui.core.day.today import fell_due
from tui.core.text import count
from tui.keys import key_of
from tui.runner import Runner
from tui.wiring import Services


class Reminders:
    """Knows what was told. Ask it only when there is a line free to tell it in: until then it waits."""

    def __init__(self, services: Services, runner: Runner) -> None:
        self._services, self._runner = services, runner
        self._since = runner.now.utc
        """What fell due before is told, or was on screen at the start."""

    def line(self, in_block: bool) -> str:
        """What has fallen due since it was last asked, in a sentence; looks once a minute."""
        now, since = self._runner.now.utc, self._since
        if now.replace(second=0, microsecond=0) <= since:
            return ""
        self._since = now
        due = fell_due(self._services.store, since, now)
        if due:
            at = due[0].due.astimezone(self._services.zone)
            more = f" (and {count(len(due) - 1, 'more', 'more')})" if len(due) > 1 else ""
            first = "" if due[0].what == "meeting" else " First in the queue."
            return f"{at:%H:%M} {due[0].what}: {due[0].contact.title}{more}.{first}"
        return "" if in_block else self._daily(since, now)

    def _daily(self, since: datetime, now: datetime) -> str:
        settings, day = self._services.settings, self._runner.day_began
        at = standing_time(settings.block_at, now, self._services.zone)
        if at is None or not since < at <= now or began_since(self._services.store, day):
            return ""
        return f"{settings.block_at}: the time of your block. {key_of('queue.block')} in the queue starts it."
