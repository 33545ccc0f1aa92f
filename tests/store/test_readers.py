"""Readers in one process, a writer in another that makes its file anew all the time."""

from __future__ import annotations

import os
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.store.busy import write
from tests.store.power import Power
from tests.store.test_store import NOON
from tui.store.database import Database
from tui.store.durable import DurableDB
from tui.store.journal import Torn
from tui.store.lock import Held

READERS = 100 * int(os.environ.get("OFFHOOK_POWER", "3"))


def test_readers_find_all_that_was_acknowledged_and_no_second_writer_comes_in(tmp_path, counts):
    path = tmp_path / "db.json"
    processes = get_context("spawn")
    acknowledged, enough = processes.Value("q", 0), processes.Event()
    writer = processes.Process(target=write, args=(path, acknowledged, enough))
    writer.start()
    try:
        while not acknowledged.value:
            assert writer.is_alive()
        seen = set()
        opened = 0
        while opened < READERS or len(seen) < 50:
            opened += 1
            before = acknowledged.value
            reader = DurableDB(path, read_only=True)
            left, right = ([one["n"] for one in reader.table(name)] for name in ("left", "right"))
            assert left == right, "half a transaction"
            assert left[-1] >= before, "older than what was acknowledged"
            assert left == list(range(max(left[-1] - 199, 1), left[-1] + 1))
            seen.add(left[-1])
            with pytest.raises(Held, match=f"process {writer.pid} on "):
                DurableDB(path)
    finally:
        enough.set()
        writer.join()
    assert writer.exitcode == 0
    counts["readers beside a busy writer, and writers refused: each"] += opened
    db = DurableDB(path)
    assert max(one["n"] for one in db.table("left")) == acknowledged.value
    db.close()


def test_a_file_that_is_replaced_at_every_look_is_not_read_as_it_was_once():
    class Restless(Power):
        looks = 0

        def mark(self, path):
            self.looks += 1
            return 1, 1, self.looks

    with pytest.raises(Torn, match=r"^db.json was replaced each time it was read$"):
        Database(
            Path("/home/db.json"),
            now=lambda: NOON,
            disk=Restless({Path("/home/db.json"): b"{}"}),
            read_only=True,
        )
