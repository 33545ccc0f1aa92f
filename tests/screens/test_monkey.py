"""A monkey at the keyboard: random keys, pastes and sizes on every screen and question, among hostile people.

Nothing raises, the footer names only keys that work, nobody is rung but by a key that calls and never whoever
said no, ctrl+q always leads out, and what the store acknowledged is there when it is opened again.
`OFFHOOK_SOAK=200` presses 2,000 keys from each screen on and 400 from each question over one, by other
lots each day; without it there are 40 and 20.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.desk import Desk, MakeDesk, _character
from tests.screens.monkey import PLACES, STRINGS, Bell, TellingStore, hostile
from tui.core.clock import SystemClock
from tui.core.ports import Batch, Playbook, Saved
from tui.files.home import Home
from tui.screens.ask import Question, Tell
from tui.screens.base import Base
from tui.store.disk import Disk
from tui.store.store import open_store, take_lock
from tui.wiring import check_data

SOAK = int(os.environ.get("OFFHOOK_SOAK", "0"))
KEYS, ROUND = (10 * SOAK, 100) if SOAK > 10 else (40, 40)
#: A question is small, and answered by most keys: the rest of them go to the screen below, which has its own.
OVER = max(20, KEYS // 5)
SEED = int(time.time() // 86_400) if SOAK > 10 else 0

_PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789 ?/[]+-.,:@é"
_NAMED = (
    "enter", "enter", "enter", "escape", "escape", "tab", "shift+tab", "up", "down", "down", "left", "right",
    "home", "end", "pageup", "pagedown", "backspace", "delete", "space", "ctrl+s", "ctrl+a", "ctrl+e",
    "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+d", "ctrl+c", "ctrl+p", "f1", "alt+1", "alt+2", "ctrl+z", "insert",
)  # fmt: skip
SIZES = ((1, 1), (2, 2), (20, 5), (40, 10), (79, 23), (80, 24), (100, 30), (120, 40), (300, 100))
#: Each screen is painted at each of these; without OFFHOOK_SOAK at some.
PAINTED = (*SIZES, (132, 43), (1, 100), (300, 1)) if SOAK > 10 else ((1, 1), (20, 5), (300, 100))
#: What may bring a call about: a call, one to somebody who is held, a command of the palette.
_MAY_RING = frozenset({"enter", "y"})


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home full of hostile people."""
    home = tmp_path_factory.mktemp("monkey")
    store = open_store(home / "offhook.json")
    assert asyncio.run(store.commit(Batch(tuple(hostile(home))))) == Saved()
    store.close()
    (home / "settings.local.yaml").touch()
    return home


def writes(key: str) -> bool:
    """Whether a key writes something into a field."""
    return (_character(key) or "\0").isprintable()


class Monkey:
    """Keys by lot, and what must hold after each."""

    def __init__(self, desk: Desk, pilot: Pilot[None], chance: random.Random, bell: Bell) -> None:
        self.desk, self.pilot, self.chance, self.bell = desk, pilot, chance, bell
        self.done: list[str] = []
        """What was done, to do it again."""
        self.keys = KEYS
        """So many keys are pressed from this place on."""

    async def something(self) -> None:
        """One key, mostly."""
        chance, lot = self.chance, self.chance.random()
        rung = len(self.bell.rung)
        if lot < 0.86:
            key = chance.choice(_PLAIN if chance.random() < 0.5 else _NAMED)
            self.done.append(key)
            await self.desk.press(self.pilot, key, settle=chance.random() < 0.9)
        elif lot < 0.92:
            text = chance.choice(STRINGS)
            self.done.append(f"paste {text!a}")
            self.desk.app.post_message(Paste(text))
            key = "paste"
        elif lot < 0.96:
            size = chance.choice(SIZES)
            key = "size"
            self.done.append(f"size {size}")
            await self.pilot.resize_terminal(*size)
        else:
            key = "time"
            seconds = chance.choice((1, 3, 25))
            self.done.append(f"time {seconds}")
            await self.desk.pass_time(self.pilot, seconds)
        await self.desk.done(self.pilot)
        if self.desk.app._exit:
            return
        assert len(self.bell.rung) == rung or key in _MAY_RING, f"{key} rang somebody"
        self.look()

    def look(self) -> None:
        """What holds at any moment."""
        assert self.bell.wrong == [], "whoever is not to be called was rung, or before it was saved"
        screen = self.desk.app.screen
        if isinstance(screen, Base) and screen.up:
            for action in screen.live_keys():
                keys = [key for key in action.each if key in screen.active_bindings]
                assert screen.can(action), f"{action.id} stands in the footer, and cannot be done"
                if screen.typing and action.id.endswith((".aloud", ".choose")):
                    continue  # the field itself takes it, while it is empty
                assert keys, f"{action.id} stands in the footer, and no key does it"
                if screen.typing:
                    assert not all(map(writes, keys)), f"{action.id} stands in the footer, and is typed"

    async def leave(self) -> None:
        """ctrl+q leads out from anywhere: in a call it asks, and what any key closes it closes first."""
        for key in ("ctrl+q", "q") * 2:
            if not self.desk.app._exit:
                await self.desk.press(self.pilot, key)
        assert self.desk.app._exit, f"ctrl+q did not lead out of {self.desk.app.screen}"


