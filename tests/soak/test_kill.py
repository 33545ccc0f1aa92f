"""kill -9 at any moment of a session: what was called saved is there, and nothing is half done.

What was saved is in the file and its journal. The file alone, as stock TinyDB opens it, is the state of some
earlier moment, and nothing in it is half done either. OFFHOOK_SOAK says how many kills there are.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest
from tinydb import TinyDB

from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip
from tui.core.call.reflection import Draft, Intention, Reflection
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing, fold
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.store.store import open_store

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there"),
]

ROOT = Path(__file__).parent.parent.parent
KILLS = int(os.environ.get("OFFHOOK_SOAK", "10"))
CALLS = 50
#: Sessions on one file, each killed, before a fresh one is begun.
SESSIONS = 5
#: A session of fifty calls tells of about this many saves.
SAVES = 270


def killed(home: Path, seed: int) -> list[dict]:
    """What a session said was saved before it was killed, at a moment that `seed` decides."""
    chance = random.Random(seed)
    heard, later = chance.randrange(SAVES), chance.random() * 0.004
    session = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.session", home, str(seed), str(CALLS)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert session.stdout
    lines = list(islice(session.stdout, heard))
    # Into the middle of a write, which takes about a millisecond: no sleep is as short.
    until = time.perf_counter() + later
    while time.perf_counter() < until:
        pass
    session.send_signal(signal.SIGKILL)
    rest, _ = session.communicate()
    lines += rest.splitlines(keepends=True)
    assert session.returncode in (-signal.SIGKILL, 0), "the session failed by itself"
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def stock(path: Path) -> dict[str, dict[int, dict]]:
    """What plain TinyDB finds in the file: table → id → document."""
    with TinyDB(path) as db:
        return {name: {doc.doc_id: dict(doc) for doc in db.table(name)} for name in db.tables()}


def saved(path: Path) -> dict[str, dict[int, dict]]:
    """What is in the file and its journal, without touching them: table → id → document."""
    tables = open_store(path, read_only=True).tables
    return {
        name: {id: tables.document(name, id) or {} for id in rows.ids()} for name, rows in tables.rows.items()
    }


def check_told(tables: dict[str, dict[int, dict]], told: list[dict]) -> None:
    """Everything said to be saved is in the file, as it was said."""
    last = {line["id"]: line for line in told}
    for line in last.values():
        said = line["documents"]
        found = {table: tables.get(table, {}).get(line["id"]) for table in said}
        if found == said:
            continue
        # Of the call that was cut short the next save may have landed, with nobody left to say so.
        assert line is told[-1], "a save of an earlier call is missing"
        assert line["what"] != "result", "a saved form is missing"
        assert found["attempts"], "the attempt is missing"
        kept = {"contact", "number", "started", "ended"} & said["attempts"].keys()
        assert {k: found["attempts"].get(k) for k in kept} == {k: said["attempts"][k] for k in kept}
        assert found["drafts"] or found["attempts"].get("disposition") or not said["drafts"]


def check_whole(path: Path) -> None:
    """No transaction is there by half: what one result writes agrees in all its records."""
    store = open_store(path, read_only=True)
    dispositions = read_defaults(Home(path.parent)).dispositions
    for contact in store.all(Contact):
        of = [store.of_contact(kind, contact.id) for kind in (Attempt, Callback, Promise, Skip, DoNotCall)]
        standing = store.get(Standing, contact.id) or Standing(contact.id)  # whom nobody called has none, or
        assert standing == fold(contact.id, *of, dispositions)  # from an import, an empty one
    for reflection in store.all(Reflection):
        attempt = store.get(Attempt, reflection.id)
        assert attempt
        assert attempt.disposition or store.get(Draft, reflection.id)  # put aside with a line in it
    for intention in store.all(Intention):
        assert store.get(Reflection, intention.attempt).next == intention.text
    for draft in store.all(Draft):
        attempt = store.get(Attempt, draft.id)
        assert attempt
        assert draft.listed or not attempt.disposition
    store.close()


def check_alone(path: Path, folder: Path) -> None:
    """The file without its journal: stock TinyDB and we find the same in it, and it is whole."""
    folder.mkdir(exist_ok=True)
    alone = folder / path.name
    shutil.copyfile(path, alone)
    found = stock(alone)
    del found["_meta"]
    assert saved(alone) == found
    check_whole(alone)


@pytest.mark.parametrize("first", range(0, KILLS, SESSIONS))
def test_nothing_saved_is_lost_and_nothing_is_half_done(first, tmp_path, counts):
    path = Home(tmp_path).database
    told: list[dict] = []
    for seed in range(first, min(first + SESSIONS, KILLS)):
        new = killed(tmp_path, seed)
        if not path.exists():
            assert not new
            continue
        tables = saved(path)
        check_told(tables, new)
        check_told(tables, [line for line in told if line["what"] == "result"])
        check_whole(path)
        check_alone(path, tmp_path / "alone")
        told += new
        counts["sessions: kills"] += 1
        counts["sessions: saves told of"] += len(new)
        # One attempt of each session may be there that nobody was told of.
        assert len(tables["attempts"]) <= len({line["id"] for line in told}) + seed - first + 1
    assert told
