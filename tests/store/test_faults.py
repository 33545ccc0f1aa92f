"""A disk that is full, that fails, that cannot be written: memory says what was acknowledged, all the time.

The first part has a disk in memory whose calls fail as the test says; the second has real ones. What happens
to the app's sentences is in test_disk.py.
"""

from __future__ import annotations

import errno
import os
import random
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from tests.store.power import Failing
from tests.store.test_power import Trial, after, flat, state
from tests.store.test_store import NOON
from tui.store.database import Database
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
def test_the_disk_fails_at_any_one_call(error, lasting):
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
        if len(reached) < failing:
            assert failing > 60, "the work has fewer calls than were thought"
            return


@pytest.mark.parametrize("seed", range(TRIALS))
@pytest.mark.parametrize("calls", [*([call] for call in CALLS), CALLS], ids=[*CALLS, "all of them"])
def test_a_quarter_of_the_calls_fail(calls, seed):
    one = trial(seed, [])
    failing = random.Random(seed)
    one.rule = lambda call: (
        failing.choice([errno.EIO, errno.ENOSPC]) if call in calls and failing.random() < 0.25 else None
    )
    one.steps(400)
    assert one.accepted > 20
    assert one.refused or calls in (["remove"], ["replace"], ["create"])
    goes_on(one)


@pytest.mark.parametrize("seed", range(TRIALS))
def test_the_power_goes_while_the_disk_fails(seed):
    one = trial(seed, [2, 1])
    failing = random.Random(seed)
    one.rule = lambda call: errno.EIO if failing.random() < 0.1 else None
    one.steps(40)
    goes_on(one)
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
