"""Backups: which are kept, what is in them, and folders and disks that do not do as they should."""

from __future__ import annotations

import errno
import gzip
import random
import zlib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from tests.store.test_store import contact, put
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.store import snapshot
from tui.store.backups import KEEP, Backups, BadBackup, to_drop, unpacked
from tui.store.disk import Disk
from tui.store.shelf import INDEXES
from tui.store.store import open_store
from tui.store.tables import Op, Tables

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOST = sum(most for most, _ in KEEP)

# ------------------------------------------------------------------------------------------- which are kept


def lived(times, *, clock=lambda now: now):
    """The backups there are after one was made at each of these times, with what was there at each step."""
    there: set[datetime] = set()
    for now in times:
        there.add(clock(now))
        there -= to_drop(there, clock(now))
        yield now, there


def hourly(days):
    return [NINE + n * HOUR for n in range(days * 24)]


def irregular(seed):
    """Three months of working days with gaps, restarts within minutes, and a holiday."""
    chance, now = random.Random(seed), NINE
    while now < NINE + timedelta(days=100):
        yield now
        now += chance.choice([HOUR, HOUR, 2 * HOUR, timedelta(minutes=3), timedelta(days=1), 14 * HOUR])
        if chance.random() < 0.01:
            now += timedelta(days=20)


@cache
def named(moment: datetime, unit: str) -> str:
    """The hour, day or week it is in."""
    return f"{moment:{unit}}"


@pytest.mark.parametrize("times", [hourly(100), *(list(irregular(seed)) for seed in range(5))])
def test_hours_days_and_weeks_are_kept_and_no_more(times):
    made: list[datetime] = []
    for now, there in lived(times):
        made.append(now)
        assert now in there, "the one just made"
        assert len(there) <= MOST
        for span, unit in ((12 * HOUR, "%d %H"), (timedelta(days=7), "%m %d"), (timedelta(weeks=8), "%G-%V")):
            wanted = {named(m, unit) for m in made if now - m < span}
            # The hour, day or week the span begins in may be one too many: it is begun, not whole.
            first = named(now - span, unit)
            assert wanted - {first} <= {named(m, unit) for m in there}
    assert min(there) <= now - timedelta(weeks=6)


def test_of_each_hour_the_newest_is_kept():
    times = [NINE + timedelta(minutes=10 * n) for n in range(12)]
    assert times[-1] in {m for m in times if m not in to_drop(times, times[-1])}
    assert set(times) - to_drop(times, times[-1]) == {NINE + timedelta(minutes=50), times[-1]}


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=-3), timedelta(days=400)])
def test_a_clock_that_jumps_and_jumps_back_leaves_days_and_weeks(jump):
    *_, (last, there) = lived(hourly(60))
    good = set(there)
    wrong = [last + jump + n * HOUR for n in range(1, 72)]
    right = [last + n * HOUR for n in range(72, 80)]
    for now in wrong + right:
        there = there | {now}
        there -= to_drop(there, now)
        assert now in there
        assert len(there) <= 2 * MOST
        assert len(good & there) >= 8
        if now < min(good):
            assert good <= there, "what is in the future pushes nothing out, and nothing pushes it out"


@pytest.fixture
def clock():
    return FakeClock(NINE)


class At:
    """A folder of backups beside a database of one contact."""

    def __init__(self, path: Path, clock: FakeClock, disk: Disk | None = None) -> None:
        self.path, self.disk, self.clock = path, disk or Disk(), clock
        path.parent.mkdir(parents=True, exist_ok=True)
        self.say("first")
        self.backups = Backups(path.parent / "backups", path, self.disk, lambda: clock.now().utc)

    def say(self, name: str) -> None:
        tables = Tables(INDEXES, schema=2, store="s")
        tables.apply([Op("contacts", 1, f'{{"name":"{name}"}}')])
        snapshot.write(Disk(), self.path, tables)

    @property
    def names(self) -> list[str]:
        folder = self.path.parent / "backups"
        return sorted(f.name for f in folder.iterdir()) if folder.exists() else []


def test_one_an_hour_each_what_the_file_was(path, clock):
    at = At(path, clock)
    at.backups.keep()
    at.say("second")
    at.backups.keep()
    clock.advance(3600)
    at.backups.keep()
    assert at.names == ["offhook-2026-11-23T09-00-00Z.json.gz", "offhook-2026-11-23T10-00-00Z.json.gz"]
    said = [unpacked((at.backups.folder / name).read_bytes()) for name in at.names]
    assert [b'"first"' in raw for raw in said] == [True, False]
    assert said[1] == path.read_bytes() == gzip.decompress((at.backups.folder / at.names[1]).read_bytes())


