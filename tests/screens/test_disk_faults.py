"""A disk that fails while the app runs: at each call of the store, once or until it is mended.

The screen says that it was not saved, what was typed is not lost, nobody is rung whose call is not on disk,
and when the disk is well again the calls go on. OFFHOOK_SOAK from 100 on tries each call, else some.
"""

from __future__ import annotations

import asyncio
import errno
import os
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.desk import PEOPLE, Desk
from tests.screens.monkey import Bell, TellingStore
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Reflection
from tui.core.call.states import Calling, Choosing, Part, Reflecting
from tui.core.clock import SystemClock
from tui.core.ports import Batch, Playbook, Saved, SaveFailed
from tui.files.home import Home
from tui.store.disk import Disk
from tui.store.store import open_store, take_lock
from tui.wiring import check_data

SOAK = int(os.environ.get("OFFHOOK_SOAK", "0")) >= 100
CALLS = 2
#: The store's calls in a run of two calls on a disk that is well: about so many.
ABOUT = 120
FAULTS = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS}


class Faulty(Disk):
    """A real disk whose call number `at` fails, and until it is mended every one after it."""

    def __init__(self, at: int, error: int, *, lasting: bool) -> None:
        self.at, self.error, self.lasting = at, error, lasting
        self.seen = self.failed = 0
        self.well = True
        """Whether nothing is to fail (yet, or any more)."""

    def _call(self) -> None:
        self.seen += 1
        if not self.well and (self.seen == self.at or (self.lasting and self.seen > self.at)):
            self.failed += 1
            raise OSError(self.error, os.strerror(self.error))

    def create(self, path: Path) -> int:
        self._call()
        return super().create(path)

    def append(self, path: Path) -> int:
        self._call()
        return super().append(path)

    def write(self, handle: int, data: bytes | memoryview) -> None:
        try:
            self._call()
        except OSError:
            super().write(handle, bytes(data)[: len(data) // 2])  # as a disk fills up: half of it is there
            raise
        super().write(handle, data)

    def truncate(self, handle: int, size: int) -> None:
        self._call()
        super().truncate(handle, size)

    def sync(self, handle: int) -> None:
        self._call()
        super().sync(handle)

    def sync_folder(self, folder: Path) -> None:
        self._call()
        super().sync_folder(folder)

    def replace(self, path: Path, by: Path) -> None:
        self._call()
        super().replace(path, by)

    def remove(self, path: Path) -> None:
        self._call()
        super().remove(path)


class Refusing(TellingStore):
    """Knows what it refused."""

    refused = 0

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        answer = await super().commit(batch)
        self.refused += isinstance(answer, SaveFailed)
        return answer


class Rep:
    """Goes on with whatever is on the screen, until so many calls are saved."""

    def __init__(self, desk: Desk, pilot: Pilot[None], store: Refusing, disk: Faulty) -> None:
        self.desk, self.pilot, self.store, self.disk = desk, pilot, store, disk
        self.words: list[str] = []
        self._noted = 0

    async def work(self) -> None:
        """Two calls, with notes and a line each."""
        for turn in count():
            if len(list(self.store.all(Reflection))) == CALLS and isinstance(self.state, Choosing):
                return
            assert turn < 60, f"it does not go on: {self.state}"
            if self.disk.failed and turn > 12:
                self.disk.well = True  # room was made
            refused = self.store.refused
            await self.step()
            await self.desk.pass_time(self.pilot, 1)
            self.look(self.store.refused > refused)

    @property
    def state(self) -> Any:
        return self.desk.app.runner.state

    async def step(self) -> None:
        """One key, or one thing typed."""
        desk, pilot, state = self.desk, self.pilot, self.state
        match state:
            case Choosing():
                await desk.press(pilot, "enter")
            case Calling() if self._noted != state.attempt.id:
                self._noted = state.attempt.id
                await desk.press(pilot, "space", "o")
                await self.type("note")
                await desk.press(pilot, "escape")
            case Calling():
                await desk.press(pilot, "h")
            case Reflecting(part=Part.CHOICE):
                await desk.press(pilot, "1")
            case Reflecting() if not state.form.right:
                await self.type("right")
            case _:
                await desk.press(pilot, "ctrl+s")

    async def type(self, what: str) -> None:
        word = f"{what}{len(self.words)}"
        self.words.append(word)
        await self.desk.type(self.pilot, word)
        await self.desk.done(self.pilot)

    def look(self, refused: bool) -> None:
        """Nothing typed is lost, and what was not saved is said."""
        records = [*self.store.all(Attempt), *self.store.all(Reflection)]
        there = f"{self.state} {records}"
        assert [word for word in self.words if word not in there] == []
        if refused and self.store.refused:
            text = " ".join(self.desk.text.lower().split())
            assert "not saved" in text or "disk is full" in text, self.desk.text


async def run(at: int, error: int, home: Path, playbook: Playbook, *, lasting: bool) -> Faulty:
    """Two calls on a disk whose call number `at` fails."""
    home.mkdir()
    first = open_store(Home(home).database)
    assert await first.commit(Batch(PEOPLE)) == Saved()
    first.close()
    disk = Faulty(at, error, lasting=lasting)
    store = Refusing(Home(home).database, take_lock(home), SystemClock(), disk)
    desk = Desk(store, playbook, home, phone_of=lambda clock: Bell(clock, store))  # type: ignore[arg-type]
    disk.seen, disk.well = 0, False
    async with desk.app.run_test(size=(120, 40)) as pilot:
        rep = Rep(desk, pilot, store, disk)
        await rep.work()
        bell: Any = desk.app.services.dialer
        assert bell.wrong == [], "rung before it was saved"
        assert len(bell.rung) == CALLS
    disk.well = True
    store.close()
    again = open_store(Home(home).database, read_only=True)
    kept = f"{list(again.all(Attempt))} {list(again.all(Reflection))}"
    assert [word for word in rep.words if word not in kept] == []
    assert check_data(Home(home)).faults == ()
    return disk


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until mended"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_the_disk_fails_while_calls_are_made(
    fault: str, lasting: bool, playbook: Playbook, tmp_path: Path, counts: Counter[str]
) -> None:
    step = 1 if SOAK else 19
    for at in range(1 if SOAK else 1 + 3 * list(FAULTS).index(fault), ABOUT, step):
        disk = await run(at, FAULTS[fault], tmp_path / f"{at}", playbook, lasting=lasting)
        counts[f"disk faults: two calls on a disk that is {fault}"] += 1
        counts["disk faults: calls of the disk that failed"] += disk.failed
        if not disk.failed:
            assert at > 20, "the work has fewer calls than were thought"
            return
        await asyncio.sleep(0)
