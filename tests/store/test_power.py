"""The power goes at every call to the disk: what is left opens, and holds what was acknowledged.

Each trial works on a disk in memory (power.py). Before every call of the store to it, some disks are made as
they might be found if the power went now; each is opened, looked at, and worked on further, with cuts again.
OFFHOOK_POWER sets how many trials there are of each kind; `make soak` runs many.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.store import power
from tests.store.power import Killed, Power
from tests.store.test_store import NOON, attempt, contact
from tui.core.call.attempt import Attempt
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved
from tui.store.database import Database
from tui.store.journal import Journal
from tui.store.shelf import INDEXES, ops_of
from tui.store.store import TinyStore
from tui.store.tables import META, Indexes, Op, Tables

TRIALS = int(os.environ.get("OFFHOOK_POWER", "3"))
KNOWN: Indexes = {
    "people": {"tag": lambda d: [str(d.get("tag"))], "all": lambda d: ("",)},
    "calls": {"tag": lambda d: [str(d.get("tag"))]},
}
#: Table → (the highest id given, id → text).
State = dict[str, tuple[int, dict[int, str]]]


class Lost(AssertionError):
    """A disk after a cut that does not hold what it must."""


def state(tables: Tables) -> State:
    return {
        name: (tables.given[name], {id: rows.text(id) for id in rows.ids()})
        for name, rows in tables.rows.items()
    }


def after(before: State, ops: list[Op]) -> State:
    """A state, changed, without the store's own code."""
    new = {name: (given, dict(rows)) for name, (given, rows) in before.items()}
    for table, id, text in ops:
        if id is None:
            new.pop(table, None)
        if text is not None or id is not None:
            given, rows = new.setdefault(table, (0, {}))
            if id is not None and text is None:
                rows.pop(id, None)
            elif id is not None:
                rows[id] = text
                new[table] = max(given, id), rows
    return new


def stock(raw: bytes) -> dict[tuple[str, int], str]:
    """What stock TinyDB finds in a file: it reads JSON, takes the keys for ids, and knows no more."""
    return {
        (name, int(id)): json.dumps(document, separators=(",", ":"))
        for name, table in json.loads(raw).items()
        if name != META
        for id, document in table.items()
    }


def flat(of: State) -> dict[tuple[str, int], str]:
    return {(name, id): text for name, (_, rows) in of.items() for id, text in rows.items()}


def short(of: State) -> str:
    """A state to read in a message: long notes are no help."""
    return json.dumps({name: (given, {**rows}) for name, (given, rows) in of.items()}).replace(
        "xxxxxxxxxx", ""
    )


def check_indexes(tables: Tables, known: Indexes) -> None:
    """Every index says what one built anew would."""
    for table in tables.rows:
        for index, keys in known.get(table, {}).items():
            wanted: dict[str, set[int]] = {}
            for id in tables.table(table).ids():
                for key in keys(tables.document(table, id) or {}):
                    wanted.setdefault(key, set()).add(id)
            found = {key: tables.ids(table, index, key) for key in tables.keys(table, index, "")}
            assert {key: set(ids) for key, ids in found.items() if ids} == wanted
            assert all(len(ids) == len(set(ids)) for ids in found.values())


