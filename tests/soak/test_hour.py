"""kill -9 at every point of a rep's hour: before and after each effect, each commit, each call to the disk.

After each kill the home is opened and compared with what was acknowledged and typed; `offhook doctor --data`
finds nothing; what waits is offered, and the hour goes on. All of the kills are real ones. OFFHOOK_SOAK from
100 on tries every point, else some of each step.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak.hour import HOUR, Points, go_on, play
from tests.soak.test_kill import check_whole, saved, stock
from tui.core.call.attempt import Attempt
from tui.files.home import Home
from tui.store.store import open_store
from tui.wiring import check_data

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="no fork and no kill -9 there"),
]

ROOT = Path(__file__).parent.parent.parent
EVERY = int(os.environ.get("OFFHOOK_SOAK", "10")) >= 100
#: Of each step so many points where not every one is tried.
SOME = 2

Tables = dict[str, dict[int, dict]]


class Forks:
    """The process that forks: it has imported everything, and is asked for one step after the other."""

    def __init__(self) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.hour"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )

    def play(self, home: Path, told: Path, step: int, kill: int) -> tuple[int, list]:
        """How a step ended that is killed at this point, and what it told."""
        assert self._program.stdin
        assert self._program.stdout
        order = {"home": str(home), "told": str(told), "step": step, "kill": kill}
        self._program.stdin.write(json.dumps(order) + "\n")
        ended = int(self._program.stdout.readline())
        return ended, [json.loads(line) for line in told.read_bytes().splitlines()]

    def close(self) -> None:
        """Nothing more is asked."""
        self._program.communicate()


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    made = Forks()
    yield made
    made.close()


@pytest.fixture(scope="module")
def mornings(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, int]]:
    """The home before each step of an hour that nobody kills, and how many points the step has."""
    folder = tmp_path_factory.mktemp("hour")
    home, found = folder / "home", []
    home.mkdir()
    for step in range(len(HOUR)):
        before = folder / f"before-{step}"
        shutil.copytree(home, before)
        points = Points(None, 0)
        play(home, step, points)
        found.append((before, points.seen))
    assert check_data(Home(home)).faults == ()
    return found


def put(tables: Tables, ops: list) -> Tables:
    """The tables after a commit."""
    after = {name: dict(rows) for name, rows in tables.items()}
    for table, id, text in ops:
        rows = after.setdefault(table, {})
        if text is None:
            rows.pop(id, None)
        else:
            rows[id] = json.loads(text)
    return after


def filled(tables: Tables) -> Tables:
    return {name: rows for name, rows in tables.items() if rows}


def check_told(home: Path, before: Tables, told: list) -> None:
    """What is there is what was acknowledged, with or without the one commit that was under way."""
    acknowledged, begun, entered, typed = before, None, 0, []
    for what, about in told:
        match what:
            case "begin":
                begun = put(acknowledged, about)
            case "done":
                assert begun is not None
                acknowledged, begun = begun, None
            case "enter":
                entered += 1
            case "dialed":
                entered -= 1
                assert entered >= 0, "dialed without a key"
                numbers = {one["number"] for one in acknowledged["attempts"].values()}
                assert about in numbers, "dialed before the attempt was saved"
            case "typed":
                typed.append(about)
    found = saved(Home(home).database) if Home(home).database.exists() or told else {}
    assert filled(found) in [filled(state) for state in (acknowledged, begun) if state is not None]
    everything = json.dumps(found, ensure_ascii=False)
    assert [text for text in typed if text not in everything and text != "tomorrow 10:30"] == []


def check_home(home: Path) -> None:
    """It opens, is whole and well, also for stock TinyDB, and whatever has no result is offered."""
    path = Home(home).database
    check_whole(path)
    assert check_data(Home(home)).faults == ()
    if path.exists():
        stock(path)
    store = open_store(path)
    assert not [news for news in store.news() if "power" not in news]
    open_ones = [attempt.id for attempt in store.all(Attempt) if not attempt.disposition]
    assert [attempt.id for attempt in store.unfinished()] == open_ones
    store.close()


@pytest.mark.parametrize("step", range(len(HOUR)), ids=[name for name, _ in HOUR])
def test_killed_at_each_point_of_this_step(step, forks, mornings, tmp_path, counts):
    before, many = mornings[step]
    points = range(1, many + 1) if EVERY else random.Random(step).sample(range(1, many + 1), SOME)
    for point in points:
        home, told = tmp_path / f"home-{point}", tmp_path / f"told-{point}"
        shutil.copytree(before, home)
        ended, lines = forks.play(home, told, step, point)
        assert ended == -signal.SIGKILL, f"point {point} of {HOUR[step][0]} was not reached: {lines[-3:]}"
        was = saved(Home(before).database) if Home(before).database.exists() else {}
        name = lines[-1][1]
        try:
            check_told(home, was, lines)
            check_home(home)
            go_on(home, step, Points(None, 0))
            assert check_data(Home(home)).faults == ()
        except BaseException:
            print(f"killed at point {point} of {many}: {name}")
            raise
        counts[f"hour: kills {name.split()[0]} {name.split()[1]}"] += 1
        shutil.rmtree(home)