def test_a_backup_from_the_future_does_not_hold_up_the_next(path, clock):
    at = At(path, clock)
    clock.advance(400 * 86400)
    at.backups.keep()
    clock.advance(-400 * 86400)
    assert at.backups.due()
    at.backups.keep()
    assert len(at.names) == 2
    assert not at.backups.due()


class Rotten(Disk):
    """A disk that gives back something else than it was given, from one file."""

    def __init__(self, spoil):
        self.spoil = spoil

    def parts(self, path):
        raw = b"".join(super().parts(path))
        yield self.spoil(raw) if path.name.endswith(".gz.tmp") else raw


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-9],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:40] + bytes([raw[40] ^ 1]) + raw[41:],
        lambda raw: gzip.compress(b"something else"),
        lambda raw: gzip.compress(gzip.decompress(raw)[:-1]),
        lambda raw: b"",
    ],
)
def test_a_backup_that_does_not_read_back_is_none_and_no_other_is_dropped(path, clock, spoil):
    at = At(path, clock)
    at.backups.keep()
    before = at.names
    clock.advance(3600)
    rotten = Backups(at.backups.folder, path, Rotten(spoil), lambda: clock.now().utc)
    with pytest.raises(BadBackup, match="the new backup"):
        rotten.keep()
    assert at.names == before


def test_what_a_kill_left_half_made_is_removed_by_the_next(path, clock):
    at = At(path, clock)
    at.backups.keep()
    (at.backups.folder / "offhook-2026-11-23T08-00-00Z.json.gz.tmp").write_bytes(b"half")
    (at.backups.folder / "mine.tmp").write_bytes(b"not ours")
    clock.advance(3600)
    at.backups.keep()
    assert [name for name in at.names if name.endswith(".tmp")] == ["mine.tmp"]


def test_no_backup_holds_a_whole_file_in_memory(path, clock):
    """With 100,000 people that took 236 MB, each hour."""

    class InParts(Disk):
        def read(self, path):
            raise AssertionError(f"{path.name} was read whole")

    at = At(path, clock, InParts())
    at.backups.keep()
    assert len(at.names) == 1


@pytest.mark.parametrize("many", [1, 7, 63, 64, 65, 1000, 10**6])
def test_a_file_in_parts_comes_to_what_it_is_whole(path, clock, many):
    at = At(path, clock)
    at.say("long " * 500)
    raw = path.read_bytes()
    for known, ours in ((raw, True), (raw[:-1], False), (raw[:20] + b"?" + raw[21:], False), (b"", False)):
        read = snapshot.Sum()
        for start in range(0, len(known), many):
            read.add(known[start : start + many])
        assert (read.size, read.crc, read.ours) == (len(known), zlib.crc32(known), ours)
        assert ours is snapshot.is_ours(known)


def test_what_another_program_wrote_is_no_backup_of_ours(path, clock):
    at = At(path, clock)
    path.write_text('{"contacts": {}}')
    at.backups.keep()
    assert at.names == []


# ---------------------------------------------------------------------------------- in the life of the store


class NoFolder(Disk):
    """A disk that takes everything but backups."""

    def create(self, path):
        if path.parent.name == "backups":
            raise OSError(errno.EACCES, "Permission denied")
        return super().create(path)


async def test_a_folder_that_cannot_be_written_is_told_once_and_holds_nothing_up(path, clock):
    store = open_store(path, clock=clock, disk=NoFolder())
    await put(store, contact(1))
    await store.rest()
    await put(store, contact(2))
    await store.rest()
    news = store.news()
    assert len(news) == 1
    assert "No backup could be made" in news[0]
    assert "Permission denied" in news[0]
    assert "saved as always" in news[0]
    store.close()
    assert store.news() == []
    assert [c.id for c in open_store(path, read_only=True).all(Contact)] == [1, 2]


async def test_a_backup_that_fails_at_the_end_is_told_after_it(path, clock):
    store = open_store(path, clock=clock, disk=NoFolder())
    await put(store, contact(1))
    store.close()
    assert "No backup could be made" in store.news()[0]


async def test_a_file_that_cannot_be_looked_at_is_no_news(path, clock):
    class Away(Disk):
        away = False

        def mark(self, path):
            if self.away:
                raise OSError(errno.EIO, "Input/output error")
            return super().mark(path)

    disk = Away()
    store = open_store(path, clock=clock, disk=disk)
    await put(store, contact(1))
    disk.away = True
    assert store.news() == []
    disk.away = False
    store.close()