async def test_the_palette_lets_the_rep_quit(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test() as pilot:
        await d.press(pilot, "ctrl+p", "q", "ctrl+q")
        assert d.app._exit


async def test_a_page_of_the_palette_is_turned_where_there_is_no_room_for_one(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(1, 1)) as pilot:
        await d.press(pilot, "ctrl+p", "q", "down", "pagedown", "pageup")
        assert not d.app._exit


async def test_the_search_says_that_esc_leaves_it(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test() as pilot:
        await d.press(pilot, "/")
        assert [action.id for action in d.app.screen.live_keys()] == ["queue.back"]
        assert all(map(d.app.screen.can, d.app.screen.live_keys()))


async def test_the_search_of_the_settings_names_no_key_that_is_typed(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test() as pilot:
        await d.press(pilot, ",", "/")
        assert [action.id for action in d.app.screen.live_keys()] == ["settings.back"]


async def one_round(place: str, seed: str, home: Path, playbook: Playbook) -> Monkey:
    """A new start of the app, the way to the place, keys by lot, the end; the store opened after it."""
    chance, path = random.Random(zlib.crc32(seed.encode())), Home(home).database
    store = TellingStore(path, take_lock(home), SystemClock(), Disk())
    desk = Desk(store, playbook, home, phone_of=lambda clock: Bell(clock, store))
    desk.app.chance = chance
    async with desk.app.run_test(size=(100, 30)) as pilot:
        monkey = Monkey(desk, pilot, chance, desk.app.services.dialer)
        try:
            await desk.press(pilot, *PLACES[place])
            if isinstance(desk.app.screen, Question | Tell):
                monkey.keys = OVER
            for _ in range(min(ROUND, monkey.keys)):
                if desk.app._exit:  # by the palette
                    break
                await monkey.something()
            await monkey.leave()
        except BaseException:
            print(f"{seed}: {monkey.done}")
            raise
    store.close()
    check_kept(path, store)
    return monkey


def check_kept(path: Path, store: TellingStore) -> None:
    """What was acknowledged is there when the store is opened again, and the data is well."""
    tables = open_store(path, read_only=True).tables
    for (table, id), text in store.acknowledged.items():
        assert tables.document(table, id) == (json.loads(text) if text else None), (table, id)
    assert check_data(Home(path.parent)).faults == ()


@pytest.mark.parametrize("place", PLACES)
async def test_keys_by_lot(
    place: str,
    morning: Path,
    playbook: Playbook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: Counter[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("Name,Company,Phone\nAda Osei,Firm,07700 900777\n", encoding="utf-8")
    monkeypatch.setenv("EDITOR", "true")
    turn, keys = 0, KEYS
    while turn * ROUND < keys:
        home = tmp_path / f"home-{turn}"
        shutil.copytree(morning, home)
        monkey = await one_round(place, f"{place} {SEED} {turn}", home, playbook)
        turn, keys = turn + 1, monkey.keys
        counts["monkey: keys, pastes, sizes and times"] += len(monkey.done)
        counts["monkey: calls"] += len(monkey.bell.rung)
        shutil.rmtree(home)


@pytest.mark.parametrize("place", PLACES)
async def test_painted_at_any_size(
    place: str,
    morning: Path,
    playbook: Playbook,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    counts: Counter[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("Name,Company,Phone\nAda Osei,Firm,07700 900777\n", encoding="utf-8")
    home = tmp_path / "home"
    shutil.copytree(morning, home)
    store = TellingStore(Home(home).database, take_lock(home), SystemClock(), Disk())
    desk = Desk(store, playbook, home, phone_of=lambda clock: Bell(clock, store))
    async with desk.app.run_test(size=(100, 30)) as pilot:
        await desk.press(pilot, *PLACES[place])
        screen, field = desk.app.screen, desk.app.screen.focused
        typing = isinstance(field, Input | TextArea) and field.id != "find"
        if typing:
            await desk.type(pilot, "zq")
        for size in PAINTED:
            await pilot.resize_terminal(*size)
            await desk.done(pilot)
            assert len(desk.text.split("\n")) <= size[1]
            assert desk.app.screen is screen
            if isinstance(field, Input | TextArea) and typing:
                assert "zq" in (field.value if isinstance(field, Input) else field.text)
            counts["sizes: screens painted"] += 1
    store.close()
