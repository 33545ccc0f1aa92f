"""A disk that is full, that fails, that cannot be written: memory says what was acknowledged, all the time.

The first part has a disk in memory whose calls fail as the test says; the second has real ones. What happens
to the app's sentences is in test_disk.py.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import pytest

from tests.store.power import Failing
from tests.store.test_power import NoLock, State, Trial, after, flat, state
from tests.store.test_store import NOON, attempt, contact
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Saved, SaveFailed, StoreProblem
from tui.store import disk as disk_module
from tui.store.database import Database
from tui.store.disk import Disk
from tui.store.durable import DurableDB
from tui.store.shelf import ops_of
from tui.store.store import TinyStore, open_store
from tui.store.tables import Op

TRIALS = int(os.environ.get("OFFHOOK_POWER", "3"))
CALLS = ["create", "append", "write", "truncate", "sync", "sync_folder", "replace", "remove"]


class FaultTrial(Trial):
    """Work on a disk that fails now and then. What was refused is not there, in memory and later."""

    disk: Failing
    refused = accepted = returned = 0

    def rule(self, call: str) -> int | None:
        """Which call fails, with what."""
        return None

    def open(self) -> None:
        self.disk.fault = lambda call: None
        before = self.states
        super().open()
        if len(before) > 1:
            # The one case of which nothing is promised (docs/reliability.md): neither pushing a record nor
            # cutting it off worked, and the process died. It may be read again, and be on no disk.
            found, self.states = self.states, before
            self.returned += found[0] == before[1]
            self.database.compact()
            self.states = found
        self.disk.fault = lambda call: self.rule(call)

    def steps(self, many: int) -> None:
        for _ in range(many):
            if self.fault:
                return
            with suppress(OSError):
                super().steps(1)
            assert state(self.database.tables) == self.states[0], "memory is not what was acknowledged"
            assert not self.database.aside, "nobody else has written to the file"

    def commit(self, ops: list[Op]) -> None:
        before = self.states[0]
        self.database.mend()
        self.states = [before, after(before, ops)]
        self.ever.append(flat(self.states[1]))
        self.disk.uncut = False
        try:
            self.database.commit(ops)
        except OSError:
            self.refused += 1
            if not self.disk.uncut:  # cut off or never written: not even a kill brings it back
                self.states = [before]
            raise
        self.accepted += 1
        self.states = self.states[1:]

    def add_to(self, counts: Counter[str]) -> None:
        counts["faults: changes acknowledged"] += self.accepted
        counts["faults: changes refused"] += self.refused
        counts["faults: refused, and back after a kill (neither pushed nor cut off)"] += self.returned
        counts["faults: disks after a cut"] += self.checked


def trial(seed: int, cuts: list[int]) -> FaultTrial:
    made = FaultTrial(Failing(), [{}], random.Random(seed), cuts)
    made.open()
    return made


def goes_on(of: FaultTrial) -> None:
    """With the fault gone everything works, and is there after closing and opening."""
    of.rule = lambda call: None
    of.disk.fuse = None
    of.commit([Op("people", 1, '{"tag":1,"note":"at last"}')])
    of.end()
    of.open()
    assert of.states[0]["people"][1][1] == '{"tag":1,"note":"at last"}'
    of.end()


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from there on"])
def test_the_disk_fails_at_any_one_call(error, lasting, counts):
    for failing in count(1):
        one = trial(0, [])
        calls = count(1)
        reached = []

        def fault(call, failing=failing, calls=calls, reached=reached):
            n = next(calls)
            reached.append(n)
            return error if n == failing or (lasting and n > failing) else None

        one.rule = fault
        one.steps(25)
        goes_on(one)
        one.add_to(counts)
        if len(reached) < failing:
            assert failing > 60, "the work has fewer calls than were thought"
            return


@pytest.mark.parametrize("seed", range(TRIALS))
@pytest.mark.parametrize("calls", [*([call] for call in CALLS), CALLS], ids=[*CALLS, "all of them"])
def test_a_quarter_of_the_calls_fail(calls, seed, counts):
    one = trial(seed, [])
    failing = random.Random(seed)
    one.rule = lambda call: (
        failing.choice([errno.EIO, errno.ENOSPC]) if call in calls and failing.random() < 0.25 else None
    )
    one.steps(400)
    assert one.accepted > 20
    assert one.refused or calls in (["remove"], ["replace"], ["create"])
    goes_on(one)
    one.add_to(counts)


@pytest.mark.parametrize("seed", range(TRIALS))
def test_the_power_goes_while_the_disk_fails(seed, counts):
    one = trial(seed, [2, 1])
    failing = random.Random(seed)
    one.rule = lambda call: errno.EIO if failing.random() < 0.1 else None
    one.steps(40)
    goes_on(one)
    one.add_to(counts)
    assert one.checked > 50


def opened(disk: Failing) -> Database:
    return Database(Path("/home/db.json"), now=lambda: NOON, disk=disk)


def put(id: int) -> list[Op]:
    return [Op("people", id, "{}")]


def test_a_segment_that_was_begun_and_stayed_empty_is_not_forgotten_when_it_is_begun_again():
    """Full when a segment was begun; then the file was made anew while a change came into that segment."""
    disk = Failing()
    database = opened(disk)
    database.commit(put(1))
    database.compact()
    disk.fault = lambda call: errno.ENOSPC if call == "write" else None
    with pytest.raises(OSError, match="No space"):
        database.commit(put(2))
    disk.fault = lambda call: None
    seq = database.journal.rotate()
    copy = database.tables.copy()
    database.commit(put(2))
    database.save_copy(copy)
    database.journal.forget(seq)
    database.close()
    assert opened(disk).tables.table("people").ids() == [1, 2]


def test_a_file_that_got_its_name_is_ours_also_when_pushing_the_name_failed():
    disk = Failing()
    database = opened(disk)
    database.commit(put(1))
    disk.fault = lambda call: errno.EIO if call == "sync_folder" else None
    with pytest.raises(OSError, match="output error"):
        database.compact()
    assert not database.edited
    disk.fault = lambda call: None
    database.compact()
    assert database.aside == []


def test_opening_that_fails_leaves_no_file_open():
    disk = Failing()
    database = opened(disk)
    database.commit(put(1))
    database.close()
    disk.fault = lambda call: errno.EIO if call == "sync" else None
    with pytest.raises(OSError, match="output error"):
        opened(disk)
    assert not disk.handles


def test_two_edits_within_a_second_are_both_kept():
    disk = Failing()
    database = opened(disk)
    for n in range(3):
        database.commit(put(n))
        database.compact()
        edited = json.dumps({"people": {"9": {"edit": n}}}).encode()
        handle = disk.create(database.path)
        disk.write(handle, edited)
        disk.close(handle)
    database.compact()
    assert len(database.aside) == len(set(database.aside)) == 3
    kept = [json.loads(disk.read(path))["people"]["9"]["edit"] for path in database.aside]
    assert kept == [0, 1, 2]


# --------------------------------------------------------------------------------------------- the app's


class Gated(Disk):
    """A disk that makes no new file until it may."""

    def __init__(self) -> None:
        self.reached, self.may = threading.Event(), threading.Event()

    def create(self, path):
        self.reached.set()
        assert self.may.wait(10)
        return super().create(path)


@pytest.mark.parametrize("meanwhile", ["rest", "commit"])
async def test_closing_while_the_file_is_made_anew_is_no_error(tmp_path, meanwhile):
    disk = Gated()
    disk.may.set()
    store = open_store(tmp_path / "offhook.json", disk=disk)
    assert await store.commit(Batch((contact(1),))) == Saved()
    disk.may.clear()
    disk.reached.clear()
    if meanwhile == "commit":
        store._database.journal.broken = 1 + store._database.journal.seq  # the next one makes it anew first
        task = asyncio.ensure_future(store.commit(Batch((contact(2),))))
    else:
        task = asyncio.ensure_future(store.rest())
    while not disk.reached.is_set():
        await asyncio.sleep(0)
    closing = threading.Thread(target=store.close)  # it waits, and this loop must go on
    closing.start()
    while not store._saver._shutdown:
        await asyncio.sleep(0)
    disk.may.set()
    closing.join()
    answer = await task
    assert answer is None if meanwhile == "rest" else isinstance(answer, SaveFailed)
    reader = open_store(tmp_path / "offhook.json", read_only=True)
    assert [one.id for one in reader.all(Contact)] == [1]


@pytest.mark.parametrize("seed", range(TRIALS))
async def test_the_app_on_a_disk_that_fails_now_and_then(seed, tmp_path, counts):
    chance, disk, path = random.Random(seed), Failing(), tmp_path / "offhook.json"
    failing = random.Random(seed)
    known: State = {}
    refused: list[State] = []

    async def one(store: TinyStore) -> None:
        nonlocal known
        batch = Batch((contact(chance.randrange(9), account="x" * chance.randrange(900)), attempt(7)))
        wanted = after(known, ops_of(batch))
        answer = await store.commit(batch)
        counts["faults: changes of the app, saved" if answer == Saved() else "faults: …, refused"] += 1
        if answer == Saved():
            known = wanted
            refused.clear()
        else:
            refused.append(wanted)

    async def anew(store: TinyStore) -> None:
        with suppress(OSError):
            await store.write_anew()

    for _ in range(12):
        disk.fault = lambda call: None
        store = TinyStore(path, NoLock(), FakeClock(), disk)  # type: ignore[arg-type]
        assert state(store.tables) == known
        refused.clear()
        disk.fault = lambda call: (
            failing.choice([errno.EIO, errno.ENOSPC]) if failing.random() < 0.1 else None
        )
        for _ in range(10):
            acts = [one(store), *(act(store) for act in (anew, TinyStore.rest) if chance.random() < 0.3)]
            await asyncio.gather(*acts)
            assert state(store.tables) == known
        store.close()
        assert not store._database.aside, "nobody else has written to the file"
        if store._database.journal.broken:  # neither pushed nor cut off: it may be there
            disk.fault = lambda call: None
            found = state(Database(path, now=lambda: NOON, disk=disk, read_only=True).tables)
            assert found in (known, *refused)
            known = found


# ------------------------------------------------------------------------------------------- real disks


def test_a_hard_link_to_the_file_keeps_what_it_had(tmp_path, monkeypatch):
    """The old file is freed bit by bit, but not where somebody keeps it under another name."""
    monkeypatch.setattr(disk_module, "_FREED", 100)
    path, kept = tmp_path / "db.json", tmp_path / "kept.json"
    database = Database(path, now=lambda: NOON)
    database.commit([Op("people", 1, json.dumps({"note": "x" * 1000}))])
    database.compact()
    before = path.read_bytes()
    os.link(path, kept)
    database.commit(put(2))
    database.compact()
    database.close()
    assert kept.read_bytes() == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    where = tmp_path / "small"
    where.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", where]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk needs root and the right to mount")
    yield where
    subprocess.run(["umount", "--lazy", where], check=True)


def fill(store: DurableDB, size: int) -> int:
    """Write until the disk is full; how many were acknowledged."""
    for n in count():
        try:
            store.insert({"n": n, "note": "x" * size})
        except OSError as error:
            if error.errno == errno.ENOSPC:
                return n
            raise
    raise AssertionError


def test_a_real_disk_that_is_full(small):
    path, other = small / "db.json", small / "somebody else's"
    acknowledged = 0
    other.write_bytes(bytes(600_000))
    db = DurableDB(path)
    for size in (20_000, 3000, 400, 50, 1):
        acknowledged += fill(db, size)
        for _ in range(10):
            with pytest.raises(OSError, match="No space left"):
                db.insert({"note": "x" * size})
        assert len(db) == acknowledged
        with pytest.raises(OSError, match="No space left"):
            db.storage._database.compact()
        beside = DurableDB(path, read_only=True)
        assert beside.all() == db.all()
    other.unlink()
    db.insert({"at": "last"})
    db.storage._database.compact()
    whole = db.all()
    assert len(whole) == acknowledged + 1 > 20
    db.close()
    db = DurableDB(path)
    assert db.all() == whole
    db.close()
    assert [name for name in os.listdir(small) if name.endswith(".tmp")] == []


def test_a_real_disk_that_can_only_be_read(small):
    path = small / "offhook.json"
    store = open_store(path)
    assert asyncio.run(store.commit(Batch((contact(1),)))) == Saved()
    store.close()
    subprocess.run(["mount", "-o", "remount,ro", small], check=True)
    with pytest.raises(StoreProblem, match=r"cannot be written .*Read-only"):
        open_store(path)
    assert [one.id for one in open_store(path, read_only=True).all(Contact)] == [1]


@contextmanager
def nobody() -> Iterator[Path]:
    """A folder of a user who is not root: root may write everywhere."""
    with tempfile.TemporaryDirectory() as home:
        if os.getuid():
            yield Path(home)
            return
        os.chown(home, 65534, 65534)
        os.seteuid(65534)
        try:
            yield Path(home)
        finally:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="no such users there")
async def test_a_folder_that_cannot_be_written():
    with nobody() as home:
        store = open_store(home / "offhook.json")
        assert await store.commit(Batch((contact(1),))) == Saved()
        await store.rest()
        home.chmod(0o500)
        try:
            for n in (2, 3):
                answer = await store.commit(Batch((contact(n),)))
                assert isinstance(answer, SaveFailed)
                assert f"{home} cannot be written" in answer.problem
                assert [one.id for one in store.all(Contact)] == [1]
        finally:
            home.chmod(0o700)
        assert await store.commit(Batch((contact(4),))) == Saved()
        store.close()
        assert [one.id for one in open_store(home / "offhook.json", read_only=True).all(Contact)] == [1, 4]


def test_a_limit_on_the_size_of_files(tmp_path):
    import resource

    path = tmp_path / "db.json"
    db = DurableDB(path)
    db.insert({"n": 1})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        for size in (50_000, 15_000, 10_000):
            before = db.all()
            with suppress(OSError):
                db.insert({"note": "x" * size})
                before = db.all()
            assert db.all() == before == DurableDB(path, read_only=True).all()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    db.insert({"n": 2})
    whole = db.all()
    db.close()
    db = DurableDB(path)
    assert db.all() == whole
    assert len(whole) == 3
    db.close()


def test_who_reads_a_large_file_while_it_is_replaced_reads_it_whole(tmp_path, monkeypatch):
    monkeypatch.setattr("tui.store.disk._FREED", 10)
    disk, path, beside = Disk(), tmp_path / "db.json", tmp_path / "beside"
    path.write_bytes(b"1" * 100)
    with path.open("rb", buffering=0) as reader:
        beside.write_bytes(b"2" * 100)
        disk.put_in_place(path, beside)
        assert reader.read() == b"1" * 100
        beside.write_bytes(b"3" * 100)
        disk.put_in_place(path, beside)
        assert os.fstat(reader.fileno()).st_size <= 10, "freed slowly, the time after"
    disk.let_go()
    assert path.read_bytes() == b"3" * 100
