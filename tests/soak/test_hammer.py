"""kill -9 at any moment of a process that does nothing but write: what is left is what was acknowledged.

OFFHOOK_SOAK sets how many kills there are: half as many again of these as of those of test_kill.py.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest

from tests.store.test_power import State, after, check_indexes, flat, state, stock
from tui.store.backups import unpacked
from tui.store.database import Database
from tui.store.journal import segments
from tui.store.shelf import INDEXES
from tui.store.tables import Op

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there"),
]

ROOT = Path(__file__).parent.parent.parent
KILLS = max(int(os.environ.get("OFFHOOK_SOAK", "10")) // 2, 1)
#: Kills on one file before a fresh one is begun.
ON_ONE = 10


def killed(kind: str, path: Path, seed: int) -> list[tuple[str, list]]:
    """What a process said before it was killed, at a moment that `seed` decides."""
    chance = random.Random(seed)
    heard = chance.choice([1, 1, chance.randrange(600), chance.randrange(600), chance.randrange(600)])
    hammer = subprocess.Popen(
        [sys.executable, "-m", "tests.soak.hammer", kind, path, str(seed)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert hammer.stdout
    lines = list(islice(hammer.stdout, heard))
    until = (
        time.perf_counter() + chance.random() * 0.008
    )  # into the middle of something: no sleep is as short
    while time.perf_counter() < until:
        pass
    hammer.send_signal(signal.SIGKILL)
    rest, _ = hammer.communicate()
    lines += rest.splitlines(keepends=True)
    assert hammer.returncode == -signal.SIGKILL, "it failed by itself, or was done before the kill"
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


def after_words(
    before: State, said: list[tuple[str, list]], tally: Counter[str]
) -> tuple[list[State], list[State]]:
    """(every state there was, those that may be there now: the one acknowledged last, and what was begun)."""
    ever, acknowledged = [before], 0
    for what, about in said:
        if what == "begin":
            ever.append(after(ever[-1], [Op(*op) for op in about]))
        elif what == "done":
            acknowledged += 1
    whats = Counter(what for what, _ in said)
    tally["acknowledged"] += acknowledged
    tally["killed while the file was made anew"] += whats["anew"] > whats["anew ended"]
    tally["killed while opening"] += whats["opening"] > whats["opening ended"]
    tally["killed with a transaction begun"] += len(ever) - 1 > acknowledged
    return ever, ever[acknowledged:]


def is_same(found: State, wanted: State) -> bool:
    """Table by table the same documents; an id more may have been given (and taken back), but none less."""
    return found.keys() == wanted.keys() and all(
        found[name][0] >= given and found[name][1] == rows for name, (given, rows) in wanted.items()
    )


def check(path: Path, ever: list[State], allowed: list[State], tally: Counter[str]) -> State:
    """What is there now: one of the allowed, with its indexes; and the file alone one of those there were."""
    found = Database(path, now=lambda: datetime.now(UTC), known=INDEXES, read_only=True)
    is_now = state(found.tables)
    assert any(is_same(is_now, one) for one in allowed), (
        "what is there is neither what was acknowledged, nor that with what was begun"
    )
    check_indexes(found.tables, INDEXES)
    if path.exists():
        assert stock(path.read_bytes()) in map(flat, ever), "stock TinyDB finds what never was"
    tally["torn ends"] += any(
        not raw.endswith(b"\n") for part in segments(found.disk, path) if (raw := part.path.read_bytes())
    )
    tally["came whole, unacknowledged"] += not is_same(is_now, allowed[0])
    return is_now


@pytest.mark.parametrize("kind", ["database", "durable", "app"])
def test_what_is_left_is_what_was_acknowledged(kind, tmp_path, counts):
    tally: Counter[str] = Counter()
    for first in range(0, KILLS, ON_ONE):
        path = tmp_path / f"from-{first}" / "offhook.json"
        path.parent.mkdir()
        now: State = {}
        ever = [now]
        for seed in range(first, min(first + ON_ONE, KILLS)):
            were, allowed = after_words(now, killed(kind, path, seed), tally)
            ever += were
            now = check(path, ever, allowed, tally)
            tally["kills"] += 1
        for backup in path.parent.glob("backups/*.gz"):
            assert stock(unpacked(backup.read_bytes())) in map(flat, ever), "a backup of what never was"
            tally["backups"] += 1
    for what, many in tally.items():
        counts[f"hammer, {kind}: {what}"] += many
    assert tally["acknowledged"] > 10 * KILLS
    assert tally["killed while the file was made anew"] > 0 or KILLS < 20
