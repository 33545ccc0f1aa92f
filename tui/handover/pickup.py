"""The hand-over: what a command cannot save because the app has the store lies in `inbox/` until it does.

A file is one request (core/request.py) as a JSON document. It is taken away only after its changes are saved;
carried out twice it changes nothing, so a kill in between costs nothing. One that cannot be understood is set
aside, and holds nothing else up.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from tui.core.ahead import Ahead
from tui.core.books import Books
from tui.core.clock import Moment
from tui.core.ports import SaveFailed, Store
from tui.core.request import Done, Impossible, Request, TakeIn, carry_out
from tui.core.text import plain
from tui.files import inbox
from tui.handover.documents import NotUnderstood, read, write

#: What failed is tried again this much later, seconds.
AGAIN = 60.0

Do = Callable[[Request], Awaitable[Done | Impossible | SaveFailed]]
"""Carries a request out and saves it."""


@dataclass(frozen=True, slots=True)
class News:
    """What became of a file, for the rep: what came in, or what went wrong. One of them is empty."""

    said: str = ""
    problem: str = ""


class Inbox:
    """The taker's side: whoever has the store open for writing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rests: dict[str, float] = {}
        """File → when it is tried again, by the clock that only goes forward."""
        self._told: dict[str, set[News]] = {}

    def due(self, now: Moment) -> list[str]:
        """The files to take up now, oldest first. A look costs one folder; nothing is opened."""
        names = inbox.waiting(self._folder)
        for gone in self._rests.keys() - names:
            del self._rests[gone], self._told[gone]
        return [name for name in names if self._rests.get(name, now.mono) <= now.mono]

    async def take_up(self, do: Do, now: Moment) -> list[News]:
        """Carry out what is due, one after the other. Each thing is told once, however often it is tried."""
        news = []
        for name in self.due(now):
            self._rests[name] = now.mono + AGAIN  # should it stay: the next look is a second away
            told = self._told.setdefault(name, set())
            came = await self._take(name, do, now)
            if came and came not in told:
                told.add(came)
                news.append(came)
        return news

    async def _take(self, name: str, do: Do, now: Moment) -> News | None:
        try:
            request = await asyncio.to_thread(_read_file, self._folder / name)
        except FileNotFoundError:
            return None
        except OSError as error:
            return News(problem=f"inbox/{plain(name)} cannot be read ({error.strerror}). Make it readable.")
        except NotUnderstood as flaw:
            return self._set_aside(name, str(flaw), now)
        done = await do(request)
        if isinstance(done, Impossible):
            return self._set_aside(name, done.why, now)
        if isinstance(done, SaveFailed):
            return News(problem=f"Handed over, it waits in inbox/. {done.problem}")
        with contextlib.suppress(OSError):  # else it is taken up again, which changes nothing
            inbox.remove(self._folder, name)
        return News(said=done.said)

    def _set_aside(self, name: str, why: str, now: Moment) -> News:
        try:
            inbox.set_aside(self._folder, name, now.utc)
        except OSError as error:
            return News(problem=f"inbox/{plain(name)} is left there: {why} ({error.strerror}).")
        return News(problem=f"Set aside: what a command handed over ({why}). It lies in inbox/set-aside.")


def hand_over(folder: Path, request: Request, now: datetime) -> None:
    """Leave a request for whoever has the store. Raises OSError, and then nothing was left."""
    inbox.put(folder, now, write(request))


async def carry_out_all(folder: Path, store: Store, books: Books, now: Moment) -> list[News]:
    """Take up everything that waits, where no session runs."""

    async def do(request: Request) -> Done | Impossible | SaveFailed:
        done = carry_out(request, books)
        answer = await store.commit(done.batch) if isinstance(done, Done) else None
        return answer if isinstance(answer, SaveFailed) else done

    return await Inbox(folder).take_up(do, now)


def waiting(folder: Path) -> list[Request]:
    """What lies there and can be understood, for those who only look. Whoever takes it up tells the rest."""
    requests = []
    for name in inbox.waiting(folder):
        with contextlib.suppress(OSError, NotUnderstood):
            requests.append(_read_file(folder / name))
    return requests


def _read_file(path: Path) -> Request:
    return read(path.read_bytes())


def ahead(store: Store, requests: Iterable[Request], books: Callable[[Store], Books]) -> Store:
    """The store as it will be, but for new people: they have no ids yet, and nobody can be named by one."""
    over = Ahead(store)
    for request in requests:
        seen = replace(request, new=()) if isinstance(request, TakeIn) else request
        done = carry_out(seen, books(over))
        if isinstance(done, Done):
            over.lay(done.batch)
    return over