class Trial:
    """Work on a disk, and a look at what would be left at every call."""

    known, path = KNOWN, Path("/home/db.json")

    def __init__(self, disk: Power, states: list[State], chance: random.Random, cuts: list[int]) -> None:
        """`cuts`: how many disks are made at a call here, in the trials on each of them, and so on."""
        self.disk, self.chance, self.cuts = disk, chance, cuts
        self.states = states
        """What was acknowledged last, then what is under way, one after the other."""
        self.ever = [flat(one) for one in states]
        self.checked = 0
        self.fault: Lost | None = None
        disk.watch = self.look

    def look(self, call: str) -> None:
        """The power goes now, perhaps: on several disks it does."""
        if self.fault:
            return
        many, *below = self.cuts or [0]
        for _ in range(many if self.disk.unsynced() else min(many, 1)):
            self.checked += 1
            trial = Trial(self.disk.cut(self.chance), list(self.states), self.chance, below)
            trial.ever, trial.path, trial.known = self.ever, self.path, self.known
            if self.chance.random() > 0.1:
                trial.disk.watch = lambda call: None
            try:
                trial.open()
                if self.chance.random() < 0.3:
                    trial.steps(3)
                trial.end()
            except Exception as error:  # noqa: BLE001  # whatever it is, it is told with the call
                self.fault = Lost(f"before {call}, cut {self.checked}: {error!r}")
                return
            self.checked += trial.checked

    def open(self) -> None:
        """Open what is on the disk, whatever it takes: a process may be killed while it opens, again."""
        while True:
            try:
                self.database = Database(self.path, now=lambda: NOON, disk=self.disk, known=self.known)
            except Killed:
                self.disk.after_a_kill()
            else:
                break
        found = state(self.database.tables)
        if found not in self.states:
            raise Lost(f"found {short(found)}, not {' or '.join(map(short, self.states))}")
        check_indexes(self.database.tables, self.known)
        file = self.disk.content().get(self.path)
        assert file is None or stock(file) in self.ever, "stock TinyDB finds what never was"
        assert not self.database.aside, "nobody has edited the file"
        self.states = [found]

    def commit(self, ops: list[Op]) -> None:
        self.states.append(after(self.states[-1], ops))
        self.ever.append(flat(self.states[-1]))
        self.database.commit(ops)
        self.states = self.states[-1:]

    def steps(self, many: int) -> None:
        """Some work, with kills and cuts that are not only looked at but gone on from."""
        for _ in range(many):
            if self.fault:
                return
            try:
                self.step()
            except Killed:
                self.disk.after_a_kill()
                self.open()

    def step(self) -> None:
        kind = self.chance.random()
        if kind < 0.65:
            self.commit([self.change() for _ in range(self.chance.choice([1, 1, 1, 2, 5]))])
        elif kind < 0.72:
            self.database.compact()
        elif kind < 0.78:
            self.compact_beside()
        elif kind < 0.86:
            self.database.close()
            assert not self.disk.handles, "a file is still open"
            self.open()
        elif kind < 0.95:
            self.disk.fuse = self.chance.randrange(1, 15)
        else:
            watch, self.disk = self.disk.watch, self.disk.cut(self.chance)
            self.disk.watch = watch
            self.open()

    def compact_beside(self) -> None:
        """Write the file anew while commits go on, as the app does (TinyStore.write_anew)."""
        self.database.tables.seq = self.database.journal.rotate()
        copy = self.database.tables.copy()
        self.commit([self.change()])
        self.database.save_copy(copy)
        self.commit([self.change()])
        self.database.journal.forget(copy.seq)

    def change(self) -> Op:
        table, id = self.chance.choice(["people", "calls", "own"]), self.chance.randrange(1, 25)
        if self.chance.random() < 0.04:
            return Op(table, None, self.chance.choice([None, "{}"]))
        if self.chance.random() < 0.25:
            return Op(table, id, None)
        note = "x" * self.chance.choice([0, 0, 0, 10, 300, 700, 3000])
        return Op(
            table, id, json.dumps({"tag": self.chance.randrange(9), "note": note}, separators=(",", ":"))
        )

    def end(self) -> None:
        """The last look. Raises Lost for what any of them found."""
        self.disk.fuse = None
        self.look("the end")
        if self.fault:
            raise self.fault
        self.database.close()
        assert not self.disk.handles, "a file is still open"


def tried(seed: int, kind: type[Power] = Power, steps: int = 40) -> Trial:
    trial = Trial(kind(), [{}], random.Random(seed), [3, 1])
    trial.open()
    trial.steps(steps)
    trial.end()
    return trial


@pytest.mark.parametrize("seed", range(TRIALS))
def test_what_was_acknowledged_is_there_after_a_cut_at_any_call(seed, counts):
    trial = tried(seed)
    counts["power: disks after a cut, database"] += trial.checked
    assert trial.checked > 200


def test_many_cuts_at_each_call_of_a_day_that_is_killed_at_each_call(counts):
    """Begin, change, write anew, change; then a kill in the first call of the same, the second, …"""
    put = [Op("people", 1, '{"tag":1}'), Op("calls", 7, '{"tag":2}')]
    trial = Trial(Power(), [{}], random.Random(0), [2 * TRIALS])
    trial.open()
    for fuse in range(1, 22):
        trial.disk.fuse = None
        trial.commit(put)
        trial.database.compact()
        trial.commit([Op("people", fuse, '{"tag":3}'), Op("calls", 7, None)])
        trial.disk.fuse = fuse
        with suppress(Killed):
            trial.database.compact()
            trial.commit([Op("own", fuse, "{}")])
            trial.database.close()
        trial.disk.after_a_kill()
        trial.open()
    trial.end()
    counts["power: disks after a cut, the scripted day"] += trial.checked


