"""kill -9 in the middle of a round of practice: every line that was answered is there, once.

A line was answered when the next one is printed. OFFHOOK_SOAK says how many kills there are.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.core.practising import SCHEDULE
from tests.pty.terminal import OFFHOOK, environment
from tui.core.practice.practice import Drill, Recall, Review
from tui.core.practice.recall import fold
from tui.files import inbox
from tui.files.home import Home
from tui.wiring import open_services, open_store

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform == "win32", reason="no kill -9 there"),
]

KILLS = int(os.environ.get("OFFHOOK_SOAK", "10"))
#: Rounds on one home, each killed, before a fresh one is begun.
ROUNDS = 10
LINES = 8


def killed(home: Path, seed: int) -> tuple[list[str], bool]:
    """The answers of a round killed at a moment that `seed` decides, and whether the last may be lost."""
    chance = random.Random(seed)
    mode = chance.choice(["flash", "batting"])
    last, later = chance.randint(1, LINES), chance.random() * 0.02
    program = subprocess.Popen(
        [*OFFHOOK, "practice", "--mode", mode, "--cards", str(LINES)],
        env=environment(home),
        cwd=home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert program.stdin
    assert program.stdout
    answers: list[str] = []
    unsure = True
    for line in program.stdout:
        asked = line.split(" of ")[0]
        if line.startswith(("How was it", "A line and a rating")):
            program.stdin.write("\n")
        elif asked.isdigit():
            unsure = len(answers) < last
            if not unsure:
                break
            answers.append(f"Fair enough, {seed} {asked}?")
            program.stdin.write(answers[-1] + "\n")
            if len(answers) == last and chance.random() < 0.5:
                break  # while it is being kept
    else:  # it came to its end
        unsure = False
    until = time.perf_counter() + later
    while time.perf_counter() < until:  # into the middle of what takes milliseconds: no sleep is as short
        pass
    program.kill()
    program.communicate()
    return answers, unsure


def check(store_home: Home, told: list[str], unsure: set[str]) -> list[str]:
    """The answers found: all that was told, each once, and the records agree."""
    store = open_store(store_home, read_only=True)
    found = Counter(review.answer for review in store.all(Review))
    store.close()
    assert all(times == 1 for times in found.values())
    assert set(told) - unsure <= set(found) <= set(told)
    return sorted(found)


@pytest.mark.parametrize("first", range(0, KILLS, ROUNDS))
def test_every_line_that_was_answered_is_there_once(first: int, tmp_path: Path, counts: Counter[str]) -> None:
    home = Home(tmp_path / "offhook")
    told: list[str] = []
    unsure: set[str] = set()
    for seed in range(first, min(first + ROUNDS, KILLS)):
        answers, last_unsure = killed(tmp_path, seed)
        told += answers
        unsure |= {answers[-1]} if last_unsure else set()
        before = check(home, told, unsure)  # whoever only looks sees it in the inbox
        if seed % 3 == 0:  # the next start of the app takes it up; else it is left to the next round
            services = open_services(home)
            services.take_up()
            services.store.close()
            assert inbox.waiting(home.inbox) == []
            assert check(home, told, unsure) == before
        counts["practice: kills"] += 1
        counts["practice: lines told of"] += len(answers) - last_unsure
    services = open_services(home)
    services.take_up()
    store = services.store
    assert not (home.inbox / "set-aside").exists()
    for recall in store.all(Recall):
        assert recall == fold(store.reviews(recall.item), recall.id, SCHEDULE)
    rounds = {drill.id: drill for drill in store.all(Drill)}
    lines = Counter(review.drill for review in store.all(Review))
    assert {id: drill.lines for id, drill in rounds.items()} == lines
    store.close()
    check(home, told, unsure)
