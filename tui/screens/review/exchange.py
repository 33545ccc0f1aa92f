"""The partner (P20) while the app runs: what they told last, read from a shared folder once a minute."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tui.core.day.exchange import DAYS, BadPartnerFile, Day, Mine, Shared, Side, chosen, sides
from tui.core.insight.figures import DayFigures
from tui.core.insight.span import Span, span_of

if TYPE_CHECKING:
    from tui.app import Offhook
    from tui.files.partner_files import PartnerFiles

T = TypeVar("T")

#: So often the shared folder is looked at, and so long it may take to answer, seconds.
EVERY, PATIENCE = 60.0, 30.0


class Apart:
    """Runs one thing at a time in a thread nobody waits for at the end: a network drive may hang for ever."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether what was begun last is still at it."""
        return self._thread is not None and self._thread.is_alive()

    async def run(self, work: Callable[[], T], patience: float = PATIENCE) -> T:
        """What `work` gives. Raises its OSError and ValueError, and TimeoutError where it takes too long."""
        if self.busy:
            raise TimeoutError
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()  # nobody takes it back: an answer too late is only not heard

        def go() -> None:
            try:
                future.set_result(work())
            except (OSError, ValueError) as error:
                future.set_exception(error)

        self._thread = threading.Thread(target=go, name="partner", daemon=True)
        self._thread.start()
        return await asyncio.wait_for(asyncio.wrap_future(future), patience)


class Exchange:
    """What is shared with a partner, for Today and for the screen of it."""

    def __init__(self, app: Offhook, files: PartnerFiles) -> None:
        self._app, self.files = app, files
        self.mine = Mine()
        self.theirs: Shared | None = None
        self.problem = ""
        """Why the partner's file is not to be had; empty: nothing is wrong."""
        self._apart = Apart()
        self._next = 0.0

    @property
    def today(self) -> date:
        """The rep's day."""
        return self._app.runner.now.utc.astimezone(self._app.services.zone).date()

    def look(self, mono: float) -> None:
        """Once a second: whether it is time to look. Nothing is read where nothing was ever shared."""
        if mono >= self._next and self.files.begun and not self._apart.busy:
            self._next = mono + EVERY
            self._app.run_worker(self.read(), group="exchange")

    async def read(self) -> None:
        """What was chosen, and what the partner told last."""
        try:
            self.mine, self.theirs, self.problem = await self._apart.run(self._read)
        except TimeoutError:
            self.problem = f"{self.files.folder} does not answer. It is tried again in a minute."
        except BadPartnerFile as bad:
            self.mine, self.problem = Mine(), str(bad)
        except OSError as error:
            self.problem = (
                f"{self.files.folder or 'The partner file'} cannot be read ({error.strerror or error})."
            )
        for screen in self._app.following():
            screen.refresh_grown()

    def _read(self) -> tuple[Mine, Shared | None, str]:
        mine = self.files.mine()
        theirs, problem = self.files.look(mine)
        return mine, theirs, problem

    # --------------------------------------------------------------------------------------------- figures

    async def count(self) -> None:
        """Read as many days as are told; keys come first."""
        await self._app.count_days(self.today - timedelta(days=DAYS - 1))

    def told(self, days: int = DAYS) -> Shared:
        """What the file would say now, by what was chosen."""
        today = self.today
        ledger = self._app.runner.ledger
        ledger.read_to(today)  # a day is little, and mostly read already
        first = today - timedelta(days=days - 1)
        found = ledger.days(span_of("day", today) if days == 1 else Span("week", first, today))
        settings = self._app.services.settings
        now = self._app.runner.now.utc.replace(microsecond=0)
        name = self.mine.name or settings.my_name
        whole = Shared(
            self.mine.sender,
            name,
            now,
            self.mine.number + 1,
            settings.goal,
            self.mine.line,
            tuple(_day(one) for one in found or [DayFigures(today)] * (days == 1)),
        )
        return chosen(whole, self.mine.parts)

    def sides(self) -> Sequence[Side]:
        """The rep and the partner, for Today; none where nothing is shared, or nothing came yet."""
        if not self.mine.on or self.theirs is None:
            return []
        return sides(self.told(1), self.theirs, self.today)

    # --------------------------------------------------------------------------------------------- changes

    async def keep(self, mine: Mine) -> None:
        """Remember what was chosen. Raises OSError."""
        await asyncio.to_thread(self.files.keep, mine)
        self.mine = mine

    async def write(self) -> Path:
        """Write the file for the partner. Raises OSError, TimeoutError."""
        told, mine = self.told(), replace(self.mine, number=self.mine.number + 1)
        await self.keep(mine)  # first: two files never have the same number
        return await self._apart.run(lambda: self.files.write(told, mine))

    async def take(self, path: Path) -> Shared:
        """Take the partner's file. Raises BadPartnerFile, OSError, TimeoutError."""
        self.theirs = await self._apart.run(lambda: self.files.take(path, self.mine))
        return self.theirs

    async def stop(self) -> None:
        """Share nothing any more. Raises OSError."""
        await asyncio.to_thread(self.files.stop)
        self.mine, self.theirs, self.problem = Mine(), None, ""


def _day(one: DayFigures) -> Day:
    kept = one.kept
    return Day(one.day, one.dials, one.conversations, kept.kept + kept.not_kept, kept.kept)