# --------------------------------------------------------------------------------- the same with the app's


class NoLock:
    """There is one process."""

    def release(self) -> None: ...


class AppTrial(Trial):
    """Work through the app's store: its threads, commits side by side, the file made anew beside them."""

    known = INDEXES

    async def work(self, many: int) -> None:
        store = self.store()
        for step in range(many):
            if self.fault:
                break
            kind = self.chance.random()
            if kind < 0.7:
                await self.some(store, self.chance.choice([1, 1, 3]))
            elif kind < 0.85:
                await asyncio.gather(store.write_anew(), self.some(store, 2), store.rest())
            else:
                store.close()
                store = self.store()
            assert state(store.tables) == self.states[-1], f"memory after step {step}"
        store.close()
        self.end()

    def store(self) -> TinyStore:
        store = TinyStore(self.path, NoLock(), FakeClock(), self.disk)  # type: ignore[arg-type]
        self.database = store._database
        return store

    async def some(self, store: TinyStore, many: int) -> None:
        """That many commits, none waiting for the one before."""
        await asyncio.gather(*(self.one(store) for _ in range(many)))

    async def one(self, store: TinyStore) -> None:
        puts, drops = {}, set()
        for _ in range(self.chance.choice([1, 2, 4])):
            id = self.chance.randrange(1, 20)
            if self.chance.random() < 0.2:
                drops.add((self.chance.choice([Contact, Attempt]), id))
            else:
                record = contact(id, f"+1202555{id:04}", account="x" * self.chance.choice([0, 9, 900]))
                record = self.chance.choice([record, attempt(id, id % 5)])
                puts[type(record), id] = record
        batch = Batch(tuple(puts.values()), tuple(drops))
        with self.disk.lock:  # a look is at one moment
            self.states.append(after(self.states[-1], ops_of(batch)))
            self.ever.append(flat(self.states[-1]))
        assert await store.commit(batch) == Saved()
        with self.disk.lock:
            self.states.pop(0)


@pytest.mark.parametrize("seed", range(TRIALS))
def test_what_the_app_called_saved_is_there_after_a_cut_at_any_call(seed, tmp_path, counts):
    trial = AppTrial(Power(), [{}], random.Random(seed), [2, 1])
    trial.path = tmp_path / "offhook.json"
    asyncio.run(trial.work(15))
    counts["power: disks after a cut, app"] += trial.checked
    assert trial.checked > 100


# ------------------------------------------------------------------------------- would it have been noticed


def forgets_the_journal_first(patch: pytest.MonkeyPatch) -> type[Power]:
    def compact(database: Database) -> None:
        database.tables.seq = database.journal.rotate()
        database.journal.forget(database.tables.seq)
        database.save_copy(database.tables.copy())

    patch.setattr(Database, "compact", compact)
    return Power


def applies_half(patch: pytest.MonkeyPatch) -> type[Power]:
    """Two lines of the journal instead of one for a change of several documents."""
    whole = Journal.append

    def append(journal: Journal, ops: list[Op]) -> int:
        for part in ops[:1], ops[1:]:
            n = whole(journal, part)
        return n

    patch.setattr(Journal, "append", append)
    return Power


MUTANTS = {
    "a record is not pushed": lambda patch: power.NoJournalSync,
    "names are not pushed": lambda patch: power.NoFolderSync,
    "the new file is not pushed before its rename": lambda patch: power.NoFileSync,
    "the rename is not pushed": lambda patch: power.NoSyncAfterRename,
    "a torn tail is not cut": lambda patch: power.NoCut,
    "what a killed one left is not pushed": lambda patch: power.NoSyncOfWhatWasFound,
    "names a killed one left are not pushed": lambda patch: power.NoFolderSyncFirst,
    "the journal goes before the file is there": forgets_the_journal_first,
    "a change is two lines": applies_half,
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_store_that_is_careless_is_noticed(mutant, monkeypatch):
    kind = MUTANTS[mutant](monkeypatch)
    with pytest.raises(AssertionError):
        [tried(seed, kind) for seed in range(40)]
